package ui

import (
	"context"
	"io"
	"path/filepath"

	"fyrtio/core/paper"
	"fyrtio/data"
	"fyrtio/ui/letters"
	"fyrtio/ui/output"
	"fyrtio/ui/preview"
	"fyrtio/ui/shell"
	"fyrtio/ui/visit"
)

// formPage makes the questionnaire's page of a route.
func (a *App) formPage(s *shell.Shell, r shell.ToForm) (shell.Page, error) {
	return visit.FormPage(data.WithReason(context.Background(), r.Reason), s, a.store, r)
}

// starPage makes the star's page of a route.
func (a *App) starPage(s *shell.Shell, r shell.ToStar) (shell.Page, error) {
	return visit.StarPage(data.WithReason(context.Background(), r.Reason), s, a.store, r, func(p visit.Paper) { a.show(s, p, r) })
}

// show draws a paper on a worker and opens it in the system's viewer.
func (a *App) show(s *shell.Shell, p visit.Paper, r shell.ToStar) {
	lang, store := s.Lang(), a.store
	s.Do("paper", func(ctx context.Context) error {
		ctx = data.WithReason(ctx, r.Reason)
		var draw func(w io.Writer) (paper.Drawn, error)
		switch p {
		case visit.PaperEmpty:
			draw = func(w io.Writer) (paper.Drawn, error) { return paper.WriteBlankStar(w, store.BlankStar(lang)) }
		case visit.PaperCriteria:
			draw = func(w io.Writer) (paper.Drawn, error) { return paper.WriteCriteria(w, store.CriteriaSheet(lang)) }
		default:
			page, err := store.StarPage(ctx, r.ID, lang)
			if err != nil {
				return err
			}
			draw = func(w io.Writer) (paper.Drawn, error) { return paper.WriteStar(w, page) }
		}
		return a.papers.Show(string(p), func(w io.Writer) error {
			_, err := draw(w)
			return err
		})
	}, func(err error) {
		if err != nil {
			s.Fail(err)
		}
	})
}

// clearPapers takes away what was shown in the system's viewer (S18).
func (a *App) clearPapers() {
	if err := a.papers.Clear(); err != nil {
		a.p.Log.Warn("clear the papers", "err", err)
	}
}

// lettersParams are what print runs need. PDFium is started only when a page is shown;
// compiled, it is kept in the data folder, so that only the first start is slow.
func (a *App) lettersParams() letters.Params {
	return letters.Params{Store: a.store, Papers: a.papers, Preview: preview.New(filepath.Join(a.store.Dir(), "preview")), CanPrint: output.CanPrint()}
}
