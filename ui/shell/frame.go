package shell

import (
	"fyne.io/fyne/v2"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// frame lays out the window: navigation at the left, the page, strip or band over
// the footer. It is one object whose children are placed by hand.
type frame struct {
	fyne_widget.BaseWidget
	shell    *Shell
	measures theme.Measures
	nav      *nav
	footer   *widget.Footer
	strip    *widget.Strip
	band     *widget.Band
	ground   *widget.Drawing
	page     Page
	narrow   bool
	alone    bool              // the page has its own undo and needs its height: the strip waits outside
	over     fyne.CanvasObject // strip or band, nil for none
}

func newFrame(s *Shell) *frame {
	f := &frame{shell: s, measures: theme.For(1280), footer: widget.NewFooter(), band: widget.NewBand()}
	f.nav = newNav(s)
	f.strip = widget.NewStrip(s.T("ui.undo"), "Ctrl+Z", s.Undo)
	f.ground = widget.NewDrawing(nil, func(p *widget.Pen) {
		size := p.Size()
		p.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Paper})
		p.Line(0, 0, size.Width, theme.Line) // under the menu bar
	})
	f.ExtendBaseWidget(f)
	return f
}

// restyle follows a change of language or colours.
func (f *frame) restyle() {
	f.strip = widget.NewStrip(f.shell.T("ui.undo"), "Ctrl+Z", f.shell.Undo)
	f.over = nil
	f.ground.Refresh()
	f.Refresh()
}

func (f *frame) show(p Page, r Route) {
	f.page, f.narrow, f.alone = p, narrow(r), alone(r)
	f.tellMeasures()
	f.refooter()
	f.nav.Refresh()
	f.Refresh()
}

func (f *frame) tellMeasures() {
	if m, ok := f.page.(Measured); ok {
		f.shell.guard(func() { m.Measure(f.measures) })
	}
}

func (f *frame) refooter() {
	if f.page == nil {
		return
	}
	right := widget.Hint{Text: f.shell.T("ui.keys.all")}
	if h, ok := f.page.(RightHinter); ok {
		if own := h.HintRight(); own.Text != "" {
			right = own
		}
	}
	f.footer.Set(f.page.Hints(), right, f.measures.Margin)
}

func (f *frame) done(text string, canUndo bool) {
	f.strip.Say(text, canUndo)
	f.over = f.strip
	f.Refresh()
}

func (f *frame) fail(kind widget.BandKind, text string) {
	f.band.Say(kind, text)
	f.over = f.band
	f.Refresh()
}

// clearBand takes an error away; what was done stays until the next act.
func (f *frame) clearBand() {
	if f.over == f.band {
		f.over = nil
	}
}

// CreateRenderer is for Fyne.
func (f *frame) CreateRenderer() fyne.WidgetRenderer {
	r := &frameRenderer{f: f}
	r.Layout(f.Size())
	return r
}

type frameRenderer struct {
	f       *frame
	objects []fyne.CanvasObject
}

func (r *frameRenderer) MinSize() fyne.Size           { return fyne.NewSize(640, 360) }
func (r *frameRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *frameRenderer) Destroy()                     {}

func (r *frameRenderer) Refresh() {
	r.Layout(r.f.Size())
	r.f.footer.Refresh()
	if c := r.f.shell.Canvas(); c != nil {
		c.Refresh(r.f)
	}
}

func (r *frameRenderer) Layout(size fyne.Size) {
	f := r.f
	if m := theme.For(size.Width); m != f.measures {
		f.measures = m
		f.tellMeasures()
		f.refooter()
	}
	m := f.measures
	left := m.NavWidth
	if f.narrow {
		left = m.NavIcons
	}
	f.nav.icons = f.narrow || m.Compact
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
		r.objects = append(r.objects, o)
	}
	r.objects = r.objects[:0]
	bottom := size.Height - m.Footer
	put(f.ground, left, 0, size.Width-left, size.Height)
	put(f.nav, 0, 0, left, size.Height)
	put(f.footer, left, bottom, size.Width-left, m.Footer)
	if f.over != nil && !(f.alone && f.over == f.strip) {
		h := float32(theme.StripHeight)
		if f.over == f.band {
			h = max(h, f.band.HeightFor(size.Width-left-2*m.Margin))
		}
		bottom -= h + 12
		put(f.over, left+m.Margin, bottom, size.Width-left-2*m.Margin, h)
	}
	if f.page != nil {
		put(f.page.Content(), left, 0, size.Width-left, bottom)
	}
}

// Body lays out a page: a header of the window's header height, and below it, inside
// the margin, body and (where it is not nil and visible) a bar under it.
type Body struct {
	fyne_widget.BaseWidget
	shell  *Shell
	header fyne.CanvasObject
	body   fyne.CanvasObject
	bar    fyne.CanvasObject
	// Gap is between header and body.
	Gap float32
}

// NewBody makes the layout of a page.
func NewBody(s *Shell, header, body, bar fyne.CanvasObject) *Body {
	b := &Body{shell: s, header: header, body: body, bar: bar}
	b.ExtendBaseWidget(b)
	return b
}

// SetBody puts something else into the page's place.
func (b *Body) SetBody(o fyne.CanvasObject) {
	if b.body != o {
		b.body = o
		b.Refresh()
	}
}

// SetBar shows a bar under the body, or none with nil.
func (b *Body) SetBar(o fyne.CanvasObject) {
	if b.bar != o {
		b.bar = o
		b.Refresh()
	}
}

// CreateRenderer is for Fyne. It lays out at once: Fyne forgets how a page is drawn that
// has been out of sight for a minute, and does not lay it out again at the size it had.
func (b *Body) CreateRenderer() fyne.WidgetRenderer {
	r := &bodyRenderer{b: b}
	r.Layout(b.Size())
	return r
}

type bodyRenderer struct {
	b       *Body
	objects []fyne.CanvasObject
}

func (r *bodyRenderer) MinSize() fyne.Size           { return fyne.NewSize(200, 200) }
func (r *bodyRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *bodyRenderer) Destroy()                     {}

func (r *bodyRenderer) Refresh() {
	r.Layout(r.b.Size())
	r.b.shell.Canvas().Refresh(r.b)
}

func (r *bodyRenderer) Layout(size fyne.Size) {
	b, m := r.b, r.b.shell.Measures()
	r.objects = r.objects[:0]
	put := func(o fyne.CanvasObject, y, h float32) {
		o.Move(fyne.NewPos(m.Margin, y))
		o.Resize(fyne.NewSize(size.Width-2*m.Margin, h))
		r.objects = append(r.objects, o)
	}
	bottom := size.Height - 12
	put(b.header, 0, m.Header)
	if b.bar != nil && b.bar.Visible() {
		h := b.bar.MinSize().Height
		bottom -= h
		put(b.bar, bottom, h)
		bottom -= 12
	}
	put(b.body, m.Header+b.Gap, bottom-m.Header-b.Gap)
}
