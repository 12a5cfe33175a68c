package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyrtio/core/journey"
	"fyrtio/data"
)

// since is how many years ago some of the people came the first time: the clinic then
// invited those who turned 35.
const since = 5

// earlier lets some of those who come this year have been here before, with a form and a
// star, so that what was answered and set then stands beside today's.
func (f *filler) earlier(ctx context.Context, people []someone, cohort int) error {
	var then []someone
	turn := 0
	for _, p := range people {
		if p.protected {
			continue
		}
		if comes := func(line string) bool {
			return strings.Contains(line, "form_received") || strings.HasSuffix(line, "form whole")
		}; turn%3 == 1 &&
			slices.ContainsFunc(pick(turn).lines, comes) {
			then = append(then, p)
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
	for i, p := range then {
		id := ids[p.number.String()]
		f.at(visited, 9, i)
		for _, h := range []happening{
			{person: id, kind: string(journey.Visited)}, {person: id, kind: "form", rest: []string{"whole"}}, {person: id, kind: "star"},
			{person: id, kind: string(journey.Documented), rest: []string{"where=pmo"}},
		} {
			if err := f.happen(ctx, h, cohort-since); err != nil {
				return fmt.Errorf("%s of %d years ago: %w", h.kind, since, err)
			}
		}
	}
	f.Events, f.Forms, f.Stars = 0, 0, 0 // the counts are of this year
	return nil
}
