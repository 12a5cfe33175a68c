package paper

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/core/star"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ in, out, bad string }{
		{"Åsa Ėrić Łukasz Ďurić Şahin Őry Đorđe", "Åsa Ėrić Łukasz Ďurić Şahin Őry Đorđe", ""},
		{"A\u030asa", "Åsa", ""},                 // decomposed
		{"hälso\u00adsamtal", "hälsosamtal", ""}, // soft hyphen
		{"a\u202eb\u200bc\ufeff\x00", "abc", ""}, // direction, zero width, NUL
		{"a\tb\r\nc\u2028d", "a b  c d", ""},     // breaks
		{"Elin 🙂", "Elin □", "🙂"},                // above U+FFFF: the library panics
		{"👩\u200d👧", "□□", "👩👧"},                 // joined
		{"שלום", "□□□□", "שלום"},                 // right to left
		{"q\u0303", "q□", "\u0303"},              // no composed form
		{"\xff", "□", "\ufffd"},                  // not UTF-8
		{"≥ 5 → 3", ">= 5 – 3", ""},              // signs that the font lacks
		{`() \ /Type <<>> endobj`, `() \ /Type <<>> endobj`, ""},
	} {
		out, bad := clean(c.in)
		if out != c.out || string(bad) != c.bad {
			t.Errorf("%q: %q, bad %q; want %q, %q", c.in, out, string(bad), c.out, c.bad)
		}
	}
}

func TestCleanIsStableAndPrintable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once, _ := clean(rapid.String().Draw(t, "text"))
		twice, bad := clean(once)
		if once != twice || len(bad) > 0 {
			t.Fatalf("%q becomes %q, bad %q", once, twice, string(bad))
		}
		for _, r := range once {
			if r > 0xFFFF || faces()[regular].advance[r] == 0 {
				t.Fatalf("%U cannot be printed", r)
			}
		}
	})
}

// Wrapping loses nothing and keeps to the width.
func TestWrapKeepsEveryRune(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.Float64Range(6, 200).Draw(t, "width")
		var spans []span
		var want strings.Builder
		for range rapid.IntRange(1, 4).Draw(t, "spans") {
			s, _ := clean(rapid.StringMatching(`[a-zåäöW ]{0,40}`).Draw(t, "text"))
			spans = append(spans, span{text: s, weight: weight(rapid.IntRange(0, 1).Draw(t, "weight"))})
			want.WriteString(strings.ReplaceAll(s, " ", ""))
		}
		var got strings.Builder
		for _, line := range wrap(spans, plain(11), w) {
			last := line[len(line)-1]
			if end := last.x + last.style.width(last.text); end > w+0.01 {
				t.Fatalf("a line is %.2f of %.2f mm", end, w)
			}
			for _, r := range line {
				got.WriteString(strings.ReplaceAll(r.text, " ", ""))
			}
		}
		if got.String() != want.String() {
			t.Fatalf("%q became %q", want.String(), got.String())
		}
	})
}

// papers draws one of everything, with the name given wherever a name stands.
func papers(name string) map[string]func(io.Writer) error {
	clinic := testClinic
	run := LetterRun{Clinic: clinic, Date: testDate}
	l := Letter{Number: "26-0148", Template: journey.TemplateInvitation, Lang: Swedish, Given: name,
		Address: Address{Street: name, Postcode: "82999", Town: "Norrängen"}, Fields: testMerge().Fields(Swedish)}
	run.Letters = []Letter{l, l, l}
	page := testStar(say.Swedish)
	page.Name = name
	tr := Transcript{Clinic: clinic, Lang: say.Swedish, Form: form.Shipped(), Answers: form.Answers{"note": form.Text(name)},
		Name: name, Number: name, Date: testDate, Consent: Consent{Date: testDate, By: name, How: name}}
	drawn := func(_ Drawn, err error) error { return err }
	return map[string]func(io.Writer) error{
		"letters":    func(w io.Writer) error { _, err := Letters(w, run); return err },
		"star":       func(w io.Writer) error { return drawn(WriteStar(w, page)) },
		"transcript": func(w io.Writer) error { return drawn(WriteTranscript(w, tr)) },
		"form":       func(w io.Writer) error { return drawn(WriteBlankForm(w, testForm(say.Swedish))) },
		"blank": func(w io.Writer) error {
			return drawn(WriteBlankStar(w, BlankStar{Clinic: clinic, Lang: say.Swedish, Criteria: star.ShippedCriteria()}))
		},
		"criteria": func(w io.Writer) error {
			return drawn(WriteCriteria(w, CriteriaSheet{Clinic: clinic, Lang: say.Swedish, Criteria: star.ShippedCriteria(), Form: form.Shipped()}))
		},
	}
}

