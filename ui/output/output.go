// Package output hands finished papers to the system. A paper that is shown lies as a
// file in a private folder, for the viewer to read; the folder is emptied when the
// program starts, locks and ends, so that no paper is left behind (promise S18).
package output

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
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

// Show writes a paper and opens it in the system's viewer, from where it is printed.
// name is the file's name without ending, with nothing personal in it.
func (f *Folder) Show(name string, write func(io.Writer) error) error {
	if err := os.MkdirAll(f.path, 0o700); err != nil {
		return fmt.Errorf("make the folder for papers: %w", err)
	}
	if err := os.Chmod(f.path, 0o700); err != nil {
		return fmt.Errorf("make the folder for papers private: %w", err)
	}
	path, err := f.free(name)
	if err != nil {
		return err
	}
	if err := Save(path, write); err != nil {
		return err
	}
	if err := f.Open(path); err != nil {
		return errors.Join(err, os.Remove(path)) // nobody can read it where it lies
	}
	return nil
}

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

// Save writes a paper to a path that the user chose: whole or not at all.
func Save(path string, write func(io.Writer) error) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".fyrtio-*")
	if err != nil {
		return fmt.Errorf("write a paper: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	w := bufio.NewWriter(file)
	err = write(w)
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("write a paper: %w", err)
	}
	if err = os.Rename(file.Name(), path); err != nil {
		return fmt.Errorf("write a paper: %w", err)
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
