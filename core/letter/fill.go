package letter

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a stretch of one line in one weight; Rule > 0 is a writing line of so many mm.
type Span struct {
	Text string
	Bold bool
	Rule float64
}

// Block is a piece of a letter with its fields filled and its conditions decided.
type Block struct {
	Kind  Kind
	N     int      // the number of a Step
	Lines [][]Span // of Row and Tick: the cells
	Room  float64  // of Signature: mm for the hand above the name
	Line  int      // where it stands in the text, from 1
}

// Content is a letter's text, ready to lay out.
type Content struct {
	Title   string
	Large   bool
	Body    []Block // before and after the box
	Box     []Block // nil without
	BoxAt   int     // the box stands before Body[BoxAt]
	Side    []Block
	Slip    []Block
	Missing []string // fields used without a value, in order
	Blank   []string // of these, what the settings lack: a line to write on stands there
	Used    map[string]bool
}

// blankRule is the length in mm of the line that stands for what the settings lack.
const blankRule = 34.0

// Fill decides the conditions and puts the fields in. Values are as they shall stand;
// lines of a field that may have several are parted by \n.
func (t *Template) Fill(values map[string]string) Content {
	c := Content{Large: t.Large, Used: map[string]bool{}}
	c.Title = Words(c.line(t.title, values)...)
	f := filler{c: &c, values: values}
	f.blocks(t.nodes, &c.Body)
	return c
}

// WithWords gives the template with f applied to the words between the fields.
func (t *Template) WithWords(f func(string) string) *Template {
	line := func(in []inline) []inline {
		out := make([]inline, len(in))
		for i, s := range in {
			s.text = f(s.text)
			out[i] = s
		}
		return out
	}
	var walk func([]node) []node
	walk = func(nodes []node) []node {
		out := make([]node, len(nodes))
		for i, n := range nodes {
			lines := make([][]inline, len(n.lines))
			for j, l := range n.lines {
				lines[j] = line(l)
			}
			n.lines, n.kids, n.other = lines, walk(n.kids), walk(n.other)
			out[i] = n
		}
		return out
	}
	return &Template{Large: t.Large, title: line(t.title), nodes: walk(t.nodes)}
}

// signature is what [signature] stands for.
var signature = [][]inline{{{field: "signer", bold: true}, {text: ", "}, {field: "role"}}}

type filler struct {
	c      *Content
	values map[string]string
	steps  int
}

// blocks fills nodes into one of the content's columns.
func (f *filler) blocks(nodes []node, into *[]Block) {
	apart := false // a condition that gave nothing stands between a paragraph and an empty line
	for _, n := range nodes {
		before, parted := len(*into), apart
		apart = false
		switch n.kind {
		case condition:
			f.c.Used[n.field] = true
			if (f.values[n.field] != "") != n.not {
				f.blocks(n.kids, into)
			} else {
				f.blocks(n.other, into)
			}
			apart = !n.joins && len(*into) == before
		case box:
			f.c.BoxAt = len(f.c.Body)
			f.blocks(n.kids, &f.c.Box)
		case side:
			f.blocks(n.kids, &f.c.Side)
		case slip:
			f.blocks(n.kids, &f.c.Slip)
		case Tick, Row:
			f.cells(n, into)
		default:
			b := Block{Kind: n.kind, Room: n.room, Line: n.line}
			switch n.kind {
			case Step:
				f.steps++
				b.N = f.steps
			case Heading:
				f.steps = 0
			}
			if n.kind == Signature {
				n.lines = signature
			}
			for _, l := range n.lines {
				b.Lines = append(b.Lines, f.c.line(l, f.values)...)
			}
			if last := len(*into) - 1; n.joins && !parted && last >= 0 && (*into)[last].Kind.goesOn() {
				(*into)[last].Lines = append((*into)[last].Lines, b.Lines...)
				continue
			}
			*into = append(*into, b)
		}
	}
}

// goesOn reports whether lines may follow that belong to the block.
func (k Kind) goesOn() bool { return k == Paragraph || k == Step || k == Point }

