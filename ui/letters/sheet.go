package letters

import (
	"bytes"
	"context"
	"image"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// sheet is the right side: the page as it will be printed. The envelope's window is
// laid over it on the screen alone.
type sheet struct {
	p       *Page
	drawing *widget.Drawing
	picture image.Image
	of      string // the letter that the picture is of
	page    int
	pages   int
	failed  bool
}

func newSheet(p *Page) *sheet {
	c := &sheet{p: p}
	c.drawing = widget.NewDrawing(nil, c.paint)
	return c
}

// turn shows another page of the letter.
func (c *sheet) turn(by int) {
	to := c.page + by
	if to < 0 || to >= c.pages {
		return
	}
	c.page = to
	c.load()
}

// sizes gives how large a page is drawn: A4 within the panel.
func (c *sheet) sizes() (w, h float32) {
	size := c.drawing.Size()
	margin := float32(28)
	if c.p.compact {
		margin = 12
	}
	w = size.Width - 2*margin
	h = size.Height - 12 - 60
	if w*297 > h*210 {
		w = h * 210 / 297
	} else {
		h = w * 297 / 210
	}
	return w, h
}

// load draws the letter under the bar, on a worker; a letter that is no longer wanted
// by the time it is drawn is not shown.
func (c *sheet) load() {
	p := c.p
	l := p.at()
	if l == nil || l.letter == nil || p.p.Preview == nil {
		c.picture, c.pages, c.of = nil, 0, ""
		c.drawing.Refresh()
		return
	}
	run := p.plan.Run
	run.Letters = []paper.Letter{l.letter.Letter}
	of, page := l.letter.Letter.Number+l.letter.Participant, c.page
	if of != c.of {
		c.pages = 0
	}
	w, h := c.sizes()
	if w < 50 {
		w, h = 352, 498 // not laid out yet
	}
	scale := p.s.Canvas().Scale()
	var picture *image.RGBA
	var pages int
	p.s.Do("mail.preview", func(ctx context.Context) error {
		var pdf bytes.Buffer
		if _, err := paper.Letters(&pdf, run); err != nil {
			return err
		}
		var err error
		picture, pages, err = p.p.Preview.Page(ctx, pdf.Bytes(), page, int(w*scale), int(h*scale))
		return err
	}, func(err error) {
		c.failed = err != nil
		if err != nil {
			p.s.Log().Warn("preview", "err", err)
		} else {
			c.picture, c.pages, c.of = picture, pages, of
		}
		c.drawing.Refresh()
	})
}

func (c *sheet) paint(pen *widget.Pen) {
	p, size := c.p, pen.Size()
	s := p.s
	pen.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Neutral, Radius: theme.RadiusCard})
	w, h := c.sizes()
	if w < 20 {
		return
	}
	x, y := (size.Width-w)/2, float32(12)
	pen.Rect(x-1, y-1, w+2, h+2, widget.Box{Fill: theme.Surface, Stroke: theme.CapEdge})
	l := p.at()
	if l == nil || l.letter == nil {
		words := s.T("mail.sheet.none")
		if l != nil && l.left != nil {
			words = s.T("mail.sheet.left", "Why", l.left.Reason)
		}
		pen.Wrap(x+20, y+24, w-40, words, widget.Second)
		return
	}
	if c.picture == nil {
		words := s.T("mail.sheet.wait")
		if c.failed || p.p.Preview == nil {
			words = s.T("mail.sheet.failed")
		}
		pen.Wrap(x+20, y+24, w-40, words, widget.Second)
	} else {
		pen.Image(x, y, w, h, c.picture)
		if c.page == 0 && p.chosen() != journey.TemplateForwarding {
			c.paintWindow(pen, x, y, w/210)
		}
	}
	c.paintFoot(pen, y+h, size, l)
}

// paintWindow lays the envelope's window over the page (papers.md 2), dashed.
func (c *sheet) paintWindow(pen *widget.Pen, x, y, mm float32) {
	win := c.p.plan.Run.Clinic.Window
	left, width := float32(100), float32(90)
	if win.Preset == paper.WindowV2 {
		left, width = 20, 80
	}
	x += (left + float32(win.DX)) * mm
	y += (38 + float32(win.DY)) * mm
	w, h := width*mm, 38*mm
	const dash, step = 4, 7
	box := widget.Box{Fill: theme.Accent}
	for at := float32(0); at < w; at += step {
		pen.Rect(x+at, y, min(dash, w-at), 1, box)
		pen.Rect(x+at, y+h, min(dash, w-at), 1, box)
	}
	for at := float32(0); at < h; at += step {
		pen.Rect(x, y+at, 1, min(dash, h-at), box)
		pen.Rect(x+w, y+at, 1, min(dash, h-at), box)
	}
}

func (c *sheet) paintFoot(pen *widget.Pen, y float32, size fyne.Size, l *line) {
	s := c.p.s
	h := min(size.Height-y, 54)
	words := s.T("mail.sheet.of", "At", l.n, "Of", len(c.p.plan.Letters))
	if c.pages > 0 {
		words = s.T("mail.sheet.page", "At", l.n, "Of", len(c.p.plan.Letters), "Page", c.page+1, "Pages", c.pages)
	}
	pen.Icon(14, y+(h-14)/2, 14, icon.Left, theme.Ink2)
	pen.Hit(4, y, 30, h, func() { c.turn(-1) })
	end := 34 + pen.Mid(34, y, h, words, widget.Second)
	pen.Icon(end+6, y+(h-14)/2, 14, icon.Right, theme.Ink2)
	pen.Hit(end, y, 30, h, func() { c.turn(+1) })
	preset := c.p.plan.Run.Clinic.Window.Preset
	if preset == "" {
		preset = paper.WindowH2
	}
	fits := s.T("mail.sheet.fits", "Window", preset)
	mark, role := icon.Done, theme.OK
	if len(l.letter.Problems) > 0 {
		fits, mark, role = s.T("mail.sheet.look"), icon.Expired, theme.Warn
	}
	fw := widget.Measure(fits, widget.Second)
	if end+28+fw+36 < size.Width {
		pen.RightMid(size.Width-14, y, h, fits, widget.Second)
		pen.Icon(size.Width-14-fw-24, y+(h-16)/2, 16, mark, role)
	}
}
