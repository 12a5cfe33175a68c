package score_test

import (
	"strings"
	"testing"

	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/core/score"
)

// Each limit from both sides, as the values stand after rounding (D23), and with every
// missing code: no value is never a value that matters.
func TestLimits(t *testing.T) {
	ls := score.ShippedLimits()
	for i := range ls {
		if ls[i].ID == score.HighCholesterol {
			ls[i].Parts[0].From = form.MustNumber("8")
		}
	}
	for typed, want := range map[string]string{
		"m.sbp=179 m.dbp=109": "", "m.sbp=180 m.dbp=109": score.HighPressure, "m.sbp=179 m.dbp=110": score.HighPressure, "m.sbp=180 m.dbp=110": score.HighPressure,
		"m.sbp=180": score.HighPressure, "m.dbp=110": score.HighPressure, "m.sbp=* m.dbp=109": "", "m.sbp=/ m.dbp=110": score.HighPressure,
		"m.sbp=- m.dbp=*": "", "m.sbp=179": "",
		"m.glucose=6,94": "", "m.glucose=6,95": score.HighGlucose, "m.glucose=7,0": score.HighGlucose, "m.glucose=/": "", "m.glucose=*": "", "m.glucose=-": "",
		"m.hba1c=47": "", "m.hba1c=48": score.HighHbA1c, "m.hba1c=/": "",
		"m.chol=7,94": "", "m.chol=7,95": score.HighCholesterol, "m.chol=/": "",
		"": "",
	} {
		var got []string
		for _, c := range ls.Crossed(form.Shipped(), answers(t, typed)) {
			got = append(got, c.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q reaches %v, want %q", typed, got, want)
		}
	}
}

func TestLimitsInWords(t *testing.T) {
	ls := score.ShippedLimits()
	c := ls.Crossed(form.Shipped(), answers(t, "m.sbp=180 m.dbp=112 m.glucose=7,2"))
	if len(c) != 2 || c[0].Value.SV != "Blodtryck 180/112 mmHg." || c[1].Value.In(say.English) != "Fasting glucose 7.2 mmol/l." {
		t.Fatalf("got %+v", c)
	}
	if c := ls.Crossed(form.Shipped(), answers(t, "m.sbp=* m.dbp=112")); c[0].Value.SV != "Blodtryck –/112 mmHg." {
		t.Errorf("without the upper: %q", c[0].Value.SV)
	}
	ls[0].Text = "Ring doktor Ek."
	if c := ls.Crossed(form.Shipped(), answers(t, "m.sbp=180")); c[0].Text.SV != "Ring doktor Ek." || c[0].Text.EN != "Ring doktor Ek." {
		t.Errorf("the clinic's words: %+v", c[0].Text)
	}
	ls[0].Parts[0].From = form.Decimal{} // the clinic has switched it off
	if c := ls.Crossed(form.Shipped(), answers(t, "m.sbp=259")); c != nil {
		t.Errorf("switched off: %+v", c)
	}
}
