package form

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/fault"
)

// Part says which of a form's texts is meant.
type Part string

// The texts of a form.
const (
	TitleText   Part = "title"   // of the form
	IntroText   Part = "intro"   // before the first question
	Heading     Part = "heading" // of a section
	ShortHead   Part = "section" // a section's name in narrow places
	Question    Part = "question"
	HelpText    Part = "help"
	ShortText   Part = "short"  // an item's name in lists
	OptionText  Part = "option" // an answer's words
	OptionShort Part = "option.short"
)

// Place is where a text stands in a form.
type Place struct {
	Part   Part
	LinkID string // of the item, or of the section; "" for the form's own
	Option string // the answer's code
}

// Worded is a text of a form with its place. What is optional and not there is empty: a
// short name that is not given of its own, a help.
type Worded struct {
	Place
	Words Words
}

// Optional reports whether the text may be empty.
func (p Place) Optional() bool {
	switch p.Part {
	case HelpText, ShortText, ShortHead, OptionShort, IntroText:
		return true
	}
	return false
}

// Texts lists all texts that a person reads, in the form's order. A short name that is
// the question itself is empty.
func (d *Definition) Texts() (list []Worded) {
	add := func(part Part, linkID, option string, w Words) {
		list = append(list, Worded{Place{part, linkID, option}, w})
	}
	unless := func(w, full Words) Words {
		if w == full {
			return Words{}
		}
		return w
	}
	add(TitleText, "", "", d.Title)
	if !d.Intro.IsZero() {
		add(IntroText, "", "", d.Intro)
	}
	for _, s := range d.Sections {
		add(Heading, s.ID, "", s.Title)
		add(ShortHead, s.ID, "", unless(s.Short, s.Title))
		for _, it := range d.SectionItems(s) {
			add(Question, it.LinkID, "", it.Text)
			add(HelpText, it.LinkID, "", it.Help)
			add(ShortText, it.LinkID, "", unless(it.Short, it.Text))
			for _, o := range it.Options {
				add(OptionText, it.LinkID, o.Code, o.Text)
				add(OptionShort, it.LinkID, o.Code, o.Short)
			}
		}
	}
	return list
}

// NextVersion gives a version for a reworded form that is not among those taken:
// "1" → "1.1" → "1.2".
func NextVersion(version string, taken []string) string {
	base, n := version, 0
	if i := strings.LastIndexByte(version, '.'); i > 0 {
		if last, err := strconv.Atoi(version[i+1:]); err == nil {
			base, n = version[:i], last
		}
	}
	for {
		n++
		if next := fmt.Sprintf("%s.%d", base, n); !slices.Contains(taken, next) {
			return next
		}
	}
}

// Reword gives a form's file with other texts, as another version from another day.
// Only these texts, the version and the date are changed; the rest of the file stays byte
// for byte, so that no code, score, condition or link id can change (Changes between the
// two lists only texts). Texts that the form has already may be among them. A place that
// is not in the form, an empty text where one must be, and words that Read would refuse
// are refused.
func Reword(file []byte, version string, date day.Date, texts []Worded) ([]byte, error) {
	d, err := Read(file)
	if err != nil {
		return nil, err
	}
	now := map[Place]Words{}
	for _, t := range d.Texts() {
		now[t.Place] = t.Words
	}
	want := map[Place]Words{}
	for _, t := range texts {
		words := Words{strings.TrimSpace(t.Words.SV), strings.TrimSpace(t.Words.EN)}
		_, known := now[t.Place]
		_, twice := want[t.Place]
		switch {
		case !known || twice:
			return nil, fault.New(fault.Refused, "form.err.place", "Item", t.LinkID)
		case words.SV == "" && (words.EN != "" || !t.Optional()):
			return nil, fault.New(fault.Refused, "form.err.empty", "Item", t.LinkID)
		}
		want[t.Place] = words
	}
	w := &rewording{splices{b: file}, scanJSON(file)}
	for _, t := range d.Texts() {
		words, ok := want[t.Place]
		if !ok || words == t.Words {
			continue
		}
		w.put(Worded{t.Place, words})
		if short, ok := shortOf(t.Place); ok && now[short].IsZero() && want[short].IsZero() {
			w.extension(w.find(t.LinkID), extShort, Words{}) // it repeats the text as it was
		}
	}
	w.version(version, date)
	out := w.done()
	reworded, err := Read(out)
	if err != nil {
		return nil, err
	}
	clear(now)
	for _, t := range reworded.Texts() {
		now[t.Place] = t.Words
	}
	for place, words := range want { // an element that is there twice may hide one behind the other
		full := reworded.fullOf(place)
		if got := now[place]; got != words && (got != Words{} || words != full) {
			return nil, fault.New(fault.Refused, "form.err.place", "Item", place.LinkID)
		}
	}
	return out, nil
}

