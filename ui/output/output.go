// Package output has the private folder where papers lie on their way out of the
// program, for the printer or the viewer to read. It is emptied when the program
// starts, locks and ends, so that no paper is left behind (promise S18).
package output

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"fyrtio/core/fault"
)

// Folder is the private folder. The zero Folder has no place: use New.
type Folder struct {
	path string
	open func(path string) error
}

// New gives the folder at path, which need not exist yet.
func New(path string) *Folder { return &Folder{path: path, open: open} }

// Opener replaces how a file is opened: for tests.
func (f *Folder) Opener(open func(path string) error) { f.open = open }

// free gives a path that no file has: a viewer may still hold an earlier paper.
func (f *Folder) free(name string) (string, error) {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, name)
	for i := 1; i < 1000; i++ {
		path := filepath.Join(f.path, fmt.Sprintf("%s-%d.pdf", name, i))
		if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
			return path, nil
		}
	}
	return "", fmt.Errorf("find a name for a paper: the folder is full")
}

// Clear takes away every paper. What a viewer holds on Windows goes the next time.
func (f *Folder) Clear() error {
	if err := os.RemoveAll(f.path); err != nil {
		return fmt.Errorf("clear the folder for papers: %w", err)
	}
	return nil
}

// Create makes an empty file in the private folder, to be filled by the caller and
// opened with Open: for papers that are recorded while they are drawn.
func (f *Folder) Create(name string) (*os.File, error) {
	if err := os.MkdirAll(f.path, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder for papers: %w", err)
	}
	if err := os.Chmod(f.path, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder for papers private: %w", err)
	}
	path, err := f.free(name)
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("make a paper: %w", err)
	}
	return file, nil
}

// Open shows a file of the folder in the system's viewer.
func (f *Folder) Open(path string) error {
	if err := f.open(path); err != nil {
		return fault.Wrap(fault.Refused, fmt.Errorf("open the paper: %w", err), "printing.err.viewer")
	}
	return nil
}

// open asks the system to show a file, and does not wait for the viewer.
func open(path string) error {
	name, args := "xdg-open", []string{path}
	switch runtime.GOOS {
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", path}
	case "darwin":
		name = "open"
	}
	cmd := exec.Command(name, args...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // only so that the finished process is let go of
	return nil
}
