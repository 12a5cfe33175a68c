package paper

import (
	"io"
	"slices"
	"strings"

	"fyrtio/core/fault"
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
	d := newDoc(run.title(), run.Date)
	sheets, err := run.print(d)
	if err != nil {
		return Sheets{}, err
	}
	return sheets, d.write(w)
}

// title names the file without naming anybody.
func (run LetterRun) title() string {
	first, last := run.Letters[0].Number, run.Letters[len(run.Letters)-1].Number
	if first == last {
		return say.In(say.Swedish, say.T("paper.letters.title_one", "First", first))
	}
	return say.In(say.Swedish, say.T("paper.letters.title", "First", first, "Last", last))
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
func (run LetterRun) ahead(stop <-chan struct{}) <-chan ready {
	out := make(chan ready, 32)
	go func() {
		defer close(out)
		find := run.templates()
		for _, l := range run.Letters {
			var r ready
			r.layout, r.problems = run.prepare(l, find)
			if q, ok := r.problems.stop(); ok {
				r.err = fault.New(fault.Refused, "paper.err.letter", "Number", shorten(l.Number), "Problem", q.Text)
			} else {
				r.code, r.err = newQR(r.layout.number)
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
	for r := range run.ahead(stop) {
		if r.err != nil {
			return Sheets{}, r.err
		}
		l, first := r.layout.letter, d.page+1
		run.draw(d, &r.layout, r.code)
		if l.Template == Forwarding {
			run.forwardingSheet(d, &r.layout)
		}
		sheets.Letters = append(sheets.Letters, Placed{Number: l.Number, Page: first, Pages: d.page + 1 - first, Problems: r.problems.list})
	}
	sheets.Pages = d.page
	return sheets, nil
}

// draw puts a laid-out letter on its pages.
func (run LetterRun) draw(d *doc, o *layout, code *matrix) {
	for i, rows := range o.pages {
		d.newPage()
		last := i == len(o.pages)-1
		if i == 0 {
			run.head(d, o, code)
			for j, line := range o.title {
				d.text(letterLeft, titleY+float64(j)*7, o.titleSt, line)
			}
			d.foldMarks()
		} else {
			run.secondHead(d, o, i+1, len(o.pages))
		}
		end := d.place(rows, o.top[i])
		if side := o.side[i]; len(side) > 0 {
			top := o.top[i]
			if i == 0 {
				top = o.sideTop
			}
			end = max(end, d.place(side, top))
			d.line(sideRule, top+1.2, sideRule, end, hairline, ruleColor)
		}
		switch {
		case last && o.cutY > 0:
			d.place(o.slip, o.cutY)
			name := o.letter.Given + " " + o.letter.Family
			if o.letter.Template == Forwarding {
				name = "" // a protected person's slip travels with its number alone
			}
			d.slipHeader(o, mustClean(name), code)
		case last:
			run.foot(d)
		}
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
// Between y 28 and 84 there is nothing but return line and address.
func (run LetterRun) head(d *doc, o *layout, code *matrix) {
	d.stamp("logo", func() { d.shapes(star.Logo(letterLeft+5.5, 19.5, 5.5, 0)) })
	d.fitted(39, 19.4, senderW, fromLeft, strong(13), 8, run.Clinic.Name)
	line := say.In(o.lang, say.T("paper.letter.tagline"))
	if age := o.letter.Fields["age"]; age != "" {
		line = say.In(o.lang, say.T("paper.letter.tagline_age", "Age", age))
	}
	d.fitted(39, 24.1, senderW, fromLeft, quiet(9), 6.5, line)

	d.text(112, 17.1, quiet(8.5), say.In(o.lang, say.T("paper.letter.date")))
	d.fitted(112, 21.8, dateW, fromLeft, plain(10), dateLeast, say.Date(o.lang, run.Date))
	d.text(140, 17.1, quiet(8.5), say.In(o.lang, say.T("paper.letter.number")))
	d.fitted(140, 21.8, numberW, fromLeft, strong(10), numberLeast, o.number)
	d.qr(174, 13.5, 14, code)
	if o.letter.Template != Forwarding {
		run.window(d, o.lang, o.address, o.addrSt)
	}
}

// window draws return line and address where the envelope's window is.
func (run LetterRun) window(d *doc, lang say.Lang, address []string, st style) {
	x := 112.0
	if run.Clinic.Window.Preset == WindowV2 {
		x = 23
	}
	x += run.Clinic.Window.DX
	y := run.Clinic.Window.DY
	if len(address) >= addressMax {
		y -= 2.5 // a fifth line is the first to be lost below the window's edge
	}
	lines := run.returnLine(lang)
	small, _ := fit(quiet(7.5), lines[0], addressW, returnLeast)
	for i, line := range lines {
		d.text(x, y+45.6-float64(len(lines)-1-i)*2.7, small, line)
	}
	d.line(x, y+46.9, x+addressW, y+46.9, hairline, ruleColor)
	for i, line := range address {
		d.text(x, y+51.8+float64(i)*addressGap, st, line)
	}
}

// returnLeast is the smallest type of the return line: it is for the post.
const returnLeast = 6.5

// returnLine gives who sends and where it goes back to, on one line if it fits.
func (run LetterRun) returnLine(lang say.Lang) []string {
	c := run.Clinic
	parts := slices.DeleteFunc([]string{c.Name, c.Street, strings.TrimSpace(FormatPostcode(c.Postcode) + " " + c.Town)},
		func(s string) bool { return strings.TrimSpace(s) == "" })
	from := mustClean(say.In(lang, say.T("paper.letter.from", "Address", strings.Join(parts, ", "))))
	st, _ := fit(quiet(7.5), from, addressW, returnLeast)
	return wrapText(from, st, addressW)
}

// mustClean gives the text that is printed, where problems are told elsewhere.
func mustClean(s string) string {
	s, _ = tidy(s)
	return s
}

// foldMarks draws where to fold: twice for C65, once for C5.
func (d *doc) foldMarks() {
	d.stamp("folds", func() {
		for _, y := range []float64{99, 148.5, 198} {
			d.line(4, y, 9, y, hairline, ink)
		}
	})
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
