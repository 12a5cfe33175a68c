package unlock

import (
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Refresh draws the page again.
func (pg *Page) Refresh() { pg.drawing.Refresh() }

func (pg *Page) paint(p *widget.Pen) {
	size := p.Size()
	p.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Paper})
	left := float32(520)
	if size.Width < theme.Breakpoint {
		left = 0
	} else {
		left = min(left, size.Width*520/1280)
		pg.paintEmblem(p, left)
	}
	width := min(400, size.Width-left-64)
	x := left + (size.Width-left-width)/2
	if left > 0 {
		x -= 30
	}
	promised := size.Height >= 600 && (pg.mode == unlocking || pg.mode == recovering)
	height := pg.form(nil, x, 0, width)
	if promised {
		height += promisesHeight
	}
	y := max(12, (size.Height-height)/2)
	y += pg.form(p, x, y, width)
	if promised {
		pg.promises(p, x, y+38, width)
	}
	w := pg.langs.MinSize().Width
	version := widget.Style{Size: theme.TextSmall, Role: theme.Ink3}
	p.RightMid(size.Width-20-w, size.Height-40, 28, pg.t("unlock.version", "Version", pg.p.Version), version)
	if pg.p.SetLang != nil {
		p.Place(pg.langs, size.Width-16-w, size.Height-40, w, 28)
	}
}

func (pg *Page) paintEmblem(p *widget.Pen, w float32) {
	h := p.Size().Height
	p.Rect(0, 0, w, h, widget.Box{Fill: theme.Nav})
	p.Rect(w-1, 0, 1, h, widget.Box{Fill: theme.Line})
	m := pg.emblem.MinSize()
	y := max(24, (h-m.Height-100)/2)
	p.Place(pg.emblem, (w-m.Width)/2, y, m.Width, m.Height)
	y += m.Height + 32
	p.CenterMid(0, y, w, 40, "Fyrtio", widget.Large)
	p.CenterMid(0, y+42, w, 20, pg.t("unlock.motto"), widget.Style{Size: theme.Text, Role: theme.Ink2})
}

// form draws the form from y down and gives its height; without a pen it only measures.
func (pg *Page) form(p *widget.Pen, x, y, w float32) float32 {
	top := y
	title := map[mode]string{unlocking: "unlock.title", recovering: "unlock.recover.title", creating: "unlock.create.title", confirming: "unlock.confirm.title"}[pg.mode]
	if pg.p.Locked {
		title = "unlock.locked.title"
	}
	text := func(s string, st widget.Style) {
		lines := widget.Lines(s, st, w)
		for _, line := range lines {
			if p != nil {
				p.Text(x, y, line, st)
			}
			y += st.Line()
		}
	}
	place := func(o fyne.CanvasObject, gap float32) {
		h := o.MinSize().Height
		if p != nil {
			p.Place(o, x, y, w, h)
		}
		y += h + gap
	}
	text(pg.t(title), widget.Title)
	y += 3
	second := widget.Style{Size: theme.Text, Role: theme.Ink2}
	switch {
	case pg.mode == creating:
		text(pg.t("unlock.create.text"), second)
	case pg.mode == confirming:
		text(pg.t("unlock.confirm.text"), second)
		y += 12
		y += pg.showCode(p, x, y, w)
	case pg.p.Clinic != "":
		text(pg.p.Clinic, second)
	}
	y += 22
	if pg.mode == unlocking || pg.mode == recovering {
		place(pg.user, 16)
	}
	fields := pg.fields()
	for i, f := range fields {
		gap := float32(16)
		if i == len(fields)-1 {
			gap = 12
		}
		place(f, gap)
	}
	h := max(theme.BandHeight, pg.band.HeightFor(w))
	if p != nil {
		p.Place(pg.band, x, y, w, h)
	}
	y += h + 20
	aw := pg.act.MinSize().Width
	if p != nil {
		p.Place(pg.act, x, y-2, aw, 40)
		if pg.other.Visible() {
			ow := pg.other.MinSize().Width
			p.Place(pg.other, x+aw+10, y, ow, theme.ButtonHeight)
		}
	}
	y += theme.ButtonHeight
	return y - top
}

const promisesHeight = 38 + 18 + 2*29 + 18

// promises are three true sentences about the program.
func (pg *Page) promises(p *widget.Pen, x, y, w float32) {
	p.Line(x, y, w, theme.Line)
	y += 18
	lines := []struct {
		icon icon.Name
		text string
	}{{icon.Lock, pg.t("unlock.true.encrypted")}, {icon.Blocked, pg.t("unlock.true.offline")}, {icon.Backup, pg.t("unlock.true.backup")}}
	if !pg.p.Backup.IsZero() {
		lines[2].text = say.In(pg.p.Lang, pg.p.Backup)
	}
	for _, l := range lines {
		p.Icon(x, y+1, 16, l.icon, theme.Ink2)
		p.Text(x+26, y, l.text, widget.Second)
		y += 29
	}
}

// showCode draws the recovery code in its groups, large enough to copy down.
func (pg *Page) showCode(p *widget.Pen, x, y, w float32) float32 {
	const cell, gap = 40, 8
	groups := strings.FieldsFunc(pg.code, func(r rune) bool { return r == '-' || r == ' ' })
	const perRow = 4
	rows := (len(groups) + perRow - 1) / perRow
	if p != nil {
		cw := (w - (perRow-1)*gap) / perRow
		for i, g := range groups {
			gx, gy := x+float32(i%perRow)*(cw+gap), y+float32(i/perRow)*(cell+gap)
			p.Rect(gx, gy, cw, cell, widget.Box{Fill: theme.Surface, Stroke: theme.Edge, Radius: theme.RadiusField})
			p.CenterMid(gx, gy, cw, cell, g, widget.Heading)
		}
	}
	return float32(rows)*(cell+gap) - gap
}
