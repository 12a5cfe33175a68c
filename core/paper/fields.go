package paper

import (
	"strconv"
	"strings"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// knownFields lists every merge field that a template may name. What a letter has
// no value for is empty: a template asks with [if field], or Preflight reports it.
var knownFields = setOf(
	// the letter
	"name", "given", "family", "number", "date",
	// the clinic
	"clinic", "caregiver", "street", "postcode", "town", "phone", "phone_hours", "email",
	"signer", "role", "visit_place", "sample_place", "sample_hours", "fasting",
	"free_post", "cl24",
	// Merge
	"age", "call_days", "reply_by", "invited_on", "visit_day", "visit_date", "visit_time",
	"sample_day", "interpreter", "enclosures",
)

// senderFields are what the settings know of the clinic. A clinic that has not filled
// them in yet gets a line to write on by hand, and is told; its first letters are not
// held up by that.
var senderFields = setOf("street", "postcode", "town", "phone", "phone_hours", "email", "signer", "role",
	"visit_place", "sample_place", "sample_hours", "fasting")

const blankRule = 34.0 // mm

func setOf(names ...string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[n] = true
	}
	return set
}

// Merge has the values from which a letter's own fields are made. What is zero is
// left out of the letter.
type Merge struct {
	Sent        day.Date  // the letter's date: other years are written out
	Age         int       // the age that the participant reaches this year
	CallFrom    day.Date  // {call_days}: we call between these days
	CallTo      day.Date  //
	ReplyBy     day.Date  // {reply_by}: answer before this day
	Invited     day.Date  // {invited_on}: day of the invitation, for reminders
	Visit       time.Time // {visit_day} {visit_date} {visit_time}: the booked or missed hour
	SampleDay   day.Date  // {sample_day}: when to leave samples
	Interpreter string    // {interpreter}: language of the interpreter, in the letter's language
	Enclosures  []string  // {enclosures}: what lies in the envelope, a line each
}

// Fields puts m into words in lang, for Letter.Fields.
func (m Merge) Fields(lang Lang) map[string]string {
	f := map[string]string{}
	put := func(name, value string) {
		if value != "" {
			f[name] = value
		}
	}
	l := lang.Say()
	if m.Age > 0 {
		put("age", strconv.Itoa(m.Age))
	}
	put("call_days", m.between(l))
	put("reply_by", m.date(l, m.ReplyBy))
	put("invited_on", m.date(l, m.Invited))
	if !m.Visit.IsZero() {
		d := day.Of(m.Visit)
		put("visit_day", say.Weekday(l, d)+" "+m.date(l, d))
		put("visit_date", m.date(l, d))
		put("visit_time", say.Clock(l, m.Visit))
	}
	if !m.SampleDay.IsZero() {
		put("sample_day", say.Weekday(l, m.SampleDay)+" "+m.date(l, m.SampleDay))
	}
	put("interpreter", m.Interpreter)
	put("enclosures", strings.Join(m.Enclosures, "\n"))
	return f
}

// between gives "16 och 27 mars".
func (m Merge) between(l say.Lang) string {
	if m.CallFrom.IsZero() || m.CallTo.IsZero() {
		return ""
	}
	from := m.date(l, m.CallFrom)
	if m.CallFrom.Year == m.CallTo.Year && m.CallFrom.Month == m.CallTo.Month {
		from = strconv.Itoa(m.CallFrom.Day)
	}
	return say.In(l, say.T("paper.between", "From", from, "To", m.date(l, m.CallTo)))
}

// date gives "16 mars", with the year when it is not the letter's.
func (m Merge) date(l say.Lang, d day.Date) string {
	if d.IsZero() {
		return ""
	}
	if !m.Sent.IsZero() && d.Year != m.Sent.Year {
		return say.Date(l, d)
	}
	return say.DayMonth(l, d)
}

// values gathers all merge fields of a letter, cleaned. Runes that cannot be
// printed come back by field name.
func (run LetterRun) values(l Letter) (map[string]string, map[string][]rune) {
	c, lang := run.Clinic, l.Lang.Say()
	yes := map[bool]string{true: "x"}
	raw := map[string]string{
		"given": l.Given, "family": l.Family, "name": l.Given + " " + l.Family,
		"number": l.Number, "date": say.Date(lang, run.Date),
		"clinic": c.Name, "caregiver": c.CareGiver, "street": c.Street,
		"postcode": FormatPostcode(c.Postcode), "town": c.Town,
		"phone": c.Phone, "phone_hours": c.PhoneHours, "email": c.Email,
		"signer": c.Signer, "role": c.RoleTitle,
		"visit_place": c.VisitPlace, "sample_place": c.SamplePlace,
		"sample_hours": c.SampleHours, "fasting": c.Fasting,
		"free_post": yes[c.FreePost], "cl24": yes[c.Cl24],
	}
	for name, v := range l.Fields {
		if knownFields[name] {
			raw[name] = v
		}
	}
	out, bad := make(map[string]string, len(raw)), map[string][]rune{}
	for name, v := range raw {
		lines := strings.Split(v, "\n")
		if name != "enclosures" {
			lines = []string{v}
		}
		var kept []string
		for _, line := range lines {
			line, runes := tidy(line)
			if len(runes) > 0 {
				bad[name] = append(bad[name], runes...)
			}
			if name == "phone" {
				line = strings.ReplaceAll(line, " ", "\u00a0") // a number is not broken over lines
			}
			if line != "" {
				kept = append(kept, line)
			}
		}
		if len(kept) > 0 {
			out[name] = strings.Join(kept, "\n")
		}
	}
	return out, bad
}

