package paper

import (
	"fmt"
	"io"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// TestPage is the sheet against which the window is adjusted: a grid in millimetres, the
// opening and the longest address where a letter would have it.
type TestPage struct {
	Clinic Clinic
	Lang   say.Lang
	Date   day.Date
}

// LongestName and LongestAddress are what letters are tried with: as long as they get.
const LongestName = "Maximiliana Lindqvist-Oxenstråle"

// LongestAddress belongs to LongestName.
var LongestAddress = Address{CareOf: "Föreningen Gamla Skolhuset", Street: "Norra Storängskajens allé 118 B lgh 1403", Postcode: "82999", Town: "Norrängen", Country: ""}

// Measures of the test page in mm.
const (
	gridTop    = 28.0
	gridBottom = 292.0
)

// WriteTestPage draws the test page.
func WriteTestPage(w io.Writer, t TestPage) (Drawn, error) {
	word := words{t.Lang, "test"}
	d := newDoc(word.in("title"), t.Lang, t.Date)
	d.newPage()
	d.text(20, 15, strong(17).in(brand), word.in("title"))
	d.paragraph(20, 21.5, 180, 4.3, plain(9.5), word.in("lead"))
	d.grid()

	window := t.Clinic.Window
	opening := window.Opening()
	colour := brand
	d.rect(opening.X, opening.Y, opening.W, opening.H, &white, nil, 0)
	d.grid1(opening)
	x, y := opening.X, opening.Y
	d.dashed(x, y, x+opening.W, y, 0.4, colour, 2, 1.2)
	d.dashed(x, y+opening.H, x+opening.W, y+opening.H, 0.4, colour, 2, 1.2)
	d.dashed(x, y, x, y+opening.H, 0.4, colour, 2, 1.2)
	d.dashed(x+opening.W, y, x+opening.W, y+opening.H, 0.4, colour, 2, 1.2)
	room := window.Block()
	d.rect(room.X-0.8, room.Y-0.8, room.W+1.6, room.H+1.6, &white, &ink, 0.15)

	run := LetterRun{Clinic: t.Clinic, Date: t.Date}
	p := &problems{}
	l := Letter{Number: "00-0000", Given: LongestName, Address: LongestAddress}
	lines, st := run.addressLines(l, p)
	run.window(d, t.Lang, lines, st)
	d.problems = append(d.problems, p.list...)
	label := word.in("opening", "Window", WindowName(t.Lang, window))
	labelY := y + opening.H + 5
	d.rect(x, labelY-3.6, strong(9).width(label)+2, 4.8, &white, nil, 0)
	d.text(x+0.5, labelY, strong(9), label)
	for _, fold := range window.Folds() {
		d.line(4, fold, 9, fold, frame, ink)
		s := word.in("fold", "At", say.Decimal(t.Lang, fold, -1))
		d.rect(10.5, fold-2, plain(8.5).width(s)+2, 4, &white, nil, 0)
		d.text(11.5, fold+1, plain(8.5), s)
	}
	t.box(d, word)
	return d.finish(w)
}

// grid draws lines every 5 mm, stronger every 10, with the measures at the edges.
func (d *doc) grid() {
	d.gridIn(Rect{0, gridTop, sheetW, gridBottom - gridTop})
	st := quiet(6.5)
	for x := 10; x < sheetW; x += 10 {
		d.text(float64(x)+0.6, gridTop+2.6, st, fmt.Sprint(x))
	}
	for y := 40; y < gridBottom; y += 10 {
		d.text(0.9, float64(y)-0.6, st, fmt.Sprint(y))
	}
}

// grid1 draws the millimetres of the window's opening: there they are counted.
func (d *doc) grid1(r Rect) {
	fineLine := color{0xE4, 0xEA, 0xEB}
	for x := int(r.X) + 1; float64(x) < r.X+r.W; x++ {
		d.line(float64(x), r.Y, float64(x), r.Y+r.H, 0.06, fineLine)
	}
	for y := int(r.Y) + 1; float64(y) < r.Y+r.H; y++ {
		d.line(r.X, float64(y), r.X+r.W, float64(y), 0.06, fineLine)
	}
	d.gridIn(r)
}

func (d *doc) gridIn(r Rect) {
	for x := 0; x <= sheetW; x += 5 {
		if float64(x) >= r.X && float64(x) <= r.X+r.W {
			d.line(float64(x), r.Y, float64(x), r.Y+r.H, gridWidth(x), hair)
		}
	}
	for y := 0; y <= gridBottom; y += 5 {
		if float64(y) >= r.Y && float64(y) <= r.Y+r.H {
			d.line(r.X, float64(y), r.X+r.W, float64(y), gridWidth(y), hair)
		}
	}
}

func gridWidth(mm int) float64 {
	if mm%10 == 0 {
		return 0.25
	}
	return 0.1
}

// box tells what to do with the measured error.
func (t TestPage) box(d *doc, word words) {
	lines := []string{"how1", "how2"}
	if t.Clinic.Window.Envelope == C4 {
		lines = append(lines, "how_c4")
	}
	h := 25 + 6*float64(len(lines))
	d.rect(25, 216, 160, h, &white, &ink, frame)
	d.text(30, 224, strong(11).in(brand), word.in("wrong"))
	y := 231.0
	for _, id := range lines {
		d.fitted(30, y, 150, fromLeft, plain(10.5), 8.5, word.in(id))
		y += 6
	}
	y += 3
	x := 30.0
	for _, id := range []string{"right", "down", "envelope"} {
		x += d.text(x, y, plain(10.5), word.in(id)) + 2
		rule := 13.0
		if id == "envelope" {
			rule = 30
		}
		d.line(x, y+0.8, x+rule, y+0.8, hairline, mut)
		x += rule + 1.5
		if id != "envelope" {
			x += d.text(x, y, plain(10.5), "mm") + 7
		}
	}
}
