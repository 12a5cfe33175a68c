package acts

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// HandOver leaves rows to a colleague by name (Q12): one of the program's users, or
// whoever is typed.
func (a *Acts) HandOver(rows []data.Row) {
	if len(rows) == 0 {
		return
	}
	h := &handover{acts: a, rows: rows}
	a.Shell.Do("users", h.read, func(err error) {
		if err != nil {
			a.Shell.Fail(err)
			return
		}
		h.show()
	})
}

// read finds the names to choose among: the program's users, then those who have
// somebody already.
func (h *handover) read(ctx context.Context) error {
	users, err := h.acts.Store.Users(ctx)
	if err != nil {
		return err
	}
	waiting, err := h.acts.Store.Participants(ctx, data.Filter{Cohort: h.rows[0].Cohort, Queues: []journey.Queue{journey.QueueHelp}})
	if err != nil {
		return err
	}
	h.all = nil
	for _, u := range users {
		if u.Removed.IsZero() {
			h.all = append(h.all, u.FullName)
		}
	}
	for _, r := range waiting.Rows {
		if to := r.Status.HandedTo; to != "" && !slices.Contains(h.all, to) {
			h.all = append(h.all, to)
		}
	}
	return nil
}

// handover is a field for a name over the names that fit what is typed.
type handover struct {
	acts    *Acts
	rows    []data.Row
	all     []string
	shown   []string // the last is what was typed, where that is nobody's name
	overlay *widget.Overlay
	field   *widget.Field
	list    *widget.List
}

func (h *handover) show() {
	const most = 6 // names in view
	s := h.acts.Shell
	h.field = widget.NewField(s.T("acts.handover.to"), s.T("acts.handover.example"))
	h.field.OnChanged(func(string) { h.filter() })
	h.field.Entry.OnEnter = func() { h.pick(h.list.Selected()) }
	h.field.Entry.BeforeKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
			h.list.TypedKey(ev)
			return true
		}
		return false
	}
	h.list = widget.NewList(theme.RowParticipant, func() int { return len(h.shown) }, h.paint)
	h.list.BarGap = -9
	h.list.OnEnter = h.pick
	h.list.Label = s.T("acts.handover.to")
	rows := max(2, min(most, len(h.all)+1))
	title := widget.NewWords(s.T("acts.handover.title", "Who", h.acts.whose(h.rows)), widget.Heading, formInner)
	text := widget.NewWords(s.T("acts.handover.text"), widget.Second, formInner)
	h.overlay = s.Overlay(widget.Column(10, title, text, h.field, fixed(h.list, fyne.NewSize(formInner, float32(rows)*theme.RowParticipant+2))), formWidth, false, nil)
	h.overlay.Stays = true
	h.filter()
	h.field.Focus()
}

// filter shows the names that fit what is typed.
func (h *handover) filter() {
	typed := strings.TrimSpace(h.field.Text())
	h.shown = nil
	known := typed == ""
	for _, name := range h.all {
		if strings.Contains(strings.ToLower(name), strings.ToLower(typed)) {
			h.shown = append(h.shown, name)
		}
		known = known || strings.EqualFold(name, typed)
	}
	if !known {
		h.shown = append(h.shown, typed)
	}
	h.list.Reload()
	h.list.Select(0)
}

func (h *handover) paint(p *widget.Pen, i int, st widget.RowState) {
	size := p.Size()
	p.Icon(12, (size.Height-16)/2, 16, icon.User, theme.Ink2)
	p.Mid(40, 0, size.Height, h.shown[i], widget.Plain.As(st.Selected))
	p.Hit(0, 0, size.Width, size.Height, func() { h.pick(i) })
}

func (h *handover) pick(i int) {
	if i < 0 || i >= len(h.shown) {
		return
	}
	h.overlay.Close()
	h.acts.log(h.rows, journey.HandedOver, journey.Details{To: h.shown[i]}, "acts.done.handed")
}