// shortOf gives the place of the short name that follows a text where none is given.
func shortOf(p Place) (Place, bool) {
	switch p.Part {
	case Question:
		return Place{ShortText, p.LinkID, ""}, true
	case Heading:
		return Place{ShortHead, p.LinkID, ""}, true
	}
	return Place{}, false
}

// fullOf gives the text that a short name stands for; one that equals it is none.
func (d *Definition) fullOf(p Place) (full Words) {
	if it, ok := d.Item(p.LinkID); ok && p.Part == ShortText {
		return it.Text
	}
	if s, ok := d.Section(p.LinkID); ok && p.Part == ShortHead {
		return s.Title
	}
	return full
}

type rewording struct {
	splices
	root *span
}

// version sets the resource's version and date.
func (w *rewording) version(version string, date day.Date) {
	v := w.root.get("version")
	w.splices.put(v.from, v.to, quoted(version))
	if v := w.root.get("date"); v != nil {
		w.splices.put(v.from, v.to, quoted(date.String()))
	} else {
		w.member(w.root, "version", `"date": `+quoted(date.String()))
	}
}

// put finds where a text stands, and changes it there.
func (w *rewording) put(t Worded) {
	switch t.Part {
	case TitleText:
		w.words(w.root, "title", t.Words)
	case IntroText:
		w.intro(t.Words)
	case Heading:
		w.words(w.find(t.LinkID), "text", t.Words)
	case Question:
		w.words(w.find(t.LinkID), "text", t.Words)
	case ShortHead, ShortText:
		w.extension(w.find(t.LinkID), extShort, t.Words)
	case HelpText:
		w.help(w.find(t.LinkID), t.LinkID, t.Words)
	case OptionText:
		w.words(w.option(t).get("valueCoding"), "display", t.Words)
	case OptionShort:
		o := w.option(t)
		if c := o.get("valueCoding"); w.extOf(o, extShortDisplay) == nil {
			o = c // Read takes it from both; the last counts
		}
		w.extension(o, extShortDisplay, t.Words)
	}
}

// find gives the group or question of a link id.
func (w *rewording) find(linkID string) *span {
	for _, g := range w.root.get("item").elements {
		if w.text(g.get("linkId")) == linkID {
			return g
		}
		if items := g.get("item"); items != nil {
			for _, it := range items.elements {
				if w.text(it.get("linkId")) == linkID {
					return it
				}
			}
		}
	}
	return nil
}

func (w *rewording) option(t Worded) *span {
	for _, o := range w.find(t.LinkID).get("answerOption").elements {
		if w.text(o.get("valueCoding").get("code")) == t.Option {
			return o
		}
	}
	return nil
}

// intro changes the text before the first question, or takes it away.
func (w *rewording) intro(words Words) {
	first := w.root.get("item").elements[0]
	if words.IsZero() {
		w.dropElement(w.root, "item", first)
		return
	}
	w.words(first, "text", words)
}

