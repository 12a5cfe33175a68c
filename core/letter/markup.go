package letter

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// The markup of letters, one line at a time. Words in brackets are understood in Swedish
// and in English, whatever the letter's language.
//
//	# text                     the letter's title, once
//	text                       a line is a line, an empty line ends the paragraph
//	**text**                   bold
//	{telefon} {phone}          a merge field
//	## text                    a heading
//	1. text                    a numbered step; the lines after it belong to it
//	- text                     a point of a list; the lines after it belong to it
//	| När | {besöksdag}        a row of a table; the first cell is the row's name
//	[om tolk] … [annars] … [slut]   [if interpreter] … [else] … [end]
//	[om inte tolk] … [slut]    [if not interpreter] … [end]: lines that belong to the
//	                           paragraph, step or point before unless a line is empty
//	[ruta] … [slut]            [box]: a panel over the whole width, halves divided by
//	                           ---; in it ## is a caption and # a large line
//	[sidospalt] … [slut]       [side]: the column beside the text
//	[talong] … [slut]          [slip]: the reply slip: ## title, > note beside it,
//	                           [] text = a row to tick, several on a row with |,
//	                           _44_ = a writing line 44 mm long
//	[underskrift]              [signature]: who signs, [underskrift 12] with 12 mm above
//	[ny sida]                  [new page]
//	[stor text]                [large text]: larger type, for easy reading
//	\                          the sign after it stands for itself: \{ \[ \* \_
//
// Merge fields hold user text: what stands in them is never read as markup.
//
// Texts of the first releases begin with a head, "fyrtio-letter 1", that has title and
// style; letters printed then are printed again from it, so it is still read.

// Template is a text that was read: without faults, ready to be filled.
type Template struct {
	Large bool
	title []inline
	nodes []node
}

// Title gives the letter's title with its fields by name, for lists.
func (t *Template) Title() string {
	var b strings.Builder
	for _, s := range t.title {
		b.WriteString(s.text)
		if s.field != "" {
			b.WriteString("{" + s.field + "}")
		}
	}
	return b.String()
}

// Uses lists the ids of the fields that the text names, each once, in order.
func (t *Template) Uses() []string {
	var list []string
	see := func(name string) {
		if name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	line := func(in []inline) {
		for _, s := range in {
			see(s.field)
		}
	}
	line(t.title)
	var walk func([]node)
	walk = func(nodes []node) {
		for _, n := range nodes {
			see(n.field)
			for _, l := range n.lines {
				line(l)
			}
			walk(n.kids)
			walk(n.other)
		}
	}
	walk(t.nodes)
	return list
}

// inline is a stretch of text within a line: words, a merge field or a writing line.
type inline struct {
	text  string
	field string
	upper bool    // the field begins with a capital letter
	rule  float64 // mm
	bold  bool
}

// Kind says what a block of a letter is.
type Kind int

// The kinds of blocks.
const (
	Paragraph Kind = iota
	Heading
	Large     // a large line in a box
	Note      // beside the slip's title
	Step      // a numbered step
	Point     // a point of a list
	Row       // a row of a table: a line for each cell
	Tick      // a row of the slip with boxes: a line for each
	Divider   // between the halves of a box
	Break     // what follows begins a new page
	Signature // who signs
	box
	side
	slip
	condition
)

type node struct {
	kind  Kind
	line  int
	lines [][]inline // of Row and Tick: the cells
	kids  []node
	other []node // of a condition: what holds else
	field string // of a condition
	not   bool
	joins bool    // a paragraph, or a condition, right after what stands before it: no empty line between
	room  float64 // of Signature: mm for the hand
}

// words of the markup, lower case; the Swedish one first.
var (
	blockWords = map[string]Kind{"ruta": box, "box": box, "sidospalt": side, "side": side, "talong": slip, "slip": slip}
	lineWords  = map[string]Kind{"ny sida": Break, "new page": Break, "underskrift": Signature, "signature": Signature}
	largeWords = []string{"stor text", "large text"}
	ifWords    = []string{"om", "if"}
	notWords   = []string{"inte", "ej", "not"}
	elseWords  = []string{"annars", "else"}
	endWords   = []string{"slut", "end"}
)

// allWords lists every word that may stand in brackets.
var allWords = []string{"om", "annars", "slut", "ruta", "sidospalt", "talong", "underskrift", "ny sida", "stor text",
	"if", "else", "end", "box", "side", "slip", "signature", "new page", "large text"}

// Fault is something wrong in a text, with its place.
type Fault struct {
	Line int // from 1
	Col  int // from 1, in signs
	Text say.Text
	Near string // the nearest word that is known, for what was written at the place; "" for none
	Len  int    // so many signs from Col are meant; 0 = the place alone
}

// Err makes a refusal of the first of several faults; nil for none.
func Err(faults []Fault) error {
	if len(faults) == 0 {
		return nil
	}
	f := faults[0]
	return fault.New(fault.Refused, "letter.err.line", "Line", f.Line, "Col", f.Col, "Problem", f.Text, "N", len(faults))
}

// The bounds of a text: a letter has a few dozen lines.
const (
	maxLines  = 500
	maxLine   = 2000 // signs
	maxDepth  = 8
	maxFaults = 50
)

// Read is Parse with a refusal that names the first fault.
func Read(text string) (*Template, error) {
	t, faults := Parse(text)
	return t, Err(faults)
}

// Parse reads a text and gives every fault in it, in order. With faults the template is
// nil. An empty text, or one without a title, has a fault too.
func Parse(text string) (*Template, []Fault) {
	p := &parser{t: &Template{}}
	text = strings.TrimPrefix(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\ufeff")
	if !utf8.ValidString(text) {
		p.fault(1, "utf8")
		return nil, p.faults
	}
	p.lines = strings.Split(text, "\n")
	if len(p.lines) > maxLines {
		p.next = maxLines + 1
		p.fault(1, "long", "Max", maxLines)
		return nil, p.faults
	}
	p.oldHead()
	p.t.nodes = p.block(condition, 0, false).kids
	if len(p.t.title) == 0 && len(p.faults) == 0 {
		p.next = 1
		p.fault(1, "title")
	}
	if len(p.faults) > 0 {
		// Reading goes inwards and back, and an open block is told where it begins.
		slices.SortStableFunc(p.faults, func(a, b Fault) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col)) })
		return nil, p.faults
	}
	return p.t, nil
}

