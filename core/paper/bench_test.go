package paper

import (
	"fmt"
	"io"
	"runtime"
	"testing"

	"github.com/jung-kurt/gofpdf"

	"fyrtio/assets"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// manyLetters makes a run of one-page invitations to invented people.
func manyLetters(tb testing.TB, n int) LetterRun {
	run := LetterRun{Clinic: testClinic, Date: testDate}
	fields := testMerge().Fields(Swedish)
	given := []string{"Elin", "Youssef", "Mirja", "Åsa", "Karl"}
	for i := range n {
		l := testLetter(tb, journey.TemplateInvitation, Swedish)
		l.Number = fmt.Sprintf("26-%05d", i+1)
		l.Given, l.Family = given[i%len(given)], fmt.Sprintf("Sundkvist %d", i%97)
		l.Address.Street = fmt.Sprintf("Tallbacksvägen %d", i%200+1)
		l.Fields = fields
		run.Letters = append(run.Letters, l)
	}
	return run
}

// heap gives the memory in use, sampled while f runs.
func heap(f func(sample func())) uint64 {
	var most uint64
	sample := func() {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapInuse+m.StackInuse)
	}
	runtime.GC()
	f(sample)
	sample()
	return most
}

func benchmarkLetters(b *testing.B, n int) {
	run := manyLetters(b, n)
	b.ResetTimer()
	var most uint64
	for range b.N {
		m := heap(func(sample func()) {
			for rest := run.Letters; len(rest) > 0; {
				part := run
				part.Letters = rest[:min(len(rest), MaxLetters)]
				rest = rest[len(part.Letters):]
				sheets, err := Letters(io.Discard, part)
				if err != nil || sheets.Pages != len(part.Letters) {
					b.Fatal(sheets.Pages, err)
				}
				sample()
			}
		})
		most = max(most, m)
	}
	b.ReportMetric(float64(most)/1e6, "MB-heap")
}

func BenchmarkLetters1000(b *testing.B)  { benchmarkLetters(b, 1000) }
func BenchmarkLetters10000(b *testing.B) { benchmarkLetters(b, 10000) }

// benchmarkBare is the PDF library alone with as many pages and as much text.
func benchmarkBare(b *testing.B, n int) {
	o, p := NewChecker(manyLetters(b, 1)).prepare(testLetter(b, journey.TemplateInvitation, Swedish))
	if len(p.list) > 0 {
		b.Log(p.list)
	}
	text, err := FrozenText(LetterRun{Clinic: testClinic, Date: testDate}, o.letter)
	if err != nil {
		b.Fatal(err)
	}
	lines := wrapText(mustClean(text), plain(11), 122)
	files := [2][]byte{}
	for i, name := range []string{"Regular", "Bold"} {
		files[i], _ = assets.Fonts.ReadFile("fonts/NotoSans-" + name + ".ttf")
	}
	b.ResetTimer()
	var most uint64
	for range b.N {
		most = max(most, heap(func(sample func()) {
			pdf := gofpdf.New("P", "mm", "A4", "")
			pdf.AddUTF8FontFromBytes("noto", "", files[0])
			pdf.AddUTF8FontFromBytes("noto", "B", files[1])
			for range n {
				pdf.AddPage()
				pdf.SetFont("noto", "B", 19)
				pdf.Text(25, 92, o.title[0])
				pdf.SetFont("noto", "", 11)
				for i, line := range lines {
					pdf.Text(25, 100+5.5*float64(i), line)
				}
			}
			if err := pdf.Output(io.Discard); err != nil {
				b.Fatal(err)
			}
		}))
	}
	b.ReportMetric(float64(most)/1e6, "MB-heap")
}

func BenchmarkBareGofpdf1000(b *testing.B)  { benchmarkBare(b, 1000) }
func BenchmarkBareGofpdf10000(b *testing.B) { benchmarkBare(b, 10000) }

// BenchmarkLetters1000WithForm prints the questionnaire with each letter, on both sides.
func BenchmarkLetters1000WithForm(b *testing.B) {
	run := manyLetters(b, 1000)
	run.Duplex, run.Enclose = true, []Enclosure{{Form: testForm(say.Swedish).Form}}
	var size counter
	for b.Loop() {
		size = counter{w: io.Discard}
		if _, err := Letters(&size, run); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(size.n)/1e6, "MB-file")
}
