package paper

import (
	"strconv"
	"strings"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// Cover is the first sheet of a file of letters: what lies under it, for whoever folds,
// counts and posts. It names nobody.
type Cover struct {
	Lang     say.Lang
	Number   string    // of the run: 26-014
	Printed  time.Time // when, in Swedish time …
	By       string    // … and by whom
	Template string    // the letter's name
	Texts    []CoverText
	Cohort   int // 2026
	Enclosed []CoverEnclosure
	ByName   bool // sorted by name, else by postcode
	Override bool // some letters go with a reason although the rules advise against it
	Checksum string
	Left     []CoverCount // who is not in it, in numbers

	LettersOf []int // the sheets of each letter of the whole run

	// What Part sets for one file of the run.
	part, parts int
	of          []int // the sheets of each letter in the file
}

// CoverText is how many letters are in a language, and which version of the text.
type CoverText struct {
	Lang    Lang
	Version int // 0 = Fyrtio's
	Letters int
}

// CoverEnclosure is what lies in each envelope beside the letter.
type CoverEnclosure struct {
	Name    string
	Printed bool // in this file, else it is laid in by hand
}

// CoverCount is how many are left out for a reason.
type CoverCount struct {
	N   int
	Why string
}

// Part gives the cover of one file of the run, which has the letters from … to-1.
func (c *Cover) Part(part, parts, from, to int) *Cover {
	p := *c
	p.part, p.parts, p.of = part, parts, c.LettersOf[from:to]
	return &p
}

func (c *Cover) draw(d *doc, run LetterRun) {
	word := words{c.Lang, "cover"}
	d.newPage()
	d.sheetHead(run.Clinic.Name, word.in("top"), word.in("not_sent"))
	title := word.in("title", "Number", c.Number)
	if c.parts > 1 {
		title = word.in("title_part", "Number", c.Number, "Part", c.part, "Parts", c.parts)
	}
	d.fitted(left, titleB, 140, fromLeft, strong(19).in(brand), 12, title)

	sheets := 0
	for _, n := range c.of {
		sheets += n
	}
	first, last := run.Letters[0].Number, run.Letters[len(run.Letters)-1].Number
	count := strconv.Itoa(len(run.Letters))
	big, _ := fit(strong(44).in(brand), count, 62, 24)
	x := left + d.text(left, 53, big, count) + 8
	d.text(x, 46.5, strong(14), word.in("letters", "N", len(run.Letters)))
	paperUse := "sheets"
	if run.Duplex {
		paperUse = "sheets_duplex"
	}
	d.text(x, 53, quiet(10), word.in(paperUse, "N", sheets))
	x = max(x+45, 102)
	d.fitted(x, 46.5, 168-x, fromLeft, strong(14), 9, word.in("numbers", "First", first, "Last", last))
	d.fitted(x, 53, 168-x, fromLeft, quiet(10), 8, word.in("first_last"))
	if code, err := newQR(scanned(c.Number)); err == nil {
		d.qr(right-22, 34, 22, code)
	}

	y := 64.5
	for _, f := range c.facts(word, run) {
		for i, line := range wrapText(mustClean(f.value), plain(10.5), right-66) {
			st := plain(10.5)
			if f.bold {
				st = strong(10.5)
			}
			if i == 0 {
				d.text(left, y, quiet(10.5), f.name)
			}
			d.text(66, y, st, line)
			y += 5.2
		}
		d.line(left, y-2.6, right, y-2.6, hairline, hair)
		y += 2.8
	}
	y = c.leftOut(d, word, y+3)
	c.checks(d, word, max(y+4, 176), sheets, first, last)
	d.sheetFoot([]string{word.in("foot")}, word.in("run", "Number", c.Number))
}

type coverFact struct {
	name, value string
	bold        bool
}

func (c *Cover) facts(word words, run LetterRun) []coverFact {
	var langs, inside []string
	version := map[int]bool{}
	for _, t := range c.Texts {
		langs = append(langs, LettersIn(c.Lang, t.Lang, t.Letters))
		version[t.Version] = true
	}
	var versions []string
	for _, t := range c.Texts {
		if len(version) == 1 {
			versions = []string{VersionName(c.Lang, t.Version)}
			break
		}
		versions = append(versions, say.In(c.Lang, t.Lang.Name())+": "+VersionName(c.Lang, t.Version))
	}
	inside = append(inside, word.in("inside.letter"))
	for _, e := range c.Enclosed {
		id := "inside.by_hand"
		if e.Printed {
			id = "inside.printed"
		}
		inside = append(inside, word.in(id, "Name", e.Name))
	}
	order := "order.postcode"
	if c.ByName {
		order = "order.name"
	}
	facts := []coverFact{
		{word.in("template"), c.Template + ", " + strings.Join(versions, ", "), true},
		{word.in("language"), strings.Join(langs, " · "), false},
		{word.in("cohort"), strconv.Itoa(c.Cohort), false},
		{word.in("inside"), strings.Join(inside, " · "), false},
		{word.in("window"), WindowName(c.Lang, run.Clinic.Window), true},
		{word.in("order"), word.in(order), false},
		{word.in("printed"), word.in("printed_by", "Date", say.Date(c.Lang, day.Of(c.Printed)), "Time", say.Clock(c.Lang, c.Printed), "By", c.By), false},
		{word.in("dated"), say.Date(c.Lang, run.Date), false},
		{word.in("checksum"), grouped(c.Checksum), false},
	}
	if c.Override {
		facts = append(facts, coverFact{word.in("override"), word.in("override_with"), false})
	}
	return facts
}

// grouped parts a checksum into fours.
func grouped(s string) string {
	var parts []string
	for ; len(s) > 4; s = s[4:] {
		parts = append(parts, s[:4])
	}
	return strings.Join(append(parts, s), " ")
}

// leftOut draws who is not in the file, in numbers; at most seven reasons.
func (c *Cover) leftOut(d *doc, word words, y float64) float64 {
	all := 0
	for _, n := range c.Left {
		all += n.N
	}
	d.text(left, y, strong(11.5).in(brand), word.in("left_out", "N", all))
	y += 6.6
	list := c.Left
	if len(list) > 7 {
		rest := 0
		for _, n := range list[6:] {
			rest += n.N
		}
		list = append(append([]CoverCount(nil), list[:6]...), CoverCount{rest, word.in("left_out.other")})
	}
	for _, n := range list {
		d.right(left+7, y, strong(10.5), strconv.Itoa(n.N))
		d.fitted(left+10, y, right-left-10, fromLeft, plain(10.5), 8, n.Why)
		y += 5.6
	}
	return y
}

// checks draws what to look at before the letters are posted.
func (c *Cover) checks(d *doc, word words, y float64, sheets int, first, last string) {
	const h = 62.0
	d.rect(left, y, right-left, h, &panel, nil, 0)
	d.text(left+5, y+7.5, strong(11.5).in(brand), word.in("out"))
	for i, s := range []string{word.in("check.sheets", "N", sheets), word.in("check.numbers", "First", first, "Last", last), word.in("check.window"), word.in("check.spoiled")} {
		at := y + 11 + 7.6*float64(i)
		d.box(left+5, at, 4.6, false)
		d.fitted(left+13, at+3.7, right-left-18, fromLeft, plain(10.5), 8, s)
	}
	x := left + 5 + d.text(left+5, y+48.5, strong(10.5), word.in("wrong")) + 2
	d.line(x, y+49.3, right-5, y+49.3, hairline, mut)
	d.fitted(left+5, y+56.5, right-left-10, fromLeft, plain(10.5), 8, word.in("then"))
	y += h + 8
	x = left + d.text(left, y, quiet(10), word.in("posted")) + 3
	d.line(x, y+0.8, 102, y+0.8, hairline, mut)
	x = 110 + d.text(110, y, quiet(10), word.in("signed")) + 3
	d.line(x, y+0.8, right, y+0.8, hairline, mut)
}

// LettersIn says "svenska 139".
func LettersIn(lang say.Lang, l Lang, n int) string {
	return say.In(lang, say.T("paper.cover.langs", "Lang", l.Name(), "Count", n))
}

// VersionName says which version of a text it is: "version 3", "Fyrtios text".
func VersionName(lang say.Lang, version int) string {
	if version == 0 {
		return say.In(lang, say.T("paper.cover.version.shipped"))
	}
	return say.In(lang, say.T("paper.cover.version", "Version", version))
}

// WindowName says "H2 (höger), C5, vik en gång vid 148,5 mm".
func WindowName(lang say.Lang, w Window) string {
	side := "paper.window.h2"
	if w.Preset == WindowV2 {
		side = "paper.window.v2"
	}
	envelope := w.Envelope
	if envelope == "" {
		envelope = C5
	}
	return say.In(lang, say.T(side)) + ", " + say.In(lang, say.T("paper.window.envelope."+string(envelope)))
}
