package output

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"fyrtio/core/fault"
)

// S18: papers lie in a private folder and go when it is cleared.
func TestS18PapersArePrivateAndGo(t *testing.T) {
	f := New(filepath.Join(t.TempDir(), "papers"))
	var opened []string
	f.Opener(func(path string) error { opened = append(opened, path); return nil })
	for range 2 {
		file, err := f.Create("stjärna 3/4")
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(file.Close(), f.Open(file.Name())); err != nil {
			t.Fatal(err)
		}
	}
	if len(opened) != 2 || opened[0] == opened[1] {
		t.Fatalf("opened %v", opened)
	}
	for _, path := range opened {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Dir(path) != f.path || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
	}
	if info, err := os.Stat(f.path); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, %v", info, err)
	}
	if err := f.Clear(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(f.path); !errors.Is(err, os.ErrNotExist) {
		t.Error("papers are left behind")
	}
}

func TestPaperWithoutAViewerIsSaidInWords(t *testing.T) {
	f := New(filepath.Join(t.TempDir(), "papers"))
	f.Opener(func(string) error { return errors.New("no viewer") })
	var known *fault.Error
	if err := f.Open("star.pdf"); !errors.As(err, &known) || known.Text.ID != "printing.err.viewer" {
		t.Fatalf("got %v", err)
	}
}
