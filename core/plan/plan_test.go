package plan

import (
	"strings"
	"testing"

	"fyrtio/core/star"
)

func TestClock(t *testing.T) {
	for typed, want := range map[string]string{"": "", "9": "09.00", "930": "09.30", "0930": "09.30", "9.30": "09.30", "09:30": "09.30", "23.59": "23.59",
		"24": "!", "9.60": "!", "9.3": "!", "ett": "!", "9.": "!", ".30": "!", "12345": "!"} {
		got, ok := Clock(typed)
		if !ok {
			got = "!"
		}
		if got != want {
			t.Errorf("%q gives %q, want %q", typed, got, want)
		}
	}
}

func TestCleanRefusesWhatHasNoRoom(t *testing.T) {
	points := star.ShippedCriteria().Points
	p := Plan{Goals: [3]Goal{{Point: "sitting", What: "  Resa   mig ", Sure: "10"}}}
	got, err := p.Clean(points)
	if err != nil || got.Goals[0].What != "Resa mig" {
		t.Errorf("%+v %v", got, err)
	}
	for name, p := range map[string]Plan{
		"long":    {Goals: [3]Goal{{What: strings.Repeat("å", MaxText+1)}}},
		"support": {Goals: [3]Goal{{Support: strings.Repeat("å", MaxSupport+1)}}},
		"point":   {Goals: [3]Goal{{Point: "nose"}}},
		"sure":    {Goals: [3]Goal{{Sure: "11"}}},
		"time":    {Follow: Follow{Time: "25"}},
	} {
		if _, err := p.Clean(points); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := (Plan{Goals: [3]Goal{{What: strings.Repeat("å", MaxText)}}}).Clean(points); err != nil {
		t.Error(err)
	}
}

func TestToggle(t *testing.T) {
	var p Plan
	a, b := Action{Code: "DV111", Name: "Råd"}, Action{Name: "Råd"}
	p.Toggle(a)
	p.Toggle(b)
	p.Toggle(Action{Code: "DV111", Name: "Råd", Told: "annat"})
	if len(p.Done) != 1 || !p.Has(b) || p.Has(a) {
		t.Errorf("%+v", p.Done)
	}
}

func TestShippedActions(t *testing.T) {
	list, err := ReadActions(ShippedActions())
	if err != nil || len(list) == 0 {
		t.Fatal(len(list), err)
	}
	for _, a := range list {
		if a.In("sv") == "" || a.In("sv-latt") == "" || a.In("en") == "" {
			t.Errorf("%+v lacks words", a)
		}
	}
	for _, bad := range []string{"DV111", "a|b|c|d|e|f", "DV111 | ", "x|y\nx|y", "ALLDELESFÖRLÅNG|y"} {
		if _, err := ReadActions(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func FuzzReadActions(f *testing.F) {
	f.Add(ShippedActions())
	f.Fuzz(func(t *testing.T, text string) {
		list, err := ReadActions(text)
		for _, a := range list {
			if err == nil && a.Name == "" {
				t.Error("an action without a name")
			}
		}
	})
}
