package booking_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyrtio/core/booking"
	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// shown says opening hours from Monday on: "08:00-16:00 - …".
func shown(hours [7]booking.Span) string {
	var b []string
	for i := range hours {
		h := hours[(i+1)%7]
		if h.IsZero() {
			b = append(b, "-")
			continue
		}
		b = append(b, h.From.String()+"-"+h.To.String())
	}
	return strings.Join(b, " ")
}

func TestReadHours(t *testing.T) {
	const week = "08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00 "
	for text, want := range map[string]string{
		"mån–tor 08.00–16.00; fre 08.00–13.00":      week + "08:00-13:00 - -",
		"Måndag-torsdag 8-16; fredag 8:00 - 13:00":  week + "08:00-13:00 - -",
		" mån – tor  kl. 08.00 – 16.00 ; fre 8–13;": week + "08:00-13:00 - -",
		"mon-thu 8-16; fri 8-13":                    week + "08:00-13:00 - -",
		"mån till tor 8 till 16; fre 8–13":          week + "08:00-13:00 - -",
		"vardagar 8–16":                             week + "08:00-16:00 - -",
		"8–16":                                      week + "08:00-16:00 - -",
		"mån, ons och lör 9.30–24.00":               "09:30-24:00 - 09:30-24:00 - - 09:30-24:00 -",
		"fre–mån 7.00–7.01":                         "07:00-07:01 - - - 07:00-07:01 07:00-07:01 07:00-07:01",
		"alla dagar 0–24":                           strings.TrimSpace(strings.Repeat("00:00-24:00 ", 7)),
		"mån–tor 8–16; fre stängt":                  week + "- - -",
		"tis 8–9; lör closed":                       "- 08:00-09:00 - - - - -",
	} {
		got, err := booking.ReadHours(text)
		if err != nil || shown(got) != want {
			t.Errorf("%q: %s, %v\nwant %s", text, shown(got), err, want)
		}
	}
}

// What cannot be read is told in the words that were typed, with an example.
func TestReadHoursFaults(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "Någon dag måste vara öppen",
		"fre stängt":                    "Någon dag måste vara öppen",
		"mån–tor":                       "”mån–tor” går inte att läsa",
		"mun–tor 8–16":                  "”mun–tor” är ingen dag",
		"må–to 8–16":                    "”må–to” är ingen dag",
		"mån–tis–ons 8–16":              "”mån–tis–ons” är ingen dag",
		"mån 16–8":                      "I ”mån 16–8” slutar tiden innan den börjar",
		"mån 8–8":                       "I ”mån 8–8” slutar tiden innan den börjar",
		"mån 8–25":                      "Tiden i ”mån 8–25” går inte att läsa",
		"mån 8–24.01":                   "Tiden i ”mån 8–24.01” går inte att läsa",
		"mån 8.60–9":                    "Tiden i ”mån 8.60–9” går inte att läsa",
		"mån 8–16 Lunch":                "”Lunch” efter tiden går inte att läsa",
		"mån–ons 8–16; tis 9–10":        "En dag i ”tis 9–10” står redan tidigare",
		"mån 8–16; mån stängt":          "En dag i ”mån stängt” står redan tidigare",
		"lördagskväll stängt; mån 8–16": "”lördagskväll” är ingen dag",
	} {
		_, err := booking.ReadHours(text)
		if fault.CodeOf(err) != fault.Refused || !strings.HasPrefix(fault.Words(say.Swedish, err), want) {
			t.Errorf("%q: %q, want %q", text, fault.Words(say.Swedish, err), want)
		}
		if words := fault.Words(say.Swedish, err); !strings.Contains(words, "mån–tor 08.00–16.00") {
			t.Errorf("%q: no example in %q", text, words)
		}
	}
}

