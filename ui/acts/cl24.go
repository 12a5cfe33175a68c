package acts

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Notice is one line as it was pasted from Clinic24: who, and how far they came.
type Notice struct {
	Text     string     // the line
	Number   pnr.Number // zero where none could be read
	Bad      say.Text   // why it could not
	Progress string     // 12/34; "" when the line has none
}

var (
	numberForm   = regexp.MustCompile(`(?:19|20)?\d{6}\s?[-+]?\s?\d{4}`)
	progressForm = regexp.MustCompile(`(?i)(\d{1,3})\s*(?:/|av|of)\s*(\d{1,3})\b`)
)

// Notices reads pasted lines: a personal number somewhere in each, and perhaps "12 av
// 34". Empty lines are left out; the same number twice keeps the last line.
func Notices(pasted string, today day.Date) []Notice {
	var list []Notice
	at := map[pnr.Number]int{}
	for _, line := range strings.Split(pasted, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		n := Notice{Text: line}
		typed := numberForm.FindString(line)
		number, err := pnr.Parse(typed, today)
		var known *fault.Error
		switch {
		case typed == "":
			n.Bad = say.T("acts.cl24.nonumber")
		case errors.As(err, &known):
			n.Bad = known.Text
		case err != nil:
			n.Bad = say.T("acts.cl24.nonumber")
		default:
			n.Number = number
		}
		if m := progressForm.FindStringSubmatch(strings.Replace(line, typed, "", 1)); m != nil {
			done, _ := strconv.Atoi(m[1])
			of, _ := strconv.Atoi(m[2])
			if of > 0 && done <= of {
				n.Progress = strconv.Itoa(done) + "/" + strconv.Itoa(of)
			}
		}
		if i, twice := at[n.Number]; twice && !n.Number.IsZero() {
			list[i] = n
			continue
		}
		at[n.Number] = len(list)
		list = append(list, n)
	}
	return list
}

// Expired makes a notice the event of an expired ticket: with progress it was opened,
// even at 0 of 34; without, it was not (D7).
func (n Notice) Expired() journey.Details {
	if n.Progress != "" {
		return journey.Details{Opened: journey.Yes, Progress: n.Progress}
	}
	return journey.Details{Opened: journey.No}
}

// found is a notice with the participant it is about.
type found struct {
	Notice
	row *data.Row // nil: nobody in the cohort has the number
}

// Ticket records that booking tickets were sent from Clinic24 to rows (Q4, Q8).
func (a *Acts) Ticket(rows []data.Row) {
	if len(rows) == 0 {
		return
	}
	s := a.Shell
	kinds := []string{journey.TicketVisit, journey.TicketForm}
	kind := widget.NewSelect(s.T("acts.ticket.type"), []string{s.T("acts.ticket.visit"), s.T("acts.ticket.form")}, 0, nil)
	if len(rows) == 1 && rows[0].Status.Booking != nil {
		kind.SetSelected(1)
	}
	expires := a.dateField("acts.ticket.expires")
	expires.SetDate(s.Today().Add(a.Store.Config().Int("ticket_days")))
	a.dialog(icon.Ticket, s.T("acts.ticket.title", "Who", a.who(rows)),
		s.T("acts.ticket.text", "Type", a.Store.Config().Text("time_type")), s.T("acts.ticket.act"),
		widget.Line(12, kind, expires), expires.Entry, func() bool {
			on, ok := expires.Date()
			if !ok {
				expires.SetError(s.T("acts.date.bad"))
				return false
			}
			a.log(rows, journey.TicketSent, journey.Details{Type: kinds[kind.Selected()], Expires: on}, "acts.done.ticket")
			return true
		})
}

