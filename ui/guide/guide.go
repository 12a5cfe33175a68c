// Package guide is Hjälp → Handbok: the guide that comes with the program, with its
// contents at the left. It is read by keyboard and searched with Ctrl+F.
package guide

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/assets"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Page is the guide.
type Page struct {
	s      *shell.Shell
	title  string
	blocks []block
	parts  []int // the blocks that are headings of the second order
	places []place
	width  float32 // at which places were found
	high   float32
	hit    int // the block that the search stands on, -1 for none
	lead   bool

	header   *widget.Drawing
	search   *widget.Field
	contents *widget.List
	paper    *widget.Drawing
	scroll   *container.Scroll
	reader   *reader
	body     *shell.Body
}

// New makes the page; at is the heading to begin with, "" the beginning.
func New(s *shell.Shell, at string) (*Page, error) {
	b, err := assets.Help.ReadFile("help/guide." + string(s.Lang()) + ".md")
	if err != nil {
		return nil, fmt.Errorf("read the guide: %w", err)
	}
	p := &Page{s: s, hit: -1}
	p.blocks = parse(string(b), s.T("guide.quote.open"), s.T("guide.quote.shut"))
	if len(p.blocks) > 0 && p.blocks[0].kind == heading {
		p.title, p.blocks = plain(p.blocks[0].text), p.blocks[1:]
	}
	for i, b := range p.blocks {
		if b.kind == heading {
			p.parts = append(p.parts, i)
		}
	}
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.search = widget.NewField("", s.T("guide.search"))
	p.search.Icon, p.search.Key = icon.Search, "Ctrl+F"
	p.search.OnChanged(func(string) { p.find(false) })
	p.search.Entry.OnEnter = func() { p.find(true) }
	p.search.Entry.BeforeKey = p.searchKey
	p.contents = widget.NewList(theme.RowHead, func() int { return len(p.parts) }, p.paintPart)
	p.contents.Label = s.T("guide.contents")
	p.contents.OnSelect = p.show
	p.contents.OnEnter = func(i int) { p.show(i); p.Focus() }
	p.paper = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(100, p.high) }, p.paint)
	p.scroll = container.NewVScroll(p.paper)
	p.scroll.OnScrolled = func(fyne.Position) { p.follow() }
	p.reader = &reader{page: p}
	p.reader.ExtendBaseWidget(p.reader)
	p.body = shell.NewBody(s, p.header, newSpread(p), nil)
	p.contents.Select(0)
	for i, part := range p.parts {
		if at != "" && plain(p.blocks[part].text) == at {
			p.contents.Select(i)
			p.lead = true
		}
	}
	return p, nil
}

// Content is for shell.Page.
func (p *Page) Content() fyne.CanvasObject { return p.body }

// Focus is for shell.Page.
func (p *Page) Focus() {
	widget.Focus(p.reader)
	if p.lead {
		p.lead = false
		p.show(p.contents.Selected())
	}
}

// Hints is for shell.Page.
func (p *Page) Hints() []widget.Hint {
	t := p.s.T
	return []widget.Hint{
		{Keys: []string{"↑", "↓"}, Text: t("guide.key.scroll")}, {Keys: []string{"PgUp", "PgDn"}, Text: t("guide.key.page")},
		{Keys: []string{"←", "→"}, Text: t("guide.key.part")}, {Keys: []string{"Ctrl+F"}, Text: t("guide.key.search")},
		{Keys: []string{"Esc"}, Text: t("guide.key.back")},
	}
}

// Keys is for shell.Helper.
func (p *Page) Keys() []widget.Hint {
	return []widget.Hint{{Keys: []string{"Home", "End"}, Text: p.s.T("guide.key.ends")}, {Keys: []string{"Tab"}, Text: p.s.T("guide.key.contents")}}
}

