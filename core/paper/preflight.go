package paper

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"fyrtio/core/letter"
	"fyrtio/core/say"
)

// problems collects what is wrong with one letter.
type problems struct {
	letter string
	list   []Problem
}

func (p *problems) add(severity Severity, part Part, mend Mend, id string, args ...any) {
	p.list = append(p.list, Problem{Letter: p.letter, Severity: severity, Part: part, Mend: mend, Text: say.T(id, args...)})
}

// stop gives the first problem that stops the letter.
func (p *problems) stop() (Problem, bool) {
	for _, q := range p.list {
		if q.Severity == Stop {
			return q, true
		}
	}
	return Problem{}, false
}

// unfilled reports fields that the text uses and the letter has no value for.
func (p *problems) unfilled(fields []string) {
	told := map[string]bool{}
	for _, f := range fields {
		if !told[f] {
			p.add(Stop, PartField, mendOf(f), "paper.problem.unfilled", "Field", f, "What", say.T("letter.field."+f))
		}
		told[f] = true
	}
}

// mendOf says what gives a field its value.
func mendOf(field string) Mend {
	switch field {
	case "call_days", "reply_by":
		return MendDates
	case "visit_day", "visit_date", "visit_time", "offered_times", "sample_day":
		return MendBooking
	case "given", "family", "name":
		return MendContact
	}
	if f, _ := letter.FieldOf(field); f.Sender() || f.Group == letter.GroupClinic {
		return MendSettings
	}
	return MendTemplate
}

// blank reports what the letter leaves a line for, because the settings lack it.
func (p *problems) blank(fields []string) {
	told := map[string]bool{}
	for _, f := range fields {
		if !told[f] {
			p.add(Look, PartClinic, MendSettings, "paper.problem.blank", "What", say.T("letter.field."+f))
		}
		told[f] = true
	}
}

// unprintable reports runes of a field that became placeholders.
func (p *problems) unprintable(field string, runes []rune) {
	p.add(Look, PartField, mendOf(field), "paper.problem.unprintable",
		"What", say.T("letter.field."+field), "Signs", signs(runes))
}

// signs names runes in a way that can be shown anywhere: themselves where that is
// harmless, and their number.
func signs(runes []rune) string {
	var out []string
	for _, r := range runes {
		if len(out) == 5 {
			out = append(out, "…")
			break
		}
		out = append(out, fmt.Sprintf("U+%04X", r))
	}
	return strings.Join(out, ", ")
}

// personalNumber finds what looks like one: it must not show in the window.
var personalNumber = regexp.MustCompile(`(^|\D)(\d{6}|\d{8})[-+ ]?\d{4}(\D|$)`)

// postcode of Sweden: five digits, 3 + 2, the first 1–9.
var postcode = regexp.MustCompile(`^[1-9]\d{2} ?\d{2}$`)

// addressLines gives the lines in the window, closed up, in a size that fits, and
// reports what is missing or too wide.
func (run LetterRun) addressLines(l Letter, p *problems) ([]string, style) {
	st := plain(11)
	clean := func(part Part, field, s string) string {
		s, bad := tidy(s)
		if len(bad) > 0 && field != "name" {
			p.add(Look, part, MendContact, "paper.problem.unprintable", "What", say.T("letter.field."+field), "Signs", signs(bad))
		}
		return s
	}
	name := clean(PartName, "name", l.Given+" "+l.Family)
	if name == "" {
		p.add(Stop, PartName, MendContact, "paper.problem.no_name")
	}
	if letter.Forwarded(l.Template) {
		if l.Address != (Address{}) {
			p.add(Stop, PartAddress, MendContact, "paper.problem.protected_address")
		}
		if strings.TrimSpace(l.PersonalNumber) == "" {
			p.add(Stop, PartNumber, "", "paper.problem.no_pnr")
		}
		run.fitLines([]string{name}, st, p) // the inner label has the name alone
		return nil, st
	}
	a := l.Address
	street, town, country := clean(PartAddress, "address", a.Street), clean(PartAddress, "address", a.Town), clean(PartAddress, "address", a.Country)
	code := FormatPostcode(clean(PartPostcode, "address", a.Postcode))
	if street == "" {
		p.add(Stop, PartAddress, MendContact, "paper.problem.no_street")
	}
	if town == "" {
		p.add(Stop, PartAddress, MendContact, "paper.problem.no_town")
	}
	switch {
	case country != "" && !domestic(country):
		p.add(Tell, PartAddress, "", "paper.problem.abroad", "Country", country)
	case code == "":
		p.add(Stop, PartPostcode, MendContact, "paper.problem.no_postcode")
	case !postcode.MatchString(code):
		p.add(Look, PartPostcode, MendContact, "paper.problem.odd_postcode", "Postcode", code)
	}
	clean(PartAddress, "address", a.CareOf)
	lines := a.lines(name, mustClean)
	for _, s := range lines {
		if personalNumber.MatchString(s) {
			p.add(Stop, PartAddress, MendContact, "paper.problem.pnr_in_window")
		}
	}
	return run.fitLines(lines, st, p)
}

