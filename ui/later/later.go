// Package later is the page of a place that is not built yet: it says so, and what one
// can do meanwhile.
package later

import (
	"fyne.io/fyne/v2"

	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Page says what will be here.
type Page struct {
	s     *shell.Shell
	empty *widget.Empty
	body  *shell.Body
}

// New makes the page of the yearly report.
func New(s *shell.Shell) *Page {
	p := &Page{s: s}
	title := s.T("ui.nav.report")
	header := widget.NewDrawing(nil, func(pen *widget.Pen) { pen.Mid(0, 0, pen.Size().Height+2, title, widget.Title) })
	p.empty = widget.NewEmpty(s.T("later.report.title"), s.T("later.report.text"))
	p.empty.Buttons = []*widget.Button{widget.NewButton(widget.Look{Kind: widget.Filled, Icon: icon.Form, Text: s.T("later.report.people")},
		func() { s.Go(shell.ToPeople{Step: "document"}) })}
	card := widget.NewDrawing(nil, func(pen *widget.Pen) {
		size := pen.Size()
		pen.Card(0, 0, size.Width, size.Height)
		pen.Place(p.empty, 0, 0, size.Width, size.Height)
	})
	p.body = shell.NewBody(s, header, card, nil)
	return p
}

// Content is for shell.Page.
func (p *Page) Content() fyne.CanvasObject { return p.body }

// Hints is for shell.Page.
func (p *Page) Hints() []widget.Hint {
	return []widget.Hint{{Keys: []string{"Enter"}, Text: p.s.T("later.key.go")}, {Keys: []string{"Ctrl+1"}, Text: p.s.T("ui.nav.today")}}
}

// Focus is for shell.Page.
func (p *Page) Focus() { widget.Focus(p.empty.Buttons[0]) }

// Measure is for shell.Measured.
func (p *Page) Measure(theme.Measures) { p.empty.Refresh() }