// Shortcut is for shell.Shortcutter.
func (p *Page) Shortcut(key fyne.KeyName, _ fyne.KeyModifier) bool {
	if key != fyne.KeyF {
		return false
	}
	p.search.Focus()
	return true
}

// Measure is for shell.Measured.
func (p *Page) Measure(theme.Measures) { p.header.Refresh(); p.body.Refresh() }

// Escape leaves the search, if there is one.
func (p *Page) Escape() bool {
	if p.search.Text() == "" {
		return false
	}
	p.search.SetText("")
	p.Focus()
	return true
}

func (p *Page) searchKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyDown:
		p.find(true)
	case fyne.KeyPageDown, fyne.KeyPageUp:
		p.reader.TypedKey(ev)
	default:
		return false
	}
	return true
}

// find shows the next block that holds what is searched: from the one that is shown
// on, or with next after it.
func (p *Page) find(next bool) {
	query := strings.ToLower(strings.TrimSpace(p.search.Text()))
	from := max(0, p.hit)
	if next {
		from = p.hit + 1
	}
	p.hit = -1
	p.search.Mark = icon.None
	if query != "" {
		for k := range p.blocks {
			i := (from + k) % len(p.blocks)
			if strings.Contains(strings.ToLower(p.blocks[i].all()), query) {
				p.hit = i
				p.to(p.places[i].top - 60)
				break
			}
		}
		if p.hit < 0 {
			p.search.Mark, p.search.MarkRole = icon.Blocked, theme.Warn
		}
	}
	p.search.Refresh()
	p.paper.Refresh()
}

// show scrolls to a part.
func (p *Page) show(i int) {
	if i >= 0 && i < len(p.parts) && len(p.places) > 0 {
		y := p.places[p.parts[i]].top - 24
		p.scroll.Offset.Y = max(0, min(y, p.high-p.scroll.Size().Height))
		p.scroll.Refresh()
	}
}

// to scrolls to a height, and lights the part that is there.
func (p *Page) to(y float32) {
	p.scroll.Offset.Y = max(0, min(y, p.high-p.scroll.Size().Height))
	p.scroll.Refresh()
	p.follow()
}

// follow lights the part that is being read.
func (p *Page) follow() {
	if len(p.places) == 0 {
		return
	}
	at := 0
	for i, part := range p.parts {
		if p.places[part].top <= p.scroll.Offset.Y+p.scroll.Size().Height/3 {
			at = i
		}
	}
	switch {
	case p.scroll.Offset.Y <= 0:
		at = 0
	case p.scroll.Offset.Y >= p.high-p.scroll.Size().Height: // the last parts may be too short to reach the top
		at = len(p.parts) - 1
	}
	if at != p.contents.Selected() {
		p.contents.Select(at)
	}
}

func (p *Page) paintHeader(pen *widget.Pen) {
	size := pen.Size()
	w := pen.Mid(0, 0, size.Height, p.title, widget.Title)
	room := min(280, size.Width-w-24)
	pen.Place(p.search, size.Width-room, (size.Height-theme.FieldHeight)/2, room, theme.FieldHeight)
}

func (p *Page) paintPart(pen *widget.Pen, i int, st widget.RowState) {
	size := pen.Size()
	style := widget.Style{Size: theme.TextSecond, Bold: st.Selected}
	if st.Selected {
		style.Role = theme.AccentDark
	}
	pen.Fit(16, 0, size.Height, size.Width-24, plain(p.blocks[p.parts[i]].text), style)
}

func (p *Page) paint(pen *widget.Pen) {
	inner := min(measure, pen.Size().Width-2*margin)
	for i, at := range p.places {
		if i == p.hit {
			pen.Rect(margin-10, at.top-4, inner+20, at.height+4, widget.Box{Fill: theme.WarnTint, Radius: theme.RadiusChip})
		}
		p.block(pen, i, margin, at.top, inner)
	}
}

