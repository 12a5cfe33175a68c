package folder

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// holdVar makes the test binary a second process that holds the folder it names
// until its input ends.
const holdVar = "FYRTIO_TEST_HOLD"

func TestMain(m *testing.M) {
	dir := os.Getenv(holdVar)
	if dir == "" {
		os.Exit(m.Run())
	}
	lock, err := Acquire(dir, LockOptions{Now: since})
	if err != nil {
		fmt.Println(fault.CodeOf(err), err)
		os.Exit(1)
	}
	fmt.Println("held")
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		os.Exit(1)
	}
	if err := lock.Release(); err != nil {
		os.Exit(1)
	}
}

var since = time.Date(2026, 3, 5, 8, 31, 0, 0, time.UTC) // 9.31 in Sweden

// another starts a second process for the folder and gives its first line.
func another(t *testing.T, dir string) (cmd *exec.Cmd, stop io.Closer, line string) {
	t.Helper()
	cmd = exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), holdVar+"="+dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return cmd, in, strings.TrimSpace(line)
}

func TestS21SecondProcessIsToldWhoHasTheFolder(t *testing.T) {
	dir := t.TempDir()
	cmd, stop, line := another(t, dir)
	if line != "held" {
		t.Fatal(line)
	}
	_, err := Acquire(dir, LockOptions{})
	if fault.CodeOf(err) != fault.Locked {
		t.Fatalf("code %s: %v", fault.CodeOf(err), err)
	}
	host, hostErr := os.Hostname()
	if hostErr != nil {
		t.Fatal(hostErr)
	}
	for lang, words := range map[say.Lang][]string{
		say.Swedish: {"används redan av", host, "5 mars", "kl. 09.31", strconv.Itoa(cmd.Process.Pid)},
		say.English: {"already in use by", host, "5 March", "at 09:31", strconv.Itoa(cmd.Process.Pid)},
	} {
		for _, w := range words {
			if got := fault.Words(lang, err); !strings.Contains(got, w) {
				t.Errorf("%s: %q lacks %q", lang, got, w)
			}
		}
	}
	if err := errors.Join(stop.Close(), cmd.Wait()); err != nil {
		t.Fatal(err)
	}
	lock, err := Acquire(dir, LockOptions{})
	if err != nil {
		t.Fatalf("the folder was released: %v", err)
	}
	if _, _, line := another(t, dir); !strings.HasPrefix(line, string(fault.Locked)) {
		t.Errorf("the second process got %q", line)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
}

// A process that was killed leaves its note behind; it means nothing.
func TestS21LockOfKilledProcessIsFree(t *testing.T) {
	dir := t.TempDir()
	cmd, _, line := another(t, dir)
	if line != "held" {
		t.Fatal(line)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it says that the process was killed
	if _, err := os.Stat(filepath.Join(dir, holderName)); err != nil {
		t.Fatalf("the killed process left no note: %v", err)
	}
	lock, err := Acquire(dir, LockOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
}

func TestS21SameProcessTwice(t *testing.T) {
	dir := t.TempDir()
	lock, err := Acquire(dir, LockOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Acquire(dir, LockOptions{}); fault.CodeOf(err) != fault.Locked {
		t.Errorf("the same process got it twice: %v", err)
	}
	for _, note := range []string{"", "not json", `{"pid":1}`} {
		if err := os.WriteFile(filepath.Join(dir, holderName), []byte(note), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Acquire(dir, LockOptions{})
		if fault.CodeOf(err) != fault.Locked || !strings.Contains(fault.Words(say.Swedish, err), "ett annat Fyrtio") {
			t.Errorf("note %q: %v", note, err)
		}
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
}

func TestS21NetworkShareIsRefused(t *testing.T) {
	dir := t.TempDir()
	_, err := Acquire(dir, LockOptions{Remote: func(string) (bool, error) { return true, nil }})
	if fault.CodeOf(err) != fault.Locked || !strings.Contains(fault.Words(say.Swedish, err), "nätverksplats") ||
		!strings.Contains(fault.Words(say.Swedish, err), dir) {
		t.Errorf("%v", err)
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) > 0 {
		t.Errorf("something was written to the share: %v %v", names, err)
	}
	if remote, err := Remote(dir); err != nil || remote {
		t.Errorf("the test's own folder: %v %v", remote, err)
	}
	if _, err := Acquire(filepath.Join(dir, "gone"), LockOptions{}); err == nil {
		t.Error("a folder that does not exist was locked")
	}
}
