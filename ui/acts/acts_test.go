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

// D7: with progress a ticket was opened, even at 0 of 34 and at 34 of 34 without a time;
// where a line says nothing, it was not.
func TestQ8NoticesArePastedManyAtATime(t *testing.T) {
	n := numbers(t)
	dashed := n[0][:8] + "-" + n[0][8:]
	short := n[1][2:8] + "-" + n[1][8:]
	pasted := strings.Join([]string{"Biljett utgått  " + dashed + "  Kom till 12 av 34", "", short + "\t0/34\r", n[2], "hej", n[3][:11] + "x",
		n[3] + " öppnad", n[4] + " ej öppnad", "2026-03-06 08:12 " + n[5] + " 34 av 34", n[6] + " inte påbörjad, aldrig öppnad"}, "\n")
	list := Notices(pasted, tabExpired, today)
	want := []struct{ number, opened, so string }{
		{n[0], journey.Yes, "12/34"}, {n[1], journey.Yes, "0/34"}, {n[2], journey.No, ""}, {}, {},
		{n[3], journey.Yes, ""}, {n[4], journey.No, ""}, {n[5], journey.Yes, "34/34"}, {n[6], journey.No, ""}}
	if len(list) != len(want) {
		t.Fatalf("%d notices", len(list))
	}
	for i, w := range want {
		d := list[i].Expired()
		if w.number == "" {
			if list[i].Bad.IsZero() || !list[i].Number.IsZero() {
				t.Errorf("%q is taken for %s", list[i].Text, list[i].Number)
			}
			continue
		}
		if list[i].Number.String() != w.number || !list[i].Bad.IsZero() || d.Opened != w.opened || d.Progress != w.so {
			t.Errorf("%q: %s %v %+v", list[i].Text, list[i].Number, list[i].Bad, d)
		}
	}
}

func TestQ8NoticeTwiceKeepsTheLast(t *testing.T) {
	n := numbers(t)[0]
	list := Notices(n+"\n"+n+" 3 av 34", tabExpired, today)
	if len(list) != 2 || !list[0].Twice || list[1].Twice || list[1].Progress != "3/34" {
		t.Errorf("%+v", list)
	}
}

func TestProgressBeyondTheFormIsAFault(t *testing.T) {
	n := numbers(t)[0]
	for _, line := range []string{n + " 40 av 34", n + " 3 av 0"} {
		if got := Notices(line, tabExpired, today)[0]; got.Progress != "" || got.Bad.IsZero() {
			t.Errorf("%s gives %+v", line, got)
		}
	}
}

// Times booked through a ticket, as they are read off Clinic24 or typed.
func TestTimesAreReadBesideTheNumber(t *testing.T) {
	n := numbers(t)[0]
	for line, want := range map[string]string{
		n + " 17/3 13.00":                       "2026-03-17T13:00",
		n + " 2026-03-17 13:00":                 "2026-03-17T13:00",
		"2026-03-17T13:00 " + n:                 "2026-03-17T13:00",
		n + "\t260317\t0830":                    "2026-03-17T08:30",
		n + ", tisdag den 17 mars kl. 13":       "2026-03-17T13:00",
		n + " 1703 1300":                        "2026-03-17T13:00",
		"1300 17/3 " + n:                        "2026-03-17T13:00",
		"1. Maria Larsson " + n + " 17/3 13.00": "2026-03-17T13:00",
		n + " 4 januari 2027 kl 9.15":           "2027-01-04T09:15",
		n + " lördag 21 mars 10":                "2026-03-21T10:00",
		n + " 17/3":                             "",
		n + " 13.00":                            "",
		n:                                       "",
		n + " 31/2 13.00":                       "",
	} {
		got := Notices(line, tabBooked, today)[0]
		if got.Start != want || got.Number.String() != n || got.Bad.IsZero() == (want == "") {
			t.Errorf("%q: %q %v", line, got.Start, got.Bad)
		}
	}
}

func FuzzNotices(f *testing.F) {
	f.Add(numbers(f)[0] + " 12 av 34\nhej")
	f.Add("19860307-2383\x00 99999999999999999999/3")
	f.Add(numbers(f)[0] + " tisdag den 17 mars kl 13.00")
	f.Fuzz(func(t *testing.T, pasted string) {
		for tab := range tabIDs {
			for _, n := range Notices(pasted, tab, today) {
				if n.Number.IsZero() && n.Bad.IsZero() || tab == tabBooked && (n.Start == "") == n.Bad.IsZero() && !n.Number.IsZero() {
					t.Errorf("%q lacks number or time, and no fault says so", n.Text)
				}
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
