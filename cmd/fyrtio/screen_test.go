package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long a test waits for something that has to happen.
const patience = 30 * time.Second

// buildDir is a folder for the program, gone when the tests are done.
var buildDir string

func TestMain(m *testing.M) {
	var err error
	if buildDir, err = os.MkdirTemp("", "fyrtio-window-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	status := m.Run()
	_ = os.RemoveAll(buildDir)
	os.Exit(status)
}

// built is the program, built once for all tests of this package.
var built = sync.OnceValues(func() (string, error) {
	program := filepath.Join(buildDir, "fyrtio")
	// Without migrated_fynedo: Fyne then complains of calls beside its thread.
	out, err := exec.Command("go", "build", "-tags", "sqlite_omit_load_extension", "-o", program, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return program, nil
})

// screen is an X server of the test's own with the program in it.
type screen struct {
	t       *testing.T
	display string
	dir     string // of the test: data, papers shown, pictures
	program *exec.Cmd
	ended   chan struct{} // closed when the program has ended
}

// newScreen starts an X server with a Swedish keyboard on a free display.
func newScreen(t *testing.T, args ...string) *screen {
	t.Helper()
	need(t, "Xvfb", "xdotool", "setxkbmap")
	s := &screen{t: t, dir: t.TempDir()}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x720x24", "-nolisten", "tcp",
		"-noreset") // else it starts anew whenever the last window closes: after setxkbmap, after the probe
	server.Args = append(server.Args, args...)
	server.ExtraFiles = []*os.File{write}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGTERM) // it takes its lock and socket away
		_ = server.Wait()
	})
	_ = write.Close()
	number := make([]byte, 16)
	n, err := io.ReadAtLeast(read, number, 2) // "99\n": it is ready
	if err != nil {
		t.Fatalf("Xvfb: %v", err)
	}
	s.display = ":" + strings.TrimSpace(string(number[:n]))
	s.run("setxkbmap", "-layout", "se")
	return s
}

// need skips the test where a program is missing, unless this is CI.
func need(t *testing.T, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err == nil {
			continue
		}
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is missing: run make setup", p)
		}
		t.Skipf("%s is missing: run make setup", p)
	}
}

func (s *screen) env() []string {
	return append(os.Environ(), "DISPLAY="+s.display, "WAYLAND_DISPLAY=", "LC_ALL=C.UTF-8", "FYNE_SCALE=", "XDG_CONFIG_HOME="+s.dir,
		"PATH="+s.dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

func (s *screen) run(name string, args ...string) {
	s.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = s.env()
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}

// open starts the program and waits for a title.
func (s *screen) open(title string, args ...string) {
	s.t.Helper()
	program, err := built()
	if err != nil {
		s.t.Fatal(err)
	}
	s.program = exec.Command(program, args...)
	s.program.Env = s.env()
	out := &bytes.Buffer{}
	s.program.Stdout, s.program.Stderr = out, out
	if err := s.program.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.ended = make(chan struct{})
	go func() {
		_ = s.program.Wait()
		close(s.ended)
	}()
	s.t.Cleanup(func() {
		_ = s.program.Process.Kill()
		<-s.ended
		if s.t.Failed() {
			logs, _ := filepath.Glob(filepath.Join(s.dir, "*.log", "fyrtio.log"))
			for _, path := range logs {
				log, _ := os.ReadFile(path)
				s.t.Logf("its log:\n%s", log)
			}
			s.t.Logf("the program said:\n%s", out)
		}
	})
	s.shows(title)
	s.run("xdotool", "search", "--onlyvisible", "--name", "^Fyrtio", "windowfocus", "--sync")
}

// title gives the window's title, "" while there is none.
func (s *screen) title() string {
	cmd := exec.Command("xdotool", "search", "--onlyvisible", "--name", "^Fyrtio", "getwindowname")
	cmd.Env = s.env()
	out, err := cmd.Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// shows waits until the window's title says that a page is there and has been read; what
// the page counts after a dot is left out ("Idag · 8 av 34 klara").
func (s *screen) shows(page string) {
	s.t.Helper()
	want := "Fyrtio – " + page
	there := func() bool {
		title := s.title()
		return title == want || strings.HasPrefix(title, want+" · ") && !strings.HasSuffix(title, "…")
	}
	if err := s.until(there); err != nil {
		s.fail("waiting for %q, the title is %q: %v", want, s.title(), err)
	}
}

// printed waits until a paper has been handed over as a file, answering the dialog that
// asks where it is to go.
func (s *screen) printed(file string) {
	s.t.Helper()
	polls := 0
	if err := s.until(func() bool {
		if _, err := os.Stat(file); err == nil {
			return true
		}
		if polls++; polls%50 == 0 {
			s.press("Return") // once the dialog is there
		}
		return false
	}); err != nil {
		s.fail("nothing was printed: %v", err)
	}
}

var errEnded = errors.New("the program has ended")

// until waits for something to come true.
func (s *screen) until(done func() bool) error {
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	pause := time.NewTicker(5 * time.Millisecond) // leaves the processor to the program
	defer pause.Stop()
	for !done() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.ended:
			return errEnded
		case <-pause.C:
		}
	}
	return nil
}

// fail ends the test and keeps a picture of the screen.
func (s *screen) fail(format string, args ...any) {
	s.t.Helper()
	picture := filepath.Join(os.TempDir(), "fyrtio-"+s.t.Name()+".png")
	cmd := exec.Command("import", "-window", "root", picture)
	cmd.Env = s.env()
	if err := cmd.Run(); err != nil {
		picture = err.Error()
	}
	s.t.Fatalf(format+"\nthe screen: %s", append(args, picture)...)
}

// press presses keys as xdotool names them, one after the other.
func (s *screen) press(keys ...string) {
	s.t.Helper()
	s.run("xdotool", append([]string{"key", "--clearmodifiers"}, keys...)...)
}

// typed types text.
func (s *screen) typed(text string) {
	s.t.Helper()
	s.run("xdotool", "type", "--delay", "1", text)
}

// quit ends the program by keyboard and waits for it.
func (s *screen) quit() {
	s.t.Helper()
	s.press("ctrl+q")
	select {
	case <-s.ended:
	case <-time.After(patience):
		s.fail("the program does not end")
	}
	if status := s.program.ProcessState.ExitCode(); status != 0 {
		s.t.Fatalf("exit status %d", status)
	}
}

// healthy looks into the log for what nobody should see there.
func (s *screen) healthy(log string) {
	s.t.Helper()
	b, err := os.ReadFile(log)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, line := range strings.Split(string(b), "\n") {
		if strings.Contains(line, "level=ERROR") || strings.Contains(line, "Fyne call thread") {
			s.t.Errorf("the log says: %s", line)
		}
	}
}
