package visit

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

func clipboardText() string { return fyne.CurrentApp().Clipboard().Content() }

// Q18: with consent every line is typed and ticked by Enter, the progress is kept, and the
// end asks where and how it was documented.
func TestQ18TypedLineByLineAndRecorded(t *testing.T) {
	w := beginWorld(t, false)
	w.log(journey.Consented, journey.Details{Answer: journey.Yes, How: "visit"})
	w.log(journey.InfoGiven, journey.Details{})
	w.open(say.Swedish, 1280, 720, shell.ToStar{ID: w.id})
	w.write("d")
	p, ok := w.sh.Page().(*Record)
	if !ok {
		t.Fatalf("D leads to %T", w.sh.Page())
	}
	for range 3 {
		w.press(fyne.KeyReturn)
	}
	typed, all := p.progress()
	if typed != 3 {
		t.Fatalf("%d lines after three Enter", typed)
	}
	w.press(fyne.KeyUp, fyne.KeyBackspace)
	if typed, _ = p.progress(); typed != 2 {
		t.Errorf("%d lines after Backspace", typed)
	}
	uitest.Look(t, w.win, "record-begun")
	w.press(fyne.KeyEscape)
	w.write("d") // another time: one goes on where it was left
	p = w.sh.Page().(*Record)
	if typed, _ = p.progress(); typed != 2 || p.ticked(p.lines.Selected()) {
		t.Errorf("%d lines after coming back", typed)
	}
	for range all - 2 {
		w.press(fyne.KeyReturn)
	}
	if typed, _ = p.progress(); typed != all {
		t.Fatalf("%d of %d", typed, all)
	}
	uitest.Look(t, w.win, "record-ask")
	w.press(fyne.KeyReturn) // assisted entry
	if !p.inCl24() || p.transcript.Documented[0].Way != journey.WayAssisted {
		t.Errorf("documented %+v", p.transcript.Documented)
	}
	if !w.shows("Dokumenterat i Clinic24 10 mars 2026, assisterat") {
		t.Error("the page does not say so")
	}
	w.now = w.now.Add(time.Hour)
	w.must(w.AmendForm(w.ctx, w.id, form.Answers{"m.height": form.Number(172)}, "läste fel"))
	p.Resume()
	if typed, _ = p.progress(); typed != all-1 || !w.shows("Ändrad efter inskrivningen") {
		t.Error("an amended line keeps its tick (Q17)")
	}
	w.write("2")
	if !w.shows("Svar har rättats efter att besöket dokumenterades") || !strings.Contains(p.text, "läste fel") {
		t.Error("D8: the text for PMO does not offer the correction")
	}
}

// Q20: a measurement without a value is typed as 0, marked why; nothing else is.
func TestQ20ZerosAreMarked(t *testing.T) {
	w := beginWorld(t, false)
	w.log(journey.Consented, journey.Details{Answer: journey.Yes})
	w.open(say.Swedish, 1280, 720, shell.ToRecord{ID: w.id})
	p := w.sh.Page().(*Record)
	zeros := 0
	for i, r := range p.rows {
		if r.head != "" {
			continue
		}
		p.lines.Select(i)
		p.typing.Refresh()
		if (r.line.Kind == form.LineZero) != w.shows("går inget att hoppa över") {
			t.Errorf("%s (%s) is marked wrongly", r.line.LinkID, r.line.Kind)
		}
		if r.line.Kind == form.LineZero {
			zeros++
			if zeros == 1 {
				uitest.Look(t, w.win, "record-zero")
			}
		}
	}
	if zeros != 3 {
		t.Errorf("%d zeros, want those of waist, LDL and HbA1c", zeros)
	}
}

// Q19: without consent nothing can be typed, the reason stands there, consent can be
// asked for, and the text for PMO is ready to copy.
func TestQ19BlockedWithoutConsent(t *testing.T) {
	w := beginWorld(t, false)
	w.open(say.Swedish, 1280, 720, shell.ToRecord{ID: w.id})
	p := w.sh.Page().(*Record)
	if !w.shows("Inget får skrivas in i Clinic24") || len(p.rows) != 0 {
		t.Fatalf("shows %v", uitest.Texts(w.win))
	}
	uitest.Look(t, w.win, "record-blocked")
	w.write("2c")
	if clipboardText() != p.text || p.text == "" || !w.sh.Copied(p.text) {
		t.Errorf("the clipboard has %q", clipboardText())
	}
	uitest.Look(t, w.win, "record-pmo")
	w.write("1c") // consent, with the information of Q18
	if !w.shows("digital") {
		t.Error("the information about digital messages is not shown")
	}
	uitest.Look(t, w.win, "record-consent")
	w.press(fyne.KeyReturn)
	if p.transcript.Consent != journey.Yes || p.transcript.Informed.IsZero() || len(p.rows) == 0 {
		t.Errorf("consent %q, informed %v", p.transcript.Consent, p.transcript.Informed)
	}
}

