package form

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/strict"
)

// The extensions that the reader knows. The first are HL7's, the last our own for
// what FHIR has no word for.
const (
	extTranslation = "http://hl7.org/fhir/StructureDefinition/translation"
	extOrdinal     = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
	extMin         = "http://hl7.org/fhir/StructureDefinition/minValue"
	extMax         = "http://hl7.org/fhir/StructureDefinition/maxValue"
	extUnit        = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"
	extControl     = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
	extShort       = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-shortText"

	extShortDisplay = "https://fyrtio.example/fhir/StructureDefinition/short-display" // of an option
	extMeasurement  = "https://fyrtio.example/fhir/StructureDefinition/measurement"
	extBelow        = "https://fyrtio.example/fhir/StructureDefinition/below"      // linkId whose number must be larger
	extCl24         = "https://fyrtio.example/fhir/StructureDefinition/cl24-order" // place in Clinic24's order
)

// Caps that keep a hostile or mistaken file from filling the machine.
const (
	maxFile  = 2 << 20
	maxItems = 500
)

// Read reads a questionnaire: an HL7 FHIR R4 Questionnaire as JSON, in this subset.
//
// The resource has url, version, title, date and items: groups, with at most one display item
// before them as the introduction. Groups hold questions of the types choice, integer,
// decimal, string and text, not further groups. A question has linkId, text, type, and
// where wanted required, code, enableWhen (= and != on a coded answer), enableBehavior,
// answerOption (valueCoding whose code is one digit 1–9), a display item with the help
// text, and the extensions minValue, maxValue, questionnaire-unit, shortText and our
// own. English texts come as translation extensions. Elements that only describe the
// resource are passed over; everything else is refused, and the error names its path
// (form.err.read); questions are looked at one by one, and every one that is refused is
// told of (Unreadable).
func Read(b []byte) (*Definition, error) {
	b = WithoutMark(b)
	r := &reader{d: &Definition{index: map[string]int{}}, seen: map[string]bool{}, broken: map[string]bool{}}
	if r.kind(b); !r.Failed() {
		r.questionnaire(b)
	}
	if r.note(nil); len(r.faults) > 0 {
		return nil, unreadable(r.faults)
	}
	return r.d, nil
}

// Shipped gives the questionnaire that comes with the program: one Definition for
// all, which nobody changes.
var Shipped = sync.OnceValue(func() *Definition {
	b, err := assets.Forms.ReadFile("forms/halsosamtal-1.json")
	if err != nil {
		panic(err) // the file is part of the program
	}
	d, err := Read(b)
	if err != nil {
		panic(err) // a test reads it
	}
	return d
})

const root = "Questionnaire"

// reader keeps the first fault of each question; after it every step of that question
// does nothing that matters.
type reader struct {
	strict.Reader
	d      *Definition
	seen   map[string]bool // all link ids
	faults []found
	broken map[string]bool // link ids of questions with faults
}

func (r *reader) questionnaire(b []byte) {
	const path = root
	if !utf8.Valid(b) {
		r.Fail(path, strict.Shape)
		return
	}
	o := r.Object(path, b, "resourceType", "id", "url", "version", "title", "_title", "date", "item",
		"language", "name", "status", "subjectType", "description", "publisher", "purpose", "copyright",
		"experimental", "identifier", "contact", "jurisdiction", "meta",
		"text", "code", "useContext", "derivedFrom", "approvalDate", "lastReviewDate", "effectivePeriod")
	d := r.d
	d.ID = r.Text(path, o, "id")
	d.URL = r.Text(path, o, "url")
	d.Version = r.Required(path, o, "version")
	d.Title = r.words(path, o, "title", true)
	if s := r.Text(path, o, "date"); s != "" {
		date, err := day.Parse(s[:min(len(s), len("2026-01-01"))])
		if err != nil {
			r.Fail(path+".date", strict.Value)
		}
		d.Date = date
	}
	groups := r.List(path, o, "item")
	r.note(nil)
	for i, raw := range groups {
		r.group(fmt.Sprintf("%s.item[%d]", path, i), raw, i == 0)
		r.note(raw)
	}
	if len(d.Items) == 0 && len(r.faults) == 0 {
		r.Fail(path+".item", strict.Absent)
	}
	r.links()
}

func (r *reader) group(path string, raw json.RawMessage, first bool) {
	o := r.Object(path, raw, "linkId", "text", "_text", "type", "item", "extension")
	id := r.linkID(path, o)
	title := r.words(path, o, "text", true)
	switch r.Text(path, o, "type") {
	case "display":
		if !first {
			r.Fail(path+".type", strict.Value)
		}
		r.None(path, o, "item", "extension")
		r.d.Intro = title
		return
	case "group":
	default:
		r.Fail(path+".type", strict.Value)
		return
	}
	s := Section{ID: id, Title: title, Short: title, First: len(r.d.Items)}
	before := len(r.faults)
	for i, ext := range r.List(path, o, "extension") {
		at := fmt.Sprintf("%s.extension[%d]", path, i)
		e := r.Object(at, ext, "url", "valueString", "_valueString")
		if r.Text(at, e, "url") != extShort {
			r.Fail(at+".url", strict.Value)
		}
		s.Short = r.words(at, e, "valueString", true)
	}
	questions := r.List(path, o, "item")
	if r.note(raw); len(r.faults) == maxFaults {
		return
	}
	for i, raw := range questions {
		r.item(fmt.Sprintf("%s.item[%d]", path, i), raw, id)
		r.note(raw)
	}
	s.Last = len(r.d.Items)
	if s.First == s.Last && len(r.faults) == before {
		r.Fail(path+".item", strict.Absent)
	}
	r.d.Sections = append(r.d.Sections, s)
}

