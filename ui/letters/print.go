package letters

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"

	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/printing"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// printer makes the PDF of a run, and asks afterwards what became of the sheets: until
// then its letters wait (D9).
type printer struct {
	s       *shell.Shell
	p       Params
	acts    *acts.Acts
	changed func()
	files   map[string][]string // the PDFs of a run that still lie in the private folder
	busy    bool
}

func newPrinter(s *shell.Shell, p Params) *printer {
	return &printer{s: s, p: p, acts: &acts.Acts{Shell: s, Store: p.Store}, files: map[string][]string{}}
}

// parts are the files that a run is drawn into.
type parts struct {
	papers Papers
	files  []*os.File
	bufs   []*bufio.Writer
}

func (f *parts) writer(int, int) (io.Writer, error) {
	file, err := f.papers.Create("brev")
	if err != nil {
		return nil, err
	}
	buf := bufio.NewWriterSize(file, 1<<16)
	f.files, f.bufs = append(f.files, file), append(f.bufs, buf)
	return buf, nil
}

// finish closes the files, and takes them away when something went wrong.
func (f *parts) finish(err error) ([]string, error) {
	var paths []string
	for i, file := range f.files {
		if err == nil {
			err = f.bufs[i].Flush()
		}
		if closed := file.Close(); err == nil {
			err = closed
		}
		paths = append(paths, file.Name())
	}
	if err != nil {
		for _, path := range paths {
			err = errors.Join(err, os.Remove(path))
		}
		return nil, err
	}
	return paths, nil
}

// print makes the PDF and opens it, then asks whether all sheets came out.
func (r *printer) print(params data.LettersParams) {
	if r.busy {
		return
	}
	r.busy = true
	var done data.Printed
	var paths []string
	var unopened error
	r.s.Do("", func(ctx context.Context) (err error) {
		out := &parts{papers: r.p.Papers}
		done, err = r.p.Store.PrintLetters(ctx, params, out.writer)
		paths, err = out.finish(err)
		if err == nil {
			unopened = r.open(paths)
		}
		return err
	}, func(err error) {
		r.busy = false
		if err != nil {
			r.s.Fail(err)
			r.reload()
			return
		}
		r.files[done.Run] = paths
		r.s.Done(say.T("mail.printed", "N", len(done.Letters)), r.taker(done.Run), r.reload)
		r.reload()
		if unopened != nil {
			r.s.Log().Warn("open a paper", "err", unopened)
			r.s.Tell(widget.BandWarn, say.T("mail.unopened"))
		}
		r.ask(done.Run, done.Sheets)
	})
}

func (r *printer) open(paths []string) (err error) {
	for _, path := range paths {
		err = errors.Join(err, r.p.Papers.Open(path))
	}
	return err
}

func (r *printer) taker(run string) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := r.p.Store.UnmarkRun(ctx, run)
		return err
	}
}

func (r *printer) reload() {
	if r.changed != nil {
		r.changed()
	}
}

// ask asks what became of the sheets of a run. Esc leaves the letters waiting; the
// question is still among the earlier runs.
func (r *printer) ask(run string, sheets int) {
	s := r.s
	type answer struct {
		id string
		do func()
	}
	list := []answer{{"all", func() { r.confirm(run, nil) }}, {"spoiled", func() { r.spoiled(run) }}}
	if paths := r.files[run]; len(paths) > 0 {
		list = append(list, answer{"open", func() { r.again(run, sheets, func() error { return r.open(paths) }) }})
		if r.p.CanPrint {
			list = append(list, answer{"printer", func() {
				r.again(run, sheets, func() (err error) {
					for _, path := range paths {
						err = errors.Join(err, r.p.Papers.Print(path))
					}
					return err
				})
			}})
		}
		if len(paths) == 1 {
			list = append(list, answer{"save", func() { r.save(paths[0]) }})
		}
	} else {
		list = append(list, answer{"reprint", func() { r.reprint(run, nil) }})
	}
	list = append(list, answer{"unmark", func() { r.unmark(run) }})
	words := make([]string, len(list))
	for i, a := range list {
		words[i] = s.T("mail.ask." + a.id)
	}
	r.acts.Choose(s.T("mail.ask.title"), s.T("mail.ask.text", "N", sheets), words, func(i int) { list[i].do() })
}

