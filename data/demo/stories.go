package demo

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/data"
)

// A story is what has happened to somebody, a line an event: days before today, kind,
// details. {-4} within a value is the date four days ago, {5} in five days. The
// kinds letter, form, keyed, amend, star and plan are done by use cases of their own.
type story struct {
	weight int // of about a hundred
	lines  []string
}

var (
	agreed = []string{"40 consent answer=yes how=phone", "40 info_given"}
	tried  = []string{"50 letter inbjudan", "26 letter paminnelse"}
)

func with(begin []string, lines ...string) []string { return append(slices.Clone(begin), lines...) }

// stories are every stage of the journey, so that each queue of Idag has somebody.
var stories = []story{
	{26, nil},
	{3, []string{"6 consent answer=yes how=phone"}},
	{6, with(agreed, "9 ticket_sent type=visit expires={5}")},
	{4, with(agreed, "18 ticket_sent type=visit expires={-4}", "4 ticket_expired opened=yes progress=12/34")},
	{2, with(agreed, "16 ticket_sent type=visit expires={-2}", "2 ticket_expired opened=yes progress=31/34")},
	{5, with(agreed, "20 ticket_sent type=visit expires={-6}", "6 ticket_expired opened=no")},
	{2, with(agreed, "24 ticket_sent type=visit expires={-10}", "10 ticket_expired opened=yes progress=3/34", "3 chat_started")},
	{6, []string{"10 letter inbjudan"}},
	{5, []string{"26 letter inbjudan"}},
	{2, []string{"12 letter inbjudan-ring", "6 letter_returned"}},
	{2, with(tried, "2 call outcome=no_answer")},
	{1, with(tried, "4 call outcome=no_answer", "3 call outcome=voicemail", "1 call outcome=no_answer")},
	{2, []string{"30 letter inbjudan", "12 call outcome=later until={0}"}},
	{2, []string{"30 letter inbjudan", "8 call outcome=later until={6}"}},
	{2, []string{"30 letter inbjudan-ring", "9 wants_help what=eftermiddag"}},
	{2, []string{"30 letter inbjudan", "5 wants_help what=tidig_morgon", "3 handed_over to=Petra_Nyholm"}},
	{4, []string{"30 letter inbjudan", "14 call outcome=booked", "14 booked start={13}T10:00 via=phone"}},
	{1, []string{"30 letter inbjudan", "4 booked start={8}T13:00 via=letter also={9}T09:00,{10}T13:00 until={6}"}},
	{1, with(agreed, "30 ticket_sent type=visit expires={-16}", "20 booked start={0}T13:00 via=ticket", "8 samples_taken")},
	{1, []string{"40 letter inbjudan", "40 interpreter language=arabiska", "20 booked start={0}T10:00 via=phone", "7 samples_taken", "1 form_received source=paper_home"}},
	{1, []string{"40 letter inbjudan", "20 booked start={2}T10:00 via=phone", "7 samples_taken", "1 form_received source=paper_home", "1 form half"}},
	{1, []string{"40 letter inbjudan", "12 booked start={1}T09:00 via=phone", "6 samples_taken", "3 form_received source=paper_home", "2 form whole", "1 keyed half"}},
	{1, []string{"40 letter inbjudan", "16 booked start={3}T09:00 via=desk", "2 samples_taken"}},
	{1, []string{"40 letter inbjudan", "9 booked start={6}T09:00 via=phone", "9 note text=helst_tidigt"}},
	{2, []string{"50 letter inbjudan", "30 booked start={-1}T10:00 via=phone", "12 samples_taken", "1 visited"}},
	{4, seen(5, "5 star")},
	{2, seen(6, "6 star", "6 plan", "6 consent answer=yes how=visit", "6 info_given")},
	{9, seen(12, "12 star", "12 plan", "12 consent answer=yes how=visit", "12 info_given", "11 documented where=cl24 way=assisted")},
	{3, seen(20, "20 star", "20 plan", "20 consent answer=no how=visit", "19 documented where=pmo")},
	{4, []string{"30 letter inbjudan", "20 declined channel=letter reason=tidsbrist"}},
	{2, []string{"30 letter inbjudan", "15 call outcome=declined"}},
	{2, []string{"30 letter inbjudan", "15 deferred until={90}"}},
	{2, []string{"40 letter inbjudan", "20 booked start={-3}T10:00 via=phone", "3 no_show"}},
	{1, []string{"20 ended reason=moved"}},
	{1, []string{"15 gone"}},
	{2, seen(18, "17 keyed all", "18 star", "18 plan", "18 consent answer=yes how=visit", "18 info_given", "17 documented where=cl24 way=assisted")},
	{4, seen(16, "16 star", "16 plan", "16 consent answer=no how=visit", "15 keyed star", "14 documented where=pmo", "9 amend")},
	{4, seen(14, "14 star", "14 plan", "14 consent answer=yes how=visit", "14 info_given", "13 documented where=cl24 way=standalone")},
	{3, called(seen(11, "11 star", "11 consent answer=no how=visit", "10 documented where=pmo"))},
	{1, with(agreed, "30 ticket_sent type=visit expires={-16}", "24 booked start={-4}T14:00 via=ticket", "12 samples_taken", "4 visited")},
	{1, []string{"40 letter inbjudan", "20 booked start={0}T09:00 via=phone", "6 samples_taken", "0 form_received source=phone"}},
}