func (r *reader) item(path string, raw json.RawMessage, section string) {
	o := r.Object(path, raw, "linkId", "text", "_text", "type", "required", "repeats", "code", "definition",
		"enableWhen", "enableBehavior", "answerOption", "item", "extension")
	it := Item{LinkID: r.linkID(path, o), Number: len(r.d.Items) + 1, Section: section}
	it.Text = r.words(path, o, "text", true)
	it.Short = it.Text
	it.Required = r.Flag(path, o, "required")
	if r.Flag(path, o, "repeats") {
		r.Fail(path+".repeats", strict.Value)
	}
	switch it.Type = Type(r.Text(path, o, "type")); it.Type {
	case Choice, Integer, Real, String, Long:
	case "group":
		r.Fail(path+".type", nested)
	default:
		r.Fail(path+".type", notShown)
	}
	for i, raw := range r.List(path, o, "code") {
		at := fmt.Sprintf("%s.code[%d]", path, i)
		c := r.Object(at, raw, "system", "code", "display")
		it.Codes = append(it.Codes, Coding{r.Required(at, c, "system"), r.Required(at, c, "code")})
	}
	r.conditions(path, o, &it)
	for i, raw := range r.List(path, o, "answerOption") {
		it.Options = append(it.Options, r.option(fmt.Sprintf("%s.answerOption[%d]", path, i), raw, it.Options))
	}
	if (it.Type == Choice) != (len(it.Options) > 0) || len(it.Options) > 9 {
		r.Fail(path+".answerOption", "options")
	}
	for i, raw := range r.List(path, o, "item") {
		r.help(fmt.Sprintf("%s.item[%d]", path, i), raw, &it)
	}
	for i, raw := range r.List(path, o, "extension") {
		r.extension(fmt.Sprintf("%s.extension[%d]", path, i), raw, &it)
	}
	if it.Min.IsZero() != it.Max.IsZero() || it.Min.Cmp(it.Max) > 0 {
		r.Fail(path+".extension", "range")
	}
	if it.Measurement && !it.Numeric() {
		r.Fail(path+".extension", "measurement")
	}
	if len(r.d.Items) == maxItems {
		r.Fail(path, strict.Large)
	}
	if r.Failed() {
		return
	}
	r.d.index[it.LinkID] = len(r.d.Items)
	r.d.Items = append(r.d.Items, it)
}

// conditions reads enableWhen. The item that decides must stand earlier: the form is
// asked from top to bottom, and no item can hang on itself.
func (r *reader) conditions(path string, o strict.Object, it *Item) {
	for i, raw := range r.List(path, o, "enableWhen") {
		at := fmt.Sprintf("%s.enableWhen[%d]", path, i)
		w := r.Object(at, raw, "question", "operator", "answerCoding")
		c := Condition{LinkID: r.Required(at, w, "question")}
		switch r.Text(at, w, "operator") {
		case "=":
		case "!=":
			c.Not = true
		default:
			r.Fail(at+".operator", strict.Value)
		}
		coding := r.Object(at+".answerCoding", w["answerCoding"], "system", "code", "display")
		c.Code = r.Required(at+".answerCoding", coding, "code")
		if on, ok := r.d.Item(c.LinkID); r.broken[c.LinkID] {
			continue // its own fault is told
		} else if !ok {
			r.Fail(at+".question", "earlier")
		} else if _, ok := on.Option(c.Code); !ok {
			r.Fail(at+".answerCoding.code", strict.Value)
		}
		it.When = append(it.When, c)
	}
	switch r.Text(path, o, "enableBehavior") {
	case "", "all":
	case "any":
		it.WhenAny = true
	default:
		r.Fail(path+".enableBehavior", strict.Value)
	}
}

func (r *reader) option(path string, raw json.RawMessage, before []Option) Option {
	o := r.Object(path, raw, "valueCoding", "extension")
	path += ".valueCoding"
	c := r.Object(path, o["valueCoding"], "system", "code", "display", "_display", "extension")
	opt := Option{Code: r.Required(path, c, "code"), Text: r.words(path, c, "display", true)}
	if len(opt.Code) != 1 || opt.Code < "1" || opt.Code > "9" {
		r.Fail(path+".code", "digit")
	}
	for _, b := range before {
		if b.Code == opt.Code {
			r.Fail(path+".code", "twice")
		}
	}
	exts := append(r.List(path, o, "extension"), r.List(path, c, "extension")...)
	for i, raw := range exts {
		at := fmt.Sprintf("%s.extension[%d]", path, i)
		e := r.Object(at, raw, "url", "valueDecimal", "valueString", "_valueString")
		switch r.Text(at, e, "url") {
		case extOrdinal:
			opt.Score, opt.HasScore = r.Whole(at, e, "valueDecimal"), true
		case extShortDisplay:
			opt.Short = r.words(at, e, "valueString", true)
		default:
			r.Fail(at+".url", strict.Value)
		}
	}
	return opt
}

