package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"

	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/visit"
	"fyrtio/data"
)

// form enters a questionnaire: the whole of it and locked, or about half, with the
// keyboard left in the middle of a number.
func (f *filler) form(ctx context.Context, who string, whole bool) error {
	def := form.Shipped()
	l := &life{filler: f, sex: f.sex[who], before: f.past[who]}
	answers := l.answers(def)
	if f.ago() < 365 {
		f.strange(answers)
	}
	if !whole {
		stop := def.Place("m.waist")
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
	f.past[who] = answers
	f.Forms++
	if note, ok := remarks[f.Forms%9]; ok && whole {
		if err := f.store.SaveNote(ctx, who, note.item, note.text); err != nil {
			return err
		}
	}
	if !whole {
		return f.store.SavePlace(ctx, who, visit.Place{LinkID: "m.waist", Drafts: map[string]string{"m.waist": "9"}})
	}
	return f.store.CompleteForm(ctx, who)
}

// remarks are notes to single questions, by the turn of the form.
var remarks = map[int]struct{ item, text string }{
	2: {"activity.everyday", "Cyklar till jobbet april till oktober, bil annars."},
	4: {"m.waist", "Mätt utanpå linnet."},
	7: {"health.sleep", "Barn som vaknar om nätterna."},
}

// strange gives a few forms a value that is asked about once more, or one that matters
// at once.
func (f *filler) strange(a form.Answers) {
	switch f.Forms {
	case 6:
		a["m.tg"], a["m.ldl"] = form.Number(21.4), form.None(form.Unmeasured)
	case 9:
		a["m.sbp"], a["m.dbp"] = form.Number(184), form.Number(112)
	case 13:
		a["m.glucose"], a["m.hba1c"] = form.Number(7.4), form.Number(51)
	}
}

// misread are questions that a second keying reads as the option after, of one form this
// one and of the next that one.
var misread = []string{"activity.sitting", "diet.fish", "health.sleep", "diet.vegetables"}

// keyAgain types a locked form a second time; the paper then shows who was right. How
// far it goes: all, star (what drives the star), half (stopped on the way).
func (f *filler) keyAgain(ctx context.Context, who, how string) error {
	scope := visit.KeyAll
	if how == "star" {
		scope = visit.KeyStar
	}
	if err := f.store.BeginKeying(ctx, who, scope); err != nil {
		return err
	}
	k, err := f.store.OpenKeying(ctx, who)
	if err != nil {
		return err
	}
	f.keyings++
	wrong := misread[f.keyings%len(misread)]
	for i, item := range k.Definition.Items {
		if how == "half" && i == 12 {
			return f.store.SaveKeyingPlace(ctx, who, visit.Place{LinkID: item.LinkID})
		}
		v := f.past[who][item.LinkID]
		n := slices.IndexFunc(item.Options, func(o form.Option) bool { return form.Code(o.Code) == v })
		if item.LinkID == wrong && n >= 0 && f.keyings%3 > 0 {
			v = form.Code(item.Options[(n+1)%len(item.Options)].Code)
		}
		if v.IsZero() {
			continue
		}
		if err := f.store.SaveKeyed(ctx, who, item.LinkID, v, visit.Place{}); err != nil {
			return err
		}
	}
	if err := f.store.EndKeying(ctx, who); err != nil {
		return err
	}
	if k, err = f.store.OpenKeying(ctx, who); err != nil || len(k.Differ) == 0 {
		return err
	}
	right := visit.ChoseFirst
	if f.keyings%2 == 0 {
		right = visit.ChoseSecond
	}
	return f.store.SettleKeying(ctx, who, k.Differ[0].LinkID, right, form.Value{})
}

// amend corrects a locked form: the scales were read wrongly, or a letter came from the
// laboratory.
func (f *filler) amend(ctx context.Context, who string) error {
	n, ok := f.past[who]["m.weight"].Number()
	if !ok {
		return f.store.AmendForm(ctx, who, form.Answers{"m.weight": form.Number(83.4)}, "Vägd vid återbesöket, ville inte första gången.")
	}
	kilos, _ := n.Rat().Float64()
	return f.store.AmendForm(ctx, who, form.Answers{"m.weight": form.Number(math.Round(kilos*10+18) / 10)}, "Läste fel på vågen, deltagaren ringde och rättade.")
}

// star sets the star as proposed; now and then a person saw it another way.
func (f *filler) star(ctx context.Context, who string) error {
	if _, err := f.store.SaveProposed(ctx, who); err != nil {
		return err
	}
	f.Stars++
	if f.Stars%3 != 0 {
		return nil
	}
	if err := f.store.SaveLevels(ctx, who, map[string]int{"stress": 2}); err != nil {
		return err
	}
	return f.store.SaveComment(ctx, who, "stress", "Beskriver mer press i samtalet än i formuläret.")
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
