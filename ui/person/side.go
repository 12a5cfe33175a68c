package person

import (
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// side is the right column: what may be done and what not, how to reach the person, the
// note. Its lines are rows of a list, so that each is reached by keyboard and the column
// scrolls alone.
type side struct {
	p     *Page
	list  *widget.List
	rows  []sideRow
	every bool // the letters are listed by template
}

// sideRow is a line of a card.
type sideRow struct {
	card   int // which card it belongs to
	head   bool
	first  bool // no divider above: it follows the one above without a line
	height func(w float32) float32
	paint  func(pen *widget.Pen, size fyne.Size)
	do     func() // Enter and a click; nil: nothing to do
}

const cardGap = 12

func newSide(p *Page) *side {
	c := &side{p: p}
	c.list = widget.NewList(50, func() int { return len(c.rows) }, c.paint)
	c.list.Bare = true
	c.list.Label = p.s.T("person.may")
	c.list.Height = c.height
	c.list.Tone = func(int) theme.Role { return theme.Paper }
	c.list.Fixed = func(i int) bool { return c.rows[i].head }
	c.list.OnFocus = func(bool) { c.list.Reload() }
	c.list.OnEnter = func(i int) {
		if do := c.rows[i].do; do != nil {
			do()
		}
	}
	c.list.BeforeKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyPageUp, fyne.KeyPageDown:
			return p.Key(ev)
		case fyne.KeyLeft:
			widget.Focus(p.list)
			return true
		}
		return false
	}
	return c
}

// reload makes the rows anew.
func (c *side) reload() {
	c.rows = nil
	if c.p.loaded {
		c.addMays()
		c.addContact()
		c.addNote()
	}
	c.list.Reload()
}

// last reports whether a row ends its card.
func (c *side) last(i int) bool { return i+1 >= len(c.rows) || c.rows[i+1].card != c.rows[i].card }

func (c *side) height(i int) float32 {
	h := c.rows[i].height(c.p.sideWidth())
	if c.last(i) {
		h += cardGap
	}
	return h
}

func (c *side) paint(pen *widget.Pen, i int, state widget.RowState) {
	row, size := c.rows[i], pen.Size()
	pen.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Paper})
	if c.last(i) {
		size.Height -= cardGap
	}
	box := widget.Box{Fill: theme.Surface, Stroke: theme.Line}
	if row.head {
		box.Corners[0], box.Corners[1] = theme.RadiusCard, theme.RadiusCard
	}
	if c.last(i) {
		box.Corners[2], box.Corners[3] = theme.RadiusCard, theme.RadiusCard
	}
	marked := state.Selected && state.Focused
	if marked {
		box.Fill = theme.Selected
	}
	pen.Rect(0, 0, size.Width, size.Height, box)
	if !row.head && row.first { // the border of the row above is no divider here
		pen.Rect(1, -1, size.Width-2, 2, widget.Box{Fill: box.Fill})
	}
	if !c.last(i) {
		pen.Rect(1, size.Height-2, size.Width-2, 2, widget.Box{Fill: box.Fill})
	}
	if marked {
		pen.Rect(0, 0, 3, size.Height, widget.Box{Fill: theme.Accent})
	}
	row.paint(pen, size)
	if row.do != nil {
		pen.Hit(0, 0, size.Width, size.Height, row.do)
	}
}

// heading adds the head of a card, with a link and its key at the right end.
func (c *side) heading(card int, title, link, key string, do func()) {
	c.rows = append(c.rows, sideRow{card: card, head: true, do: do, height: func(float32) float32 { return 42 }, paint: func(pen *widget.Pen, size fyne.Size) {
		pen.Mid(15, 0, size.Height, title, widget.Heading)
		x := size.Width - 15
		if key != "" && do != nil {
			x -= capWidth(key)
			pen.Cap(x, 0, size.Height, key, widget.CapPlain)
			x -= 8
		}
		if link != "" && do != nil {
			pen.RightMid(x, 0, size.Height, link, widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Accent})
		}
	}})
}

// may is one line of what may be done.
type may struct {
	title, why, key string
	allowed         bool
	icon            icon.Name // where it is neither allowed nor blocked
	do              func()
}

// shown is the order of the ways, those of Clinic24 beside each other.
var shown = []journey.Channel{journey.ByForwarding, journey.ByChat, journey.ByTicket, journey.ByLetter, journey.ByPhone}

