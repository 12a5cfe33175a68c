package people

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

// Filters, order, ticks and place stay when the page is made anew (another language,
// other colours), and end with the login.
func TestFiltersStay(t *testing.T) {
	f := picture(t)
	kept := &Kept{}
	win := uitest.Window(t, 1280, 688)
	var p *Page
	s := shell.New(shell.Params{Window: win, Lang: say.Swedish, Cohort: 2026, Now: f.now, Run: run, Lock: func() {}, Quit: func() {},
		Pages: func(s *shell.Shell, r shell.Route) (shell.Page, error) {
			if to, ok := r.(shell.ToPeople); ok {
				params := f.params()
				params.Kept = kept
				p = New(s, params, to)
				return p, nil
			}
			return blank{}, nil
		}})
	s.Show(shell.ToPeople{})
	win.Resize(fyne.NewSize(1280, 688))
	kept.filter.Steps, kept.filter.Order = []journey.StepKind{journey.StepLetter, journey.StepChat}, data.OrderName
	p.search.SetText("a")
	p.list.Select(2)
	p.tick(p.selected())
	s.Go(shell.ToToday{})
	s.Go(shell.ToPeople{})
	if p.rows.count != 5 || p.chips[1].Value != "2 valda" || p.list.Selected() != 2 || len(p.kept.ticked) != 1 {
		t.Errorf("back: %d rows, chip %q, row %d, %d ticked", p.rows.count, p.chips[1].Value, p.list.Selected(), len(p.kept.ticked))
	}
	before := p
	s.SetLang(say.English)
	s.Reload()
	if p == before || p.rows.count != 5 || p.chips[1].Value != "2 chosen" || p.search.Text() != "a" || p.kept.filter.Order != data.OrderName || p.list.Selected() != 2 || len(p.kept.ticked) != 1 {
		t.Errorf("anew: %d rows, chip %q, search %q, row %d, %d ticked", p.rows.count, p.chips[1].Value, p.search.Text(), p.list.Selected(), len(p.kept.ticked))
	}
	// another cohort: the filter stays, ticks and place do not
	s.SetClinic("Granlunda", 2025, []int{2026, 2025})
	s.Reload()
	if len(p.kept.ticked) != 0 || len(p.kept.filter.Steps) != 2 || p.kept.filter.Cohort != 2025 {
		t.Errorf("another cohort: %+v, %d ticked", p.kept.filter, len(p.kept.ticked))
	}
	// one clear takes all away, the search too
	p.clearFilter()
	if p.filtered() || p.search.Text() != "" || p.rows.count != len(f.rows) {
		t.Errorf("after clearing: %d rows, search %q", p.rows.count, p.search.Text())
	}
}

func TestColumnsAreChosen(t *testing.T) {
	f := picture(t)
	f.rows[0].Status.Booking = &journey.Booking{Day: tuesday.Add(7), Time: "13:00"}
	f.rows[1].Last = data.LastEvent{Day: tuesday.Add(-1), Text: say.T("people.bar.consent")}
	p, _, win := open(t, f, say.Swedish, 1280, 688)
	var kept []data.Column
	p.p.SetColumns = func(c []data.Column) { kept = c }
	uitest.Type(win, "k")
	uitest.Press(win, fyne.KeySpace) // the number goes
	uitest.Press(win, fyne.KeyDown, fyne.KeySpace)
	if want := []data.Column{data.ColumnState, data.ColumnConsent, data.ColumnCl24, data.ColumnLetter, data.ColumnPhone, data.ColumnNext}; !slices.Equal(kept, want) || !slices.Equal(p.columns, want) {
		t.Errorf("%v", kept)
	}
	uitest.Press(win, fyne.KeyEscape)
	if strings.Contains(strings.Join(uitest.Texts(win), " "), "Personnummer") || !uitest.Shows(win, "inbjuden") {
		t.Error("the list shows other columns")
	}
	for _, q := range f.asked {
		if q.Last {
			t.Error("what happened last is read and not shown")
		}
	}
	p.setColumns([]data.Column{data.ColumnNumber, data.ColumnBooked, data.ColumnInterpreter, data.ColumnForm, data.ColumnLast, data.ColumnWaiting, data.ColumnNext})
	if !f.asked[len(f.asked)-1].Last || !uitest.Shows(win, "17 mars 13.00") {
		t.Error("what happened last is not read, or the booking not shown")
	}
	uitest.Look(t, win, "deltagare-kolumner")
	// every column: those without room leave, the name and the next step stay
	p.setColumns(slices.Clone(data.Columns))
	spots, name := p.layout(p.list.Size().Width)
	if len(spots) >= len(data.Columns) || spots[len(spots)-1].column != data.ColumnNext || name < nameLeast {
		t.Errorf("%v", spots)
	}
	for i, c := range spots {
		if c.x+c.w > p.list.Size().Width+0.5 || i > 0 && c.x < spots[i-1].x+spots[i-1].w-0.5 {
			t.Errorf("%v lies on another or outside", c)
		}
	}
	uitest.Type(win, "k")
	if !uitest.Shows(win, "ryms inte här") {
		t.Error("the menu does not say which columns have no room")
	}
	uitest.Look(t, win, "deltagare-kolumner-meny")
	uitest.Press(win, fyne.KeyEnd, fyne.KeySpace)
	if !slices.Equal(p.columns, data.UsualColumns) {
		t.Errorf("the usual ones: %v", p.columns)
	}
}

