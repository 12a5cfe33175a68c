// Package data keeps everything in one encrypted SQLite database and has every use
// case of the program: importing a roster, recording what happened, the work list,
// letters, the questionnaire, the star. The windows and fyrtioctl call the same ones.
//
// Each use case is one transaction: events, the journeys' rows and the log entry
// together or not at all (tx.go). Exported methods open and commit; unexported
// helpers take the transaction. A Store may be used from several goroutines; writes
// follow each other.
package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/data/folder"
	"fyrtio/data/keys"
	"fyrtio/data/vault"
)

// databaseName is the database's file in the data folder; backupFolder is beside it.
const (
	databaseName = "fyrtio.db"
	backupFolder = "backups"
)

// Options say who opens a store, and how.
type Options struct {
	User       string
	Passphrase string
	Recovery   string           // the printed recovery code, in place of a passphrase
	Clock      func() time.Time // nil = the real one
	Workplace  string           // "" = the computer's name
	Keys       []keys.Option    // for tests: no flag and no setting leads here (D32)
}

// Store is an open data folder. Close it.
type Store struct {
	dir       string
	user      string
	workplace string
	clock     func() time.Time
	ids       *ids

	lock      *folder.Lock
	ring      *keys.Ring
	key       keys.Key
	recovered bool    // opened with the recovery code
	writer    *sql.DB // one connection
	readers   *sql.DB
	writing   sync.Mutex   // one write at a time, its index update included
	written   atomic.Int64 // writes since the opening, without those that backups make

	backing sync.Mutex // one backup at a time

	index *index

	configMu sync.RWMutex
	config   Config

	drawMu sync.Mutex
	draws  map[int]Draw // by cohort, as far as they were asked for

	lookMu sync.Mutex
	looks  map[lookKey]time.Time // last looks of this session

	turnMu sync.Mutex
	turned day.Date // the day for which the journeys' rows hold
}

// InitParams are what a new data folder needs.
type InitParams struct {
	Clinic     string // the clinic's name
	User       string // the first user, an admin
	FullName   string // "" = User
	Passphrase string
	Clock      func() time.Time
	Workplace  string
	Keys       []keys.Option
}

// Init makes a data folder with its first user and gives the recovery code, which is
// shown nowhere else and never again. dir is made if it is missing; one that has a
// database already is refused.
func Init(ctx context.Context, dir string, p InitParams) (recovery string, err error) {
	if strings.TrimSpace(p.Clinic) == "" {
		return "", fault.New(fault.Usage, "data.err.init.clinic")
	}
	first := User{Name: p.User, FullName: p.FullName, Role: Admin}
	if err := first.check(); err != nil {
		return "", err
	}
	for _, name := range []string{databaseName, keys.FileName} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return "", fault.New(fault.Refused, "data.err.init.exists", "Folder", dir)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, backupFolder), 0o700); err != nil {
		return "", fault.Wrap(fault.Refused, err, "data.err.init.folder", "Folder", dir)
	}
	s := newStore(dir, Options{User: first.Name, Clock: p.Clock, Workplace: p.Workplace})
	if s.lock, err = folder.Acquire(dir, folder.LockOptions{Now: s.clock()}); err != nil {
		return "", err
	}
	defer func() {
		if err != nil { // nothing half made stays
			err = errors.Join(err, s.Close())
			_ = os.Remove(filepath.Join(dir, databaseName))
			_ = os.Remove(filepath.Join(dir, keys.FileName))
			return
		}
		err = s.Close()
	}()
	if s.ring, s.key, recovery, err = keys.Create(filepath.Join(dir, keys.FileName), first.Name, p.Passphrase, p.Keys...); err != nil {
		return "", err
	}
	if err = s.connect(ctx, true); err != nil {
		return "", err
	}
	err = s.write(ctx, act{Act: "init"}, func(t *tx) error {
		if err := t.addUser(first); err != nil {
			return err
		}
		name, err := mustSetting("clinic.name").check(p.Clinic)
		if err != nil {
			return err
		}
		_, err = t.exec(`INSERT INTO setting (key, value) VALUES ('clinic.name', ?)`, name)
		return err
	})
	return recovery, err
}

