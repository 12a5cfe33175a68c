package journey

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// cells are the expected values of a situation by the names of the columns; the last
// column takes the rest of the line.
type cells map[string]string

// expected reads testdata/rules.txt: what is expected without and with protection.
func expected(t *testing.T) (open, protected map[string]cells) {
	t.Helper()
	f, err := os.Open("testdata/rules.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var columns []string
	var at []int
	var into map[string]cells
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "WITHOUT "):
			open = map[string]cells{}
			into = open
		case strings.HasPrefix(line, "WITH "):
			protected = map[string]cells{}
			into = protected
			columns = nil
		case strings.HasPrefix(line, "GONE "):
			into = nil
		case strings.HasPrefix(line, "situation "):
			columns, at = strings.Fields(line), nil
			for _, c := range columns {
				at = append(at, strings.Index(line, c))
			}
		case into != nil && columns != nil && line != "":
			row := cells{}
			for i, c := range columns {
				from, to := min(at[i], len(line)), len(line)
				if i+1 < len(columns) {
					to = min(at[i+1], len(line))
				}
				row[c] = strings.TrimSpace(line[from:to])
			}
			into[row["situation"]] = row
		}
	}
	return open, protected
}

// holds tells whether a cell says yes, for somebody with whom contact through Clinic24
// is possible or not.
func (c cells) holds(t *testing.T, column string, cl24 bool) bool {
	switch c[column] {
	case "yes":
		return true
	case "-":
		return false
	case "C":
		return cl24
	case "!C":
		return !cl24
	}
	t.Fatalf("%s: %s is %q", c["situation"], column, c[column])
	return false
}

// letters gives the templates that may be printed.
func (c cells) letters(cl24 bool) (list []string) {
	for _, word := range strings.Fields(c["letters"]) {
		name, only := strings.CutPrefix(word, "!C:")
		switch {
		case only && cl24:
		case name == "inbjudan*":
			list = append(list, TemplateInvitation, TemplateInvitationCall, TemplateInvitationTime)
		default:
			list = append(list, name)
		}
	}
	return list
}

var tableDay = day.New(2026, 3, 10)

// S10 (Q1, Q2, Q7, Q9, Q10, Q24, D5, D6): every state, channel, template, answer about
// Clinic24, protection and departure from the list: nothing goes where it must not.
// What is expected stands in testdata/rules.txt.
func TestS10EveryStateChannelAndTemplate(t *testing.T) {
	open, protected := expected(t)
	table := RuleTable(DefaultRules(), tableDay)
	seen, states := map[string]bool{}, map[State]bool{}
	for _, row := range table {
		seen[row.Situation], states[row.State] = true, true
		name := fmt.Sprintf("%s, consent %q, protected %v (own contact %v), gone %v, Clinic24 %v", row.Situation, row.Consent, row.Protected, row.OwnContact, row.Gone, row.Cl24)
		if row.Gone {
			nothingGoes(t, name, row)
			continue
		}
		want, ok := open[row.Situation]
		if row.Protected {
			want, ok = protected[row.Situation]
		}
		if !ok {
			t.Fatalf("rules.txt does not know %s", row.Situation)
		}
		if row.Protected {
			protectedRow(t, name, row, want)
		} else {
			openRow(t, name, row, want)
		}
	}
	if len(seen) != len(open) || len(seen) != len(protected) {
		t.Errorf("the table has %d situations, rules.txt %d and %d", len(seen), len(open), len(protected))
	}
	if len(states) != len(States) {
		t.Errorf("the table reaches %v", states)
	}
	if want := len(seen) * 4 * 3 * 2 * 2; len(table) != want {
		t.Errorf("%d rows, want %d", len(table), want)
	}
}

func openRow(t *testing.T, name string, row RuleRow, want cells) {
	contact := row.Consent == Yes && row.Cl24 // through Clinic24 is possible
	state, without, two := strings.Cut(want["state"], "/")
	if two && !contact {
		state = without
	}
	if row.State != State(state) {
		t.Errorf("%s: state %s, want %s", name, row.State, state)
	}
	for channel, column := range map[Channel]string{ByTicket: "ticket", ByLetter: "letter", ByPhone: "phone", ByChat: "chat"} {
		compare(t, name, string(channel), row.Channels[channel], want.holds(t, column, contact))
	}
	compare(t, name, string(ByForwarding), row.Channels[ByForwarding], false)
	letters := want.letters(contact)
	for _, template := range Templates {
		may := row.Templates[template]
		compare(t, name, template, may.Permission, slices.Contains(letters, template))
		override := !may.Allowed && want["others"] == "reason" && template != TemplateForwarding
		if may.Override != override {
			t.Errorf("%s: %s with a reason: %v, want %v", name, template, may.Override, override)
		}
	}
}

