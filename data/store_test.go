package data

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyrtio/core/fault"
)

func TestSettingsHaveBounds(t *testing.T) {
	s, _ := testStore(t)
	for _, test := range []struct {
		key, value, want string // want "" = refused
	}{
		{"letter_days", "14", "14"}, {"letter_days", "0", ""}, {"letter_days", "1", "1"}, {"letter_days", "365", "365"}, {"letter_days", "366", ""}, {"letter_days", "x", ""},
		{"reminders", "0", "0"}, {"reminders", "2", "2"}, {"reminders", "3", ""}, {"reminders", "-1", ""},
		{"cl24", "off", "off"}, {"cl24", "Nej", "off"}, {"cl24", "ja", "on"}, {"cl24", "kanske", ""},
		{"ages", "40, 50", "40,50"}, {"ages", "40,", ""}, {"ages", "5", ""}, {"defer_max", "06-30", "06-30"}, {"defer_max", "31/12", ""}, {"defer_max", "02-29", "02-29"},
		{"window", "v2", "V2"}, {"window", "c5", ""}, {"window.dx", "-2,5", "-2.5"}, {"window.dx", "41", ""}, {"lang", "en", "en"}, {"scale", "150", "150"}, {"scale", "10", ""},
		{"role_title", "livsstilscoach", "livsstilscoach"}, {"role_title", "Vårdkoordinator", ""}, {"clinic.name", "Rad\nbrytning", ""}, {"okänd", "1", ""},
	} {
		err := s.SetSetting(t.Context(), test.key, test.value)
		switch {
		case test.want == "" && err == nil:
			t.Errorf("%s=%q was taken", test.key, test.value)
		case test.want == "" && fault.CodeOf(err) != fault.Refused && fault.CodeOf(err) != fault.Usage:
			t.Errorf("%s=%q: %v", test.key, test.value, err)
		case test.want != "" && (err != nil || s.Config().Text(test.key) != test.want):
			t.Errorf("%s=%q gives %q, %v", test.key, test.value, s.Config().Text(test.key), err)
		}
	}
	c := s.Config()
	if c.Text("clinic.name") != "Granlunda hälsocentral" || c.Clinic().Name != c.Text("clinic.name") || c.Int("call_tries") != 3 ||
		c.Millimetres("window.dx") != -2.5 || len(c.Ages()) != 2 || c.Rules().LetterDays != 365 || c.Clinic().Window.Preset != "V2" {
		t.Errorf("%+v", c)
	}
}

// Every default lies within its own bounds.
func TestDefaultsAreValid(t *testing.T) {
	for _, d := range Settings {
		if d.Default == "" {
			continue
		}
		if v, err := d.check(d.Default); err != nil || v != d.Default {
			t.Errorf("%s: %q, %v", d.Key, v, err)
		}
	}
}

func TestUsers(t *testing.T) {
	c := &clock{testDay.At(9, 0)}
	dir := initStore(t, c)
	s := openStore(t, dir, c)
	petra := User{Name: "petra", FullName: "Petra Nyholm"}
	if err := s.AddUser(t.Context(), petra, "björnbär i augusti"); err != nil {
		t.Fatal(err)
	}
	if err := s.AddUser(t.Context(), petra, "björnbär i augusti"); fault.CodeOf(err) != fault.Refused {
		t.Errorf("added twice: %v", err)
	}
	if err := s.RemoveUser(t.Context(), testUser); fault.CodeOf(err) != fault.Refused {
		t.Errorf("removed oneself: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	other, err := Open(t.Context(), dir, Options{User: "petra", Passphrase: "björnbär i augusti", Clock: c.now, Keys: cheap})
	if err != nil {
		t.Fatal(err)
	}
	if err := other.AddUser(t.Context(), User{Name: "eva"}, "lingon i september"); fault.CodeOf(err) != fault.Refused {
		t.Errorf("a coordinator added a user: %v", err)
	}
	if err := other.ChangePassphrase(t.Context(), "björnbär i augusti", "hjortron i juli"); err != nil {
		t.Error(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	s, err = Open(t.Context(), dir, Options{User: "LENA", Passphrase: testPassphrase, Clock: c.now, Keys: cheap})
	if err != nil || s.User() != testUser { // as the name was given, however it is typed
		t.Fatal(s.User(), err)
	}
	defer s.Close()
	if err := s.RemoveUser(t.Context(), "petra"); err != nil {
		t.Fatal(err)
	}
	list, err := s.Users(t.Context())
	if err != nil || len(list) != 2 || list[0].Name != testUser || list[0].Role != Admin || list[1].Removed.IsZero() {
		t.Errorf("%+v, %v", list, err)
	}
	if names, err := Logins(dir); err != nil || len(names) != 1 {
		t.Errorf("%v, %v", names, err)
	}
}

// The recovery code opens the folder, and then any user gets a new passphrase.
func TestRecovery(t *testing.T) {
	c := &clock{testDay.At(9, 0)}
	dir := t.TempDir()
	code, err := Init(t.Context(), dir, InitParams{Clinic: "X", User: testUser, Passphrase: testPassphrase, Clock: c.now, Keys: cheap})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), dir, Options{User: testUser, Recovery: code, Clock: c.now, Keys: cheap})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ResetPassphrase(t.Context(), testUser, "smultron på strå"); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(t.Context(), dir, Options{User: testUser, Passphrase: "smultron på strå", Clock: c.now, Keys: cheap}); err != nil {
		t.Fatal(err)
	}
	if err := s.ResetPassphrase(t.Context(), testUser, "en till fras"); fault.CodeOf(err) != fault.Refused {
		t.Errorf("reset without the code: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// S4: a byte that was flipped in a backup is found.
func TestS4DamagedBackupIsFound(t *testing.T) {
	s, _ := testStore(t)
	importRows(t, s, people(t, 5))
	b, err := s.Backup(t.Context(), ByHand)
	if err != nil || b.Size == 0 || b.Head.Seq == 0 {
		t.Fatalf("%+v, %v", b, err)
	}
	if changed, err := s.Unsaved(t.Context()); err != nil || changed {
		t.Errorf("unsaved right after a backup: %v, %v", changed, err)
	}
	noProblems(t, s)
	path := filepath.Join(s.Dir(), backupFolder, b.File)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file[len(file)/2] ^= 1
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	problems, err := s.Check(t.Context())
	if err != nil || len(problems) != 1 || problems[0].Kind != "backup" {
		t.Errorf("%v, %v", problems, err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if problems, err = s.Check(t.Context()); err != nil || len(problems) != 1 {
		t.Errorf("removed: %v, %v", problems, err)
	}
}

// S3: over 400 days with four backups each, the newest ten and one each of the latest
// hours, days, weeks and months remain.
func TestS3BackupsKept(t *testing.T) {
	var times []time.Time // newest first
	for d := range 400 {
		for h := range 4 {
			at := testDay.Add(-d).At(16, 0).Add(-time.Duration(h) * 2 * time.Hour)
			kept := kept(append(times, at))
			if !kept[0] {
				t.Fatal("the newest is not kept")
			}
			times = append(times, at)
		}
	}
	keep := kept(times)
	months, n := map[string]bool{}, 0
	for i, at := range times {
		if keep[i] {
			n++
			months[at.UTC().Format("2006-01")] = true
		}
	}
	if n > 10+24+14+8+24 || len(months) < 14 {
		t.Errorf("%d kept in %d months", n, len(months))
	}
	for i := range 10 {
		if !keep[i] {
			t.Errorf("number %d is not kept", i)
		}
	}
}