// Open opens the data folder for a user. Errors for a person: fault.Locked when
// another process has it (the text names who) or the passphrase is wrong,
// fault.NotFound when there is none, fault.Damaged when it is not as it was written.
func Open(ctx context.Context, dir string, o Options) (s *Store, err error) {
	if _, err := os.Stat(filepath.Join(dir, keys.FileName)); errors.Is(err, os.ErrNotExist) {
		if _, there := os.Stat(filepath.Join(dir, databaseName)); there == nil { // a clinic that lost its keys
			return nil, fault.Wrap(fault.Damaged, err, "vault.keys.err.missing", "File", keys.FileName)
		}
		return nil, fault.Wrap(fault.NotFound, err, "data.err.open.none", "Folder", dir)
	}
	s = newStore(dir, o)
	if s.lock, err = folder.Acquire(dir, folder.LockOptions{Now: s.clock()}); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
			s = nil
		}
	}()
	if s.ring, err = keys.Open(filepath.Join(dir, keys.FileName), o.Keys...); err != nil {
		return s, err
	}
	if o.Recovery != "" {
		s.key, err = s.ring.UnlockRecovery(o.Recovery)
		s.recovered = true
	} else {
		s.key, err = s.ring.Unlock(o.User, o.Passphrase)
	}
	if err != nil {
		return s, err
	}
	debug.FreeOSMemory() // the derivation of the key took 64 MB, which nothing needs from here on
	s.user = s.canonical(s.user)
	err = s.connect(ctx, false)
	if fault.CodeOf(err) == fault.NotFound { // keys without their database
		err = fault.Wrap(fault.Damaged, err, "vault.err.missing", "File", databaseName)
	}
	return s, err
}

func newStore(dir string, o Options) *Store {
	s := &Store{dir: dir, user: strings.TrimSpace(o.User), workplace: o.Workplace, clock: o.Clock, ids: newIDs(), looks: map[lookKey]time.Time{}}
	if s.clock == nil {
		s.clock = time.Now
	}
	if s.workplace == "" {
		s.workplace, _ = os.Hostname()
	}
	return s
}

// connect opens the two pools, brings the schema up to date and reads what is kept
// in memory.
func (s *Store) connect(ctx context.Context, create bool) (err error) {
	path := filepath.Join(s.dir, databaseName)
	if s.writer, err = vault.Open(path, s.key, vault.Options{Create: create}); err != nil {
		return err
	}
	upgraded, err := s.bringUp(ctx)
	if err != nil {
		return err
	}
	if s.readers, err = vault.Open(path, s.key, vault.Options{ReadOnly: true}); err != nil {
		return err
	}
	err = s.read(ctx, func(r reader) (err error) {
		s.config, err = readConfig(r)
		return err
	})
	if err != nil {
		return fmt.Errorf("read the settings: %w", err)
	}
	s.index = &index{read: func() ([]*entry, error) { return readIndex(s.readers) }}
	s.index.start()
	if upgraded != nil {
		return s.logUpgrade(ctx, upgraded)
	}
	return nil
}

// canonical gives the user's name as it was given, however it was typed to log in.
func (s *Store) canonical(name string) string {
	if name == "" {
		return "recovery" // opened with the code alone
	}
	names := s.ring.Users()
	if i := slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, name) }); i >= 0 {
		return names[i]
	}
	return name
}

// Close ends everything and lets the data folder go. Nothing is saved on closing,
// because everything is saved already.
func (s *Store) Close() error {
	s.writing.Lock() // a write that is under way ends before another process may have the folder
	defer s.writing.Unlock()
	var errs []error
	if s.index != nil {
		<-s.index.done
	}
	if s.readers != nil {
		errs = append(errs, s.readers.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Release())
	}
	clear(s.key[:])
	return errors.Join(errs...)
}

// Dir gives the data folder.
func (s *Store) Dir() string { return s.dir }

// Now gives the store's time.
func (s *Store) Now() time.Time { return s.clock() }

// Day gives the store's today.
func (s *Store) Day() day.Date { return day.Of(s.clock()) }

// Standing gives a clock that stands still at 12.00 Swedish time on a day, for --today.
func Standing(d day.Date) func() time.Time {
	t := d.At(12, 0)
	return func() time.Time { return t }
}

func dayOf(s string) day.Date {
	d, _ := day.Parse(s) // stored by this program: real or empty
	return d
}

func mustSetting(key string) Setting {
	d, _ := SettingOf(key)
	return d
}