func protectedRow(t *testing.T, name string, row RuleRow, want cells) {
	way := "none"
	if row.OwnContact {
		way = "own"
	}
	pick := func(cell string) string {
		for _, word := range strings.Fields(cell) {
			if for_, value, ok := strings.Cut(word, ":"); ok && for_ == way {
				return value
			}
		}
		return cell
	}
	if row.State != State(pick(want["state"])) {
		t.Errorf("%s: state %s, want %s", name, row.State, pick(want["state"]))
	}
	yes := func(column string) bool { return want[column] == "yes" || want[column] == way }
	compare(t, name, "phone", row.Channels[ByPhone], yes("phone"))
	compare(t, name, "forwarding", row.Channels[ByForwarding], yes("forwarding"))
	for _, ch := range []Channel{ByTicket, ByChat, ByLetter} {
		compare(t, name, string(ch), row.Channels[ch], false)
	}
	for _, template := range Templates {
		may := row.Templates[template]
		compare(t, name, template, may.Permission, template == TemplateForwarding && yes("forwarding"))
		if may.Override {
			t.Errorf("%s: a reason opens %s", name, template)
		}
	}
}

// nothingGoes: gone from the list blocks everything (D5); a protected identity goes
// before it in the words.
func nothingGoes(t *testing.T, name string, row RuleRow) {
	for _, ch := range Channels {
		compare(t, name, string(ch), row.Channels[ch], false)
	}
	for _, template := range Templates {
		may := row.Templates[template]
		compare(t, name, template, may.Permission, false)
		if may.Override {
			t.Errorf("%s: a reason opens %s", name, template)
		}
	}
}

func compare(t *testing.T, name, what string, got Permission, want bool) {
	if got.Allowed != want {
		t.Errorf("%s: %s is allowed: %v (%s), want %v", name, what, got.Allowed, say.In(say.English, got.Reason), want)
	}
	texts := []say.Text{got.Reason}
	if !got.Allowed {
		texts = append(texts, got.Short())
	}
	for _, text := range texts {
		for _, lang := range []say.Lang{say.Swedish, say.English} {
			if words := say.In(lang, text); words == "" || strings.HasPrefix(words, "journey.") || strings.Contains(words, "<no value>") {
				t.Errorf("%s: %s says %q", name, what, words)
			}
		}
	}
}

// S10: what the table says is what Check does with a letter, a ticket, a chat and a
// call, with and without a reason, and what a status says of its channels.
func TestS10CheckAgreesWithTheTable(t *testing.T) {
	for _, cl24 := range []bool{true, false} {
		r := DefaultRules()
		r.Cl24 = cl24
		for _, s := range situationsOn(r, tableDay) {
			for _, w := range everybody() {
				row := s.row(w, r, tableDay)
				events, f := s.story(w, r, tableDay)
				name := fmt.Sprintf("%s %+v, Clinic24 %v", s.id, w, cl24)
				try := func(k Kind, d Details) error {
					return Check(events, f, r, tableDay, Event{ID: "X", At: tableDay.At(23, 0), Kind: k, Details: d})
				}
				for _, template := range Templates {
					may := row.Templates[template]
					for reason, possible := range map[string]bool{"": may.Allowed, "bad om det": may.Allowed || may.Override} {
						if err := try(LetterPrinted, Details{Template: template, Letter: "99", Override: reason}); (err == nil) != possible {
							t.Errorf("%s: printing %s with reason %q: %v", name, template, reason, err)
						}
					}
				}
				ticket := Details{Type: TicketVisit}
				if row.State == StateBooked || row.State == StateVisited || row.State == StateDone {
					ticket.Type = TicketForm
				}
				for channel, err := range map[Channel]error{ByTicket: try(TicketSent, ticket), ByPhone: try(Called, Details{Outcome: CallNoAnswer})} {
					if (err == nil) != row.Channels[channel].Allowed {
						t.Errorf("%s: %s allowed %v, but %v", name, channel, row.Channels[channel].Allowed, err)
					}
				}
				if err := try(ChatStarted, Details{}); err == nil && !row.Channels[ByChat].Allowed {
					t.Errorf("%s: a chat can be started", name)
				}
				st := Of(events, f, r, tableDay)
				for _, ch := range Channels {
					if st.Channels[ch].Allowed != row.Channels[ch].Allowed {
						t.Errorf("%s: the status says %v of %s", name, st.Channels[ch].Allowed, ch)
					}
				}
				if st.State != row.State || st.Next.Step != row.Step {
					t.Errorf("%s: the status is %s, %s, the table's %s, %s", name, st.State, st.Next.Step, row.State, row.Step)
				}
			}
		}
	}
}

