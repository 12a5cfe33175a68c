package say_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"testing/fstest"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

func TestDatesAndNumbers(t *testing.T) {
	d := day.New(2026, 3, 5)
	for _, c := range []struct{ got, want string }{
		{say.Date(say.Swedish, d), "5 mars 2026"},
		{say.Date(say.English, d), "5 March 2026"},
		{say.DayMonth(say.Swedish, d), "5 mars"},
		{say.DayShort(say.Swedish, d), "5 mars"},
		{say.DayShort(say.English, d), "5 Mar"},
		{say.DayShort(say.Swedish, day.New(2026, 11, 25)), "25 nov"},
		{say.DayShort(say.English, day.New(2026, 6, 1)), "1 June"},
		{say.DayShort(say.Swedish, day.Date{}), ""},
		{say.Weekday(say.Swedish, d), "torsdag"},
		{say.Weekday(say.English, d), "Thursday"},
		{say.Date(say.Swedish, day.Date{}), ""},
		{say.Clock(say.Swedish, d.At(9, 5)), "09.05"},
		{say.Clock(say.English, d.At(9, 5)), "09:05"},
		{say.Decimal(say.Swedish, 27.4, -1), "27,4"},
		{say.Decimal(say.English, 27, 1), "27.0"},
		{say.Date("xx", d), "5 mars 2026"}, // an unknown language is Swedish
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestForgottenTextShowsItsID(t *testing.T) {
	if got := say.In(say.Swedish, say.T("no.such.text", "Name", "x")); got != "no.such.text" {
		t.Errorf("got %q", got)
	}
	if got := say.In(say.English, say.Text{}); got != "" {
		t.Errorf("nothing to say became %q", got)
	}
}

func TestArgumentsArePutIntoWords(t *testing.T) {
	defer say.Swap(fstest.MapFS{
		"a.sv.json": {Data: []byte(`{"t.when": "Sedan {{.On.Full}}: {{.What}}", "t.what": "väntar", "t.n": {"one": "{{.N}} brev", "other": "{{.N}} breven"}, "t.v": "{{.V}} kg"}`)},
		"a.en.json": {Data: []byte(`{"t.when": "Since {{.On}}: {{.What}}", "t.what": "waiting", "t.n": {"one": "{{.N}} letter", "other": "{{.N}} letters"}, "t.v": "{{.V}} kg"}`)},
	})()
	when := say.T("t.when", "On", day.New(2026, 3, 5), "What", say.T("t.what"))
	for _, c := range []struct {
		lang say.Lang
		text say.Text
		want string
	}{
		{say.Swedish, when, "Sedan 5 mars 2026: väntar"},
		{say.English, when, "Since 5 March: waiting"},
		{say.English, say.T("t.n", "N", 1), "1 letter"},
		{say.English, say.T("t.n", "N", 2), "2 letters"},
		{say.Swedish, say.T("t.v", "V", 82.5), "82,5 kg"},
	} {
		if got := say.In(c.lang, c.text); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// A reason is stored with its participant and must say the same when it is read back.
func TestTextSurvivesStorage(t *testing.T) {
	text := say.T("a.reason", "N", 12, "On", day.New(2026, 3, 5), "Share", 0.5, "Name", "Elin", "Yes", true,
		"Why", say.T("b.reason", "Progress", "12/34"))
	stored, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	var back say.Text
	if err := json.Unmarshal(stored, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back, text) {
		t.Errorf("%#v came back as %#v", text, back)
	}
	if err := json.Unmarshal([]byte(`{"id": 3}`), &back); err == nil {
		t.Error("an id that is no text was taken")
	}
}
