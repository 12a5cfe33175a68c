package visit

import (
	"maps"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/ui/widget"
)

var errDisk = fault.New(fault.Internal, "fault.unexpected")

// numbers are plausible values of the questions that take one.
var numbers = map[string]string{"m.height": "171", "m.weight": "80,1", "m.waist": "86", "m.hip": "102", "m.sbp": "128", "m.dbp": "82",
	"m.chol": "5,6", "m.ldl": "3,2", "m.hdl": "1,4", "m.tg": "1,1", "m.glucose": "5,4", "m.hba1c": "35", "tobacco.cigarettes": "10", "tobacco.boxes": "2,5"}

// fill answers every question up to and with a link id: the second option, the numbers above.
func fill(s *fake, last string) {
	d := s.form.Definition
	for i := range d.Items {
		it := &d.Items[i]
		if !d.Enabled(it.LinkID, s.form.Answers) {
			continue
		}
		v := form.Text("Vill gärna komma igång med promenader.")
		switch {
		case it.Type == form.Choice:
			v = form.Code(it.Options[min(1, len(it.Options)-1)].Code)
		case it.Numeric():
			v = form.Num(form.MustNumber(numbers[it.LinkID]))
		}
		s.form.Answers[it.LinkID] = v
		if it.LinkID == last {
			break
		}
	}
	s.form.Status = form.Begun
}

func answers(linkID, code string) form.Answers { return form.Answers{linkID: form.Code(code)} }

// begin opens a form that stands at a question.
func begin(t *testing.T, linkID string, change ...func(*FormParams)) (*Form, *fake, *keyboard) {
	t.Helper()
	s := newFake()
	if prev := s.form.Definition.Previous(linkID, s.form.Answers); prev != "" {
		fill(s, prev)
	}
	s.form.Place.LinkID = linkID
	f, win := openForm(t, s, change...)
	if f.at != linkID {
		t.Fatalf("opened at %s, not %s", f.at, linkID)
	}
	return f, s, &keyboard{win: win}
}

func wantAt(t *testing.T, f *Form, linkID string) {
	t.Helper()
	if f.at != linkID {
		t.Fatalf("stands at %q, want %q (message: %s)", f.at, linkID, f.message.text)
	}
}

func wantStored(t *testing.T, s *fake, linkID string, v form.Value) {
	t.Helper()
	if got := s.form.Answers[linkID]; got != v {
		t.Errorf("%s: stored %v, want %v", linkID, got, v)
	}
}

// A whole questionnaire is typed on the numeric pad alone, one key for each coded answer.
func TestWholeFormByNumericPad(t *testing.T) {
	s := newFake()
	f, win := openForm(t, s)
	k := &keyboard{win: win}
	want := form.Answers{}
	strokes := 0
	for f.at != "" {
		it := f.item()
		switch {
		case it.Type == form.Choice:
			code := it.Options[len(it.Options)-1].Code // the last: opens the conditional questions
			want[it.LinkID] = form.Code(code)
			k.runes(code)
			strokes++
		case it.Numeric():
			typed := strings.ReplaceAll(numbers[it.LinkID], ",", ".")
			want[it.LinkID] = form.Num(form.MustNumber(typed))
			k.runes(typed)
			k.press(fyne.KeyEnter)
		default:
			k.press(fyne.KeyEnter) // an empty note is left by Enter
		}
		if f.at == it.LinkID {
			t.Fatalf("stuck at %s: %s", it.LinkID, f.message.text)
		}
	}
	if !maps.Equal(s.form.Answers, want) {
		t.Errorf("stored %v\nwant   %v", s.form.Answers, want)
	}
	if len(want) != len(s.form.Definition.Items)-1 {
		t.Errorf("answered %d of %d questions", len(want), len(s.form.Definition.Items))
	}
	if len(s.saves) != len(want) {
		t.Errorf("%d writes for %d answers", len(s.saves), len(want))
	}
	completed := false
	f.p.OnCompleted = func() { completed = true }
	k.press(fyne.KeyEnter)
	if s.form.Status != form.Complete || !completed || !f.locked() {
		t.Fatal("Enter at the end did not lock the form")
	}
	toStar := false
	f.p.OnStar = func() { toStar = true }
	k.press(fyne.KeyEnter)
	if !toStar {
		t.Error("Enter on a locked form does not go to the star")
	}
}

