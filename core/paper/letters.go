package paper

import (
	"io"
	"slices"
	"strings"

	"fyrtio/core/fault"
	"fyrtio/core/letter"
	"fyrtio/core/say"
	"fyrtio/core/star"
)

// Letters writes the letters of a run as one PDF. A letter with a problem that
// stops it refuses the whole file, which is then not written: run Preflight first
// and leave those letters out.
func Letters(w io.Writer, run LetterRun) (Sheets, error) {
	if len(run.Letters) == 0 {
		return Sheets{}, fault.New(fault.Refused, "paper.err.none")
	}
	if len(run.Letters) > MaxLetters {
		return Sheets{}, fault.New(fault.Refused, "paper.err.many", "N", len(run.Letters), "Max", MaxLetters)
	}
	d := newDoc(run.title(), run.lang(), run.Date)
	d.duplex = run.Duplex
	sheets, err := run.print(d)
	if err != nil {
		return Sheets{}, err
	}
	return sheets, d.write(w)
}

// lang is the language of most letters.
func (run LetterRun) lang() say.Lang {
	english := 0
	for _, l := range run.Letters {
		if l.Lang.Say() == say.English {
			english++
		}
	}
	if english*2 > len(run.Letters) {
		return say.English
	}
	return say.Swedish
}

// title names the file without naming anybody.
func (run LetterRun) title() string {
	first, last := run.Letters[0].Number, run.Letters[len(run.Letters)-1].Number
	if first == last {
		return say.In(say.Swedish, say.T("paper.letters.title_one", "First", first))
	}
	return say.In(say.Swedish, say.T("paper.letters.title", "First", first, "Last", last))
}

// refusal makes an error of a problem that stops a letter.
func (q Problem) refusal() error {
	return fault.New(fault.Refused, "paper.err.letter", "Number", shorten(q.Letter), "Problem", q.Text)
}

// ready is a letter laid out, with its code.
type ready struct {
	layout   layout
	problems *problems
	code     *matrix
	err      error
}

// ahead lays the letters out, in order, ahead of the drawing: on two cores a run takes
// half as long. It ends when stop is closed.
func (c *Checker) ahead(stop <-chan struct{}) <-chan ready {
	out := make(chan ready, 32)
	go func() {
		defer close(out)
		for _, l := range c.run.Letters {
			var r ready
			r.layout, r.problems = c.prepare(l)
			if q, ok := r.problems.stop(); ok {
				r.err = q.refusal()
			} else {
				r.code, r.err = newQR(scanned(r.layout.number))
			}
			select {
			case out <- r:
			case <-stop:
				return
			}
		}
	}()
	return out
}

func (run LetterRun) print(d *doc) (Sheets, error) {
	stop := make(chan struct{})
	defer close(stop)
	var sheets Sheets
	if run.Cover != nil {
		run.Cover.draw(d, run)
		run.turn(d)
	}
	checker := NewChecker(run)
	for r := range checker.ahead(stop) {
		if r.err != nil {
			return Sheets{}, r.err
		}
		if run.Context != nil && run.Context.Err() != nil {
			return Sheets{}, run.Context.Err()
		}
		l, first, sheet := r.layout.letter, d.page+1, sheets.Sheets+1
		parts := func(draw func() error) error {
			from := d.page
			if err := draw(); err != nil {
				return err
			}
			sheets.Sheets += run.sheets(d.page - from)
			run.turn(d)
			return nil
		}
		r.layout.named = len(run.Letters) > 1
		err := parts(func() error { run.draw(d, &r.layout, r.code); return nil })
		if err == nil && letter.Forwarded(l.Template) {
			err = parts(func() error { run.forwardingSheet(d, &r.layout); return nil })
		}
		for _, e := range run.Enclose {
			if err == nil {
				err = parts(func() error { return checker.enclosure(d, e, l, r.code) })
			}
		}
		if err != nil {
			return Sheets{}, err
		}
		sheets.Letters = append(sheets.Letters, Placed{Number: l.Number, Page: first, Pages: d.page + 1 - first,
			Sheet: sheet, Sheets: sheets.Sheets + 1 - sheet, Problems: r.problems.list})
		if n := len(sheets.Letters); run.Progress != nil && (n%50 == 0 || n == len(run.Letters)) {
			run.Progress(n, len(run.Letters))
		}
	}
	sheets.Pages = d.page
	return sheets, nil
}

