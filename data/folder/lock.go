package folder

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// The lock itself and the note of who has it are two files, because Windows lets
// nobody read a locked one. The note is left behind by a crash and then means
// nothing: who gets the lock is the holder.
const (
	lockName   = "fyrtio.lock"
	holderName = "fyrtio.holder"
)

// LockOptions are for tests and for callers that know better; zero is right else.
type LockOptions struct {
	Now    time.Time                      // when the lock is taken; zero is the clock
	Remote func(dir string) (bool, error) // whether a folder is on the network; nil is Remote
}

// A Lock is one process's hold on a data folder.
type Lock struct {
	file   *flock.Flock
	holder string // path of the note
}

// A holder is who has the folder.
type holder struct {
	User  string    `json:"user"`
	Host  string    `json:"host"`
	PID   int       `json:"pid"`
	Since time.Time `json:"since"`
}

// Acquire takes the folder dir, which must exist, for this process, or says who
// has it (fault.Locked). A folder on a network share is refused (fault.Locked):
// locks and SQLite's shared memory cannot be relied on there.
func Acquire(dir string, o LockOptions) (*Lock, error) {
	if o.Remote == nil {
		o.Remote = Remote
	}
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	remote, err := o.Remote(dir)
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	if remote {
		return nil, fault.New(fault.Locked, "vault.lock.network", "Folder", dir)
	}
	l := &Lock{
		file:   flock.New(filepath.Join(dir, lockName), flock.SetPermissions(0o600)),
		holder: filepath.Join(dir, holderName),
	}
	got, err := l.file.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	if !got {
		return nil, held(l.holder)
	}
	if err := l.note(o.Now); err != nil {
		return nil, errors.Join(err, l.file.Unlock())
	}
	return l, nil
}

// Release gives the folder back. The lock file stays: removing it would let two
// processes lock two files of the same name.
func (l *Lock) Release() error {
	err := os.Remove(l.holder)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err = errors.Join(err, l.file.Unlock()); err != nil {
		return fmt.Errorf("release the data folder: %w", err)
	}
	return nil
}

// note writes who has the folder.
func (l *Lock) note(now time.Time) error {
	h := holder{PID: os.Getpid(), Since: now}
	if u, err := user.Current(); err == nil {
		h.User = u.Username
	}
	if host, err := os.Hostname(); err == nil {
		h.Host = host
	}
	b, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("lock the data folder: %w", err)
	}
	return WriteFile(l.holder, append(b, '\n'))
}

// held says who has the folder, as far as the note tells.
func held(path string) error {
	var h holder
	b, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(b, &h)
	}
	if err != nil || h.User == "" || h.Host == "" {
		return fault.Wrap(fault.Locked, err, "vault.lock.held_unknown")
	}
	since := h.Since.In(day.Zone)
	return fault.New(fault.Locked, "vault.lock.held", "User", h.User, "Host", h.Host, "PID", h.PID, "Day", day.Of(since),
		"Clock", say.T("vault.clock", "Hour", since.Format("15"), "Minute", since.Format("04")))
}