// No press reaches the next question: a held key's repeats do nothing.
func TestHeldKeyAnswersOnce(t *testing.T) {
	f, s, k := begin(t, "health.general")
	k.hold("2", '2', 25)
	wantAt(t, f, "health.stress")
	wantStored(t, s, "health.stress", form.Value{})
	k.hold(fyne.KeyReturn, 0, 25)
	wantAt(t, f, "health.sleep")
	k.hold(fyne.KeyDown, 0, 25)
	wantAt(t, f, "health.confidant")
	k.hold(fyne.KeyUp, 0, 25)
	wantAt(t, f, "health.sleep")
	k.runes("1")
	wantAt(t, f, "health.confidant")

	// Nor does it fall into a number or past a text.
	f, _, k = begin(t, "change.diet")
	k.hold("2", '2', 25)
	wantAt(t, f, "m.height")
	if got := f.field.String(); got != "" {
		t.Errorf("the held digit fell into the height: %s", got)
	}
	f, s, k = begin(t, "m.hba1c")
	k.runes("35")
	k.hold(fyne.KeyEnter, 0, 25)
	wantAt(t, f, "note")
	if s.form.Status == form.Complete {
		t.Error("a held Enter locked the form")
	}
}

// A key held down while the page opens is no answer.
func TestHeldKeyFromElsewhere(t *testing.T) {
	f, _, k := begin(t, "health.general")
	k.focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	wantAt(t, f, "health.general")
	k.focused().TypedKey(&fyne.KeyEvent{Name: "3"})
	k.focused().TypedRune('3')
	wantAt(t, f, "health.general")
}

// Typing fast, the next key goes down before the last is up.
func TestRollover(t *testing.T) {
	f, s, k := begin(t, "health.general")
	key := func(n fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: n} }
	b := k.focused().(desktop.Keyable)
	b.KeyDown(key("1"))
	b.TypedKey(key("1"))
	b.TypedRune('1')
	b.KeyDown(key("2"))
	b.TypedKey(key("2"))
	b.TypedRune('2')
	b.KeyUp(key("1"))
	b.KeyUp(key("2"))
	wantAt(t, f, "health.sleep")
	wantStored(t, s, "health.general", form.Code("1"))
	wantStored(t, s, "health.stress", form.Code("2"))
}

func TestD19MissingKeys(t *testing.T) {
	f, s, k := begin(t, "health.general")
	k.runes("-*")
	wantStored(t, s, "health.general", form.None(form.Unanswered))
	wantStored(t, s, "health.stress", form.None(form.Declined))
	k.runes("/")
	wantAt(t, f, "health.sleep") // not measured is for measurements
	wantStored(t, s, "health.sleep", form.Value{})

	f, s, k = begin(t, "m.height")
	k.runes("/*-")
	wantStored(t, s, "m.height", form.None(form.Unmeasured))
	wantStored(t, s, "m.weight", form.None(form.Declined))
	wantStored(t, s, "m.waist", form.None(form.Unanswered))
	k.runes("9-*/")
	wantAt(t, f, "m.hip")
	if f.field.String() != "9" {
		t.Errorf("a missing key after a digit typed itself: %s", f.field.String())
	}
	wantStored(t, s, "m.hip", form.Value{})
}

func TestD19SlashFromUpperToLowerPressure(t *testing.T) {
	f, s, k := begin(t, "m.sbp")
	k.runes("128/82")
	k.press(fyne.KeyEnter)
	wantStored(t, s, "m.sbp", form.Num(form.MustNumber("128")))
	wantStored(t, s, "m.dbp", form.Num(form.MustNumber("82")))
	wantAt(t, f, "m.chol")
}