// The table holds whatever the clinic has set: no days, no reminders, many tries.
func TestS10HoldsForEverySetting(t *testing.T) {
	open, protected := expected(t)
	for _, days := range []int{1, 21, 365} {
		for reminders := range 3 {
			for _, tries := range []int{1, 3, 20} {
				r := DefaultRules()
				r.LetterDays, r.Reminders, r.CallTries, r.TicketDays, r.QuietDays, r.ChatDays = days, reminders, tries, days, days, days
				for _, row := range RuleTable(r, tableDay) {
					name := fmt.Sprintf("%s, consent %q, protected %v (own contact %v), Clinic24 %v, %d days, %d reminders, %d tries",
						row.Situation, row.Consent, row.Protected, row.OwnContact, row.Cl24, days, reminders, tries)
					switch {
					case row.Gone || row.Situation == "invited.unanswered" && reminders == 0: // nothing is left to remind with
					case row.Situation == "new.called" && tries == 1:
					case row.Protected:
						protectedRow(t, name, row, protected[row.Situation])
					default:
						openRow(t, name, row, open[row.Situation])
					}
				}
			}
		}
	}
}

// Q24: whatever the situation, the answer and the setting, nobody with a protected
// identity gets a ticket, a chat or an ordinary letter, and no step proposes one.
func TestQ24NothingDigitalAndNoOrdinaryLetter(t *testing.T) {
	for _, row := range RuleTable(DefaultRules(), tableDay) {
		if !row.Protected {
			continue
		}
		for template, may := range row.Templates {
			if template != TemplateForwarding && (may.Allowed || may.Override) {
				t.Errorf("%s: %s may go to somebody protected", row.Situation, template)
			}
		}
		switch row.Step {
		case StepTicket, StepChat, StepLetter, StepRemind:
			t.Errorf("%s: step %s for somebody protected", row.Situation, row.Step)
		}
	}
}

// Q7: after a no nothing goes but the answer to it, once; after an end, or gone from the
// list, nothing at all without a reason.
func TestQ7NothingAfterANo(t *testing.T) {
	for _, row := range RuleTable(DefaultRules(), tableDay) {
		if row.State != StateDeclined && row.State != StateEnded && !row.Gone {
			continue
		}
		for channel, may := range row.Channels {
			if may.Allowed {
				t.Errorf("%s, gone %v: %s is open", row.Situation, row.Gone, channel)
			}
		}
		for template, may := range row.Templates {
			if may.Allowed && (template != TemplateDecline || row.State != StateDeclined || row.Protected || row.Gone) {
				t.Errorf("%s, gone %v: %s may be printed", row.Situation, row.Gone, template)
			}
			if may.Override && row.State == StateDeclined {
				t.Errorf("%s: a reason opens %s", row.Situation, template)
			}
		}
	}
}

// Q2: no ticket and no chat without a yes, however the rest is.
func TestQ2NothingThroughClinic24WithoutAYes(t *testing.T) {
	for _, row := range RuleTable(DefaultRules(), tableDay) {
		if row.Consent == Yes && row.Cl24 {
			continue
		}
		if row.Channels[ByTicket].Allowed || row.Channels[ByChat].Allowed || row.Step == StepTicket || row.Step == StepChat {
			t.Errorf("%s, consent %q, Clinic24 %v: ticket or chat", row.Situation, row.Consent, row.Cl24)
		}
	}
}
