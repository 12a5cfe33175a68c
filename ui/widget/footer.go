package widget

import (
	"slices"

	"fyne.io/fyne/v2"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/ui/theme"
)

// Footer shows the keys of the view: at most seven at the left, one at the right.
type Footer struct {
	fyne_widget.BaseWidget
	hints  []Hint
	right  Hint
	margin float32
	pen    Pen
}

// NewFooter makes an empty footer.
func NewFooter() *Footer {
	f := &Footer{margin: 24}
	f.ExtendBaseWidget(f)
	return f
}

// Set changes what the footer shows.
func (f *Footer) Set(hints []Hint, right Hint, margin float32) {
	f.hints, f.right, f.margin = hints, right, margin
	f.Refresh()
}

// CreateRenderer is for Fyne.
func (f *Footer) CreateRenderer() fyne.WidgetRenderer { return newRenderer(f, &f.pen) }

func (f *Footer) min() fyne.Size { return fyne.NewSize(100, 24) }

func (f *Footer) paint(p *Pen) {
	s := p.Size()
	p.Rect(0, 0, s.Width, s.Height, Box{Fill: theme.Paper})
	p.Line(0, 0, s.Width, theme.Line)
	end := s.Width - f.margin
	w := Measure(f.right.Text, Small)
	for _, k := range f.right.Keys {
		w += CapWidth(k, CapPlain) + 7
	}
	x := end - w
	for _, k := range f.right.Keys {
		x += p.Cap(x, 1, s.Height, k, CapPlain) + 7
	}
	p.Mid(x, 1, s.Height, f.right.Text, Small)
	p.Hints(f.margin, 1, s.Height, end-w-24, f.hints)
}

// Empty is what a view shows when it has nothing: what is true, what one may do.
type Empty struct {
	fyne_widget.BaseWidget
	Picture fyne.CanvasObject // may be nil
	Title   string
	Text    string
	Body    fyne.CanvasObject // may be nil
	Buttons []*Button
	pen     Pen
}

// NewEmpty makes an empty state.
func NewEmpty(title, text string, buttons ...*Button) *Empty {
	e := &Empty{Title: title, Text: text, Buttons: buttons}
	e.ExtendBaseWidget(e)
	return e
}

// Set changes the words.
func (e *Empty) Set(title, text string) {
	e.Title, e.Text = title, text
	e.Refresh()
}

// Has reports whether f is one of the buttons.
func (e *Empty) Has(f fyne.Focusable) bool {
	b, ok := f.(*Button)
	return ok && slices.Contains(e.Buttons, b)
}

// CreateRenderer is for Fyne.
func (e *Empty) CreateRenderer() fyne.WidgetRenderer { return newRenderer(e, &e.pen) }

const emptyWidth = 500

func (e *Empty) height(width float32) (h float32, lines []string) {
	if e.Picture != nil {
		h += e.Picture.MinSize().Height + 20
	}
	lines = Lines(e.Text, Style{Size: theme.Text, Role: theme.Ink2}, width)
	h += Title.Line() + 4 + float32(len(lines))*Plain.Line()
	if e.Body != nil {
		h += 24 + e.Body.MinSize().Height
	}
	if len(e.Buttons) > 0 {
		h += 28 + theme.ButtonHeight
	}
	return h, lines
}

func (e *Empty) min() fyne.Size {
	h, _ := e.height(emptyWidth)
	return fyne.NewSize(emptyWidth/2, h)
}

func (e *Empty) paint(p *Pen) {
	s := p.Size()
	width := min(emptyWidth, s.Width-32)
	h, lines := e.height(width)
	y := max(0, round((s.Height-h)/2))
	left := round((s.Width - width) / 2)
	if e.Picture != nil {
		m := e.Picture.MinSize()
		p.Place(e.Picture, round((s.Width-m.Width)/2), y, m.Width, m.Height)
		y += m.Height + 20
	}
	p.CenterMid(0, y, s.Width, Title.Line(), e.Title, Title)
	y += Title.Line() + 4
	for _, line := range lines {
		p.CenterMid(0, y, s.Width, Plain.Line(), line, Style{Size: theme.Text, Role: theme.Ink2})
		y += Plain.Line()
	}
	if e.Body != nil {
		m := e.Body.MinSize()
		p.Place(e.Body, left, y+24, width, m.Height)
		y += 24 + m.Height
	}
	if len(e.Buttons) == 0 {
		return
	}
	row := float32(12 * (len(e.Buttons) - 1))
	for _, b := range e.Buttons {
		row += b.MinSize().Width
	}
	x := round((s.Width - row) / 2)
	for _, b := range e.Buttons {
		w := b.MinSize().Width
		p.Place(b, x, y+28, w, theme.ButtonHeight)
		x += w + 12
	}
}