func TestPlusGoesBack(t *testing.T) {
	f, s, k := begin(t, "health.stress")
	k.runes("+")
	wantAt(t, f, "health.general")
	k.press(fyne.KeyUp)
	wantAt(t, f, "her.diabetes")
	k.press(fyne.KeyTab)
	k.shiftTab()
	wantAt(t, f, "her.diabetes")
	f.goTo("m.weight")
	k.runes("+")
	wantAt(t, f, "m.height")
	k.runes("17+")
	wantAt(t, f, "m.height") // in a number that is begun + is no key
	k.press(fyne.KeyBackspace, fyne.KeyBackspace)
	k.runes("+")
	wantAt(t, f, "change.diet")
	if len(s.saves) != 0 {
		t.Errorf("going back stored %v", s.saves)
	}
}

func TestD20ArrowsMarkAndEnterStores(t *testing.T) {
	f, s, k := begin(t, "health.general")
	k.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft)
	if f.mark != 1 || len(s.saves) != 0 {
		t.Fatalf("mark %d, stored %v", f.mark, s.saves)
	}
	k.press(fyne.KeyDown)
	wantAt(t, f, "health.stress")
	if f.mark != -1 || len(s.saves) != 0 {
		t.Error("Down did not drop the mark")
	}
	k.press(fyne.KeyEnter)
	wantAt(t, f, "health.sleep") // without a mark Enter goes on and stores nothing
	k.press(fyne.KeyRight, fyne.KeyReturn)
	wantStored(t, s, "health.sleep", form.Code("1"))
	k.press(fyne.KeyUp, fyne.KeyRight)
	if f.mark != 1 {
		t.Errorf("the mark begins at %d, not beside the stored answer", f.mark)
	}
	k.press(fyne.KeyTab)
	wantStored(t, s, "health.sleep", form.Code("1"))
}

func TestD18RangeIsAskedOnce(t *testing.T) {
	f, s, k := begin(t, "m.weight")
	k.runes("310")
	k.press(fyne.KeyEnter)
	wantAt(t, f, "m.weight")
	if f.message.kind != widget.BandWarn || len(s.saves) != 0 {
		t.Fatalf("not asked: %v", f.message)
	}
	k.press(fyne.KeyEnter)
	wantAt(t, f, "m.waist")
	wantStored(t, s, "m.weight", form.Num(form.MustNumber("310")))
	it, _ := f.def.Item("m.weight")
	if f.measure(it).State != widget.MeasureUnusual {
		t.Error("the kept value has no mark")
	}

	f, s, k = begin(t, "m.weight")
	k.runes("310")
	k.press(fyne.KeyEnter, fyne.KeyBackspace)
	k.runes("5")
	k.press(fyne.KeyEnter)
	wantAt(t, f, "m.weight") // another value is asked anew
	for _, absurd := range []string{"0", "0,0", "14", "601"} {
		f.field.clear()
		k.runes(absurd)
		k.press(fyne.KeyEnter, fyne.KeyEnter, fyne.KeyEnter)
		wantAt(t, f, "m.weight")
		if f.message.kind != widget.BandFault {
			t.Errorf("%s is not refused: %v", absurd, f.message)
		}
	}
	if len(s.saves) != 0 {
		t.Errorf("stored %v", s.saves)
	}
}

func TestNumberIsSelectedOnArrival(t *testing.T) {
	f, s, k := begin(t, "m.weight")
	k.press(fyne.KeyUp)
	k.runes("165")
	k.press(fyne.KeyTab)
	wantStored(t, s, "m.height", form.Num(form.MustNumber("165"))) // replaced, not 171165
	k.press(fyne.KeyUp)
	k.press(fyne.KeyEnter)
	wantAt(t, f, "m.weight")
	if len(s.saves) != 1 {
		t.Error("an unchanged number was written again")
	}
	k.runes("80.1")
	k.press(fyne.KeyDown)
	wantStored(t, s, "m.weight", form.Num(form.MustNumber("80.1")))
}

