package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyrtio/core/day"
)

func TestParse(t *testing.T) {
	t.Setenv("FYRTIO_DATA", "")
	t.Setenv("FYRTIO_USER", "petra")
	o, err := parse([]string{"--data", "kliniken", "--lang=en", "--today", "2026-03-10"})
	if err != nil {
		t.Fatal(err)
	}
	if o.data != "kliniken" || o.lang != "en" || o.user != "petra" || day.Of(o.clock()) != day.New(2026, 3, 10) {
		t.Errorf("read %+v", o)
	}
	for _, bad := range [][]string{{"--lang", "fi"}, {"--today", "i går"}, {"--unknown"}} {
		if _, err := parse(bad); err == nil {
			t.Errorf("%v is taken", bad)
		}
	}
	if o, err := parse(nil); err != nil || o.clock != nil || o.lang != "" {
		t.Errorf("nothing gives %+v, %v", o, err)
	}
}

// S22: what a crash says of what was typed never reaches the log.
func TestS22CrashIsToldByPlaceOnly(t *testing.T) {
	crash := "panic: Anna-Karin 19860402-2387\n\ngoroutine 1 [running, locked to thread]:\n" +
		"fyrtio/ui/visit.(*Form).number(0xc000123, {0x1, 0x2})\n\t/home/b/fyrtio/ui/visit/form_end.go:70 +0x1d\n" +
		"main.main()\n\t/home/b/fyrtio/cmd/fyrtio/main.go:40 +0x2a\n\n" +
		"goroutine 7 [select]:\nother.thing()\n\t/x/y.go:1 +0x1\n"
	if got, want := crashPlaces(crash), "visit/form_end.go:70 < fyrtio/main.go:40"; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
	for _, odd := range []string{"", "panic: x", "\ngoroutine ", "\ngoroutine 1\n\t"} {
		_ = crashPlaces(odd)
	}
}

func TestLogStaysSmall(t *testing.T) {
	r := &rotating{path: filepath.Join(t.TempDir(), "fyrtio.log")}
	r.open()
	line := []byte(strings.Repeat("x", 1023) + "\n")
	for range 3 * logSize / len(line) {
		if _, err := r.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{r.path, r.path + ".1"} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() > logSize || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has %d bytes, mode %v", filepath.Base(path), info.Size(), info.Mode())
		}
	}
	if err := r.file.Close(); err != nil {
		t.Fatal(err)
	}
}

// Without OpenGL the program says what to do, and ends with status 3.
func TestNoOpenGL(t *testing.T) {
	without := newScreen(t, "-extension", "GLX")
	program, err := built()
	if err != nil {
		t.Fatal(err)
	}
	for name, display := range map[string]string{"no GLX": without.display, "no display": ""} {
		data := filepath.Join(t.TempDir(), "clinic")
		cmd := exec.Command(program, "--data", data)
		cmd.Env = append(without.env(), "DISPLAY="+display, "PATH=") // no program for a message box, which would wait
		out, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != exitGraphic {
			t.Errorf("%s: %v", name, err)
		}
		for _, words := range []string{"OpenGL 2.1", "Gör så här", "What to do"} {
			if !strings.Contains(string(out), words) {
				t.Errorf("%s: %q is not said", name, words)
			}
		}
		log, err := os.ReadFile(filepath.Join(logFolder(data), "fyrtio.log"))
		if err != nil || !strings.Contains(string(log), "no OpenGL") {
			t.Errorf("%s: the log says %q, %v", name, log, err)
		}
	}
}
