package report

import (
	"testing"

	"fyne.io/fyne/v2"

	figures "fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

// sizes are windows as they are used: usual, the smallest, and the usual at 150 %.
var sizes = []struct {
	name string
	w, h float32
}{{"", 1280, 688}, {"-small", 1180, 608}, {"-150", 853, 448}}

func TestLook(t *testing.T) {
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		for i, z := range sizes {
			if lang == say.English && i == 2 {
				break // words are as long at 150 %
			}
			name := "-" + string(lang) + z.name
			d := open(t, newClinic(), lang, z.w, z.h, shell.ToReport{})
			uitest.Look(t, d.win, "follow"+name)
			uitest.Type(d.win, "2")
			uitest.Look(t, d.win, "brief"+name)
			for range 11 {
				uitest.Press(d.win, fyne.KeyDown)
			}
			uitest.Press(d.win, fyne.KeyTab, fyne.KeyDown, fyne.KeyRight, fyne.KeyRight)
			uitest.Look(t, d.win, "figures"+name)
			for range 9 {
				uitest.Press(d.win, fyne.KeyRight)
			}
			uitest.Type(d.win, "hv")
			uitest.Look(t, d.win, "open"+name)
			uitest.Press(d.win, fyne.KeyEnd)
			uitest.Look(t, d.win, "charts"+name)
			d.page.Shortcut(fyne.KeyReturn, fyne.KeyModifierControl)
			uitest.Look(t, d.win, "out"+name)
			uitest.Type(d.win, "4")
			uitest.Look(t, d.win, "sums"+name)
		}
	}
}

func TestLookOfEarlierYears(t *testing.T) {
	for _, z := range sizes {
		c := newClinic()
		d := open(t, c, say.Swedish, z.w, z.h, shell.ToEarlier{})
		uitest.Look(t, d.win, "earlier-none"+z.name)
		uitest.Press(d.win, fyne.KeyEscape)
		for y := 2002; y < 2012; y++ {
			for i, ind := range figures.Indicators {
				if (i+y)%3 == 0 {
					c.typed[y] = append(c.typed[y], figures.Figure{Cohort: y, Indicator: ind.ID, N: 20 + i, Of: 80 + i, Share: float64(20+i) / float64(80+i)})
				}
				if (i+y)%4 == 0 {
					c.typed[y] = append(c.typed[y], figures.Figure{Cohort: y, Indicator: ind.ID, Sex: "kvinna", Share: 0.3})
				}
			}
		}
		d.earlier.Resume()
		d.earlier.Focus()
		uitest.Press(d.win, fyne.KeyDown, fyne.KeyDown, fyne.KeyRight, fyne.KeyDown, fyne.KeyDown)
		uitest.Look(t, d.win, "earlier"+z.name)
		uitest.Press(d.win, fyne.KeyReturn)
		uitest.Look(t, d.win, "earlier-edit"+z.name)
	}
}

func TestLookOfTheEmptyPage(t *testing.T) {
	c := newClinic()
	c.cohorts, c.now = nil, data.Progress{}
	d := open(t, c, say.Swedish, 1280, 688, shell.ToReport{})
	uitest.Look(t, d.win, "empty-follow")
	uitest.Type(d.win, "2")
	uitest.Look(t, d.win, "empty-yearly")
}
