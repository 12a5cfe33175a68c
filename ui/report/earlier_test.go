package report

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	figures "fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

func TestEarlierYearIsTyped(t *testing.T) {
	c := newClinic()
	d := open(t, c, say.Swedish, 1280, 688, shell.ToReport{})
	d.typed("t")
	d.shows("Inga tidigare år än")
	d.press(fyne.KeyReturn)
	d.typed("2026")
	d.press(fyne.KeyReturn)
	d.shows("Skriv ett år från 1985 till 2025.")
	d.press(fyne.KeyBackspace, fyne.KeyBackspace)
	d.typed("09")
	d.press(fyne.KeyReturn)
	d.shows("2009")
	d.press(fyne.KeyDown)
	d.typed("80") // typing begins at once
	d.press(fyne.KeyReturn)
	const both = "Alla: skriv antal och av hur många, eller bara andelen."
	d.shows(both)
	next := func() { d.win.Canvas().(interface{ FocusNext() }).FocusNext() }
	next()
	d.typed("0")
	d.press(fyne.KeyReturn)
	d.shows(both)
	if len(c.typed) != 0 {
		t.Fatalf("of nobody: kept %+v", c.typed)
	}
	d.press(fyne.KeyBackspace)
	d.typed("64")
	d.press(fyne.KeyReturn)
	d.shows("Alla: 80 är fler än 64.")
	for range 2 {
		d.press(fyne.KeyBackspace)
	}
	d.typed("164")
	next()
	d.typed("60")
	d.press(fyne.KeyReturn)
	d.shows("Alla: 80 av 164 är 49 %, inte 60 %.")
	d.press(fyne.KeyBackspace, fyne.KeyBackspace)
	d.press(fyne.KeyReturn)
	want := figures.Figure{Cohort: 2009, Indicator: figures.Indicators[1].ID, N: 80, Of: 164, Share: 80. / 164}
	if len(c.typed[2009]) != 1 || c.typed[2009][0] != want {
		t.Fatalf("kept %+v", c.typed)
	}
	d.shows("80 av 164", "49 %", "en siffra")
	if d.earlier.rows.Selected() != 2 {
		t.Error("the next figure is not the next row")
	}
	d.press(fyne.KeyReturn)
	next()
	d.typed("40")
	next()
	d.typed("27,5 %")
	d.press(fyne.KeyReturn)
	d.shows(both)
	d.win.Canvas().(interface{ FocusPrevious() }).FocusPrevious()
	d.press(fyne.KeyBackspace, fyne.KeyBackspace)
	d.press(fyne.KeyReturn)
	if len(c.typed[2009]) != 2 || c.typed[2009][1].Share != 0.275 || c.typed[2009][1].Of != 0 {
		t.Fatalf("kept %+v", c.typed)
	}
	d.press(fyne.KeyUp, fyne.KeyDelete)
	if len(c.typed[2009]) != 1 {
		t.Errorf("a figure is not taken away: %+v", c.typed)
	}
	d.shell.Undo()
	if len(c.typed[2009]) != 2 {
		t.Errorf("and does not come back: %+v", c.typed)
	}
	d.press(fyne.KeyLeft, fyne.KeyDelete)
	if len(c.typed) != 0 {
		t.Errorf("the year is not taken away: %+v", c.typed)
	}
	d.shows("Siffrorna för 2009 är borttagna", "Inga tidigare år än")
	d.shell.Undo()
	if len(c.typed[2009]) != 2 {
		t.Errorf("the year does not come back: %+v", c.typed)
	}
	d.press(fyne.KeyEscape)
	if _, ok := d.shell.Route().(shell.ToReport); !ok {
		t.Errorf("Esc leads to %#v", d.shell.Route())
	}
}

func TestEarlierYearsAreRead(t *testing.T) {
	c := newClinic()
	c.typed[2010] = []figures.Figure{{Cohort: 2010, Indicator: "invited", Share: 0.8}}
	d := open(t, c, say.Swedish, 1280, 688, shell.ToEarlier{})
	path := filepath.Join(t.TempDir(), "år.csv")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("år;nyckeltal;kön;antal;av;andel %\n2009;invited;;80;64;\n2009;completed;;;;abc\n2010;completed;kvinna;30;60;\n")
	d.typed("i")
	d.typed(path)
	d.press(fyne.KeyReturn)
	d.shows("2 rader går inte att läsa in", "rad 2", "rad 3")
	d.press(fyne.KeyEscape)
	if len(c.typed[2009]) != 0 {
		t.Fatalf("taken in all the same: %+v", c.typed)
	}
	write("år;nyckeltal;kön;antal;av;andel %\n2009;invited;;64;80;\n2009;completed;;;;48,5\n")
	d.typed("i")
	d.typed(path)
	d.press(fyne.KeyReturn)
	d.shows("2 siffror inlästa", "2009", "64 av 80", "80 %")
	d.shell.Undo()
	if len(c.typed[2009]) != 0 || len(c.typed[2010]) != 1 {
		t.Errorf("undone to %+v", c.typed)
	}
	d.typed("i")
	d.typed(filepath.Join(t.TempDir(), "ingen.csv"))
	d.press(fyne.KeyReturn)
	d.shows("Det finns ingen fil där.")
	d.press(fyne.KeyEscape)
	t.Setenv("HOME", filepath.Dir(path))
	d.typed("m")
	d.press(fyne.KeyReturn)
	if _, err := os.Stat(filepath.Join(filepath.Dir(path), "tidigare-ar.xlsx")); err != nil {
		t.Error(err)
	}
	uitest.Look(t, d.win, "earlier-read")
}
