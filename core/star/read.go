package star

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"unicode/utf8"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/strict"
)

// maxFile is the largest file of criteria that is read.
const maxFile = 1 << 20

// ReadCriteria reads criteria from JSON, in the form of the shipped ones: every
// element known, twelve points at twelve places, every range joined to the next
// without gap or overlap. An error names the element's path (star.err.read).
func ReadCriteria(b []byte) (*Criteria, error) { return readCriteria(b, false) }

// ReadDraft reads criteria that are being written, as JSON wrote them: they may have all
// that Faults tells of.
func ReadDraft(b []byte) (*Criteria, error) { return readCriteria(b, true) }

func readCriteria(b []byte, draft bool) (*Criteria, error) {
	b = form.WithoutMark(b)
	r := &reader{c: &Criteria{}, draft: draft}
	switch {
	case len(b) > maxFile:
		r.Fail(root, strict.Large)
	case !json.Valid(b):
		r.Fail(root, "json")
	case !utf8.Valid(b):
		r.Fail(root, strict.Shape)
	default:
		r.criteria(b)
	}
	if r.Failed() {
		return nil, fault.New(fault.Refused, "star.err.read", "Path", r.Path, "Why", say.T("star.err.read."+r.Why))
	}
	return r.c, nil
}

// ShippedCriteria gives the example criteria that come with the program, one value
// for all, which nobody changes.
var ShippedCriteria = sync.OnceValue(func() *Criteria {
	b, err := assets.Criteria.ReadFile("criteria/exempel-1.json")
	if err != nil {
		panic(err) // the file is part of the program
	}
	c, err := ReadCriteria(b)
	if err != nil {
		panic(err) // a test reads it
	}
	return c
})

const root = "criteria"

type reader struct {
	strict.Reader
	c     *Criteria
	draft bool // texts and inputs may lack
}

func (r *reader) criteria(b []byte) {
	o := r.Object(root, b, "id", "version", "date", "example", "name", "notice", "points", "heredity")
	c := r.c
	c.ID = r.Required(root, o, "id")
	c.Version = r.Required(root, o, "version")
	date, err := day.Parse(r.Required(root, o, "date"))
	if err != nil {
		r.Fail(root+".date", strict.Value)
	}
	c.Date = date
	c.Example = r.Flag(root, o, "example")
	c.Name = r.words(root, o, "name", true)
	c.Notice = r.words(root, o, "notice", false)
	for i, raw := range r.List(root, o, "points") {
		if i == Points || r.Failed() {
			r.Fail(root+".points", "points")
			return
		}
		r.point(fmt.Sprintf("%s.points[%d]", root, i), raw)
	}
	if len(c.Points) != Points {
		r.Fail(root+".points", "points")
	}
	r.heredity(root+".heredity", o["heredity"])
}

var ids = regexp.MustCompile(`^[a-z][a-z0-9._-]{0,63}$`)

func (r *reader) id(path string, o strict.Object, key string) string {
	s := r.Required(path, o, key)
	if !ids.MatchString(s) {
		r.Fail(path+"."+key, strict.Value)
	}
	return s
}

func (r *reader) point(path string, raw json.RawMessage) {
	o := r.Object(path, raw, "id", "k", "group", "name", "unit", "levels", "inputs", "show", "text", "lead")
	p := Criterion{ID: r.id(path, o, "id"), K: r.Whole(path, o, "k"), Group: Group(r.Text(path, o, "group"))}
	if p.K < 0 || p.K >= Points {
		r.Fail(path+".k", strict.Value)
	}
	for _, other := range r.c.Points {
		if other.ID == p.ID || p.ID == "heredity" {
			r.Fail(path+".id", "twice")
		}
		if other.K == p.K {
			r.Fail(path+".k", "twice")
		}
	}
	switch p.Group {
	case Wellbeing, Habits, Measures:
	default:
		r.Fail(path+".group", strict.Value)
	}
	switch p.Show = Show(r.Text(path, o, "show")); p.Show {
	case "":
		p.Show = ShowFirst
	case ShowFirst, ShowWorst, ShowAll:
	default:
		r.Fail(path+".show", strict.Value)
	}
	p.Name = r.words(path, o, "name", true)
	p.Unit = r.words(path, o, "unit", false)
	p.Text = r.words(path, o, "text", false)
	p.Lead = r.words(path, o, "lead", false)
	p.Levels = map[int]form.Words{}
	levels := r.Object(path+".levels", o["levels"], "1", "2", "3", "4")
	for n := 1; n <= 4; n++ {
		if key := strconv.Itoa(n); levels[key] != nil {
			p.Levels[n] = r.words(path+".levels", levels, key, true)
		}
	}
	for i, raw := range r.List(path, o, "inputs") {
		r.input(fmt.Sprintf("%s.inputs[%d]", path, i), raw, &p)
	}
	if !r.draft && !slices.ContainsFunc(p.Inputs, func(in Input) bool { return !in.Optional }) {
		r.Fail(path+".inputs", strict.Absent)
	}
	r.c.Points = append(r.c.Points, p)
}

