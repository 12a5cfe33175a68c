package data

import (
	"context"
	"encoding/json"
	"strings"

	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/visit"
)

// maxNote is how many characters a note to a question may have.
const maxNote = 4000

// typing is a form that is being written to.
type typing struct {
	*tx
	*record
	ref Ref
	def *form.Definition
}

// typeForm runs f on the latest form of a participant, in one transaction. Typing is
// quiet in the log chain: there stand the beginning, locking and correcting of a form.
func (s *Store) typeForm(ctx context.Context, name, participant string, quiet bool, f func(*typing) error) error {
	return s.write(ctx, act{Act: name}, func(t *tx) error {
		ref, err := findRef(t, t.today, participant, 0)
		if err != nil {
			return err
		}
		rec, err := readForm(t, ref)
		if err != nil {
			return err
		}
		def, err := definition(t, rec.version, t.today)
		if err != nil {
			return err
		}
		t.act.Participant, t.quiet = ref.Participant, quiet
		return f(&typing{t, rec, ref, def})
	})
}

func (w *typing) open() error {
	if w.status().Locked() {
		return fault.New(fault.Refused, "visit.data.err.locked")
	}
	return nil
}

// begin makes the form's row before its first answer; the journey then knows of it.
func (w *typing) begin() error {
	if w.form != "" {
		return nil
	}
	st, err := stand(w, w.ref, w.rules, w.today)
	if err != nil {
		return err
	}
	if err := w.keepDefinition(w.def); err != nil {
		return err
	}
	w.form = w.s.ids.next()
	w.quiet, w.act.Act = false, "form.begin"
	w.touch(w.ref)
	_, err = w.exec(`INSERT INTO form (id, participant, cohort, version, source, opened, actor) VALUES (?,?,?,?,?,?,?)`,
		w.form, w.ref.Participant, w.ref.Cohort, w.def.Version, st.status.Source, millis(w.now), w.s.user)
	return err
}

// put stores the changes and takes away answers that are not asked any more.
func (w *typing) put(changes form.Answers, amends bool, reason string) error {
	merged, gone, err := w.def.Merge(w.answers, changes)
	if err != nil {
		return err
	}
	for _, it := range w.def.Items {
		v, changed := changes[it.LinkID]
		if !changed {
			continue
		}
		warning, err := w.def.Check(it.LinkID, v, merged)
		if err != nil {
			return err
		}
		l := line{item: it.LinkID, value: v, note: w.notes[it.LinkID], amends: amends, reason: reason}
		if !warning.IsZero() {
			l.mark = markUnusual
		}
		if v != w.answers[it.LinkID] {
			if err := w.add(l); err != nil {
				return err
			}
		}
	}
	for _, id := range gone {
		if err := w.add(line{item: id, note: w.notes[id], amends: amends, reason: reason}); err != nil {
			return err
		}
	}
	return nil
}

func (w *typing) add(l line) error {
	if err := w.begin(); err != nil {
		return err
	}
	kind, content := l.value.Pack()
	_, err := w.exec(`INSERT INTO answer (form, item, kind, value, mark, note, amends, reason, at, actor) VALUES (?,?,?,?,?,?,?,?,?,?)`,
		w.form, l.item, kind, content, l.mark, l.note, l.amends, l.reason, millis(w.now), w.s.user)
	if err == nil && l.item != "" {
		w.take(l)
	}
	return err
}

func (w *typing) savePlace(p visit.Place) error {
	if w.form == "" && len(p.Drafts) == 0 {
		return nil // nothing was typed: there is no form to have a place in
	}
	if err := w.begin(); err != nil {
		return err
	}
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	_, err = w.exec(`INSERT INTO form_place (form, place) VALUES (?1, ?2) ON CONFLICT (form) DO UPDATE SET place = ?2`, w.form, string(b))
	return err
}

// SaveAnswer stores one answer and where one stands afterwards; the zero Value takes
// the answer away. It is on disk when this returns. It refuses on a locked form, an
// item that is not asked, and what form.Check refuses.
func (s *Store) SaveAnswer(ctx context.Context, participant, linkID string, v form.Value, next visit.Place) error {
	return s.typeForm(ctx, "form.answer", participant, true, func(w *typing) error {
		if err := w.open(); err != nil {
			return err
		}
		if err := w.put(form.Answers{linkID: v}, false, ""); err != nil {
			return err
		}
		return w.savePlace(next)
	})
}