// mays lists the ways: first what is allowed, then what is blocked with its reason and
// the rule, then consent.
func (c *side) mays() (list []may) {
	p := c.p
	s, st := p.s, p.person.Status
	keys := map[journey.Channel]string{journey.ByLetter: "B", journey.ByPhone: "T", journey.ByForwarding: "B"}
	steps := map[journey.Channel]journey.StepKind{journey.ByChat: journey.StepChat, journey.ByTicket: journey.StepTicket}
	var blocked []may
	told := map[string]bool{}
	for _, ch := range shown {
		perm := st.Channels[ch]
		if ch == journey.ByForwarding && !p.person.Protected || !p.store.Config().On("cl24") && (ch == journey.ByTicket || ch == journey.ByChat) {
			continue
		}
		m := may{title: s.T("person.may." + string(ch)), why: s.Say(perm.Reason), allowed: perm.Allowed}
		if perm.Allowed {
			if m.key = keys[ch]; m.key != "" {
				m.do = func() { p.Rune([]rune(m.key)[0]) }
			} else if step, ok := steps[ch]; ok {
				m.do = func() { p.acts.Step(p.person.Row, step) }
			}
			list = append(list, m)
			continue
		}
		if rule := ruleOf(perm.Reason); rule != "" && !told[rule] {
			told[rule] = true // once is enough
			m.why += ". " + s.T("person.rule", "Rule", say.T("journey.rule."+rule))
		}
		// What is blocked for the same reason stands on one line.
		if n := len(blocked); n > 0 && blocked[n-1].why == m.why {
			blocked[n-1].title += " · " + m.title
			continue
		}
		blocked = append(blocked, m)
	}
	list = append(list, blocked...)
	consent := may{title: s.T("person.may.consent"), why: s.T("person.consent.unasked"), key: "C", icon: icon.Ring, do: func() { p.Rune('c') }}
	if st.Consent != "" {
		consent.why = s.T("person.consent."+st.Consent, "On", p.date(st.Consented))
		consent.allowed = st.Consent == journey.Yes
		consent.icon = icon.No
	}
	return append(list, consent)
}

// rules are the questions of the FAQ behind the grounds of a block.
var rules = []struct{ ground, rule string }{
	{"consent", "Q2"}, {"declined", "Q7"}, {"ticket.begun", "Q9"}, {"invite.begun", "Q9"}, {"ticket.silent", "Q8"}, {"cl24", "Q1"}, {"protected", "Q24"},
}

// ruleOf gives the question that blocks a way, "" where none does.
func ruleOf(reason say.Text) string {
	if inner, ok := reason.Data["Why"].(say.Text); ok && reason.ID == "journey.blocked" {
		reason = inner
	}
	ground := strings.TrimPrefix(reason.ID, "journey.not.")
	for _, r := range rules {
		if ground == r.ground || strings.HasPrefix(ground, r.ground+".") {
			return r.rule
		}
	}
	return ""
}

func (c *side) addMays() {
	p := c.p
	c.heading(0, p.s.T("person.may"), "", "", nil)
	for _, m := range c.mays() {
		c.add(m)
	}
	c.addTemplates()
}

// add adds a way with its icon, reason and key.
func (c *side) add(m may) {
	if c.p.person.Past() {
		m.key, m.do = "", nil
	}
	c.rows = append(c.rows, sideRow{do: m.do, height: func(w float32) float32 {
		return 15 + widget.Strong.Line()*float32(len(widget.Lines(m.title, widget.Strong, w-43-40))) +
			float32(len(widget.Lines(m.why, widget.Second, w-43-40)))*widget.Second.Line()
	}, paint: func(pen *widget.Pen, size fyne.Size) {
		switch {
		case m.allowed:
			pen.Icon(15, 8, 18, icon.Done, theme.OK)
		case m.icon != icon.None:
			pen.Icon(15, 8, 18, m.icon, theme.Ink2)
		default:
			pen.Icon(15, 8, 18, icon.Blocked, theme.Fault)
		}
		y := 7 + pen.Wrap(43, 7, size.Width-43-40, m.title, widget.Strong)
		if m.key != "" {
			pen.Cap(size.Width-15-capWidth(m.key), 7, 20, m.key, widget.CapPlain)
		}
		pen.Wrap(43, y, size.Width-43-40, m.why, widget.Second)
	}})
}

// addTemplates adds the letters by template, listed when somebody wants to see them.
func (c *side) addTemplates() {
	p, s := c.p, c.p.s
	allowed := 0
	for _, t := range p.person.Letters {
		if t.Allowed {
			allowed++
		}
	}
	if len(p.person.Letters) == 0 {
		return
	}
	title := s.T("person.may.templates", "May", allowed, "Of", len(p.person.Letters))
	c.rows = append(c.rows, sideRow{do: p.toggleTemplates, height: func(float32) float32 { return 36 }, paint: func(pen *widget.Pen, size fyne.Size) {
		name := icon.Down
		if c.every {
			name = icon.Up
		}
		pen.Icon(17, (size.Height-14)/2, 14, name, theme.Ink2)
		pen.Mid(43, 0, size.Height, title, widget.Second.In(theme.Ink))
		pen.Cap(size.Width-15-capWidth("M"), 0, size.Height, "M", widget.CapPlain)
	}})
	if !c.every {
		return
	}
	for _, t := range p.person.Letters {
		why, do := s.Say(t.Reason), func() { p.Rune('b') }
		if !t.Allowed {
			if do = nil; t.Override {
				why = s.T("person.may.override", "Why", why)
			}
		}
		c.add(may{title: s.Say(journey.TemplateName(t.Template)), why: why, allowed: t.Allowed, do: do})
	}
}

