package ui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"fyrtio/ui/uitest"
)

// S18: what a crash left in the private folder is gone at the next start.
func TestS18PapersOfACrashGoAtTheNextStart(t *testing.T) {
	dir := t.TempDir()
	left := filepath.Join(dir, "papers", "brev-1.pdf")
	if err := os.MkdirAll(filepath.Dir(left), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(left, []byte("%PDF"), 0o600); err != nil {
		t.Fatal(err)
	}
	a := New(Params{App: fyne.CurrentApp(), Window: uitest.Window(t, 800, 600), Dir: dir, Run: uitest.Run, Keys: cheap})
	a.Start()
	if _, err := os.Stat(filepath.Dir(left)); !os.IsNotExist(err) {
		t.Errorf("the paper of the crash is left: %v", err)
	}
}
