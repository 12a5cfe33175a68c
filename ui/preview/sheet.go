package preview

import (
	"bytes"
	"context"
	"image"
	"io"

	"fyne.io/fyne/v2"

	"fyrtio/core/paper"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Pager draws one page of a PDF; Renderer does.
type Pager interface {
	Page(ctx context.Context, pdf []byte, page, width, height int) (*image.RGBA, int, error)
}

// Sheet is a panel that shows a paper as it will be printed, one page at a time, drawn
// on a worker. What is laid over the page shows on the screen alone.
type Sheet struct {
	*widget.Drawing

	// Over is drawn over the page, whose top left corner and scale (points a mm) it gets;
	// page counts from 0. May be nil.
	Over func(p *widget.Pen, x, y, mm float32, page int)
	// Foot says below the page what it is, at the left; page and pages count from 1, 0 while
	// they are not known. May be nil.
	Foot func(page, pages int) string
	// State is said at the right below the page, where it has room; may be nil.
	State func() (mark icon.Name, role theme.Role, words string)
	// OnTurn tells that another page is shown.
	OnTurn func()

	s       *shell.Shell
	pager   Pager
	key     string
	draw    func(ctx context.Context, w io.Writer) error
	words   string // shown in place of a page
	of      string // what the picture is of
	want    string // what is to be shown
	picture image.Image
	page    int
	pages   int
	failed  error
	drawn   fyne.Size // for which the picture was drawn
	busy    bool      // being drawn
	again   bool      // and something else is wanted since
}

// NewSheet makes an empty panel. key names its work among others' (see shell.Do); pager
// may be nil: then no page is shown.
func NewSheet(s *shell.Shell, pager Pager, key string) *Sheet {
	c := &Sheet{s: s, pager: pager, key: key}
	c.Drawing = widget.NewDrawing(nil, c.paint)
	return c
}

// Paper draws a paper and shows its first page, or the page shown before where of is the
// same paper: drawn anew, because it has changed.
func (c *Sheet) Paper(of string, draw func(ctx context.Context, w io.Writer) error) {
	if of != c.want {
		c.page = 0
	}
	c.want, c.draw, c.words = of, draw, ""
	c.load()
}

// Say shows words in place of a page.
func (c *Sheet) Say(words string) {
	c.want, c.of, c.draw, c.words, c.picture, c.pages, c.page = "", "", nil, words, nil, 0, 0
	c.busy, c.again = false, false
	c.s.Do(c.key, func(context.Context) error { return nil }, nil) // what is being drawn is not wanted
	c.Refresh()
}

// Page gives the page that is shown, from 0, and how many there are, 0 while that is not known.
func (c *Sheet) Page() (page, pages int) { return c.page, c.pages }

// Turn shows another page, and reports whether there is one.
func (c *Sheet) Turn(by int) bool {
	to := c.page + by
	if to < 0 || to >= c.pages {
		return false
	}
	c.page = to
	c.load()
	if c.OnTurn != nil {
		c.OnTurn()
	}
	return true
}

// Of gives what the picture is of, "" while there is none.
func (c *Sheet) Of() string { return c.of }

// Laid tells that the panel has got another size: the page is drawn for it.
func (c *Sheet) Laid() {
	if w, h := c.sizes(); c.draw != nil && w >= 50 && c.drawn != fyne.NewSize(w, h) {
		c.load()
	}
	c.Refresh()
}

// footHeight is that of the line below the page.
const footHeight = 54

// sizes gives how large a page is drawn: A4 within the panel.
func (c *Sheet) sizes() (w, h float32) {
	size := c.Size()
	margin := float32(28)
	if size.Width < 300 {
		margin = 12
	}
	w = size.Width - 2*margin
	h = size.Height - 12 - footHeight - 6
	if w*297 > h*210 {
		w = h * 210 / 297
	} else {
		h = w * 297 / 210
	}
	return w, h
}

// load draws the page on a worker. While that is being done, what is wanted next waits, and
// of all that is wanted meanwhile only the last is drawn: who types is not held up.
func (c *Sheet) load() {
	if c.draw == nil || c.pager == nil {
		c.picture = nil
		c.Refresh()
		return
	}
	if c.busy {
		c.again = true
		return
	}
	c.busy = true
	w, h := c.sizes()
	if w < 50 {
		w, h = 352, 498 // not laid out yet
	}
	c.drawn = fyne.NewSize(w, h)
	of, page, draw, scale := c.want, c.page, c.draw, c.s.Canvas().Scale()
	var picture *image.RGBA
	var pages int
	c.s.Do(c.key, func(ctx context.Context) error {
		var pdf bytes.Buffer
		if err := draw(ctx, &pdf); err != nil {
			return err
		}
		var err error
		picture, pages, err = c.pager.Page(ctx, pdf.Bytes(), page, int(w*scale), int(h*scale))
		return err
	}, func(err error) {
		c.busy = false
		if c.again {
			c.again = false
			defer c.load()
			if of != c.want {
				return // another paper by now
			}
		}
		c.failed = err
		if err != nil {
			c.s.Log().Warn("preview", "err", err)
			c.picture = nil
		} else {
			c.picture, c.pages, c.of = picture, pages, of
			c.page = min(c.page, max(0, pages-1))
		}
		c.Refresh()
	})
}

func (c *Sheet) paint(pen *widget.Pen) {
	size := pen.Size()
	pen.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Neutral, Radius: theme.RadiusCard})
	w, h := c.sizes()
	if w < 20 {
		return
	}
	x, y := (size.Width-w)/2, float32(12)
	pen.Rect(x-1, y-1, w+2, h+2, widget.Box{Fill: theme.Surface, Stroke: theme.CapEdge})
	switch {
	case c.words != "":
		pen.Wrap(x+20, y+24, w-40, c.words, widget.Second)
		return
	case c.picture != nil:
		pen.Image(x, y, w, h, c.picture)
		if c.Over != nil {
			c.Over(pen, x, y, w/210, c.page)
		}
	case c.failed != nil || c.pager == nil:
		pen.Wrap(x+20, y+24, w-40, c.s.T("printing.sheet.failed"), widget.Second)
	case c.draw != nil:
		pen.Wrap(x+20, y+24, w-40, c.s.T("printing.sheet.wait"), widget.Second)
	default:
		return
	}
	c.paintFoot(pen, y+h, size)
}

