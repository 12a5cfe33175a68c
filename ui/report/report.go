// Package report is Årsrapport: how the year goes (Uppföljning), and the report that is
// owed for it (Årsrapport), with the people behind each figure a key away.
package report

import (
	"context"
	"io"

	"fyne.io/fyne/v2"

	"fyrtio/core/paper"
	figures "fyrtio/core/report"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Store is what the pages ask of the store.
type Store interface {
	Cohorts(ctx context.Context) ([]int, error)
	Progress(ctx context.Context, cohort int) (data.Progress, error)
	Report(ctx context.Context, p data.ReportParams) (*figures.Report, error)
	ReportPeople(ctx context.Context, q figures.Query) (refs []data.Ref, protected int, err error)
	ReportSaved(ctx context.Context, p data.ReportParams, format string) error
	SealAggregate(ctx context.Context, w io.Writer, p data.ReportParams, passphrase string) error
	Earlier(ctx context.Context) ([]figures.Figure, error)
	SetEarlier(ctx context.Context, year int, list []figures.Figure) error
	ImportEarlier(ctx context.Context, name string, file []byte, dry bool) (data.EarlierFile, error)
	SetSetting(ctx context.Context, key, value string) error
}

// Params are what the pages need.
type Params struct {
	Store   Store
	Version string // of the program, for the report's last page
	// Clinic is the sender on papers.
	Clinic func() paper.Clinic
	// Offer draws a paper and asks where it is to go: printing.Desk.OfferNoted.
	Offer func(s *shell.Shell, name, title, note string, draw func(ctx context.Context, w io.Writer) (pages int, err error))
}

// The views of the page.
const (
	viewFollow = iota
	viewYearly
)

// Page is the place with its two views.
type Page struct {
	s       *shell.Shell
	p       Params
	view    int
	compact bool

	header *widget.Drawing
	tabs   *widget.Segments
	save   *widget.Button
	follow *follow
	yearly *yearly
	body   *shell.Body
}

// New makes the page.
func New(s *shell.Shell, params Params, r shell.ToReport) *Page {
	p := &Page{s: s, p: params}
	p.tabs = widget.NewSegments([]widget.Segment{{Text: s.T("reports.follow")}, {Text: s.T("reports.yearly")}}, 0, p.show)
	p.save = widget.NewButton(widget.Look{Kind: widget.Filled, Icon: icon.Print, Text: s.T("reports.save"), Key: "Ctrl+Enter"}, func() { p.yearly.takeOut() })
	p.follow, p.yearly = newFollow(p), newYearly(p)
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.body = shell.NewBody(s, p.header, p.follow.content, nil)
	p.Accept(r)
	p.follow.read()
	return p
}

// Accept is for shell.Accepter: a view may be asked for; else it is as it was left.
func (p *Page) Accept(route shell.Route) bool {
	r, ok := route.(shell.ToReport)
	if ok && r.Yearly && p.view != viewYearly {
		p.show(viewYearly)
	}
	return ok
}

// show goes to a view.
func (p *Page) show(view int) {
	p.view = view
	p.tabs.SetSelected(view)
	if view == viewYearly {
		p.yearly.begin()
		p.body.SetBody(p.yearly.content)
	} else {
		p.body.SetBody(p.follow.content)
	}
	p.header.Refresh()
	p.s.Refooter()
}

func (p *Page) paintHeader(pen *widget.Pen) {
	size := pen.Size()
	title := p.s.T("ui.nav.report")
	x := float32(0)
	if !p.compact {
		x = pen.Mid(0, 0, size.Height+2, title, widget.Title) + 24
	}
	tabs := p.tabs.MinSize()
	pen.Place(p.tabs, x, (size.Height-tabs.Height)/2, tabs.Width, tabs.Height)
	x += tabs.Width + 16
	right := size.Width
	if p.view == viewYearly && p.yearly.ready() {
		w := p.save.MinSize().Width
		pen.Place(p.save, right-w, (size.Height-theme.ButtonHeight)/2, w, theme.ButtonHeight)
		return
	}
	if p.view == viewFollow {
		text := p.follow.heading()
		pen.RightMid(right, 2, size.Height, widget.Shorten(text, widget.Second, right-x), widget.Second)
	}
}

// Content is for shell.Page.
func (p *Page) Content() fyne.CanvasObject { return p.body }

// Focus is for shell.Page.
func (p *Page) Focus() {
	if p.view == viewYearly {
		p.yearly.focus()
		return
	}
	p.follow.focus()
}

// Resume is for shell.Resumer: somebody may have been documented since.
func (p *Page) Resume() {
	p.follow.read()
	p.yearly.stale = true
	if p.view == viewYearly {
		p.yearly.begin()
	}
}

// Measure is for shell.Measured.
func (p *Page) Measure(m theme.Measures) {
	p.compact = m.Compact
	look := p.save.Look
	look.Text = p.s.T("reports.save")
	if m.Compact {
		look.Text = p.s.T("reports.save.short")
	}
	p.save.Set(look)
	p.yearly.measure()
	p.header.Refresh()
	p.follow.sheet.renew()
	p.yearly.sheet.renew()
}

// WindowTitle is for shell.Titler.
func (p *Page) WindowTitle() string {
	if p.view == viewYearly {
		return p.s.T("reports.yearly") + p.yearly.titled()
	}
	return p.s.T("reports.follow")
}

// Hints is for shell.Page.
func (p *Page) Hints() []widget.Hint {
	if p.view == viewYearly {
		return p.yearly.hints()
	}
	return p.follow.hints()
}

// Keys is for shell.Helper.
func (p *Page) Keys() []widget.Hint {
	if p.view == viewYearly {
		return p.yearly.keys()
	}
	return p.follow.keys()
}

// unread are the hints while there is nothing to see: the year's list is to be read in
// where it is bare, else it is being read.
func (p *Page) unread(bare bool, other widget.Hint) []widget.Hint {
	list := []widget.Hint{other, p.hint("reports.key.earlier", "T")}
	if bare {
		list = append([]widget.Hint{p.hint("reports.key.import", "Enter")}, list...)
	}
	return list
}

func (p *Page) hint(id string, keys ...string) widget.Hint {
	return widget.Hint{Keys: keys, Text: p.s.T(id)}
}

// Rune is for shell.Runer.
func (p *Page) Rune(r rune) bool {
	switch r {
	case '1':
		p.show(viewFollow)
		p.Focus()
		return true
	case '2':
		p.show(viewYearly)
		p.Focus()
		return true
	case 't', 'T':
		p.s.Go(shell.ToEarlier{})
		return true
	}
	if p.view == viewYearly {
		return p.yearly.rune(r)
	}
	return p.follow.rune(r)
}

// Shortcut is for shell.Shortcutter.
func (p *Page) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	if mod != fyne.KeyModifierControl {
		return false
	}
	switch key {
	case fyne.KeyReturn, fyne.KeyP, fyne.KeyS:
		if p.view == viewYearly && p.yearly.ready() {
			p.yearly.takeOut()
			return true
		}
	}
	return false
}

// Escape is for shell.Escaper: from the figures back to the chapters.
func (p *Page) Escape() bool {
	return p.view == viewYearly && p.yearly.escape()
}

// after goes on to what is after (1) or before (−1) the parts of a view in the order of Tab.
func (p *Page) after(step int) {
	if step > 0 && p.view == viewYearly && p.yearly.ready() {
		widget.Focus(p.save)
		return
	}
	widget.Focus(p.tabs)
}
