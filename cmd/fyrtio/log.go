package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
)

// logSize is how large the log grows before it is put aside; one older file is kept.
const logSize = 256 << 10

// rotating is the log file. Nothing personal is ever written to it, see shell.guard.
type rotating struct {
	path string
	file *os.File
	size int64
}

// Write is for io.Writer. A log that cannot be written stops nobody.
func (r *rotating) Write(b []byte) (int, error) {
	if r.file != nil && r.size+int64(len(b)) > logSize {
		_ = r.file.Close()
		_ = os.Rename(r.path, r.path+".1")
		r.open()
	}
	if r.file == nil {
		return len(b), nil
	}
	n, err := r.file.Write(b)
	r.size += int64(n)
	return n, err
}

func (r *rotating) open() {
	r.file, r.size = nil, 0
	f, err := os.OpenFile(r.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return
	}
	if info, err := f.Stat(); err == nil {
		r.size = info.Size()
	}
	r.file = f
}

// startLog begins the log in a folder, makes it the default of slog and log (Fyne
// complains there), and has the runtime write crashes beside it. The crash of the
// last run, if there was one, is told in the log by place only: a panic's own text
// could hold what somebody had typed.
func startLog(dir string) {
	r := &rotating{path: filepath.Join(dir, "fyrtio.log")}
	if err := os.MkdirAll(dir, 0o700); err == nil {
		r.open()
	}
	var out io.Writer = r
	if r.file == nil {
		out = os.Stderr
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(out, nil)))
	slog.Info("start", "version", version)

	path := filepath.Join(dir, "crash.txt")
	if last, err := os.ReadFile(path); err == nil && len(last) > 0 {
		slog.Error("the last run crashed", "at", crashPlaces(string(last)))
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return
	}
	defer f.Close() // the runtime keeps a copy of its own
	if err := debug.SetCrashOutput(f, debug.CrashOptions{}); err != nil {
		slog.Warn("no crash file", "err", err)
	}
}

// crashPlaces gives the functions of the first goroutine in a crash, innermost first.
func crashPlaces(crash string) string {
	const most = 20
	var list []string
	_, stack, _ := strings.Cut(crash, "\ngoroutine ")
	for _, line := range strings.Split(stack, "\n")[1:] {
		if line == "" || len(list) == most {
			break
		}
		place, isFile := strings.CutPrefix(line, "\t")
		if !isFile {
			continue
		}
		place, _, _ = strings.Cut(place, " +0x")
		list = append(list, fmt.Sprint(filepath.Base(filepath.Dir(place)), "/", filepath.Base(place)))
	}
	return strings.Join(list, " < ")
}
