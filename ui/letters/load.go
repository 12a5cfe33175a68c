package letters

import (
	"context"
	"slices"

	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/widget"
)

func (p *Page) params() data.LettersParams {
	on, _ := p.date.Date()
	if on.IsZero() {
		on = p.s.Today()
	}
	l := data.LettersParams{Template: p.id, Lang: p.more.lang, Cohort: p.s.Cohort(), Date: on,
		CallFrom: p.more.from, CallTo: p.more.to, ReplyBy: p.more.reply, Enclose: p.more.enclosures(p.p.Store.Config(), p.id)}
	if p.more.byName {
		l.Order = data.LettersByName
	}
	return l
}

// load plans the run again.
func (p *Page) load() {
	base, removed, included := p.held, slices.Clone(p.removed), slices.Clone(p.included)
	params, filter, reason := p.params(), p.audience(p.id), p.reason
	var plan *data.LetterPlan
	var templates []data.TemplateInfo
	rows := map[string]data.Row{}
	p.busy = true
	p.s.Do("mail", func(ctx context.Context) (err error) {
		if templates, err = p.p.Store.Templates(ctx); err != nil {
			return err
		}
		if base == nil {
			list, err := p.p.Store.Participants(ctx, filter)
			if err != nil {
				return err
			}
			for _, r := range list.Rows {
				base = append(base, r.Participant)
			}
		}
		if plan, err = planRun(ctx, p.p.Store, params, base, removed, included, reason); err != nil {
			return err
		}
		ids := slices.Clone(removed)
		for _, l := range plan.Letters {
			ids = append(ids, l.Participant)
		}
		for _, l := range plan.Left {
			ids = append(ids, l.Participant)
		}
		if len(ids) == 0 {
			return nil
		}
		list, err := p.p.Store.Participants(ctx, data.Filter{Cohort: params.Cohort, Participants: ids})
		for _, r := range list.Rows {
			rows[r.Participant] = r
		}
		return err
	}, func(err error) {
		p.busy = false
		if err != nil {
			p.s.Fail(err)
			return
		}
		for _, id := range removed {
			if slices.Contains(base, id) {
				plan.Left = append(plan.Left, data.LeftOut{Ref: data.Ref{Participant: id, Cohort: rows[id].Cohort}, Reason: say.T("mail.removed.why"), Short: say.T("mail.removed.short")})
			}
		}
		p.offered(templates)
		p.show(plan, rows)
	})
}

// planRun plans for people without those who were taken out; those who were taken
// along are planned with the reason, which then goes for nobody else.
func planRun(ctx context.Context, store Store, params data.LettersParams, base, removed, included []string, reason string) (*data.LetterPlan, error) {
	params.Only = slices.DeleteFunc(slices.Clone(base), func(id string) bool { return slices.Contains(removed, id) })
	if len(params.Only) == 0 {
		return &data.LetterPlan{}, nil
	}
	plan, err := store.PlanLetters(ctx, params)
	if err != nil || len(included) == 0 {
		return plan, err
	}
	params.Only, params.Override = nil, reason
	for _, l := range plan.Letters {
		params.Only = append(params.Only, l.Participant)
	}
	left := plan.Left[:0:0]
	for _, l := range plan.Left {
		if l.Override && slices.Contains(included, l.Participant) {
			params.Only = append(params.Only, l.Participant)
		} else {
			left = append(left, l)
		}
	}
	if len(params.Only) == 0 {
		return plan, nil
	}
	again, err := store.PlanLetters(ctx, params)
	if err == nil {
		again.Left = append(again.Left, left...)
	}
	return again, err
}

// show shows a plan and keeps the bar on the same person.
func (p *Page) show(plan *data.LetterPlan, rows map[string]data.Row) {
	was, at := "", p.list.Selected()
	if at >= 0 && at < len(p.lines) {
		was = p.lines[at].id()
	}
	if p.next != "" {
		was, p.next = p.next, ""
	}
	p.plan, p.rows, p.lines = plan, rows, p.lines[:0]
	for i := range plan.Letters {
		p.lines = append(p.lines, line{group: gets, letter: &plan.Letters[i], n: i + 1})
	}
	sender := plan.Sender()
	for _, g := range []group{mends, lefts} {
		head := len(p.lines)
		if g == mends {
			for i := range sender {
				p.lines = append(p.lines, line{group: mends, sender: &sender[i]})
			}
		}
		for i := range plan.Left {
			if (plan.Left[i].Part != "") == (g == mends) {
				p.lines = append(p.lines, line{group: g, left: &plan.Left[i]})
			}
		}
		if n := len(p.lines) - head; n > 0 {
			p.lines = slices.Insert(p.lines, head, line{group: g, head: true, n: n})
		}
	}
	counts := [3]int{len(plan.Letters)}
	to := min(max(at, 0), len(p.lines)-1)
	for i, l := range p.lines {
		if l.group != gets && !l.head {
			counts[l.group]++
		}
		if was != "" && l.id() == was {
			to = i
		}
	}
	p.jump.SetItems([]widget.Segment{{Text: p.s.T("mail.get", "Count", counts[gets])}, {Text: p.s.T("mail.mend", "Count", counts[mends])},
		{Text: p.s.T("mail.left", "Count", counts[lefts])}})
	first := len(p.lines) > 0 && p.list.Selected() < 0
	p.list.Reload()
	p.list.Select(to)
	look := widget.Look{Kind: widget.Filled, Icon: icon.Print, Text: p.s.T("mail.print", "N", counts[gets]), Key: "Ctrl+Enter"}
	if counts[gets] == 0 {
		look.Kind = widget.Off
	}
	p.print.Set(look)
	if len(p.lines) == 0 {
		p.jump.SetSelected(int(gets))
	}
	p.selected(p.list.Selected())
	p.header.Refresh()
	p.content.Refresh()
	p.s.Refooter()
	if first {
		p.Focus()
	}
}

// printRun prints what the list shows.
func (p *Page) printRun() {
	if p.busy || p.plan == nil {
		return
	}
	if len(p.plan.Letters) == 0 {
		p.s.Tell(widget.BandInfo, say.T("mail.nobody"))
		return
	}
	if !p.date.Check() {
		p.date.Focus()
		return
	}
	params := p.params()
	params.LeftBefore = p.plan.Left
	for _, l := range p.plan.Letters {
		params.Only = append(params.Only, l.Participant)
		if !l.Overridden.IsZero() {
			params.Override = p.reason
		}
	}
	p.printer.print(params, len(p.plan.Letters))
}
