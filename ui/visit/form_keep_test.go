package visit

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/form"
	"fyrtio/core/say"
)

// What is typed is kept: over locks and pauses, failed writes and slow ones.

func TestS19DraftSurvivesLock(t *testing.T) {
	f, s, k := begin(t, "m.weight")
	k.runes("8")
	f.Suspend()
	if s.form.Place.LinkID != "m.weight" || s.form.Place.Drafts["m.weight"] != "8" {
		t.Fatalf("kept %v", s.form.Place)
	}
	f, win := openForm(t, s)
	k = &keyboard{win: win}
	wantAt(t, f, "m.weight")
	if f.field.String() != "8" || f.field.all {
		t.Fatalf("the field holds %q", f.field.String())
	}
	k.runes("2,5")
	k.press(fyne.KeyEnter)
	wantStored(t, s, "m.weight", form.Num(form.MustNumber("82.5")))
	if len(s.form.Place.Drafts) != 0 {
		t.Errorf("the draft stays: %v", s.form.Place.Drafts)
	}
}

func TestS19NoteSurvivesLock(t *testing.T) {
	f, s, k := begin(t, "note")
	k.runes("Ring")
	k.hold(fyne.KeyReturn, 0, 1)
	k.runes("om")
	wantAt(t, f, "note") // Enter edits
	f.Suspend()
	f, win := openForm(t, s)
	k = &keyboard{win: win}
	if f.long.Text != "Ring\nom" {
		t.Fatalf("the note holds %q", f.long.Text)
	}
	k.press(fyne.KeyTab)
	wantAt(t, f, "")
	wantStored(t, s, "note", form.Text("Ring\nom"))
}

func TestPauseAndResume(t *testing.T) {
	paused := false
	_, s, k := begin(t, "health.general", func(p *FormParams) { p.OnPause = func() { paused = true } })
	k.runes("1")
	k.press(fyne.KeyRight, fyne.KeyEscape)
	if !paused || s.form.Place.LinkID != "health.stress" {
		t.Fatalf("paused %t at %v", paused, s.form.Place)
	}
	wantStored(t, s, "health.stress", form.Value{})
	f, _ := openForm(t, s)
	wantAt(t, f, "health.stress")
	if f.mark != -1 {
		t.Error("an option is marked on arrival")
	}
}

func TestS1FailedWriteStays(t *testing.T) {
	f, s, k := begin(t, "health.general")
	s.fail = errDisk
	k.runes("3")
	wantAt(t, f, "health.general")
	if f.trouble == "" || f.unsaved["health.general"] != form.Code("3") {
		t.Fatal("the failed answer is not kept and told")
	}
	k.press(fyne.KeyDown)
	wantAt(t, f, "health.stress")
	if f.trouble == "" {
		t.Error("the band does not stay")
	}
	s.fail = nil
	k.runes("2")
	wantStored(t, s, "health.stress", form.Code("2"))
	wantStored(t, s, "health.general", form.Code("3")) // written as soon as writing works
	if f.trouble != "" {
		t.Error("the band stays after all is saved")
	}

	f, s, k = begin(t, "m.weight")
	s.fail = errDisk
	k.runes("82,5")
	k.press(fyne.KeyEnter)
	wantAt(t, f, "m.weight")
	s.fail = nil
	k.press(fyne.KeyEnter)
	wantStored(t, s, "m.weight", form.Num(form.MustNumber("82.5")))
	wantAt(t, f, "m.waist")
}

// While a slow write is under way the page says so, and keys wait for it in order.
func TestS1SlowWriteKeepsOrder(t *testing.T) {
	done := make(chan func(), 10)
	f, s, k := begin(t, "health.general", func(p *FormParams) { p.Do = func(do func()) { done <- do } })
	s.gate = make(chan struct{})
	f.saver.slow = func() <-chan time.Time {
		if s.gate == nil {
			return nil
		}
		now := make(chan time.Time, 1)
		now <- time.Time{}
		return now
	}
	k.runes("123")
	wantAt(t, f, "health.general")
	if words, _, _ := f.saved(); words != say.In(say.Swedish, say.T("visit.saving")) {
		t.Errorf("the header says %q", words)
	}
	for range 3 {
		s.gate <- struct{}{}
		(<-done)()
	}
	for id, code := range map[string]string{"health.general": "1", "health.stress": "2", "health.sleep": "3"} {
		wantStored(t, s, id, form.Code(code))
	}
	wantAt(t, f, "health.confidant")
}

// What is typed during a slow write lands where it was meant, also in a text that only
// comes up when the write has ended.
func TestS1SlowWriteKeepsTexts(t *testing.T) {
	done := make(chan func(), 10)
	f, s, k := begin(t, "m.hba1c", func(p *FormParams) { p.Do = func(do func()) { done <- do } })
	s.gate = make(chan struct{})
	f.saver.slow = func() <-chan time.Time {
		now := make(chan time.Time, 1)
		now <- time.Time{}
		return now
	}
	k.runes("40")
	k.press(fyne.KeyReturn)
	k.runes("ringer i maj")
	k.press(fyne.KeyTab)
	for range 2 {
		s.gate <- struct{}{}
		(<-done)()
	}
	wantStored(t, s, "note", form.Text("ringer i maj"))
	wantAt(t, f, "")

	// Keys that come while the text itself is written belong to what follows it.
	f.show("note")
	k.runes("!")
	k.press(fyne.KeyTab)
	k.runes("x")
	s.gate <- struct{}{}
	(<-done)()
	wantStored(t, s, "note", form.Text("ringer i maj!"))
}
