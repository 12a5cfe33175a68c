package pnr

import (
	"bufio"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/say"
)

var today = day.New(2026, 3, 5)

// published reads Skatteverket's test numbers, the only ones that tests use.
func published(t testing.TB, name string) []string {
	t.Helper()
	f, err := assets.Demo.Open("demo/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		all = append(all, lines.Text())
	}
	return all
}

func TestPublishedNumbers(t *testing.T) {
	for _, list := range []struct {
		name string
		kind Kind
		want int
	}{
		{"testpersonnummer.txt", Personnummer, 18377},
		{"testsamordningsnummer.txt", Samordningsnummer, 628},
	} {
		all := published(t, list.name)
		if len(all) != list.want {
			t.Errorf("%s has %d numbers, want %d", list.name, len(all), list.want)
		}
		for _, s := range all {
			n, err := Parse(s, today)
			if err != nil {
				t.Fatalf("%s: %v", s, err)
			}
			if n.String() != s || n.Kind() != list.kind || n.Display() != s[:8]+"-"+s[8:] {
				t.Fatalf("%s: got %s %s %s", s, n, n.Kind(), n.Display())
			}
			short, err := Parse(s[2:8]+"-"+s[8:], today)
			if err != nil || short != n {
				t.Fatalf("%s with ten digits: %s, %v", s, short, err)
			}
			if bare, err := Parse(s[2:], today); err != nil || bare != n {
				t.Fatalf("%s with ten bare digits: %s, %v", s, bare, err)
			}
			if kept, err := Stored(s); err != nil || kept != n {
				t.Fatalf("%s as stored: %s, %v", s, kept, err)
			}
		}
	}
}

func TestSpellings(t *testing.T) {
	const want = "198601022380"
	for _, s := range []string{
		"198601022380", "19860102-2380", "8601022380", "860102-2380", " 860102-2380 ",
		"19860102 2380", "860102 2380", "1986 01 02 23 80", "1986-01-02-2380", "1986-01-02 2380", "86-01-02-2380",
		"860102 - 2380", "860102–2380", "860102—2380", "860102−2380", "860102‐2380", "860102\u20112380",
		"860102\u00a0-\u00a02380", "860102\u202f2380", "\ufeff860102-2380", "860102-\u200b2380", "860102\u00ad2380",
		"'198601022380", "８６０１０２－２３８０", "\t860102-2380\r\n",
	} {
		n, err := Parse(s, today)
		if err != nil || n.String() != want {
			t.Errorf("%q: got %q, %v", s, n, err)
		}
	}
}

func TestReasons(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Reason
	}{
		{"", Empty}, {"  ", Empty}, {"-", Empty}, {"\u200b", Empty},
		{"hej", Characters}, {"860102_2380", Characters}, {"860102.2380", Characters}, {"8601-022380", ""}, {"86010-22380", Characters},
		{"860102--2380", Characters}, {"860102+-2380", Characters}, {"19-8601022380", Characters}, {"860102-2380-", Characters}, {"1986+01-02-2380", Characters},
		{"86010223801", Length}, {"1986010223801", Length}, {"1234567", Length}, {strings.Repeat("1", 200), Length},
		{"601022380", Zeros}, {"60102238", Zeros},
		{"1,98601E+11", Rounded}, {"1.98601E+11", Rounded}, {"1,98601e+11", Rounded}, {"2E+11", Rounded}, {"198601000000", Rounded}, {"198600000000", Rounded},
		{"860102-T238", Interim}, {"19860102-TF23", Interim}, {"860102TF12", Interim}, {"860102-X386", Interim},
		{"98240301AA06", Reserve}, {"982403012380", Reserve},
		{"860132-2380", Date}, {"861302-2380", Date}, {"860002-2380", Date}, {"860100-2380", Date}, {"860192-2380", Date}, {"19860431-2380", Date}, {"19861361-2380", Date}, {"19860192-2380", Date}, {"860229-2380", Date},
		{"20280102-2380", Checksum}, {"198601022381", Checksum}, {"860102-2389", Checksum},
		{"198601022380", ""}, {"860102+2380", ""}, {"19860102+2380", Century}, {"178601022380", Century},
	} {
		n, err := Parse(c.in, today)
		if got := ReasonOf(err); got != c.want {
			t.Errorf("%q: %s, got %q, want %q", c.in, n, got, c.want)
		}
		if err != nil && n != (Number{}) {
			t.Errorf("%q: a refused number is %s", c.in, n)
		}
	}
	// The check digit does not see the century, so a published number can be moved a hundred years on.
	if _, err := Parse("208601022380", today); ReasonOf(err) != Future {
		t.Errorf("a birth to come: %v", err)
	}
	if ReasonOf(nil) != "" {
		t.Error("no error has a reason")
	}
}