func (r *reader) help(path string, raw json.RawMessage, it *Item) {
	o := r.Object(path, raw, "linkId", "text", "_text", "type", "extension")
	r.linkID(path, o)
	if r.Text(path, o, "type") != "display" || !it.Help.IsZero() {
		r.Fail(path+".type", strict.Value)
	}
	for i, raw := range r.List(path, o, "extension") {
		at := fmt.Sprintf("%s.extension[%d]", path, i)
		e := r.Object(at, raw, "url", "valueCodeableConcept")
		if r.Text(at, e, "url") != extControl {
			r.Fail(at+".url", strict.Value)
		}
	}
	it.Help = r.words(path, o, "text", true)
}

func (r *reader) extension(path string, raw json.RawMessage, it *Item) {
	e := r.Object(path, raw, "url", "valueString", "_valueString", "valueInteger", "valueDecimal", "valueBoolean", "valueCoding")
	switch r.Text(path, e, "url") {
	case extShort:
		it.Short = r.words(path, e, "valueString", true)
	case extMin:
		it.Min = r.bound(path, e, it)
	case extMax:
		it.Max = r.bound(path, e, it)
	case extUnit:
		path += ".valueCoding"
		c := r.Object(path, e["valueCoding"], "system", "code", "display", "_display")
		it.UnitCode = r.Text(path, c, "code")
		it.Unit = r.words(path, c, "display", true)
	case extMeasurement:
		it.Measurement = r.Flag(path, e, "valueBoolean")
	case extBelow:
		it.Below = r.Required(path, e, "valueString")
	case extCl24:
		if it.Cl24 = r.Whole(path, e, "valueInteger"); it.Cl24 < 1 {
			r.Fail(path+".valueInteger", strict.Value)
		}
	default:
		r.Fail(path+".url", strict.Value)
	}
}

func (r *reader) bound(path string, e strict.Object, it *Item) Decimal {
	if !it.Numeric() {
		r.Fail(path, "range")
	}
	key := "valueDecimal"
	if e["valueInteger"] != nil {
		key = "valueInteger"
	}
	n, err := ParseNumber(string(e[key]))
	if err != nil {
		r.Fail(path+"."+key, strict.Value)
	}
	return n
}

// links checks what can be checked only when all items are read.
func (r *reader) links() {
	for _, it := range r.d.Items {
		if it.Below == "" {
			continue
		}
		if over, ok := r.d.Item(it.Below); r.broken[it.Below] {
			continue
		} else if !ok || !over.Numeric() || !it.Numeric() || over.LinkID == it.LinkID {
			r.Fail("Questionnaire.item("+it.LinkID+").extension", "below")
		}
	}
}

var linkIDs = regexp.MustCompile(`^[a-z][a-z0-9._-]{0,63}$`)

func (r *reader) linkID(path string, o strict.Object) string {
	id := r.Required(path, o, "linkId")
	switch {
	case !linkIDs.MatchString(id):
		r.Fail(path+".linkId", "linkid")
	case r.seen[id]:
		r.Fail(path+".linkId", "twice")
	}
	r.seen[id] = true
	return id
}

// words reads a text and its English translation.
func (r *reader) words(path string, o strict.Object, key string, must bool) Words {
	w := Words{SV: strings.TrimSpace(r.Text(path, o, key))}
	if must && w.SV == "" {
		r.Fail(path+"."+key, strict.Absent)
	}
	raw, ok := o["_"+key]
	if !ok {
		return w
	}
	path += "._" + key
	el := r.Object(path, raw, "extension")
	for i, raw := range r.List(path, el, "extension") {
		at := fmt.Sprintf("%s.extension[%d]", path, i)
		e := r.Object(at, raw, "url", "extension")
		if r.Text(at, e, "url") != extTranslation {
			r.Fail(at+".url", strict.Value)
		}
		var lang, content string
		for j, raw := range r.List(at, e, "extension") {
			part := fmt.Sprintf("%s.extension[%d]", at, j)
			p := r.Object(part, raw, "url", "valueCode", "valueString", "valueMarkdown")
			switch r.Text(part, p, "url") {
			case "lang":
				lang = r.Text(part, p, "valueCode")
			case "content":
				content = r.Text(part, p, "valueString") + r.Text(part, p, "valueMarkdown")
			default:
				r.Fail(part+".url", strict.Value)
			}
		}
		if lang == "en" || strings.HasPrefix(lang, "en-") {
			w.EN = strings.TrimSpace(content)
		}
	}
	return w
}
