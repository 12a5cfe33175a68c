package paper

import (
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyrtio/assets"
	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// The markup of letter templates, one line at a time:
//
//	fyrtio-letter 1        first line: which markup this is
//	version: 3             the text's own version
//	title: Välkommen       the letter's title
//	style: large           optional: larger type, for easy reading
//	                       an empty line ends the head
//	text                   a line is a line, an empty line ends the paragraph
//	**text**               bold
//	{phone}                a merge field; {Phone} begins with a capital letter
//	## text                a heading
//	1. text                a numbered step; the lines after it belong to it
//	[if field] … [end]     only when the field has a value; [if not field] else
//	[box] … [end]          a panel over the whole width, halves divided by ---;
//	                       in it ## is a caption and # a large line
//	[side] … [end]         the column beside the text
//	[slip] … [end]         the reply slip: ## title, > note beside it,
//	                       [] text = a row to tick, several on a row with |,
//	                       _44_ = a writing line 44 mm long
//
// Merge fields hold user text: what stands in them is never read as markup.

// Template is the text of one kind of letter in one language. Versions are never
// edited, only followed by new ones.
type Template struct {
	ID      string
	Lang    Lang
	Version int
	Large   bool
	title   []inline
	nodes   []node
}

// inline is a stretch of text within a line: words, a merge field or a writing line.
type inline struct {
	text  string
	field string
	upper bool    // the field begins with a capital letter
	rule  float64 // mm
	bold  bool
}

type kind int

const (
	paragraph kind = iota
	heading
	large   // a large line in a box
	note    // beside the slip's title
	step    // a numbered step
	tick    // a row of the slip with boxes
	divider // between the halves of a box
	blockIf
	blockBox
	blockSide
	blockSlip
)

type node struct {
	kind  kind
	line  int
	lines [][]inline // for tick: the cells of the row
	kids  []node
	field string // of blockIf
	not   bool
}

var blockNames = map[string]kind{"[box]": blockBox, "[side]": blockSide, "[slip]": blockSlip}

// Shipped gives the template that comes with the program.
func Shipped(id string, lang Lang) (*Template, error) {
	text, err := assets.Letters.ReadFile("letters/" + id + "." + string(lang) + ".txt")
	if err != nil {
		return nil, fault.Wrap(fault.NotFound, err, "paper.template.none", "Template", id, "Language", string(lang))
	}
	return ParseTemplate(id, lang, string(text))
}

// ParseTemplate reads the markup. Its errors are refusals that name the line.
func ParseTemplate(id string, lang Lang, text string) (*Template, error) {
	p := &parser{t: &Template{ID: id, Lang: lang}}
	text = strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\ufeff")
	if !utf8.ValidString(text) {
		return nil, p.fail("paper.template.utf8")
	}
	p.lines = strings.Split(text, "\n")
	if err := p.head(); err != nil {
		return nil, err
	}
	nodes, err := p.block(blockIf, 0)
	if err != nil {
		return nil, err
	}
	p.t.nodes = nodes
	return p.t, nil
}

// maxTemplate bounds a template: a letter has a few dozen lines.
const maxTemplate = 500

type parser struct {
	t     *Template
	lines []string
	next  int
}

// fail makes the refusal for the line read last.
func (p *parser) fail(id string, args ...any) error {
	return fault.New(fault.Refused, "paper.template.line",
		"Line", max(p.next, 1), "Problem", say.T(id, args...))
}

func (p *parser) read() (string, bool) {
	if p.next >= len(p.lines) {
		return "", false
	}
	s := strings.TrimSpace(p.lines[p.next])
	p.next++
	return s, true
}

func (p *parser) head() error {
	if len(p.lines) > maxTemplate {
		return p.fail("paper.template.long", "Max", maxTemplate)
	}
	if s, _ := p.read(); s != "fyrtio-letter "+strconv.Itoa(letterVersion) {
		return p.fail("paper.template.first", "Want", "fyrtio-letter "+strconv.Itoa(letterVersion))
	}
	for {
		s, ok := p.read()
		if !ok || s == "" {
			break
		}
		key, value, _ := strings.Cut(s, ":")
		value = strings.TrimSpace(value)
		var err error
		switch key {
		case "version":
			if p.t.Version, err = strconv.Atoi(value); err != nil || p.t.Version < 1 {
				return p.fail("paper.template.version")
			}
		case "title":
			if p.t.title, err = p.inline(value); err != nil {
				return err
			}
		case "style":
			if value != "large" {
				return p.fail("paper.template.style", "Value", value)
			}
			p.t.Large = true
		default:
			return p.fail("paper.template.key", "Key", key)
		}
	}
	switch {
	case p.t.Version == 0:
		return p.fail("paper.template.version")
	case len(p.t.title) == 0:
		return p.fail("paper.template.title")
	}
	return nil
}

// block reads nodes until [end], or to the end of the text at depth 0. Inside is
// the kind of the nearest block around that is no condition.
func (p *parser) block(inside kind, depth int) ([]node, error) {
	var out []node
	var open *node // the paragraph or step that following lines belong to
	began := p.next
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
				p.next = began
				return nil, p.fail("paper.template.unended")
			}
			flush()
			return out, nil
		}
		switch {
		case s == "":
			flush()
			continue
		case s == "[end]":
			if depth == 0 {
				return nil, p.fail("paper.template.end")
			}
			flush()
			return out, nil
		}
		n, continues, err := p.node(s, inside, depth, open)
		if err != nil {
			return nil, err
		}
		if continues {
			continue
		}
		flush()
		if n.kind == paragraph || n.kind == step {
			open = &n
		} else {
			out = append(out, n)
		}
	}
}

