package visit_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/theme"
	"fyrtio/ui/uitest"
	"fyrtio/ui/visit"
)

// BenchmarkKeyToNextItem measures from the key press until the next item has the
// keyboard, in a window that is drawn in software: the answer is on an encrypted disk,
// indexes and star are computed, every part of the page is laid out anew. The budget is
// 50 ms for 99 of 100. drawn-ms is until the whole window has been drawn besides, every
// pixel anew, which a real window does less often than keys come.
func BenchmarkKeyToNextItem(b *testing.B) {
	s := uitest.Store(b, data.Standing(day.New(2026, 3, 10)))
	const many = 40
	list := "Personnummer;Efternamn;Förnamn;Adress;Postnr;Ort\n"
	for i, n := range uitest.Numbers(b, 1986, many) {
		list += fmt.Sprintf("%s;Ek%02d;Anna;Björkstigen 5;999 63;Östanå\n", n, i)
	}
	if _, err := s.Import(b.Context(), data.ImportParams{Name: "lista.csv", Data: []byte(list), Cohort: 2026}); err != nil {
		b.Fatal(err)
	}
	rows, err := s.Participants(b.Context(), data.Filter{})
	if err != nil {
		b.Fatal(err)
	}
	var took, drawn []time.Duration
	for n := 0; b.Loop(); n++ {
		focus, all := typeChoices(b, s, rows.Rows[n%many].Participant)
		took, drawn = append(took, focus...), append(drawn, all...)
	}
	at := func(list []time.Duration, part float64) float64 {
		slices.Sort(list)
		return float64(list[int(part*float64(len(list)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(at(took, 0.5), "median-ms")
	b.ReportMetric(at(took, 0.99), "p99-ms")
	b.ReportMetric(at(drawn, 0.5), "drawn-ms")
	b.ReportMetric(float64(len(took)), "keys")
	b.ReportMetric(0, "ns/op")
}

// typeChoices types a form and gives how long each coded answer took.
func typeChoices(b *testing.B, s *data.Store, participant string) (focus, drawn []time.Duration) {
	a := test.NewApp()
	a.Settings().SetTheme(theme.Theme{})
	f, err := visit.NewForm(visit.FormParams{Store: s, Participant: participant, Lang: say.Swedish, Do: func(do func()) { do() }})
	if err != nil {
		b.Fatal(err)
	}
	w := a.NewWindow("")
	defer w.Close()
	w.SetPadded(false)
	w.SetContent(f.Content())
	w.Resize(fyne.NewSize(1224, 656))
	f.Focus()
	press := func(key rune) {
		on := w.Canvas().Focused()
		ev := &fyne.KeyEvent{Name: fyne.KeyName(string(key))}
		on.(desktop.Keyable).KeyDown(ev)
		on.TypedKey(ev)
		on.TypedRune(key)
		if d, ok := w.Canvas().Focused().(desktop.Keyable); ok {
			d.KeyUp(ev)
		}
	}
	press('1') // the source
	d, answers := form.Shipped(), form.Answers{}
	for id := d.First(answers); id != ""; id = d.Next(id, answers) {
		it, _ := d.Item(id)
		if it.Type != form.Choice {
			break // the measurements are typed with many keys
		}
		code := it.Options[0].Code
		answers[id] = form.Code(code)
		begun := time.Now()
		press([]rune(code)[0])
		focus = append(focus, time.Since(begun))
		w.Canvas().Capture()
		drawn = append(drawn, time.Since(begun))
	}
	rec, err := s.OpenForm(b.Context(), participant)
	if err != nil || len(rec.Answers) < len(answers) {
		b.Fatalf("%d of %d answers are stored: %v", len(rec.Answers), len(answers), err)
	}
	return focus, drawn
}
