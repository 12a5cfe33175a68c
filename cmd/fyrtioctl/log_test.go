package main

import (
	"os"
	"regexp"
	"testing"

	"fyrtio/core/journey"
)

// The script of log logs every kind of event (D1), with every outcome of a call.
func TestLogScriptHasEveryKind(t *testing.T) {
	script, err := os.ReadFile("testdata/script/log.txtar")
	if err != nil {
		t.Fatal(err)
	}
	has := func(pattern string) {
		if !regexp.MustCompile(`(?m)^exec fyrtioctl .*log \$\w+ ` + pattern).Match(script) {
			t.Errorf("log.txtar logs no %s", pattern)
		}
	}
	for _, kind := range journey.Kinds() {
		has(string(kind) + `\b`)
	}
	for _, outcome := range []string{journey.CallBooked, journey.CallLater, journey.CallNoAnswer, journey.CallVoicemail, journey.CallWrongNumber,
		journey.CallDeclined, journey.CallInterpreter} {
		has("call outcome=" + outcome)
	}
}
