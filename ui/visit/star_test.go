package visit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"fyrtio/core/day"
	"fyrtio/core/star"
	record "fyrtio/core/visit"
	"fyrtio/ui/uitest"
)

// beginStar opens the star of a filled-in form.
func beginStar(t *testing.T, change ...func(*fake)) (*Star, *fake, *keyboard) {
	t.Helper()
	s := newFake()
	fill(s, "note")
	s.star.Answers = s.form.Answers
	for _, c := range change {
		c(s)
	}
	st, win := openStar(t, s)
	return st, s, &keyboard{win: win}
}

func wantLevel(t *testing.T, s *fake, id string, level int) {
	t.Helper()
	if got := s.star.Levels[id]; got != level {
		t.Errorf("%s is level %d, want %d", id, got, level)
	}
}

func TestD26EnterTakesProposalOnlyWhereNothingIsChosen(t *testing.T) {
	st, s, k := beginStar(t)
	if st.point().ID != "tobacco" {
		t.Fatal("the page does not begin at the first point")
	}
	k.runes("2")
	k.press(fyne.KeyEnter)
	wantLevel(t, s, "tobacco", 2) // a chosen level stays
	if st.point().ID != "alcohol" {
		t.Fatal("Enter does not go on")
	}
	k.press(fyne.KeyEnter)
	wantLevel(t, s, "alcohol", 3)
	k.hold(fyne.KeyEnter, 0, 30)
	if st.point().ID != "sitting" {
		t.Errorf("a held Enter went to %s", st.point().ID)
	}
	for range 20 {
		k.press(fyne.KeyEnter)
	}
	if st.set() != 12 {
		t.Errorf("%d points set", st.set())
	}
}

