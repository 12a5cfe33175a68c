package folder

import (
	"os"
	"path/filepath"
	"testing"
)

func TestS2WriteFileReplacesWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "ö.json")
	for _, content := range []string{"one", "", "a longer one"} {
		if err := WriteFile(path, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(path); err != nil || string(b) != content {
			t.Fatalf("%q %v", b, err)
		}
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) != 1 {
		t.Errorf("drafts were left: %v %v", names, err)
	}
}

// Where the file cannot be replaced, the old one stays and no draft is left.
func TestS2WriteFileKeepsTheOldOne(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "target")
	if err := os.MkdirAll(filepath.Join(path, "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(path, []byte("x")); err == nil {
		t.Error("a folder was replaced by a file")
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) != 1 {
		t.Errorf("drafts were left: %v %v", names, err)
	}
	if err := WriteFile(filepath.Join(dir, "gone", "x"), nil); err == nil {
		t.Error("written to a folder that does not exist")
	}
}
