package paper

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/say"
)

// word is a word on a page as pdftotext finds it, in mm.
type placed struct {
	text string
	Rect
}

// wordsOf reads a PDF back: its words by page, with their places.
func wordsOf(t *testing.T, pdf []byte) [][]placed {
	t.Helper()
	needTools(t, "pdftotext")
	cmd := exec.Command("pdftotext", "-bbox", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Pages []struct {
			Words []struct {
				X1   float64 `xml:"xMin,attr"`
				Y1   float64 `xml:"yMin,attr"`
				X2   float64 `xml:"xMax,attr"`
				Y2   float64 `xml:"yMax,attr"`
				Text string  `xml:",chardata"`
			} `xml:"word"`
		} `xml:"body>doc>page"`
	}
	dec := xml.NewDecoder(bytes.NewReader(out))
	dec.Strict, dec.AutoClose, dec.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	if err := dec.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	pages := make([][]placed, len(doc.Pages))
	for i, p := range doc.Pages {
		for _, w := range p.Words {
			pages[i] = append(pages[i], placed{w.Text, Rect{w.X1 * mmPerPoint, w.Y1 * mmPerPoint, (w.X2 - w.X1) * mmPerPoint, (w.Y2 - w.Y1) * mmPerPoint}})
		}
	}
	return pages
}

// The address lies in the window whatever it is, read back from the finished PDF; and in
// the strip that a sliding sheet can show stands nothing else.
func TestAddressLiesInTheWindow(t *testing.T) {
	addresses := map[string]Letter{
		"short": {Given: "Bo", Family: "Ek", Address: Address{Street: "Ån 1", Postcode: "82999", Town: "Ås"}},
		"care":  {Given: "Elin", Family: "Sundkvist", Address: Address{CareOf: "Malmgren", Street: "Tallbacksvägen 12 B lgh 1101", Postcode: "829 99", Town: "Norrängen"}},
		"long":  {Given: "Maximiliana", Family: "Lindqvist-Oxenstråle", Address: LongestAddress},
		"five": {Given: "Maximiliana", Family: "Lindqvist-Oxenstråle", Address: Address{CareOf: "Föreningen Gamla Skolhuset", Street: "Norra Storängskajens allé 118 B lgh 1403",
			Postcode: "82999", Town: "Norrängen", Country: "Storbritannien"}},
	}
	windows := map[string]Window{"moved": {Preset: WindowH2, Envelope: E65, DX: -3, DY: 2.5}, "measured": {Preset: WindowV2, X: 18, Y: 40, W: 90, H: 36}, "small": {Preset: WindowH2, X: 108, Y: 42, W: 84, H: 34}}
	for _, preset := range []string{WindowH2, WindowV2} {
		for _, envelope := range Envelopes() {
			windows[preset+" "+string(envelope)] = Window{Preset: preset, Envelope: envelope}
		}
	}
	for name, window := range windows {
		clinic := testClinic
		clinic.Window = window
		run := LetterRun{Clinic: clinic, Date: testDate}
		var order []string
		for id, l := range addresses {
			l.Number, l.Template, l.Lang, l.Fields = "26-0148", journey.TemplateInvitation, Swedish, testMerge().Fields(Swedish)
			run.Letters, order = append(run.Letters, l), append(order, id)
		}
		var pdf bytes.Buffer
		if _, err := Letters(&pdf, run); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		look(t, "window-"+strings.ReplaceAll(name, " ", "-"), pdf.Bytes())
		opening := window.Opening()
		for i, page := range wordsOf(t, pdf.Bytes()) {
			l := run.Letters[i]
			want := map[string]bool{}
			for _, line := range l.Address.lines(l.Given+" "+l.Family, func(s string) string { return s }) {
				for _, w := range strings.Fields(line) {
					want[w] = true
				}
			}
			for _, w := range strings.Fields("Avs: Björkens hälsocentral, Ängsgatan 7, 829 99 Norrängen") {
				want[w] = true
			}
			found := map[string]bool{}
			for _, w := range page {
				// A word's box is higher than its letters; its lower 30 % are below the baseline.
				ink := Rect{w.X, w.Y + 0.2*w.H, w.W, 0.7 * w.H}
				switch {
				case ink.Inside(opening) && want[w.text]:
					found[w.text] = true
				case w.Y+w.H > quietTop && w.Y < quietBottom && ink.Y < quietBottom-0.5 && ink.Y+ink.H > quietTop+0.5:
					t.Errorf("%s, %s: %q at %.1f, %.1f is not in the window %+v", name, order[i], w.text, w.X, w.Y, opening)
				}
			}
			for w := range want {
				if !found[w] {
					t.Errorf("%s, %s: %q is not in the window", name, order[i], w)
				}
			}
		}
	}
}

