package person

import (
	"strings"

	"fyrtio/core/journey"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// side is the right column: what may be done and what not, how to reach the person, the
// note. Three cards in a list, so that it scrolls alone and by keyboard.
type side struct {
	p    *Page
	list *widget.List
}

// cards gives what draws each card from the top of its row; it tells the height, and
// with a nil pen only that.
func (c *side) cards() []func(pen *widget.Pen, w float32) float32 {
	return []func(*widget.Pen, float32) float32{c.paintMay, c.paintContact, c.paintNote}
}

const cardGap = 12

func newSide(p *Page) *side {
	c := &side{p: p}
	c.list = widget.NewList(100, func() int {
		if !p.loaded {
			return 0
		}
		return len(c.cards())
	}, c.paint)
	c.list.Bare = true
	c.list.Label = p.s.T("person.may")
	c.list.Height = func(i int) float32 { return c.cards()[i](nil, p.sideWidth()) + cardGap }
	c.list.BeforeKey = p.list.BeforeKey
	return c
}

func (c *side) paint(pen *widget.Pen, i int, state widget.RowState) {
	size := pen.Size()
	pen.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Paper})
	h := c.cards()[i](pen, size.Width)
	if state.Selected && state.Focused {
		pen.Rect(1, 1, size.Width-2, h-2, widget.Box{Stroke: theme.Accent, Width: 2, Radius: theme.RadiusCard})
	}
}

// may is one line of what may be done.
type may struct {
	title, why, key string
	allowed         bool
	icon            icon.Name // where it is neither allowed nor blocked
}

// shown is the order of the ways, those of Clinic24 beside each other.
var shown = []journey.Channel{journey.ByForwarding, journey.ByChat, journey.ByTicket, journey.ByLetter, journey.ByPhone}

func (c *side) mays() (list []may) {
	p := c.p
	s, st := p.s, p.person.Status
	keys := map[journey.Channel]string{journey.ByLetter: "B", journey.ByPhone: "T", journey.ByForwarding: "B"}
	var blocked []may
	for _, ch := range shown {
		perm := st.Channels[ch]
		if ch == journey.ByForwarding && !p.person.Protected || !p.store.Config().On("cl24") && (ch == journey.ByTicket || ch == journey.ByChat) {
			continue
		}
		m := may{title: s.T("person.may." + string(ch)), why: s.Say(perm.Reason), allowed: perm.Allowed}
		if perm.Allowed {
			m.key = keys[ch]
			list = append(list, m)
		} else {
			// What is blocked for the same reason stands on one line.
			if n := len(blocked); n > 0 && blocked[n-1].why == m.why {
				blocked[n-1].title += " · " + m.title
				continue
			}
			blocked = append(blocked, m)
		}
	}
	list = append(list, blocked...)
	consent := may{title: s.T("person.may.consent"), why: s.T("person.consent." + orUnasked(st.Consent)), key: "C", icon: icon.Ring}
	if st.Consent != "" {
		consent.why = s.T("person.consent."+st.Consent, "On", st.Consented)
		consent.allowed = st.Consent == journey.Yes
		consent.icon = icon.No
	}
	return append(list, consent)
}

func orUnasked(consent string) string {
	if consent == "" {
		return "unasked"
	}
	return consent
}

func (c *side) paintMay(pen *widget.Pen, w float32) float32 {
	list := c.mays()
	heights, total := make([]float32, len(list)), float32(43)
	for i, m := range list {
		heights[i] = 15 + widget.Strong.Line() + float32(len(widget.Lines(m.why, widget.Second, w-43-40)))*widget.Second.Line()
		total += heights[i]
	}
	if pen == nil {
		return total
	}
	pen.Card(0, 0, w, total)
	pen.Mid(15, 0, 43, c.p.s.T("person.may"), widget.Heading)
	top := float32(43)
	for i, m := range list {
		pen.Line(1, top, w-2, theme.Line)
		switch {
		case m.allowed:
			pen.Icon(15, top+8, 18, icon.Done, theme.OK)
		case m.icon != icon.None:
			pen.Icon(15, top+8, 18, m.icon, theme.Ink2)
		default:
			pen.Icon(15, top+8, 18, icon.Blocked, theme.Fault)
		}
		pen.Text(43, top+7, m.title, widget.Strong)
		if m.key != "" {
			cw := capWidth(m.key)
			pen.Cap(w-15-cw, top+7, 20, m.key, widget.CapPlain)
			pen.Hit(0, top, w, heights[i], func() { c.p.Rune([]rune(m.key)[0]) })
		}
		pen.Wrap(43, top+7+widget.Strong.Line(), w-43-40, m.why, widget.Second)
		top += heights[i]
	}
	return total
}