type parser struct {
	t      *Template
	lines  []string
	next   int
	indent int // signs before the first one of the line read last
	faults []Fault
	old    bool // the text has the first releases' head
}

// fault notes what is wrong in the line read last; col counts from its first sign.
func (p *parser) fault(col int, id string, args ...any) *Fault {
	f := Fault{Line: max(p.next, 1), Col: col + p.indent, Text: say.T("letter.fault."+id, args...)}
	if len(p.faults) < maxFaults {
		p.faults = append(p.faults, f)
		return &p.faults[len(p.faults)-1]
	}
	return &f
}

func (p *parser) read() (string, bool) {
	if p.next >= len(p.lines) {
		return "", false
	}
	line := p.lines[p.next]
	p.next++
	s := strings.TrimLeftFunc(line, unicode.IsSpace)
	p.indent = utf8.RuneCountInString(line[:len(line)-len(s)])
	if s = strings.TrimRightFunc(s, unicode.IsSpace); utf8.RuneCountInString(s) > maxLine {
		p.fault(maxLine+1, "wide", "Max", maxLine)
		return "", true
	}
	return s, true
}

// oldHead reads the head of the first releases' texts.
func (p *parser) oldHead() {
	if strings.TrimSpace(p.lines[0]) != "fyrtio-letter 1" {
		return
	}
	p.next, p.old = 1, true
	for {
		s, ok := p.read()
		if !ok || s == "" {
			return
		}
		name, value, _ := strings.Cut(s, ":")
		switch name {
		case "title":
			p.t.title = p.inline(strings.TrimSpace(value), 1+utf8.RuneCountInString(s)-utf8.RuneCountInString(strings.TrimSpace(value)))
		case "style":
			p.t.Large = strings.TrimSpace(value) == "large"
		case "version":
		default:
			p.fault(1, "head", "Word", name)
		}
	}
}

// ended says how a block came to its end.
type ended struct {
	kids []node
	by   []string // endWords, elseWords; nil at the end of the text
}

// block reads nodes until [end] or [else], or to the end of the text at depth 0. Inside
// is the kind of the nearest block around that is no condition. Joined says that a
// paragraph at its beginning belongs to what stands before the block.
func (p *parser) block(inside Kind, depth int, joined bool) ended {
	var out []node
	var open *node // the paragraph, step or point that following lines belong to
	began, indent := p.next, p.indent
	flush := func() {
		if open != nil {
			out = append(out, *open)
			open = nil
		}
	}
	for {
		s, ok := p.read()
		if !ok {
			if depth > 0 {
				p.next, p.indent = began, indent
				p.fault(1, "unended")
				p.next = len(p.lines)
			}
			flush()
			return ended{kids: out}
		}
		if s == "" {
			flush()
			joined = false
			continue
		}
		if word, ok := bracket(s); ok {
			switch {
			case slices.Contains(endWords, word) && depth > 0:
				flush()
				return ended{kids: out, by: endWords}
			case slices.Contains(elseWords, word) && depth > 0:
				flush()
				return ended{kids: out, by: elseWords}
			case slices.Contains(endWords, word), slices.Contains(elseWords, word):
				p.fault(1, "end", "Word", s)
				continue
			}
		}
		goesOn := (open != nil || joined) && !p.old
		n, keep := p.node(s, inside, depth, goesOn)
		switch {
		case !keep:
		case n.kind == Paragraph && open != nil:
			open.lines = append(open.lines, n.lines...)
		default:
			flush()
			n.joins = n.kind == Paragraph && joined || n.kind == condition && goesOn
			joined = n.kind == condition && !p.old
			if n.kind == Paragraph || n.kind == Step || n.kind == Point {
				open = &n
			} else {
				out = append(out, n)
			}
		}
	}
}

