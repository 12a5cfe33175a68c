package acts

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// The tabs of the sheet, in their order: what Clinic24 has told.
const (
	tabExpired = iota // tickets that ran out
	tabSent           // tickets that were sent
	tabBooked         // times booked through a ticket
	tabForms          // questionnaires sent in
)

var tabIDs = []string{"expired", "sent", "booked", "forms"}

// ticketTypes are the types of a ticket, as the sheet offers them (Q4).
var ticketTypes = []string{journey.TicketVisit, journey.TicketForm}

// cl24 is the sheet that takes what Clinic24 tells, many people at a time: numbers are
// typed or pasted, or people come ticked from a list. Everybody is tried before anything
// is recorded: the list says what it leads to for each, and why not for the others; the
// button counts those whom it will be recorded for. It is one act.
type cl24 struct {
	acts    *Acts
	tab     int
	given   []data.Row // who came ticked from a list and is not in the text
	entries []entry    // those with a fault first
	done    string     // what was just recorded, while the rest stays in the sheet
	edited  bool       // the last day was typed, not computed

	overlay *widget.Overlay
	tabs    *widget.Segments
	kind    *widget.Segments
	on      *widget.DateField // the day it happened
	expires *widget.DateField
	paste   *widget.Field
	list    *widget.List
	cancel  *widget.Button
	act     *widget.Button
	sheet   *widget.Drawing
}

// entry is a line of the sheet, or somebody who came ticked.
type entry struct {
	Notice
	row    *data.Row // nil: nobody is known by the number
	given  bool
	log    []data.LogParams
	leads  say.Text // what it leads to
	reason say.Text // why it cannot be recorded
}

// good reports whether the entry can be recorded.
func (e *entry) good() bool { return e.reason.IsZero() }

// Ticket records that booking tickets were sent from Clinic24 to rows (Q4, Q8).
func (a *Acts) Ticket(rows []data.Row) { a.fromCl24(tabSent, rows) }

// FromCl24 takes what Clinic24 tells, for rows where some are given, at the tab where
// the sheet was left.
func (a *Acts) FromCl24(rows []data.Row) { a.fromCl24(a.tab, rows) }

func (a *Acts) fromCl24(tab int, rows []data.Row) {
	f := &cl24{acts: a, tab: tab, given: rows}
	f.make()
	f.switchTo(tab)
	height := max(280, min(540, a.Shell.Canvas().Size().Height-32-40))
	f.sheet = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(400, height) }, f.arrange)
	f.overlay = a.Shell.Overlay(f.sheet, 920, false, f.keep)
	f.overlay.Stays, f.overlay.Main = true, f.submit // Enter makes a new line in the text
	switch {
	case len(rows) == 0 || tab == tabBooked || tab == tabExpired:
		f.paste.Focus()
	default:
		f.on.Focus()
	}
	f.read()
}

func (f *cl24) make() {
	s := f.acts.Shell
	items := make([]widget.Segment, len(tabIDs))
	for i, id := range tabIDs {
		items[i] = widget.Segment{Text: s.T("acts.cl24." + id)}
	}
	f.tabs = widget.NewSegments(items, f.tab, func(i int) { f.keep(); f.switchTo(i); f.read() })
	f.kind = widget.NewSegments([]widget.Segment{{Text: s.T("acts.ticket.visit")}, {Text: s.T("acts.ticket.form")}}, 0, func(int) { f.read() })
	if everyone(f.given, func(r data.Row) bool { return r.Status.Booking != nil || !r.Status.Visited.IsZero() }) {
		f.kind.SetSelected(1) // a time is agreed: the form alone (Q4)
	}
	f.on = f.date("acts.cl24.on.sent", func() {
		if on, ok := f.on.Date(); ok && !f.edited && !on.IsZero() {
			f.expires.SetDate(on.Add(f.acts.Store.Config().Int("ticket_days")))
			f.expires.Refresh()
		}
	})
	f.expires = f.date("acts.ticket.expires", func() { f.edited = f.edited || s.Canvas().Focused() == f.expires.Entry })
	f.on.SetDate(s.Today())
	f.expires.SetDate(s.Today().Add(f.acts.Store.Config().Int("ticket_days")))
	f.on.Toward = -1
	f.paste = widget.NewTextArea(s.T("acts.cl24.paste"), "", 6)
	f.paste.OnChanged(func(string) { f.done = ""; f.read() })
	f.list = widget.NewList(theme.RowHead, func() int { return len(f.entries) }, f.paint)
	f.list.BarGap = -9
	f.list.Label = s.T("acts.cl24.list")
	f.list.Height = func(i int) float32 {
		if f.entries[i].good() {
			return theme.RowHead
		}
		return 28 + float32(len(f.why(&f.entries[i])))*widget.Second.Line()
	}
	f.list.OnKey = f.listKey
	f.cancel = widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("ui.close"), Key: "Esc"}, func() { f.overlay.Close() })
	f.act = widget.NewButton(widget.Look{}, f.submit)
}

// everyone reports whether there are rows and all fit.
func everyone(rows []data.Row, fits func(data.Row) bool) bool {
	for _, r := range rows {
		if !fits(r) {
			return false
		}
	}
	return len(rows) > 0
}