func TestCentury(t *testing.T) {
	for _, c := range []struct {
		in    string
		today day.Date
		want  int
	}{
		{"860102-2380", day.New(2026, 3, 5), 1986},
		{"8601022380", day.New(2026, 3, 5), 1986},
		{"860102+2380", day.New(2026, 3, 5), 1886},
		{"860102+2380", day.New(2085, 12, 31), 1886}, // turns 99 that year
		{"860102+2380", day.New(2086, 1, 1), 1986},   // turns 100 that year
		{"860102-2380", day.New(2086, 1, 1), 1986},   // the child would be born tomorrow
		{"860102-2380", day.New(2086, 1, 2), 2086},   // a hyphen: under 100, so newborn
		{"8601022380", day.New(2086, 1, 2), 1986},    // bare: nobody here is newborn
		{"8601022380", day.New(2104, 1, 1), 1986},    // 17, the day before 18
		{"8601022380", day.New(2104, 1, 2), 2086},    // 18 today
		{"990101-2386", day.New(2026, 3, 5), 1999},
	} {
		n, err := Parse(c.in, c.today)
		if err != nil || n.Year() != c.want {
			t.Errorf("%s on %s: got %s, %v; want %d", c.in, c.today, n, err, c.want)
		}
	}
}

func TestFacts(t *testing.T) {
	n := must(t, "198601022380")
	if n.Born() != day.New(1986, 1, 2) || n.Sex() != Woman {
		t.Errorf("%s: %s %s", n, n.Born(), n.Sex())
	}
	for _, c := range []struct {
		on   day.Date
		want int
	}{
		{day.New(1986, 1, 1), 0}, {day.New(2026, 1, 1), 39}, {day.New(2026, 1, 2), 40}, {day.New(2026, 12, 31), 40},
	} {
		if got := n.Age(c.on); got != c.want {
			t.Errorf("age on %s: %d, want %d", c.on, got, c.want)
		}
	}
	for _, c := range []string{"195500652382", "195807602395", "196602902394"} { // no month, no day, 30 February
		if n := must(t, c); !n.Born().IsZero() || n.Year() != number(c[:4]) || n.Kind() != Samordningsnummer || n.Age(today) != 2026-n.Year() {
			t.Errorf("%s: born %s in %d, %s, %d", n, n.Born(), n.Year(), n.Kind(), n.Age(today))
		}
	}
	s := must(t, "195501862394")
	if s.Born() != day.New(1955, 1, 26) || s.Sex() != Man || s.Kind() != Samordningsnummer {
		t.Errorf("%s: %s %s %s", s, s.Born(), s.Sex(), s.Kind())
	}
	var none Number
	if none.String() != "" || none.Display() != "" || none.Kind() != "" || none.Sex() != Unknown || !none.Born().IsZero() || none.Age(today) != 0 {
		t.Error("no number should have no facts")
	}
}