// called is somebody who came after a reminder and a call.
func called(lines []string) []string {
	return append([]string{"59 letter inbjudan", "37 letter paminnelse", "31 call outcome=booked"}, lines[1:]...)
}

// seen is somebody who came for their talk so many days ago and whose form is entered,
// with what came of it.
func seen(ago int, more ...string) []string {
	return with([]string{"50 letter inbjudan", fmt.Sprintf("30 booked start={-%d}T10:00 via=phone", ago), fmt.Sprintf("%d samples_taken", ago+8),
		fmt.Sprintf("%d visited", ago), fmt.Sprintf("%d form_received source=paper_visit", ago), fmt.Sprintf("%d form whole", ago)}, more...)
}

// hidden is what has happened to one of the protected people: the forwarded letter came,
// and the time was agreed on at the desk. The others wait for their letter.
var hidden = story{0, []string{"28 letter formedling", "9 booked start={2}T10:00 via=desk"}}

// happening is one line of somebody's story, on its day.
type happening struct {
	ago    int
	shift  int    // how many of those days the whole story was moved back
	person string // id
	kind   string
	rest   []string
}

// tell lets everything happen in the order of the days, as it would have.
func (f *filler) tell(ctx context.Context, people []someone, cohort int) error {
	ids, secret, err := f.ids(ctx, cohort)
	if err != nil {
		return err
	}
	var all []happening
	turn := 0
	if secret != "" {
		if err := f.plan(&all, hidden, secret, 0); err != nil {
			return err
		}
	}
	for _, p := range people {
		id := ids[p.number.String()]
		if id == "" {
			continue // protected: waits for a forwarded letter
		}
		told := pick(turn)
		if err := f.plan(&all, told, id, told.shift(turn)); err != nil {
			return err
		}
		turn++
	}
	slices.SortStableFunc(all, func(a, b happening) int { return cmp.Compare(b.ago, a.ago) })
	for len(all) > 0 {
		n := slices.IndexFunc(all, func(h happening) bool { return h.ago != all[0].ago })
		if n < 0 {
			n = len(all)
		}
		if err := f.oneDay(ctx, all[:n], cohort); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}

// plan adds what happened to somebody, on open days.
func (f *filler) plan(all *[]happening, told story, id string, shift int) error {
	for _, line := range told.lines {
		words := strings.Fields(line)
		var ago int
		if _, err := fmt.Sscan(words[0], &ago); err != nil {
			return fmt.Errorf("story line %q: %w", line, err)
		}
		on := f.today.Sub(f.openDay(-ago - shift))
		*all = append(*all, happening{on, shift, id, words[1], words[2:]})
	}
	return nil
}

// pick spreads the stories by their weight: the first few people show one of each, so
// that a small demo has every stage too.
func pick(turn int) story {
	if turn < len(stories) {
		return stories[turn]
	}
	sum := 0
	for _, s := range stories {
		sum += s.weight
	}
	at := turn * 37 % sum
	for _, s := range stories {
		if at -= s.weight; at < 0 {
			return s
		}
	}
	return stories[0]
}

// ids finds the imported people by their numbers, and the first of the protected ones,
// who have none in a list.
func (f *filler) ids(ctx context.Context, cohort int) (ids map[string]string, secret string, err error) {
	list, err := f.store.Participants(ctx, data.Filter{Cohort: cohort})
	ids = make(map[string]string, len(list.Rows))
	for _, r := range list.Rows {
		f.sex[r.Participant] = r.Sex
		if !r.Protected {
			ids[r.Number.String()] = r.Participant
		} else if secret == "" {
			secret = r.Participant
		}
	}
	return ids, secret, err
}

// oneDay does what happened on a day: the letters as print runs, the rest one by one.
func (f *filler) oneDay(ctx context.Context, day []happening, cohort int) error {
	f.at(day[0].ago, 9, 0)
	letters := map[string][]string{}
	minute := 0
	for _, h := range day {
		if h.kind == "letter" {
			letters[h.rest[0]] = append(letters[h.rest[0]], h.person)
		}
	}
	for _, template := range journey.Templates {
		if len(letters[template]) > 0 {
			if err := f.letters(ctx, template, letters[template], cohort); err != nil {
				return err
			}
		}
	}
	for _, h := range day {
		f.at(h.ago, 9+minute/60%8, minute%60)
		minute += 3
		if err := f.happen(ctx, h, cohort); err != nil {
			return fmt.Errorf("%s of the demo: %w", h.kind, err)
		}
	}
	return nil
}

func (f *filler) happen(ctx context.Context, h happening, cohort int) error {
	switch h.kind {
	case "letter":
		return nil
	case "form":
		return f.form(ctx, h.person, h.rest[0] == "whole")
	case "star":
		return f.star(ctx, h.person)
	case "keyed":
		return f.keyAgain(ctx, h.person, h.rest[0])
	case "amend":
		return f.amend(ctx, h.person)
	case "plan":
		return f.agree(ctx, h.person)
	}
	kv := map[string]string{}
	for _, word := range h.rest {
		key, value, _ := strings.Cut(word, "=")
		kv[key] = strings.ReplaceAll(f.dates(value, h.shift), "_", " ")
		switch key {
		case "outcome", "source", "reason": // their underlines are their own
			kv[key] = value
		case "start":
			var err error
			if kv[key], kv["room"], err = f.hour(ctx, kv[key], "", nil); err != nil {
				return err
			}
		case "also":
			offers := strings.Split(kv[key], ",")
			for i, offer := range offers {
				var err error
				if offers[i], _, err = f.hour(ctx, offer, kv["room"], append(offers[:i:i], kv["start"])); err != nil {
					return err
				}
			}
			kv[key] = strings.Join(offers, ",")
		}
	}
	details, err := journey.NewDetails(journey.Kind(h.kind), kv)
	if err != nil {
		return err
	}
	_, err = f.store.Log(ctx, data.LogParams{Participants: []string{h.person}, Cohort: cohort, Kind: journey.Kind(h.kind), Details: details})
	if fault.CodeOf(err) == fault.Refused {
		return nil // somebody without an address or a phone: their story ends here
	}
	f.Events++
	return err
}

// shift moves a story some days back, so that not everybody's fell on the same day. A
// story that ends today stays.
func (s story) shift(turn int) int {
	for _, line := range s.lines {
		if strings.Contains(line, "{0}") {
			return 0
		}
	}
	return turn / len(stories) % 5
}

// hours are when talks begin, those that are booked first in front.
var hours = []string{"10:00", "13:00", "09:00", "14:00", "08:00", "11:00", "15:00"}

// hour finds a free hour on the day that a story says, or the next day with one: two
// talks of three in the first room, and none of those picked for the same letter. What
// the story's time says only begins the day.
func (f *filler) hour(ctx context.Context, start, room string, picked []string) (moved, in string, err error) {
	date, _, _ := strings.Cut(start, "T")
	d, err := day.Parse(date)
	for ; err == nil; d = d.Add(1) {
		week, err := f.store.Week(ctx, d)
		if err != nil {
			return "", "", err
		}
		i := slices.IndexFunc(week.Days, func(w data.WeekDay) bool { return w.Day == d })
		if i < 0 {
			continue // a weekend
		}
		n := f.booked[d.String()]
		order := []int{min(n%3/2, len(week.Rooms)-1), 0, len(week.Rooms) - 1}
		if at := slices.Index(week.Rooms, booking.Room(room)); room != "" && at >= 0 {
			order = []int{at}
		}
		for _, r := range order {
			for _, clock := range hours {
				free := func(s booking.Slot) bool { return s.Kind == booking.Free && s.From.String() == clock }
				at := d.String() + "T" + clock
				if slices.ContainsFunc(week.Days[i].Slots[r], free) && !slices.Contains(picked, at) {
					f.booked[d.String()]++
					return at, string(week.Rooms[r]), nil
				}
			}
		}
	}
	return "", "", err
}

// closed reports whether the clinic receives nobody on a day.
func (f *filler) closed(d day.Date) bool {
	calendar := f.store.Config().Calendar()
	open, _ := calendar.Open(d)
	return open.IsZero()
}

// dates puts dates for each {n}: n days from today, moved back with its story, and off
// closed days: what lies ahead to the next open day, what lies behind to the one before.
func (f *filler) dates(value string, shift int) string {
	for {
		open, end := strings.Index(value, "{"), strings.Index(value, "}")
		if open < 0 || end < open {
			return value
		}
		var n int
		if _, err := fmt.Sscan(value[open+1:end], &n); err != nil {
			return value
		}
		value = value[:open] + f.openDay(n-shift).String() + value[end+1:]
	}
}

// openDay gives the day that is so many days from today, or the open day beside it.
func (f *filler) openDay(n int) day.Date {
	d, step := f.today.Add(n), 1
	if n < 0 {
		step = -1
	}
	for n != 0 && f.closed(d) {
		d = d.Add(step)
	}
	return d
}
