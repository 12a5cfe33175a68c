package report

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	figures "fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// follow is Uppföljning: the year so far against what it is to be.
type follow struct {
	page    *Page
	now     data.Progress
	loaded  bool
	sheet   *sheet
	empty   *widget.Empty
	content *widget.Drawing
}

func newFollow(p *Page) *follow {
	f := &follow{page: p}
	f.sheet = newSheet(f.layout)
	f.sheet.leave = p.after
	f.empty = widget.NewEmpty(p.s.T("reports.nobody", "Cohort", p.s.Cohort()), p.s.T("reports.nobody.text"),
		widget.NewButton(widget.Look{Kind: widget.Filled, Icon: icon.Import, Text: p.s.T("reports.nobody.import")}, func() { p.s.Go(shell.ToImport{}) }))
	f.content = widget.NewDrawing(nil, func(pen *widget.Pen) {
		size := pen.Size()
		switch {
		case !f.loaded:
		case f.bare():
			pen.Card(0, 0, size.Width, size.Height)
			pen.Place(f.empty, 0, 0, size.Width, size.Height)
		default:
			pen.Place(f.sheet.board, 0, 0, size.Width, min(size.Height, f.sheet.in(size.Width, size.Height)+2))
		}
	})
	return f
}

// bare reports whether nobody is listed.
func (f *follow) bare() bool { return f.now.Listed == 0 }

func (f *follow) focus() {
	switch {
	case !f.loaded:
	case f.bare():
		widget.Focus(f.empty.Buttons[0])
	default:
		widget.Focus(f.sheet.board)
	}
}

// read reads how the year goes.
func (f *follow) read() {
	var now data.Progress
	s := f.page.s
	s.Do("progress", func(ctx context.Context) (err error) {
		now, err = f.page.p.Store.Progress(ctx, s.Cohort())
		return err
	}, func(err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		first := !f.loaded
		f.now, f.loaded = now, true
		f.content.Refresh()
		f.sheet.renew()
		f.page.header.Refresh()
		s.Refooter()
		if first && f.page.view == viewFollow && s.Page() == shell.Page(f.page) {
			f.focus()
		}
	})
}

// heading says which year it is, and until when.
func (f *follow) heading() string {
	if !f.loaded {
		return ""
	}
	return f.page.s.T("reports.follow.heading", "Cohort", f.now.Cohort, "On", f.now.Day)
}

func (f *follow) hints() []widget.Hint {
	h := f.page.hint
	if !f.loaded || f.bare() {
		return f.page.unread(f.loaded, h("reports.key.views", "1", "2"))
	}
	return []widget.Hint{h("reports.key.move", "↑", "↓", "←", "→"), h("reports.key.list", "Enter"), h("reports.key.target", "M"), h("reports.key.yearly", "2"), h("reports.key.earlier", "T")}
}

func (f *follow) keys() []widget.Hint {
	h := f.page.hint
	return []widget.Hint{h("reports.key.follow", "1"), h("reports.key.buttons", "Tab"), h("reports.key.ends", "Home", "End")}
}

func (f *follow) rune(r rune) bool {
	switch r {
	case 'm', 'M':
		f.askTarget()
	default:
		return false
	}
	return true
}

// state is how something goes: icon and words together.
type state struct {
	icon icon.Name
	tone theme.Role
	text string
}

func (f *follow) t(id string, args ...any) string { return f.page.s.T(id, args...) }

// invited says how far the inviting has come: everyone is to be asked.
func (f *follow) invited() state {
	if left := f.now.ToInvite; left > 0 {
		return state{icon.Expired, theme.Warn, f.t("reports.invited.left", "N", left)}
	}
	return state{icon.Done, theme.OK, f.t("reports.invited.all")}
}

// due is how many talks there should have been by now, with the same pace all year.
func (f *follow) due() int {
	first := day.New(f.now.Cohort, time.January, 1)
	gone := float64(f.now.Day.Sub(first)+1) / float64(f.now.Until.Sub(first)+1)
	return int(math.Floor(float64(f.now.Goal) * max(0, min(1, gone))))
}

// completed says how the talks stand against the target.
func (f *follow) completed() state {
	switch goal, due := f.now.Goal, f.due(); {
	case goal == 0:
		return state{icon.Ring, theme.Ink2, f.t("reports.target.none")}
	case f.now.Completed >= goal:
		return state{icon.Done, theme.OK, f.t("reports.target.reached", "Percent", percent(f.now.Target))}
	case f.now.Completed >= due:
		return state{icon.Done, theme.OK, f.t("reports.target.ontime", "Percent", percent(f.now.Target), "Goal", goal)}
	default:
		return state{icon.Expired, theme.Warn, f.t("reports.target.behind", "Percent", percent(f.now.Target), "Goal", goal, "N", due-f.now.Completed)}
	}
}

// over reports whether the cohort's year is over.
func (f *follow) over() bool { return f.now.Day.After(f.now.Until) }

