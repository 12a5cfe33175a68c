package visit

import (
	"context"

	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	record "fyrtio/core/visit"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// A quick question on the phone: values are typed and the indexes and levels seen, of
// nobody, and nothing of it is stored.

// calculator answers the form's page from memory, and forgets.
type calculator struct{ rec record.Form }

// newCalculator keeps of a form what indexes, star and limits are made from.
func newCalculator(f record.Form) *calculator {
	used := map[string]bool{}
	for _, id := range f.Criteria.LinkIDs(f.Definition) {
		used[id] = true
	}
	var ids []string
	for _, it := range f.Definition.Items {
		if used[it.LinkID] || it.Measurement {
			ids = append(ids, it.LinkID)
		}
	}
	f.Definition = f.Definition.Subset(ids)
	f.Answers, f.Notes = form.Answers{}, map[string]string{}
	for _, it := range f.Definition.Items {
		if it.Measurement {
			f.Place.LinkID = it.LinkID // what one asks about most stands first
			break
		}
	}
	return &calculator{f}
}

func (c *calculator) OpenForm(context.Context, string) (record.Form, error) {
	f := c.rec
	f.Answers = c.rec.Answers.Clone()
	return f, nil
}

func (c *calculator) SaveAnswer(_ context.Context, _, linkID string, v form.Value, next record.Place) error {
	merged, _, err := c.rec.Definition.Merge(c.rec.Answers, form.Answers{linkID: v})
	if err != nil {
		return err
	}
	if _, err := c.rec.Definition.Check(linkID, v, merged); err != nil {
		return err
	}
	c.rec.Answers, c.rec.Place = merged, next
	return nil
}

// SaveSource takes whose limits hold.
func (c *calculator) SaveSource(_ context.Context, _, sex string) error {
	c.rec.Person.Sex = pnr.Sex(sex)
	return nil
}

func (c *calculator) SavePlace(_ context.Context, _ string, p record.Place) error {
	c.rec.Place = p
	return nil
}

func (c *calculator) SaveNote(context.Context, string, string, string) error { return nil }

func (c *calculator) CompleteForm(context.Context, string) error { return nil }

func (c *calculator) AmendForm(context.Context, string, form.Answers, string) error { return nil }

// paintCalcHeader says that nothing is kept.
func (f *Form) paintCalcHeader(p *widget.Pen, margin, h float32) {
	right := p.Size().Width - margin
	leave := widget.Look{Kind: widget.Secondary, Text: f.t(say.T("visit.leave")), Key: "Esc", Small: true}
	right -= leave.Width()
	p.Button(right, (h-float32(theme.RowButtonHeight))/2, 0, leave, f.Pause)
	x := margin + p.Fit(margin, 0, h, right-margin, f.t(say.T("visit.calc.title")), widget.Heading) + 12
	chips := []widget.Chip{{Icon: icon.Info, Text: f.t(say.T("visit.calc.chip")), Tone: widget.ToneNeutral}}
	if !f.intro {
		chips = append(chips, widget.Chip{Icon: icon.User, Text: f.t(say.T("visit.sex." + sexKey(f.rec.Person))), Tone: widget.ToneNeutral})
	}
	for _, c := range chips {
		if x+c.Width() < right-12 {
			x += p.Chip(x, 0, h, c) + 8
		}
	}
}