// turn leaves the back of a sheet blank where something has ended on its front, so that
// what follows begins on a front side.
func (run LetterRun) turn(d *doc) {
	if run.Duplex && d.page%2 == 1 {
		d.newPage()
	}
}

// draw puts a laid-out letter on its pages.
func (run LetterRun) draw(d *doc, o *layout, code *matrix) {
	for i, pg := range o.pages {
		d.newPage()
		if o.named && i == 0 {
			d.bookmark(o.number)
		}
		last := i == len(o.pages)-1
		switch {
		case i > 0:
			run.secondHead(d, o, i+1, len(o.pages))
		case o.sheet:
			run.secondHead(d, o, 1, len(o.pages))
			o.drawTitle(d, sheetTop-5.6)
		default:
			run.head(d, o, code)
			o.drawTitle(d, titleY)
			d.foldMarks(run.Clinic.Window)
		}
		end := d.place(pg.rows, pg.top)
		if len(pg.side) > 0 {
			end = max(end, d.place(pg.side, pg.sideTop))
			d.line(sideRule, pg.sideTop+1.2, sideRule, end, hairline, ruleColor)
		}
		switch {
		case last && o.cutY > 0:
			d.place(o.slip, o.cutY)
			name := o.letter.Given + " " + o.letter.Family
			if letter.Forwarded(o.letter.Template) {
				name = "" // a protected person's slip travels with its number alone
			}
			d.slipHeader(o, mustClean(name), code)
		case last:
			run.foot(d)
		}
	}
}

func (o *layout) drawTitle(d *doc, y float64) {
	for j, line := range o.title {
		d.text(letterLeft, y+float64(j)*7, o.titleSt, line)
	}
}

// The room for the clinic's name beside the logo, and for the letter number beside its code.
const (
	senderW     = 112 - 39 - 3.0
	numberW     = 174 - 140 - 2.0
	numberLeast = 7.0
	dateW       = 140 - 112 - 2.0
	dateLeast   = 8.0 // the longest date of the year fits in it
)

// head draws sender, date, number and address: all that stands above the text.
// Between y 28 and 85 there is nothing but return line and address.
func (run LetterRun) head(d *doc, o *layout, code *matrix) {
	run.sender(d, o)
	d.text(112, 17.1, quiet(8.5), say.In(o.lang, say.T("paper.letter.date")))
	d.fitted(112, 21.8, dateW, fromLeft, plain(10), dateLeast, say.Date(o.lang, run.Date))
	d.text(140, 17.1, quiet(8.5), say.In(o.lang, say.T("paper.letter.number")))
	d.fitted(140, 21.8, numberW, fromLeft, strong(10), numberLeast, o.number)
	d.qr(174, 13.5, 14, code)
	if !letter.Forwarded(o.letter.Template) {
		run.window(d, o.lang, o.address, o.addrSt)
	}
}

// sender draws the logo, the clinic's name and the line under it. A broad logo has the
// name below it, any other beside it.
func (run LetterRun) sender(d *doc, o *layout) {
	line := say.In(o.lang, say.T("paper.letter.tagline"))
	if age := o.letter.Fields["age"]; age != "" {
		line = say.In(o.lang, say.T("paper.letter.tagline_age", "Age", age))
	}
	if run.Clinic.Window.Envelope == C4 {
		line = "" // an unfolded sheet slides so far that the line could show in the window
	}
	x := 39.0
	switch l := run.Clinic.Logo; {
	case l == nil:
		d.stamp("logo", func() { d.shapes(star.Logo(letterLeft+5.5, 19.5, 5.5, 0)) })
	case l.W > 2*l.H:
		d.logoAt(l, letterLeft, 16.2, 112-letterLeft-4, 7.5)
		d.fitted(letterLeft, 25.2, 112-letterLeft-4, fromLeft, strong(9.5), 7, run.Clinic.Name)
		return
	default:
		x = letterLeft + d.logoAt(l, letterLeft, 19.5, 22, 11) + 3
	}
	w := 112 - x - 3
	d.fitted(x, 19.4, w, fromLeft, strong(13), 8, run.Clinic.Name)
	d.fitted(x, 24.1, w, fromLeft, quiet(9), 6.5, line)
}

