package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"

	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/data"
)

// form enters a questionnaire: the whole of it and locked, or about half.
func (f *filler) form(ctx context.Context, who string, whole bool) error {
	def := form.Shipped()
	answers := f.answers(def)
	if !whole {
		stop := len(def.Items) / 2
		for _, item := range def.Items[stop:] {
			delete(answers, item.LinkID)
		}
	}
	b, err := json.Marshal(answers)
	if err != nil {
		return err
	}
	if _, err := f.store.EnterAnswers(ctx, who, b); err != nil {
		return fmt.Errorf("enter: %w", err)
	}
	f.Forms++
	if !whole {
		return nil
	}
	return f.store.CompleteForm(ctx, who)
}

// measured are invented measurements: the middle and how far values lie from it.
var measured = map[string][2]float64{
	"m.height": {172, 8}, "m.weight": {79, 13}, "m.waist": {91, 11}, "m.sbp": {126, 13}, "m.dbp": {80, 8},
	"m.chol": {5.2, 0.9}, "m.ldl": {3.2, 0.8}, "m.hdl": {1.4, 0.3}, "m.tg": {1.3, 0.5}, "m.glucose": {5.4, 0.5},
}

// answers invents answers to every question that is asked: most people are rather
// well, some leave a question out, and now and then somebody declines a measurement.
func (f *filler) answers(def *form.Definition) form.Answers {
	a := form.Answers{}
	for _, item := range def.Items {
		switch {
		case !def.Enabled(item.LinkID, a):
		case len(item.Options) > 0:
			if !item.Required && f.rand.IntN(14) == 0 {
				a[item.LinkID] = form.None(form.Unanswered)
				continue
			}
			a[item.LinkID] = form.Code(item.Options[f.choice(item)].Code)
		case item.LinkID == "tobacco.cigarettes":
			a[item.LinkID] = form.Number(float64(5 + f.rand.IntN(15)))
		case item.LinkID == "tobacco.boxes":
			a[item.LinkID] = form.Number(float64(1 + f.rand.IntN(6)))
		case item.Measurement:
			a[item.LinkID] = f.measure(item)
		}
	}
	maps.DeleteFunc(a, func(link string, _ form.Value) bool { return !def.Enabled(link, a) })
	return a
}

// choice leans towards the answers that most people give.
func (f *filler) choice(item form.Item) int {
	n := len(item.Options)
	if n <= 3 && item.LinkID[0] != 'b' { // own disease, heredity, medicine: mostly no
		return min(n-1, []int{1, 1, 1, 1, 0, n - 1}[f.rand.IntN(6)])
	}
	return min(n-1, (f.rand.IntN(n)+f.rand.IntN(n))/2)
}

func (f *filler) measure(item form.Item) form.Value {
	m, ok := measured[item.LinkID]
	switch {
	case !ok:
		return form.None(form.Unmeasured)
	case f.rand.IntN(25) == 0:
		return form.None(form.Declined)
	}
	v := m[0] + m[1]*f.rand.NormFloat64()*0.8
	if m[0] > 50 {
		return form.Number(float64(int(v)))
	}
	return form.Number(float64(int(max(v, 0.6)*10)) / 10)
}

// star sets the star as proposed; now and then a person saw it another way.
func (f *filler) star(ctx context.Context, who string) error {
	if _, err := f.store.SaveProposed(ctx, who); err != nil {
		return err
	}
	f.Stars++
	if f.rand.IntN(3) == 0 {
		return f.store.SaveLevels(ctx, who, map[string]int{"stress": 2})
	}
	return nil
}

// letters prints a run and has it confirmed, as when all sheets came out well. The
// papers themselves are not kept: whoever opens the demo prints them anew.
func (f *filler) letters(ctx context.Context, template string, who []string, cohort int) error {
	run, err := f.store.PrintLetters(ctx, data.LettersParams{Template: template, Cohort: cohort, Only: who, Confirm: true},
		func(int, int) (io.Writer, error) { return io.Discard, nil })
	if fault.CodeOf(err) == fault.Refused {
		return nil // none of them can have one: their address lacks something
	}
	f.Letters += len(run.Letters)
	return err
}
