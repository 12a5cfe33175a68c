package visit

import (
	"strings"

	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Amend begins to correct the question shown in a locked form.
func (f *Form) Amend() {
	if !f.locked() {
		return
	}
	it := f.item()
	if it == nil {
		f.show(f.def.First(f.rec.Answers)) // nothing is chosen yet: one goes to the question first
		f.tell(widget.BandInfo, say.T("visit.amend.choose"))
		return
	}
	f.amend = true
	f.message = message{}
	f.load()
	f.tell(widget.BandInfo, say.T("visit.amend.begun"))
	f.Focus()
}

// amendWith takes a correction; where it opens mandatory questions, those are asked too
// before the reason, so that no gap is left (Q6).
func (f *Form) amendWith(linkID string, v form.Value) {
	changes := f.pending.Clone()
	changes[linkID] = v
	after := f.rec.Answers.Clone()
	for id, v := range changes {
		after[id] = v
	}
	after, _ = f.def.Prune(after)
	if lacks := f.def.Missing(after); len(lacks) > 0 {
		f.show(lacks[0])
		f.amend, f.pending = true, changes
		f.load()
		f.tell(widget.BandInfo, say.T("visit.amend.opens"))
		f.Focus()
		return
	}
	f.askReason(linkID, changes)
}

// askReason asks why an answer is corrected, showing the old one and the new.
func (f *Form) askReason(linkID string, changes form.Answers) {
	first := linkID
	for i := range f.def.Items { // the one that was corrected stands before what it opened
		if _, ok := changes[f.def.Items[i].LinkID]; ok {
			first = f.def.Items[i].LinkID
			break
		}
	}
	linkID = first
	old, v := f.rec.Answers[linkID], changes[linkID]
	if old == v && len(changes) == 1 {
		f.tell(widget.BandInfo, say.T("visit.amend.same"))
		return
	}
	it, _ := f.def.Item(linkID)
	reason := widget.NewField(f.t(say.T("visit.amend.reason")), "")
	reason.KeepErrorRoom = true
	text := f.t(say.T("visit.amend.text", "Name", it.Short.In(f.p.Lang), "Old", f.shown(linkID, old), "New", f.shown(linkID, v)))
	if f.rec.Documented {
		text += "\n" + f.t(say.T("visit.amend.documented"))
	}
	d := &widget.Dialog{
		Icon: icon.Begun, Tone: theme.Accent,
		Title: f.t(say.T("visit.amend.title", "Number", it.Number)), Text: text,
		Body: reason, Focus: reason.Entry,
		Left: f.t(say.T("visit.cancel")), Right: f.t(say.T("visit.amend.do")),
		OnLeft: func() { f.show(linkID) },
	}
	d.OnRight = func() bool { return f.correct(linkID, changes, reason) }
	reason.Entry.OnEnter = d.Confirm
	if f.p.Dialog != nil {
		f.p.Dialog(d)
	} else {
		d.Show(f.canvas())
	}
}

// correct stores a correction; false leaves the dialog open with the reason why not.
func (f *Form) correct(linkID string, changes form.Answers, reason *widget.Field) bool {
	why := strings.TrimSpace(reason.Text())
	if why == "" {
		reason.SetError(f.t(say.T("visit.amend.why")))
		return false
	}
	if err := f.p.Store.AmendForm(f.ctx, f.p.Participant, changes, why); err != nil {
		reason.SetError(f.words(err))
		return false
	}
	if err := f.open(); err != nil {
		f.trouble = f.words(err)
	}
	f.show(linkID)
	f.tell(widget.BandOK, say.T("visit.amend.done"))
	return true
}

// corrections puts the corrections of the question shown into words, the latest first.
func (f *Form) corrections() []string {
	var lines []string
	for i := len(f.rec.Amendments) - 1; i >= 0; i-- {
		a := f.rec.Amendments[i]
		if a.LinkID == f.at {
			lines = append(lines, f.t(say.T("visit.amend.line", "Date", dateOf(a.At), "By", a.By,
				"Old", f.shown(a.LinkID, a.Old), "New", f.shown(a.LinkID, a.New), "Reason", a.Reason)))
		}
	}
	return lines
}

// shown puts an answer into words; no answer has words too.
func (f *Form) shown(linkID string, v form.Value) string {
	if s := f.def.Show(linkID, v, f.p.Lang); s != "" {
		return s
	}
	return f.t(say.T("visit.no_answer"))
}
