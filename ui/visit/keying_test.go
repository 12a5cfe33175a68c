package visit

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/core/score"
	"fyrtio/core/star"
	record "fyrtio/core/visit"
	"fyrtio/ui/theme"
)

// keyed is a second keying in memory, beside the form of a fake.
type keyed struct {
	*fake
	k record.Keying
}

func newKeyed(s *fake) *keyed {
	return &keyed{s, record.Keying{Person: s.form.Person, Definition: s.form.Definition, Criteria: star.ShippedCriteria(), FirstBy: "Karin Lund", Answers: form.Answers{}}}
}

func (s *keyed) OpenKeying(context.Context, string) (record.Keying, error) {
	k := s.k
	k.Answers = s.k.Answers.Clone()
	k.Differ = append([]record.Difference(nil), s.k.Differ...)
	return k, nil
}

func (s *keyed) BeginKeying(_ context.Context, _ string, scope record.Scope) error {
	s.k.Scope, s.k.Answers, s.k.Ended, s.k.Differ = scope, form.Answers{}, time.Time{}, nil
	if scope == record.KeyStar {
		s.k.Definition = s.form.Definition.Subset(s.k.Criteria.LinkIDs(s.form.Definition))
	}
	return nil
}

func (s *keyed) SaveKeyed(_ context.Context, _, linkID string, v form.Value, next record.Place) (err error) {
	s.k.Answers, _, err = s.k.Definition.Merge(s.k.Answers, form.Answers{linkID: v})
	s.k.Place = next
	return err
}

func (s *keyed) SaveKeyingPlace(_ context.Context, _ string, p record.Place) error {
	s.k.Place = p
	return nil
}

func (s *keyed) EndKeying(context.Context, string) error {
	differ, n := s.k.Definition.Keyings(s.form.Answers, s.k.Answers)
	for _, m := range differ {
		s.k.Differ = append(s.k.Differ, record.Difference{Mismatch: m})
	}
	s.k.Compared, s.k.Ended = n, time.Date(2026, 3, 10, 10, 0, 0, 0, time.UTC)
	return nil
}

func (s *keyed) SettleKeying(_ context.Context, _, linkID string, c record.Choice, third form.Value) error {
	for i := range s.k.Differ {
		if d := &s.k.Differ[i]; d.LinkID == linkID {
			d.Choice, d.Value = c, map[record.Choice]form.Value{record.ChoseFirst: d.First, record.ChoseSecond: d.Second, record.ChoseThird: third}[c]
			return nil
		}
	}
	return errors.New("no difference")
}

// keyAgain types the form once more, as a says.
func keyAgain(k *keyboard, f *Form, a form.Answers) {
	for f.at != "" {
		it := f.item()
		typed := ""
		switch v := a[it.LinkID]; {
		case v.Kind() == form.KindCode:
			typed, _ = v.Code()
		case v.Kind() == form.KindNumber:
			n, _ := v.Number()
			typed = n.String()
		case v.Kind() == form.KindMissing:
			m, _ := v.Missing()
			typed = string(missingKey(m))
		}
		k.runes(typed)
		if it.Numeric() && a[it.LinkID].Kind() == form.KindNumber || text(it) {
			k.press(fyne.KeyEnter)
		}
	}
}

