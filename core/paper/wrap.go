package paper

import (
	"fmt"
	"strconv"
	"strings"
)

// span is a stretch of one line in one weight; rule > 0 is a writing line.
type span struct {
	text   string
	weight weight
	rule   float64
}

// run is a piece of a laid-out line: text in one style, or a writing line.
type run struct {
	x     float64 // from the line's left end
	text  string
	style style
	rule  float64
}

// word is what must stay on one line: pieces without a space between them.
type word struct {
	pieces []run
	width  float64
}

// wrap breaks spans into lines no wider than w. A word that is wider than a line
// is broken where it must be: nothing is lost.
func wrap(spans []span, st style, w float64) [][]run {
	var words []word
	glue := false
	for _, s := range spans {
		sst := st
		if s.weight == bold {
			sst = st.bold()
		}
		if s.rule > 0 {
			words = append(words, word{[]run{{rule: min(s.rule, w), style: sst}}, min(s.rule, w)})
			glue = false
			continue
		}
		for i, part := range strings.Split(s.text, " ") {
			if i > 0 {
				glue = false
			}
			if part == "" {
				continue
			}
			for rest := part; rest != ""; {
				head, tail := rest, ""
				if sst.width(rest) > w {
					head, tail = splitAt(rest, sst, w)
				}
				words = add(words, run{text: head, style: sst}, glue, w)
				rest, glue = tail, false
			}
			glue = true
		}
	}
	return lines(words, st.width(" "), w)
}

// add appends a piece, to the last word when nothing parts them and it still fits a line.
func add(words []word, piece run, glue bool, w float64) []word {
	pw := piece.style.width(piece.text)
	if n := len(words); glue && n > 0 && words[n-1].width+pw <= w {
		piece.x = words[n-1].width
		words[n-1].pieces = append(words[n-1].pieces, piece)
		words[n-1].width += pw
		return words
	}
	return append(words, word{[]run{piece}, pw})
}

// splitAt gives as much of s as fits in w, at least one rune, and the rest.
func splitAt(s string, st style, w float64) (string, string) {
	end, total := 0, 0.0
	for i, r := range s {
		total += st.width(string(r))
		if total > w && i > 0 {
			return s[:i], s[i:]
		}
		end = i + len(string(r))
	}
	return s[:end], s[end:]
}

func lines(words []word, space, w float64) [][]run {
	var out [][]run
	var line []run
	x := 0.0
	for _, wd := range words {
		if len(line) > 0 && x+space+wd.width > w {
			out = append(out, join(line))
			line, x = nil, 0
		}
		if len(line) > 0 {
			x += space
		}
		for _, p := range wd.pieces {
			p.x += x
			line = append(line, p)
		}
		x += wd.width
	}
	if len(line) > 0 {
		out = append(out, join(line))
	}
	return out
}

// join makes one run of neighbours in the same style: fewer operations, and text
// that reads and searches as words.
func join(line []run) []run {
	out := line[:0]
	for _, r := range line {
		if n := len(out); n > 0 && r.rule == 0 && out[n-1].rule == 0 && out[n-1].style == r.style {
			prev := &out[n-1]
			if r.x > prev.x+prev.style.width(prev.text)+0.01 {
				prev.text += " "
			}
			prev.text += r.text
			continue
		}
		out = append(out, r)
	}
	return out
}

// runs draws one laid-out line.
func (d *doc) runs(x, y float64, line []run) {
	for _, r := range line {
		if r.rule > 0 {
			d.line(x+r.x, y+0.8, x+r.x+r.rule, y+0.8, hairline, mut)
			continue
		}
		d.text(x+r.x, y, r.style, r.text)
	}
}

// wrapText breaks clean text of one style.
func wrapText(s string, st style, w float64) []string {
	var out []string
	for _, line := range wrap([]span{{text: s, weight: st.weight}}, st, w) {
		text := ""
		for _, r := range line {
			text += r.text
		}
		out = append(out, text)
	}
	return out
}

// row is one line of a column, or anything else that stands in its place: what is
// moved to the next page as a whole.
type row struct {
	gap  float64 // above, unless first on a page
	h    float64
	with int    // so many rows after it must stay on its page
	page bool   // it begins a page
	key  string // what it draws, when that is the same on many pages; "" = not
	draw func(d *doc, y float64)
}

// key tells what a line draws.
func key(line []run) string {
	var b strings.Builder
	for _, r := range line {
		fmt.Fprintf(&b, "%.1f %d %.1f %s\n", r.style.size, r.style.weight, r.rule, r.text)
	}
	return b.String()
}

// height adds up rows, the first without its gap.
func height(rows []row) float64 {
	h := 0.0
	for i, r := range rows {
		if i > 0 {
			h += r.gap
		}
		h += r.h
	}
	return h
}

// cut says how many of the rows fit in h without parting what belongs together.
func cut(rows []row, h float64) int {
	y := 0.0
	for i, r := range rows {
		if i > 0 {
			y += r.gap
		}
		y += r.h
		if y > h+0.01 {
			for i > 0 && rows[i-1].with > 0 {
				i--
			}
			return i
		}
	}
	return len(rows)
}

// place draws rows from y downwards and gives where they end. What is the same on
// many pages is kept in the file once.
func (d *doc) place(rows []row, y float64) float64 {
	for first := 0; first < len(rows); {
		if first > 0 {
			y += rows[first].gap
		}
		last, name := first, strconv.FormatFloat(y, 'f', 2, 64)
		for ; ; last++ {
			name += "\n" + rows[last].key
			if rows[last].with == 0 || last == len(rows)-1 {
				break
			}
		}
		block := rows[first : last+1]
		keyed := true
		for _, r := range block {
			keyed = keyed && r.key != ""
		}
		draw := func() {
			y := y
			for i, r := range block {
				if i > 0 {
					y += r.gap
				}
				r.draw(d, y)
				y += r.h
			}
		}
		if keyed {
			d.repeated(name, draw)
		} else {
			draw()
		}
		y += height(block)
		first = last + 1
	}
	return y
}
