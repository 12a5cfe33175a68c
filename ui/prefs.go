package ui

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/printing"
)

// Prefs are what this PC's window remembers and needs before anyone has unlocked the
// data: nothing about participants. They are in a plain file in the data folder.
type Prefs struct {
	Lang     say.Lang `json:"lang"`
	Scale    int      `json:"scale"` // of all text and measures, percent
	Contrast bool     `json:"contrast"`
	User     string   `json:"user"`             // who logged in last
	Clinic   string   `json:"clinic,omitempty"` // whose data it is, so that the unlock page can say so
	// Columns are those of the list of participants; nil = the usual ones.
	Columns []data.Column `json:"columns,omitempty"`

	Printing printing.Kept `json:"printing"` // where papers went last
}

const prefsName = "window.json"

// ReadPrefs reads the preferences of a data folder. A file that is missing or cannot
// be understood gives the defaults.
func ReadPrefs(dir string) Prefs {
	p := Prefs{Lang: say.Swedish, Scale: 100}
	b, err := os.ReadFile(filepath.Join(dir, prefsName))
	if err != nil {
		return p
	}
	var read Prefs
	if json.Unmarshal(b, &read) != nil {
		return p
	}
	if read.Lang == say.English {
		p.Lang = say.English
	}
	if read.Scale >= 80 && read.Scale <= 200 {
		p.Scale = read.Scale
	}
	p.Contrast, p.User, p.Clinic, p.Printing, p.Columns = read.Contrast, read.User, read.Clinic, read.Printing, read.Columns
	return p
}

// write keeps the preferences: beside, then renamed, so that a torn file is never read.
func (p Prefs) write(dir string) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil // nothing is kept before there is a data folder
	}
	fresh := filepath.Join(dir, prefsName+".new")
	if err := os.WriteFile(fresh, b, 0o600); err != nil {
		return err
	}
	return os.Rename(fresh, filepath.Join(dir, prefsName))
}