// FromCl24 takes what Clinic24 tells, many people at a time: tickets sent, or notices
// of expired tickets with how far each one came. Rows, where given, are filled in.
func (a *Acts) FromCl24(rows []data.Row) {
	f := &cl24Form{acts: a}
	s := a.Shell
	f.what = widget.NewSegments([]widget.Segment{{Text: s.T("acts.cl24.expired")}, {Text: s.T("acts.cl24.sent")}}, 0, func(int) { f.retitle() })
	f.paste = widget.NewTextArea(s.T("acts.cl24.paste"), s.T("acts.cl24.example"), 6)
	f.paste.OnChanged(func(string) { f.refused = nil; f.read() })
	f.list = widget.NewList(theme.RowHead, func() int { return len(f.found) }, f.paint)
	f.list.BarGap = -9
	f.act = widget.NewButton(widget.Look{}, f.submit)
	f.hint = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(100, 18) }, func(p *widget.Pen) {
		p.Text(0, 0, s.T("acts.cl24.hint."+f.mode()), widget.Second)
	})
	foot := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(100, theme.ButtonHeight) }, func(p *widget.Pen) {
		size, w := p.Size(), f.act.MinSize().Width
		p.Place(f.act, size.Width-w, 0, w, theme.ButtonHeight)
		p.Mid(0, 0, size.Height, s.T("acts.cl24.count", "Good", f.good(), "All", len(f.found)), widget.Second)
	})
	f.foot = foot
	title := widget.NewWords(s.T("acts.cl24.title"), widget.Heading, 580)
	for _, r := range rows {
		if !r.Number.IsZero() {
			f.paste.Entry.SetText(f.paste.Text() + r.Number.Display() + "\n")
		}
	}
	f.retitle()
	f.overlay = s.Overlay(widget.Column(12, title, f.what, f.hint, f.paste, fixed(f.list, fyne.NewSize(580, 5*theme.RowHead+2)), foot), 620, false, nil)
	f.overlay.Main = f.submit // Enter makes a new line in the pasted text
	f.paste.Focus()
}

type cl24Form struct {
	acts    *Acts
	overlay *widget.Overlay
	what    *widget.Segments
	hint    *widget.Drawing
	paste   *widget.Field
	list    *widget.List
	foot    *widget.Drawing
	act     *widget.Button
	found   []found
	refused map[string]say.Text // participant: why the last notice was not recorded
}

func (f *cl24Form) mode() string {
	if f.what.Selected() == 0 {
		return "expired"
	}
	return "sent"
}

func (f *cl24Form) good() (n int) {
	for _, x := range f.found {
		if x.row != nil {
			n++
		}
	}
	return n
}

func (f *cl24Form) retitle() {
	s, n := f.acts.Shell, f.good()
	look := widget.Look{Kind: widget.Filled, Text: s.T("acts.cl24.act", "N", n), Icon: icon.Ticket, Key: "Ctrl+Enter"}
	if n == 0 {
		look.Kind = widget.Off
	}
	f.act.Set(look)
	f.hint.Refresh()
	f.list.Reload()
	if f.foot != nil {
		f.foot.Refresh()
	}
}

// read looks up who the pasted numbers are.
func (f *cl24Form) read() {
	a := f.acts
	notices := Notices(f.paste.Text(), a.Shell.Today())
	var list []found
	a.Shell.Do("cl24", func(ctx context.Context) error {
		for _, n := range notices {
			x := found{Notice: n}
			if !n.Number.IsZero() {
				l, err := a.Store.Participants(ctx, data.Filter{Cohort: a.Shell.Cohort(), Query: n.Number.String(), Limit: 1})
				if err != nil {
					return err
				}
				if len(l.Rows) == 1 {
					x.row = &l.Rows[0]
				}
			}
			list = append(list, x)
		}
		return nil
	}, func(err error) {
		if err != nil {
			a.Shell.Fail(err)
			return
		}
		f.found = list
		f.retitle()
	})
}