func TestConditionalQuestions(t *testing.T) {
	f, s, k := begin(t, "tobacco.smoking")
	k.runes("5")
	wantAt(t, f, "tobacco.cigarettes")
	k.runes("12")
	k.press(fyne.KeyEnter)
	wantAt(t, f, "tobacco.snus")
	f.goTo("tobacco.smoking")
	k.runes("1")
	wantAt(t, f, "tobacco.snus")
	wantStored(t, s, "tobacco.cigarettes", form.Value{}) // gone with its question
	k.ctrl(fyne.KeyZ)
	wantAt(t, f, "tobacco.smoking")
	wantStored(t, s, "tobacco.smoking", form.Code("5"))
	wantStored(t, s, "tobacco.cigarettes", form.Num(form.MustNumber("12"))) // and back with it
}

func TestUndo(t *testing.T) {
	f, s, k := begin(t, "health.general")
	k.runes("12")
	k.ctrl(fyne.KeyZ)
	wantAt(t, f, "health.stress")
	wantStored(t, s, "health.stress", form.Value{})
	k.ctrl(fyne.KeyZ)
	wantAt(t, f, "health.general")
	wantStored(t, s, "health.general", form.Value{})
	k.ctrl(fyne.KeyZ)
	wantAt(t, f, "health.general")
	wantStored(t, s, "her.diabetes", form.Code("2")) // typed before this sitting
}

func TestQ6NextUnansweredAndCompleting(t *testing.T) {
	s := newFake()
	fill(s, "note")
	delete(s.form.Answers, "health.sleep")
	delete(s.form.Answers, "m.tg")
	f, win := openForm(t, s)
	k := &keyboard{win: win}
	wantAt(t, f, "health.sleep")
	k.ctrl(fyne.KeyJ)
	wantAt(t, f, "m.tg")
	k.ctrl(fyne.KeyJ)
	wantAt(t, f, "health.sleep")
	f.completeTapped()
	wantAt(t, f, "")
	if s.form.Status == form.Complete {
		t.Fatal("locked with a mandatory question open")
	}
	if its := f.blockers(); len(its) != 1 || its[0].LinkID != "health.sleep" {
		t.Errorf("says that %v is missing", its)
	}
	k.press(fyne.KeyEnter)
	wantAt(t, f, "health.sleep")
	k.runes("-")
	f.goTo("")
	k.press(fyne.KeyEnter)
	if s.form.Status != form.Complete {
		t.Error("ej besvarad does not satisfy a mandatory question")
	}
}

func TestHalfTypedNumberBlocksCompleting(t *testing.T) {
	s := newFake()
	fill(s, "note")
	f, win := openForm(t, s)
	k := &keyboard{win: win}
	f.goTo("m.tg")
	k.runes("1,")
	f.goTo("")
	k.press(fyne.KeyEnter)
	wantAt(t, f, "m.tg")
	if s.form.Status == form.Complete {
		t.Error("locked with something half typed")
	}
}

