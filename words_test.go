package fyrtio_test

import (
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyrtio/assets"
)

var field = regexp.MustCompile(`\{\{\s*\.(\w+)`)

// Every text must exist in both languages with the same arguments: a missing one
// would show its id to a nurse.
func TestWordsInBothLanguages(t *testing.T) {
	swedish := words(t, ".sv.json")
	english := words(t, ".en.json")
	if len(swedish) < 2 {
		t.Fatal("no texts were read")
	}
	for id, sv := range swedish {
		en, ok := english[id]
		if !ok {
			t.Errorf("%s has no English words", id)
			continue
		}
		if a, b := fields(sv), fields(en); !slices.Equal(a, b) {
			t.Errorf("%s takes %v in Swedish and %v in English", id, a, b)
		}
	}
	for id := range english {
		if _, ok := swedish[id]; !ok {
			t.Errorf("%s has no Swedish words", id)
		}
	}
}

func words(t *testing.T, suffix string) map[string]string {
	t.Helper()
	all := map[string]string{}
	names, err := fs.Glob(assets.Lang, "lang/*"+suffix)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(assets.Lang, name)
		if err != nil {
			t.Fatal(err)
		}
		var texts map[string]json.RawMessage
		if err := json.Unmarshal(b, &texts); err != nil {
			t.Fatalf("%s: %v", path.Base(name), err)
		}
		for id, text := range texts {
			if _, twice := all[id]; twice {
				t.Errorf("%s stands in two files (%s)", id, name)
			}
			all[id] = string(text)
		}
	}
	return all
}

func fields(text string) []string {
	var names []string
	for _, m := range field.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// The ids that code asks for must have words.
func TestWordsAreThere(t *testing.T) {
	known := words(t, ".sv.json")
	asked := regexp.MustCompile(`(?:say\.T\(|fault\.(?:New\(fault\.\w+, |Wrap\(fault\.\w+, \w+, ))"([a-z0-9_.\-]+)"`)
	found := 0
	walkGo(t, func(name string, source []byte) {
		if strings.HasSuffix(name, "_test.go") {
			return
		}
		for _, m := range asked.FindAllSubmatch(source, -1) {
			found++
			if id := string(m[1]); !strings.HasSuffix(id, ".") {
				if _, ok := known[id]; !ok {
					t.Errorf("%s says %s, which has no words", name, id)
				}
			}
		}
	})
	if found == 0 {
		t.Fatal("no ids were found in the code")
	}
}
