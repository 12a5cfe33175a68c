// Package printing gets papers out of the program: a dialog of its own sends them to a
// printer of the system, shows them in the system's viewer or saves them where the user
// wants them; files to be read are asked for the same way. Nothing here uses the network.
package printing

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/data/folder"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Folder gives where the user's own files usually are: the folder for documents, else the home.
func Folder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	for _, name := range []string{"Dokument", "Documents"} {
		dir := filepath.Join(home, name)
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	return home
}

// SaveAs asks where a file is to be saved, beginning with name in the user's documents,
// and has write fill it on a worker. An existing file is never overwritten.
func SaveAs(s *shell.Shell, title, name string, write func(ctx context.Context, w io.Writer) error) {
	SaveThen(s, title, name, write, func(path string) { saved(s, path) })
}

func saved(s *shell.Shell, path string) { s.Tell(widget.BandOK, say.T("printing.saved", "Path", path)) }

// SaveNoted is SaveAs of a file that does not hold personal data: text says what it holds.
func SaveNoted(s *shell.Shell, title, text, name string, write func(ctx context.Context, w io.Writer) error) {
	saveAs(s, Place{title, text, name}, write, func(path string) {
		if path != "" {
			saved(s, path)
		}
	})
}

// SaveThen is SaveAs that has then tell what was saved, and where.
func SaveThen(s *shell.Shell, title, name string, write func(ctx context.Context, w io.Writer) error, then func(path string)) {
	saveAs(s, Place{title, s.T("printing.save.text"), name}, write, func(path string) {
		if path != "" {
			then(path)
		}
	})
}

// SaveFolder asks where a new folder is to be, beginning with its name in the user's
// documents, and has all add files to it on a worker; then is told where it was saved.
func SaveFolder(s *shell.Shell, p Place, all func(ctx context.Context, add func(name string, data []byte) error) error, then func(path string)) {
	p.ask(s, "printing.err.folder", func(ctx context.Context, path string) error {
		return saveFolder(path, func(add func(name string, data []byte) error) error { return all(ctx, add) })
	}, func(path string) {
		if path != "" {
			then(path)
		}
	})
}

// saveAs asks, and tells then where the file was saved, "" where it was not.
func saveAs(s *shell.Shell, p Place, write func(ctx context.Context, w io.Writer) error, then func(path string)) {
	p.ask(s, "printing.err.exists", func(ctx context.Context, path string) error {
		return save(path, func(w io.Writer) error { return write(ctx, w) })
	}, then)
}

// Place is what is asked when something is to be saved: the title and the text of the
// dialog, and the name that is proposed.
type Place struct{ Title, Text, Name string }

// ask asks for a path and has save write there, once at a time; exists is the id of the
// words for what is there already. then is told the path, "" where nothing was saved.
func (p Place) ask(s *shell.Shell, exists string, save func(ctx context.Context, path string) error, then func(path string)) {
	f := widget.NewField(s.T("printing.path"), "")
	f.KeepErrorRoom = true
	f.SetText(filepath.Join(Folder(), p.Name))
	d := &widget.Dialog{Icon: icon.Backup, Tone: theme.Accent, Title: p.Title, Text: p.Text, Body: f, Focus: f.Entry,
		Left: s.T("ui.cancel"), Right: s.T("printing.save")}
	saving := false
	d.OnRight = func() bool {
		if saving {
			return false
		}
		saving = true
		path := Path(f.Text())
		s.Do("", func(ctx context.Context) error { return save(ctx, path) }, func(err error) {
			saving = false
			var known *fault.Error
			switch {
			case errors.Is(err, fs.ErrExist):
				f.SetError(s.T(exists))
			case errors.As(err, &known):
				f.SetError(s.Say(known.Text))
			case err != nil:
				f.SetError(s.T("printing.err.write"))
			default:
				d.Close()
				then(path)
			}
		})
		return false
	}
	d.OnLeft = func() { then("") }
	f.Entry.OnEnter = d.Confirm
	s.Ask(d)
}

// Path makes a typed path whole: quotes taken off, ~ for the home.
func Path(typed string) string {
	p := strings.Trim(strings.TrimSpace(typed), `"'`)
	p = strings.TrimPrefix(p, "file://")
	if rest, ok := strings.CutPrefix(p, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			p = filepath.Join(home, rest)
		}
	}
	return p
}

// save writes a new file: beside it and renamed, so that it is whole or not there.
func save(path string, write func(io.Writer) error) error {
	if _, err := os.Lstat(path); err == nil {
		return fs.ErrExist
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.new")
	if err != nil {
		return err
	}
	err = write(f)
	if err = errors.Join(err, f.Close()); err == nil {
		err = folder.Publish(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// saveFolder makes a new folder with files; where one cannot be written whole, none is left.
func saveFolder(dir string, all func(add func(name string, data []byte) error) error) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	err := all(func(name string, data []byte) error { return os.WriteFile(filepath.Join(dir, name), data, 0o600) })
	if err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	return nil
}
