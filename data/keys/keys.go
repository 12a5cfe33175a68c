// Package keys keeps the database's key, locked once for each user and once for
// the printed recovery code, in the file keys.json of the data folder.
//
// The database's key is 32 random bytes and never changes. Each slot of the file
// has a copy of it, sealed (XChaCha20-Poly1305) with a key that Argon2id makes of a
// passphrase or code; so users come and go, and change their passphrases, without
// anything being encrypted anew. Names of users stand in clear: the unlock screen
// shows them. Someone who was removed but kept an older copy of this file and of
// the database can still open that copy.
package keys

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"fyrtio/core/fault"
	"fyrtio/data/folder"
)

// FileName is the name of the file in the data folder.
const FileName = "keys.json"

// Key is a database's key.
type Key = [32]byte

// A Ring is the file's content. Its methods that change something write the file
// before they return; on an error the file and the Ring are as they were. It is
// not safe for concurrent use.
type Ring struct {
	path  string
	cost  func() (Cost, error) // for new slots
	slots []slot
}

// Option changes how new slots are made. There is one, for tests: nothing in the
// product, no flag and no environment, leads to it.
type Option func(*Ring)

// WithCost makes new slots with a fixed cost, below the floor too.
func WithCost(c Cost) Option {
	return func(r *Ring) { r.cost = func() (Cost, error) { return c, c.check() } }
}

// file is keys.json.
type file struct {
	Version int    `json:"version"`
	Slots   []slot `json:"slots"`
}

const version = 1

// Create makes the file at path with a new key, a slot for the first user, and one
// for a recovery code. The code is returned only here: it is to be printed.
func Create(path, user, passphrase string, opts ...Option) (r *Ring, key Key, code string, err error) {
	if _, err := os.Stat(path); err == nil {
		return nil, Key{}, "", fault.New(fault.Refused, "vault.keys.err.exists")
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, Key{}, "", fmt.Errorf("make keys: %w", err)
	}
	r = newRing(path, opts)
	if _, err := rand.Read(key[:]); err != nil {
		return nil, Key{}, "", fmt.Errorf("make keys: %w", err)
	}
	slots, err := r.withUser(nil, key, user, passphrase)
	if err != nil {
		return nil, Key{}, "", err
	}
	slots, code, err = r.withRecovery(slots, key)
	if err != nil {
		return nil, Key{}, "", err
	}
	if err := r.save(slots); err != nil {
		return nil, Key{}, "", err
	}
	return r, key, code, nil
}

// Open reads the file at path. Errors: fault.NotFound, fault.Damaged.
func Open(path string, opts ...Option) (*Ring, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Wrap(fault.NotFound, err, "vault.keys.err.missing", "File", filepath.Base(path))
	}
	if err != nil {
		return nil, fmt.Errorf("read keys: %w", err)
	}
	r := newRing(path, opts)
	if r.slots, err = parse(b); err != nil {
		return nil, fault.Wrap(fault.Damaged, err, "vault.keys.err.damaged", "File", filepath.Base(path))
	}
	return r, nil
}

func newRing(path string, opts []Option) *Ring {
	r := &Ring{path: path, cost: calibrate}
	for _, o := range opts {
		o(r)
	}
	return r
}

// parse reads keys.json and refuses what Create and the other functions would not write.
func parse(b []byte) ([]slot, error) {
	var f file
	if err := json.Unmarshal(b, &f); err != nil {
		return nil, err
	}
	if f.Version != version {
		return nil, fmt.Errorf("version %d of keys.json is unknown", f.Version)
	}
	seen := map[string]bool{}
	users := 0
	for i, s := range f.Slots {
		if err := s.check(); err != nil {
			return nil, fmt.Errorf("slot %d: %w", i+1, err)
		}
		id := s.Kind + " " + fold(s.Name)
		if seen[id] {
			return nil, fmt.Errorf("slot %d: there is another for the same", i+1)
		}
		seen[id] = true
		if s.Kind == userSlot {
			users++
		}
	}
	if users == 0 {
		return nil, errors.New("there is no user")
	}
	return f.Slots, nil
}

// save writes the file with these slots.
func (r *Ring) save(slots []slot) error {
	b, err := json.MarshalIndent(file{version, slots}, "", "  ")
	if err != nil {
		return fmt.Errorf("write keys: %w", err)
	}
	if err := folder.WriteFile(r.path, append(b, '\n')); err != nil {
		return err
	}
	r.slots = slots
	return nil
}

// Users gives the users' names in the order in which they were added.
func (r *Ring) Users() []string {
	var names []string
	for _, s := range r.slots {
		if s.Kind == userSlot {
			names = append(names, s.Name)
		}
	}
	return names
}

// find gives the index of a slot, -1 if there is none. Names are found without
// regard to case and to how their letters are composed.
func (r *Ring) find(kind, name string) int {
	return slices.IndexFunc(r.slots, func(s slot) bool { return s.Kind == kind && fold(s.Name) == fold(name) })
}