// SaveNote stores a note to one question, on a locked form too; "" takes it away.
func (s *Store) SaveNote(ctx context.Context, participant, linkID, note string) error {
	note = strings.TrimSpace(note)
	return s.typeForm(ctx, "form.note", participant, true, func(w *typing) error {
		if _, ok := w.def.Item(linkID); !ok {
			return fault.New(fault.Refused, "form.err.unknown", "LinkID", linkID)
		}
		if len([]rune(note)) > maxNote || strings.ContainsRune(note, 0) {
			return fault.New(fault.Refused, "visit.data.err.note", "Max", maxNote)
		}
		if note == w.notes[linkID] {
			return nil
		}
		return w.add(line{item: linkID, value: w.answers[linkID], note: note})
	})
}

// SavePlace stores where one is and what is half typed: at pause and lock. On a locked
// form there is nothing to type, and nothing is stored.
func (s *Store) SavePlace(ctx context.Context, participant string, p visit.Place) error {
	return s.typeForm(ctx, "form.place", participant, true, func(w *typing) error {
		if w.status().Locked() {
			return nil
		}
		return w.savePlace(p)
	})
}

// Entered says what an answer file left to do.
type Entered struct {
	Missing  []string       // mandatory items without an answer
	Warnings []form.Warning // answers kept though out of the plausible range
}

// EnterAnswers merges an answer file into a form (D17): all of it or, with an error,
// nothing. A locked form is refused.
func (s *Store) EnterAnswers(ctx context.Context, participant string, file []byte) (Entered, error) {
	var e Entered
	err := s.typeForm(ctx, "form.enter", participant, false, func(w *typing) error {
		if err := w.open(); err != nil {
			return err
		}
		changes, err := w.def.ParseAnswers(file)
		if err != nil {
			return err
		}
		if err := w.put(changes, false, ""); err != nil {
			return err
		}
		e = Entered{w.def.Missing(w.answers), w.def.Warnings(w.answers)}
		return nil
	})
	return e, err
}

// CompleteForm locks the form (Q17); each mandatory item needs an answer (Q6). It
// records no visit.
func (s *Store) CompleteForm(ctx context.Context, participant string) error {
	return s.typeForm(ctx, "form.complete", participant, false, func(w *typing) error {
		if err := w.open(); err != nil {
			return err
		}
		if w.form == "" {
			return noForm()
		}
		if err := w.def.Complete(w.answers); err != nil {
			return err
		}
		w.touch(w.ref)
		if _, err := w.exec(`DELETE FROM form_place WHERE form = ?`, w.form); err != nil {
			return err
		}
		if err := w.add(line{mark: markCompleted}); err != nil {
			return err
		}
		w.locked = w.now
		return w.count()
	})
}

// count keeps what the locked form adds to the annual report.
func (w *typing) count() error {
	var f fact
	f.takeForm(w.record, w.def)
	return w.keepForm(w.ref, &f)
}

// AmendForm corrects a locked form with a reason (Q17); the zero Value takes an
// answer away. The earlier answers stay readable.
func (s *Store) AmendForm(ctx context.Context, participant string, changes form.Answers, reason string) error {
	return s.typeForm(ctx, "form.amend", participant, false, func(w *typing) error {
		if !w.status().Locked() {
			return fault.New(fault.Refused, "visit.data.err.unlocked")
		}
		n, err := w.amend(changes, reason)
		w.act.Detail = map[string]int{"answers": n}
		return err
	})
}

// amend corrects answers of a locked form and gives how many changed.
func (w *typing) amend(changes form.Answers, reason string) (int, error) {
	_, list, err := w.def.Amend(w.answers, changes, reason)
	if err != nil {
		return 0, err
	}
	for _, a := range list {
		l := line{item: a.LinkID, value: a.New, note: w.notes[a.LinkID], amends: true, reason: a.Reason}
		if err := w.add(l); err != nil {
			return 0, err
		}
	}
	return len(list), w.count()
}

// AmendTyped is AmendForm for values as they are typed: a code, a number with comma or
// point, a text, a missing key; nothing typed takes an answer away.
func (s *Store) AmendTyped(ctx context.Context, participant string, typed map[string]string, reason string) error {
	var changes form.Answers
	err := s.read(ctx, func(r reader) error {
		ref, err := findRef(r, s.Day(), participant, 0)
		if err != nil {
			return err
		}
		f, err := readForm(r, ref)
		if err != nil {
			return err
		}
		d, err := definition(r, f.version, s.Day())
		if err != nil {
			return err
		}
		changes = form.Answers{}
		for id, text := range typed {
			if changes[id], err = d.ParseNamed(id, text); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.AmendForm(ctx, participant, changes, reason)
}
