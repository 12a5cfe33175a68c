package ui

import (
	"context"
	"io"
	"slices"
	"strconv"

	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/printing"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// The answers and measurements as a file that other systems read (FHIR), as fyrtioctl
// export fhir writes it: for the participant in view, for those who are ticked, or for
// the cohort.

// taken is whose forms an export is of: the named ones, or where there are none the cohort.
type taken struct {
	cohort int
	people []string
	reason string // why protected ones among the named are in it
	left   int    // protected ones that were named and are not in it
}

// exportFHIR asks whose forms are to leave.
func (a *App) exportFHIR() {
	s, t := a.shell, a.shell.T
	var items []string
	var do []func()
	add := func(text string, f func()) { items, do = append(items, text), append(do, f) }
	if one := inView(s); one.people != nil {
		add(t("export.fhir.one"), func() { a.saveFHIR(one) })
	}
	if r, ok := s.Route().(shell.ToPeople); ok && r.People == 0 { // the people of a figure have ticks of their own
		if refs := a.people.Ticked(); len(refs) > 0 {
			add(t("export.fhir.ticked", "N", len(refs)), func() { a.exportTicked(refs) })
		}
	}
	cohort := s.Cohort()
	add(t("export.fhir.cohort", "Cohort", strconv.Itoa(cohort)), func() { a.saveFHIR(taken{cohort: cohort}) })
	(&acts.Acts{Shell: s, Store: a.store}).Choose(t("export.fhir.title"), t("export.fhir.text"), items, func(i int) { do[i]() })
}

// inView is the participant whose page is shown, with the reason that it was opened with.
func inView(s *shell.Shell) taken {
	one := func(id string, cohort int, reason string) taken {
		return taken{cohort: cohort, people: []string{id}, reason: reason}
	}
	switch r := s.Route().(type) {
	case shell.ToPerson:
		return one(r.ID, r.Cohort, r.Reason)
	case shell.ToForm:
		return one(r.ID, 0, r.Reason)
	case shell.ToStar:
		return one(r.ID, 0, r.Reason)
	case shell.ToPlan:
		return one(r.ID, 0, r.Reason)
	case shell.ToRecord:
		return one(r.ID, 0, r.Reason)
	}
	return taken{}
}

// exportTicked exports those who are ticked. Protected ones among them were named one by
// one: they are in it when it is said why, and else left out (D12).
func (a *App) exportTicked(refs []data.Ref) {
	s := a.shell
	ids := make([]string, len(refs))
	for i, r := range refs {
		ids[i] = r.Participant
	}
	slices.Sort(ids)
	no := false
	what, open := taken{cohort: s.Cohort(), people: ids}, taken{cohort: s.Cohort()}
	s.Do("export", func(ctx context.Context) error {
		list, err := a.store.Refs(ctx, data.Filter{Cohort: what.cohort, Participants: ids, Protected: &no})
		for _, r := range list {
			open.people = append(open.people, r.Participant)
		}
		return err
	}, func(err error) {
		open.left = len(ids) - len(open.people)
		switch {
		case err != nil:
			s.Fail(err)
		case open.left == 0:
			a.saveFHIR(what)
		default:
			s.AskReason(shell.ReasonParams{Icon: icon.Shield, Tone: theme.Shield, Title: s.T("people.export.shielded", "N", open.left),
				Text: s.T("export.fhir.shielded"), Act: s.T("people.export.go"), Optional: len(open.people) > 0}, func(reason string) {
				if reason == "" {
					a.saveFHIR(open)
					return
				}
				what.reason = reason
				a.saveFHIR(what)
			})
		}
	})
}

// saveFHIR asks where the file is to be saved, and then tells what is in it and what not.
func (a *App) saveFHIR(what taken) {
	s := a.shell
	var done data.FormExport
	printing.SaveThen(s, s.T("export.fhir.title"), s.T("export.fhir.file", "Day", s.Today().String()), func(ctx context.Context, w io.Writer) (err error) {
		done, err = a.store.ExportFHIR(data.WithReason(ctx, what.reason), w, what.cohort, what.people...)
		return err
	}, func(path string) {
		text := s.T("export.fhir.done", "N", done.People, "Path", path)
		if n := done.Left + what.left; n > 0 {
			text += " " + s.T("export.fhir.left", "N", n)
		}
		if done.NoForm > 0 {
			text += " " + s.T("export.fhir.no_form", "N", done.NoForm)
		}
		s.Tell(widget.BandOK, say.T("export.fhir.told", "Text", text))
	})
}
