package templates

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/preview"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// who is for whom the letter is shown: an invented person, the one with the longest name
// and address, or a participant.
type who struct {
	longest bool
	id      string
	name    string
}

// The rows of the choice.
const (
	whomInvented = iota
	whomLongest
	whomSearch
	whomFound
)

func (p *Page) showWhom() {
	t := p.s.T
	p.whom.Items = []widget.MenuItem{{Text: t("templates.whom.invented")}, {Text: t("templates.whom.longest")}, {Text: t("templates.whom.search"), Icon: icon.Search}}
	at := whomInvented
	switch {
	case p.who.id != "":
		p.whom.Items = append(p.whom.Items, widget.MenuItem{Text: p.who.name, Icon: icon.User})
		at = whomFound
	case p.who.longest:
		at = whomLongest
	}
	p.whom.SetSelected(at)
}

func (p *Page) choose(i int) {
	switch i {
	case whomSearch:
		p.showWhom() // what is shown stays until somebody is found
		p.search()
		return
	case whomFound:
	default:
		p.who = who{longest: i == whomLongest}
		p.showWhom()
	}
	p.show()
}

// search asks for a participant by name or number. Nobody protected is offered: their
// letters are not shown beside a text.
func (p *Page) search() {
	s := p.s
	var rows []data.Row
	var o *widget.Overlay
	field := widget.NewField("", s.T("templates.search"))
	field.Icon = icon.Search
	list := widget.NewList(theme.RowParticipant, func() int { return len(rows) }, func(pen *widget.Pen, i int, st widget.RowState) {
		pen.Mid(14, 0, pen.Size().Height, rows[i].Sorted(), widget.Plain.As(st.Selected))
		pen.RightMid(pen.Size().Width-14, 0, pen.Size().Height, rows[i].Number.Display(), widget.Second)
	})
	list.BarGap = -8
	take := func(i int) {
		if i < 0 || i >= len(rows) {
			return
		}
		p.who = who{id: rows[i].Participant, name: acts.Short(rows[i])}
		o.Close()
		p.showWhom()
		p.show()
	}
	list.OnEnter = take
	find := func(query string) {
		s.Do("templates.search", func(ctx context.Context) error {
			l, err := p.store.Participants(ctx, data.Filter{Cohort: s.Cohort(), Query: query, Limit: 40})
			if err != nil {
				return err
			}
			rows = rows[:0:0]
			for _, r := range l.Rows {
				if !r.Protected {
					rows = append(rows, r)
				}
			}
			return nil
		}, func(err error) {
			if err != nil {
				field.SetError(s.T("templates.search.failed"))
				return
			}
			list.Reload()
			list.Select(0)
		})
	}
	field.OnChanged(find)
	field.Entry.OnEnter = func() { take(list.Selected()) }
	field.Entry.BeforeKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
			list.TypedKey(ev)
			return true
		}
		return false
	}
	o = s.Overlay(container.New(searchLayout{}, field, list), 520, true, func() { widget.Focus(p.text.Entry) })
	field.Focus()
	find("")
}

type searchLayout struct{}

func (searchLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, theme.FieldHeight+12+9*theme.RowParticipant)
}

func (searchLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(size.Width, theme.FieldHeight))
	o[1].Move(fyne.NewPos(0, theme.FieldHeight+12))
	o[1].Resize(fyne.NewSize(size.Width, size.Height-theme.FieldHeight-12))
}

// newSheet makes the letter beside the text.
func (p *Page) newSheet(pager preview.Pager) *preview.Sheet {
	c := preview.NewSheet(p.s, pager, "templates.preview")
	c.Over = func(pen *widget.Pen, x, y, mm float32, page int) {
		if i := p.info(); page == 0 && i != nil && !letter.Forwarded(i.ID) {
			preview.Window(pen, x, y, mm, p.window, false)
		}
	}
	c.Foot = func(page, pages int) string {
		if pages == 0 {
			return ""
		}
		return p.s.T("templates.page", "Page", page, "Pages", pages)
	}
	c.State = func() (icon.Name, theme.Role, string) {
		switch {
		case len(p.faults) > 0:
			return icon.Fault, theme.Fault, p.s.T("templates.state.faults")
		case p.grave():
			return icon.Expired, theme.Warn, p.s.T("templates.state.look")
		}
		return icon.Done, theme.OK, p.s.T("templates.state.good")
	}
	return c
}

// grave reports whether the letter that is shown has something to be looked at.
func (p *Page) grave() bool {
	for _, q := range p.problems {
		if q.Severity != paper.Tell {
			return true
		}
	}
	return false
}

// turn shows the next page, after the last the first.
func (p *Page) turn() {
	if !p.sheet.Turn(+1) {
		page, _ := p.sheet.Page()
		p.sheet.Turn(-page)
	}
}

// params says which letter is shown.
func (p *Page) params() data.PreviewParams {
	text := p.text.Text()
	return data.PreviewParams{LettersParams: data.LettersParams{Template: p.draft.id, Lang: p.draft.lang, Cohort: p.s.Cohort()},
		Text: &text, Recipient: p.who.id, Longest: p.who.longest}
}

// show draws the letter with the text as it stands. While the text has faults the letter
// stays as it last could be drawn.
func (p *Page) show() {
	if p.draft == nil || len(p.faults) > 0 {
		p.sheet.Refresh()
		return
	}
	params := p.params()
	var shown data.Preview
	p.s.Do("templates.letter", func(ctx context.Context) (err error) {
		shown, err = p.store.PreviewTemplate(ctx, params)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.problems, p.window = shown.Problems, shown.Run.Clinic.Window
		if len(p.faults) == 0 {
			p.faultList.Reload()
			p.content.Refresh()
		}
		for _, q := range shown.Problems {
			if q.Severity == paper.Stop {
				p.sheet.Say(p.s.Say(q.Text))
				return
			}
		}
		run := shown.Run
		p.sheet.Paper(params.Template+string(params.Lang)+params.Recipient, func(_ context.Context, w io.Writer) error {
			_, err := paper.Letters(w, run)
			return err
		})
	})
}

// toProblem goes to where a problem of the letter is mended.
func (p *Page) toProblem(q paper.Problem) {
	switch {
	case q.Line > 0:
		p.toLine(q.Line, 1)
	case q.Mend == paper.MendSettings, q.Mend == paper.MendWindow:
		p.s.Go(shell.ToSettings{})
	}
}