func (c *Sheet) paintFoot(pen *widget.Pen, y float32, size fyne.Size) {
	h := min(size.Height-y, footHeight)
	words, end := "", float32(14)
	if c.Foot != nil {
		at := 0
		if c.pages > 0 {
			at = c.page + 1
		}
		words = c.Foot(at, c.pages)
	}
	if c.pages > 1 {
		pen.Icon(14, y+(h-14)/2, 14, icon.Left, theme.Ink2)
		pen.Hit(4, y, 30, h, func() { c.Turn(-1) })
		end = 34
	}
	end += pen.Fit(end, y, h, size.Width-end-40, words, widget.Second)
	if c.pages > 1 {
		pen.Icon(end+6, y+(h-14)/2, 14, icon.Right, theme.Ink2)
		pen.Hit(end, y, 30, h, func() { c.Turn(+1) })
		end += 28
	}
	if c.State == nil {
		return
	}
	mark, role, state := c.State()
	if wide := widget.Measure(state, widget.Second); end+wide+44 < size.Width {
		pen.RightMid(size.Width-14, y, h, state, widget.Second)
		pen.Icon(size.Width-14-wide-24, y+(h-16)/2, 16, mark, role)
	}
}

// Window lays the envelope's window over a page, dashed (papers.md 2). With zones it also
// shows where the address may stand and the strip in which nothing else may.
func Window(pen *widget.Pen, x, y, mm float32, win paper.Window, zones bool) {
	if zones {
		strip := paper.Quiet()
		dashed(pen, x, y, mm, paper.Rect{X: 1, Y: strip.Y, W: 208, H: strip.H}, theme.Fault)
		dashed(pen, x, y, mm, win.Block(), theme.OK)
	}
	dashed(pen, x, y, mm, win.Opening(), theme.Accent)
}

func dashed(pen *widget.Pen, x, y, mm float32, r paper.Rect, role theme.Role) {
	x, y = x+float32(r.X)*mm, y+float32(r.Y)*mm
	w, h := float32(r.W)*mm, float32(r.H)*mm
	const dash, step = 4, 7
	box := widget.Box{Fill: role}
	for at := float32(0); at < w; at += step {
		pen.Rect(x+at, y, min(dash, w-at), 1, box)
		pen.Rect(x+at, y+h, min(dash, w-at), 1, box)
	}
	for at := float32(0); at < h; at += step {
		pen.Rect(x, y+at, 1, min(dash, h-at), box)
		pen.Rect(x+w, y+at, 1, min(dash, h-at), box)
	}
}
