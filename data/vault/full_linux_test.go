package vault

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// fullVar makes the test binary a writer whose files may not grow past a limit,
// which to SQLite is a disk that fails at that point.
const fullVar = "FYRTIO_TEST_FULL"

func init() { children[fullVar] = writeUntilFull }

// writeUntilFull says each committed row's number, then the error in words.
func writeUntilFull(path string) {
	db, err := Open(path, testKey, Options{})
	if err == nil {
		signal.Ignore(unix.SIGXFSZ)
		const limit = 200_000
		err = unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: limit, Max: limit})
	}
	r := rand.New(rand.NewPCG(1, 1))
	for err == nil {
		var id int64
		if id, err = writeSomething(db, r); err == nil {
			fmt.Println(id)
		}
	}
	fmt.Println(fault.Words(say.Swedish, Fault(err)))
	os.Exit(0)
}

// A disk that takes no more: the write is refused in words, and all that was
// committed before is there.
func TestS2FullDiskLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "clinic.db")
	db := mustOpen(t, path, Options{Create: true})
	mustExec(t, db, "CREATE TABLE kept(id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT); CREATE TABLE rest(id INTEGER PRIMARY KEY, text TEXT)")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fullVar+"="+path)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	words := lines[len(lines)-1]
	if !strings.Contains(words, "Allt som var sparat innan finns kvar.") {
		t.Errorf("the person is told %q", words)
	}
	var acknowledged []int64
	for _, line := range lines[:len(lines)-1] {
		id, err := strconv.ParseInt(line, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		acknowledged = append(acknowledged, id)
	}
	if len(acknowledged) < 3 {
		t.Fatalf("%d rows before the disk was full", len(acknowledged))
	}
	check(t, mustOpen(t, path, Options{}), acknowledged)
}

// A backup on a medium that cannot be written to is verified; as a database it is
// refused in words.
func TestS2ReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	img, _ := crashed(t, 20, 0)
	dir := t.TempDir()
	path := filepath.Join(dir, "clinic.db")
	image{"": img[""]}.put(t, path)
	for name, mode := range map[string]os.FileMode{path: 0o400, dir: 0o500} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
	if err := Verify(path, testKey); err != nil {
		t.Error(err)
	}
	if _, err := Open(path, testKey, Options{}); fault.CodeOf(err) != fault.Refused {
		t.Errorf("opened for writing: %v", err)
	}
	if b, err := os.ReadFile(path); err != nil || !bytes.Equal(b, img[""]) {
		t.Error("the file changed")
	}
}