// lines gives the address under a name, closed up, each line cleaned by clean.
func (a Address) lines(name string, clean func(string) string) []string {
	careOf, country := clean(a.CareOf), clean(a.Country)
	if careOf != "" && !strings.HasPrefix(strings.ToLower(careOf), "c/o") {
		careOf = "c/o " + careOf
	}
	if domestic(country) {
		country = ""
	}
	var lines []string
	for _, s := range []string{name, careOf, clean(a.Street), strings.TrimSpace(FormatPostcode(clean(a.Postcode)) + " " + clean(a.Town)), country} {
		if s != "" {
			lines = append(lines, s)
		}
	}
	return lines
}

// domestic reports whether a country is Sweden, which is not written on letters within it.
func domestic(country string) bool {
	switch strings.ToLower(strings.TrimSpace(country)) {
	case "sverige", "sweden", "se", "swe":
		return true
	}
	return false
}

// addressLeast is the smallest type of an address, in points.
const addressLeast = 9

// fitLines shrinks all lines to the size at which the widest fits the window.
func (run LetterRun) fitLines(lines []string, st style, p *problems) ([]string, style) {
	room := run.Clinic.Window.Block()
	for _, s := range lines {
		st, _ = fit(st, s, room.W, addressLeast)
	}
	for _, s := range lines {
		if over := st.width(s) - room.W; over > 0.001 {
			p.add(Stop, PartAddress, MendContact, "paper.problem.wide", "Over", say.Decimal(say.Swedish, ceil(over), 0), "Line", shorten(s))
		}
	}
	if gap, _ := room.pitch(len(lines)); gap < addressLess {
		p.add(Stop, PartWindow, MendWindow, "paper.problem.high", "N", len(lines))
	}
	return lines, st
}

func ceil(mm float64) float64 { return float64(int(mm) + 1) }

// shorten gives enough of a line to recognise it.
func shorten(s string) string {
	r := []rune(s)
	if len(r) <= 40 {
		return s
	}
	return string(r[:39]) + "…"
}

// clinicProblems reports what the sender lacks for any letter.
func (run LetterRun) clinicProblems(p *problems) {
	c := run.Clinic
	for _, f := range []struct {
		field, value string
		severity     Severity
	}{{"clinic", c.Name, Stop}, {"street", c.Street, Look}, {"postcode", c.Postcode, Look}, {"town", c.Town, Look}} {
		if s, _ := tidy(f.value); s == "" {
			p.add(f.severity, PartClinic, MendSettings, "paper.problem.clinic", "What", say.T("letter.field."+f.field))
		}
	}
	if _, ok := fit(strong(13), c.Name, senderW, 8); !ok {
		p.add(Stop, PartClinic, MendSettings, "paper.problem.clinic_long", "What", say.T("letter.field.clinic"))
	}
	if len(run.returnLine(say.Swedish)) > 2 || len(run.footLines()) > 3 {
		p.add(Stop, PartClinic, MendSettings, "paper.problem.clinic_address")
	}
	if !c.Window.Clear() {
		p.add(Stop, PartWindow, MendWindow, "paper.problem.window")
	}
}

