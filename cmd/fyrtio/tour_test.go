package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// The tour leaves a picture of each place of a demo clinic and ends by itself.
func TestScreenshots(t *testing.T) {
	s := newScreen(t)
	dir := filepath.Join(s.dir, "clinic")
	clinic(t, dir)
	program, err := built()
	if err != nil {
		t.Fatal(err)
	}
	shots := filepath.Join(s.dir, "shots")
	cmd := exec.Command(program, "--data", dir, "--user", testUser, "--today", testDay.String(), "--screenshots", shots)
	cmd.Env = append(s.env(), "FYRTIO_PASSPHRASE="+testPassphrase)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	seen := map[string]string{}
	for _, name := range []string{"01-unlock", "02-today", "03-participants", "04-participant", "05-import", "06-letters", "09-bookings"} {
		b, err := os.ReadFile(filepath.Join(shots, name+".png"))
		if err != nil {
			t.Error(err)
			continue
		}
		if other, same := seen[string(b)]; same {
			t.Errorf("%s shows what %s shows", name, other)
		}
		seen[string(b)] = name
	}
	s.healthy(filepath.Join(logFolder(dir), "fyrtio.log"))
}
