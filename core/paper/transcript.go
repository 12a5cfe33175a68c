package paper

import (
	"io"
	"strconv"
	"unicode"
	"unicode/utf8"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/say"
)

// Transcript is the sheet from which a paper questionnaire is typed into Clinic24.
// It exists only with consent (Q18, Q19).
type Transcript struct {
	Clinic  Clinic
	Lang    say.Lang
	Form    *form.Definition
	Answers form.Answers
	Name    string   // of the participant, or S-04 for a protected person
	Number  string   // the personal number as it is typed, may be empty
	Date    day.Date // when the sheet is made

	Consent  Consent
	Informed day.Date // when the information about future digital messages was given; zero = not given
}

// Consent is a yes to being registered in Clinic24.
type Consent struct {
	Date day.Date
	How  string // muntligt, på talongen
	By   string // who took it
}

// Measures of the transcript in mm, papers.md 4.
const (
	scriptNr     = 30.8 // middle of the number
	scriptItem   = 38.0
	scriptAnswer = 104.0
	scriptBox    = 168.0
	scriptBoxW   = 22.0
	scriptRow    = 7.1
	scriptBand   = 5.6
	scriptEnd    = 262.0 // of rows; below it on the last page the signature
)

// WriteTranscript draws the sheet; without consent it refuses.
func WriteTranscript(w io.Writer, t Transcript) (Drawn, error) {
	if t.Consent.Date.IsZero() {
		return Drawn{}, fault.New(fault.Refused, "paper.err.consent")
	}
	d := newDoc(words{t.Lang, "transcript"}.in("title"), t.Lang, t.Date)
	t.draw(d)
	return d.finish(w)
}

func (t Transcript) draw(d *doc) {
	word := words{t.Lang, "transcript"}
	rows := t.rows()
	var parts [][]row
	for top := 66.7; len(rows) > 0; top = 36.7 {
		n := max(cut(rows, scriptEnd-top), 1)
		parts = append(parts, rows[:n])
		rows = rows[n:]
	}
	if len(parts) == 0 {
		parts = [][]row{nil}
	}
	for i, part := range parts {
		d.newPage()
		d.sheetHead(t.Clinic.Name, t.Name, t.Number)
		y := 30.0
		if i == 0 {
			d.sheetTitle(word.in("title"), word.in("lead"))
			t.consent(d)
			y = 60
		}
		d.rect(left, y, right-left, 6.7, &brand, nil, 0)
		head := strong(10).in(white)
		d.center(scriptNr, y+4.5, head, word.in("nr"))
		d.text(scriptItem, y+4.5, head, word.in("item"))
		d.text(scriptAnswer, y+4.5, head, word.in("answer"))
		d.text(scriptBox, y+4.5, head, word.in("type"))
		y = d.place(part, y+6.7)
		if i == len(parts)-1 {
			t.sign(d, y)
		}
		d.sheetFoot([]string{word.in("secret")}, word.in("page", "Page", i+1, "Pages", len(parts)))
	}
}

// consent draws the line that makes the sheet allowed.
func (t Transcript) consent(d *doc) {
	word := words{t.Lang, "transcript"}
	d.rect(left, 45, right-left, 10, &panel, nil, 0)
	d.rect(left, 45, 1.6, 10, &brand, nil, 0)
	how := mustClean(t.Consent.How)
	text := word.in("consent", "Date", t.Consent.Date, "By", mustClean(t.Consent.By))
	if how != "" {
		text = word.in("consent_how", "How", how, "Date", t.Consent.Date, "By", mustClean(t.Consent.By))
	}
	d.fitted(left+5, 49.2, right-left-8, fromLeft, strong(10), 7, text)
	text, st := word.in("not_informed"), strong(10)
	if !t.Informed.IsZero() {
		text, st = word.in("informed", "Date", t.Informed), plain(10)
	}
	d.text(left+5, 53.3, st, text)
}

func (t Transcript) rows() []row {
	var out []row
	section := ""
	for _, l := range t.Form.Transcript(t.Answers) {
		it, ok := t.Form.Item(l.LinkID)
		if !ok || l.LinkID == noteItem && l.Kind == form.LineAsk {
			continue
		}
		if it.Section != section {
			section = it.Section
			if s, ok := t.Form.Section(section); ok {
				out = append(out, t.band(s.Title.In(t.Lang)))
			}
		}
		out = append(out, t.line(it, l))
	}
	return out
}