func TestRememberedColumns(t *testing.T) {
	if got := known(nil); !slices.Equal(got, data.UsualColumns) {
		t.Error(got)
	}
	if got := known([]data.Column{data.ColumnNext, "gone", data.ColumnNumber}); !slices.Equal(got, []data.Column{data.ColumnNumber, data.ColumnNext}) {
		t.Error(got)
	}
	if got := known([]data.Column{}); len(got) != 0 {
		t.Error(got)
	}
}

// The number that is offered is the number that is printed: protected people stay out.
func TestD12TakenOutListCountsWhoIsInIt(t *testing.T) {
	f := picture(t)
	p, _, win := open(t, f, say.Swedish, 1280, 688)
	shielded := 0
	for _, r := range f.rows {
		if r.Protected {
			shielded++
		}
	}
	if shielded == 0 {
		t.Fatal("nobody is protected")
	}
	uitest.Menu(win, "Skriv ut…")
	if want := fmt.Sprintf("Text (CSV): %d i listan", p.rows.count-shielded); !uitest.Shows(win, want) {
		t.Errorf("%q is not offered: %q", want, uitest.Texts(win))
	}
}

func TestListIsTakenOut(t *testing.T) {
	f := picture(t)
	p, _, win := open(t, f, say.Swedish, 1280, 688)
	p.kept.filter.Steps = []journey.StepKind{journey.StepLetter}
	p.fresh()
	uitest.Menu(win, "Skriv ut…")
	uitest.Look(t, win, "deltagare-ut")
	uitest.Type(win, "1")
	if len(f.exported) != 1 || f.exported[0].Format != "pdf" || !slices.Equal(f.exported[0].Filter.Steps, p.kept.filter.Steps) || !slices.Equal(f.exported[0].Columns, data.UsualColumns) {
		t.Fatalf("%+v", f.exported)
	}
	t.Setenv("HOME", t.TempDir())
	uitest.Menu(win, "Skriv ut…")
	uitest.Type(win, "3")
	uitest.Press(win, fyne.KeyReturn)
	if len(f.exported) != 2 || f.exported[1].Format != "csv" {
		t.Fatalf("%+v", f.exported)
	}
	b, err := os.ReadFile(filepath.Join(os.Getenv("HOME"), "deltagare-2026.csv"))
	if err != nil || string(b) != "\ufeffNamn\r\n" {
		t.Errorf("%q, %v", b, err)
	}
	// those ticked, with a reason where somebody protected is among them
	p.clearFilter()
	p.list.Select(0)
	uitest.Press(win, fyne.KeySpace)
	p.list.Select(8)
	uitest.Press(win, fyne.KeySpace)
	uitest.Menu(win, "Skriv ut…")
	uitest.Type(win, "4")
	if !uitest.Shows(win, "1 av de markerade har skyddade uppgifter") {
		t.Fatal("not asked why")
	}
	uitest.Type(win, "Inför råd")
	uitest.Press(win, fyne.KeyReturn)
	last := f.exported[len(f.exported)-1]
	if last.Format != "pdf" || last.Reason != "Inför råd" || len(last.Filter.Refs) != 2 {
		t.Errorf("%+v", last)
	}
	// the same from the bar's menu, without a reason
	uitest.Type(win, "m")
	uitest.Look(t, win, "deltagare-mer")
	uitest.Type(win, "ss") // Samtycke, Skriv ut eller spara de markerade
	uitest.Press(win, fyne.KeyReturn)
	uitest.Type(win, "1")
	uitest.Press(win, fyne.KeyReturn)
	if last := f.exported[len(f.exported)-1]; last.Reason != "" || len(last.Filter.Refs) != 2 || len(f.exported) != 4 {
		t.Errorf("%+v", f.exported)
	}
}

// A list of protected people alone leaves when it is said why.
func TestD12ListOfProtectedPeopleNeedsAReason(t *testing.T) {
	f, yes := picture(t), true
	p, _, win := open(t, f, say.Swedish, 1280, 688)
	p.kept.filter.Protected = &yes
	p.fresh()
	uitest.Menu(win, "Skriv ut…")
	uitest.Type(win, "1")
	uitest.Press(win, fyne.KeyReturn)
	if len(f.exported) != 0 {
		t.Fatal("left without a reason")
	}
	uitest.Type(win, "Inför förmedling")
	uitest.Press(win, fyne.KeyReturn)
	if len(f.exported) != 1 || f.exported[0].Reason != "Inför förmedling" {
		t.Errorf("%+v", f.exported)
	}
}

