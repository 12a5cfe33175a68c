package icon

import (
	"bytes"
	"testing"

	"fyrtio/assets"
	"fyrtio/ui/theme"
)

func TestEveryIconIsThere(t *testing.T) {
	files, err := assets.Icons.ReadDir("icons")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(All) {
		t.Errorf("%d files, %d names", len(files), len(All))
	}
	for _, name := range All {
		r := Resource(name, theme.Warn)
		if r == nil {
			t.Errorf("%s is missing", name)
			continue
		}
		if bytes.Contains(r.Content(), []byte("currentColor")) || !bytes.Contains(r.Content(), []byte("#855000")) {
			t.Errorf("%s is not recoloured", name)
		}
		if Resource(name, theme.Warn) != r {
			t.Errorf("%s is not cached", name)
		}
		if Resource(name, theme.OK) == r {
			t.Errorf("%s has one colour for all roles", name)
		}
	}
	if Resource("nosuch", theme.Ink) != nil {
		t.Error("an unknown icon came back")
	}
}