func (t Transcript) band(title string) row {
	return row{h: scriptBand, with: 1, draw: func(d *doc, y float64) {
		d.rect(left, y, right-left, scriptBand, &panel, nil, 0)
		d.text(left+1.5, y+4, strong(9.5).in(brand), title)
	}}
}

// line is one answer to type: an answer, an inverted zero, or an empty box to ask about.
func (t Transcript) line(it *form.Item, l form.Line) row {
	word := words{t.Lang, "transcript"}
	name := it.Short.In(t.Lang)
	if name == "" {
		name = it.Text.In(t.Lang)
	}
	names := wrapText(mustClean(name), plain(10), scriptAnswer-scriptItem-4)
	st, w := plain(10), scriptBox-scriptAnswer-4
	answer := t.Form.Show(l.LinkID, t.Answers[l.LinkID], t.Lang)
	if !it.Numeric() && it.Type != form.Choice && l.Kind == form.LineAnswer {
		w = right - scriptAnswer // a text is typed as it stands; it has no box
	}
	if l.Kind != form.LineAnswer {
		if answer == "" {
			answer = form.MissingWords(form.Unanswered).In(t.Lang)
		}
		st = st.bold()
		answer = word.in(string(l.Kind), "Missing", upperFirst(answer))
	}
	lines := wrapText(mustClean(answer), st, w)
	h := scriptRow + 4.4*float64(max(len(lines), len(names), 1)-1)
	return row{h: h, draw: func(d *doc, y float64) {
		base := y + 4.8
		d.box(left+1.4, y+1.3, boxSide, false)
		d.center(scriptNr, base, quiet(10), strconv.Itoa(it.Number))
		for i, s := range names {
			d.text(scriptItem, base+4.4*float64(i), plain(10), s)
		}
		for i, s := range lines {
			d.text(scriptAnswer, base+4.4*float64(i), st, s)
		}
		value := l.In(t.Form, t.Lang)
		switch {
		case l.Kind == form.LineZero:
			d.rect(scriptBox, y+0.7, scriptBoxW, 5.7, &ink, &ink, frame)
			d.center(scriptBox+scriptBoxW/2, base+0.3, strong(12).in(white), value)
			d.arrow(scriptAnswer+st.width(lines[len(lines)-1])+4, scriptBox-1.5, y+3.55)
		case l.Kind == form.LineAsk:
			d.draw(&white, &ink, 0.6, []float64{1.6, 1.2}, path{points: []point{
				{scriptBox, y + 0.7}, {scriptBox + scriptBoxW, y + 0.7}, {scriptBox + scriptBoxW, y + 6.4}, {scriptBox, y + 6.4}}})
		case w == scriptBox-scriptAnswer-4:
			d.rect(scriptBox, y+0.7, scriptBoxW, 5.7, &white, &ruleColor, frame)
			d.fitted(scriptBox+scriptBoxW/2, base+0.3, scriptBoxW-2, fromMiddle, strong(12), 6, value)
		}
		d.line(left, y+h, right, y+h, hairline, hair)
	}}
}

// arrow draws a horizontal arrow, unless there is hardly room for one.
func (d *doc) arrow(x1, x2, y float64) {
	if x2-x1 < 5 {
		return
	}
	d.line(x1, y, x2-2, y, 0.5, ink)
	d.draw(&ink, nil, 0, nil, path{points: []point{{x2, y}, {x2 - 2.8, y - 0.9}, {x2 - 2.8, y + 0.9}}})
}

// sign draws what closes the sheet: what a zero means, who typed it in and when.
func (t Transcript) sign(d *doc, y float64) {
	word := words{t.Lang, "transcript"}
	y = d.paragraph(left, y+6, right-left, 4.4, quiet(9.5), word.in("zero_means")) + 2.5
	x := left + d.text(left, y, quiet(9.5), word.in("by")) + 2
	d.line(x, y+0.6, 90, y+0.6, hairline, mut)
	x = 96 + d.text(96, y, quiet(9.5), word.in("date")) + 2
	d.line(x, y+0.6, 140, y+0.6, hairline, mut)
	d.box(146, y-3.6, boxSide, false)
	d.text(152.5, y, plain(9.5), word.in("marked"))
}

// upperFirst makes the first letter a capital.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