func TestD26Arrows(t *testing.T) {
	st, s, k := beginStar(t)
	k.press(fyne.KeyRight)
	wantLevel(t, s, "tobacco", 4) // from unset the first arrow takes the proposal
	k.press(fyne.KeyLeft, fyne.KeyLeft)
	wantLevel(t, s, "tobacco", 2)
	k.press(fyne.KeyRight)
	wantLevel(t, s, "tobacco", 3)
	k.runes("0")
	wantLevel(t, s, "tobacco", 0)
	k.runes("1")
	k.press(fyne.KeyDelete)
	wantLevel(t, s, "tobacco", 0)
	k.press(fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	if st.point().ID != "alcohol" {
		t.Errorf("at %s", st.point().ID)
	}

	st, s, k = beginStar(t, func(s *fake) { delete(s.star.Answers, "health.stress") })
	st.choosePoint(10)
	k.press(fyne.KeyLeft)
	wantLevel(t, s, "stress", 2) // no proposal
}

func TestLevelsThatAPointLacksAreSkipped(t *testing.T) {
	st, s, k := beginStar(t)
	st.choosePoint(6) // waist has no level 3
	if st.point().ID != "waist" {
		t.Fatal(st.point().ID)
	}
	k.runes("23")
	wantLevel(t, s, "waist", 2)
	if !strings.Contains(st.message.text, "3") {
		t.Errorf("says %q", st.message.text)
	}
	k.press(fyne.KeyRight)
	wantLevel(t, s, "waist", 4)
	k.press(fyne.KeyLeft)
	wantLevel(t, s, "waist", 2)
}

func TestD26AllAsProposedFillsUnsetOnly(t *testing.T) {
	st, s, k := beginStar(t, func(s *fake) { delete(s.star.Answers, "health.sleep") })
	k.runes("1")
	k.ctrl(fyne.KeyG)
	wantLevel(t, s, "tobacco", 1)
	wantLevel(t, s, "bmi", 3)
	if _, ok := s.star.Levels["sleep_health"]; ok || st.set() != 11 {
		t.Error("a point without a proposal was set")
	}
	k.ctrl(fyne.KeyZ)
	if len(s.star.Levels) != 1 {
		t.Errorf("undo left %v", s.star.Levels)
	}
	k.ctrl(fyne.KeyZ)
	if len(s.star.Levels) != 0 {
		t.Errorf("undo left %v", s.star.Levels)
	}
}

func TestProposalsOff(t *testing.T) {
	st, s, k := beginStar(t, func(s *fake) { s.star.Proposals = false })
	k.press(fyne.KeyEnter)
	k.ctrl(fyne.KeyG)
	if len(s.star.Levels) != 0 || st.point().ID != "alcohol" {
		t.Errorf("set %v, at %s", s.star.Levels, st.point().ID)
	}
	k.press(fyne.KeyRight)
	wantLevel(t, s, "alcohol", 2)
}

func TestStarComment(t *testing.T) {
	st, s, k := beginStar(t)
	k.runes("k")
	k.runes("1 Slutar till sommaren")
	k.press(fyne.KeyEscape)
	if s.star.Comments["tobacco"] != "1 Slutar till sommaren" || len(s.star.Levels) != 0 {
		t.Fatalf("comments %v, levels %v", s.star.Comments, s.star.Levels)
	}
	k.press(fyne.KeyDown)
	if st.comment.Text != "" {
		t.Error("the next point shows the comment of the last")
	}
}

func TestEarlierStar(t *testing.T) {
	st, _, k := beginStar(t, func(s *fake) {
		s.star.Earlier = &record.Earlier{Date: day.New(2021, 3, 4), Levels: star.Levels{1, 2, 3}}
	})
	k.runes("v")
	if st.drawn.Earlier == nil {
		t.Error("V does not lay the earlier star under")
	}
	k.runes("V")
	if st.drawn.Earlier != nil {
		t.Error("V does not take it away")
	}
}

func TestStarPapersAndWayBack(t *testing.T) {
	st, _, k := beginStar(t)
	var printed []Paper
	back := false
	st.p.OnPrint = func(p Paper) { printed = append(printed, p) }
	st.p.OnForm = func() { back = true }
	k.ctrl(fyne.KeyP)
	k.press(fyne.KeyEscape)
	if len(printed) != 1 || printed[0] != PaperStar || !back {
		t.Errorf("printed %v, back %t", printed, back)
	}
}

func TestStarFailedWriteStays(t *testing.T) {
	st, s, k := beginStar(t)
	s.fail = errDisk
	k.runes("2")
	if st.level("tobacco") != 2 || st.trouble == "" {
		t.Fatal("the choice is not kept and told")
	}
	s.fail = nil
	k.press(fyne.KeyDown)
	k.runes("3")
	wantLevel(t, s, "tobacco", 2)
	wantLevel(t, s, "alcohol", 3)
	if st.trouble != "" {
		t.Error("the fault stays after all is saved")
	}
}

// The figure is drawn anew only when what it shows changes.
func TestFigureIsKept(t *testing.T) {
	st, _, k := beginStar(t)
	drawn := 0
	shapes := st.figure.Shapes
	st.figure.Shapes = func(w, h, unit float64) []star.Shape { drawn++; return shapes(w, h, unit) }
	st.refresh()
	st.figure.Refresh()
	if drawn != 0 {
		t.Errorf("drawn %d times without a change", drawn)
	}
	k.runes("3")
	if drawn != 1 {
		t.Errorf("drawn %d times for one change", drawn)
	}
}

func BenchmarkNextPoint(b *testing.B) {
	s := newFake()
	fill(s, "note")
	s.star.Answers = s.form.Answers
	st, win := openStar(b, s)
	k := &keyboard{win: win}
	b.ResetTimer()
	for i := range b.N {
		st.choosePoint(i % 11)
		k.press(fyne.KeyRight)
		st.rec.Levels = map[string]int{}
	}
}

// Q17: a print that shows something else than now holds is told of on the page.
func TestQ17StarTellsOfAnOutdatedPrint(t *testing.T) {
	for _, outdated := range []bool{true, false} {
		_, _, k := beginStar(t, func(s *fake) {
			s.star.Printed = record.Printed{At: day.New(2026, 3, 10).At(10, 0), Outdated: outdated}
		})
		if uitest.Shows(k.win, "inaktuell") != outdated {
			t.Errorf("outdated %t: %v", outdated, uitest.Texts(k.win))
		}
	}
}

// Every point is named beside the figure, at every size of the text.
func TestStarNamesItsPointsAtEverySize(t *testing.T) {
	for _, width := range []float32{1224, 1124, 810} {
		st, _, k := beginStar(t)
		k.win.Resize(fyne.NewSize(width, width*0.52))
		names := 0
		for _, o := range test.WidgetRenderer(st.middle).Objects() {
			if text, ok := o.(*canvas.Text); ok {
				for _, pt := range st.profile.Points {
					if strings.HasPrefix(pt.Name.In(st.p.Lang), text.Text) {
						names++
						if x := text.Position().X; x < 0 || x+text.MinSize().Width > st.middle.Size().Width {
							t.Errorf("%q at %.0f leaves the middle, which is %.0f wide", text.Text, x, st.middle.Size().Width)
						}
						break
					}
				}
			}
		}
		if names < star.Points {
			t.Errorf("%.0f wide: %d names", width, names)
		}
	}
}

// Q22: what ships is labelled as an example where a level is chosen.
func TestQ22ExampleCriteriaAreLabelled(t *testing.T) {
	_, _, k := beginStar(t)
	if !uitest.Shows(k.win, "Exempelkriterier") {
		t.Error("no label")
	}
	own := *star.ShippedCriteria()
	own.Example = false
	_, _, k = beginStar(t, func(s *fake) { s.star.Criteria = &own })
	if uitest.Shows(k.win, "Exempelkriterier") {
		t.Error("the clinic's own criteria are labelled")
	}
}

func TestStarLeadsToPlanAndRecord(t *testing.T) {
	st, _, k := beginStar(t)
	var went []string
	var printed []Paper
	st.p.OnPlan, st.p.OnRecord = func() { went = append(went, "plan") }, func() { went = append(went, "record") }
	st.p.OnPrint = func(p Paper) { printed = append(printed, p) }
	k.runes("pdtr")
	if len(went) != 2 || went[0] != "plan" || went[1] != "record" || len(printed) != 2 || printed[0] != PaperEmpty || printed[1] != PaperCriteria {
		t.Errorf("went %v, printed %v", went, printed)
	}
}
