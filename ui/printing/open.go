package printing

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"fyrtio/core/fault"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Open is what is asked when a file of the user's own is to be read.
type Open struct {
	Title, Text, Label, Act string
	Endings                 []string // of the files, as .json
	// Take reads the file, then tells failed why it could not, or done.
	Take func(path string, failed func(error), done func())
	// Back gives the keyboard back to the page.
	Back func()
}

// Ask asks for a path, or lets the file be looked for.
func (o Open) Ask(s *shell.Shell) {
	f := widget.NewField(o.Label, s.T("importer.file.hint"))
	f.KeepErrorRoom = true
	d := &widget.Dialog{Icon: icon.Import, Tone: theme.Accent, Title: o.Title, Text: o.Text, Focus: f.Entry, Left: s.T("ui.cancel"), Right: o.Act}
	browse := widget.NewButton(widget.Look{Kind: widget.Secondary, Small: true, Text: s.T("importer.browse"), Key: "F4"}, func() {
		d.Close()
		o.browse(s)
	})
	f.Entry.BeforeKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyF4 {
			browse.Press()
			return true
		}
		return false
	}
	d.Body = widget.Column(10, f, browse)
	d.OnRight = func() bool {
		path := Path(f.Text())
		if path == "" {
			f.SetError(s.T("importer.err.none"))
			return false
		}
		o.Take(path, func(err error) { f.SetError(fault.Words(s.Lang(), err)) }, func() {
			d.Close()
			o.Back()
		})
		return false
	}
	f.Entry.OnEnter = d.Confirm
	s.Ask(d)
}

// browse opens the system's way of looking for a file.
func (o Open) browse(s *shell.Shell) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			o.Back()
			return
		}
		path := filepath.FromSlash(r.URI().Path())
		r.Close()
		o.Take(path, func(err error) {
			s.Fail(err)
			o.Back()
		}, o.Back)
	}, s.Window())
	d.SetFilter(storage.NewExtensionFileFilter(o.Endings))
	if dir, err := storage.ListerForURI(storage.NewFileURI(Folder())); err == nil {
		d.SetLocation(dir)
	}
	d.Resize(fyne.NewSize(760, 520))
	d.Show()
}