// Checked says what a letter will be when it is printed.
type Checked struct {
	Pages    int // of the letter itself
	Sheets   int // of paper, with its enclosures
	Problems []Problem
}

// Stop gives the first problem for which the letter is not printed.
func (c Checked) Stop() (Problem, bool) { return (&problems{list: c.Problems}).stop() }

// Checker checks letters of a run exactly as they will be printed, without printing
// them. Each template is read once; several goroutines may ask at once.
type Checker struct {
	run   LetterRun
	find  func(string, Lang) (*letter.Template, error)
	cache *rowCache

	formsMu sync.Mutex
	forms   map[say.Lang]*formPages // the enclosed questionnaire
}

// NewChecker makes a checker of the run's letters.
func NewChecker(run LetterRun) *Checker {
	return &Checker{run: run, find: run.templates(), cache: &rowCache{rows: map[string][]row{}}, forms: map[say.Lang]*formPages{}}
}

// Check checks one letter.
func (c *Checker) Check(l Letter) Checked {
	o, p := c.prepare(l)
	out := Checked{Pages: len(o.pages), Sheets: c.run.sheets(len(o.pages))}
	if letter.Forwarded(l.Template) {
		out.Sheets++
	}
	for _, e := range c.run.Enclose {
		n, err := c.enclosurePages(e, l)
		if err != nil {
			p.add(Stop, PartTemplate, MendTemplate, "paper.problem.enclosure", "Template", e.Sheet)
		}
		out.Sheets += c.run.sheets(n)
	}
	out.Problems = p.list
	return out
}

// sheets gives how many sheets so many pages take.
func (run LetterRun) sheets(pages int) int {
	if run.Duplex {
		return (pages + 1) / 2
	}
	return pages
}

// Preflight checks one letter of a run.
func Preflight(run LetterRun, l Letter) []Problem { return NewChecker(run).Check(l).Problems }

// FrozenText gives the letter's words as plain text with all fields filled: what is
// kept of a letter that was sent.
func FrozenText(run LetterRun, l Letter) (string, error) {
	t, err := run.templates()(l.Template, l.Lang)
	if err != nil {
		return "", err
	}
	values, _ := run.values(l)
	return t.Fill(values).PlainText(), nil
}

// templates gives the run's way to find templates, each read once.
func (run LetterRun) templates() func(id string, lang Lang) (*letter.Template, error) {
	find := run.Template
	if find == nil {
		find = letter.Shipped
	}
	type key struct {
		id   string
		lang Lang
	}
	var mu sync.Mutex
	known := map[key]*letter.Template{}
	return func(id string, lang Lang) (*letter.Template, error) {
		mu.Lock()
		defer mu.Unlock()
		if t := known[key{id, lang}]; t != nil {
			return t, nil
		}
		t, err := find(id, lang)
		if err == nil {
			t = t.WithWords(func(s string) string { s, _ = clean(s); return s })
			known[key{id, lang}] = t
		}
		return t, err
	}
}

// prepare lays a letter out and gathers its problems.
func (c *Checker) prepare(l Letter) (layout, *problems) {
	run := c.run
	p := &problems{letter: l.Number}
	run.clinicProblems(p)
	n, _ := tidy(l.Number)
	if _, ok := fit(strong(10), n, numberW, numberLeast); n == "" || !ok || personalNumber.MatchString(n) {
		p.add(Stop, PartNumber, "", "paper.problem.number")
	}
	t, err := c.find(l.Template, l.Lang)
	if err != nil {
		p.add(Stop, PartTemplate, MendLang, "paper.problem.template", "Template", l.Template, "Language", string(l.Lang))
		return layout{letter: l}, p
	}
	return run.lay(l, t, c.cache, p), p
}