func TestReadBreaks(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		"12–13 Lunch":                     "12:00-13:00 Lunch 12345",
		"mån–fre 12.00–13.00":             "12:00-13:00  12345",
		"ons 15–15.30 Möte, rum 4":        "15:00-15:30 Möte, rum 4 3",
		"12–12.30 Lunch; fre 9–9.15 Fika": "12:00-12:30 Lunch 12345|09:00-09:15 Fika 5",
	} {
		got, err := booking.ReadBreaks(text)
		var b []string
		for _, r := range got {
			days := ""
			for d, on := range r.Days {
				if on {
					days += fmt.Sprint(d)
				}
			}
			b = append(b, fmt.Sprintf("%s-%s %s %s", r.From, r.To, r.Name, days))
		}
		if err != nil || strings.Join(b, "|") != want {
			t.Errorf("%q: %q, %v; want %q", text, b, err, want)
		}
	}
	for _, text := range []string{"Lunch", "mån stängt", "mån 13–12 Lunch", "12–13 " + strings.Repeat("x", 41)} {
		if got, err := booking.ReadBreaks(text); fault.CodeOf(err) != fault.Refused {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	if _, err := booking.ReadBreaks("12–13 " + strings.Repeat("å", 40)); err != nil {
		t.Error(err)
	}
}

func TestReadRooms(t *testing.T) {
	if got, err := booking.ReadRooms(" Rum 2 · Lena ;;Rum  4 · Petra; "); err != nil || !slices.Equal(got, []booking.Room{"Rum 2 · Lena", "Rum 4 · Petra"}) {
		t.Errorf("%q, %v", got, err)
	}
	twelve := strings.Join(strings.Fields("1 2 3 4 5 6 7 8 9 10 11 12"), ";")
	if got, err := booking.ReadRooms(twelve); err != nil || len(got) != booking.MaxRooms {
		t.Errorf("%q, %v", got, err)
	}
	for _, text := range []string{twelve + ";13", "Rum 2; rum 2", strings.Repeat("x", 41), "a\x00b"} {
		if got, err := booking.ReadRooms(text); fault.CodeOf(err) != fault.Refused {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func TestRoomOf(t *testing.T) {
	c := calendar(t, "Rum 2 · Lena; Rum 4 · Petra; Rum 41")
	for name, want := range map[string]booking.Room{
		"Rum 2 · Lena": "Rum 2 · Lena", "rum  2": "Rum 2 · Lena", "RUM 4 · P": "Rum 4 · Petra", "rum 41": "Rum 41", "": "",
		"Rum 4": "-", "rum": "-", "Petra": "-", "9": "-", // "Rum 4" may be either
	} {
		got, err := c.RoomOf(name)
		if want == "-" {
			if fault.CodeOf(err) != fault.Refused || !strings.Contains(fault.Words(say.Swedish, err), "Rum 2 · Lena, Rum 4 · Petra, Rum 41") {
				t.Errorf("%q: %q, %v", name, got, err)
			}
		} else if err != nil || got != want {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
	none := calendar(t, "")
	if got, err := none.RoomOf(" 9 "); err != nil || got != "9" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestParseClock(t *testing.T) {
	for text, want := range map[string]string{"8": "08:00", "08.00": "08:00", "13:30": "13:30", " 0.00 ": "00:00", "23.59": "23:59",
		"24": "", "24.00": "", "8.5": "", "8.60": "", "": "", "x": "", "-1": "", "108": "", "8.30.1": ""} {
		got, ok := booking.ParseClock(text)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("%q: %v %v", text, got, ok)
		}
	}
}

// The defaults of the settings can be read.
func TestDefaults(t *testing.T) {
	if _, err := booking.Read("", booking.DefaultHours, booking.DefaultBreaks, 60); err != nil {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Rum 2; Rum 4", "mån–tor 08.00–16.00; fre 8–13", "12–13 Lunch", 60)
	f.Add("", "alla dagar 0–24", "", 10)
	f.Add("·;·", "fre–mån 7.00-7.01", "ons 9 till 10 x", 240)
	f.Fuzz(func(t *testing.T, rooms, hours, breaks string, slot int) {
		c, err := booking.Read(rooms, hours, breaks, slot)
		if err != nil {
			if fault.CodeOf(err) != fault.Refused {
				t.Fatal(err)
			}
			return
		}
		open := false
		for _, h := range c.Hours {
			open = open || !h.IsZero()
			if h.From < 0 || h.To > booking.At(24, 0) {
				t.Fatalf("%v", h)
			}
		}
		if !open || len(c.Rooms) > booking.MaxRooms {
			t.Fatalf("%q is open never, or has too many rooms", hours)
		}
		if slot < 5 {
			return
		}
		for d := range 7 {
			last := booking.Clock(0)
			for _, s := range c.Slots(tuesday.Add(d), "", nil) {
				if s.IsZero() || s.Kind == booking.Free && s.From < last {
					t.Fatalf("slot %v after %v", s, last)
				}
				last = max(last, s.To)
			}
		}
	})
}
