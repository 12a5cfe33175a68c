package people

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/table"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

var tuesday = day.New(2026, 3, 10)

// fake is a store in memory that filters by query, state and people.
type fake struct {
	rows     []data.Row
	logged   []data.LogParams
	asked    []data.Filter
	exported []data.ExportParams
}

func (f *fake) pick(q data.Filter) []data.Row {
	var rows []data.Row
	for _, r := range f.rows {
		if q.Query != "" && (r.Protected || !strings.Contains(strings.ToLower(r.Sorted()+r.Number.String()), strings.ToLower(q.Query))) ||
			len(q.States) > 0 && !slices.Contains(q.States, r.Status.State) ||
			len(q.Steps) > 0 && !slices.Contains(q.Steps, r.Status.Next.Step) ||
			q.Protected != nil && *q.Protected != r.Protected ||
			q.ToInvite && r.Status.Next.Step != journey.StepLetter ||
			q.Refs != nil && !slices.Contains(q.Refs, r.Ref()) {
			continue
		}
		rows = append(rows, r)
	}
	return rows
}

func (f *fake) Participants(_ context.Context, q data.Filter) (data.List, error) {
	f.asked = append(f.asked, q)
	rows := f.pick(q)
	l := data.List{Count: len(rows), Total: len(f.rows)}
	rows = rows[min(q.Offset, len(rows)):]
	if q.Limit > 0 {
		rows = rows[:min(q.Limit, len(rows))]
	}
	l.Rows = rows
	return l, nil
}

func (f *fake) Refs(_ context.Context, q data.Filter) (refs []data.Ref, err error) {
	for _, r := range f.pick(q) {
		refs = append(refs, r.Ref())
	}
	return refs, nil
}

func (f *fake) Facets(_ context.Context, q data.Filter) (data.Facets, error) {
	c := data.Facets{States: map[journey.State]int{}, Steps: map[journey.StepKind]int{}, Languages: map[string]int{}}
	for _, r := range f.rows {
		c.States[r.Status.State]++
		c.Steps[r.Status.Next.Step]++
		if r.Status.Interpreter != "" {
			c.Languages[r.Status.Interpreter]++
			c.Interpreter++
		}
		if r.Protected {
			c.Protected++
		}
	}
	return c, nil
}

func (f *fake) NextToInvite(_ context.Context, _, n int) ([]data.Ref, data.Turn, error) {
	refs, err := f.Refs(context.Background(), data.Filter{ToInvite: true})
	slices.Reverse(refs)
	return refs[:min(n, len(refs))], data.Turn{Order: data.OrderRandom, Seed: 481516, Waiting: len(refs)}, err
}

func (f *fake) ExportParticipants(_ context.Context, p data.ExportParams) (data.Exported, error) {
	f.exported = append(f.exported, p)
	t := table.Table{Title: say.T("list.title.all"), Columns: []table.Column{{Head: say.T("list.col.name")}}}
	return data.Exported{Table: t}, nil
}

func (f *fake) LogMany(_ context.Context, p data.LogParams) (data.Logged, error) {
	f.logged = append(f.logged, p)
	return data.Logged{Act: "a"}, nil
}
func (f *fake) LogEach(_ context.Context, list []data.LogParams) (data.Logged, error) {
	f.logged = append(f.logged, list...)
	return data.Logged{Act: "a"}, nil
}
func (f *fake) TryEach(context.Context, []data.LogParams) (data.Logged, error) {
	return data.Logged{}, nil
}
func (f *fake) Numbers(context.Context, int, []pnr.Number) (map[pnr.Number]data.Row, error) {
	return nil, nil
}
func (f *fake) Users(context.Context) ([]data.User, error)                { return nil, nil }
func (f *fake) Undo(context.Context, string, string) (data.Logged, error) { return data.Logged{}, nil }
func (f *fake) Participant(context.Context, string, int, data.Look) (data.Person, error) {
	return data.Person{Contact: data.Contact{Mobile: "070-174 06 12", Wish: "efter 16"}}, nil
}

func (f *fake) Config() data.Config { return nil }

