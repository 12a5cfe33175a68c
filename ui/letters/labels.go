package letters

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/printing"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// labels prints labels for those who get a letter in the run, as they are now.
func (p *Page) labels() {
	if p.plan == nil || len(p.plan.Letters) == 0 {
		p.s.Tell(widget.BandInfo, say.T("mail.nobody"))
		return
	}
	params := data.LabelsParams{Cohort: p.s.Cohort()}
	for _, l := range p.plan.Letters {
		params.Only = append(params.Only, l.Participant)
	}
	if p.more.byName {
		params.Order = data.LettersByName
	}
	AskLabels(p.s, p.p.Store, p.p.Desk, params)
}

// Labeller gathers address labels.
type Labeller interface {
	Labels(ctx context.Context, p data.LabelsParams) (paper.LabelRun, []data.LeftOut, error)
}

// lastSheet is the sheet of labels that was chosen last.
var lastSheet string

// AskLabels asks which sheet of labels lies in the printer and where on it to begin, and
// prints address labels for people or for a run. Nobody protected gets one.
func AskLabels(s *shell.Shell, store Labeller, desk *printing.Desk, params data.LabelsParams) {
	sheets := paper.LabelSheets()
	names := make([]string, len(sheets))
	for i, l := range sheets {
		names[i] = l.Name(s.Lang())
	}
	at := max(0, slices.IndexFunc(sheets, func(l paper.LabelSheet) bool { return l.ID == lastSheet }))
	sheet := widget.NewSelect(s.T("mail.labels.sheet"), names, at, nil)
	start := widget.NewField(s.T("mail.labels.start"), "")
	start.Width = 130
	start.Entry.SelectOnFocus = true
	start.SetText("1")
	d := &widget.Dialog{Icon: icon.Print, Tone: theme.Accent, Title: s.T("mail.labels.title"), Text: s.T("mail.labels.text"),
		Body: widget.Line(12, sheet, start), Focus: start.Entry, Left: s.T("ui.cancel"), Right: s.T("mail.labels.act")}
	d.OnRight = func() bool {
		chosen := sheets[max(0, sheet.Selected())]
		n, err := strconv.Atoi(strings.TrimSpace(start.Text()))
		if err != nil || n < 1 || n > chosen.Count() {
			start.SetError(s.T("mail.labels.bad", "Max", chosen.Count()))
			return false
		}
		d.Close() // before the next dialog comes
		lastSheet, params.Sheet, params.Start = chosen.ID, chosen.ID, n
		var left []data.LeftOut
		desk.Then(s, "etiketter", s.T("mail.labels.title"), func(ctx context.Context, w io.Writer) (int, error) {
			run, out, err := store.Labels(ctx, params)
			if err != nil {
				return 0, err
			}
			left = out
			drawn, err := paper.WriteLabels(w, run)
			return drawn.Pages, err
		}, func() {
			if len(left) > 0 {
				s.Tell(widget.BandInfo, say.T("mail.labels.left", "N", len(left), "Why", left[0].Reason))
			}
		})
		return true
	}
	start.Entry.OnEnter = d.Confirm
	s.Ask(d)
}
