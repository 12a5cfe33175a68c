package acts

import (
	"strings"
	"testing"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/data"
)

var today = day.New(2026, 3, 10)

// numbers gives Skatteverket's published test numbers of people who are about forty.
func numbers(t testing.TB) []string {
	b, err := assets.Demo.ReadFile("demo/testpersonnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, line := range strings.Fields(string(b)) {
		if strings.HasPrefix(line, "198") && len(line) == 12 {
			list = append(list, line)
		}
	}
	if len(list) < 5 {
		t.Fatal("no numbers")
	}
	return list
}

func TestQ8NoticesArePastedManyAtATime(t *testing.T) {
	n := numbers(t)
	dashed := n[0][:8] + "-" + n[0][8:]
	short := n[1][2:8] + "-" + n[1][8:]
	list := Notices("Biljett utgått  "+dashed+"  Kom till 12 av 34\n\n"+short+"\t0/34\r\n"+n[2]+"\nhej\n"+n[3][:11]+"x", today)
	if len(list) != 5 {
		t.Fatalf("%d notices", len(list))
	}
	want := []struct {
		number string
		opened string
		so     string
	}{{n[0], journey.Yes, "12/34"}, {n[1], journey.Yes, "0/34"}, {n[2], journey.No, ""}}
	for i, w := range want {
		d := list[i].Expired()
		if list[i].Number.String() != w.number || d.Opened != w.opened || d.Progress != w.so {
			t.Errorf("line %d: %s %+v", i+1, list[i].Number, d)
		}
	}
	for _, bad := range list[3:] {
		if bad.Bad.IsZero() || !bad.Number.IsZero() {
			t.Errorf("%q is taken for %s", bad.Text, bad.Number)
		}
	}
}

func TestNoticeTwiceKeepsTheLast(t *testing.T) {
	n := numbers(t)[0]
	list := Notices(n+"\n"+n+" 3 av 34", today)
	if len(list) != 1 || list[0].Progress != "3/34" {
		t.Errorf("%+v", list)
	}
}

func TestProgressBeyondTheFormIsNone(t *testing.T) {
	n := numbers(t)[0]
	for _, line := range []string{n + " 40 av 34", n + " 3 av 0"} {
		if p := Notices(line, today)[0].Progress; p != "" {
			t.Errorf("%s gives %s", line, p)
		}
	}
}

func FuzzNotices(f *testing.F) {
	f.Add(numbers(f)[0] + " 12 av 34\nhej")
	f.Add("19860307-2383\x00 99999999999999999999/3")
	f.Fuzz(func(t *testing.T, pasted string) {
		for _, n := range Notices(pasted, today) {
			if n.Number.IsZero() == n.Bad.IsZero() {
				t.Errorf("%q has both or neither of number and fault", n.Text)
			}
		}
	})
}

func TestClock(t *testing.T) {
	for typed, want := range map[string]string{"13": "13:00", "1300": "13:00", "13.00": "13:00", "13:30": "13:30", "8": "08:00", " 9.15 ": "09:15", "0": "00:00"} {
		if got, ok := Clock(typed); !ok || got != want {
			t.Errorf("%q is %q %v", typed, got, ok)
		}
	}
	for _, typed := range []string{"", "24", "13.60", "kl 13", "-1", "13,00"} {
		if got, ok := Clock(typed); ok {
			t.Errorf("%q is taken for %s", typed, got)
		}
	}
}

func TestShortNames(t *testing.T) {
	for _, c := range []struct {
		row  data.Row
		want string
	}{
		{data.Row{Family: "Sjödahl-Kapanen", Given: "Elin"}, "Sjödahl-Kapanen, E."},
		{data.Row{Family: "Öst", Given: "Åke Lars"}, "Öst, Å."},
		{data.Row{Family: "Mononym"}, "Mononym"},
		{data.Row{Protected: true, Shield: 4, Family: "Hemlig", Given: "Namn"}, "S-04"},
	} {
		if got := Short(c.row); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
