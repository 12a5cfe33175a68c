package importer

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"fyrtio/core/fault"
	"fyrtio/core/roster"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/printing"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// fileStep asks for the file and the cohort, and lists the earlier imports.
type fileStep struct {
	p       *Page
	path    *widget.Field
	cohort  *widget.Select
	years   []int
	go_     *widget.Button
	look    *widget.Button
	words   *widget.Drawing
	head    *widget.Drawing
	list    *widget.List
	batches []data.Batch
	names   map[string]string // full names of users
	content *fyne.Container
	dialog  *dialog.FileDialog // nil while it is closed
}

func newFileStep(p *Page) *fileStep {
	s := p.s
	f := &fileStep{p: p}
	f.path = widget.NewField(s.T("importer.file"), s.T("importer.file.hint"))
	f.path.KeepErrorRoom = true
	f.path.Entry.OnEnter = f.read
	year := s.Today().Year
	for y := year + 1; y >= year-5; y-- {
		f.years = append(f.years, y)
	}
	names, at := make([]string, len(f.years)), 1
	for i, y := range f.years {
		names[i] = s.T("importer.cohort.year", "Year", y)
		if y == p.params.Cohort {
			at = i
		}
	}
	p.params.Cohort = f.years[at]
	f.cohort = widget.NewSelect(s.T("importer.cohort"), names, at, func(i int) { p.params.Cohort = f.years[i] })
	f.look = widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("importer.browse"), Key: "Ctrl+F"}, f.browse)
	f.go_ = widget.NewButton(widget.Look{Kind: widget.Filled, Text: s.T("importer.read"), Key: "Enter"}, f.read)
	f.words = widget.NewDrawing(nil, func(pen *widget.Pen) {
		pen.Wrap(0, 0, min(pen.Size().Width, 620), s.T("importer.file.text"), widget.Second)
	})
	f.head = widget.NewDrawing(nil, func(pen *widget.Pen) {
		if len(f.batches) > 0 {
			pen.Mid(0, 0, pen.Size().Height, s.T("importer.earlier"), widget.Heading)
		}
	})
	f.list = widget.NewList(theme.RowToday, func() int { return len(f.batches) }, f.paint)
	f.list.OnEnter = func(i int) { f.undo(i) }
	f.list.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDelete && f.list.Selected() >= 0 {
			f.undo(f.list.Selected())
			return true
		}
		return false
	}
	f.list.Label = s.T("importer.earlier")
	f.content = container.New(fileLayout{f}, f.words, f.path, f.look, f.cohort, f.go_, f.head, f.list)
	return f
}

type fileLayout struct{ f *fileStep }

// MinSize is for Fyne.
func (fileLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

// Layout is for Fyne.
func (l fileLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	f := l.f
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, max(0, h)))
	}
	w := min(size.Width, 720)
	lines := float32(len(widget.Lines(f.p.s.T("importer.file.text"), widget.Second, min(w, 620)))) * widget.Second.Line()
	put(f.words, 0, 0, w, lines)
	y := lines + 16
	cohort := float32(190)
	ph := f.path.MinSize().Height
	put(f.path, 0, y, w-cohort-12, ph)
	put(f.cohort, w-cohort, y, cohort, f.cohort.MinSize().Height)
	y += ph + 8
	gw, lw := f.go_.MinSize(), f.look.MinSize()
	put(f.go_, 0, y, gw.Width, gw.Height)
	put(f.look, gw.Width+12, y, lw.Width, lw.Height)
	y += gw.Height + 20
	put(f.head, 0, y, w, 30)
	h := min(size.Height-y-34, float32(len(f.batches))*theme.RowToday+2)
	put(f.list, 0, y+34, w, h)
	if len(f.batches) == 0 {
		f.list.Hide()
	} else {
		f.list.Show()
	}
}

// load reads the earlier imports.
func (f *fileStep) load() {
	var list []data.Batch
	names := map[string]string{}
	f.p.s.Do("importer.batches", func(ctx context.Context) (err error) {
		if list, err = f.p.store.Batches(ctx); err != nil {
			return err
		}
		users, err := f.p.store.Users(ctx)
		for _, u := range users {
			names[u.Name] = u.FullName
		}
		return err
	}, func(err error) {
		if err != nil {
			f.p.s.Fail(err)
			return
		}
		f.batches, f.names = list, names
		f.list.Reload()
		f.content.Refresh()
	})
}