// again does something with the PDF and asks the question once more.
func (r *printer) again(run string, sheets int, do func() error) {
	r.s.Do("", func(context.Context) error { return do() }, func(err error) {
		if err != nil {
			r.s.Log().Warn("print a paper", "err", err)
			r.s.Tell(widget.BandWarn, say.T("mail.unopened"))
		}
		r.ask(run, sheets)
	})
}

func (r *printer) save(path string) {
	printing.SaveAs(r.s, r.s.T("mail.ask.save"), "brev.pdf", func(_ context.Context, w io.Writer) error {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(w, f)
		return err
	})
}

// confirm says that the letters were sent, but for the spoiled sheets, which are
// printed once more.
func (r *printer) confirm(run string, spoiled data.SheetList) {
	var c data.Confirmed
	r.s.Do("", func(ctx context.Context) (err error) {
		c, err = r.p.Store.ConfirmRun(ctx, run, spoiled)
		return err
	}, func(err error) {
		if err != nil {
			r.s.Fail(err)
			return
		}
		r.s.Done(say.T("mail.confirmed", "N", len(c.Events)), nil, nil)
		if len(c.Refused) > 0 {
			r.s.Tell(widget.BandShield, c.Refused[0].Reason)
		}
		r.reload()
		if len(spoiled) > 0 {
			r.reprint(run, spoiled)
		}
	})
}

// spoiled asks which sheets did not come out.
func (r *printer) spoiled(run string) {
	s := r.s
	f := widget.NewField(s.T("mail.spoiled.sheets"), "14–20")
	d := &widget.Dialog{Icon: icon.Print, Tone: theme.Accent, Title: s.T("mail.spoiled.title"), Text: s.T("mail.spoiled.text"), Body: f, Focus: f.Entry,
		Left: s.T("ui.cancel"), Right: s.T("mail.spoiled.act")}
	d.OnRight = func() bool {
		list, err := data.ParseSheets(f.Text())
		if err != nil || len(list) == 0 {
			f.SetError(s.T("mail.spoiled.bad"))
			return false
		}
		d.Close() // before the next question comes
		r.confirm(run, list)
		return true
	}
	f.Entry.OnEnter = d.Confirm
	s.Ask(d)
}

// reprint makes the PDF of some sheets, or of all with nil, exactly as they were.
func (r *printer) reprint(run string, sheets data.SheetList) {
	var done data.Reprinted
	var paths []string
	r.s.Do("", func(ctx context.Context) (err error) {
		out := &parts{papers: r.p.Papers}
		done, err = r.p.Store.ReprintLetters(ctx, run, sheets, out.writer)
		if paths, err = out.finish(err); err != nil {
			return err
		}
		if err := r.open(paths); err != nil {
			r.s.Log().Warn("open a paper", "err", err)
		}
		return nil
	}, func(err error) {
		if err != nil {
			r.s.Fail(err)
			return
		}
		r.files[run] = paths
		if len(done.Left) > 0 {
			r.s.Tell(widget.BandShield, done.Left[0].Reason)
		}
		r.ask(run, done.Sheets)
	})
}

// unmark takes the whole run back: nothing was sent.
func (r *printer) unmark(run string) {
	n := 0
	r.s.Do("", func(ctx context.Context) (err error) {
		n, err = r.p.Store.UnmarkRun(ctx, run)
		return err
	}, func(err error) {
		if err != nil {
			r.s.Fail(err)
			return
		}
		r.s.Done(say.T("mail.unmarked", "N", n), nil, nil)
		r.reload()
	})
}