func TestQ17LockedFormIsCorrectedWithReason(t *testing.T) {
	s := newFake()
	fill(s, "note")
	if err := s.CompleteForm(t.Context(), "P1"); err != nil {
		t.Fatal(err)
	}
	var d *widget.Dialog
	f, win := openForm(t, s, func(p *FormParams) { p.Dialog = func(shown *widget.Dialog) { d = shown; d.Show(canvasOf(d.Body)) } })
	k := &keyboard{win: win}
	wantAt(t, f, "")
	f.goTo("activity.sitting")
	k.runes("5")
	wantAt(t, f, "activity.sitting")
	wantStored(t, s, "activity.sitting", form.Code("2"))
	k.runes("r5")
	if d == nil || !strings.Contains(d.Text, "1–3 timmar") || !strings.Contains(d.Text, "10–12 timmar") {
		t.Fatalf("the dialog does not show both answers: %+v", d)
	}
	d.Confirm()
	wantStored(t, s, "activity.sitting", form.Code("2")) // no reason, no correction
	if !d.Open() {
		t.Fatal("the dialog closed without a reason")
	}
	d.Body.(*widget.Field).SetText("Läste fel rad")
	d.Confirm()
	wantStored(t, s, "activity.sitting", form.Code("5"))
	if lines := f.corrections(); len(lines) != 1 || !strings.Contains(lines[0], "1–3 timmar") || !strings.Contains(lines[0], "Läste fel rad") {
		t.Errorf("the correction reads %v", lines)
	}
	k.runes("r4")
	d.Cancel()
	wantStored(t, s, "activity.sitting", form.Code("5"))
}

func TestNoteToAQuestion(t *testing.T) {
	f, s, k := begin(t, "health.general")
	k.ctrl(fyne.KeyReturn)
	k.runes("Sa först 3")
	wantAt(t, f, "health.general")
	k.ctrl(fyne.KeyReturn)
	if s.form.Notes["health.general"] != "Sa först 3" || len(s.saves) != 0 {
		t.Fatalf("notes %v, answers %v", s.form.Notes, s.saves)
	}
	k.runes("2")
	wantAt(t, f, "health.stress")
}

func TestNumLockOffIsTold(t *testing.T) {
	f, s, k := begin(t, "health.general")
	k.press("7") // a digit key that gives no digit
	wantAt(t, f, "health.general")
	if !strings.Contains(f.message.text, "Num Lock") || len(s.saves) != 0 {
		t.Errorf("says %q", f.message.text)
	}
}

func TestWrongDigitIsTold(t *testing.T) {
	f, s, k := begin(t, "dx.cvd")
	k.runes("4")
	wantAt(t, f, "dx.cvd")
	if f.message.kind != widget.BandInfo || len(s.saves) != 0 {
		t.Errorf("message %v, stored %v", f.message, s.saves)
	}
}

func TestLanguages(t *testing.T) {
	f, _, k := begin(t, "m.weight")
	k.runes("80,1")
	k.press(fyne.KeyEnter)
	f.SetLang(say.English)
	f.goTo("m.weight")
	if f.field.String() != "80.1" {
		t.Errorf("in English the weight reads %s", f.field.String())
	}
}

func TestResultsNeverFromPartialAnswers(t *testing.T) {
	f, _, k := begin(t, "m.height")
	line := func() result {
		for _, r := range f.resultLines() {
			if r.name == "BMI" {
				return r
			}
		}
		return result{}
	}
	k.runes("171")
	k.press(fyne.KeyEnter)
	if r := line(); r.done || r.right != "väntar" || r.detail != "vikt kvar" {
		t.Errorf("with the height alone: %+v", r)
	}
	k.runes("*")
	if r := line(); r.done || r.right != "kan inte räknas" {
		t.Errorf("with the weight declined: %+v", r)
	}
	f.goTo("m.weight")
	k.runes("80,1")
	k.press(fyne.KeyEnter)
	if r := line(); !r.done || r.right != "27,4" {
		t.Errorf("with both: %+v", r)
	}
}

// BenchmarkNextQuestion measures from the key press to the next question laid out and
// ready to be drawn; the budget is 50 ms.
func BenchmarkNextQuestion(b *testing.B) {
	s := newFake()
	fill(s, "her.diabetes")
	f, win := openForm(b, s)
	k := &keyboard{win: win}
	b.ResetTimer()
	for range b.N {
		f.at = "health.general"
		k.runes("2")
		if f.at != "health.stress" {
			b.Fatal(f.at)
		}
		delete(s.form.Answers, "health.general")
		delete(f.rec.Answers, "health.general")
	}
}
