package output

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestS18PartsLieInThePrivateFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "papers")
	f := New(dir)
	opened := ""
	f.Opener(func(path string) error { opened = path; return nil })
	var names []string
	for range 2 {
		file, err := f.Create("brev")
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, file.Name())
		if info, err := file.Stat(); err != nil || info.Mode().Perm() != 0o600 || !strings.HasPrefix(file.Name(), dir) {
			t.Errorf("%v, %v", info, err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if names[0] == names[1] {
		t.Error("two parts share a file")
	}
	if err := f.Open(names[1]); err != nil || opened != names[1] {
		t.Errorf("opened %q, %v", opened, err)
	}
	if err := f.Clear(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(names[0]); err == nil {
		t.Error("a part is left behind")
	}
}