func TestSecondKeyingIsBlindAndSettledByKeys(t *testing.T) {
	s := newFake()
	fill(s, "note")
	delete(s.form.Answers, "note")
	store := newKeyed(s)
	done := false
	f, win := openForm(t, s, func(p *FormParams) {
		p.Store, p.Mode = &blind{Keyings: store}, Blind
		p.OnCompleted = func() { done = true }
	})
	k := &keyboard{win: win}
	if !f.intro {
		t.Fatal("the scope is not asked for")
	}
	k.runes("1")
	second := s.form.Answers.Clone()
	second["m.weight"] = form.Num(form.MustNumber("81"))
	second["health.stress"] = form.Code("4")
	second["m.waist"] = form.None(form.Unmeasured)
	if f.side.Visible() || f.before("m.weight") != "" || len(f.alerts()) > 0 {
		t.Error("something of the first keying is in sight")
	}
	keyAgain(k, f, second)
	k.press(fyne.KeyEnter)
	if !done {
		t.Fatalf("it was not compared: at %q, %s", f.at, f.message.text)
	}

	st, err := NewSettle(SettleParams{Store: store, Participant: "P1", Lang: say.Swedish, Do: func(do func()) { do() }, OnLeave: func() { done = false }})
	if err != nil {
		t.Fatal(err)
	}
	win = window(t, st.Content(), 1224, 656)
	st.Focus()
	k = &keyboard{win: win}
	if len(st.k.Differ) != 3 {
		t.Fatalf("differ %+v", st.k.Differ)
	}
	k.runes("2") // stress
	k.runes("1") // weight
	k.runes("3") // waist: neither
	k.runes("87,5")
	k.press(fyne.KeyEnter)
	if r := st.k.Rate(); r.Open != 0 || r.First != 2 || r.Second != 2 {
		t.Errorf("got %+v", r)
	}
	if v := st.k.Differ[2].Value; v != form.Num(form.MustNumber("87,5")) {
		t.Errorf("the third reading is %v", v)
	}
	if w := rateWords(say.Swedish, st.k.Rate()); !strings.Contains(w, "på 1 000") {
		t.Errorf("the rate is not said: %s", w)
	}
	k.press(fyne.KeyEnter)
	if done {
		t.Error("Enter did not leave")
	}
}

func TestSourceIsChosenByOneKey(t *testing.T) {
	s := newFake()
	s.form.Source = ""
	f, win := openForm(t, s)
	k := &keyboard{win: win}
	if !f.intro || f.WindowTitle() != "Formulär, källa" {
		t.Fatalf("the source is not asked for: %s", f.WindowTitle())
	}
	k.runes("7")
	if !f.intro || f.message.text == "" {
		t.Error("7 is no source")
	}
	k.runes("3")
	first := s.form.Definition.Items[0].LinkID
	wantAt(t, f, first)
	if s.form.Source != "phone" || f.rec.Source != "phone" || f.intro {
		t.Errorf("got %q", s.form.Source)
	}
	k.press(fyne.KeyUp) // back to it
	if !f.intro {
		t.Fatal("arrow up at the first question does not lead back to the source")
	}
	k.runes("1")
	wantAt(t, f, first)
	if s.form.Source != "paper_home" || len(s.saves) != 0 {
		t.Errorf("got %q, %v", s.form.Source, s.saves)
	}
	// A form whose source is known begins at the first question.
	if g, _ := openForm(t, newFake()); g.intro {
		t.Error("a known source is asked for")
	}
}

// Q6: what is missing is listed at the end, and answered there.
func TestQ6GapsAreAnsweredInTheList(t *testing.T) {
	s := newFake()
	fill(s, "note")
	delete(s.form.Answers, "health.sleep")
	delete(s.form.Answers, "diet.fish")
	delete(s.form.Answers, "m.sbp")
	f, win := openForm(t, s)
	k := &keyboard{win: win}
	f.goTo("")
	k.runes("-")
	wantStored(t, s, "health.sleep", form.None(form.Unanswered))
	wantAt(t, f, "")
	k.runes("2")
	wantStored(t, s, "diet.fish", form.Code("2"))
	wantAt(t, f, "")
	if it := f.blockers(); len(it) == 1 && it[0].LinkID == "m.sbp" {
		k.runes("130")
		wantAt(t, f, "m.sbp")
		k.press(fyne.KeyEnter)
		wantStored(t, s, "m.sbp", form.Num(form.MustNumber("130")))
	}
	wantAt(t, f, "")
	k.press(fyne.KeyEnter)
	if !f.locked() {
		t.Errorf("not locked: %s", f.message.text)
	}
}