func (f *cl24Form) paint(p *widget.Pen, i int, _ widget.RowState) {
	x, h := f.found[i], p.Size().Height
	s := f.acts.Shell
	switch {
	case !x.Bad.IsZero():
		p.Icon(12, 9, 14, icon.Fault, theme.Fault)
		end := 36 + p.Fit(36, 0, h, 200, x.Text, widget.Second)
		p.Fit(end+12, 0, h, p.Size().Width-end-24, s.Say(x.Bad), widget.Second.In(theme.Fault))
	case x.row == nil:
		p.Icon(12, 9, 14, icon.Expired, theme.Warn)
		end := 36 + p.Mid(36, 0, h, x.Number.Display(), widget.Second)
		p.Mid(end+12, 0, h, s.T("acts.cl24.nobody"), widget.Second.In(theme.Warn))
	case !f.refused[x.row.Participant].IsZero():
		p.Icon(12, 9, 14, icon.Fault, theme.Fault)
		end := 36 + p.Mid(36, 0, h, Short(*x.row), widget.Style{Size: theme.TextSecond, Bold: true})
		p.Fit(end+12, 0, h, p.Size().Width-end-24, s.Say(f.refused[x.row.Participant]), widget.Second.In(theme.Fault))
	default:
		p.Icon(12, 9, 14, icon.Done, theme.OK)
		p.Mid(36, 0, h, Short(*x.row), widget.Style{Size: theme.TextSecond, Bold: true})
		if f.mode() == "expired" {
			word := s.T("acts.cl24.unopened")
			if x.Progress != "" {
				word = s.T("acts.cl24.progress", "Progress", strings.Replace(x.Progress, "/", " "+s.T("acts.of")+" ", 1))
			}
			p.RightMid(p.Size().Width-14, 0, h, word, widget.Second)
		}
	}
}

func (f *cl24Form) submit() {
	a := f.acts
	var rows []data.Row
	for _, x := range f.found {
		if x.row != nil {
			rows = append(rows, *x.row)
		}
	}
	if len(rows) == 0 {
		return
	}
	if f.mode() == "sent" {
		f.overlay.Close()
		a.Ticket(rows)
		return
	}
	a.expired(f.found, f.keep)
}

// keep leaves in the sheet the lines that were not recorded, each with its reason, so
// that nothing typed is lost; with none left it closes.
func (f *cl24Form) keep(refused map[string]say.Text) {
	var lines []string
	for _, x := range f.found {
		if x.row == nil || !refused[x.row.Participant].IsZero() {
			lines = append(lines, x.Text)
		}
	}
	if len(lines) == 0 {
		f.overlay.Close()
		return
	}
	f.paste.SetText(strings.Join(lines, "\n"))
	f.refused = refused
	f.retitle()
	f.paste.Focus()
}

// expired records the notices: one act for each way it can have gone, so that each is
// one transaction; undo takes all of them back. keep is told whom the journeys refused.
func (a *Acts) expired(list []found, keep func(refused map[string]say.Text)) {
	groups := map[journey.Details][]data.Row{}
	var order []journey.Details
	for _, x := range list {
		if x.row == nil {
			continue
		}
		d := x.Expired()
		if groups[d] == nil {
			order = append(order, d)
		}
		groups[d] = append(groups[d], *x.row)
	}
	var acts []string
	var took []data.Row
	refused := map[string]say.Text{}
	a.Shell.Do("", func(ctx context.Context) error {
		for _, d := range order {
			rows := groups[d]
			l, err := a.Store.LogMany(ctx, data.LogParams{Participants: ids(rows), Cohort: rows[0].Cohort, Kind: journey.TicketExpired, Details: d})
			if err != nil && len(l.Refused) == 0 {
				return err
			}
			if err == nil {
				acts = append(acts, l.Act)
			}
			for _, r := range l.Refused {
				refused[r.Ref.Participant] = r.Reason
			}
			for _, r := range rows {
				if refused[r.Participant].IsZero() {
					took = append(took, r)
				}
			}
		}
		return nil
	}, func(err error) {
		if len(took) > 0 {
			a.Shell.Done(say.T("acts.done.expired", "Who", a.who(took)), a.undo(acts...), a.changed)
		}
		if err != nil {
			a.Shell.Fail(err)
		} else {
			keep(refused)
		}
		a.changed()
	})
}