func numbers(t *testing.T) []pnr.Number {
	b, err := assets.Demo.ReadFile("demo/testpersonnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []pnr.Number
	for _, line := range strings.Fields(string(b)) {
		if n, err := pnr.Parse(line, tuesday); err == nil && strings.HasPrefix(line, "19") {
			list = append(list, n)
		}
	}
	return list
}

// picture is the list of picture 03.
func picture(t *testing.T) *fake {
	nums := numbers(t)
	f := &fake{}
	add := func(family, given string, step journey.StepKind, since int, change func(*data.Row)) {
		r := data.Row{Participant: fmt.Sprint("P", len(f.rows)), Cohort: 2026, Family: family, Given: given, Number: nums[len(f.rows)]}
		r.Status = journey.Status{State: journey.StateInvited, Channels: map[journey.Channel]journey.Permission{},
			Next: journey.Step{Step: step, Since: tuesday.Add(-since), Due: tuesday.Add(-since), Queue: "x", Reason: say.T("x")}}
		if change != nil {
			change(&r)
		}
		f.rows = append(f.rows, r)
	}
	yes := func(k *journey.Ticket) func(*data.Row) {
		return func(r *data.Row) { r.Status.Consent, r.Status.Ticket = journey.Yes, k }
	}
	expired := func(progress string) *journey.Ticket {
		return &journey.Ticket{Expired: tuesday.Add(-4), Opened: progress != "", Progress: progress, Expires: tuesday.Add(-5)}
	}
	letter := func(sent, due int, answered bool) *journey.Letter {
		return &journey.Letter{Sent: tuesday.Add(-sent), Due: tuesday.Add(due), Answered: answered}
	}
	add("Malmquist", "Johanna", journey.StepHelpBook, 9, yes(&journey.Ticket{Used: true}))
	add("Rydell-Haapasalo", "Markus", journey.StepLetter, 6, yes(expired("")))
	add("Viklander", "Petra", journey.StepLetter, 6, yes(expired("")))
	add("Sjödahl-Kapanen", "Elin", journey.StepChat, 4, func(r *data.Row) { yes(expired("12/34"))(r); r.Status.Letter = letter(40, -19, true) })
	add("Öhrling", "Daniel", journey.StepLetter, 3, yes(expired("")))
	add("Fagerholm", "Robert", journey.StepChat, 2, yes(expired("31/34")))
	add("Al-Jabouri", "Samir", journey.StepRemind, 3, func(r *data.Row) { r.Status.Letter, r.Status.Interpreter = letter(24, -3, false), "arabiska" })
	add("Bergvall", "Stefan", journey.StepCall, 0, func(r *data.Row) {
		r.Status.Consent, r.Status.Letter, r.Status.Tries, r.Status.MaxTries, r.Status.Next.Due = journey.No, letter(45, -24, false), 1, 3, tuesday.Add(1)
	})
	add("", "", journey.StepForward, 2, func(r *data.Row) { r.Protected, r.Shield, r.Number = true, 4, pnr.Number{} })
	add("Lindegren", "Ann-Sofie", journey.StepWait, 9, func(r *data.Row) {
		yes(&journey.Ticket{Sent: tuesday.Add(-9), Expires: tuesday.Add(5)})(r)
		r.Status.Next.Due = tuesday.Add(5)
	})
	add("Ekholm", "Gustav", journey.StepWait, 10, func(r *data.Row) { r.Status.Letter, r.Status.Next.Due = letter(10, 11, false), tuesday.Add(11) })
	add("Wennerström-Lindqvist", "Anna-Karin", journey.StepEnterForm, 1, func(r *data.Row) { r.Status.Letter, r.Status.Called = letter(40, -1, true), tuesday.Add(-2) })
	add("Haddad-Lundqvist", "Amira", journey.StepWait, 1, func(r *data.Row) {
		r.Status.Booking, r.Status.Interpreter = &journey.Booking{Day: tuesday.Add(1), Time: "10:00"}, "arabiska"
	})
	return f
}

// params are what the page gets; papers are drawn into nothing.
func (f *fake) params() Params {
	return Params{Store: f, Kept: &Kept{}, Clinic: func() paper.Clinic { return paper.Clinic{} },
		Paper: func(_, _ string, draw func(context.Context, io.Writer) (int, error)) {
			if _, err := draw(context.Background(), io.Discard); err != nil {
				panic(err)
			}
		}}
}

func (f *fake) now() time.Time { return tuesday.At(9, 45) }

type blank struct{}

func (blank) Content() fyne.CanvasObject { return widget.NewBand() }
func (blank) Hints() []widget.Hint       { return nil }
func (blank) Focus()                     {}

// run is how the shell does work.
var run = uitest.Run

func open(t testing.TB, f *fake, lang say.Lang, w, h float32) (*Page, *shell.Shell, fyne.Window) {
	t.Helper()
	win := uitest.Window(t, w, h)
	var page *Page
	s := shell.New(shell.Params{Window: win, Lang: lang, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026,
		Now: f.now, Run: run, Lock: func() {}, Quit: func() {},
		Pages: func(s *shell.Shell, r shell.Route) (shell.Page, error) {
			if to, ok := r.(shell.ToPeople); ok {
				page = New(s, f.params(), to)
				return page, nil
			}
			return blank{}, nil
		}})
	s.Show(shell.ToPeople{})
	win.Resize(fyne.NewSize(w, h))
	return page, s, win
}

func TestPeopleByKeyboard(t *testing.T) {
	f := picture(t)
	p, s, win := open(t, f, say.Swedish, 1280, 688)
	if win.Canvas().Focused() != p.list || p.list.Selected() != 0 {
		t.Fatal("the list has not got the keyboard")
	}
	// tick three; the bar opens and the list shrinks
	tall := p.list.Size().Height
	for _, i := range []int{1, 2, 4} {
		p.list.Select(i)
		uitest.Press(win, fyne.KeySpace)
	}
	p.list.Select(3)
	if len(p.kept.ticked) != 3 || p.list.Size().Height >= tall {
		t.Fatalf("%d ticked, list %v high after %v", len(p.kept.ticked), p.list.Size().Height, tall)
	}
	uitest.Look(t, win, "deltagare")
	// B: letters for the three
	uitest.Type(win, "b")
	to, ok := s.Route().(shell.ToLetters)
	if !ok || !slices.Equal(s.Held(to.People), []string{"P1", "P2", "P4"}) {
		t.Fatalf("B went to %#v with %v", s.Route(), s.Held(to.People))
	}
	// back: ticks, bar and scroll as they were
	s.Go(shell.ToPeople{})
	if len(p.kept.ticked) != 3 || p.list.Selected() != 3 {
		t.Error("the list has forgotten its ticks or its bar")
	}
	// Esc unticks, once more does nothing at the first page
	uitest.Press(win, fyne.KeyEscape)
	if len(p.kept.ticked) != 0 || p.list.Size().Height != tall {
		t.Error("Esc does not untick")
	}
	uitest.Press(win, fyne.KeyEscape)
	if s.Route() != (shell.ToPeople{}) {
		t.Error("Esc left the page")
	}
	// Ctrl+A ticks all
	uitest.Menu(win, "Markera allt")
	if len(p.kept.ticked) != len(f.rows) {
		t.Errorf("Ctrl+A ticked %d", len(p.kept.ticked))
	}
	uitest.Press(win, fyne.KeyEscape)
	// G does the next step: a chat at once
	uitest.Type(win, "g")
	if len(f.logged) != 1 || f.logged[0].Kind != journey.ChatStarted || f.logged[0].Participants[0] != "P3" {
		t.Errorf("G logged %+v", f.logged)
	}
	// Enter opens, and the participant's page can step through the list
	uitest.Press(win, fyne.KeyReturn)
	if r, ok := s.Route().(shell.ToPerson); !ok || r.ID != "P3" {
		t.Fatalf("Enter went to %#v", s.Route())
	}
	if name, at, of := p.Trail(); name != "Deltagare" || at != 4 || of != len(f.rows) {
		t.Errorf("trail %s %d of %d", name, at, of)
	}
	if r, ok := p.Step(1); !ok || r.Participant != "P4" || p.list.Selected() != 4 {
		t.Error("no step to the next")
	}
	p.list.Select(0)
	if _, ok := p.Step(-1); ok {
		t.Error("a step before the first")
	}
}

func TestSearchAsYouType(t *testing.T) {
	p, _, win := open(t, picture(t), say.Swedish, 1280, 688)
	uitest.Menu(win, "Sök")
	if win.Canvas().Focused() != p.search.Entry {
		t.Fatal("Ctrl+F does not lead to the search")
	}
	uitest.Type(win, "lind")
	if p.rows.count != 2 {
		t.Errorf("lind finds %d", p.rows.count) // Lindegren and Wennerström-Lindqvist
	}
	uitest.Press(win, fyne.KeyReturn)
	if win.Canvas().Focused() != p.list {
		t.Error("Enter does not lead into the list")
	}
	uitest.Press(win, fyne.KeyEscape)
	if p.search.Text() != "" || p.rows.count != 13 {
		t.Error("Esc does not empty the search")
	}
	uitest.Menu(win, "Sök")
	uitest.Type(win, "S-04")
	if p.rows.count != 0 || !p.bare {
		t.Error("a protected person is found by the search (D12)")
	}
	uitest.Look(t, win, "deltagare-tom")
}

func TestFiltersByKeyboard(t *testing.T) {
	f := picture(t)
	p, s, win := open(t, f, say.Swedish, 1280, 688)
	uitest.Type(win, "f")
	uitest.Press(win, fyne.KeyRight, fyne.KeyReturn) // Nästa steg
	uitest.Press(win, fyne.KeySpace)                 // Skicka brev
	uitest.Press(win, fyne.KeyDown, fyne.KeySpace)   // Starta chatt: Logga biljett is nobody's next step, and not in the menu
	if p.rows.count != 5 || p.chips[1].Value != "2 valda" {
		t.Fatalf("%d rows, chip %q", p.rows.count, p.chips[1].Value)
	}
	uitest.Look(t, win, "deltagare-filter")
	uitest.Press(win, fyne.KeyEscape) // closes the menu
	uitest.Press(win, fyne.KeyDelete)
	if p.rows.count != len(f.rows) || p.filtered() {
		t.Error("Delete does not clear the filter")
	}
	// a count elsewhere opens its list
	s.Go(shell.ToPeople{Step: string(journey.StepChat)})
	if p.rows.count != 2 || p.chips[1].Value != "Starta chatt" {
		t.Errorf("the route shows %d rows, chip %q", p.rows.count, p.chips[1].Value)
	}
}

func TestD12ProtectedIsOpenedWithAReason(t *testing.T) {
	p, s, win := open(t, picture(t), say.Swedish, 1280, 688)
	p.list.Select(8)
	uitest.Press(win, fyne.KeyReturn)
	if _, ok := s.Route().(shell.ToPerson); ok {
		t.Fatal("opened without a reason")
	}
	uitest.Press(win, fyne.KeyReturn)
	if _, ok := s.Route().(shell.ToPerson); ok {
		t.Fatal("opened with an empty reason")
	}
	uitest.Type(win, "Skapa förmedlat brev")
	uitest.Look(t, win, "skyddad")
	uitest.Press(win, fyne.KeyReturn)
	if r, ok := s.Route().(shell.ToPerson); !ok || r.Reason != "Skapa förmedlat brev" {
		t.Errorf("went to %#v", s.Route())
	}
}

func TestLongListIsReadInPages(t *testing.T) {
	f := &fake{}
	for i := range 5000 {
		f.rows = append(f.rows, data.Row{Participant: fmt.Sprint(i), Cohort: 2026, Family: fmt.Sprint("Efternamn", i), Given: "A"})
	}
	p, _, win := open(t, f, say.Swedish, 1280, 688)
	uitest.Press(win, fyne.KeyEnd)
	if r := p.selected(); r == nil || r.Participant != "4999" {
		t.Fatal("End does not lead to the last row")
	}
	for _, q := range f.asked {
		if q.Limit == 0 || q.Limit > 100 {
			t.Errorf("asked for %d rows at once", q.Limit)
		}
	}
	if len(f.asked) > 6 {
		t.Errorf("asked %d times", len(f.asked))
	}
}

func TestPeopleLooks(t *testing.T) {
	f := picture(t)
	f.rows[3].Family, f.rows[3].Given = "Von Hohenstaufen-Oxenstierna af Wisborg", "Maximiliana Alexandrina Ulrika"
	p, _, win := open(t, f, say.English, 1180, 608)
	p.list.Select(3)
	p.tick(p.selected())
	uitest.Look(t, win, "deltagare-1180-en")
	win.Resize(fyne.NewSize(853, 448))
	uitest.Look(t, win, "deltagare-150")
	win.Resize(fyne.NewSize(1920, 1048))
	uitest.Look(t, win, "deltagare-1920")
	f.rows = nil
	open(t, f, say.Swedish, 1280, 688)
}

// Enter on a row that is still being read opens it when it has been, unless the bar has
// gone on meanwhile.
func TestEnterWaitsForTheRow(t *testing.T) {
	l := &uitest.Later{}
	run = l.Run
	defer func() { run = uitest.Run }()
	f := picture(t)
	for n := range 3 * page {
		r := f.rows[n%13]
		r.Participant = fmt.Sprint("Q", n)
		f.rows = append(f.rows, r)
	}
	_, s, win := open(t, f, say.Swedish, 1280, 688)
	l.Finish()
	uitest.Press(win, fyne.KeyEnd, fyne.KeyReturn)
	if s.Route() != (shell.ToPeople{}) {
		t.Fatal("the row was read already")
	}
	last := f.rows[len(f.rows)-1].Participant
	if l.Finish(); s.Route().(shell.ToPerson).ID != last {
		t.Fatalf("Enter leads to %#v", s.Route())
	}
	s.Back()
	l.Finish()
	for range 12 {
		uitest.Press(win, fyne.KeyPageUp)
	}
	uitest.Press(win, fyne.KeyReturn, fyne.KeyHome)
	if l.Finish(); s.Route() != (shell.ToPeople{}) {
		t.Errorf("a row that was left opens: %#v", s.Route())
	}
}

// In the window the rows are read after the filter is cleared.
func TestClearingTheFilterLeadsToTheList(t *testing.T) {
	l := &uitest.Later{}
	run = l.Run
	defer func() { run = uitest.Run }()
	p, _, win := open(t, picture(t), say.Swedish, 1280, 688)
	l.Finish()
	uitest.Menu(win, "Sök")
	uitest.Type(win, "finns inte")
	l.Finish()
	uitest.Press(win, fyne.KeyReturn, fyne.KeyReturn)
	l.Finish()
	if p.rows.count != 13 || win.Canvas().Focused() != p.list {
		t.Errorf("%d rows, the keyboard is in %T", p.rows.count, win.Canvas().Focused())
	}
}