func must(t *testing.T, s string) Number {
	t.Helper()
	n, err := Parse(s, today)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestReserve(t *testing.T) {
	for _, s := range []string{"98240301AA06", "98240301-aa06", "982403012380"} {
		n, err := ParseReserve(s)
		if err != nil || n.Kind() != Reservnummer || n.Sex() != Unknown || !n.Born().IsZero() || n.Age(today) != 0 {
			t.Errorf("%s: %s %v", s, n, err)
		}
		if kept, err := Stored(n.String()); err != nil || kept != n {
			t.Errorf("%s as stored: %s, %v", s, kept, err)
		}
	}
	for in, want := range map[string]Reason{"": Empty, "98240301AA0": Length, "198601022380": Characters, "860102-2380": Length, "98240301ÅA06": Characters} {
		if _, err := ParseReserve(in); ReasonOf(err) != want {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}

func TestStored(t *testing.T) {
	var n Number
	if err := n.UnmarshalText([]byte("198601022380")); err != nil || n.String() != "198601022380" {
		t.Error(n, err)
	}
	if b, err := n.MarshalText(); err != nil || string(b) != "198601022380" {
		t.Error(string(b), err)
	}
	for _, bad := range []string{"8601022380", "19860102-2380", "198601022381", "19860102238x", "198613022380", "x"} {
		if _, err := Stored(bad); err == nil {
			t.Errorf("%q was taken as stored", bad)
		}
	}
	if n, err := Stored(""); err != nil || !n.IsZero() {
		t.Error(n, err)
	}
}

func TestClaimed(t *testing.T) {
	for in, want := range map[string]day.Date{
		"198601022380": {Year: 1986, Month: 1, Day: 2}, "860102-2381": {Year: 1986, Month: 1, Day: 2},
		"19860431-2380": {Year: 1986, Month: 4, Day: 31}, "861341-0000": {Year: 1986, Month: 13, Day: 41}, "860162-0000": {Year: 1986, Month: 1, Day: 2},
		"": {}, "601022386": {}, "98240301AA06": {}, "982403012380": {}, "860102-TF12": {}, "1,98601E+11": {},
	} {
		got, ok := Claimed(in, today)
		if got != want || ok != (want != day.Date{}) {
			t.Errorf("%q: got %v %v, want %v", in, got, ok, want)
		}
	}
}

// Every reason must have words in both languages, and no words may hold a digit
// of what was typed.
func TestReasonsHaveWords(t *testing.T) {
	for _, why := range []Reason{Empty, Characters, Length, Zeros, Rounded, Interim, Reserve, Date, Future, Century, Checksum} {
		for _, lang := range []say.Lang{say.Swedish, say.English} {
			id := "pnr.err." + string(why)
			if words := say.In(lang, say.T(id)); words == id {
				t.Errorf("%s has no words in %s", id, lang)
			}
		}
	}
}

// Any spelling of any published number is read as that number, and changing one
// digit is always noticed.
func TestSpellingsAreOneNumber(t *testing.T) {
	all := published(t, "testpersonnummer.txt")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(all).Draw(t, "number")
		spelled := s
		if rapid.Bool().Draw(t, "short") {
			spelled = s[2:]
		}
		cut := len(spelled) - 4
		sign := rapid.SampledFrom([]string{"", "-", " ", " - ", "–", "\u00a0"}).Draw(t, "sign")
		n, err := Parse(spelled[:cut]+sign+spelled[cut:], today)
		if err != nil || n.String() != s {
			t.Fatalf("%s: %s, %v", spelled, n, err)
		}
		i := rapid.IntRange(2, 11).Draw(t, "place")
		d := rapid.IntRange(1, 9).Draw(t, "step")
		wrong := []byte(s)
		wrong[i] = '0' + (wrong[i]-'0'+byte(d))%10
		if n, err := Parse(string(wrong), today); err == nil {
			t.Fatalf("%s was taken as %s", wrong, n)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"198601022380", "860102-2380", "860102+2380", "195501862394", "98240301AA06", "860102-TF12", "1,98601E+11", "861399-0000", "000229-2380", "１"} {
		f.Add(s, 2026)
	}
	f.Fuzz(func(t *testing.T, s string, year int) {
		on := day.New(1900+max(year, -year)%300, 3, 5)
		Claimed(s, on)
		if n, err := ParseReserve(s); err == nil {
			again, err := ParseReserve(n.String())
			if err != nil || again != n || n.Kind() != Reservnummer {
				t.Errorf("%q: %s then %s, %v", s, n, again, err)
			}
		}
		n, err := Parse(s, on)
		if err != nil {
			if ReasonOf(err) == "" {
				t.Errorf("%q: refused without a reason: %v", s, err)
			}
			return
		}
		for _, form := range []string{n.String(), n.Display()} {
			if again, err := Parse(form, on); err != nil || again != n {
				t.Errorf("%q: %s then %s, %v", s, n, again, err)
			}
		}
		if kept, err := Stored(n.String()); err != nil || kept != n {
			t.Errorf("%q: %s stored as %s, %v", s, n, kept, err)
		}
		if n.Year() > on.Year || n.Born().After(on) || n.Sex() == Unknown {
			t.Errorf("%q: %s born %s", s, n, n.Born())
		}
	})
}