// Q17: a correction that opens mandatory questions asks them before its reason. The
// shipped form opens none: a clinic's own may.
func TestQ17CorrectionAsksWhatItOpens(t *testing.T) {
	s := newFake()
	own := *s.form.Definition
	own.Items = slices.Clone(own.Items)
	s.form.Definition = &own
	opened, _ := own.Item("tobacco.cigarettes")
	opened.Required = true
	fill(s, "note")
	s.form.Answers["tobacco.smoking"] = form.Code("1")
	s.form.Answers, _ = s.form.Definition.Prune(s.form.Answers)
	if err := s.CompleteForm(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	f, win := openForm(t, s)
	k := &keyboard{win: win}
	f.show("tobacco.smoking")
	f.Amend()
	k.runes("5")
	wantAt(t, f, "tobacco.cigarettes")
	if !f.editable() || len(s.form.Amendments) != 0 {
		t.Fatal("the opened question cannot be answered")
	}
	k.runes("8")
	k.press(fyne.KeyEnter) // now the reason
	k.runes("Fel rad")
	k.press(fyne.KeyEnter)
	if len(s.form.Amendments) != 2 || s.form.Answers["tobacco.cigarettes"] != form.Num(form.MustNumber("8")) {
		t.Errorf("got %+v (%s)", s.form.Amendments, f.message.text)
	}
}

func TestValuesThatMatterStandBesideTheForm(t *testing.T) {
	s := newFake()
	s.form.Limits = score.ShippedLimits()
	fill(s, "m.waist")
	s.form.Place.LinkID = "m.sbp"
	f, win := openForm(t, s)
	k := &keyboard{win: win}
	k.runes("179/109")
	k.press(fyne.KeyEnter)
	if len(f.alerts()) != 0 {
		t.Error("179/109 warns")
	}
	f.goTo("m.dbp")
	k.runes("110")
	k.press(fyne.KeyEnter)
	if a := f.alerts(); len(a) != 1 || a[0].Value.SV != "Blodtryck 179/110 mmHg." {
		t.Errorf("got %+v", a)
	}
	f.goTo("m.dbp")
	k.press(fyne.KeyBackspace)
	k.runes("*")
	if len(f.alerts()) != 0 {
		t.Error("a declined pressure warns")
	}
}

// However low the page is, every value that matters at once is said, and what to do about
// it with as many as there is room for.
func TestNoWarningFallsOutOfView(t *testing.T) {
	f, s, _ := begin(t, "m.glucose")
	f.rec.Limits = score.ShippedLimits()
	f.rec.Limits[3].Parts[0].From = form.MustNumber("8")
	for id, v := range map[string]float64{"m.sbp": 184, "m.dbp": 112, "m.glucose": 7.4, "m.hba1c": 51, "m.chol": 9} {
		s.form.Answers[id], f.rec.Answers[id] = form.Number(v), form.Number(v)
	}
	all := []string{"184/112", "7,4", "51 mmol/mol", "9 mmol/l"}
	said := 0
	for room := float32(0); room < 500; room += 10 {
		words := f.alertWords(284, room)
		for _, value := range all {
			if !strings.Contains(strings.Join(words, " "), value) {
				t.Errorf("with %v high, %q is not said: %q", room, value, words)
			}
		}
		now := len(strings.Join(words, " "))
		if now < said {
			t.Errorf("with %v high, less is said than in less room: %q", room, words)
		}
		said = now
	}
	if words := f.alertWords(284, 500); len(words) != 4 || !strings.Contains(words[3], "rutin") {
		t.Errorf("with room enough: %q", words)
	}
}

func TestEarlierAnswersAreShown(t *testing.T) {
	s := newFake()
	earlier := newFake()
	fill(earlier, "note")
	s.form.Earlier = &record.EarlierForm{Cohort: 2016, Date: day.New(2016, 4, 2), Definition: s.form.Definition, Answers: earlier.form.Answers}
	f, _ := openForm(t, s)
	if w := f.before("m.weight"); w != "80,1 kg" {
		t.Errorf("got %q", w)
	}
	if f.before("no.such") != "" {
		t.Error("an item that was not asked has words")
	}
}

// The calculator shows indexes and levels and keeps nothing.
func TestCalculator(t *testing.T) {
	s := newFake()
	f, win := openForm(t, s, func(p *FormParams) {
		p.Store, p.Mode, p.Participant = newCalculator(s.form), Calculating, ""
	})
	k := &keyboard{win: win}
	if !f.intro {
		t.Fatal("it does not ask whose limits hold")
	}
	k.runes("2")
	wantAt(t, f, "m.height")
	k.runes("171")
	k.press(fyne.KeyEnter)
	k.runes("80,1")
	k.press(fyne.KeyEnter)
	k.runes("95")
	k.press(fyne.KeyEnter)
	if ix := f.indexes.Get(score.BMI); ix.Value.SV != "27,4" {
		t.Errorf("BMI is %q", ix.Value.SV)
	}
	if l := f.profile.Point("waist").Level; l != 2 { // a man's limits: 94–102
		t.Errorf("the waist is level %d", l)
	}
	k.press(fyne.KeyPageUp)
	if f.item().Section == "m" || f.at == "m.height" {
		t.Errorf("PgUp leads to %s", f.at)
	}
	if len(s.saves) != 0 || len(s.form.Answers) != 0 || s.form.Place.LinkID != "" {
		t.Error("something was stored")
	}
	_ = f.suspend()
	if len(s.places) != 0 {
		t.Error("a place was stored")
	}
}

func narrowed(win fyne.Window, sc screen) {
	if sc.scale > 1 {
		win.Resize(fyne.NewSize(sc.w/sc.scale-43, 400))
	}
}

func TestLookKeying(t *testing.T) {
	answered := func(s *fake) { fill(s, "note"); delete(s.form.Answers, "note") }
	look(t, "intro", func(sc screen) page {
		s := newFake()
		s.form.Source = ""
		f, win := openForm(t, s, func(p *FormParams) { p.Lang = sc.lang })
		narrowed(win, sc)
		return f
	})
	look(t, "blind", func(sc screen) page {
		s := newFake()
		answered(s)
		store := newKeyed(s)
		f, win := openForm(t, s, func(p *FormParams) { p.Lang, p.Store, p.Mode = sc.lang, &blind{Keyings: store}, Blind })
		narrowed(win, sc)
		k := &keyboard{win: win}
		k.runes("211")
		return f
	})
	look(t, "settle", func(sc screen) page {
		s := newFake()
		answered(s)
		store := newKeyed(s)
		store.k.Scope = record.KeyAll
		second := s.form.Answers.Clone()
		second["m.weight"], second["health.stress"] = form.Num(form.MustNumber("81")), form.Code("4")
		second["m.waist"], second["activity.everyday"] = form.None(form.Unmeasured), form.Code("6")
		store.k.Answers = second
		_ = store.EndKeying(t.Context(), "")
		_ = store.SettleKeying(t.Context(), "", "health.stress", record.ChoseSecond, form.Value{})
		test.NewApp().Settings().SetTheme(theme.Theme{})
		st, err := NewSettle(SettleParams{Store: store, Participant: "P1", Lang: sc.lang, Do: func(do func()) { do() }})
		if err != nil {
			t.Fatal(err)
		}
		return st
	})
	look(t, "calc", func(sc screen) page {
		s := newFake()
		s.form.Limits = score.ShippedLimits()
		f, win := openForm(t, s, func(p *FormParams) { p.Lang, p.Store, p.Mode = sc.lang, newCalculator(s.form), Calculating })
		narrowed(win, sc)
		k := &keyboard{win: win}
		k.runes("1")
		for _, typed := range []string{"171", "80,1", "86"} {
			k.runes(typed)
			k.press(fyne.KeyEnter)
		}
		f.goTo("m.sbp")
		k.runes("184/112")
		k.press(fyne.KeyEnter)
		return f
	})
	earlier := newFake()
	fill(earlier, "note")
	lookForm(t, "alerts", func(s *fake) {
		fill(s, "m.glucose")
		s.form.Answers["m.sbp"], s.form.Answers["m.dbp"] = form.Number(184), form.Number(112)
		s.form.Answers["m.glucose"] = form.Num(form.MustNumber("7,2"))
		s.form.Limits = score.ShippedLimits()
		s.form.Place.LinkID = "m.hba1c"
		s.form.Earlier = &record.EarlierForm{Cohort: 2016, Date: day.New(2016, 4, 2), Definition: s.form.Definition, Answers: earlier.form.Answers}
	}, nil)
	lookForm(t, "before", func(s *fake) {
		fill(s, "activity.training")
		s.form.Earlier = &record.EarlierForm{Cohort: 2016, Date: day.New(2016, 4, 2), Definition: s.form.Definition, Answers: earlier.form.Answers}
	}, nil)
	lookForm(t, "corrected", func(s *fake) {
		fill(s, "note")
		s.form.Answers["m.sbp"] = form.Number(184)
		s.form.Limits = score.ShippedLimits()
		_ = s.CompleteForm(t.Context(), "")
		_ = s.AmendForm(t.Context(), "", answers("activity.sitting", "5"), "Läste fel rad på papperet")
		_ = s.AmendForm(t.Context(), "", form.Answers{"m.weight": form.Num(form.MustNumber("81,5"))}, "andra inmatningen")
	}, nil)
}
