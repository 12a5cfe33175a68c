package visit

import (
	"fyne.io/fyne/v2"

	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// The page's measures, in points from its own top left corner. The window's are in package theme.
const (
	railLeft  = 12
	railWidth = 228
	gap       = 16 // between rail and question
	sideWidth = 304
	edge      = 12 // above and below the columns
)

// formLayout places the parts of a Form; narrow pages keep the question alone.
type formLayout Form

// MinSize is small: the page takes what room the window has.
func (l *formLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(400, 240) }

// Layout is for Fyne.
func (l *formLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f := (*Form)(l)
	m := measures(f.content, size)
	f.compact = m.Compact
	objects[0].Resize(size)
	put(f.header, 0, 0, size.Width, m.HeaderVisit)
	top := m.HeaderVisit + edge
	height := size.Height - top - edge
	if f.compact {
		f.rail.Hide()
		f.side.Hide()
		put(f.board, m.Margin, m.HeaderVisit, size.Width-2*m.Margin, size.Height-m.HeaderVisit)
		w := min(sideWidth, size.Width-2*m.Margin)
		put(f.over, size.Width-m.Margin-w, m.HeaderVisit+40, w, size.Height-m.HeaderVisit-46)
		return
	}
	f.results = false
	f.over.Hide()
	f.rail.Show()
	f.side.Show()
	if f.p.Mode == Blind { // nothing is worked out of a keying that nobody has compared
		f.side.Hide()
	}
	left := float32(railLeft + railWidth + gap)
	right := size.Width - m.Margin - sideWidth
	put(f.rail, railLeft, top, railWidth, height)
	put(f.board, left, top, right-m.Margin-left, height)
	put(f.side, right, top, sideWidth, height)
}

// measures gives the window's measures for a page of this size in it.
func measures(page fyne.CanvasObject, size fyne.Size) theme.Measures {
	width := size.Width + 56 // the navigation beside it
	if c := canvasOf(page); c != nil && c.Size().Width >= size.Width {
		width = c.Size().Width
	}
	return theme.For(width)
}

func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(o)
}

func (f *Form) canvas() fyne.Canvas { return canvasOf(f.content) }

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// Results shows or hides the results over a narrow page; a wide one shows them always.
func (f *Form) Results() {
	if !f.compact || f.p.Mode == Blind {
		return
	}
	f.results = !f.results
	if f.results {
		f.over.Show()
	} else {
		f.over.Hide()
	}
	f.refresh()
	f.Focus()
}

// sheet is where the parts of a question stand on the board. The question's top edge
// is the same for every question.
type sheet struct {
	compact  bool
	width    float32
	meta     float32 // line with number and section, 24 high
	question float32
	help     float32
	answers  float32 // top of the first answer or field
	bottom   float32 // end of the room for answers
	keys     float32 // the missing keys, or a message
	next     float32

	title, line, answer widget.Style
}

const (
	metaHeight = 24
	keysHeight = 34
	nextHeight = 32
	prevHeight = 36
)

func (f *Form) sheet(size fyne.Size, question, help string) sheet {
	s := sheet{width: size.Width, compact: f.compact, title: widget.Title, line: widget.Style{Size: theme.Text, Role: theme.Ink2}, answer: widget.AnswerStyle,
		meta: 51, question: 77}
	if f.compact {
		s.title.Size, s.line.Size, s.answer.Size = 19, theme.TextSecond, 13.5
		s.meta, s.question = 9, 40
	}
	for s.title.Size > 17 && len(widget.Lines(question, s.title, s.width)) > 2 {
		s.title.Size--
	}
	s.help = s.question + float32(len(widget.Lines(question, s.title, s.width)))*s.title.Line() + 3
	s.answers = s.help + float32(len(widget.Lines(help, s.line, s.width)))*s.line.Line() + 12
	if f.compact {
		s.answers = max(s.answers-4, 92)
		s.next = size.Height
		s.keys = size.Height - keysHeight - 4
		s.bottom = size.Height - 6
		if m := f.notice(); m.kind != widget.BandNone {
			s.keys = size.Height - widget.BandHeightFor(m.text, s.width) - 4
			s.bottom = s.keys - 4
		}
		return s
	}
	s.answers = max(s.answers, 141) // the same for all questions of one line
	s.next = size.Height - nextHeight
	s.keys = s.next - keysHeight - 5
	s.bottom = s.keys - 2
	return s
}
