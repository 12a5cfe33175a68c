package output

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"fyrtio/core/fault"
)

func paper(w io.Writer) error {
	_, err := io.WriteString(w, "%PDF-1.3")
	return err
}

// S18: papers lie in a private folder and go when it is cleared.
func TestS18PapersArePrivateAndGo(t *testing.T) {
	f := New(filepath.Join(t.TempDir(), "papers"))
	var opened []string
	f.Opener(func(path string) error { opened = append(opened, path); return nil })
	for range 2 {
		if err := f.Show("stjärna 3/4", paper); err != nil {
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

func TestFailedPaperLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "brev.pdf")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("out of ink")
	err := Save(path, func(w io.Writer) error { return errors.Join(paper(w), broken) })
	if !errors.Is(err, broken) {
		t.Fatalf("error %v", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("left %v, %v", left, err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "old" {
		t.Errorf("the old file holds %q, %v", b, err)
	}
}

func TestPaperWithoutAViewerIsSaidInWords(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "papers")
	f := New(dir)
	f.Opener(func(string) error { return errors.New("no viewer") })
	err := f.Show("star", paper)
	var known *fault.Error
	if !errors.As(err, &known) || known.Text.ID != "printing.err.viewer" {
		t.Fatalf("got %v", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
