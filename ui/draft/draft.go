// Package draft keeps what is being written in an editor as a draft in the store, so that
// a crash loses nothing.
package draft

import (
	"context"

	"fyrtio/ui/shell"
)

// Keeper keeps one draft: at once, and while that is being done, again when it is done, so
// that a fast writer is not held up.
type Keeper struct {
	Shell *shell.Shell
	Save  func(ctx context.Context, text string) error // "" drops the draft
	Text  func() string                                // as it is written now, "" where no draft is needed
	After func()                                       // a draft was kept or dropped; may be nil

	kept    string // in the store
	busy    bool
	stops   bool
	dropped func() // what follows a drop that waits for the save under way
}

// Begin takes note of the draft in the store, "" for none.
func (k *Keeper) Begin(kept string) { k.kept, k.stops = kept, false }

// Now keeps the draft as it is written now.
func (k *Keeper) Now() {
	if k.busy || k.stops {
		return
	}
	text := k.Text()
	if text == k.kept {
		return
	}
	k.busy = true
	k.Shell.Do("", func(ctx context.Context) error { return k.Save(ctx, text) }, func(err error) {
		k.busy = false
		if then := k.dropped; then != nil {
			k.dropped = nil
			k.Drop(then)
			return
		}
		if err != nil {
			k.Shell.Fail(err)
			return
		}
		k.kept = text
		if k.After != nil {
			k.After()
		}
		k.Now()
	})
}

// Stop holds the draft while a version is made of it, or lets it be kept again.
func (k *Keeper) Stop(on bool) {
	k.stops = on
	if !on {
		k.Now()
	}
}

// Drop takes the draft out of the store, and then tells; until Begin none is kept.
func (k *Keeper) Drop(then func()) {
	k.stops = true
	if k.busy { // else the text under way could be written last
		k.dropped = then
		return
	}
	k.Shell.Do("", func(ctx context.Context) error { return k.Save(ctx, "") }, func(err error) {
		if err != nil {
			k.Shell.Fail(err)
			return
		}
		then()
	})
}
