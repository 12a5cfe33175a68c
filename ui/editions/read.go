package editions

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/paper"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/score"
	"fyrtio/core/star"
	"fyrtio/data"
	"fyrtio/ui/printing"
	"fyrtio/ui/widget"
)

// maxFile is more than form.Read and star.ReadCriteria take, so that they say it.
const maxFile = 3 << 20

func (p *Page) words(err error) string { return fault.Words(p.s.Lang(), err) }

// ask asks for a file to read.
func (p *Page) ask() {
	t := p.s.T
	printing.Open{Title: t("edition.read.title." + p.word()), Text: t("edition.read.text"), Label: t("edition.read.file"), Act: t("edition.read.act"),
		Endings: []string{".json", ".JSON"}, Take: p.take, Back: p.Focus}.Ask(p.s)
}

// word ends the ids of words that differ between form and criteria.
func (p *Page) word() string { return word(p.kind) }

func word(kind int) string {
	if kind == 1 {
		return "criteria"
	}
	return "form"
}

// take reads a file and puts it first in the list, to be looked at: it is not taken in. A
// file that is no form or no criteria stands there with what is wrong with it.
func (p *Page) take(path string, failed func(error), done func()) {
	kind := p.kind
	var r row
	p.s.Do("editions.read", func(context.Context) error {
		file, err := readFile(path)
		if err != nil {
			return err
		}
		name := filepath.Base(path)
		if r = readAs(kind, name, file); r.failed != nil {
			if other := readAs(1-kind, name, file); other.failed == nil {
				r, kind = other, 1-kind
			}
		}
		return nil
	}, func(err error) {
		if err != nil {
			failed(err)
			return
		}
		p.read[kind] = &r
		p.what = showChanges
		if kind != p.kind {
			p.s.Tell(widget.BandInfo, say.T("edition.read.other."+word(kind)))
		}
		p.kind = kind
		p.tabs.SetSelected(kind)
		p.views.SetItems(p.viewNames())
		p.views.SetSelected(p.what)
		p.load("\x00")
		done()
	})
}

// readAs reads a file as a form or as criteria.
func readAs(kind int, name string, file []byte) row {
	r := row{file: name, bytes: file}
	if kind == 0 {
		if r.form, r.failed = form.Read(file); r.failed == nil {
			r.Version = r.form.Version
		}
	} else if r.crit, r.failed = star.ReadCriteria(file); r.failed == nil {
		r.Version = r.crit.Edition()
	}
	return r
}

func readFile(path string) ([]byte, error) {
	r, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "importer.err.missing", "Path", path)
	}
	if err != nil {
		return nil, fault.New(fault.Refused, "importer.err.read", "Path", path)
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, maxFile))
	if err != nil {
		return nil, fault.New(fault.Refused, "importer.err.read", "Path", path)
	}
	return b, nil
}

// use asks from which day the version under the bar is to hold, and lets it.
func (p *Page) use() {
	s, r := p.s, p.at()
	switch {
	case r == nil:
		return
	case r.failed != nil:
		s.Tell(widget.BandWarn, say.T("edition.use.failed"))
		return
	case r.InForce:
		s.Tell(widget.BandOK, say.T("edition.use.already"))
		return
	case p.taken(r):
		s.Tell(widget.BandWarn, say.T("edition.err.exists", "Version", r.Version))
		return
	}
	chosen, kind, before := *r, kinds[p.kind], ""
	text := s.T("edition.use.text")
	if n := p.losses(); n > 0 {
		text = s.T("edition.use.losses", "N", n) + " " + text
	}
	askFrom(s, saving{title: s.T("edition.use.title", "Name", p.name(chosen)), text: text, version: chosen.Version,
		add: func(ctx context.Context, from day.Date) (err error) {
			if before, err = inForce(ctx, p.store, kind); err != nil {
				return err
			}
			return p.decide(ctx, chosen, kind, from)
		},
		undo: func(ctx context.Context, from day.Date) error { return p.store.UseEdition(ctx, kind, before, from) },
		then: func() {
			if chosen.file != "" {
				p.read[p.kind] = nil
			}
			p.load(chosen.Version)
			p.Focus()
		},
		undone: func() { p.load("") }})
}

// taken reports whether a file that was read has the number of a version that is there.
func (p *Page) taken(r *row) bool {
	return r.file != "" && slices.ContainsFunc(p.rows, func(o row) bool { return o.file == "" && o.Version == r.Version })
}

// decide lets a version hold from a day; a file that was read is taken in.
func (p *Page) decide(ctx context.Context, r row, kind data.EditionKind, from day.Date) (err error) {
	switch {
	case r.file == "":
		err = p.store.UseEdition(ctx, kind, r.Version, from)
	case kind == data.FormEditions:
		_, err = p.store.AddForm(ctx, r.bytes, from)
	default:
		_, err = p.store.AddCriteria(ctx, r.bytes, from)
	}
	return err
}

// inForce gives the version that holds today.
func inForce(ctx context.Context, store Store, kind data.EditionKind) (string, error) {
	list, err := store.Editions(ctx, kind)
	for _, e := range list {
		if e.InForce {
			return e.Version, err
		}
	}
	return "", err
}

// save saves the version under the bar as a file.
func (p *Page) save() {
	r := p.at()
	if r == nil || r.file != "" {
		return
	}
	kind, version := kinds[p.kind], r.Version
	name := p.s.T("edition.file."+p.word()) + "-" + version + ".json"
	printing.SaveAs(p.s, p.s.T("edition.save.title"), name, func(ctx context.Context, w io.Writer) error {
		file, err := p.store.EditionFile(ctx, kind, version)
		if err == nil {
			_, err = w.Write(file)
		}
		return err
	})
}

// print prints what is shown of the version under the bar as a paper.
func (p *Page) print() {
	r := p.at()
	if r == nil || r.failed != nil {
		return
	}
	draw := p.drawing(r)
	p.p.Desk.OfferNoted(p.s, p.s.T("edition.file."+p.word()), p.name(*r), p.s.T("printing.note.nobody"), func(_ context.Context, w io.Writer) (int, error) {
		d, err := draw(w)
		return d.Pages, err
	})
}

// drawing gives how a version is drawn: the form, the criteria sheet, or the star.
func (p *Page) drawing(r *row) func(io.Writer) (paper.Drawn, error) {
	lang, clinic, d, c := p.s.Lang(), p.clinic(), r.form, r.crit
	inUse, today, figure := p.form, p.s.Today(), p.what == showScreen
	return func(w io.Writer) (paper.Drawn, error) {
		switch {
		case d != nil:
			return paper.WriteBlankForm(w, paper.BlankForm{Clinic: clinic, Lang: lang, Form: d})
		case figure:
			return paper.WriteStar(w, samplePage(clinic, lang, c, inUse, today))
		}
		return paper.WriteCriteria(w, paper.CriteriaSheet{Clinic: clinic, Lang: lang, Criteria: c, Form: inUse})
	}
}

// samplePage is the star of somebody invented.
func samplePage(clinic paper.Clinic, lang say.Lang, c *star.Criteria, d *form.Definition, today day.Date) paper.StarPage {
	a := star.Sample(d)
	profile := star.Propose(c, d, a, score.Compute(d, a), pnr.Woman)
	return paper.StarPage{Clinic: clinic, Lang: lang, Criteria: c, Name: say.In(lang, say.T("edition.sample")), Date: today, Profile: profile, Levels: profile.Levels()}
}