// line of the contact card.
type fact struct{ label, text string }

func (c *side) facts() (list []fact) {
	s, k := c.p.s, c.p.person.Contact
	add := func(id, text string) {
		if text != "" {
			list = append(list, fact{s.T(id), text})
		}
	}
	add("person.contact.mobile", k.Mobile)
	add("person.contact.phone", k.Phone)
	if !c.p.person.Protected {
		var lines []string
		if k.CareOf != "" {
			lines = append(lines, "c/o "+k.CareOf)
		}
		for _, l := range []string{k.Street, strings.TrimSpace(k.Postcode + " " + k.Town), k.Country} {
			if l != "" {
				lines = append(lines, l)
			}
		}
		address := strings.Join(lines, "\n")
		if address == "" {
			address = s.T("person.contact.none")
		}
		add("person.contact.address", address)
	}
	add("person.contact.email", k.Email)
	add("person.contact.wish", k.Wish)
	return list
}

func (c *side) paintContact(pen *widget.Pen, w float32) float32 {
	const at = 99
	s := c.p.s
	list := c.facts()
	line := widget.Second.Line()
	h := float32(40)
	for _, f := range list {
		h += float32(len(widget.Lines(f.text, widget.Second, w-at-15)))*line + 5
	}
	var shield []string
	if c.p.person.Protected {
		shield = widget.Lines(s.T("person.contact.protected"), widget.Second, w-43-15)
		h += float32(len(shield))*line + 8
	}
	h += 8
	if pen == nil {
		return h
	}
	pen.Card(0, 0, w, h)
	pen.Mid(15, 0, 43, s.T("person.contact"), widget.Heading)
	cw := capWidth("E")
	pen.Cap(w-15-cw, 0, 43, "E", widget.CapPlain)
	link := widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Accent}
	lw := pen.RightMid(w-15-cw-8, 0, 43, s.T("person.contact.edit"), link)
	pen.Hit(w-15-cw-8-lw, 0, lw+cw+23, 43, c.p.editContact)
	top := float32(40)
	if len(shield) > 0 {
		pen.Icon(15, top+1, 16, icon.Shield, theme.Shield)
		pen.Wrap(43, top, w-43-15, s.T("person.contact.protected"), widget.Second.In(theme.Shield))
		top += float32(len(shield))*line + 8
	}
	for _, f := range list {
		pen.Text(15, top, f.label, widget.Second)
		top += pen.Wrap(at, top, w-at-15, f.text, widget.Second.In(theme.Ink)) + 5
	}
	return h
}

func (c *side) paintNote(pen *widget.Pen, w float32) float32 {
	s := c.p.s
	text, style := s.T("person.note.none"), widget.Second.In(theme.Ink3)
	if note := c.p.noteText(); note != "" {
		text, style = note, widget.Second
	}
	h := 43 + float32(len(widget.Lines(text, widget.Second, w-30)))*widget.Second.Line() + 11
	if pen == nil {
		return h
	}
	pen.Card(0, 0, w, h)
	pen.Mid(15, 0, 43, s.T("person.note"), widget.Heading)
	cw := capWidth("N")
	pen.Cap(w-15-cw, 0, 43, "N", widget.CapPlain)
	pen.Hit(0, 0, w, h, c.p.note)
	pen.Wrap(15, 40, w-30, text, style)
	return h
}
