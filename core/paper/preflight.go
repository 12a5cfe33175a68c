package paper

import (
	"regexp"
	"strings"

	"fyrtio/core/say"
)

// problems collects what is wrong with one letter.
type problems struct {
	letter string
	list   []Problem
}

func (p *problems) add(part Part, stops bool, id string, args ...any) {
	p.list = append(p.list, Problem{Letter: p.letter, Part: part, Stops: stops, Text: say.T(id, args...)})
}

// stop gives the first problem that stops the letter.
func (p *problems) stop() (Problem, bool) {
	for _, q := range p.list {
		if q.Stops {
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
			p.add(PartField, true, "paper.problem.unfilled", "Field", f, "What", say.T("paper.field."+f))
		}
		told[f] = true
	}
}

// blank reports what the letter leaves a line for, because the settings lack it.
func (p *problems) blank(fields []string) {
	told := map[string]bool{}
	for _, f := range fields {
		if !told[f] {
			p.add(PartClinic, false, "paper.problem.blank", "What", say.T("paper.field."+f))
		}
		told[f] = true
	}
}

// unprintable reports runes of a field that became placeholders.
func (p *problems) unprintable(field string, runes []rune) {
	p.add(PartField, false, "paper.problem.unprintable",
		"What", say.T("paper.field."+field), "Signs", signs(runes))
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
		out = append(out, strings.ToUpper("U+"+hex(r)))
	}
	return strings.Join(out, ", ")
}

func hex(r rune) string {
	const digits = "0123456789abcdef"
	s := ""
	for ; r > 0 || len(s) < 4; r >>= 4 {
		s = string(digits[r&15]) + s
	}
	return s
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
			p.add(part, false, "paper.problem.unprintable", "What", say.T("paper.field."+field), "Signs", signs(bad))
		}
		return s
	}
	name := clean(PartName, "name", l.Given+" "+l.Family)
	if name == "" {
		p.add(PartName, true, "paper.problem.no_name")
	}
	if l.Template == Forwarding {
		if l.Address != (Address{}) {
			p.add(PartAddress, true, "paper.problem.protected_address")
		}
		if strings.TrimSpace(l.PersonalNumber) == "" {
			p.add(PartNumber, true, "paper.problem.no_pnr")
		}
		fitLines([]string{name}, st, p) // the inner label has the name alone
		return nil, st
	}
	a := l.Address
	careOf := clean(PartAddress, "address", a.CareOf)
	if careOf != "" && !strings.HasPrefix(strings.ToLower(careOf), "c/o") {
		careOf = "c/o " + careOf
	}
	street, town, country := clean(PartAddress, "address", a.Street), clean(PartAddress, "address", a.Town), clean(PartAddress, "address", a.Country)
	code := FormatPostcode(clean(PartPostcode, "address", a.Postcode))
	if street == "" {
		p.add(PartAddress, true, "paper.problem.no_street")
	}
	if town == "" {
		p.add(PartAddress, true, "paper.problem.no_town")
	}
	switch {
	case country != "":
	case code == "":
		p.add(PartPostcode, true, "paper.problem.no_postcode")
	case !postcode.MatchString(code):
		p.add(PartPostcode, false, "paper.problem.odd_postcode", "Postcode", code)
	}
	var lines []string
	for _, s := range []string{name, careOf, street, strings.TrimSpace(code + " " + town), country} {
		if s != "" {
			lines = append(lines, s)
		}
		if personalNumber.MatchString(s) {
			p.add(PartAddress, true, "paper.problem.pnr_in_window")
		}
	}
	return fitLines(lines, st, p)
}

// fitLines shrinks all lines to the size at which the widest fits the window.
func fitLines(lines []string, st style, p *problems) ([]string, style) {
	for _, s := range lines {
		st, _ = fit(st, s, addressW, 9)
	}
	for _, s := range lines {
		if over := st.width(s) - addressW; over > 0.001 {
			p.add(PartAddress, true, "paper.problem.wide", "Over", say.Decimal(say.Swedish, ceil(over), 0), "Line", shorten(s))
		}
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

// clinic reports what the sender lacks for any letter.
func (run LetterRun) clinicProblems(p *problems) {
	c := run.Clinic
	for _, f := range []struct{ field, value string }{
		{"clinic", c.Name}, {"street", c.Street}, {"postcode", c.Postcode}, {"town", c.Town},
	} {
		if s, _ := tidy(f.value); s == "" {
			p.add(PartClinic, f.field == "clinic", "paper.problem.clinic", "What", say.T("paper.field."+f.field))
		}
	}
	if _, ok := fit(strong(13), c.Name, senderW, 8); !ok {
		p.add(PartClinic, true, "paper.problem.clinic_long", "What", say.T("paper.field.clinic"))
	}
	if len(run.returnLine(say.Swedish)) > 2 || len(run.footLines()) > 3 {
		p.add(PartClinic, true, "paper.problem.clinic_address")
	}
}

// Preflight checks one letter of a run exactly as it will be printed, without
// printing it.
func Preflight(run LetterRun, l Letter) []Problem {
	_, p := run.prepare(l, run.templates())
	return p.list
}

// FrozenText gives the letter's words as plain text with all fields filled: what is
// kept of a letter that was sent.
func FrozenText(run LetterRun, l Letter) (string, error) {
	t, err := run.templates()(l.Template, l.Lang)
	if err != nil {
		return "", err
	}
	values, _ := run.values(l)
	return t.fill(values).plainText(), nil
}

// templates gives the run's way to find templates, each read once.
func (run LetterRun) templates() func(id string, lang Lang) (*Template, error) {
	find := run.Template
	if find == nil {
		find = Shipped
	}
	type key struct {
		id   string
		lang Lang
	}
	known := map[key]*Template{}
	return func(id string, lang Lang) (*Template, error) {
		if t := known[key{id, lang}]; t != nil {
			return t, nil
		}
		t, err := find(id, lang)
		if err == nil {
			known[key{id, lang}] = t
		}
		return t, err
	}
}

// prepare lays a letter out and gathers its problems.
func (run LetterRun) prepare(l Letter, find func(string, Lang) (*Template, error)) (layout, *problems) {
	p := &problems{letter: l.Number}
	run.clinicProblems(p)
	n, _ := tidy(l.Number)
	if _, ok := fit(strong(10), n, numberW, numberLeast); n == "" || !ok || personalNumber.MatchString(n) {
		p.add(PartNumber, true, "paper.problem.number")
	}
	t, err := find(l.Template, l.Lang)
	if err != nil {
		p.add(PartTemplate, true, "paper.problem.template", "Template", l.Template, "Language", string(l.Lang))
		return layout{letter: l}, p
	}
	return run.lay(l, t, p), p
}
