package templates

import (
	"context"
	"strings"

	"fyrtio/core/letter"
	"fyrtio/data"
	"fyrtio/ui/draft"
)

// keeper is one text as it is written, kept as a draft in the store.
type keeper struct {
	draft.Keeper
	id   string
	lang letter.Lang
	base string // the version in force
	text string // as it stands in the editor
	from int    // the version that was edited
}

// newKeeper takes up a text: the draft, or where there is none the version in force.
func newKeeper(p *Page, id string, lang letter.Lang, force, kept data.TemplateText) *keeper {
	k := &keeper{id: id, lang: lang, base: force.Text, text: force.Text, from: force.Version}
	if kept.Text != "" {
		k.text, k.from = kept.Text, kept.Version
	}
	k.Keeper = draft.Keeper{Shell: p.s, After: p.header.Refresh,
		Save: func(ctx context.Context, text string) error {
			return p.store.SaveTemplateDraft(ctx, k.id, k.lang, text, k.from)
		},
		Text: func() string {
			if !k.changed() {
				return "" // no draft is needed
			}
			return k.text
		}}
	k.Begin(kept.Text)
	return k
}

// changed reports whether the text says something else than the version in force.
func (k *keeper) changed() bool { return strings.TrimSpace(k.text) != strings.TrimSpace(k.base) }

// set takes what is typed.
func (k *keeper) set(text string) {
	k.text = text
	k.Now()
}

// saved tells that a version was made of a text, and the draft dropped.
func (k *keeper) saved(text string, version int) {
	k.base, k.from = text, version
	k.Begin("")
	k.Now()
}
