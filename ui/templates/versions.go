package templates

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

func (p *Page) words(err error) string { return fault.Words(p.s.Lang(), err) }

// versions shows who wrote which version when, each with its text, and puts an earlier
// one in force.
func (p *Page) versions() {
	if p.draft == nil {
		return
	}
	id, lang := p.draft.id, p.draft.lang
	var list []data.TemplateText
	p.s.Do("", func(ctx context.Context) (err error) {
		list, err = p.store.TemplateHistory(ctx, id, lang)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			p.s.Fail(err)
		case len(list) == 0:
			p.s.Tell(widget.BandInfo, say.T("templates.versions.none"))
		default:
			p.showVersions(list)
		}
	})
}

const versionsWidth = 900

func (p *Page) showVersions(list []data.TemplateText) {
	s := p.s
	var o *widget.Overlay
	text := widget.NewTextArea("", "", 17)
	text.Entry.Disable()
	rows := widget.NewList(theme.RowToday, func() int { return len(list) }, func(pen *widget.Pen, i int, st widget.RowState) {
		p.paintVersion(pen, list[i])
	})
	rows.BarGap = -8
	rows.OnSelect = func(i int) {
		if i >= 0 {
			text.SetText(list[i].Text)
		}
	}
	rows.OnEnter = func(i int) {
		o.Close()
		if !list[i].InForce {
			p.revert(list[i].Version)
		}
	}
	rows.Label = s.T("templates.versions")
	head := widget.NewWords(s.T("templates.versions"), widget.Heading, versionsWidth-40)
	about := widget.NewWords(s.T("templates.versions.text"), widget.Second, versionsWidth-40)
	o = s.Overlay(widget.Column(10, head, about, container.New(sideBySide{}, rows, text)), versionsWidth, false, func() { widget.Focus(p.text.Entry) })
	s.Canvas().Focus(rows)
	rows.Select(0)
	rows.OnSelect(0)
}

func (p *Page) paintVersion(pen *widget.Pen, t data.TemplateText) {
	size := pen.Size()
	right := size.Width - 12
	if t.InForce {
		chip := widget.Chip{Text: p.s.T("templates.inforce"), Tone: widget.ToneOK}
		right -= chip.Width()
		pen.Chip(right, 0, size.Height, chip)
	}
	pen.Fit(14, 6, 20, right-20, upperFirst(p.versionWords(t.Version)), widget.Strong)
	line := p.s.T("templates.version.shipped.text")
	if t.Version > 0 {
		line = p.s.T("templates.version.line", "When", say.Date(p.s.Lang(), day.Of(t.At)), "Time", say.Clock(p.s.Lang(), t.At), "By", t.By)
	}
	pen.Fit(14, 25, 18, right-20, line, widget.Second)
}

// sideBySide puts the versions beside the text of the one under the bar.
type sideBySide struct{}

func (sideBySide) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, 17*19+18) }

func (sideBySide) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left := min(340, size.Width*0.42)
	o[0].Resize(fyne.NewSize(left, size.Height))
	o[1].Move(fyne.NewPos(left+12, 0))
	o[1].Resize(fyne.NewSize(size.Width-left-12, size.Height))
}
