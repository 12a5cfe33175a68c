package people

import (
	"fyrtio/ui/shell"
	"fyrtio/ui/widget"
)

// hold has the page list the people of a figure, and say which figure it is. Its filters
// are its own: the list of everyone is as it was when one comes back to it.
func (p *Page) hold(r shell.ToPeople) {
	p.kept, p.only, p.figure = &Kept{}, p.s.Journeys(r.People), r.Figure
	text := p.s.T("people.figure", "Figure", r.Figure)
	if r.Protected > 0 {
		text += " " + p.s.T("people.figure.protected", "N", r.Protected)
	}
	p.band = widget.NewBand()
	p.band.Say(widget.BandInfo, text)
}
