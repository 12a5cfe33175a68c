package widget

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"fyrtio/core/day"
	"fyrtio/core/star"
)

func TestButtonKeys(t *testing.T) {
	pressed := 0
	b := NewButton(Look{Text: "Boka tid"}, func() { pressed++ })
	_, heard := window(t, b, 200, 60)
	press(b, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyF1, fyne.KeyEscape)
	b.TypedRune('b')
	if pressed != 3 {
		t.Errorf("pressed %d times, want 3", pressed)
	}
	if !slices.Equal(heard.keys, []fyne.KeyName{fyne.KeyF1, fyne.KeyEscape}) || string(heard.runes) != "b" {
		t.Errorf("the window heard %v %q", heard.keys, string(heard.runes))
	}
	test.Tap(b)
	if pressed != 4 {
		t.Error("a tap does nothing")
	}
	why := ""
	b.Kind, b.Reason, b.OnReason = Off, "Hur du sover saknas", func(s string) { why = s }
	press(b, fyne.KeyReturn)
	if pressed != 4 || why != "Hur du sover saknas" {
		t.Errorf("a button that is off: pressed %d, said %q", pressed, why)
	}
}

func names(n int) *[]string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprint("rad ", i)
	}
	return &rows
}

func list(rows *[]string, fixed func(int) bool) *List {
	l := NewList(20, func() int { return len(*rows) }, func(p *Pen, i int, s RowState) { p.Text(4, 0, (*rows)[i], Plain) })
	l.Fixed = fixed
	return l
}

func TestListKeys(t *testing.T) {
	rows := names(100)
	l := list(rows, func(i int) bool { return i%10 == 0 }) // 0, 10, 20 … are group headers
	var opened, ticked []int
	l.OnEnter = func(i int) { opened = append(opened, i) }
	l.OnTick = func(i int) { ticked = append(ticked, i) }
	win, heard := window(t, l, 300, 102)
	win.Canvas().Focus(l)
	steps := []struct {
		key  fyne.KeyName
		want int
	}{
		{"", 1}, {fyne.KeyDown, 2}, {fyne.KeyUp, 1}, {fyne.KeyUp, 1}, {fyne.KeyEnd, 99}, {fyne.KeyDown, 99}, {fyne.KeyHome, 1},
		{fyne.KeyPageDown, 5}, {fyne.KeyPageDown, 9}, {fyne.KeyDown, 11}, {fyne.KeyUp, 9}, {fyne.KeyPageUp, 5},
	}
	for _, s := range steps {
		if s.key != "" {
			press(l, s.key)
		}
		if l.Selected() != s.want {
			t.Fatalf("after %q row %d is selected, want %d", s.key, l.Selected(), s.want)
		}
		if y := l.top(l.Selected()); y < l.Offset() || y+20 > l.Offset()+l.view() {
			t.Fatalf("after %q the selected row is out of view", s.key)
		}
	}
	press(l, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyEscape)
	l.TypedRune(' ')
	l.TypedRune('o')
	if !slices.Equal(opened, []int{5, 5}) || !slices.Equal(ticked, []int{5}) {
		t.Errorf("opened %v, ticked %v", opened, ticked)
	}
	if !slices.Equal(heard.keys, []fyne.KeyName{fyne.KeyEscape}) || string(heard.runes) != "o" {
		t.Errorf("the window heard %v %q", heard.keys, string(heard.runes))
	}
}

func TestListKeepsItsPlace(t *testing.T) {
	rows := names(100)
	l := list(rows, nil)
	win, _ := window(t, l, 300, 102)
	win.Canvas().Focus(l)
	l.Select(50)
	offset := l.Offset()
	if offset == 0 {
		t.Fatal("not scrolled")
	}
	(*rows)[3] = "ändrad"
	l.Reload()
	if l.Selected() != 50 || l.Offset() != offset {
		t.Errorf("after new data: row %d at %v, want 50 at %v", l.Selected(), l.Offset(), offset)
	}
	*rows = (*rows)[:10]
	l.Reload()
	if l.Selected() != 9 || l.Offset() > 200-l.view() {
		t.Errorf("after fewer rows: row %d at %v", l.Selected(), l.Offset())
	}
	*rows = nil
	l.Reload()
	if l.Selected() != -1 {
		t.Errorf("an empty list selects %d", l.Selected())
	}
	press(l, fyne.KeyDown, fyne.KeyUp, fyne.KeyEnd, fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyReturn, fyne.KeySpace)
}

