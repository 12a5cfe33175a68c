package editions

import (
	"context"
	"io"
	"slices"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/widget"
)

// reword gives the file with what was written.
func (p *Wording) reword(version string, from day.Date) ([]byte, error) {
	var texts []form.Worded
	for place, w := range p.d.written {
		texts = append(texts, form.Worded{Place: place, Words: w})
	}
	return form.Reword(p.d.file, version, from, texts)
}

// draw shows the form on paper with what was written.
func (p *Wording) draw() {
	if !p.paper || p.d == nil || len(p.faulty()) > 0 {
		return
	}
	file, err := p.reword(p.d.form.Version, p.s.Today())
	if err != nil {
		p.sheet.Say(fault.Words(p.s.Lang(), err))
		return
	}
	lang, clinic := p.s.Lang(), p.p.Store.Config().Clinic()
	p.sheet.Paper("wording", func(_ context.Context, w io.Writer) error {
		d, err := form.Read(file)
		if err == nil {
			_, err = paper.WriteBlankForm(w, paper.BlankForm{Clinic: clinic, Lang: lang, Form: d})
		}
		return err
	})
}

// saveVersion asks from which day the reworded form is to hold, and makes it the next version.
func (p *Wording) saveVersion() {
	s := p.s
	switch {
	case p.d == nil:
		return
	case len(p.faulty()) > 0:
		s.Tell(widget.BandWarn, say.T("edition.wording.faulty"))
		place := p.faulty()[0]
		i := slices.IndexFunc(p.groups, func(g group) bool {
			return slices.ContainsFunc(g.texts, func(t form.Worded) bool { return t.Place == place })
		})
		p.list.Select(i)
		p.open(i)
		return
	case len(p.d.written) == 0:
		s.Tell(widget.BandOK, say.T("edition.wording.unchanged"))
		return
	}
	version := form.NextVersion(p.d.form.Version, p.d.taken)
	askFrom(s, saving{
		title: s.T("edition.wording.ask", "Version", version), text: s.T("edition.wording.ask.text"),
		add: func(ctx context.Context, from day.Date) error {
			file, err := p.reword(version, from)
			if err == nil {
				_, err = p.p.Store.AddForm(ctx, file, from)
			}
			return err
		},
		undo: func(ctx context.Context, from day.Date) error {
			return p.p.Store.UseEdition(ctx, data.FormEditions, p.d.form.Version, from)
		},
		version: version,
		then:    func() { p.keep.Drop(s.Back) },
	})
}