// bracket gives the word of a line that is one in brackets, folded.
func bracket(s string) (string, bool) {
	inner, ok := strings.CutPrefix(s, "[")
	if !ok {
		return "", false
	}
	inner, ok = strings.CutSuffix(inner, "]")
	return strings.ToLower(strings.Join(strings.Fields(inner), " ")), ok && inner != ""
}

// node reads what the line s is; keep is false when it leaves nothing in the letter.
// GoesOn says that a paragraph stands right before it.
func (p *parser) node(s string, inside Kind, depth int, goesOn bool) (n node, keep bool) {
	n.line = p.next
	if strings.HasPrefix(s, "[") && !strings.HasPrefix(s, "[]") {
		return p.bracketed(n, s, inside, depth, goesOn)
	}
	rest := s
	switch {
	case strings.HasPrefix(s, "[]"):
		if inside != slip {
			p.fault(1, "tick")
			return n, false
		}
		n.kind = Tick
		n.lines = p.cells(s, "[]")
		return n, true
	case strings.HasPrefix(s, "|"):
		if inside == slip {
			p.fault(1, "row")
			return n, false
		}
		n.kind = Row
		n.lines = p.cells(strings.TrimSpace(strings.TrimSuffix(s[1:], "|")), "")
		return n, true
	case strings.HasPrefix(s, "## "):
		n.kind, rest = Heading, s[3:]
	case inside == box && strings.HasPrefix(s, "# "):
		n.kind, rest = Large, s[2:]
	case strings.HasPrefix(s, "# "):
		if len(p.t.title) > 0 || depth > 0 {
			p.fault(1, "titles")
			return n, false
		}
		p.t.title = p.inline(strings.TrimSpace(s[2:]), 3)
		return n, false
	case inside == slip && strings.HasPrefix(s, "> "):
		n.kind, rest = Note, s[2:]
	case inside == box && s == "---":
		n.kind = Divider
		return n, true
	case inside != slip && strings.HasPrefix(s, "- "):
		n.kind, rest = Point, s[2:]
	case inside != slip && inside != box && stepText(s) != "":
		n.kind, rest = Step, stepText(s)
	}
	rest = strings.TrimSpace(rest)
	n.lines = [][]inline{p.inline(rest, 1+utf8.RuneCountInString(s)-utf8.RuneCountInString(rest))}
	return n, true
}

// bracketed reads a line that begins with a bracket.
func (p *parser) bracketed(n node, s string, inside Kind, depth int, goesOn bool) (node, bool) {
	word, ok := bracket(s)
	if !ok {
		p.fault(1, "bracket")
		return n, false
	}
	first, rest, _ := strings.Cut(word, " ")
	switch {
	case slices.Contains(ifWords, first):
		return p.condition(n, s, inside, depth, goesOn)
	case slices.Contains(largeWords, word):
		p.t.Large = true
		return n, false
	case lineWords[word] != 0 || lineWords[first] == Signature:
		n.kind = cmp.Or(lineWords[word], lineWords[first])
		if n.kind == Signature && rest != "" {
			mm, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(rest, "mm")))
			if err != nil || mm < 1 || mm > 40 {
				p.fault(1, "room", "Max", 40)
			}
			n.room = float64(mm)
		}
		if inside != condition {
			p.fault(1, "inside", "Block", s)
			return n, false
		}
		return n, true
	case blockWords[word] != 0:
		if inside != condition {
			p.fault(1, "nested", "Block", s)
		}
		n.kind = blockWords[word]
		end := p.block(n.kind, depth+1, false)
		for slices.Equal(end.by, elseWords) {
			p.fault(1, "else")
			end = p.block(n.kind, depth+1, false)
		}
		n.kids = end.kids
		return n, true
	}
	f := p.fault(1, "unknown", "Block", s)
	if near := nearest(word, allWords); near != "" {
		f.Near, f.Len = "["+near+"]", utf8.RuneCountInString(s)
		f.Text = say.T("letter.fault.unknown.near", "Block", s, "Near", f.Near)
	}
	return n, false
}

