package vault

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"

	"fyrtio/core/fault"
)

// ErrKey is behind the error for a key that is not the database's own.
var ErrKey = errors.New("no page opens with this key")

// ErrDamaged is behind each error that says that stored data is not as it was written.
var ErrDamaged = errors.New("stored data is damaged")

// authentication is SQLITE_IOERR_DATA: the shim met a page that does not open.
const authentication = sqlite3.ErrNoExtended(10 | 32<<8)

// unspecific is SQLITE_IOERR alone. SQLite reads the schema by sqlite3_exec, which
// keeps only this of what the shim said.
const unspecific = sqlite3.ErrNoExtended(10)

// Fault gives errors of the database that a person can do something about their
// words: damage (fault.Damaged), a full disk and a disk that cannot be written
// (fault.Refused), data held by another program (fault.Locked). Others, nil and
// errors that have words already come back as they are.
func Fault(err error) error {
	var worded *fault.Error
	var e sqlite3.Error
	if errors.As(err, &worded) || !errors.As(err, &e) {
		return err
	}
	switch {
	case isDamage(e):
		return fault.Wrap(fault.Damaged, fmt.Errorf("%w: %w", ErrDamaged, err), "vault.err.damaged")
	case e.Code == sqlite3.ErrFull:
		return fault.Wrap(fault.Refused, err, "vault.err.full")
	case e.Code == sqlite3.ErrIoErr, e.Code == sqlite3.ErrCantOpen, e.Code == sqlite3.ErrReadonly, e.Code == sqlite3.ErrPerm:
		return fault.Wrap(fault.Refused, err, "vault.err.disk")
	case e.Code == sqlite3.ErrBusy, e.Code == sqlite3.ErrLocked:
		return fault.Wrap(fault.Locked, err, "vault.err.busy")
	}
	return err
}

func isDamage(e sqlite3.Error) bool {
	return e.ExtendedCode == authentication || e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB
}

// damaged says that the file at path is not as it was written.
func damaged(path string, cause error) error {
	return fault.Wrap(fault.Damaged, fmt.Errorf("%w: %s: %w", ErrDamaged, path, cause), "vault.err.damaged_file", "File", filepath.Base(path))
}

// explain turns an error of opening into words. If nothing in the file opens with
// the key, then the key is the wrong one; else the file is damaged.
func explain(path string, key [32]byte, err error) error {
	var e sqlite3.Error
	if !errors.As(err, &e) || !isDamage(e) && e.ExtendedCode != unspecific {
		return Fault(fmt.Errorf("open database: %w", err))
	}
	good, bad, scanErr := pages(path, newSealer(key))
	switch {
	case scanErr != nil:
		return fmt.Errorf("open database: %w", scanErr)
	case !isDamage(e) && !bad:
		return Fault(fmt.Errorf("open database: %w", err))
	case !good:
		return fault.Wrap(fault.Locked, fmt.Errorf("%w: %w", ErrKey, err), "vault.err.key", "File", filepath.Base(path))
	}
	return damaged(path, err)
}

// pages tells whether at least one page of the database opens, and whether at least
// one does not.
func pages(path string, s *sealer) (good, bad bool, err error) {
	file, err := os.Open(path)
	if err != nil {
		return false, false, err
	}
	defer file.Close()
	page := make([]byte, pageSize)
	for number := uint32(1); ; number++ {
		if _, err := io.ReadFull(file, page); err != nil {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				return good, bad, nil
			}
			return good, bad, err
		}
		if s.open(page, place(number, nil)) == nil {
			good = true
		} else {
			bad = true
		}
		if good && bad {
			return true, true, nil
		}
	}
}
