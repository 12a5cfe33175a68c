package form_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"fyrtio/core/form"
	"fyrtio/core/say"
)

func TestParseNumber(t *testing.T) {
	for typed, want := range map[string]string{
		"82,5": "82.5", "82.5": "82.5", " 82 ": "82", "27,40": "27.40", "007": "7", "0": "0", "00,5": "0.5", "-3": "-3", "999999,9999": "999999.9999",
	} {
		got, err := form.ParseNumber(typed)
		if err != nil || got.String() != want {
			t.Errorf("%q became %q, %v; want %s", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "-", "82,", ",5", "8o", "1e3", "1 000", "8,2,1", "8.2,1", "--3", "+5", "٣", "NaN", "1/2", "½"} {
		if got, err := form.ParseNumber(typed); err == nil {
			t.Errorf("%q was read as %s", typed, got)
		} else {
			refused(t, err, "form.err.number")
		}
	}
	for _, typed := range []string{"1234567", "1,12345"} {
		_, err := form.ParseNumber(typed)
		refused(t, err, "form.err.number_long")
	}
}

func TestNumbersKeepTheirDecimals(t *testing.T) {
	n := form.MustNumber("27,40")
	if n.In(say.Swedish) != "27,40" || n.In(say.English) != "27.40" {
		t.Errorf("shown as %s and %s", n.In(say.Swedish), n.In(say.English))
	}
	if n.Cmp(form.MustNumber("27.4")) != 0 || n.Cmp(form.MustNumber("27.5")) != -1 {
		t.Error("numbers compare by their text")
	}
}

// Half up, and the cut working never rounds to another value than the number itself.
func TestRounding(t *testing.T) {
	for _, c := range []struct {
		in       string
		decimals int
		want     string
	}{
		{"6.44", 1, "6.4"}, {"6.45", 1, "6.5"}, {"6.05", 1, "6.1"}, {"6.95", 1, "7.0"}, {"0.04", 1, "0.0"}, {"0.05", 1, "0.1"}, {"7", 1, "7.0"}, {"99.5", 0, "100"},
	} {
		if got := form.MustNumber(c.in).Round(c.decimals); got.String() != c.want {
			t.Errorf("%s became %s, want %s", c.in, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		r := big.NewRat(rapid.Int64Range(0, 1e9).Draw(t, "num"), rapid.Int64Range(1, 1e6).Draw(t, "denom"))
		if cut, whole := form.CutRat(r, 2).Round(1), form.RoundRat(r, 1); cut != whole {
			t.Fatalf("%s: %s and %s", r, cut, whole)
		}
	})
}

// Each kind of value answers only to its own question (Q20).
func TestQ20MissingIsNoNumber(t *testing.T) {
	for _, m := range []form.Missing{form.Unanswered, form.Declined, form.Unmeasured} {
		v := form.None(m)
		if n, ok := v.Number(); ok || !n.IsZero() {
			t.Errorf("%s is the number %s", m, n)
		}
		if _, ok := v.Code(); ok {
			t.Errorf("%s is a code", m)
		}
		if _, ok := v.Text(); ok {
			t.Errorf("%s is a text", m)
		}
		if got, ok := v.Missing(); !ok || got != m {
			t.Errorf("%s is lost", m)
		}
	}
	if _, ok := form.Code("3").Number(); ok {
		t.Error("a code is a number")
	}
	if _, ok := form.Number(0).Missing(); ok {
		t.Error("0 is a missing code")
	}
}

func TestPackAndUnpack(t *testing.T) {
	for _, v := range []form.Value{{}, form.Code("3"), form.Num(form.MustNumber("27,40")), form.Number(82.5), form.Text("0"), form.None(form.Declined)} {
		got, err := form.Unpack(v.Pack())
		if err != nil || got != v {
			t.Errorf("%v came back as %v, %v", v, got, err)
		}
	}
	for _, c := range [][2]string{{"number", "1e3"}, {"number", "07"}, {"number", ""}, {"missing", "0"}, {"missing", ""}, {"", "x"}, {"code?", "1"}} {
		if v, err := form.Unpack(form.Kind(c[0]), c[1]); err == nil {
			t.Errorf("%v was unpacked as %v", c, v)
		}
	}
}

func TestAnswersAsJSON(t *testing.T) {
	a := form.Answers{"tobacco.smoking": form.Code("3"), "m.weight": form.Num(form.MustNumber("80,10")), "note": form.Text("å \""), "m.waist": form.None(form.Declined)}
	b, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"m.waist":{"missing":"declined"},"m.weight":80.10,"note":"å \"","tobacco.smoking":"3"}`
	if string(b) != want {
		t.Errorf("got  %s\nwant %s", b, want)
	}
	back, err := form.Shipped().ParseAnswers(b)
	if err != nil || len(back) != len(a) {
		t.Fatalf("%v, %v", back, err)
	}
	for id, v := range a {
		if back[id] != v {
			t.Errorf("%s came back as %v", id, back[id])
		}
	}
	if err := json.Unmarshal(b, &form.Answers{}); err == nil {
		t.Error("answers were read without their form")
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"82,5", "0", "-0,0", "1e9", "999999.9999", ",", "8o"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := form.ParseNumber(s)
		if err != nil {
			return
		}
		again, err := form.ParseNumber(n.String())
		if err != nil || again != n {
			t.Fatalf("%q became %s and then %s, %v", s, n, again, err)
		}
		if _, err := form.Unpack(form.Num(n).Pack()); err != nil {
			t.Fatal(err)
		}
		if b, err := json.Marshal(n); err != nil || !json.Valid(b) {
			t.Fatalf("%s as JSON is %s, %v", n, b, err)
		}
	})
}