// A window in which more than the address could show, or that the address is not in,
// stops the letter.
func TestWindowsThatShowTooMuchAreRefused(t *testing.T) {
	for name, w := range map[string]Window{"high": {Y: 20}, "low": {Y: 60}, "deep": {H: 58}, "off": {X: 150, W: 100}, "far": {DY: 20}} {
		clinic := testClinic
		clinic.Window = w
		l := testLetter(t, journey.TemplateInvitation, Swedish)
		if _, stopped := NewChecker(LetterRun{Clinic: clinic, Date: testDate}).Check(l).Stop(); !stopped {
			t.Errorf("%s: %+v is taken", name, w.Opening())
		}
	}
	clinic := testClinic
	clinic.Window = Window{H: 24}
	l := testLetter(t, journey.TemplateInvitation, Swedish)
	l.Address.Country = "Norge"
	found := false
	for _, q := range Preflight(LetterRun{Clinic: clinic, Date: testDate}, l) {
		found = found || q.Part == PartWindow && q.Severity == Stop && q.Mend == MendWindow
	}
	if !found {
		t.Error("five lines in a window of 24 mm are not told")
	}
}

func TestFoldsAreTheEnvelopes(t *testing.T) {
	for e, want := range map[Envelope]int{C5: 1, E65: 2, C4: 0, "": 1} {
		if got := (Window{Envelope: e}).Folds(); len(got) != want {
			t.Errorf("%s: %v", e, got)
		}
	}
}

func TestTestPage(t *testing.T) {
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		for i, w := range []Window{{}, {Preset: WindowV2, Envelope: E65, DX: 2}, {Envelope: C4, X: 105, Y: 40, W: 95, H: 44}} {
			clinic := testClinic
			clinic.Window = w
			var pdf bytes.Buffer
			d, err := WriteTestPage(&pdf, TestPage{Clinic: clinic, Lang: lang, Date: testDate})
			if err != nil || d.Pages != 1 || len(d.Problems) > 0 {
				t.Errorf("%d %s: %+v %v", i, lang, d, err)
			}
			look(t, fmt.Sprintf("test-%d-%s", i, lang), pdf.Bytes())
		}
	}
}