func TestListDrawsOnlyWhatChanged(t *testing.T) {
	rows := names(1000)
	drawn := 0
	l := NewList(20, func() int { return len(*rows) }, func(p *Pen, i int, s RowState) { drawn++ })
	win, _ := window(t, l, 300, 402)
	win.Canvas().Focus(l)
	l.Select(3)
	drawn = 0
	press(l, fyne.KeyDown)
	if drawn != 2 {
		t.Errorf("moving within view drew %d rows, want the two that changed", drawn)
	}
	l.Select(500)
	drawn = 0
	press(l, fyne.KeyDown)
	if drawn > 3 {
		t.Errorf("moving one row further drew %d rows", drawn)
	}
}

func TestListTap(t *testing.T) {
	rows := names(5)
	acted := -1
	l := NewList(20, func() int { return len(*rows) }, nil)
	l.Paint = func(p *Pen, i int, s RowState) { p.Hit(100, 0, 50, 20, func() { acted = i }) }
	win, _ := window(t, l, 300, 102)
	test.TapCanvas(win.Canvas(), fyne.NewPos(20, 50))
	if l.Selected() != 2 || acted != -1 || win.Canvas().Focused() != l {
		t.Errorf("a tap selected %d, acted on %d", l.Selected(), acted)
	}
	test.TapCanvas(win.Canvas(), fyne.NewPos(120, 70))
	if l.Selected() != 3 || acted != 3 {
		t.Errorf("a tap on the action selected %d, acted on %d", l.Selected(), acted)
	}
}

func TestFieldKeys(t *testing.T) {
	entered := 0
	f := NewField("Skäl", "")
	f.Entry.OnEnter = func() { entered++ }
	_, heard := window(t, f, 300, 80)
	f.Focus()
	test.Type(f.Entry, "abc")
	press(f.Entry, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyF1, fyne.KeyDown, fyne.KeyBackspace)
	if f.Text() != "ab" || entered != 1 {
		t.Errorf("text %q, entered %d", f.Text(), entered)
	}
	if !slices.Equal(heard.keys, []fyne.KeyName{fyne.KeyEscape, fyne.KeyF1, fyne.KeyDown}) || len(heard.runes) > 0 {
		t.Errorf("the window heard %v %q: letters belong to the field", heard.keys, string(heard.runes))
	}
	if f.Entry.AcceptsTab() || NewTextArea("", "", 3).Entry.AcceptsTab() {
		t.Error("a field keeps Tab")
	}
}

func TestEnterInSeveralLines(t *testing.T) {
	entered := 0
	f := NewTextArea("Anteckning", "", 3)
	window(t, f, 300, 120)
	f.Entry.TypedRune('a')
	f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if f.Text() != "a\n" {
		t.Errorf("%q: Enter makes no new line where it does nothing else", f.Text())
	}
	f.Entry.OnEnter = func() { entered++ }
	f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if entered != 1 || f.Text() != "a\n" {
		t.Errorf("Enter: %d, %q", entered, f.Text())
	}
	f.Entry.shift = true
	f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if entered != 1 || f.Text() != "a\n\n" {
		t.Errorf("Shift+Enter: %d, %q", entered, f.Text())
	}
}

func TestCapsLockIsSeen(t *testing.T) {
	var caps []bool
	f := NewPassword("Lösenfras")
	f.Entry.OnCaps = func(on bool) { caps = append(caps, on) }
	window(t, f, 300, 80)
	f.Entry.TypedRune('a')
	f.Entry.TypedRune('A')
	f.Entry.shift = true
	f.Entry.TypedRune('A')
	f.Entry.TypedRune('a')
	f.Entry.TypedRune('7')
	if !slices.Equal(caps, []bool{false, true, false, true}) {
		t.Error(caps)
	}
}