// fit finds the places again where the width has changed.
func (p *Page) fit(width float32) {
	if width != p.width && width > 0 {
		p.width = width
		p.high = p.arrange(width)
		p.paper.Refresh()
	}
}

// reader is the guide's text: one stop of Tab, scrolled by keys.
type reader struct {
	fyne_widget.BaseWidget
	page  *Page
	focus bool
}

var _ fyne.Focusable = (*reader)(nil)

// CreateRenderer is for Fyne.
func (r *reader) CreateRenderer() fyne.WidgetRenderer {
	card := widget.NewDrawing(nil, func(p *widget.Pen) {
		s := p.Size()
		p.Card(0, 0, s.Width, s.Height)
		if r.focus {
			p.Rect(0, 0, s.Width, s.Height, widget.Box{Stroke: theme.Accent, Radius: theme.RadiusCard})
		}
	})
	card.Resize(r.Size())
	return &readerRenderer{r: r, card: card}
}

type readerRenderer struct {
	r    *reader
	card *widget.Drawing
}

func (r *readerRenderer) MinSize() fyne.Size { return fyne.NewSize(200, 100) }
func (r *readerRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.card, r.r.page.scroll}
}
func (r *readerRenderer) Destroy() {}
func (r *readerRenderer) Refresh() { r.card.Refresh() }
func (r *readerRenderer) Layout(size fyne.Size) {
	r.card.Resize(size)
	r.r.page.fit(size.Width - 4)
	r.r.page.scroll.Move(fyne.NewPos(2, 2))
	r.r.page.scroll.Resize(size.SubtractWidthHeight(4, 4))
}

// FocusGained is for Fyne.
func (r *reader) FocusGained() { r.focus = true; r.Refresh() }

// FocusLost is for Fyne.
func (r *reader) FocusLost() { r.focus = false; r.Refresh() }

// Tapped gives the text the keyboard.
func (r *reader) Tapped(*fyne.PointEvent) { widget.Focus(r) }

// TypedRune hands letters on.
func (r *reader) TypedRune(c rune) {
	if do := r.page.s.Canvas().OnTypedRune(); do != nil {
		do(c)
	}
}

// TypedKey scrolls.
func (r *reader) TypedKey(ev *fyne.KeyEvent) {
	p := r.page
	y, view := p.scroll.Offset.Y, p.scroll.Size().Height
	switch ev.Name {
	case fyne.KeyDown:
		p.to(y + 60)
	case fyne.KeyUp:
		p.to(y - 60)
	case fyne.KeyPageDown, fyne.KeySpace:
		p.to(y + view - 60)
	case fyne.KeyPageUp:
		p.to(y - view + 60)
	case fyne.KeyHome:
		p.to(0)
	case fyne.KeyEnd:
		p.to(p.high)
	case fyne.KeyRight, fyne.KeyLeft:
		at := p.contents.Selected() + 1
		if ev.Name == fyne.KeyLeft {
			at -= 2
		}
		if at >= 0 && at < len(p.parts) {
			p.contents.Select(at)
			p.show(at)
		}
	default:
		if do := p.s.Canvas().OnTypedKey(); do != nil {
			do(ev)
		}
	}
}

// newSpread puts the contents beside the text, or leaves them out where the window is narrow.
func newSpread(p *Page) *fyne.Container {
	return container.New(spread{p}, p.contents, p.reader)
}

type spread struct{ p *Page }

func (l spread) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 100) }

func (l spread) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	left := float32(0)
	if l.p.s.Measures().Compact {
		l.p.contents.Hide()
	} else {
		l.p.contents.Show()
		left = 256
		l.p.contents.Move(fyne.NewPos(0, 0))
		l.p.contents.Resize(fyne.NewSize(240, min(size.Height, float32(len(l.p.parts))*theme.RowHead+2)))
	}
	l.p.reader.Move(fyne.NewPos(left, 0))
	l.p.reader.Resize(fyne.NewSize(size.Width-left, size.Height))
}