func (r *reader) input(path string, raw json.RawMessage, p *Criterion) {
	o := r.Object(path, raw, "answer", "index", "optional", "decimals", "text", "words", "codes", "ranges", "by_sex")
	in := Input{Optional: r.Flag(path, o, "optional"), Decimals: -1, Text: r.words(path, o, "text", false)}
	if o["index"] != nil {
		in.Index = r.id(path, o, "index")
		if indexInputs[in.Index] == nil {
			r.Fail(path+".index", strict.Value)
		}
		r.None(path, o, "answer", "codes", "words")
	} else {
		in.Answer = r.id(path, o, "answer")
	}
	if o["decimals"] != nil {
		if in.Decimals = r.Whole(path, o, "decimals"); in.Decimals < 0 || in.Decimals > 3 {
			r.Fail(path+".decimals", strict.Value)
		}
	}
	switch {
	case o["codes"] != nil:
		r.None(path, o, "ranges", "by_sex", "decimals", "text")
		r.codes(path, o, &in, p)
	case o["by_sex"] != nil:
		r.None(path, o, "ranges", "words")
		in.Sexes = map[pnr.Sex][]Range{}
		by := r.Object(path+".by_sex", o["by_sex"], string(pnr.Woman), string(pnr.Man))
		for _, sex := range []pnr.Sex{pnr.Woman, pnr.Man} {
			in.Sexes[sex] = r.ranges(path+".by_sex", by, string(sex), p)
		}
	default:
		r.None(path, o, "words")
		in.Ranges = r.ranges(path, o, "ranges", p)
	}
	p.Inputs = append(p.Inputs, in)
}

func (r *reader) codes(path string, o strict.Object, in *Input, p *Criterion) {
	digits := []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}
	in.Codes, in.Words = map[string]int{}, map[string]form.Words{}
	codes := r.Object(path+".codes", o["codes"], digits...)
	shown := r.Object(path+".words", o["words"], digits...)
	for _, code := range digits {
		if codes[code] == nil {
			continue
		}
		level := r.Whole(path+".codes", codes, code)
		r.level(path+".codes."+code, level, p)
		in.Codes[code] = level
		in.Words[code] = r.words(path+".words", shown, code, true)
	}
	if len(in.Codes) == 0 {
		r.Fail(path+".codes", strict.Absent)
	}
}

// level refuses a level without words, so that a reason always has its criterion.
func (r *reader) level(path string, level int, p *Criterion) {
	if _, ok := p.Levels[level]; !ok && !r.draft {
		r.Fail(path, "level")
	}
}

func (r *reader) ranges(path string, o strict.Object, key string, p *Criterion) []Range {
	var rs []Range
	list := r.List(path, o, key)
	if len(list) == 0 {
		r.Fail(path+"."+key, strict.Absent)
	}
	path += "." + key
	for i, raw := range list {
		at := fmt.Sprintf("%s[%d]", path, i)
		e := r.Object(at, raw, "level", "from", "above", "to", "below", "text", "why")
		g := Range{Level: r.Whole(at, e, "level"), Text: r.words(at, e, "text", false)}
		if g.Why = r.words(at, e, "why", g.Level == 0); g.Level != 0 {
			r.level(at+".level", g.Level, p)
		}
		g.From, g.Above = r.number(at, e, "from"), r.number(at, e, "above")
		g.To, g.Below = r.number(at, e, "to"), r.number(at, e, "below")
		rs = append(rs, g)
		if i > 0 && !joined(rs[i-1], g) || i == 0 && (g.From != nil || g.Above != nil) ||
			i == len(list)-1 && (g.To != nil || g.Below != nil) || crossed(g) {
			r.Fail(at, "joined")
		}
	}
	return rs
}

// joined reports whether b begins exactly where a ends.
func joined(a, b Range) bool {
	switch {
	case a.To != nil && a.Below != nil, b.From != nil && b.Above != nil:
		return false
	case a.To != nil:
		return b.Above != nil && b.Above.Cmp(*a.To) == 0
	case a.Below != nil:
		return b.From != nil && b.From.Cmp(*a.Below) == 0
	}
	return false
}

// crossed reports whether a range ends before it begins.
func crossed(g Range) bool {
	low, high := g.From, g.To
	if low == nil {
		low = g.Above
	}
	if high == nil {
		high = g.Below
	}
	return low != nil && high != nil && low.Cmp(*high) > 0
}

func (r *reader) number(path string, o strict.Object, key string) *form.Decimal {
	if o[key] == nil {
		return nil
	}
	n, err := form.ParseNumber(r.Text(path, o, key))
	if err != nil {
		r.Fail(path+"."+key, strict.Value)
	}
	return &n
}

func (r *reader) words(path string, o strict.Object, key string, must bool) form.Words {
	if o[key] == nil {
		if must && !r.draft {
			r.Fail(path+"."+key, strict.Absent)
		}
		return form.Words{}
	}
	path += "." + key
	e := r.Object(path, o[key], "sv", "en")
	if r.draft {
		return form.Words{SV: r.Text(path, e, "sv"), EN: r.Text(path, e, "en")}
	}
	return form.Words{SV: r.Required(path, e, "sv"), EN: r.Text(path, e, "en")}
}

func (r *reader) heredity(path string, raw json.RawMessage) {
	o := r.Object(path, raw, "name", "inputs", "yes", "no", "unknown", "none")
	h := &r.c.Heredity
	h.Name = r.words(path, o, "name", true)
	h.Yes = r.words(path, o, "yes", true)
	h.No = r.words(path, o, "no", true)
	h.Unknown = r.words(path, o, "unknown", true)
	h.None = r.words(path, o, "none", true)
	for i, raw := range r.List(path, o, "inputs") {
		at := fmt.Sprintf("%s.inputs[%d]", path, i)
		e := r.Object(at, raw, "answer", "words")
		h.Inputs = append(h.Inputs, HeredityInput{Answer: r.id(at, e, "answer"), Words: r.words(at, e, "words", true)})
	}
	if len(h.Inputs) == 0 && !r.draft {
		r.Fail(path+".inputs", strict.Absent)
	}
}
