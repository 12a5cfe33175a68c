package ui

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// The ids that the windows ask for by name must have words.
func TestWindowsHaveTheirWords(t *testing.T) {
	asked := regexp.MustCompile(`(?:\.T|\bt)\("([a-z0-9_]+(?:\.[a-z0-9_]+)+)"`)
	labels := regexp.MustCompile(`"((?:ui|today|people|acts|unlock|later)\.[a-z0-9_.]+[a-z0-9_])"`)
	found := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range append(asked.FindAllSubmatch(source, -1), labels.FindAllSubmatch(source, -1)...) {
			found++
			known(t, path, string(m[1]))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 200 {
		t.Fatalf("read only %d ids: the check does not see the windows", found)
	}
}

// known reports an id without words; a text whose arguments are missing comes back
// as its id too, so every argument is given.
func known(t *testing.T, path, id string) {
	t.Helper()
	args := []any{}
	for _, name := range []string{"N", "Name", "Who", "Done", "All", "Good", "What", "On", "Time", "Code", "Label", "Year", "Years", "Days", "Why", "Title", "Type"} {
		args = append(args, name, 1)
	}
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		if say.In(lang, say.T(id)) == id && say.In(lang, say.T(id, args...)) == id {
			t.Errorf("%s says %s, which has no words in %s", path, id, lang)
		}
	}
}

// Ids that are put together must have words for every value.
func TestEveryValueHasItsWords(t *testing.T) {
	for _, q := range journey.Queues {
		known(t, "queue", "today.queue."+string(q))
	}
	for _, s := range []journey.StepKind{journey.StepLetter, journey.StepTicket, journey.StepChat, journey.StepRemind, journey.StepCall, journey.StepHelpBook,
		journey.StepSamples, journey.StepVisit, journey.StepEnterForm, journey.StepAskConsent, journey.StepDocument, journey.StepForward,
		journey.StepFixAddress, journey.StepFollowUp, journey.StepReview, journey.StepWait, journey.StepNone} {
		known(t, "step", "acts.step."+string(s))
	}
	for _, s := range []journey.State{journey.StateNew, journey.StateInvited, journey.StateInContact, journey.StateDeferred, journey.StateBooked,
		journey.StateNoShow, journey.StateVisited, journey.StateDone, journey.StateDeclined, journey.StateNoReply, journey.StateEnded} {
		known(t, "state", "list.state."+string(s))
	}
	for _, c := range journey.Channels {
		known(t, "channel", "list.channel."+string(c))
	}
	for _, o := range []string{journey.CallBooked, journey.CallLater, journey.CallNoAnswer, journey.CallVoicemail, journey.CallWrongNumber, journey.CallDeclined, journey.CallInterpreter} {
		known(t, "call", "acts.call."+o)
	}
	for _, f := range []journey.FormStatus{journey.FormBegun, journey.FormComplete, journey.FormCl24} {
		known(t, "form", "list.form."+string(f))
	}
}
