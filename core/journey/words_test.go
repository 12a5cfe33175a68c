package journey_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyrtio/assets"
	"fyrtio/core/journey"
)

// calls are the ways in which the package names its texts.
var calls = []struct {
	form   string // a call with the id as first group
	prefix string
	short  bool // a refusal of a letter has a short word too
}{
	{`say\.T\("(journey\.[^"]*)"`, "", false},
	{`allowed\("([^"]+)"`, "journey.may.", false},
	{`send\("([^"]+)"`, "journey.may.", false},
	{`(?:blocked|never|unless)\("([^"]+)"`, "journey.not.", true},
	{`refuse\("([^"]+)"`, "journey.refused.", false},
	{`\bevent\("([^"]+)"`, "journey.event.", false},
	{`event2\("([^"]+)"`, "journey.event.", false},
	{`(?:step|now)\(Step\w+, (?:Queue\w+|""|q), [^"]*(?:"Q\d+"|""|rule), "([^"]+)"`, "journey.why.", false},
	{`wait\([^"\n]*"(?:Q\d+)?", "([^"]+)"`, "journey.why.", false},
	{`nothing\("(?:Q\d)?", "([^"]+)"`, "journey.why.", false},
	{`\bid(?:, rule)?(?:, args)? :?= "([^"]+)"`, "journey.why.", false},
	{`fault\.New\(fault\.\w+, "(journey\.[^"]+)"`, "", false},
	{`unanswered\(Step\w+, Queue\w+, Template\w+, "(?:Q\d+)?", "([^"]+)"`, "journey.why.", false},
	{`on, id :?= [^"\n]*"([^"\n]+)"`, "journey.why.", false},
}

// built are the ids that are put together from values.
func built() []string {
	var ids []string
	add := func(prefix string, values ...string) {
		for _, v := range values {
			ids = append(ids, "journey."+prefix+v)
		}
	}
	add("rule.Q", "1", "2", "5", "7", "8", "9", "10", "11", "12", "18", "19", "23", "24")
	add("why.", "later", "interpreter", "agreed", "cancelled", "form", "answered", "letter.tried", "letter.deferred")
	add("why.letter.", "unasked", journey.Yes, journey.No, journey.Withdrawn)
	add("fact.form.", "none", "paper", string(journey.FormBegun), string(journey.FormComplete), string(journey.FormCl24))
	add("orphan.", "ticket_expired", "chat_started", "chat_closed", "letter_confirmed", "letter_returned", "booked", "no_show", "documented")
	add("ended.", "moved", "dead", "listed_elsewhere", "ill", "other")
	add("template.", journey.Templates...)
	add("ticket.", journey.TicketVisit, journey.TicketForm)
	add("how.", "phone", "visit", "letter", "chat", "other")
	add("through.", "ticket", "letter", "phone", "chat", "forwarding", "visit")
	add("event.registered.", "yes", "no")
	add("event.consent.", "yes", "no", "withdrawn", "yes.how", "no.how", "withdrawn.how")
	add("event.ticket_expired.", "yes", "no")
	add("event.call.", "booked", "later", "later.until", "no_answer", "voicemail", "wrong_number", "declined", "declined.with", "interpreter", "interpreter.with")
	add("event.booked.", "desk", "ticket", "phone", "letter")
	add("event.", "rebooked")
	add("event.cancelled.", "participant", "clinic", "late", "participant.with", "clinic.with", "late.with")
	add("why.cancelled", ".late", ".clinic")
	add("why.", "quiet", "ticket.withdrawn", "ticket.no")
	add("event.form_received.", "paper_home", "paper_visit", "phone", "cl24")
	add("event.documented.cl24.", journey.WayAssisted, journey.WayStandalone)
	for _, with := range []string{"wants_help", "reopened", "interpreter", "undone", "declined", "letter_returned"} {
		add("event.", with+".with")
	}
	add("event.", "listed", "gone", "info_given", "chat_started", "chat_closed", "letter_confirmed", "samples_taken", "visited", "no_show", "contact")
	for _, row := range journey.RuleTable(journey.DefaultRules(), date("2026-03-10")) {
		ids = append(ids, row.Title.ID)
	}
	return ids
}

// Both catalogs have the same ids, every id that the package names, and no other.
func TestEveryTextHasWordsAndIsUsed(t *testing.T) {
	catalogs := map[string]map[string]json.RawMessage{}
	for _, lang := range []string{"sv", "en"} {
		b, err := assets.Lang.ReadFile("lang/journey." + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var texts map[string]json.RawMessage
		if err := json.Unmarshal(b, &texts); err != nil {
			t.Fatal(err)
		}
		catalogs[lang] = texts
	}
	if sv, en := slices.Sorted(maps.Keys(catalogs["sv"])), slices.Sorted(maps.Keys(catalogs["en"])); !slices.Equal(sv, en) {
		t.Errorf("the catalogs differ: %d and %d ids", len(sv), len(en))
	}
	used := map[string]bool{}
	for _, id := range built() {
		used[id] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, call := range calls {
			for _, m := range regexp.MustCompile(call.form).FindAllSubmatch(source, -1) {
				id := call.prefix + string(m[1])
				if strings.HasSuffix(id, ".") {
					continue // the beginning of an id that is built
				}
				used[id] = true
				if call.short {
					used[id+".short"] = true
				}
			}
		}
	}
	for id := range used {
		if _, ok := catalogs["sv"][id]; !ok {
			t.Errorf("%s has no words", id)
		}
	}
	for id := range catalogs["sv"] {
		if !used[id] {
			t.Errorf("%s has words and is not used", id)
		}
	}
}
