package output

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"fyrtio/core/fault"
)

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

// Print sends a file of the folder to the printer that the system has chosen.
func (f *Folder) Print(path string) error {
	name, args := "lp", []string{path}
	if runtime.GOOS == "windows" {
		quoted := "'" + strings.ReplaceAll(path, "'", "''") + "'"
		name, args = "powershell", []string{"-NoProfile", "-Command", "Start-Process -FilePath " + quoted + " -Verb Print"}
	}
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fault.Wrap(fault.Refused, fmt.Errorf("print the paper: %w (%d bytes of output)", err, len(out)), "printing.err.printer")
	}
	return nil
}

// CanPrint reports whether Print has a program to print with.
func CanPrint() bool {
	if runtime.GOOS == "windows" {
		return true
	}
	_, err := exec.LookPath("lp")
	return err == nil
}