func (r *Ring) findUser(user string) (int, error) {
	i := r.find(userSlot, user)
	if i < 0 {
		return i, fault.New(fault.Locked, "vault.keys.err.user", "User", clean(user))
	}
	return i, nil
}

// Unlock gives the key to a user with the right passphrase. Errors: fault.Locked.
func (r *Ring) Unlock(user, passphrase string) (Key, error) {
	i, err := r.findUser(user)
	if err != nil {
		return Key{}, err
	}
	key, err := r.slots[i].open(secret(passphrase))
	if err != nil {
		return Key{}, fault.Wrap(fault.Locked, err, "vault.keys.err.passphrase", "User", r.slots[i].Name)
	}
	return key, nil
}

// UnlockRecovery gives the key to who has the recovery code, which may be typed in
// any case, with any spaces and dashes, and with O for 0 and I or L for 1. Errors:
// fault.Refused for a code that is mistyped, fault.Locked for one that is not this ring's.
func (r *Ring) UnlockRecovery(code string) (Key, error) {
	plain, err := parseCode(code)
	if err != nil {
		return Key{}, err
	}
	i := r.find(recoverySlot, "")
	if i < 0 {
		return Key{}, fault.New(fault.Locked, "vault.keys.err.code")
	}
	key, err := r.slots[i].open([]byte(plain))
	if err != nil {
		return Key{}, fault.Wrap(fault.Locked, err, "vault.keys.err.code")
	}
	return key, nil
}

// AddUser adds a slot for a user. Errors: fault.Refused for a name that is taken or
// a passphrase that is too weak.
func (r *Ring) AddUser(key Key, user, passphrase string) error {
	if r.find(userSlot, user) >= 0 {
		return fault.New(fault.Refused, "vault.keys.err.name_taken", "User", clean(user))
	}
	slots, err := r.withUser(slices.Clone(r.slots), key, user, passphrase)
	if err != nil {
		return err
	}
	return r.save(slots)
}

// RemoveUser removes a user's slot, but never the last one.
func (r *Ring) RemoveUser(user string) error {
	i, err := r.findUser(user)
	if err != nil {
		return err
	}
	if len(r.Users()) == 1 {
		return fault.New(fault.Refused, "vault.keys.err.last_user", "User", r.slots[i].Name)
	}
	return r.save(slices.Delete(slices.Clone(r.slots), i, i+1))
}

// ChangePassphrase gives a user who knows the old passphrase a new one.
func (r *Ring) ChangePassphrase(user, old, new string) error {
	key, err := r.Unlock(user, old)
	if err != nil {
		return err
	}
	return r.SetPassphrase(key, user, new)
}

// SetPassphrase gives a user a new passphrase with the key itself, as after
// UnlockRecovery.
func (r *Ring) SetPassphrase(key Key, user, passphrase string) error {
	i, err := r.findUser(user)
	if err != nil {
		return err
	}
	made, err := r.withUser(nil, key, r.slots[i].Name, passphrase)
	if err != nil {
		return err
	}
	slots := slices.Clone(r.slots)
	slots[i] = made[0]
	return r.save(slots)
}

// NewRecovery makes a new recovery code; the one before is no longer valid.
func (r *Ring) NewRecovery(key Key) (code string, err error) {
	others := slices.DeleteFunc(slices.Clone(r.slots), func(s slot) bool { return s.Kind == recoverySlot })
	slots, code, err := r.withRecovery(others, key)
	if err != nil {
		return "", err
	}
	return code, r.save(slots)
}

func (r *Ring) withUser(slots []slot, key Key, user, passphrase string) ([]slot, error) {
	user = clean(user)
	if err := CheckName(user); err != nil {
		return nil, err
	}
	if err := CheckPassphrase(user, passphrase); err != nil {
		return nil, err
	}
	return r.with(slots, key, userSlot, user, secret(passphrase))
}

func (r *Ring) withRecovery(slots []slot, key Key) ([]slot, string, error) {
	code, err := newCode()
	if err != nil {
		return nil, "", fmt.Errorf("make a recovery code: %w", err)
	}
	plain, err := parseCode(code)
	if err != nil {
		return nil, "", err
	}
	slots, err = r.with(slots, key, recoverySlot, "", []byte(plain))
	return slots, code, err
}

func (r *Ring) with(slots []slot, key Key, kind, name string, secret []byte) ([]slot, error) {
	cost, err := r.cost()
	if err != nil {
		return nil, fmt.Errorf("make keys: %w", err)
	}
	s, err := seal(key, kind, name, secret, cost)
	if err != nil {
		return nil, fmt.Errorf("make keys: %w", err)
	}
	return append(slots, s), nil
}

// secret is a passphrase as bytes, the same however the keyboard composed å.
func secret(passphrase string) []byte { return []byte(norm.NFC.String(passphrase)) }

// clean is a name as it is kept: composed, without space around.
func clean(name string) string { return strings.TrimSpace(norm.NFC.String(name)) }

// fold is a name as it is compared.
func fold(name string) string { return strings.ToLower(clean(name)) }
