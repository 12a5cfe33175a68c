package roster

import (
	"bytes"
	"context"
	"slices"
	"strings"
)

// encoding/csv is not used: it skips empty lines and counts lines instead of
// rows, and we owe people the row numbers that their spreadsheet shows.

// separators that are tried, the likeliest in Sweden first.
var separators = []byte{';', '\t', ',', '|'}

// maxCell is the most that a quoted cell may hold, in bytes; a quote that is not
// closed within that was never meant to open anything.
const maxCell = 32 << 10

// readCSV splits text into records and finds the separator.
func readCSV(ctx context.Context, text []byte) (rows []record, separator string, err error) {
	sep := byte(0)
	// Excel takes a first line "sep=;" as an order, and does not count it as a row.
	if rest, ok := bytes.CutPrefix(text, []byte("sep=")); ok && len(rest) > 1 && (rest[1] == '\n' || rest[1] == '\r') {
		sep, text = rest[0], bytes.TrimPrefix(bytes.TrimPrefix(rest[1:], []byte("\r")), []byte("\n"))
	}
	if sep == 0 {
		sep = findSeparator(text)
	}
	p := splitter{text: string(text), sep: sep}
	for line := 1; p.pos < len(p.text); line++ {
		if line%256 == 0 && ctx.Err() != nil {
			return nil, "", ctx.Err()
		}
		cells, odd := p.next()
		if empty(cells) {
			continue
		}
		rows = append(rows, record{line: line, cells: cells, quoting: odd})
		if err := tooBig(rows); err != nil {
			return nil, "", err
		}
	}
	return rows, string(sep), nil
}

// empty tells a row without anything in it, which is no row for us.
func empty(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// findSeparator takes the separator that gives the most columns with known names
// and then the most equal columns over the first rows: rows as wide as the most
// usual width, and the wider the better.
func findSeparator(text []byte) byte {
	best, bestScore := separators[0], 0
	for _, sep := range separators {
		p := splitter{text: string(text[:min(len(text), 64<<10)]), sep: sep}
		widths := map[int]int{}
		var rows []record
		for i := 0; i < 50 && p.pos < len(p.text); i++ {
			cells, _ := p.next()
			rows = append(rows, record{cells: cells})
			if len(cells) > 1 {
				widths[len(cells)]++
			}
		}
		score := 0
		for width, n := range widths {
			score = max(score, n*100+min(width, 50))
		}
		if _, known := findHeader(rows); known > 1 {
			score += known * 100_000
		}
		if score > bestScore {
			best, bestScore = sep, score
		}
	}
	return best
}

// splitter cuts text into records as RFC 4180 has it, and forgives quotes that do not match.
type splitter struct {
	text string
	sep  byte
	pos  int
}

// next gives the cells of the record at pos and moves past it. Where the quotes
// of a record do not match, the one line is read with quotes as plain characters
// (odd), so that a stray quote cannot swallow the persons of the following rows.
func (p *splitter) next() (cells []string, odd bool) {
	start := p.pos
	for {
		cell, end, ok := p.cell()
		if !ok {
			p.pos = start
			return p.plain(), true
		}
		cells = keep(cells, cell)
		if end {
			return cells, false
		}
	}
}

// keep adds a cell, but not more than it takes to see that there are too many.
func keep(cells []string, cell string) []string {
	switch {
	case len(cells) <= MaxColumns:
		return append(cells, cell)
	case strings.TrimSpace(cell) != "":
		cells[MaxColumns] = cell
	}
	return cells
}

// cell reads one cell and the separator or line break after it.
func (p *splitter) cell() (cell string, end, ok bool) {
	if p.pos < len(p.text) && p.text[p.pos] == '"' {
		if cell, ok = p.quoted(); !ok {
			return "", false, false
		}
	} else {
		from := p.pos
		for p.pos < len(p.text) && p.text[p.pos] != p.sep && p.text[p.pos] != '\n' && p.text[p.pos] != '\r' {
			p.pos++
		}
		cell = p.text[from:p.pos]
	}
	if p.pos >= len(p.text) {
		return cell, true, true
	}
	switch p.text[p.pos] {
	case p.sep:
		p.pos++
		return cell, false, true
	case '\r':
		p.pos++
		if p.pos < len(p.text) && p.text[p.pos] == '\n' {
			p.pos++
		}
		return cell, true, true
	case '\n':
		p.pos++
		return cell, true, true
	}
	return "", false, false // text after a closing quote
}

// quoted reads a cell within quotes, in which "" is a quote.
func (p *splitter) quoted() (string, bool) {
	from := p.pos + 1
	for at := from; ; {
		i := strings.IndexByte(p.text[at:min(len(p.text), from+maxCell)], '"')
		if i < 0 {
			return "", false
		}
		at += i + 1
		if at >= len(p.text) || p.text[at] != '"' {
			p.pos = at
			cell := p.text[from : at-1]
			if strings.Contains(cell, `""`) {
				cell = strings.ReplaceAll(cell, `""`, `"`)
			}
			return cell, true
		}
		at++
	}
}

// plain reads one line without any quoting, and takes stray quotes off the ends of cells.
func (p *splitter) plain() []string {
	line := p.text[p.pos:]
	if i := strings.IndexAny(line, "\r\n"); i >= 0 {
		line = line[:i]
	}
	p.pos += len(line)
	if strings.HasPrefix(p.text[p.pos:], "\r\n") {
		p.pos++
	}
	p.pos = min(p.pos+1, len(p.text))
	var cells []string
	for c := range strings.SplitSeq(line, string(p.sep)) {
		cells = keep(cells, strings.Trim(c, `"`))
	}
	return cells
}