// node reads what the line s begins; continues is true when the line went into open.
func (p *parser) node(s string, inside kind, depth int, open *node) (n node, continues bool, err error) {
	n.line = p.next
	if k, ok := blockNames[s]; ok {
		if inside != blockIf {
			return n, false, p.fail("paper.template.nested", "Block", s)
		}
		n.kind = k
		n.kids, err = p.block(k, depth+1)
		return n, false, err
	}
	if rest, ok := strings.CutPrefix(s, "[if "); ok {
		return p.condition(n, rest, inside, depth)
	}
	rest := s
	switch {
	case strings.HasPrefix(s, "[]"):
		if inside != blockSlip {
			return n, false, p.fail("paper.template.tick")
		}
		return p.tickRow(n, s)
	case strings.HasPrefix(s, "["):
		return n, false, p.fail("paper.template.unknown", "Block", s)
	case strings.HasPrefix(s, "## "):
		n.kind, rest = heading, s[3:]
	case inside == blockBox && strings.HasPrefix(s, "# "):
		n.kind, rest = large, s[2:]
	case inside == blockSlip && strings.HasPrefix(s, "> "):
		n.kind, rest = note, s[2:]
	case inside == blockBox && s == "---":
		n.kind = divider
		return n, false, nil
	case inside == blockIf && stepText(s) != "":
		n.kind, rest = step, stepText(s)
	}
	line, err := p.inline(rest)
	if err != nil {
		return n, false, err
	}
	if n.kind == paragraph && open != nil {
		open.lines = append(open.lines, line)
		return n, true, nil
	}
	n.lines = [][]inline{line}
	return n, false, nil
}

func (p *parser) condition(n node, rest string, inside kind, depth int) (node, bool, error) {
	n.kind = blockIf
	name, ok := strings.CutSuffix(rest, "]")
	if !ok {
		return n, false, p.fail("paper.template.unknown", "Block", "[if "+rest)
	}
	n.field, n.not = strings.CutPrefix(strings.TrimSpace(name), "not ")
	if !knownFields[n.field] {
		return n, false, p.unknownField(n.field)
	}
	if depth > 8 {
		return n, false, p.fail("paper.template.deep")
	}
	kids, err := p.block(inside, depth+1)
	n.kids = kids
	return n, false, err
}

func (p *parser) tickRow(n node, s string) (node, bool, error) {
	n.kind = tick
	for _, cell := range strings.Split(s, "|") {
		text, ok := strings.CutPrefix(strings.TrimSpace(cell), "[]")
		if !ok {
			return n, false, p.fail("paper.template.cell")
		}
		line, err := p.inline(strings.TrimSpace(text))
		if err != nil {
			return n, false, err
		}
		n.lines = append(n.lines, line)
	}
	return n, false, nil
}

// stepText gives what follows "1. " or "".
func stepText(s string) string {
	num, text, ok := strings.Cut(s, ". ")
	if !ok || len(num) > 2 || strings.Trim(num, "0123456789") != "" || num == "" {
		return ""
	}
	return strings.TrimSpace(text)
}

// inline reads bold, fields and writing lines.
func (p *parser) inline(s string) ([]inline, error) {
	var out []inline
	strong := false
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			out = append(out, inline{text: word.String(), bold: strong})
			word.Reset()
		}
	}
	for s != "" {
		switch {
		case strings.HasPrefix(s, "**"):
			flush()
			strong = !strong
			s = s[2:]
		case s[0] == '{':
			name, rest, ok := strings.Cut(s[1:], "}")
			if !ok {
				return nil, p.fail("paper.template.brace")
			}
			flush()
			first, n := utf8.DecodeRuneInString(name)
			in := inline{bold: strong, upper: unicode.IsUpper(first)}
			in.field = string(unicode.ToLower(first)) + name[n:]
			if !knownFields[in.field] {
				return nil, p.unknownField(name)
			}
			out = append(out, in)
			s = rest
		case s[0] == '}':
			return nil, p.fail("paper.template.brace")
		case s[0] == '_':
			length, rest, _ := strings.Cut(s[1:], "_")
			mm, err := strconv.Atoi(length)
			if err != nil || mm < 5 || mm > 170 {
				return nil, p.fail("paper.template.rule")
			}
			flush()
			out = append(out, inline{rule: float64(mm)})
			s = rest
		default:
			r, n := utf8.DecodeRuneInString(s)
			word.WriteRune(r)
			s = s[n:]
		}
	}
	if strong {
		return nil, p.fail("paper.template.bold")
	}
	flush()
	return out, nil
}

func (p *parser) unknownField(name string) error {
	names := make([]string, 0, len(knownFields))
	for n := range knownFields {
		names = append(names, n)
	}
	sort.Strings(names)
	return p.fail("paper.template.field", "Field", name, "Fields", strings.Join(names, ", "))
}