// FormatPostcode writes a Swedish postcode as 829 99; anything else is left as it is.
func FormatPostcode(s string) string {
	digits := strings.ReplaceAll(strings.TrimSpace(s), " ", "")
	if len(digits) != 5 || strings.Trim(digits, "0123456789") != "" {
		return s
	}
	return digits[:3] + " " + digits[3:]
}

// span is a stretch of one line in one weight; rule > 0 is a writing line.
type span struct {
	text   string
	weight weight
	rule   float64
}

// block is a node with its fields filled and its conditions decided.
type block struct {
	kind  kind
	n     int // number of a step
	lines [][]span
	kids  []block
}

// content is a letter's text, ready to lay out.
type content struct {
	title   string
	large   bool
	body    []block // before and after the box
	box     []block // nil without
	boxAt   int     // the box stands before body[boxAt]
	side    []block
	slip    []block
	missing []string // fields used without a value, in order
	blank   []string // of these, what the settings lack: a line to write on stands there
	used    map[string]bool
}

// fill decides the template's conditions and puts the fields in.
func (t *Template) fill(values map[string]string) content {
	c := content{large: t.Large, used: map[string]bool{}}
	var title strings.Builder
	for _, line := range c.line(t.title, values) {
		for _, s := range line {
			title.WriteString(s.text)
		}
	}
	c.title = title.String()
	steps := 0
	for _, b := range c.blocks(t.nodes, values, &steps) {
		switch b.kind {
		case blockBox:
			c.box, c.boxAt = append(c.box, b.kids...), len(c.body)
		case blockSide:
			c.side = append(c.side, b.kids...)
		case blockSlip:
			c.slip = append(c.slip, b.kids...)
		default:
			c.body = append(c.body, b)
		}
	}
	return c
}

func (c *content) blocks(nodes []node, values map[string]string, steps *int) []block {
	var out []block
	for _, n := range nodes {
		switch n.kind {
		case blockIf:
			c.used[n.field] = true
			if (values[n.field] != "") != n.not {
				out = append(out, c.blocks(n.kids, values, steps)...)
			}
			continue
		case blockBox, blockSide, blockSlip:
			out = append(out, block{kind: n.kind, kids: c.blocks(n.kids, values, steps)})
			continue
		}
		b := block{kind: n.kind}
		switch n.kind {
		case step:
			*steps++
			b.n = *steps
		case heading:
			*steps = 0
		}
		for _, l := range n.lines {
			b.lines = append(b.lines, c.line(l, values)...)
		}
		out = append(out, b)
	}
	return out
}

// line fills one line; a field of several lines makes several.
func (c *content) line(in []inline, values map[string]string) [][]span {
	lines := [][]span{nil}
	for _, s := range in {
		w := regular
		if s.bold {
			w = bold
		}
		last := len(lines) - 1
		switch {
		case s.rule > 0:
			lines[last] = append(lines[last], span{rule: s.rule})
		case s.field == "":
			text, _ := clean(s.text)
			lines[last] = append(lines[last], span{text: text, weight: w})
		default:
			c.used[s.field] = true
			v := values[s.field]
			if v == "" && senderFields[s.field] {
				c.blank = append(c.blank, s.field)
				lines[last] = append(lines[last], span{rule: blankRule})
				continue
			}
			if v == "" {
				c.missing = append(c.missing, s.field)
				continue
			}
			if s.upper {
				v = upperFirst(v)
			}
			for i, part := range strings.Split(v, "\n") {
				if i > 0 {
					lines = append(lines, nil)
				}
				last := len(lines) - 1
				lines[last] = append(lines[last], span{text: part, weight: w})
			}
		}
	}
	return lines
}

// plainText gives the content as plain text: what is kept of a sent letter.
func (c content) plainText() string {
	var out strings.Builder
	out.WriteString(c.title + "\n")
	var write func(blocks []block)
	write = func(blocks []block) {
		for _, b := range blocks {
			if b.kind != divider {
				out.WriteString("\n")
			}
			for i, l := range b.lines {
				if b.kind == step && i == 0 {
					out.WriteString(strconv.Itoa(b.n) + ". ")
				}
				if b.kind == tick {
					out.WriteString("[ ] ")
				}
				for _, s := range l {
					out.WriteString(s.text)
					if s.rule > 0 {
						out.WriteString("______")
					}
				}
				out.WriteString("\n")
			}
			write(b.kids)
		}
	}
	write(c.body[:c.boxAt])
	write(c.box)
	write(c.body[c.boxAt:])
	write(c.side)
	write(c.slip)
	return out.String()
}