// pace says whether the last weeks' pace is enough.
func (f *follow) pace() state {
	recent := say.Decimal(f.page.s.Lang(), f.now.Recent, 1)
	switch {
	case f.now.Goal == 0:
		return state{icon.Ring, theme.Ink2, f.t("reports.pace.recent", "Recent", recent)}
	case f.now.Completed >= f.now.Goal:
		return state{icon.Done, theme.OK, f.t("reports.pace.reached")}
	case f.over():
		return state{icon.Expired, theme.Warn, f.t("reports.pace.missed", "N", f.now.Goal-f.now.Completed)}
	case f.now.Recent >= f.now.Needed:
		return state{icon.Done, theme.OK, f.t("reports.pace.enough", "Recent", recent)}
	}
	return state{icon.Expired, theme.Warn, f.t("reports.pace.low", "Recent", recent)}
}

// targetKey is the setting of the clinic's target, in percent.
const targetKey = "report.target"

// percent gives a share as whole percent.
func percent(share float64) int { return int(math.Round(share * 100)) }

// askTarget asks for the clinic's own target.
func (f *follow) askTarget() {
	s := f.page.s
	field := widget.NewField(s.T("reports.target.field"), "")
	field.Unit, field.KeepErrorRoom, field.Entry.SelectOnFocus = "%", true, true
	if f.now.Target > 0 {
		field.SetText(strconv.Itoa(percent(f.now.Target)))
	}
	d := &widget.Dialog{Icon: icon.Report, Tone: theme.Accent, Title: s.T("reports.target.ask"), Text: s.T("reports.target.text"), Body: field, Focus: field.Entry,
		Left: s.T("ui.cancel"), Right: s.T("reports.target.set")}
	d.OnRight = func() bool {
		text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(field.Text()), "%"))
		if text == "" {
			text = "0"
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > 100 {
			field.SetError(s.T("reports.target.wrong"))
			return false
		}
		before := strconv.Itoa(percent(f.now.Target))
		s.Do("target", func(ctx context.Context) error { return f.page.p.Store.SetSetting(ctx, targetKey, strconv.Itoa(n)) }, func(err error) {
			if err != nil {
				s.Fail(err)
				return
			}
			f.page.changed()
			s.Done(say.T("reports.target.done", "Percent", n), func(ctx context.Context) error {
				return f.page.p.Store.SetSetting(ctx, targetKey, before)
			}, f.page.changed)
		})
		return true
	}
	field.Entry.OnEnter = d.Confirm
	s.Ask(d)
}

// changed reads everything again: a setting or an earlier year is another.
func (p *Page) changed() { p.Resume() }

// row is a count that opens its list.
type row struct {
	icon  icon.Name
	role  theme.Role
	words string
	n     int
	open  func() // nil: nobody is behind it
}

var queueIcons = map[journey.Queue]icon.Name{
	journey.QueueVisits: icon.Booking, journey.QueueForms: icon.Begun, journey.QueueHelp: icon.Help, journey.QueueCalls: icon.Phone, journey.QueueChats: icon.Chat,
	journey.QueueUnopened: icon.Ticket, journey.QueueUnanswered: icon.Letter, journey.QueueSamples: icon.Samples, journey.QueueForwarding: icon.Shield,
	journey.QueueReturned: icon.Undo, journey.QueueFollowUps: icon.Waiting, journey.QueueReview: icon.Search,
}

// waiting are the counts of what waits for the clinic: first what the report needs.
func (f *follow) waiting() (list []row) {
	debt := row{icon.Done, theme.OK, f.t("reports.debt.none"), 0, nil}
	if n := f.now.Undocumented; n > 0 {
		debt = row{icon.Expired, theme.Warn, f.t("reports.debt"), n, f.behind("documented", "no", f.t("reports.debt"), n)}
	}
	list = append(list, debt)
	for _, q := range journey.Queues {
		if n := f.now.Queues[q]; n > 0 && q != journey.QueueDocument {
			list = append(list, row{queueIcons[q], theme.Ink2, f.page.s.Say(data.QueueWords(q)), n, f.to(shell.ToToday{Queue: string(q)})})
		}
	}
	return list
}

// happened are the counts of the year that no queue holds.
func (f *follow) happened() []row {
	return []row{
		{icon.Booking, theme.Ink2, f.t("reports.booked"), f.now.BookedAhead, f.counted("booked", f.t("reports.booked"))},
		{icon.Blocked, theme.Ink2, f.t("reports.noshow"), f.now.NoShow, f.counted("no show", f.t("reports.noshow"))},
		{icon.No, theme.Ink2, f.t("reports.declined"), f.now.Declined, f.counted("declined", f.t("reports.declined"))},
	}
}

// to goes to a place.
func (f *follow) to(r shell.Route) func() { return func() { f.page.s.Go(r) } }

// counted opens those who are counted by a key of Progress.Refs.
func (f *follow) counted(key, words string) func() {
	refs, cohort := f.now.Refs[key], f.now.Cohort
	return func() { f.page.list(refs, cohort, words, 0) }
}

// behind opens the people of a count of the report, nil where it is 0.
func (f *follow) behind(variable, category, words string, n int) func() {
	if n == 0 {
		return nil
	}
	cohort := f.now.Cohort
	return func() {
		f.page.open(figures.Query{Variable: variable, Category: category, Period: figures.Period{From: cohort, To: cohort}}, words)
	}
}
