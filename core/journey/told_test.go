package journey_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// told is a journey being told in a test: events are checked and added as a clinic
// would log them, one minute apart.
type told struct {
	t      *testing.T
	events []journey.Event
	facts  journey.Facts
	rules  journey.Rules
	today  day.Date
	minute int
}

// begin is a participant with address and phone who came on the list on 12 January 2026.
func begin(t *testing.T) *told {
	s := &told{t: t, facts: journey.Facts{Address: true, Phone: true}, rules: journey.DefaultRules(), today: date("2026-01-12")}
	return s.log("listed")
}

func date(s string) day.Date {
	d, err := day.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// on moves today to a day.
func (s *told) on(d string) *told {
	s.today = date(d)
	return s
}

// event makes the next event, "kind key=value key=value"; a value's spaces are written _.
func (s *told) event(line string) (journey.Event, error) {
	words := strings.Fields(line)
	kv := map[string]string{}
	for _, w := range words[1:] {
		k, v, _ := strings.Cut(w, "=")
		kv[k] = strings.ReplaceAll(v, "_", " ")
		if k != "reason" && k != "text" && k != "what" {
			kv[k] = v
		}
	}
	d, err := journey.NewDetails(journey.Kind(words[0]), kv)
	s.minute++
	at := s.today.At(8, 0).Add(time.Duration(s.minute) * time.Second)
	return journey.Event{ID: fmt.Sprintf("E%04d", s.minute), At: at, Recorded: at, Actor: "lena", Kind: journey.Kind(words[0]), Details: d}, err
}

// log adds events; each must be possible.
func (s *told) log(lines ...string) *told {
	s.t.Helper()
	for _, line := range lines {
		e, err := s.event(line)
		if err == nil {
			err = journey.Check(s.events, s.facts, s.rules, s.today, e)
		}
		if err != nil {
			s.t.Fatalf("%s on %s: %v", line, s.today, err)
		}
		s.events = append(s.events, e)
	}
	return s
}

// letter prints and confirms a letter.
func (s *told) letter(template string) *told {
	s.t.Helper()
	run := fmt.Sprintf("R%d", s.minute)
	return s.log(fmt.Sprintf("letter_printed template=%s run=%s letter=2026-%04d", template, run, s.minute), "letter_confirmed run="+run)
}

// undo takes back the last event of a kind.
func (s *told) undo(kind journey.Kind) *told {
	s.t.Helper()
	for i := len(s.events) - 1; i >= 0; i-- {
		if s.events[i].Kind == kind {
			return s.log("undone event=" + s.events[i].ID + " reason=fel")
		}
	}
	s.t.Fatalf("no %s to undo", kind)
	return s
}

// refused tries an event that must be refused with words in both languages.
func (s *told) refused(lines ...string) *told {
	s.t.Helper()
	for _, line := range lines {
		e, err := s.event(line)
		if err != nil {
			s.t.Fatalf("%s: the details were refused already: %v", line, err)
		}
		err = journey.Check(s.events, s.facts, s.rules, s.today, e)
		if err == nil {
			s.t.Fatalf("%s on %s was not refused in state %s", line, s.today, s.status().State)
		}
		if fault.CodeOf(err) != fault.Refused {
			s.t.Fatalf("%s: %v is no refusal", line, err)
		}
		for _, lang := range []say.Lang{say.Swedish, say.English} {
			if words := fault.Words(lang, err); strings.HasPrefix(words, "journey.") || strings.Contains(words, "<no value>") || len(words) < 10 {
				s.t.Fatalf("%s: refused with %q", line, words)
			}
		}
	}
	return s
}

func (s *told) status() journey.Status { return journey.Of(s.events, s.facts, s.rules, s.today) }

// is asserts state, step and the rule that it follows ("" for any).
func (s *told) is(state journey.State, step journey.StepKind, rule string) *told {
	s.t.Helper()
	got := s.status()
	if got.State != state || got.Next.Step != step || rule != "" && got.Next.Rule != rule {
		s.t.Fatalf("on %s: state %s, step %s (%s, %s), want %s, %s (%s)", s.today, got.State, got.Next.Step, got.Next.Rule,
			say.In(say.Swedish, got.Next.Reason), state, step, rule)
	}
	s.words()
	return s
}

// due asserts since when the step waits and when it is due, and its queue.
func (s *told) due(since, due string, q journey.Queue) *told {
	s.t.Helper()
	n := s.status().Next
	if n.Since.String() != since || n.Due.String() != due || n.Queue != q {
		s.t.Fatalf("on %s: %s since %s, due %s, queue %q, want since %s, due %s, queue %q", s.today, n.Step, n.Since, n.Due, n.Queue, since, due, q)
	}
	return s
}

// words asserts that everything that a person reads has words in both languages.
func (s *told) words() {
	s.t.Helper()
	got := s.status()
	texts := []say.Text{got.Next.Reason}
	for _, c := range journey.Channels {
		texts = append(texts, got.Channels[c].Reason)
	}
	for _, e := range s.events {
		texts = append(texts, journey.Sentence(e))
	}
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		for _, text := range texts {
			if in := say.In(lang, text); in == "" || strings.Contains(in, "journey.") || strings.Contains(in, "<no value>") {
				s.t.Fatalf("%+v says %q", text, in)
			}
		}
	}
}

// channels asserts which channels are allowed, in the order ticket letter phone chat forwarding.
func (s *told) channels(want string) *told {
	s.t.Helper()
	var got []string
	st := s.status()
	for _, c := range journey.Channels {
		if st.Channels[c].Allowed {
			got = append(got, string(c))
		}
	}
	if strings.Join(got, " ") != want {
		s.t.Fatalf("on %s: channels %q, want %q", s.today, strings.Join(got, " "), want)
	}
	return s
}

// reason asserts the Swedish words of the step.
func (s *told) reason(want string) *told {
	s.t.Helper()
	if got := say.In(say.Swedish, s.status().Next.Reason); got != want {
		s.t.Fatalf("on %s: %q, want %q", s.today, got, want)
	}
	return s
}
