package fyrtio_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// The rules Q1–Q24 are what the FAQ of Clinic24 asks of the program, S1–S24 what the
// program promises beside. Those that wait for something that is not built yet are
// named here with it; the list shrinks to nothing.
var waiting = map[string]string{
	"S5":  "restoring a backup",
	"S23": "bringing two computers together",
}

// S24: every rule and every promise has a test that bears its id.
func TestS24EveryRuleHasItsTest(t *testing.T) {
	named := regexp.MustCompile(`(?m)^func Test([QS]\d+)[A-Z]\w*\(t \*testing\.T\)`)
	proved := map[string]bool{}
	walkGo(t, func(path string, source []byte) {
		if strings.HasSuffix(path, "_test.go") {
			for _, m := range named.FindAllSubmatch(source, -1) {
				proved[string(m[1])] = true
			}
		}
	})
	for _, kind := range []string{"Q", "S"} {
		for i := 1; i <= 24; i++ {
			id := fmt.Sprint(kind, i)
			switch {
			case !proved[id] && waiting[id] == "":
				t.Errorf("no test bears the id %s", id)
			case proved[id] && waiting[id] != "":
				t.Errorf("%s has a test: it no longer waits for %s", id, waiting[id])
			}
		}
	}
}