func TestDateField(t *testing.T) {
	today := day.New(2026, 3, 10)
	for _, c := range []struct {
		typed, text string
		ok          bool
		want        day.Date
	}{
		{"260305", "2026-03-05", true, day.New(2026, 3, 5)},
		{"5/3", "2026-03-05", true, day.New(2026, 3, 5)},
		{"+7", "2026-03-17", true, day.New(2026, 3, 17)},
		{"idag", "2026-03-10", true, today},
		{"31/4", "31/4", false, day.Date{}},
		{"", "", true, day.Date{}},
	} {
		d := NewDateField("Datum", today, "Det är inget datum.")
		d.SetDate(day.New(2025, 1, 1))
		win, _ := window(t, d, 300, 100)
		d.Focus()
		d.Entry.SetText(c.typed)
		win.Canvas().Unfocus()
		got, ok := d.Date()
		if ok != c.ok || got != c.want || d.Text() != c.text || (d.Error == "") != c.ok {
			t.Errorf("%q: %v %v, text %q, error %q", c.typed, got, ok, d.Text(), d.Error)
		}
	}
}

func TestDialogKeys(t *testing.T) {
	under := NewButton(Look{Text: "Under"}, nil)
	win, _ := window(t, under, 600, 400)
	win.Canvas().Focus(under)
	var done []string
	ok := false
	reason := NewField("Skäl", "")
	d := &Dialog{Title: "Öppna skyddad deltagare S-04?", Body: reason, Focus: reason.Entry, Left: "Avbryt", Right: "Öppna",
		OnRight: func() bool { done = append(done, "right"); return ok }, OnLeft: func() { done = append(done, "left") }}
	d.Show(win.Canvas())
	if win.Canvas().Focused() != reason.Entry {
		t.Fatal("the field has not got the keyboard")
	}
	// the keyboard stays inside: field, left, right, field
	seen := []fyne.Focusable{}
	for range 3 {
		seen = append(seen, win.Canvas().Focused())
		win.Canvas().FocusNext()
	}
	if win.Canvas().Focused() != reason.Entry || slices.Contains(seen, fyne.Focusable(under)) {
		t.Error("Tab leaves the dialog")
	}
	d.Key(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !d.Open() {
		t.Fatal("the dialog closed though the act was refused")
	}
	ok = true
	d.Key(&fyne.KeyEvent{Name: fyne.KeyEnter})
	if d.Open() || win.Canvas().Focused() != under {
		t.Error("the dialog did not close, or the keyboard did not come back")
	}
	d.Show(win.Canvas())
	d.Key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.Open() || !slices.Equal(done, []string{"right", "right", "left"}) {
		t.Error(done)
	}
}

func TestSelectAndMenu(t *testing.T) {
	chosen := -1
	s := NewSelect("Brev", []string{"Inbjudan", "Påminnelse", "Bekräftelse"}, 0, func(i int) { chosen = i })
	win, _ := window(t, container.NewVBox(s), 400, 300)
	win.Canvas().Focus(s)
	press(s, fyne.KeyDown)
	menu, ok := win.Canvas().Focused().(*List)
	if !ok {
		t.Fatal("the menu is not open")
	}
	press(menu, fyne.KeyDown, fyne.KeyReturn)
	if chosen != 1 || s.Selected() != 1 || win.Canvas().Focused() != s {
		t.Errorf("chosen %d", chosen)
	}
	press(s, fyne.KeySpace)
	menu = win.Canvas().Focused().(*List)
	menu.TypedRune('b')
	press(menu, fyne.KeyEscape)
	if s.Selected() != 1 || win.Canvas().Focused() != s {
		t.Error("Esc chose something")
	}
}

func TestSegmentsKeys(t *testing.T) {
	var chosen []int
	s := NewTabs([]Segment{{Text: "Resan"}, {Text: "Formulär"}, {Text: "Papper"}}, 0, func(i int) { chosen = append(chosen, i) })
	_, heard := window(t, s, 400, 40)
	press(s, fyne.KeyLeft, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyHome, fyne.KeyReturn)
	if !slices.Equal(chosen, []int{1, 2, 0}) || !slices.Equal(heard.keys, []fyne.KeyName{fyne.KeyReturn}) {
		t.Error(chosen, heard.keys)
	}
}

func TestShortenNeverCutsAWord(t *testing.T) {
	window(t, NewBand(), 100, 40)
	if got := Shorten("Ringde för tolk i dag", Plain, 80); got != "Ringde för…" && got != "Ringde…" {
		t.Error(got)
	}
	if got := Shorten("Wennerström-Lindqvist", Plain, 20); got != "Wennerström-Lindqvist" {
		t.Error(got)
	}
	if got := Lines("ett två\ntre", Plain, 1000); !slices.Equal(got, []string{"ett två", "tre"}) {
		t.Error(got)
	}
}

func TestBorderCatches(t *testing.T) {
	caught := false
	old := Border
	Border = func(f func()) {
		defer func() { caught = recover() != nil }()
		f()
	}
	defer func() { Border = old }()
	b := NewButton(Look{Text: "X"}, func() { panic("test") })
	window(t, b, 100, 40)
	press(b, fyne.KeyReturn)
	if !caught {
		t.Error("the fault went through")
	}
}

func TestPicture(t *testing.T) {
	shapes := []star.Shape{
		{Kind: star.Polygon, Fill: star.Ink, Points: []star.Pt{{X: 10, Y: 10}, {X: 50, Y: 10}, {X: 50, Y: 50}}},
		{Kind: star.Line, Stroke: star.Ink, Width: 3, Dash: [2]float64{6, 4}, Points: []star.Pt{{X: 5, Y: 70}, {X: 95, Y: 70}}},
		{Kind: star.Circle, Fill: star.White, Stroke: star.Ink, Width: 1, Center: star.Pt{X: 75, Y: 30}, Radius: 12},
		{Kind: star.Label, Fill: star.Ink, Text: "4", Size: 14, Bold: true, Center: star.Pt{X: 75, Y: 30}},
	}
	img := Picture(shapes, 100, 100)
	for _, c := range []struct {
		x, y  int
		drawn bool
	}{{45, 15, true}, {15, 45, false}, {6, 70, true}, {13, 70, false}, {16, 70, true}, {75, 18, true}, {2, 2, false}} {
		if _, _, _, a := img.At(c.x, c.y).RGBA(); (a > 0x8000) != c.drawn {
			t.Errorf("at %d,%d drawn: %v, want %v", c.x, c.y, a > 0x8000, c.drawn)
		}
	}
}

// A day and month without a year lies where the field looks.
func TestDateFieldLooksAheadOrBehind(t *testing.T) {
	today := day.New(2026, 7, 1)
	for _, c := range []struct {
		typed  string
		toward int
		want   string
	}{
		{"0512", 0, "2026-12-05"}, {"0512", -1, "2025-12-05"}, {"0512", +1, "2026-12-05"},
		{"5/3", 0, "2026-03-05"}, {"5/3", +1, "2027-03-05"}, {"5/3", -1, "2026-03-05"},
		{"1/7", -1, "2026-07-01"}, {"1/7", +1, "2027-07-01"},
		{"igår", +1, "2026-06-30"}, {"+7", -1, "2026-07-08"}, {"2026-03-05", +1, "2026-03-05"}, {"260305", +1, "2026-03-05"},
	} {
		f := NewDateField("", today, "")
		f.Toward = c.toward
		f.Entry.Text = c.typed
		if got, ok := f.Date(); !ok || got.String() != c.want {
			t.Errorf("%s toward %d: %s %v, want %s", c.typed, c.toward, got, ok, c.want)
		}
	}
}

// The selected row stays in view when the list becomes lower, and only then.
func TestListKeepsTheSelectedRowInView(t *testing.T) {
	l := NewList(20, func() int { return 50 }, func(*Pen, int, RowState) {})
	l.Bare = true
	win, _ := window(t, l, 200, 200)
	l.Select(9) // the last in view
	win.Resize(fyne.NewSize(200, 100))
	if top := l.top(9); top < l.Offset() || top+20 > l.Offset()+100 {
		t.Errorf("row at %v, view from %v", top, l.Offset())
	}
	l.SetOffset(500) // scrolled away by the mouse
	win.Resize(fyne.NewSize(200, 90))
	if l.Offset() != 500 {
		t.Errorf("the list has jumped to %v", l.Offset())
	}
}
