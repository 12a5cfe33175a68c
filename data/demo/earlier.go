package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/data"
)

// since is how many years ago some of the people came the first time: the clinic then
// invited those who turned 35.
const since = 5

// earlier lets some of the people have been invited before. Those of them who come this
// year came then too, so that what was answered and set stands beside today's.
func (f *filler) earlier(ctx context.Context, people []someone, cohort int) error {
	var then []someone
	var came []bool
	turn := 0
	for _, p := range people {
		if p.protected {
			continue
		}
		if comes := slices.ContainsFunc(pick(turn).lines, comesNow); comes && turn%3 == 1 || turn%9 == 1 {
			then, came = append(then, p), append(came, comes)
		}
		turn++
	}
	if len(then) == 0 {
		return nil
	}
	b, err := rosterOf(then, f.rand)
	if err != nil {
		return err
	}
	visited := f.today.Sub(f.openDay(-365 * since))
	f.at(visited+40, 8, 0)
	if err := f.store.SetSetting(ctx, "ages", "35,40"); err != nil {
		return err
	}
	if _, err = f.store.Import(ctx, data.ImportParams{Name: fmt.Sprintf("listning-%d.csv", cohort-since), Data: b, Cohort: cohort - since}); err != nil {
		return fmt.Errorf("import those who came before: %w", err)
	}
	if err := f.store.SetSetting(ctx, "ages", "40"); err != nil {
		return err
	}
	ids, _, err := f.ids(ctx, cohort-since)
	if err != nil {
		return err
	}
	all, silent := make([]string, len(then)), []string{}
	for i, p := range then {
		all[i] = ids[p.number.String()]
		if !came[i] {
			silent = append(silent, all[i])
		}
	}
	f.at(visited+38, 9, 0)
	if err := f.letters(ctx, journey.TemplateInvitation, all, cohort-since); err != nil {
		return err
	}
	for i, id := range all {
		if !came[i] {
			continue
		}
		f.at(visited, 9, i)
		for _, h := range []happening{
			{person: id, kind: string(journey.Visited)}, {person: id, kind: string(journey.FormReceived), rest: []string{"source=paper_visit"}},
			{person: id, kind: "form", rest: []string{"whole"}}, {person: id, kind: "star"}, {person: id, kind: string(journey.Documented), rest: []string{"where=pmo"}},
		} {
			if err := f.happen(ctx, h, cohort-since); err != nil {
				return fmt.Errorf("%s of %d years ago: %w", h.kind, since, err)
			}
		}
	}
	if err := f.unheard(ctx, silent, cohort-since, visited); err != nil {
		return err
	}
	f.Events, f.Letters, f.Forms, f.Stars = 0, 0, 0, 0 // the counts are of this year
	return nil
}

// unheard lets everything be tried on those who never answered.
func (f *filler) unheard(ctx context.Context, silent []string, cohort, visited int) error {
	if len(silent) == 0 {
		return nil
	}
	f.at(visited-1, 9, 0)
	if err := f.letters(ctx, journey.TemplateReminder, silent, cohort); err != nil {
		return err
	}
	for call := range 3 {
		f.at(visited-30-call, 9, 0)
		_, err := f.store.LogMany(ctx, data.LogParams{Participants: silent, Cohort: cohort, Kind: journey.Called,
			Details: journey.Details{Outcome: journey.CallNoAnswer}})
		if err != nil && fault.CodeOf(err) != fault.Refused { // none of them has a phone
			return err
		}
	}
	return nil
}

// comesNow reports whether a story's line brings a form this year.
func comesNow(line string) bool {
	return strings.Contains(line, "form_received") || strings.HasSuffix(line, "form whole")
}