// cells fills a row; one with a field of several lines is repeated for each of them.
func (f *filler) cells(n node, into *[]Block) {
	var cells [][][]Span
	rows := 1
	for _, cell := range n.lines {
		lines := f.c.line(cell, f.values)
		cells = append(cells, lines)
		rows = max(rows, len(lines))
	}
	for i := range rows {
		b := Block{Kind: n.kind, Line: n.line}
		for _, lines := range cells {
			switch {
			case i < len(lines):
				b.Lines = append(b.Lines, lines[i])
			case n.kind == Tick:
				b.Lines = append(b.Lines, lines[0])
			default:
				b.Lines = append(b.Lines, nil)
			}
		}
		*into = append(*into, b)
	}
}

// line fills one line; a field of several lines makes several.
func (c *Content) line(in []inline, values map[string]string) [][]Span {
	lines := [][]Span{nil}
	for i, s := range in {
		last := len(lines) - 1
		if s.rule > 0 {
			lines[last] = append(lines[last], Span{Rule: s.rule})
			continue
		}
		if s.field == "" {
			lines[last] = append(lines[last], Span{Text: s.text, Bold: s.bold})
			continue
		}
		c.Used[s.field] = true
		v := values[s.field]
		if v == "" {
			if f := byName[key(s.field)]; f.Sender() {
				c.Blank = append(c.Blank, s.field)
				lines[last] = append(lines[last], Span{Rule: blankRule})
			} else {
				c.Missing = append(c.Missing, s.field)
			}
			continue
		}
		parts := strings.Split(v, "\n")
		if s.upper {
			for j := range parts {
				parts[j] = UpperFirst(parts[j])
			}
		}
		if len(parts) > 1 && (i > 0 || len(in) > 1) && len(lines) == 1 {
			return c.repeat(in, i, parts, values)
		}
		for j, part := range parts {
			if j > 0 {
				lines = append(lines, nil)
			}
			last := len(lines) - 1
			lines[last] = append(lines[last], Span{Text: part, Bold: s.bold})
		}
	}
	return lines
}

// repeat fills a line once for each of the lines of its field number at, so that what
// stands before and after the field stands with each.
func (c *Content) repeat(in []inline, at int, parts []string, values map[string]string) [][]Span {
	var before, after []Span
	for i, s := range in {
		switch {
		case i < at:
			before = append(before, c.line([]inline{s}, values)[0]...)
		case i > at:
			after = append(after, c.line([]inline{s}, values)[0]...)
		}
	}
	var lines [][]Span
	for _, part := range parts {
		line := append(slices.Clone(before), Span{Text: part, Bold: in[at].bold})
		lines = append(lines, append(line, after...))
	}
	return lines
}

// UpperFirst gives s with its first letter a capital.
func UpperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// Words gives the words of lines, one after the other, without writing lines.
func Words(lines ...[]Span) string {
	var b strings.Builder
	for _, l := range lines {
		for _, s := range l {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// PlainText gives the content as plain text: what is kept of a sent letter.
func (c Content) PlainText() string {
	var out strings.Builder
	out.WriteString(c.Title + "\n")
	for _, part := range [][]Block{c.Body[:c.BoxAt], c.Box, c.Body[c.BoxAt:], c.Side, c.Slip} {
		for _, b := range part {
			b.plainText(&out)
		}
	}
	return out.String()
}

func (b *Block) plainText(out *strings.Builder) {
	switch b.Kind {
	case Divider:
	case Break:
		out.WriteString("\n* * *\n")
	case Row:
		out.WriteString("\n")
		for i, cell := range b.Lines {
			if i > 0 {
				out.WriteString(" | ")
			}
			plainLine(out, cell)
		}
		out.WriteString("\n")
	default:
		out.WriteString("\n")
		for i, l := range b.Lines {
			switch {
			case b.Kind == Step && i == 0:
				out.WriteString(strconv.Itoa(b.N) + ". ")
			case b.Kind == Point && i == 0:
				out.WriteString("- ")
			case b.Kind == Tick:
				out.WriteString("[ ] ")
			}
			plainLine(out, l)
			out.WriteString("\n")
		}
	}
}

func plainLine(out *strings.Builder, l []Span) {
	for _, s := range l {
		out.WriteString(s.Text)
		if s.Rule > 0 {
			out.WriteString("______")
		}
	}
}
