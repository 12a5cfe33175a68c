package bookings

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyrtio/core/booking"
	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// fact is something to know of a booked hour, as icon and words.
type fact struct {
	icon  icon.Name
	role  theme.Role
	text  string
	short string // for narrow columns
}

// facts gives what there is to know of an hour, the most important first. Of a
// protected person it says so and nothing else (D12).
func (p *Page) facts(h *data.BookedHour) (list []fact) {
	add := func(name icon.Name, role theme.Role, id string, args ...any) {
		f := fact{icon: name, role: role, text: p.s.T(id, args...), short: p.s.T(id+".short", args...)}
		list = append(list, f)
	}
	if h.Protected {
		add(icon.Shield, theme.Shield, "bookings.fact.protected")
		return list
	}
	if h.Clash {
		add(icon.Fault, theme.Fault, "bookings.fact.clash")
	}
	switch {
	case h.Kind == booking.Held:
		add(icon.Letter, theme.Ink2, "bookings.fact.held")
		return list
	case h.Outcome == journey.HourVisited:
		add(icon.Done, theme.OK, "bookings.fact.came")
	case h.Outcome == journey.HourMissed:
		add(icon.Expired, theme.Warn, "bookings.fact.missed")
		return list
	}
	st := &h.Status
	switch st.Interpreter {
	case "":
	case journey.LanguageUnknown:
		add(icon.Interpreter, theme.Accent, "bookings.fact.interpreter.unknown")
	default:
		add(icon.Interpreter, theme.Accent, "bookings.fact.interpreter", "Language", st.Interpreter)
	}
	if h.SamplesTooLate {
		add(icon.Samples, theme.Warn, "bookings.fact.late")
	}
	switch {
	case st.Form == journey.FormComplete:
		add(icon.Done, theme.OK, "bookings.fact.complete")
	case st.Form == journey.FormCl24:
		add(icon.Done, theme.OK, "bookings.fact.cl24")
	case st.Form == journey.FormBegun:
		add(icon.Begun, theme.Ink2, "bookings.fact.begun")
	case !st.Received.IsZero():
		add(icon.Form, theme.Ink2, "bookings.fact.paper")
	case st.Ticket != nil && st.Ticket.Expired.IsZero() && !st.Ticket.Recalled:
		add(icon.Waiting, theme.Ink2, "bookings.fact.sent")
	default:
		add(icon.Expired, theme.Warn, "bookings.fact.none")
	}
	if !st.Samples.IsZero() {
		add(icon.Samples, theme.Ink2, "bookings.fact.samples")
	}
	if h.Wish != "" {
		list = append(list, fact{icon.Note, theme.Ink2, h.Wish, h.Wish})
	}
	return list
}

// paintCard draws somebody's hour.
func (p *Page) paintCard(pen *widget.Pen, s *spot, x, y, w, h float32) {
	hour := s.hour
	name, text := cardName, small
	box := widget.Box{Fill: theme.Selected, Stroke: theme.SelectedEdge, Radius: theme.RadiusField}
	switch {
	case p.hand != nil && p.hand.from != nil && hour.Kind == booking.Visit && hour.Ref() == p.hand.row.Ref():
		box.Fill, box.Stroke = theme.Surface, theme.CapEdge // it is being moved
		name = name.In(theme.Ink3)
	case hour.Protected:
		box.Fill, box.Stroke = theme.ShieldTint, theme.Clear
		name = name.In(theme.Shield)
	case hour.Kind == booking.Held:
		box.Fill, box.Stroke = theme.Ticked, theme.SelectedEdge
		name = name.As(false)
	case hour.Outcome != "":
		box.Fill, box.Stroke = theme.Sunken, theme.Line
		name = name.In(theme.Ink2)
	}
	if hour.Clash {
		box.Stroke, box.Width = theme.Fault, 2
	}
	pen.Rect(x, y, w, h, box)
	pad := float32(9)
	if w < narrowAt-2*inset {
		pad, name.Size = 4, theme.TextSmall
	}
	facts := p.facts(hour)
	top, bottom := y+4, y+h
	room := int((bottom - top - float32(min(1, len(facts)))*16) / (name.Line() - 1))
	for _, line := range p.nameLines(hour.Row, name, w-2*pad, max(1, min(2, room))) {
		pen.Text(x+pad, top, line, name)
		top += name.Line() - 1
	}
	for i, f := range facts {
		if i == 2 || top+15 > bottom {
			return
		}
		p.paintFact(pen, f, x+pad, top, w-2*pad, text)
		top += 16
	}
}

// paintFact draws icon and words; where not even the short words have room, the icon.
func (p *Page) paintFact(pen *widget.Pen, f fact, x, y, w float32, style widget.Style) {
	pen.Icon(x, y+1, 14, f.icon, f.role)
	left := float32(18)
	if w < narrowAt-10 {
		left = 16
	}
	text := f.text
	if widget.Measure(text, style) > w-left {
		text = f.short
	}
	if text = widget.Shorten(text, style, w-left); widget.Measure(text, style) <= w-left+1 {
		pen.Text(x+left, y, text, style)
	}
}

// fitName shortens a name once, to what has room: Efternamn, Förnamn; Efternamn, F.;
// Efternamn; Förnamn E.; the initials. A name is never cut within a word.
func (p *Page) fitName(r data.Row, style widget.Style, width float32) string {
	for _, name := range []string{r.Sorted(), who(r), r.Family, byGiven(r)} {
		if name != "" && widget.Measure(name, style) <= width {
			return name
		}
	}
	return initials(r)
}

// byGiven gives "Ove K.".
func byGiven(r data.Row) string {
	if r.Given == "" || r.Family == "" {
		return ""
	}
	first, _ := utf8.DecodeRuneInString(r.Family)
	return r.Given + " " + string(first) + "."
}

// nameLines is fitName on at most so many lines.
func (p *Page) nameLines(r data.Row, style widget.Style, width float32, most int) []string {
	if name := p.fitName(r, style, width); name != initials(r) && name != byGiven(r) || most < 2 {
		return []string{name}
	}
	for _, name := range []string{who(r), r.Family} {
		lines := widget.Lines(name, style, width)
		fits := len(lines) <= most
		for _, line := range lines {
			fits = fits && widget.Measure(line, style) <= width
		}
		if fits {
			return lines
		}
	}
	return []string{p.fitName(r, style, width)}
}

// initials gives "A. W-L.": the first given name, and the family names without their
// small words, at most two.
func initials(r data.Row) string {
	if r.Protected {
		return r.Label()
	}
	var given, family []string
	parts := func(name string) []string {
		return strings.FieldsFunc(name, func(c rune) bool { return c == '-' || c == ' ' })
	}
	for _, part := range parts(r.Given) {
		first, _ := utf8.DecodeRuneInString(part)
		given = append(given, string(first))
	}
	for _, part := range parts(r.Family) {
		if first, _ := utf8.DecodeRuneInString(part); unicode.IsUpper(first) && len(family) < 2 {
			family = append(family, string(first))
		}
	}
	var words []string
	if len(given) > 0 {
		words = append(words, given[0]+".")
	}
	if len(family) > 0 {
		words = append(words, strings.Join(family, "-")+".")
	}
	return strings.Join(words, " ")
}