func (f *fileStep) fail(err error) {
	f.path.SetError(fault.Words(f.p.s.Lang(), err))
	f.content.Refresh()
}

// read takes the file that is named in the field and goes on to its columns.
func (f *fileStep) read() {
	p := f.p
	path := printing.Path(f.path.Text())
	if path == "" || p.busy {
		f.path.SetError(p.s.T("importer.err.none"))
		return
	}
	f.path.SetError("")
	p.setBusy(true)
	var b []byte
	p.s.Do("importer", func(context.Context) (err error) {
		b, err = readFile(path)
		return err
	}, func(err error) {
		p.setBusy(false)
		if err != nil {
			f.fail(err)
			return
		}
		f.take(filepath.Base(path), b)
	})
}

func (f *fileStep) take(name string, b []byte) {
	p := f.p
	p.params = data.ImportParams{Name: name, Data: b, Cohort: p.params.Cohort}
	p.result, p.err, p.bytes = data.ImportResult{}, nil, b
	p.dryRun()
}

// readFile reads a file no bigger than a roster may be; roster.Read refuses one byte more.
func readFile(path string) ([]byte, error) {
	r, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "importer.err.missing", "Path", path)
	}
	if err != nil {
		return nil, fault.New(fault.Refused, "importer.err.read", "Path", path)
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, roster.MaxFile+1))
	if err != nil {
		return nil, fault.New(fault.Refused, "importer.err.read", "Path", path)
	}
	return b, nil
}

// browse opens the file dialog.
func (f *fileStep) browse() {
	p := f.p
	f.dialog = dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		f.dialog = nil
		if err != nil || r == nil {
			p.Focus()
			return
		}
		path := r.URI().Path()
		r.Close()
		f.path.SetText(filepath.FromSlash(path))
		f.read()
	}, p.s.Window())
	f.dialog.SetFilter(storage.NewExtensionFileFilter([]string{".csv", ".CSV", ".txt", ".TXT", ".xlsx", ".XLSX"}))
	if dir, err := storage.ListerForURI(storage.NewFileURI(printing.Folder())); err == nil {
		f.dialog.SetLocation(dir)
	}
	f.dialog.Resize(fyne.NewSize(760, 520))
	f.dialog.Show()
}

func (f *fileStep) paint(pen *widget.Pen, i int, state widget.RowState) {
	s, b, size := f.p.s, f.batches[i], pen.Size()
	name, role := icon.Import, theme.Ink2
	if !b.Undone.IsZero() {
		name, role = icon.Undo, theme.Ink3
	}
	pen.Icon(16, 16, 18, name, role)
	right := size.Width - 14
	switch {
	case !b.Undone.IsZero():
		right -= 12 + pen.RightMid(right, 0, size.Height, s.T("importer.batch.undone"), widget.Second)
	case state.Selected:
		right -= 12 + pen.Button(right-widget.Look{Kind: widget.Secondary, Small: true, Text: s.T("importer.undo"), Key: "Enter"}.Width(), 11, 0,
			widget.Look{Kind: widget.Secondary, Small: true, Text: s.T("importer.undo"), Key: "Enter"}, func() { f.undo(i) })
	}
	pen.Fit(48, 6, 20, right-48, b.File, widget.Strong)
	when := say.Date(s.Lang(), dayOf(b.At)) + " " + say.Clock(s.Lang(), b.At)
	pen.Fit(48, 25, 18, right-48, s.T("importer.batch", "Year", b.Cohort, "When", when, "Who", cmp.Or(f.names[b.Actor], b.Actor), "New", b.New, "Changed", b.Changed, "Gone", b.Gone), widget.Second)
}

// undo takes an earlier import back.
func (f *fileStep) undo(i int) {
	b, s := f.batches[i], f.p.s
	if !b.Undone.IsZero() {
		return
	}
	s.Ask(&widget.Dialog{Icon: icon.Undo, Tone: theme.Accent, Title: s.T("importer.undo.title", "File", b.File), Text: s.T("importer.undo.text"),
		Left: s.T("ui.cancel"), Right: s.T("importer.undo"), Danger: true, OnRight: func() bool {
			f.p.result = data.ImportResult{Batch: b.ID, Counts: b.Counts}
			f.p.params = data.ImportParams{Name: b.File, Cohort: b.Cohort}
			f.p.done.begin()
			f.p.show(stepResult)
			f.p.done.undo()
			return true
		}})
}

func number(n int) string { return strconv.Itoa(n) }