// condition reads [if field] … [else] … [end].
func (p *parser) condition(n node, s string, inside Kind, depth int, goesOn bool) (node, bool) {
	n.kind = condition
	inner := s[1 : len(s)-1]
	_, name, _ := strings.Cut(strings.TrimSpace(inner), " ")
	name = strings.TrimSpace(name)
	if first, rest, ok := strings.Cut(name, " "); ok && slices.Contains(notWords, strings.ToLower(first)) {
		n.not, name = true, strings.TrimSpace(rest)
	}
	if f, ok := FieldOf(name); ok {
		n.field = f.Name
	} else {
		p.unknown(name, 1+utf8.RuneCountInString(s[:strings.LastIndex(s, name)]))
	}
	if depth >= maxDepth {
		p.fault(1, "deep")
		p.next = len(p.lines) // what is inside would only repeat it
		return n, false
	}
	end := p.block(inside, depth+1, goesOn)
	n.kids = end.kids
	var other []node
	for n := 0; slices.Equal(end.by, elseWords); n++ {
		if n > 0 {
			p.fault(1, "else")
		}
		end = p.block(inside, depth+1, goesOn)
		other = append(other, end.kids...)
	}
	n.other = other
	return n, n.field != ""
}

// unknown notes a field that does not exist, with the nearest that does.
func (p *parser) unknown(name string, col int) {
	f := p.fault(col, "field", "Field", name)
	if f.Near = nearest(name, fieldNames()); f.Near != "" {
		f.Text = say.T("letter.fault.field.near", "Field", name, "Near", f.Near)
	}
	f.Len = utf8.RuneCountInString(name)
}

// cells reads the cells of a row; each begins with mark.
func (p *parser) cells(s, mark string) (cells [][]inline) {
	col := 1
	if mark == "" {
		col = 2
	}
	for _, cell := range splitCells(s) {
		text, ok := strings.CutPrefix(strings.TrimSpace(cell), mark)
		if !ok {
			p.fault(col, "cell")
		}
		text = strings.TrimSpace(text)
		before := utf8.RuneCountInString(cell[:len(cell)-len(strings.TrimLeft(cell, " \t"))])
		cells = append(cells, p.inline(text, col+before))
		col += utf8.RuneCountInString(cell) + 1
	}
	return cells
}

// splitCells splits at |, but not at \|.
func splitCells(s string) (cells []string) {
	start := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, s[start:i])
			start = i + 1
		}
	}
	return append(cells, s[start:])
}

// stepText gives what follows "1. " or "".
func stepText(s string) string {
	num, text, ok := strings.Cut(s, ". ")
	if !ok || len(num) > 2 || strings.Trim(num, "0123456789") != "" || num == "" {
		return ""
	}
	return strings.TrimSpace(text)
}

// inline reads bold, fields and writing lines; col is the place of the first sign.
func (p *parser) inline(s string, col int) []inline {
	var out []inline
	strong, strongCol := false, 0
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			out = append(out, inline{text: word.String(), bold: strong})
			word.Reset()
		}
	}
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == '\\' && len(s) > 1 && strings.ContainsRune(`\{}[]*_|#->.`, rune(s[1])):
			word.WriteByte(s[1])
			n = 2
		case strings.HasPrefix(s, "**"):
			flush()
			strong, strongCol, n = !strong, col, 2
		case r == '{':
			name, _, ok := strings.Cut(s[1:], "}")
			if !ok {
				p.fault(col, "brace")
				return out
			}
			flush()
			n = len(name) + 2
			f, known := FieldOf(name)
			switch {
			case !known:
				p.unknown(name, col+1)
			case f.Ask:
				p.fault(col, "ask", "Field", name)
			default:
				out = append(out, inline{field: f.Name, bold: strong, upper: beginsUpper(name)})
			}
		case r == '}':
			p.fault(col, "brace")
		case r == '_' && ruleLength(s) > 0:
			flush()
			mm := ruleLength(s)
			if mm < 5 || mm > 170 {
				p.fault(col, "rule")
			}
			out = append(out, inline{rule: float64(mm)})
			n = strings.IndexByte(s[1:], '_') + 2
		default:
			word.WriteRune(r)
		}
		col += utf8.RuneCountInString(s[:n])
		s = s[n:]
	}
	if strong {
		p.fault(strongCol, "bold")
	}
	flush()
	return out
}

// ruleLength gives the number of _44_ at the beginning of s, 0 when there is none.
func ruleLength(s string) int {
	digits, _, ok := strings.Cut(s[1:], "_")
	if !ok || digits == "" || len(digits) > 4 || strings.Trim(digits, "0123456789") != "" {
		return 0
	}
	mm, _ := strconv.Atoi(digits)
	return max(mm, 1)
}