// date makes a date field that has everybody tried anew; Enter in it does the act.
func (f *cl24) date(label string, changed func()) *widget.DateField {
	w := f.acts.dateField(label)
	before := w.Entry.OnChanged
	w.Entry.OnChanged = func(text string) {
		before(text)
		if f.sheet != nil {
			changed()
			f.read()
		}
	}
	w.Entry.OnEnter = func() { w.Check(); f.submit() }
	return w
}

// keep remembers what was typed and not recorded: nothing is lost by Esc.
func (f *cl24) keep() {
	if f.acts.drafts == nil {
		f.acts.drafts = map[int]string{}
	}
	f.acts.drafts[f.tab] = f.paste.Text()
}

// switchTo shows another tab with what was typed there before. Where a line has to tell
// more than the number, the people who were given become lines.
func (f *cl24) switchTo(tab int) {
	f.tab, f.acts.tab, f.done = tab, tab, ""
	text := f.acts.drafts[tab]
	if tab == tabExpired || tab == tabBooked {
		var rest []data.Row
		for _, r := range f.given {
			if r.Number.IsZero() {
				rest = append(rest, r)
			} else if number := r.Number.Display(); !strings.Contains(text, number) {
				text = strings.TrimLeft(strings.TrimRight(text, "\n")+"\n"+number+"  "+Short(r)+"  ", "\n")
			}
		}
		f.given = rest
	}
	f.paste.Entry.SetPlaceHolder(f.acts.Shell.T("acts.cl24.example." + tabIDs[tab]))
	f.on.Label = f.acts.Shell.T("acts.cl24.on." + tabIDs[tab])
	f.paste.SetText(text)
	f.paste.Entry.CursorRow = strings.Count(text, "\n")
	f.paste.Entry.CursorColumn = len([]rune(text[strings.LastIndex(text, "\n")+1:]))
	f.paste.Refresh()
}

// look shows what was found out. ready is false while a field must be mended.
func (f *cl24) look(ready bool) {
	n := 0
	if ready {
		n = f.count()
	}
	look := widget.Look{Kind: widget.Filled, Text: f.acts.Shell.T("acts.cl24.act", "N", n), Icon: icon.Ticket, Key: "Ctrl+Enter"}
	if n == 0 {
		look.Kind, look.Text = widget.Off, f.acts.Shell.T("acts.cl24.act.none")
	}
	f.act.Set(look)
	f.list.Reload()
	f.sheet.Refresh()
}

// submit records all that can be, as one act. The lines that cannot stay in the sheet,
// each with its reason; with none left it closes.
func (f *cl24) submit() {
	a := f.acts
	if _, _, ok := f.facts(); !ok || f.count() == 0 {
		f.on.Check()
		f.sheet.Refresh()
		return
	}
	var rows []data.Row
	var list []data.LogParams
	for _, e := range f.entries {
		if e.good() {
			rows, list = append(rows, *e.row), append(list, e.log...)
		}
	}
	done := "acts.done.cl24." + tabIDs[f.tab]
	var logged data.Logged
	a.Shell.Do("", func(ctx context.Context) (err error) {
		logged, err = a.Store.LogEach(ctx, list)
		return err
	}, func(err error) {
		if err != nil {
			a.Shell.Fail(err)
			return
		}
		a.tell(rows, logged, done)
		f.rest(taken(rows, logged), done)
	})
}

// rest leaves in the sheet what was not recorded.
func (f *cl24) rest(took []data.Row, done string) {
	recorded := map[string]bool{}
	for _, r := range took {
		recorded[r.Participant] = true
	}
	var lines []string
	for _, n := range Notices(f.paste.Text(), f.tab, f.acts.Shell.Today()) { // in the order in which they were typed
		stays := true
		for _, e := range f.entries {
			if e.Text == n.Text && e.row != nil && recorded[e.row.Participant] {
				stays = false
			}
		}
		if stays {
			lines = append(lines, n.Text)
		}
	}
	var given []data.Row
	for _, r := range f.given {
		if !recorded[r.Participant] {
			given = append(given, r)
		}
	}
	f.given = given
	f.paste.SetText(strings.Join(lines, "\n"))
	f.done = f.acts.Shell.T("acts.cl24.rest", "Done", f.acts.Shell.T(done, "Who", f.acts.who(took)))
	if len(lines)+len(given) == 0 {
		f.overlay.Close()
		return
	}
	f.read()
	f.paste.Focus()
}

// listKey takes a line out of the sheet.
func (f *cl24) listKey(ev *fyne.KeyEvent) bool {
	i := f.list.Selected()
	if ev.Name != fyne.KeyDelete && ev.Name != fyne.KeyBackspace || i < 0 || i >= len(f.entries) {
		return false
	}
	out := f.entries[i]
	if out.given {
		var rest []data.Row
		for _, r := range f.given {
			if r.Participant != out.row.Participant {
				rest = append(rest, r)
			}
		}
		f.given = rest
		f.read()
		return true
	}
	var lines []string
	gone := false
	for _, line := range strings.Split(f.paste.Text(), "\n") {
		if !gone && strings.TrimSpace(line) == out.Text {
			gone = true
			continue
		}
		lines = append(lines, line)
	}
	f.paste.SetText(strings.Join(lines, "\n"))
	return true
}
