package keys

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"fyrtio/core/fault"
)

// cheap is for tests only: WithCost is Go, no flag or environment reaches it.
var cheap = WithCost(Cost{Time: 1, Memory: 64, Threads: 1})

func create(t *testing.T) (path string, r *Ring, key Key, code string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), FileName)
	r, key, code, err := Create(path, "Åsa Öberg", "blå båt i hamn", cheap)
	if err != nil {
		t.Fatal(err)
	}
	return path, r, key, code
}

func reopen(t *testing.T, path string) *Ring {
	t.Helper()
	r, err := Open(path, cheap)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func wantCode(t *testing.T, err error, code fault.Code, id string) {
	t.Helper()
	var f *fault.Error
	if fault.CodeOf(err) != code {
		t.Fatalf("error %v has code %s, want %s", err, fault.CodeOf(err), code)
	}
	if f, _ = err.(*fault.Error); f == nil || f.Text.ID != id {
		t.Fatalf("error %v, want %s", err, id)
	}
}

func TestS17PassphraseAndCodeGiveTheKey(t *testing.T) {
	path, _, key, code := create(t)
	r := reopen(t, path)
	if !slices.Equal(r.Users(), []string{"Åsa Öberg"}) {
		t.Errorf("users %q", r.Users())
	}
	for _, user := range []string{"Åsa Öberg", " åsa öberg ", "A\u030asa O\u0308berg"} {
		if got, err := r.Unlock(user, "bla\u030a ba\u030at i hamn"); err != nil || got != key {
			t.Errorf("%q: %v", user, err)
		}
	}
	for _, typed := range []string{
		code, strings.ToLower(code), strings.ReplaceAll(code, "-", ""), strings.ReplaceAll(code, "-", " \n"),
		strings.NewReplacer("0", "o", "1", "l", "-", " – ").Replace(code), strings.NewReplacer("0", "O", "1", "I").Replace(code),
	} {
		if got, err := r.UnlockRecovery(typed); err != nil || got != key {
			t.Errorf("%q: %v", typed, err)
		}
	}
	_, err := r.Unlock("Åsa Öberg", "blå båt i hamm")
	wantCode(t, err, fault.Locked, "vault.keys.err.passphrase")
	_, err = r.Unlock("Eva", "blå båt i hamn")
	wantCode(t, err, fault.Locked, "vault.keys.err.user")
	other, err := newCode()
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.UnlockRecovery(other)
	wantCode(t, err, fault.Locked, "vault.keys.err.code")
}

func TestS17KeyAndPassphraseAreNotInTheFile(t *testing.T) {
	path, _, key, code := create(t)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := json.Marshal(key[:])
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range [][]byte{key[:], bytes.Trim(sealed, `"`), []byte("blå"), []byte(code), []byte(strings.ReplaceAll(code, "-", ""))} {
		if bytes.Contains(b, secret) {
			t.Errorf("the file holds %q", secret)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 { // there, the folder's access list decides
		t.Errorf("others may read the file: %v", info.Mode())
	}
}

func TestUsersComeAndGo(t *testing.T) {
	path, r, key, _ := create(t)
	wantCode(t, r.RemoveUser("Åsa Öberg"), fault.Refused, "vault.keys.err.last_user")
	wantCode(t, r.AddUser(key, "åsa öberg", "något helt annat"), fault.Refused, "vault.keys.err.name_taken")
	if err := r.AddUser(key, "  Bo Ek ", "sju sjöar djupa"); err != nil {
		t.Fatal(err)
	}
	r = reopen(t, path)
	if got, err := r.Unlock("Bo Ek", "sju sjöar djupa"); err != nil || got != key {
		t.Fatal(err)
	}
	if err := r.RemoveUser("åsa öberg"); err != nil {
		t.Fatal(err)
	}
	r = reopen(t, path)
	if !slices.Equal(r.Users(), []string{"Bo Ek"}) {
		t.Errorf("users %q", r.Users())
	}
	_, err := r.Unlock("Åsa Öberg", "blå båt i hamn")
	wantCode(t, err, fault.Locked, "vault.keys.err.user")
	wantCode(t, r.RemoveUser("Åsa Öberg"), fault.Locked, "vault.keys.err.user")
}

func TestPassphraseIsChanged(t *testing.T) {
	path, r, key, code := create(t)
	wantCode(t, r.ChangePassphrase("Åsa Öberg", "fel lösenfras", "ny lösenfras"), fault.Locked, "vault.keys.err.passphrase")
	wantCode(t, r.ChangePassphrase("Åsa Öberg", "blå båt i hamn", "kort"), fault.Refused, "vault.keys.err.short")
	if got, err := reopen(t, path).Unlock("Åsa Öberg", "blå båt i hamn"); err != nil || got != key {
		t.Fatalf("a refused change changed something: %v", err)
	}
	if err := r.ChangePassphrase("åsa öberg", "blå båt i hamn", "ny lösenfras"); err != nil {
		t.Fatal(err)
	}
	r = reopen(t, path)
	_, err := r.Unlock("Åsa Öberg", "blå båt i hamn")
	wantCode(t, err, fault.Locked, "vault.keys.err.passphrase")
	if got, err := r.Unlock("Åsa Öberg", "ny lösenfras"); err != nil || got != key {
		t.Fatal(err)
	}

	// Forgotten: the printed code, then a new passphrase and a new code.
	got, err := r.UnlockRecovery(code)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.SetPassphrase(got, "Åsa Öberg", "tredje gången gillt"); err != nil {
		t.Fatal(err)
	}
	fresh, err := r.NewRecovery(got)
	if err != nil {
		t.Fatal(err)
	}
	r = reopen(t, path)
	if got, err := r.Unlock("Åsa Öberg", "tredje gången gillt"); err != nil || got != key {
		t.Fatal(err)
	}
	if got, err := r.UnlockRecovery(fresh); err != nil || got != key {
		t.Fatal(err)
	}
	_, err = r.UnlockRecovery(code)
	wantCode(t, err, fault.Locked, "vault.keys.err.code")
}

func TestCreateRefuses(t *testing.T) {
	path, _, _, _ := create(t)
	_, _, _, err := Create(path, "Bo", "sju sjöar djupa", cheap)
	wantCode(t, err, fault.Refused, "vault.keys.err.exists")
	_, err = Open(path + ".gone")
	wantCode(t, err, fault.NotFound, "vault.keys.err.missing")
	for _, c := range []struct{ user, passphrase, id string }{
		{"Bo", "1234567", "vault.keys.err.short"},
		{"Bo", "åäöåäöå", "vault.keys.err.short"},                      // seven characters, fourteen bytes
		{"Bo", "a\u030aa\u030aa\u030aa\u030a", "vault.keys.err.short"}, // four characters, decomposed
		{"Bo Karlsson", "bo karlsson", "vault.keys.err.same_as_name"},
		{" ", "sju sjöar djupa", "vault.keys.err.name_empty"},
		{strings.Repeat("ö", 81), "sju sjöar djupa", "vault.keys.err.name_long"},
		{"Bo\u200bEk", "sju sjöar djupa", "vault.keys.err.name_sign"},
		{"Bo\nEk", "sju sjöar djupa", "vault.keys.err.name_sign"},
	} {
		other := filepath.Join(t.TempDir(), FileName)
		_, _, _, err := Create(other, c.user, c.passphrase, cheap)
		wantCode(t, err, fault.Refused, c.id)
		if _, err := os.Stat(other); err == nil {
			t.Errorf("%q: a file was made", c.user)
		}
	}
	for _, c := range []struct{ user, passphrase string }{{"Bo", "12345678"}, {strings.Repeat("ö", 80), "åäöåäöåä"}} {
		if _, _, _, err := Create(filepath.Join(t.TempDir(), FileName), c.user, c.passphrase, cheap); err != nil {
			t.Errorf("%q: %v", c.user, err)
		}
	}
}

// Whatever byte of the file changes, the key that comes out is the right one or none.
func TestS17ChangedFileGivesNoOtherKey(t *testing.T) {
	path, _, key, code := create(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		b := bytes.Clone(whole)
		b[i] ^= 0x04
		slots, err := parse(b)
		if err != nil {
			continue
		}
		for _, s := range slots {
			if s.Cost.Memory > 1024 || s.Cost.Time > 64 { // a changed cost opens nothing, only slowly
				continue
			}
			for _, try := range [][]byte{secret("blå båt i hamn"), []byte(strings.ReplaceAll(code, "-", ""))} {
				if got, err := s.open(try); err == nil && got != key {
					t.Fatalf("byte %d gives another key", i)
				}
			}
		}
	}
	if err := os.WriteFile(path, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Open(path)
	wantCode(t, err, fault.Damaged, "vault.keys.err.damaged")
}

func TestCostIsAtLeastTheFloor(t *testing.T) {
	for _, c := range []struct {
		took time.Duration
		time uint32
	}{
		{0, 3}, {time.Nanosecond, maxTime}, {200 * time.Millisecond, 10}, {300 * time.Millisecond, 7},
		{699 * time.Millisecond, 3}, {700 * time.Millisecond, 3}, {time.Minute, 3},
	} {
		if got := raise(c.took); got.Time != c.time || got.Memory != floor.Memory || got.Threads != floor.Threads {
			t.Errorf("%v: %+v, want %d passes", c.took, got, c.time)
		} else if err := got.check(); err != nil {
			t.Error(err)
		}
	}
	if floor.Time < 3 || floor.Memory < 64*1024 || floor.Threads < 2 {
		t.Errorf("the floor %+v is below what is promised", floor)
	}
}

// D32: without the tests' option, slots cost what the product promises, whatever
// the environment says.
func TestProductSlotsAreDear(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	r := newRing(path, nil)
	cost, err := r.cost()
	if err != nil {
		t.Fatal(err)
	}
	if cost.Time < floor.Time || cost.Memory < floor.Memory || cost.Threads < floor.Threads {
		t.Errorf("cost %+v is below the floor", cost)
	}
}

func FuzzParse(f *testing.F) {
	path := filepath.Join(f.TempDir(), FileName)
	if _, _, _, err := Create(path, "Bo", "sju sjöar djupa", cheap); err != nil {
		f.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"version":1,"slots":[{"kind":"user","name":"x","kdf":"argon2id","cost":{"time":4294967295,"memory_kib":4294967295,"threads":255}}]}`))
	f.Add([]byte(`{"version":1}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		slots, err := parse(b)
		if err != nil {
			return
		}
		again, err := json.Marshal(file{version, slots})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parse(again); err != nil {
			t.Fatalf("what was read cannot be read again: %v", err)
		}
		for _, s := range slots {
			if s.Cost.Memory <= 1024 && s.Cost.Time <= 4 {
				if _, err := s.open([]byte("sju sjöar djup")); err == nil {
					t.Fatal("opened with a wrong passphrase")
				}
			}
		}
	})
}