// Where lines stand in the window's block, mm below its top.
const (
	returnBase  = 2.6 // baseline of the return line
	returnRule  = 3.9
	firstLine   = 8.8 // baseline of the first line of the address
	lastDescent = 1.0 // room below the last baseline
	fifthLine   = 2.5 // so much higher begin five lines: the fifth is the first to be lost
)

// pitch gives how far apart so many lines of an address stand in the window's block, and
// how much higher they begin.
func (r Rect) pitch(lines int) (gap, up float64) {
	if lines >= addressMax {
		up = fifthLine
	}
	if lines < 2 {
		return addressGap, up
	}
	return min(addressGap, (r.H+up-firstLine-lastDescent)/float64(lines-1)), up
}

// window draws return line and address where the envelope's window is.
func (run LetterRun) window(d *doc, lang say.Lang, address []string, st style) {
	room := run.Clinic.Window.Block()
	x, y, w := room.X, room.Y, room.W
	gap, up := room.pitch(len(address))
	y -= up
	lines := run.returnLine(lang)
	small, _ := fit(quiet(7.5), lines[0], w, returnLeast)
	for i, line := range lines {
		d.text(x, y+returnBase-float64(len(lines)-1-i)*2.7, small, line)
	}
	d.line(x, y+returnRule, x+w, y+returnRule, hairline, ruleColor)
	for i, line := range address {
		d.text(x, y+firstLine+float64(i)*gap, st, line)
	}
}

// returnLeast is the smallest type of the return line: it is for the post.
const returnLeast = 6.5

// returnLine gives who sends and where it goes back to, on one line if it fits.
func (run LetterRun) returnLine(lang say.Lang) []string {
	c := run.Clinic
	town := strings.ReplaceAll(strings.TrimSpace(FormatPostcode(c.Postcode)+" "+c.Town), " ", "\u00a0") // it is not broken over lines
	parts := slices.DeleteFunc([]string{c.Name, c.Street, town},
		func(s string) bool { return strings.TrimSpace(s) == "" })
	from := mustClean(say.In(lang, say.T("paper.letter.from", "Address", strings.Join(parts, ", "))))
	w := c.Window.Block().W
	st, _ := fit(quiet(7.5), from, w, returnLeast)
	return wrapText(from, st, w)
}

// mustClean gives the text that is printed, where problems are told elsewhere.
func mustClean(s string) string {
	s, _ = tidy(s)
	return s
}

// secondHead draws the head of a second page.
func (run LetterRun) secondHead(d *doc, o *layout, n, of int) {
	d.fitted(letterLeft, 19.4, 95, fromLeft, strong(10), 6, run.Clinic.Name)
	d.right(letterRight, 19.4, quiet(9), say.In(o.lang, say.T("paper.letter.page", "Number", o.number, "Page", n, "Pages", of)))
	d.line(letterLeft, 24, letterRight, 24, hairline, ruleColor)
}

// foot draws who sends, under a letter without a slip.
func (run LetterRun) foot(d *doc) {
	d.line(letterLeft, 281.5, letterRight, 281.5, hairline, ruleColor)
	lines := run.footLines()
	st, _ := fit(quiet(8), strings.Join(lines, " "), letterRight-letterLeft, 6.5)
	for i, line := range lines {
		d.text(letterLeft, 285.4+float64(i)*3.3, st, line)
	}
}

// footLines gives the sender's particulars, wrapped.
func (run LetterRun) footLines() []string {
	c := run.Clinic
	var parts []string
	for _, s := range []string{c.Name, c.CareGiver, c.Street, FormatPostcode(c.Postcode) + " " + c.Town, c.Phone, c.Email} {
		if s = mustClean(s); s != "" {
			parts = append(parts, s)
		}
	}
	text := strings.Join(parts, " · ")
	st, _ := fit(quiet(8), text, letterRight-letterLeft, 6.5)
	return wrapText(text, st, letterRight-letterLeft)
}
