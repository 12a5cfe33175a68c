package printing

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// soon is how long work may take before it is shown: what is done sooner needs no sign.
const soon = 700 * time.Millisecond

// often is how often the bar moves; each move repaints it.
const often = 80 * time.Millisecond

// Long does long work beside the window's thread, shows how far it has come once it has
// taken a while, and lets it be cancelled: then ends its context, and the work gives
// back context.Canceled when it has cleared up. step may be called from any goroutine
// of the work.
func Long(s *shell.Shell, title string, work func(ctx context.Context, step func(done, of int)) error, then func(error)) {
	var cancel context.CancelFunc
	b := &bar{s: s, title: title, began: time.Now(), wait: soon, cancel: func() { cancel() }}
	s.Do("", func(outer context.Context) error {
		ctx, stop := context.WithCancel(outer)
		cancel = stop
		defer stop()
		return work(ctx, b.step)
	}, func(err error) {
		b.close()
		then(err)
	})
}

// bar is the overlay over the window.
type bar struct {
	s      *shell.Shell
	title  string
	began  time.Time
	wait   time.Duration
	moved  time.Time // of the work's goroutine alone
	cancel func()

	done, of int
	ended    bool
	stopping bool
	overlay  *widget.Overlay
	drawing  *widget.Drawing
	button   *widget.Button
}

// step is called by the work.
func (b *bar) step(done, of int) {
	now := time.Now()
	if now.Sub(b.began) < b.wait || now.Sub(b.moved) < often && done < of {
		return
	}
	b.moved = now
	fyne.Do(func() { b.show(done, of) })
}

func (b *bar) show(done, of int) {
	if b.ended {
		return
	}
	b.done, b.of = done, of
	if b.overlay == nil && !b.stopping {
		const width = 460
		b.drawing = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(width-40, 34) }, b.paint)
		b.button = widget.NewButton(widget.Look{Kind: widget.Secondary, Text: b.s.T("ui.cancel"), Key: "Esc"}, func() { b.overlay.Close() })
		foot := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(width-40, theme.ButtonHeight) }, func(p *widget.Pen) {
			w := b.button.MinSize().Width
			p.Place(b.button, p.Size().Width-w, 0, w, theme.ButtonHeight)
		})
		b.overlay = b.s.Overlay(widget.Column(12, widget.NewWords(b.title, widget.Heading, width-40), b.drawing, foot), width, false, b.closed)
		b.s.Canvas().Focus(b.button)
	}
	if b.drawing != nil {
		b.drawing.Refresh()
	}
}

// closed is told when the overlay goes: by Esc it cancels the work.
func (b *bar) closed() {
	b.overlay = nil
	if !b.ended {
		b.stopping = true
		b.cancel()
	}
}

func (b *bar) close() {
	b.ended = true
	if b.overlay != nil {
		b.overlay.Close()
	}
}

func (b *bar) paint(p *widget.Pen) {
	size := p.Size()
	part := float32(0)
	if b.of > 0 {
		part = min(1, float32(b.done)/float32(b.of))
	}
	p.Rect(0, 0, size.Width, 8, widget.Box{Fill: theme.Neutral, Radius: 4})
	if w := size.Width * part; w > 8 {
		p.Rect(0, 0, w, 8, widget.Box{Fill: theme.Accent, Radius: 4})
	}
	p.Text(0, 14, b.s.T("printing.progress", "Done", b.done, "Of", b.of, "Percent", int(100*part)), widget.Second)
}