func TestLabels(t *testing.T) {
	var labels []Label
	for i := range 30 {
		labels = append(labels, Label{Name: fmt.Sprintf("Elin Sundkvist %d", i), Address: Address{CareOf: "Malmgren", Street: "Tallbacksvägen 12 B lgh 1101", Postcode: "82999", Town: "Norrängen"}})
	}
	labels[3] = Label{Name: LongestName, Address: LongestAddress}
	labels[5] = Label{Name: "Bo Ek", Address: Address{Street: "Ån 1", Postcode: "82999", Town: "Ås"}}
	for _, s := range LabelSheets() {
		if s.X+float64(s.Columns-1)*s.PitchX+s.W > sheetW+0.01 || s.Y+float64(s.Rows-1)*s.PitchY+s.H > sheetH+0.01 || s.PitchX < s.W || s.PitchY < s.H {
			t.Errorf("%s does not lie on the sheet", s.ID)
		}
		run := LabelRun{Sheet: s, Start: 3, Lang: say.Swedish, Date: testDate, Labels: labels}
		var pdf bytes.Buffer
		d, err := WriteLabels(&pdf, run)
		if want := (len(labels) + 2 + s.Count() - 1) / s.Count(); err != nil || d.Pages != want || len(d.Problems) > 0 {
			t.Errorf("%s: %+v, %v, want %d pages", s.ID, d, err, want)
		}
		look(t, "labels-"+s.ID, pdf.Bytes())
		for p, page := range wordsOf(t, pdf.Bytes()) {
			for _, w := range page {
				column, row := int((w.X-s.X)/s.PitchX), int((w.Y+w.H/2-s.Y)/s.PitchY)
				x, y := s.X+float64(column)*s.PitchX, s.Y+float64(row)*s.PitchY
				if !(Rect{w.X, w.Y + 0.2*w.H, w.W, 0.6 * w.H}).Inside(Rect{x, y, s.W, s.H}) {
					t.Errorf("%s, page %d: %q at %.1f, %.1f leaves its label", s.ID, p+1, w.text, w.X, w.Y)
				}
				if at := p*s.Count() + row*s.Columns + column; at < 2 {
					t.Errorf("%s: %q stands on a label that was used", s.ID, w.text)
				}
			}
		}
		if _, err := WriteLabels(&pdf, LabelRun{Sheet: s, Start: s.Count() + 1, Labels: labels}); err == nil {
			t.Errorf("%s begins behind its last label", s.ID)
		}
		for _, lang := range []say.Lang{say.Swedish, say.English} {
			if n := s.Name(lang); strings.Contains(n, "paper.") {
				t.Error(n)
			}
		}
	}
	var pdf bytes.Buffer
	d, err := WriteLabels(&pdf, LabelRun{Sheet: LabelSheets()[0], Start: 1, Lang: say.Swedish, Labels: []Label{{Name: strings.Repeat("W", 300), Address: LongestAddress}}})
	if err != nil || len(d.Problems) != 1 {
		t.Errorf("an address that does not fit: %+v, %v", d, err)
	}
}

