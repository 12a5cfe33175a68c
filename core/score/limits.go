package score

import (
	"fyrtio/core/form"
	"fyrtio/core/say"
)

// Limit is a measurement's value from which the person must not leave without
// something being done: what is done is the clinic's routine, in its own words.
type Limit struct {
	ID    string
	Parts []LimitPart // one is enough
	Text  string      // the clinic's own words, "" = those that ship
}

// LimitPart is a measurement with its limit.
type LimitPart struct {
	LinkID string
	From   form.Decimal // this and above; the zero Decimal = never
	Tenths bool         // rounded half up to one decimal before it is compared, as in the star (D23)
}

// The limits' ids.
const (
	HighPressure    = "pressure"
	HighGlucose     = "glucose"
	HighHbA1c       = "hba1c"
	HighCholesterol = "chol"
)

// Limits are the values that matter at once.
type Limits []Limit

// ShippedLimits gives the limits that ship: pressure 180/110, the lower bound of grade 3
// (Skåne AKO, SÖ-blodtryck); fasting glucose 7.0 and HbA1c 48, the limits of diabetes
// (vardriktlinjer.se, viss.nu; SÖ-blodsocker). domain.md 2. Cholesterol has no limit of
// this kind until the clinic sets one.
func ShippedLimits() Limits {
	at := form.MustNumber
	return Limits{
		{ID: HighPressure, Parts: []LimitPart{{LinkID: "m.sbp", From: at("180")}, {LinkID: "m.dbp", From: at("110")}}},
		{ID: HighGlucose, Parts: []LimitPart{{LinkID: "m.glucose", From: at("7"), Tenths: true}}},
		{ID: HighHbA1c, Parts: []LimitPart{{LinkID: "m.hba1c", From: at("48")}}},
		{ID: HighCholesterol, Parts: []LimitPart{{LinkID: "m.chol", Tenths: true}}},
	}
}

// Crossing is a value that has reached its limit.
type Crossing struct {
	ID      string
	LinkIDs []string   // the limit's measurements
	Value   form.Words // "Blodtryck 180/112 mmHg"
	Text    form.Words // what to do
}

// Crossed lists the limits that the answers have reached, in the limits' order. A
// measurement without a value reaches none, whatever the reason.
func (ls Limits) Crossed(d *form.Definition, a form.Answers) []Crossing {
	var list []Crossing
	for _, l := range ls {
		if c, ok := l.crossed(d, a); ok {
			list = append(list, c)
		}
	}
	return list
}

func (l Limit) crossed(d *form.Definition, a form.Answers) (c Crossing, reached bool) {
	c = Crossing{ID: l.ID, Text: words("score.limit." + l.ID + ".text")}
	if l.Text != "" {
		c.Text = form.Both(func(say.Lang) string { return l.Text })
	}
	var values []form.Decimal
	var unit form.Words
	for _, p := range l.Parts {
		c.LinkIDs = append(c.LinkIDs, p.LinkID)
		n, ok := a[p.LinkID].Number()
		if it, known := d.Item(p.LinkID); known {
			unit = it.Unit
		}
		values = append(values, n)
		if !ok || p.From.IsZero() {
			continue
		}
		if p.Tenths {
			n = form.RoundRat(n.Rat(), 1)
		}
		reached = reached || n.Cmp(p.From) >= 0
	}
	c.Value = form.Both(func(lang say.Lang) string {
		text := ""
		for i, n := range values {
			if i > 0 {
				text += "/"
			}
			if n.IsZero() {
				text += "–"
			} else {
				text += n.In(lang)
			}
		}
		return say.In(lang, say.T("score.limit."+l.ID, "Value", text, "Unit", unit.In(lang)))
	})
	return c, reached
}
