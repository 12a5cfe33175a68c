package ui

import (
	"context"
	"image"
	"io"
	"path/filepath"

	"fyne.io/fyne/v2"

	"fyrtio/core/paper"
	record "fyrtio/core/visit"
	"fyrtio/data"
	"fyrtio/ui/editions"
	"fyrtio/ui/letters"
	"fyrtio/ui/preview"
	"fyrtio/ui/report"
	"fyrtio/ui/shell"
	"fyrtio/ui/visit"
)

// formPage makes the questionnaire's page of a route.
func (a *App) formPage(s *shell.Shell, r shell.ToForm) (shell.Page, error) {
	return visit.FormPage(data.WithReason(context.Background(), r.Reason), s, a.store, r)
}

// calculator makes the page on which values of nobody are typed, with the form, the
// criteria and the limits that hold.
func (a *App) calculator(s *shell.Shell) (shell.Page, error) {
	ctx := context.Background()
	def, err := a.store.FormEdition(ctx, "")
	if err != nil {
		return nil, err
	}
	criteria, err := a.store.CriteriaEdition(ctx, "")
	if err != nil {
		return nil, err
	}
	c := a.store.Config()
	return visit.CalculatorPage(s, record.Form{Definition: def, Criteria: criteria, Proposals: c.On("proposals"), Limits: c.Limits()})
}

// starPage makes the star's page of a route.
func (a *App) starPage(s *shell.Shell, r shell.ToStar) (shell.Page, error) {
	return visit.StarPage(data.WithReason(context.Background(), r.Reason), s, a.store, r, func(p visit.Paper) { a.show(s, p, r) })
}

// planPage makes the page of goals and plan of a route.
func (a *App) planPage(s *shell.Shell, r shell.ToPlan) (shell.Page, error) {
	return visit.PlanPage(data.WithReason(context.Background(), r.Reason), s, a.store, a.desk.Offer, r)
}

// recordPage makes the page of a route where a visit is written down.
func (a *App) recordPage(s *shell.Shell, r shell.ToRecord) (shell.Page, error) {
	return visit.RecordPage(data.WithReason(context.Background(), r.Reason), s, a.store, a.desk.Offer, r)
}

// show draws a paper on a worker and asks where it is to go.
func (a *App) show(s *shell.Shell, p visit.Paper, r shell.ToStar) {
	lang, store, note := s.Lang(), a.store, ""
	if p == visit.PaperEmpty || p == visit.PaperCriteria {
		note = s.T("printing.note.nobody")
	}
	a.desk.OfferNoted(s, string(p), s.T("printing.paper."+string(p)), note, func(ctx context.Context, w io.Writer) (int, error) {
		ctx = data.WithReason(ctx, r.Reason)
		var drawn paper.Drawn
		var err error
		switch p {
		case visit.PaperEmpty:
			page, failed := store.BlankStar(ctx, lang)
			if failed != nil {
				return 0, failed
			}
			drawn, err = paper.WriteBlankStar(w, page)
		case visit.PaperCriteria:
			page, failed := store.CriteriaSheet(ctx, lang)
			if failed != nil {
				return 0, failed
			}
			drawn, err = paper.WriteCriteria(w, page)
		default:
			page, failed := store.StarPage(ctx, r.ID, lang)
			if failed != nil {
				return 0, failed
			}
			drawn, err = paper.WriteStar(w, page)
			fyne.Do(func() { visit.Redrawn(s) })
		}
		return drawn.Pages, err
	})
}

// view draws a paper into the private folder and shows it in the system's viewer.
func (a *App) view(name string, write func(io.Writer) error) error {
	p, err := a.desk.Write(name, func(w io.Writer) (int, error) { return 0, write(w) })
	if err != nil {
		return err
	}
	return a.papers.Open(p.Path)
}

// clearPapers takes away what was shown in the system's viewer (S18).
func (a *App) clearPapers() {
	if err := a.papers.Clear(); err != nil {
		a.p.Log.Warn("clear the papers", "err", err)
	}
}

// previewer gives what draws pages of PDFs, one for the whole program. PDFium is started
// only when a page is drawn; compiled, it is kept in the data folder, so that only the
// first start is slow.
func (a *App) previewer() *preview.Renderer {
	if a.pages == nil {
		a.pages = preview.New(filepath.Join(a.p.Dir, "preview"))
	}
	return a.pages
}

// Pages draws a PDF for a printer of a system that takes no PDF; see spool.Drawer.
func (a *App) Pages(ctx context.Context, pdf []byte, from, to, dots int, each func(page, of int, picture *image.RGBA) error) error {
	r := preview.New(filepath.Join(a.p.Dir, "preview")) // of its own: a long job must not hold up the pages on the screen
	defer r.Close()
	return r.Pages(ctx, pdf, from, to, dots, each)
}

// lettersParams are what print runs need.
func (a *App) lettersParams() letters.Params {
	return letters.Params{Store: a.store, Desk: a.desk, Preview: a.previewer()}
}

// reportParams are what the pages of the report need.
func (a *App) reportParams() report.Params {
	return report.Params{Store: a.store, Offer: a.desk.OfferNoted, Version: a.p.Version, Clinic: func() paper.Clinic { return a.store.Config().Clinic() }}
}

// editionsParams are what the pages of form and criteria need.
func (a *App) editionsParams() editions.Params {
	return editions.Params{Store: a.store, Desk: a.desk, Pager: a.previewer(), Drafts: &a.drafts}
}
