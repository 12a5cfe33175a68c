package printing

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestPathIsMadeWhole(t *testing.T) {
	t.Setenv("HOME", "/home/lena")
	for typed, want := range map[string]string{
		` "C:\Listor\2026.csv" `:    `C:\Listor\2026.csv`,
		"~/listning.csv":            filepath.Join("/home/lena", "listning.csv"),
		"file:///media/usb/fil.csv": "/media/usb/fil.csv",
		"  ":                        "",
	} {
		if got := Path(typed); got != want {
			t.Errorf("%q gives %q, not %q", typed, got, want)
		}
	}
}

func TestSavedFileIsNewAndWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "felrader.csv")
	text := func(s string, err error) func(io.Writer) error {
		return func(w io.Writer) error {
			_, wrote := io.WriteString(w, s)
			return errors.Join(wrote, err)
		}
	}
	if err := save(path, text("half", errors.New("disk full"))); err == nil {
		t.Fatal("a failed write is no error")
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Fatal("half a file is left")
	}
	if err := save(path, text("whole", nil)); err != nil {
		t.Fatal(err)
	}
	if err := save(path, text("other", nil)); !errors.Is(err, fs.ErrExist) {
		t.Errorf("an existing file gives %v", err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "whole" {
		t.Errorf("the file holds %q, %v", b, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}