// words changes a text and its translation.
func (w *rewording) words(o *span, key string, words Words) {
	v := o.get(key)
	if old := strings.TrimSpace(w.text(v)); old != words.SV {
		w.splices.put(v.from, v.to, quoted(words.SV))
	}
	beside := o.get("_" + key)
	list := beside.get("extension")
	if beside == nil || list == nil || len(list.elements) == 0 {
		if beside != nil {
			w.dropMember(o, "_"+key)
		}
		if words.EN != "" {
			w.member(o, key, quoted("_"+key)+`: {"extension": [`+translation(words.EN)+`]}`)
		}
		return
	}
	// Read takes the last English one: that is changed, and any others with it.
	found := false
	for _, e := range list.elements {
		content := w.english(e)
		if content == nil {
			continue
		}
		switch {
		case words.EN != "":
			if strings.TrimSpace(w.text(content)) != words.EN {
				w.splices.put(content.from, content.to, quoted(words.EN))
			}
		case len(list.elements) == 1:
			w.dropMember(o, "_"+key)
		default:
			w.dropElement(beside, "extension", e)
		}
		found = true
	}
	if !found && words.EN != "" {
		w.element(beside, "extension", translation(words.EN))
	}
}

// english gives the text of an English translation, nil for another extension.
func (w *rewording) english(e *span) (content *span) {
	lang := ""
	if e.get("extension") == nil {
		return nil
	}
	for _, p := range e.get("extension").elements {
		switch w.text(p.get("url")) {
		case "lang":
			lang = w.text(p.get("valueCode"))
		case "content":
			if content = p.get("valueString"); content == nil {
				content = p.get("valueMarkdown")
			}
		}
	}
	if lang != "en" && !strings.HasPrefix(lang, "en-") {
		return nil
	}
	return content
}

func translation(text string) string {
	return `{"url": "` + extTranslation + `", "extension": [{"url": "lang", "valueCode": "en"}, {"url": "content", "valueString": ` + quoted(text) + `}]}`
}

// extOf gives an element's last extension with a url.
func (w *rewording) extOf(o *span, url string) (found *span) {
	if list := o.get("extension"); list != nil {
		for _, e := range list.elements {
			if w.text(e.get("url")) == url {
				found = e
			}
		}
	}
	return found
}

// extension changes a text that stands in an extension, makes it or takes it away.
func (w *rewording) extension(o *span, url string, words Words) {
	e := w.extOf(o, url)
	switch {
	case e == nil && words.IsZero():
	case e == nil:
		w.element(o, "extension", `{"url": "`+url+`", `+both("valueString", words)+`}`)
	case words.IsZero():
		w.dropElement(o, "extension", e)
	default:
		w.words(e, "valueString", words)
	}
}

// help changes the line under a question, makes it or takes it away.
func (w *rewording) help(o *span, linkID string, words Words) {
	var old *span
	if list := o.get("item"); list != nil && len(list.elements) > 0 {
		old = list.elements[0] // there is no other item in a question
	}
	switch {
	case old == nil && !words.IsZero():
		w.element(o, "item", `{"linkId": `+quoted(w.unused(linkID+".help"))+`, `+both("text", words)+`, "type": "display", "extension": [{"url": "`+extControl+
			`", "valueCodeableConcept": {"coding": [{"system": "http://hl7.org/fhir/questionnaire-item-control", "code": "help"}]}}]}`)
	case old != nil && words.IsZero():
		w.dropElement(o, "item", old)
	case old != nil:
		w.words(old, "text", words)
	}
}

// unused gives a link id that the file has not.
func (w *rewording) unused(id string) string {
	id = id[max(0, len(id)-50):]
	for bytes.Contains(w.b, []byte(quoted(id))) {
		id += "x"
	}
	return id
}

// both writes a text as a member, with its translation.
func both(key string, words Words) string {
	s := quoted(key) + ": " + quoted(words.SV)
	if words.EN != "" {
		s += ", " + quoted("_"+key) + `: {"extension": [` + translation(words.EN) + `]}`
	}
	return s
}