// toggleTemplates shows or hides the letters by template.
func (p *Page) toggleTemplates() {
	if p.tab != tabJourney {
		p.open(tabJourney)
	}
	p.side.every = !p.side.every
	p.side.reload()
	widget.Focus(p.side.list)
	for i, r := range p.side.rows {
		if r.card == 0 && !r.head {
			p.side.list.Select(i)
		}
	}
	if p.side.every { // the first template
		p.side.list.Select(p.side.list.Selected() - len(p.person.Letters) + 1)
	}
}

// facts are the lines of the contact card.
func (c *side) facts() (list []fact) {
	s, k, p := c.p.s, c.p.person.Contact, c.p
	add := func(id, text string) {
		if text != "" {
			list = append(list, fact{s.T(id), text})
		}
	}
	add("person.contact.mobile", k.Mobile)
	add("person.contact.phone", k.Phone)
	if !p.person.Protected {
		address := strings.Join(addressLines(k.CareOf, k.Street, k.Postcode, k.Town, k.Country), "\n")
		if address == "" {
			address = s.T("person.contact.none")
		}
		add("person.contact.address", address)
	}
	add("person.contact.email", k.Email)
	add("person.contact.wish", k.Wish)
	if l := p.person.Status.Interpreter; l != "" {
		add("person.contact.interpreter", p.language(l))
	}
	if p.letters != "" && (p.chosen || p.letters != letter.Swedish) {
		add("person.contact.letters", s.Say(p.letters.Name()))
	}
	return list
}

// addressLines are the lines of an address that have something in them.
func addressLines(careOf, street, postcode, town, country string) (lines []string) {
	if careOf != "" {
		careOf = "c/o " + careOf
	}
	for _, l := range []string{careOf, street, strings.TrimSpace(postcode + " " + town), country} {
		if l != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

// language says which language an interpreter is needed for.
func (p *Page) language(l string) string {
	if l == journey.LanguageUnknown {
		return p.s.T("person.contact.interpreter.unknown")
	}
	return l
}

func (c *side) addContact() {
	const at = 99
	p, s := c.p, c.p.s
	edit := func() { p.Rune('e') }
	if p.person.Past() {
		edit = nil
	}
	c.heading(1, s.T("person.contact"), s.T("person.contact.edit"), "E", edit)
	line := widget.Second.Line()
	if p.person.Protected {
		text := s.T("person.contact.protected")
		if len(c.facts()) == 0 {
			text += " " + s.T("person.contact.own.none")
		}
		c.rows = append(c.rows, sideRow{card: 1, first: true, do: edit, height: func(w float32) float32 {
			return float32(len(widget.Lines(text, widget.Second, w-43-15)))*line + 8
		}, paint: func(pen *widget.Pen, size fyne.Size) {
			pen.Icon(15, 1, 16, icon.Shield, theme.Shield)
			pen.Wrap(43, 0, size.Width-43-15, text, widget.Second.In(theme.Shield))
		}})
	}
	facts := c.facts()
	if len(facts) > 0 {
		c.rows = append(c.rows, sideRow{card: 1, first: true, do: edit, height: func(w float32) (h float32) {
			for _, f := range facts {
				h += float32(len(widget.Lines(f.text, widget.Second, w-at-15)))*line + 5
			}
			return h + 3
		}, paint: func(pen *widget.Pen, size fyne.Size) {
			top := float32(0)
			for _, f := range facts {
				pen.Text(15, top, f.label, widget.Second)
				top += pen.Wrap(at, top, size.Width-at-15, f.text, widget.Second.In(theme.Ink)) + 5
			}
		}})
	}
	c.rows = append(c.rows, sideRow{card: 1, do: p.versions, height: func(float32) float32 { return 36 }, paint: func(pen *widget.Pen, size fyne.Size) {
		pen.Mid(15, 0, size.Height, s.T("person.versions.count", "N", len(p.person.Versions)), widget.Second)
		pen.Cap(size.Width-15-capWidth("V"), 0, size.Height, "V", widget.CapPlain)
	}})
}

func (c *side) addNote() {
	p, s := c.p, c.p.s
	text, style := s.T("person.note.none"), widget.Second.In(theme.Ink3)
	if note := p.noteText(); note != "" {
		text, style = note, widget.Second
	}
	write := func() { p.Rune('n') }
	if p.person.Past() {
		write = nil
	}
	c.heading(2, s.T("person.note"), "", "N", write)
	c.rows = append(c.rows, sideRow{card: 2, first: true, do: write, height: func(w float32) float32 {
		return float32(len(widget.Lines(text, style, w-30)))*style.Line() + 12
	}, paint: func(pen *widget.Pen, size fyne.Size) {
		pen.Wrap(15, 0, size.Width-30, text, style)
	}})
}