// The next to be invited: a number, Enter; they are ticked and alone in the list, in
// the order drawn, and B makes their letters.
func TestNextAreInvited(t *testing.T) {
	f := picture(t)
	p, s, win := open(t, f, say.Swedish, 1280, 688)
	uitest.Type(win, "n")
	if !uitest.Shows(win, "3 väntar på sin första inbjudan.") || !uitest.Shows(win, "frö 481516") {
		t.Error(uitest.Texts(win))
	}
	uitest.Look(t, win, "deltagare-bjud")
	uitest.Type(win, "9")
	uitest.Press(win, fyne.KeyReturn)
	if !uitest.Shows(win, "Skriv ett tal från 1 till 3.") || len(p.kept.ticked) != 0 {
		t.Error("a number that is too large is taken")
	}
	uitest.Press(win, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace)
	uitest.Type(win, "2")
	uitest.Press(win, fyne.KeyReturn)
	if len(p.kept.ticked) != 2 || p.rows.count != 2 || !p.kept.only || p.kept.filter.Order != data.OrderRandom || win.Canvas().Focused() != p.list {
		t.Fatalf("%d ticked, %d rows, order %s", len(p.kept.ticked), p.rows.count, p.kept.filter.Order)
	}
	uitest.Look(t, win, "deltagare-bjudna")
	uitest.Type(win, "b")
	to, ok := s.Route().(shell.ToLetters)
	if held := s.Held(to.People); !ok || len(held) != 2 || !slices.Contains(held, "P4") || !slices.Contains(held, "P2") {
		t.Fatalf("B went to %#v with %v", s.Route(), held)
	}
	// back, Esc: the whole list again
	s.Go(shell.ToPeople{})
	uitest.Press(win, fyne.KeyEscape)
	if p.kept.only || p.rows.count != len(f.rows) {
		t.Errorf("%d rows after Esc", p.rows.count)
	}
}

// Every filter can be set by keyboard, and the order too.
func TestEveryFilterByKeyboard(t *testing.T) {
	f := picture(t)
	p, _, win := open(t, f, say.Swedish, 1180, 608)
	uitest.Type(win, "f")
	for range 4 {
		uitest.Press(win, fyne.KeyRight)
	}
	uitest.Press(win, fyne.KeyReturn) // Tolk
	if !uitest.Shows(win, "arabiska") {
		t.Error(uitest.Texts(win))
	}
	uitest.Press(win, fyne.KeyDown, fyne.KeySpace, fyne.KeyEscape)
	if !slices.Equal(p.kept.filter.Languages, []string{"arabiska"}) || p.chips[4].Value != "arabiska" {
		t.Errorf("%+v, chip %q", p.kept.filter.Languages, p.chips[4].Value)
	}
	uitest.Press(win, fyne.KeyRight, fyne.KeyReturn) // Mer
	uitest.Type(win, "s")                            // Skyddade uppgifter
	uitest.Press(win, fyne.KeySpace, fyne.KeyEscape)
	if v := p.kept.filter.Protected; v == nil || !*v || p.chips[5].Value != "Skyddade uppgifter" {
		t.Errorf("chip %q", p.chips[5].Value)
	}
	uitest.Press(win, fyne.KeyDelete)
	if p.kept.filter.Protected != nil {
		t.Error("Delete does not take it away")
	}
	p.Focus()
	uitest.Type(win, "o")
	uitest.Press(win, fyne.KeyEnd, fyne.KeyReturn)
	if p.kept.filter.Order != data.OrderRandom {
		t.Errorf("order %q", p.kept.filter.Order)
	}
}

// Pictures to look at: many chips in the smallest window, nobody left, an empty cohort.
func TestMoreLooks(t *testing.T) {
	f := picture(t)
	yes := true
	f.rows[3].Family, f.rows[3].Given = "Von Hohenstaufen-Oxenstierna af Wisborg", "Maximiliana Alexandrina Ulrika"
	p, _, win := open(t, f, say.Swedish, 1180, 608)
	p.kept.filter = data.Filter{Cohort: 2026, Order: data.OrderWaiting, States: []journey.State{journey.StateInvited}, Channels: []journey.Channel{journey.ByLetter, journey.ByPhone},
		Consent: []string{journey.Yes, journey.No}, Languages: []string{"nordkurdiska (kurmanji)"}, Sex: pnr.Woman, Gone: &yes, Steps: []journey.StepKind{journey.StepLetter, journey.StepChat}}
	p.fresh()
	p.list.Select(1)
	p.tick(p.selected())
	uitest.Look(t, win, "deltagare-chip-1180")
	win.Resize(fyne.NewSize(853, 448))
	uitest.Look(t, win, "deltagare-chip-150")
	win.Resize(fyne.NewSize(1180, 608))
	p.untick()
	p.search.SetText("finns ej")
	uitest.Look(t, win, "deltagare-tom-filter")
	p.clearFilter()
	p.search.SetText("finns ej")
	uitest.Look(t, win, "deltagare-tom-sok")
	f.rows = nil
	p.clearFilter()
	uitest.Look(t, win, "deltagare-tom-kull")
}
