package data

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fyrtio/core/journey"
	"fyrtio/core/pnr"
)

func mustNumber(t testing.TB, s string) pnr.Number {
	t.Helper()
	n, err := pnr.Stored(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Q8: the list that Clinic24 lacks: everyone, what was sent, how far they came, what
// happened last and what to do next.
func TestQ8EveryoneIsListed(t *testing.T) {
	s, c := testStore(t)
	rows := people(t, 5)
	importRows(t, s, rows)
	logged(t, s, rows[0].number, journey.Consented, journey.Details{Answer: journey.Yes})
	logged(t, s, rows[0].number, journey.TicketSent, journey.Details{Type: journey.TicketVisit})
	c.to(testDay.Add(15), 9, 0)
	logged(t, s, rows[0].number, journey.TicketExpired, journey.Details{Opened: journey.Yes, Progress: "12/34"})
	l, err := s.Participants(t.Context(), Filter{Cohort: 2026})
	if err != nil || l.Count != 5 || l.Total != 5 || len(l.Rows) != 5 {
		t.Fatalf("%d of %d, %v", l.Count, l.Total, err)
	}
	r := byNumber(t, s, rows[0].number)
	if r.Status.Ticket == nil || r.Status.Ticket.Progress != "12/34" || r.Status.Next.Step != journey.StepChat || r.Status.Next.Reason.IsZero() {
		t.Errorf("%+v", r.Status)
	}
	for name, f := range map[string]Filter{
		"step":     {Steps: []journey.StepKind{journey.StepChat}},
		"queue":    {Queues: []journey.Queue{journey.QueueChats}},
		"consent":  {Consent: []string{"yes"}},
		"channel":  {Channels: []journey.Channel{journey.ByChat}},
		"due":      {DueBy: testDay.Add(15), Steps: []journey.StepKind{journey.StepChat}},
		"people":   {Participants: []string{r.Participant}},
		"combined": {Cohort: 2026, Consent: []string{"yes", "withdrawn"}, Query: rows[0].number},
	} {
		if got := allRows(t, s, f); len(got) != 1 || got[0].Participant != r.Participant {
			t.Errorf("%s: %d rows", name, len(got))
		}
	}
	if got := allRows(t, s, Filter{Consent: []string{""}}); len(got) != 4 {
		t.Errorf("not asked: %d rows", len(got))
	}
}

// å, ä, ö sort last; é stands beside e; v and w are two letters.
func TestSwedishOrder(t *testing.T) {
	s, _ := testStore(t)
	names := []string{"Örn", "Åberg", "Ärlig", "Andersson", "Zetterlund", "Wijkmark", "Vikander", "Vallin", "Wahl", "Édin", "Edlund", "Edberg", "O'Brien", "Ohlsson"}
	rows := people(t, len(names))
	for i := range rows {
		rows[i].family = names[i]
	}
	importRows(t, s, rows)
	var got []string
	for _, r := range allRows(t, s, Filter{}) {
		got = append(got, r.Family)
	}
	want := []string{"Andersson", "Edberg", "Édin", "Edlund", "O'Brien", "Ohlsson", "Vallin", "Vikander", "Wahl", "Wijkmark", "Zetterlund", "Åberg", "Ärlig", "Örn"}
	if i, j := slices.Index(got, "O'Brien"), slices.Index(got, "Ohlsson"); i > j {
		want[4], want[5] = want[5], want[4] // the apostrophe counts or not: both are right
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	var back []string
	for _, r := range allRows(t, s, Filter{Descending: true}) {
		back = append(back, r.Family)
	}
	if slices.Reverse(back); !slices.Equal(got, back) {
		t.Errorf("backwards: %v", back)
	}
}

func TestSearchFolds(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 3)
	rows[0].family, rows[0].given = "Östergren-Łukasz", "Zoë"
	rows[1].family, rows[1].given = "Sørensen", "Pär"
	rows[2].family, rows[2].given = "O'Brien", "Anna Karin"
	importRows(t, s, rows)
	for q, want := range map[string]int{
		"östergren": 0, "OSTERGREN": 0, "lukasz": 0, "zoe": 0, "gren zoe": 0, "sorensen": 1, "par sør": 1, "o'brien": 2, "anna": 2, "karin anna": 2,
		rows[1].number: 1, rows[1].number[:8] + "-" + rows[1].number[8:]: 1, rows[1].number[2:8] + "-" + rows[1].number[8:]: 1, rows[2].number[4:]: 2,
		"finns ej": -1, rows[0].number + "0": -1,
	} {
		got := allRows(t, s, Filter{Query: q})
		switch {
		case want < 0 && len(got) != 0:
			t.Errorf("%q finds %d", q, len(got))
		case want >= 0 && (len(got) != 1 || got[0].Number.String() != rows[want].number):
			t.Errorf("%q finds %d", q, len(got))
		}
	}
	if n := len(allRows(t, s, Filter{Query: "  "})); n != 3 {
		t.Errorf("spaces find %d", n)
	}
}

// A window of the list is that part of the whole list, in every order; and what the
// index shows after single writes is what a fresh reading shows.
func TestWindowsAndOrders(t *testing.T) {
	s, c := testStore(t)
	rows := people(t, 40)
	rows[7].protected = true
	importRows(t, s, rows)
	for i, r := range rows[8:20] {
		c.to(testDay.Add(i%5), 9+i%3, 0)
		logged(t, s, r.number, journey.WantsHelp, journey.Details{})
	}
	rapid.Check(t, func(rt *rapid.T) {
		f := Filter{
			Order:      rapid.SampledFrom(Orders).Draw(rt, "order"),
			Descending: rapid.Bool().Draw(rt, "descending"),
			Query:      rapid.SampledFrom([]string{"", "a", "198601", "öst"}).Draw(rt, "query"),
		}
		whole := allRows(t, s, f)
		refs, err := s.Refs(t.Context(), f)
		if err != nil || len(refs) != len(whole) {
			rt.Fatalf("%d refs, %d rows, %v", len(refs), len(whole), err)
		}
		f.Offset, f.Limit = rapid.IntRange(0, 45).Draw(rt, "offset"), rapid.IntRange(1, 45).Draw(rt, "limit")
		l, err := s.Participants(t.Context(), f)
		if err != nil {
			rt.Fatal(err)
		}
		want := whole[min(f.Offset, len(whole)):]
		want = want[:min(f.Limit, len(want))]
		if l.Count != len(whole) || !slices.EqualFunc(l.Rows, want, func(a, b Row) bool { return a.Ref() == b.Ref() }) {
			rt.Fatalf("%d of %d rows differ from the whole list", len(l.Rows), l.Count)
		}
	})
	shown := listed(t, s)
	if err := s.index.load(); err != nil {
		t.Fatal(err)
	}
	if fresh := listed(t, s); fresh != shown {
		t.Errorf("the index is not what the database has:\n%s\n%s", shown, fresh)
	}
}

// listed gives the lists in each order as text.
func listed(t testing.TB, s *Store) string {
	t.Helper()
	var b strings.Builder
	for _, o := range Orders {
		for _, r := range allRows(t, s, Filter{Order: o}) {
			b.WriteString(r.Sorted() + " " + r.Number.String() + " " + r.Status.Next.Due.String() + "\n")
		}
	}
	return b.String()
}
