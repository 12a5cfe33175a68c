package people

import (
	"context"
	"io"
	"strconv"

	"fyrtio/core/paper"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/printing"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
)

// formats are the forms in which the list leaves the program.
var formats = []string{"pdf", "xlsx", "csv"}

// takeOut asks in which form the list is to leave: as it is shown, or those who are
// ticked. Protected people stay out of it, and are not counted (D12).
func (p *Page) takeOut() {
	if p.rows.count == 0 && len(p.kept.ticked) == 0 {
		return
	}
	f, no := p.query(), false
	if f.Protected != nil && *f.Protected {
		p.chooseForm(0)
		return
	}
	f.Protected, f.Limit = &no, 1
	p.ask("takeout", f, func(l data.List) { p.chooseForm(l.Count) })
}

// chooseForm asks in which form a list of that many leaves; 0 where all are protected,
// who are in it when it is said why.
func (p *Page) chooseForm(open int) {
	t := p.s.T
	count := open
	if open == 0 {
		count = p.rows.count
	}
	var items []string
	for _, f := range formats {
		items = append(items, t("people.export."+f, "Count", count))
	}
	if n := len(p.kept.ticked); n > 0 && !p.kept.only {
		for _, f := range formats {
			items = append(items, t("people.export.ticked."+f, "N", n))
		}
	}
	p.acts.Choose(t("people.export"), t("people.export.text"), items, func(i int) {
		if i >= len(formats) || p.kept.only {
			p.exportTicked(formats[i%len(formats)])
			return
		}
		if open > 0 {
			p.write(p.query(), formats[i], "")
			return
		}
		p.exportShielded(formats[i])
	})
}

// exportShielded writes a list of protected people alone when it is said why (D12).
func (p *Page) exportShielded(format string) {
	p.s.AskReason(shell.ReasonParams{Icon: icon.Shield, Tone: theme.Shield, Title: p.s.T("people.export.all"),
		Text: p.s.T("people.export.all.text"), Act: p.s.T("people.export.go")}, func(reason string) { p.write(p.query(), format, reason) })
}

// takeTicked asks in which form those who are ticked are to leave.
func (p *Page) takeTicked() {
	t := p.s.T
	var items []string
	for _, f := range formats {
		items = append(items, t("people.export.ticked."+f, "N", len(p.kept.ticked)))
	}
	p.acts.Choose(t("people.export"), t("people.export.text"), items, func(i int) { p.exportTicked(formats[i]) })
}

// exportTicked writes a list of those who are ticked. Protected people among them were
// named one by one: they are in it when it is said why (D12).
func (p *Page) exportTicked(format string) {
	f, yes := p.chosen(), true
	f.Protected, f.Limit = &yes, 1
	n := 0
	p.s.Do("shielded", func(ctx context.Context) error {
		l, err := p.p.Store.Participants(ctx, f)
		n = l.Count
		return err
	}, func(err error) {
		switch {
		case err != nil:
			p.s.Fail(err)
		case n == 0:
			p.write(p.chosen(), format, "")
		default:
			p.s.AskReason(shell.ReasonParams{Icon: icon.Shield, Tone: theme.Shield, Title: p.s.T("people.export.shielded", "N", n),
				Text: p.s.T("people.export.shielded.text"), Act: p.s.T("people.export.go"), Optional: n < len(p.kept.ticked)},
				func(reason string) { p.write(p.chosen(), format, reason) })
		}
	})
}

// write makes the list and hands it to where papers and files leave.
func (p *Page) write(f data.Filter, format, reason string) {
	params := data.ExportParams{Filter: f, Columns: p.columns, Format: format, Reason: reason}
	name := p.s.T("people.export.name", "Cohort", strconv.Itoa(p.s.Cohort()))
	lang, today := p.s.Lang(), p.s.Today()
	if format == "pdf" {
		p.p.Paper(name, p.s.T("people.export.paper"), func(ctx context.Context, w io.Writer) (int, error) {
			made, err := p.p.Store.ExportParticipants(ctx, params)
			if err != nil {
				return 0, err
			}
			drawn, err := paper.WriteList(w, paper.List{Clinic: p.p.Clinic(), Lang: lang, Date: today, Table: made.Table})
			return drawn.Pages, err
		})
		return
	}
	printing.SaveAs(p.s, p.s.T("people.export.save"), name+"."+format, func(ctx context.Context, w io.Writer) error {
		made, err := p.p.Store.ExportParticipants(ctx, params)
		if err != nil {
			return err
		}
		if format == "csv" {
			return made.Table.CSV(w, lang)
		}
		return made.Table.XLSX(w, lang)
	})
}

// inviteNext asks how many are to be invited next, ticks them and shows them alone, in
// the order drawn: the bar under the list then has what is sent to them.
func (p *Page) inviteNext() {
	p.acts.Invite(p.p.Store, p.s.T("people.invite.act"), func(refs []data.Ref, turn data.Turn) {
		clear(p.kept.ticked)
		p.reset()
		p.kept.filter.Order, p.kept.only = turn.Order, true
		p.tickRefs(refs)
		p.fresh()
		p.Focus()
	})
}