func TestQ19NoMeansPMOAlone(t *testing.T) {
	w := beginWorld(t, false)
	w.log(journey.Consented, journey.Details{Answer: journey.No})
	w.open(say.Swedish, 1280, 720, shell.ToRecord{ID: w.id})
	p := w.sh.Page().(*Record)
	if !p.pmoShown {
		t.Error("the page does not begin with PMO")
	}
	w.write("d")
	uitest.Look(t, w.win, "record-document-no")
	w.press(fyne.KeyReturn)
	if len(p.pmo.Documented) != 1 || p.pmo.Documented[0].Where != journey.WherePMO {
		t.Errorf("documented %+v", p.pmo.Documented)
	}
}

// The text has what is chosen and no more, and what is shown is what is copied.
func TestQ19TextForPMOHasOnlyWhatIsChosen(t *testing.T) {
	w := beginWorld(t, false)
	w.open(say.Swedish, 1280, 720, shell.ToRecord{ID: w.id, Where: journey.WherePMO})
	p := w.sh.Page().(*Record)
	if strings.Contains(p.text, "Midjemått: 0") || !strings.Contains(p.text, "Midjemått: avstår") {
		t.Errorf("Q20: %s", p.text)
	}
	for i, f := range p.offered() {
		if f.ID == "measures" {
			p.fields.Select(i)
		}
	}
	w.press(fyne.KeySpace)
	w.write("C")
	if strings.Contains(clipboardText(), "Längd") || strings.Contains(clipboardText(), "Mätvärden") || clipboardText() != p.text {
		t.Errorf("copied %q", clipboardText())
	}
	var shown []string
	for _, l := range p.previewLines() {
		shown = append(shown, strings.Fields(l)...)
	}
	if strings.Join(shown, " ") != strings.Join(strings.Fields(p.text), " ") {
		t.Error("what is shown is not what is copied")
	}
	w.write("r")
	w.win.Canvas().Focused().(interface{ TypedShortcut(fyne.Shortcut) }).TypedShortcut(&fyne.ShortcutSelectAll{})
	w.write("Mål: {mål} {fel}")
	uitest.Menu(w.win, w.sh.T("ui.menu.main"))
	if !w.shows("Rad 1") {
		t.Error("a fault of the template does not name its line")
	}
	uitest.Look(t, w.win, "record-template")
	w.win.Canvas().Focused().(interface{ TypedShortcut(fyne.Shortcut) }).TypedShortcut(&fyne.ShortcutSelectAll{})
	w.write("Hälsosamtal {datum}")
	uitest.Menu(w.win, w.sh.T("ui.menu.main"))
	if p.text != "Hälsosamtal 2026-03-10" || w.sh.Copied(p.text) {
		t.Errorf("the new template gives %q", p.text)
	}
}

// Q24: a protected participant's visit is typed by assisted entry only.
func TestQ24ProtectedByAssistedEntryOnly(t *testing.T) {
	w := beginWorld(t, true)
	w.log(journey.Consented, journey.Details{Answer: journey.Yes})
	w.log(journey.InfoGiven, journey.Details{})
	w.open(say.Swedish, 1280, 720, shell.ToRecord{ID: w.id, Reason: w.reason})
	p := w.sh.Page().(*Record)
	if w.shows("Sjödahl") || !w.shows("skriv in åt deltagaren (assisterat)") {
		t.Errorf("shows %v", uitest.Texts(w.win))
	}
	w.write("d")
	w.press(fyne.KeyDown, fyne.KeyReturn) // standalone
	if p.Resume(); p.inCl24() {
		t.Fatal("a standalone form is recorded for a protected participant")
	}
	uitest.Look(t, w.win, "record-protected")
	w.press(fyne.KeyUp, fyne.KeyReturn)
	if !p.inCl24() {
		t.Error("assisted entry is refused")
	}
}

func TestRecordHasRoom(t *testing.T) {
	for _, sc := range []struct {
		name string
		lang say.Lang
		w, h float32
	}{{"record", say.Swedish, 1280, 720}, {"record-150", say.Swedish, 853, 480}, {"record-en", say.English, 1280, 720}} {
		w := beginWorld(t, false)
		w.log(journey.Consented, journey.Details{Answer: journey.Yes})
		w.open(sc.lang, sc.w, sc.h, shell.ToRecord{ID: w.id})
		uitest.Look(t, w.win, sc.name)
		w.write("2")
		uitest.Look(t, w.win, sc.name+"-pmo")
	}
}

// The text for PMO does not lie on the clipboard for the next one at the computer: it goes
// when the window is locked or closed. What was copied elsewhere since stays.
func TestS19TheCopiedTextGoesWithTheLock(t *testing.T) {
	w := beginWorld(t, false)
	w.open(say.Swedish, 1280, 720, shell.ToRecord{ID: w.id})
	w.write("2c")
	p := w.sh.Page().(*Record)
	if clipboardText() != p.text || p.text == "" {
		t.Fatalf("the clipboard has %q", clipboardText())
	}
	w.sh.Uncopy()
	p.Suspend()
	if clipboardText() != "" || w.shows("Kopierat, precis som det står") {
		t.Errorf("locked, the clipboard has %q", clipboardText())
	}
	w.write("c")
	fyne.CurrentApp().Clipboard().SetContent("annat")
	w.sh.Close()
	if clipboardText() != "annat" {
		t.Error("what was copied elsewhere is gone")
	}
}