func TestEveryPaperIsTheSameBytesTwice(t *testing.T) {
	for id, write := range papers("Elin") {
		var a, b bytes.Buffer
		if err := write(&a); err != nil {
			t.Fatal(id, err)
		}
		if err := write(&b); err != nil {
			t.Fatal(id, err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("%s: other bytes the second time", id)
		}
	}
}

// needTools skips where the PDF tools are not installed; in CI they must be.
func needTools(t *testing.T, names ...string) {
	for _, name := range names {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s is not installed: run make setup", name)
			}
			t.Skipf("%s is not installed: make setup installs it", name)
		}
	}
}

var nasty = []string{
	`O'Brien (Bo)\) /JS (app.alert(1)) >> endobj`, "Elin 🙂👩\u200d👩\u200d👧", "مرحبا بالعالم", "a\u202egnirts\u202c", "Č\u010a\u010d\r\n(\\", strings.Repeat("Ö", 300), "%PDF-1.7\nstream", "\x00\xff\xfe",
}

// Nothing that a user writes breaks or enters the structure of a file.
func TestS16NamesCannotBreakOrInject(t *testing.T) {
	for i, name := range nasty {
		for id, write := range papers(name) {
			var pdf bytes.Buffer
			err := write(&pdf)
			if err != nil {
				if id == "letters" && pdf.Len() == 0 {
					continue // too wide for the window: refused, nothing written
				}
				t.Fatalf("%d %s: %v", i, id, err)
			}
			for _, word := range []string{"/JS", "/JavaScript ", "/OpenAction", "app.alert"} {
				if bytes.Contains(pdf.Bytes(), []byte(word)) {
					t.Errorf("%d: %s holds %s", i, id, word)
				}
			}
		}
	}
	d := newDoc("x", say.Swedish, testDate)
	d.setTitle(nasty[0])
	d.newPage()
	var pdf bytes.Buffer
	if err := d.write(&pdf); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(pdf.Bytes(), []byte("/JS (app")) || bytes.Count(pdf.Bytes(), []byte("trailer")) != 1 {
		t.Error("the title enters the file's structure")
	}
}

func TestS16ToolsReadThePapers(t *testing.T) {
	needTools(t, "qpdf", "pdftotext")
	dir := t.TempDir()
	for _, name := range append([]string{"Elin Sundkvist"}, nasty[0], nasty[4]) {
		for id, write := range papers(name) {
			var pdf bytes.Buffer
			if err := write(&pdf); err != nil {
				if id == "letters" {
					continue
				}
				t.Fatal(id, err)
			}
			file := filepath.Join(dir, id+".pdf")
			if err := os.WriteFile(file, pdf.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command("qpdf", "--check", file).CombinedOutput(); err != nil {
				t.Errorf("%s with %q: %s", id, name, out)
			}
		}
	}
	// The first paper of each kind with a plain name reads in order.
	for id, want := range map[string][]string{
		"letters":  {"Björkens hälsocentral", "Elin", "Norrängen", "Välkommen till ett hälsosamtal", "Hej Elin!", "Vi ringer dig", "Karin Nordin", "Svarstalong"},
		"star":     {"Min stjärnprofil", "Så läser du stjärnan", "Det här går bra"},
		"criteria": {"Kriterier för Stjärnprofilen", "Stress", "Tobak", "Kostindex", "BMI", "Aktivitetsminuter"},
	} {
		var pdf bytes.Buffer
		if err := papers("Elin")[id](&pdf); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("pdftotext", "-raw", "-", "-")
		cmd.Stdin = &pdf
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		text := string(out)
		for _, w := range want {
			_, rest, ok := strings.Cut(text, w)
			if !ok {
				t.Errorf("%s: %q is not there in its order", id, w)
				continue
			}
			text = rest
		}
	}
}
