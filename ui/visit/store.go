// Package visit is the two pages of the visit: the questionnaire typed by keyboard and
// the star. The pages know the store only by the interfaces Forms and Stars.
package visit

import (
	"context"

	"fyrtio/core/form"
	"fyrtio/core/visit"
)

// Forms is what form entry asks of the store. Each call is one transaction and is
// on disk when it returns; errors with words for a person are *fault.Error. The
// participant is named by id; meant is the form of the current cohort year.
type Forms interface {
	// OpenForm gives the form as it stands; a participant without one gets an empty
	// one of the version in force. It logs that the form was looked at.
	OpenForm(ctx context.Context, participant string) (visit.Form, error)
	// SaveAnswer stores one answer; the zero Value takes it away (undo). Answers of items
	// that are not asked any more go in the same transaction (form.Definition.Prune).
	// next is where one stands afterwards. It refuses on a locked form and what Check refuses.
	SaveAnswer(ctx context.Context, participant, linkID string, v form.Value, next visit.Place) error
	// SaveNote stores a note to one question, "" takes it away. Allowed on a locked form too.
	SaveNote(ctx context.Context, participant, linkID, note string) error
	// SavePlace stores where one is and what is half typed: at pause and lock.
	SavePlace(ctx context.Context, participant string, p visit.Place) error
	// SaveSource tells from which paper the form is typed: paper_home, paper_visit, phone.
	SaveSource(ctx context.Context, participant, source string) error
	// CompleteForm locks the form (Q6, Q17).
	CompleteForm(ctx context.Context, participant string) error
	// AmendForm corrects a locked form with a reason (Q17).
	AmendForm(ctx context.Context, participant string, changes form.Answers, reason string) error
}

// Stars is what the star page asks of the store.
type Stars interface {
	// OpenStar gives the star as it stands, with what it is set from. It logs that it was looked at.
	OpenStar(ctx context.Context, participant string) (visit.Star, error)
	// SaveLevels stores chosen levels by point id, 0 takes one away; all or none. The
	// store keeps the proposal beside each choice.
	SaveLevels(ctx context.Context, participant string, levels map[string]int) error
	// SaveComment stores the comment to a point, "" takes it away.
	SaveComment(ctx context.Context, participant, point, text string) error
}