// Whatever stands in names and texts, the finished file is whole and says what it should.
func TestS16NastyTextsInLetters(t *testing.T) {
	needTools(t, "qpdf", "pdftotext")
	dir := t.TempDir()
	texts := append([]string{`Åsa (Bo) \ ek)(`, "Zoë\u0301 Nguye\u0302\u0303n", "", " \n\t "}, nasty...)
	for i, text := range texts {
		l := testLetter(t, journey.TemplateInvitationTime, Swedish)
		l.Given, l.Address.CareOf = text, ""
		l.Fields["interpreter"] = text
		clinic := testClinic
		clinic.Fasting, clinic.Signer, clinic.VisitPlace = text, text, text
		tpl, err := letter.Read("# Hej\n\nText: \\{" + strings.NewReplacer("{", "\\{", "}", "\\}", "*", "\\*", "\n", " ", "\r", " ", "\xff\xfe", "").Replace(text) + "\n\n{tolk} {fasta}\n")
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		for name, run := range map[string]LetterRun{
			"shipped": {Clinic: clinic, Date: testDate, Letters: []Letter{l}},
			"own":     {Clinic: clinic, Date: testDate, Letters: []Letter{l}, Template: func(string, Lang) (*letter.Template, error) { return tpl, nil }},
		} {
			var pdf bytes.Buffer
			if _, err := Letters(&pdf, run); err != nil {
				if _, stopped := NewChecker(run).Check(l).Stop(); !stopped {
					t.Errorf("%d %s: %v", i, name, err)
				}
				continue
			}
			file := filepath.Join(dir, "letter.pdf")
			if err := os.WriteFile(file, pdf.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command("qpdf", "--check", file).CombinedOutput(); err != nil || bytes.Contains(out, []byte("WARNING")) {
				t.Errorf("%d %s: %s", i, name, out)
			}
			out, err := exec.Command("pdftotext", "-raw", file, "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			read := strings.Join(strings.Fields(string(out)), " ")
			for _, w := range strings.Fields(mustClean(text)) {
				if len([]rune(w)) < 30 && !strings.ContainsRune(w, placeholder) && !strings.Contains(read, w) {
					t.Errorf("%d %s: %q is not in the letter", i, name, w)
				}
			}
			look(t, fmt.Sprintf("nasty-%d-%s", i, name), pdf.Bytes())
		}
	}
}

// A file tells its title and language, names nobody, and holds only the signs it uses.
func TestFilesTellTitleAndLanguage(t *testing.T) {
	needTools(t, "qpdf", "pdftotext")
	for lang, want := range map[Lang]string{Swedish: "(sv-SE)", English: "(en-GB)"} {
		run := LetterRun{Clinic: testClinic, Date: testDate, Duplex: true, Letters: []Letter{testLetter(t, journey.TemplateInvitation, lang), testLetter(t, journey.TemplateReminder, lang)}}
		var pdf bytes.Buffer
		if _, err := Letters(&pdf, run); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "l.pdf")
		if err := os.WriteFile(file, pdf.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("qpdf", "--qdf", "--object-streams=disable", file, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range []string{"/Lang " + want, "/DisplayDocTitle true", "/Duplex /DuplexFlipLongEdge", "/Outlines", "/Title"} {
			if !bytes.Contains(out, []byte(w)) {
				t.Errorf("%s: %s is missing", lang, w)
			}
		}
		info, err := exec.Command("pdfinfo", file).Output()
		if err == nil && (bytes.Contains(info, []byte("Sundkvist")) || !bytes.Contains(info, []byte("26-0148"))) {
			t.Errorf("%s", info)
		}
		if pdf.Len() > 120_000 {
			t.Errorf("two letters take %d bytes: are the fonts whole?", pdf.Len())
		}
	}
}

// With both sides each letter, and each enclosure, begins on a front side; sheets are
// counted as they come out of the printer.
func TestBothSidesBeginOnAFront(t *testing.T) {
	long := testLetter(t, journey.TemplateInvitation, Swedish)
	long.Number = "26-0149"
	l := testLetter(t, journey.TemplateInvitationTime, English)
	run := LetterRun{Clinic: testClinic, Date: testDate, Duplex: true, Letters: []Letter{l, long, l}, Enclose: []Enclosure{{Form: testForm(say.Swedish).Form}, {Sheet: journey.TemplateCl24}}}
	checker := NewChecker(run)
	var pdf bytes.Buffer
	sheets, err := Letters(&pdf, run)
	if err != nil {
		t.Fatal(err)
	}
	at := 1
	for i, p := range sheets.Letters {
		want := checker.Check(run.Letters[i]).Sheets
		if p.Page%2 != 1 || p.Sheet != at || p.Sheets != want || p.Pages != 2*p.Sheets {
			t.Errorf("letter %d: %+v, want sheet %d of %d", i, p, at, want)
		}
		at += p.Sheets
	}
	pages := wordsOf(t, pdf.Bytes())
	if len(pages) != sheets.Pages || sheets.Pages != 2*sheets.Sheets {
		t.Errorf("%d pages, %+v", len(pages), sheets)
	}
	var fronts []string
	for i := 0; i < len(pages)/3; i += 2 {
		fronts = append(fronts, fmt.Sprint(len(pages[i]) > 0))
	}
	if strings.Contains(strings.Join(fronts, " "), "false") {
		t.Errorf("a front side is blank: %v", fronts)
	}
	look(t, "duplex", pdf.Bytes())
	run.Duplex = false
	single, err := Letters(&pdf, run)
	if err != nil || single.Pages != single.Sheets {
		t.Errorf("%+v %v", single, err)
	}
}
