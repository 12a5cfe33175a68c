package templates

import (
	"context"
	"strings"

	"fyrtio/core/letter"
	"fyrtio/data"
)

// keeper keeps what is typed into one text as a draft in the store: at once, and while
// that is being done, again when it is done, so that a fast writer is not held up.
type keeper struct {
	p     *Page
	id    string
	lang  letter.Lang
	base  string // the version in force
	text  string // as it stands in the editor
	from  int    // the version that was edited
	kept  string // the draft in the store, "" for none
	busy  bool
	stops bool // a version is being made: the draft goes with it
}

// newKeeper takes up a text: the draft, or where there is none the version in force.
func newKeeper(p *Page, id string, lang letter.Lang, force, draft data.TemplateText) *keeper {
	k := &keeper{p: p, id: id, lang: lang, base: force.Text, text: force.Text, from: force.Version, kept: draft.Text}
	if draft.Text != "" {
		k.text, k.from = draft.Text, draft.Version
	}
	return k
}

// changed reports whether the text says something else than the version in force.
func (k *keeper) changed() bool { return strings.TrimSpace(k.text) != strings.TrimSpace(k.base) }

// set takes what is typed.
func (k *keeper) set(text string) {
	k.text = text
	k.now()
}

// now keeps the draft, unless that is being done.
func (k *keeper) now() {
	text := k.text
	if !k.changed() {
		text = "" // no draft is needed
	}
	if k.busy || k.stops || text == k.kept {
		return
	}
	k.busy = true
	k.p.s.Do("", func(ctx context.Context) error { return k.p.store.SaveTemplateDraft(ctx, k.id, k.lang, text, k.from) }, func(err error) {
		k.busy = false
		if err != nil {
			k.p.s.Fail(err)
			return
		}
		k.kept = text
		k.p.header.Refresh()
		k.now()
	})
}

// stop holds the draft while a version is made of it, or lets it be kept again.
func (k *keeper) stop(on bool) {
	k.stops = on
	if !on {
		k.now()
	}
}

// saved tells that a version was made of a text, and the draft dropped.
func (k *keeper) saved(text string, version int) {
	k.base, k.kept, k.from = text, "", version
	k.stop(false)
}
