package people

import (
	"strconv"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// cell is what a column shows: an icon with at most fourteen characters.
type cell struct {
	icon icon.Name
	role theme.Role
	text string
}

// column is a column of the list. It leaves the list where the window is narrower
// than its need.
type column struct {
	head  string // id of its words
	width float32
	need  float32 // of the list's width
	cell  func(p *Page, r *data.Row) cell
}

var columns = []column{
	{"people.col.number", 122, 700, func(p *Page, r *data.Row) cell { return cell{text: dash(number(r))} }},
	{"people.col.consent", 96, 880, (*Page).consent},
	{"people.col.cl24", 116, 0, (*Page).cl24},
	{"people.col.letter", 126, 0, (*Page).letterCell},
	{"people.col.phone", 70, 960, (*Page).phone},
}

const (
	tickWidth = 44 // tick box and its margins: the name begins here
	nameWidth = 250
)

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func number(r *data.Row) string {
	if r.Protected {
		return ""
	}
	return r.Number.Display()
}

func (p *Page) consent(r *data.Row) cell {
	switch r.Status.Consent {
	case journey.Yes:
		return cell{icon.Yes, theme.OK, p.s.T("people.consent.yes")}
	case journey.No:
		return cell{icon.No, theme.Ink2, p.s.T("people.consent.no")}
	case journey.Withdrawn:
		return cell{icon.Blocked, theme.Fault, p.s.T("people.consent.withdrawn")}
	}
	return cell{icon.Ring, theme.Ink2, p.s.T("people.consent.unasked")}
}

func (p *Page) cl24(r *data.Row) cell {
	t, st := p.s.T, &r.Status
	switch k := st.Ticket; {
	case st.Form == journey.FormCl24:
		return cell{icon.Yes, theme.OK, t("people.cl24.form")}
	case k == nil && !st.Channels[journey.ByTicket].Allowed:
		return cell{icon.Blocked, theme.Ink2, t("people.cl24.blocked")}
	case k == nil:
		return cell{text: "–"}
	case k.Used:
		return cell{icon.Yes, theme.OK, t("people.cl24.used")}
	case !k.Chat.IsZero() && k.Closed.IsZero():
		return cell{icon.Chat, theme.Ink2, t("people.cl24.chat")}
	case !k.Expired.IsZero() && k.Opened:
		return cell{icon.Expired, theme.Warn, strings.TrimSpace(t("people.cl24.expired") + " " + k.Progress)}
	case !k.Expired.IsZero():
		return cell{icon.Expired, theme.Warn, t("people.cl24.unopened")}
	case k.Expires.Before(p.s.Today()):
		return cell{icon.Expired, theme.Warn, t("people.cl24.over")}
	default:
		return cell{icon.Waiting, theme.Ink2, t("people.left", "Days", k.Expires.Sub(p.s.Today()))}
	}
}

func (p *Page) letterCell(r *data.Row) cell {
	t, l := p.s.T, r.Status.Letter
	switch {
	case r.Status.Returned:
		return cell{icon.Undo, theme.Warn, t("people.letter.returned")}
	case r.Protected && (l == nil || l.Sent.IsZero()):
		return cell{icon.Shield, theme.Shield, t("people.letter.forwarding")}
	case l == nil:
		return cell{text: "–"}
	case !l.Pending.IsZero():
		return cell{icon.Print, theme.Ink2, t("people.letter.pending")}
	case l.Sent.IsZero():
		return cell{text: "–"}
	case l.Answered:
		return cell{icon.Yes, theme.OK, t("people.letter.answered")}
	case l.Due.After(p.s.Today()):
		return cell{icon.Waiting, theme.Ink2, t("people.left", "Days", l.Due.Sub(p.s.Today()))}
	}
	return cell{icon.Expired, theme.Warn, t("people.letter.silent", "Days", p.s.Today().Sub(l.Sent))}
}

func (p *Page) phone(r *data.Row) cell {
	switch st := &r.Status; {
	case st.Tries > 0:
		return cell{text: strconv.Itoa(st.Tries) + " " + p.s.T("acts.of") + " " + strconv.Itoa(p.store.Config().Int("call_tries"))}
	case !st.Called.IsZero():
		return cell{text: p.s.T("people.phone.reached")}
	}
	return cell{text: "–"}
}

// stepLooks are the steps' icons; the colour says whether the step waits for us.
var stepLooks = map[journey.StepKind]icon.Name{
	journey.StepLetter: icon.Letter, journey.StepTicket: icon.Ticket, journey.StepChat: icon.Chat, journey.StepRemind: icon.Letter,
	journey.StepCall: icon.Phone, journey.StepHelpBook: icon.Help, journey.StepSamples: icon.Samples, journey.StepVisit: icon.Booking,
	journey.StepEnterForm: icon.Begun, journey.StepAskConsent: icon.Help, journey.StepDocument: icon.Form, journey.StepForward: icon.Shield,
	journey.StepFixAddress: icon.Undo, journey.StepFollowUp: icon.Waiting, journey.StepReview: icon.Expired, journey.StepWait: icon.Waiting, journey.StepNone: icon.Done,
}

// next gives the next step as the list shows it: the words, whether it is due, and
// since when, or when it will be.
func (p *Page) next(r *data.Row) (c cell, due bool, when string) {
	n, today := r.Status.Next, p.s.Today()
	c = cell{stepLooks[n.Step], theme.Ink2, p.s.Say(acts.StepWords(n.Step))}
	due = n.Step != journey.StepWait && n.Step != journey.StepNone && !n.Due.After(today)
	switch {
	case r.Protected && n.Step == journey.StepForward:
		c.role = theme.Shield
	case due && n.Queue != "":
		c.role = theme.Warn
	}
	if b := r.Status.Booking; b != nil && n.Step == journey.StepWait {
		c.icon, c.text = icon.Booking, p.s.T("people.booked", "Time", strings.Replace(b.Time, ":", p.s.T("ui.clock"), 1))
		return c, false, p.date(b.Day)
	}
	switch days := today.Sub(n.Since); {
	case n.Step == journey.StepNone:
	case due && n.Since.IsZero():
	case due:
		when = p.s.T("people.since", "Days", max(0, days))
	case !n.Due.IsZero():
		when = p.date(n.Due)
	}
	return c, due, when
}

func (p *Page) date(d day.Date) string {
	switch d.Sub(p.s.Today()) {
	case 0:
		return p.s.T("people.today")
	case 1:
		return p.s.T("people.tomorrow")
	}
	return say.DayShort(p.s.Lang(), d)
}

// each calls f for every column that has room, with where it begins, and gives where the
// next step begins.
func each(width float32, f func(c *column, x float32)) float32 {
	x := float32(tickWidth + nameWidth)
	if width < 880 {
		x -= 30
	}
	for i := range columns {
		c := &columns[i]
		if width < c.need {
			continue
		}
		f(c, x)
		x += c.width
	}
	return x
}

func (p *Page) paintHead(pen *widget.Pen) {
	size := pen.Size()
	style := widget.Second
	pen.Mid(tickWidth, 0, size.Height, p.s.T("people.col.name"), style)
	x := each(size.Width, func(c *column, x float32) { pen.Mid(x, 0, size.Height, p.s.T(c.head), style) })
	pen.Mid(x, 0, size.Height, p.s.T("people.col.next"), style)
}

func (p *Page) paintRow(pen *widget.Pen, i int, s widget.RowState) {
	r := p.row(i)
	if r == nil {
		return
	}
	size := pen.Size()
	pen.Check(12, 0, size.Height, p.ticked[r.Ref()])
	pen.Hit(0, 0, 36, size.Height, func() { p.tick(p.selected()) })

	name := widget.Plain.As(s.Selected)
	var nameEnd float32
	x := each(size.Width, func(c *column, x float32) {
		if nameEnd == 0 {
			nameEnd = x
		}
		v := c.cell(p, r)
		if v.icon != icon.None {
			pen.Icon(x, 11, 14, v.icon, v.role)
			x += 20
		}
		pen.Fit(x, 0, size.Height, c.width-8, v.text, widget.Second)
	})
	room := nameEnd - tickWidth - 12
	text := r.Sorted()
	if r.Protected {
		text = p.s.T("people.shielded", "Label", r.Label())
		room -= 20
	}
	if widget.Measure(text, name) > room {
		text = acts.Short(*r)
	}
	end := tickWidth + pen.Fit(tickWidth, 0, size.Height, room, text, name)
	if r.Protected {
		pen.Icon(end+7, 11, 14, icon.Shield, theme.Shield)
	} else if r.Status.Interpreter != "" && end+24 < nameEnd {
		pen.Icon(end+7, 11, 14, icon.Interpreter, theme.AccentDark)
	}

	c, due, when := p.next(r)
	pen.Icon(x, 11, 14, c.icon, c.role)
	right := size.Width - 14
	w := pen.RightMid(right, 0, size.Height, when, widget.Second)
	pen.Fit(x+21, 0, size.Height, right-w-10-x-21, c.text, widget.Style{Size: theme.TextSecond, Bold: due})
}
