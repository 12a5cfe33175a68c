package guide

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

// blank is a page for the other routes.
type blank struct{}

func (blank) Content() fyne.CanvasObject { return widget.NewBand() }
func (blank) Hints() []widget.Hint       { return nil }
func (blank) Focus()                     {}

func open(t *testing.T, lang say.Lang, w, h float32) (*Page, *shell.Shell, fyne.Window) {
	t.Helper()
	win := uitest.Window(t, w, h)
	var page *Page
	s := shell.New(shell.Params{Window: win, Lang: lang, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026,
		Now: func() time.Time { return day.New(2026, 3, 10).At(9, 45) }, Run: uitest.Run, Lock: func() {}, Quit: func() {},
		Pages: func(s *shell.Shell, r shell.Route) (shell.Page, error) {
			to, ok := r.(shell.ToGuide)
			if !ok {
				return blank{}, nil
			}
			p, err := New(s, to.At)
			page = p
			return p, err
		}})
	s.Show(shell.ToToday{})
	s.Go(shell.ToGuide{})
	win.Resize(fyne.NewSize(w, h))
	return page, s, win
}

func TestGuideByKeyboard(t *testing.T) {
	p, s, win := open(t, say.Swedish, 1280, 688)
	uitest.Look(t, win, "handbok")
	if p.title != "Handledning" || len(p.parts) < 8 {
		t.Fatalf("title %q, %d parts", p.title, len(p.parts))
	}
	at := func() float32 { return p.scroll.Offset.Y }
	uitest.Press(win, fyne.KeyDown)
	if at() == 0 {
		t.Error("↓ does not scroll")
	}
	line := at()
	uitest.Press(win, fyne.KeyPageDown)
	if at() < line+200 {
		t.Errorf("PgDn scrolls from %v to %v", line, at())
	}
	uitest.Press(win, fyne.KeyEnd)
	if end := p.high - p.scroll.Size().Height; at() != end {
		t.Errorf("End is at %v of %v", at(), end)
	}
	if p.contents.Selected() != len(p.parts)-1 {
		t.Errorf("part %d is lit at the end", p.contents.Selected())
	}
	uitest.Look(t, win, "handbok-slut")
	uitest.Press(win, fyne.KeyHome)
	if at() != 0 || p.contents.Selected() != 0 {
		t.Error("Home does not go to the beginning")
	}
	for range 6 {
		uitest.Press(win, fyne.KeyRight)
	}
	if at := p.contents.Selected(); at != 6 {
		t.Errorf("→ six times went to part %d", at)
	}
	uitest.Look(t, win, "handbok-tangenter")
	uitest.Press(win, fyne.KeyEscape)
	if s.Route() != (shell.ToToday{}) {
		t.Error("Esc does not go back")
	}
}

func TestGuideSearch(t *testing.T) {
	p, s, win := open(t, say.Swedish, 1280, 688)
	uitest.Menu(win, s.T("ui.menu.find"))
	uitest.Type(win, "samtycke")
	if p.hit < 0 {
		t.Fatal("not found")
	}
	first := p.hit
	uitest.Press(win, fyne.KeyReturn)
	if p.hit == first {
		t.Error("Enter does not go to the next place")
	}
	uitest.Look(t, win, "handbok-sok")
	uitest.Type(win, "xyz")
	if p.hit >= 0 {
		t.Error("found what is not there")
	}
	uitest.Press(win, fyne.KeyEscape)
	if p.search.Text() != "" || s.Route() != (shell.ToGuide{}) {
		t.Error("Esc does not clear the search first")
	}
}

func TestGuideLooks(t *testing.T) {
	_, _, win := open(t, say.English, 853, 448)
	uitest.Look(t, win, "guide-150")
	win.Resize(fyne.NewSize(1180, 608))
	uitest.Look(t, win, "guide-1180")
}

func TestGuideIsWhollyRead(t *testing.T) {
	for _, lang := range []string{"sv", "en"} {
		b, err := assets.Help.ReadFile("help/guide." + lang + ".md")
		if err != nil {
			t.Fatal(err)
		}
		for _, bl := range parse(string(b), "”", "”") {
			if all := bl.all(); strings.TrimSpace(all) == "" || strings.Contains(all, "**") || strings.Contains(all, "|") {
				t.Errorf("%s: block %q", lang, all)
			}
		}
	}
}

func TestParse(t *testing.T) {
	got := parse("# A\n\nOne *two*\nthree **Ctrl+L**.\n\n- x\n1. y\n\n| Key | Does |\n|---|---|\n| ↑, + in a field | up |\n| ← → or 1–4 | level |\n", "“", "”")
	if len(got) != 7 {
		t.Fatalf("%d blocks: %+v", len(got), got)
	}
	if text := plain(got[1].text); text != "One “two” three Ctrl+L." {
		t.Errorf("paragraph %q", text)
	}
	if got[3].mark != "1." || !got[4].first || got[5].first {
		t.Errorf("list and table: %+v", got[3:])
	}
	var keys []string
	for _, r := range got[5:] {
		for _, s := range r.cells[0] {
			if s.key {
				keys = append(keys, s.text)
			}
		}
	}
	if strings.Join(keys, " ") != "↑ + ← → 1–4" {
		t.Errorf("keys %q", keys)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "#", "# ", "|", "||", "|-", "**", "*a", "1.", "1. ", "- ", "| Key |\n|,|", "|Key|\n||"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { parse(text, "“", "”") })
}
