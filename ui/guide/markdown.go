package guide

import (
	"strings"
	"unicode"
)

// kind is what a block of the guide is.
type kind int

const (
	paragraph kind = iota
	heading        // level says of which order
	item           // of a list; mark says its number, "" a bullet
	row            // of a table; the first of a table is its head
)

// block is a piece of the guide that stands on lines of its own.
type block struct {
	kind  kind
	level int    // of a heading, from 1
	mark  string // "1." of a numbered item
	first bool   // the first row of a table: its head
	text  []span // of all but rows
	cells [][]span
}

// span is a run of text in one style.
type span struct {
	text string
	bold bool
	key  bool // a key of the keyboard, drawn as a cap
}

// plain gives a text without its styles.
func plain(spans []span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.text)
	}
	return b.String()
}

// all gives the block's words, for searching.
func (b block) all() string {
	text := plain(b.text)
	for _, c := range b.cells {
		text += " " + plain(c)
	}
	return text
}

// parse reads the small part of Markdown that the guide is written in: headings,
// paragraphs, bullets, numbered items, tables, **bold** and *emphasis*. Anything
// else is read as the text of a paragraph.
func parse(text, open, shut string) []block {
	var out []block
	var lines []string // of the paragraph being read
	var headed, keys bool
	spansOf := func(s string) []span { return spans(s, open, shut) }
	end := func() {
		if len(lines) > 0 {
			out = append(out, block{kind: paragraph, text: spansOf(strings.Join(lines, " "))})
			lines = nil
		}
	}
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") {
			headed = false
		}
		switch hashes := len(line) - len(strings.TrimLeft(line, "#")); {
		case line == "":
			end()
		case hashes > 0 && strings.HasPrefix(line[hashes:], " "):
			end()
			out = append(out, block{kind: heading, level: hashes, text: spansOf(strings.TrimSpace(line[hashes:]))})
		case strings.HasPrefix(line, "- "):
			end()
			out = append(out, block{kind: item, text: spansOf(line[2:])})
		case numbered(line) != "":
			end()
			mark := numbered(line)
			out = append(out, block{kind: item, mark: mark, text: spansOf(strings.TrimSpace(line[len(mark):]))})
		case strings.HasPrefix(line, "|"):
			end()
			cells := strings.Split(strings.Trim(line, "|"), "|")
			if strings.Trim(line, "|-: ") == "" {
				continue // the line under a table's head
			}
			b := block{kind: row, first: !headed}
			if b.first {
				keys = strings.TrimSpace(cells[0]) == "Tangent" || strings.TrimSpace(cells[0]) == "Key"
			}
			for i, c := range cells {
				if c = strings.TrimSpace(c); keys && i == 0 && !b.first {
					b.cells = append(b.cells, caps(c))
				} else {
					b.cells = append(b.cells, spansOf(c))
				}
			}
			headed = true
			out = append(out, b)
		default:
			lines = append(lines, line)
		}
	}
	end()
	return out
}

// numbered gives the "12." that a numbered item begins with, or "".
func numbered(line string) string {
	digits := len(line) - len(strings.TrimLeftFunc(line, unicode.IsDigit))
	if digits > 0 && strings.HasPrefix(line[digits:], ". ") {
		return line[:digits+1]
	}
	return ""
}

// spans reads the styles inside a line. The look has no slanted letters, so that
// emphasis stands within quotation marks, open and shut.
func spans(line, open, shut string) (out []span) {
	bold, quoted := false, false
	add := func(s string) {
		if n := len(out); n > 0 && out[n-1].bold == bold && !out[n-1].key {
			out[n-1].text += s // words must not part from their quotation marks
		} else if s != "" {
			out = append(out, span{text: s, bold: bold, key: bold && isKey(s)})
		}
	}
	for {
		i := strings.IndexByte(line, '*')
		if i < 0 {
			add(line)
			return out
		}
		add(line[:i])
		if strings.HasPrefix(line[i:], "**") {
			bold = !bold
			line = line[i+2:]
			continue
		}
		if quoted = !quoted; quoted {
			add(open)
		} else {
			add(shut)
		}
		line = line[i+1:]
	}
}

// isKey reports whether bold words name a key.
func isKey(s string) bool {
	switch s {
	case "Enter", "Esc", "Tab", "Space", "Mellanslag":
		return true
	}
	r := []rune(s)
	return strings.HasPrefix(s, "Ctrl+") || len(r) == 1 && unicode.IsUpper(r[0]) || len(r) <= 3 && r[0] == 'F' && unicode.IsDigit(r[1])
}

// caps reads the first column of a table of keys: "↑, Skift+Tab, + i tomt fält" is
// three keys, the last with words of its own.
func caps(cell string) (out []span) {
	for i, part := range strings.Split(cell, ", ") {
		if i > 0 {
			out = append(out, span{text: " "})
		}
		fresh := true // the next word is a key
		for j, word := range strings.Fields(part) {
			if j > 0 {
				out = append(out, span{text: " "})
			}
			key := fresh || len([]rune(word)) == 1 && !unicode.IsLetter([]rune(word)[0])
			out = append(out, span{text: word, key: key})
			fresh = word == "eller" || word == "or"
		}
	}
	return out
}
