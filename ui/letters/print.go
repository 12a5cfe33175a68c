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
	"fyrtio/ui/spool"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// printer makes the PDF of a run, lets it leave the program, and asks afterwards what
// became of the sheets: until then its letters wait (D9).
type printer struct {
	s       *shell.Shell
	p       Params
	acts    *acts.Acts
	changed func()
	made    func() // a run was made
	busy    bool
}

func newPrinter(s *shell.Shell, p Params) *printer {
	return &printer{s: s, p: p, acts: &acts.Acts{Shell: s, Store: p.Store}}
}

// fileName is that of every file of letters: nothing in it tells who gets them.
const fileName = "brev"

// parts are the files that a run is drawn into.
type parts struct {
	desk  *printing.Desk
	files []*os.File
	bufs  []*bufio.Writer
}

func (f *parts) writer(int, int) (io.Writer, error) {
	file, err := f.desk.Folder.Create(fileName)
	if err != nil {
		return nil, err
	}
	buf := bufio.NewWriterSize(file, 1<<16)
	f.files, f.bufs = append(f.files, file), append(f.bufs, buf)
	return buf, nil
}

// finish closes the files, and takes them away when something went wrong.
func (f *parts) finish(err error) ([]printing.Paper, error) {
	papers := make([]printing.Paper, len(f.files))
	for i, file := range f.files {
		if err == nil {
			err = f.bufs[i].Flush()
		}
		if closed := file.Close(); err == nil {
			err = closed
		}
		papers[i].Path = file.Name()
	}
	if err != nil {
		f.desk.Drop(papers...)
		return nil, err
	}
	return papers, nil
}

// print asks where a run is to go, makes it, lets it go there, and asks whether all
// sheets came out. Whoever cancels before the run is made has printed nothing.
func (r *printer) print(params data.LettersParams, n int) {
	if r.busy {
		return
	}
	ask := printing.Ask{Title: r.s.T("mail.print.title", "N", n), Text: r.s.T("mail.print.text"), Sides: spool.OneSided}
	config := r.p.Store.Config()
	if config.On("letters.duplex") {
		ask.Sides = spool.TwoSided
	}
	ask.Option.Words, ask.Option.Start = r.s.T("mail.print.cover"), config.On("letters.cover")
	r.p.Desk.Ask(r.s, ask, func(c printing.Choice) {
		params.Duplex, params.Cover = c.Sides == spool.TwoSided, c.Option
		r.make(params, c)
	})
}

func (r *printer) make(params data.LettersParams, c printing.Choice) {
	r.busy = true
	var done data.Printed
	var papers []printing.Paper
	printing.Long(r.s, r.s.T("mail.making"), func(ctx context.Context, step func(done, of int)) (err error) {
		params.Progress = step
		out := &parts{desk: r.p.Desk}
		done, err = r.p.Store.PrintLetters(ctx, params, out.writer)
		papers, err = out.finish(err)
		return err
	}, func(err error) {
		r.busy = false
		switch {
		case errors.Is(err, context.Canceled):
			r.s.Done(say.T("mail.cancelled"), nil, nil)
			return
		case err != nil:
			r.s.Fail(err)
			r.reload()
			return
		}
		r.made()
		r.out(done.Run, done.Sheets, papers, c)
	})
}

// out lets the PDFs of a run go, then asks what became of them.
func (r *printer) out(run string, sheets int, papers []printing.Paper, c printing.Choice) {
	r.p.Desk.Out(r.s, fileName, papers, c, func(bool) { r.ask(run, sheets) })
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
	list := []struct {
		id string
		do func()
	}{
		{"all", func() { r.confirm(run, nil) }},
		{"spoiled", func() { r.spoiled(run) }},
		{"reprint", func() { r.reprint(run, nil) }},
		{"unmark", func() { r.unmark(run) }},
	}
	words := make([]string, len(list))
	for i, a := range list {
		words[i] = s.T("mail.ask." + a.id)
	}
	r.acts.Choose(s.T("mail.ask.title"), s.T("mail.ask.text", "N", sheets), words, func(i int) { list[i].do() })
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
		r.s.Done(say.T("mail.confirmed", "N", len(c.Events)), func(ctx context.Context) error {
			_, err := r.p.Store.Undo(ctx, c.Act, r.s.T("acts.undo.reason"))
			return err
		}, r.reload)
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
	r.sheets(run, "spoiled", func(list data.SheetList) { r.confirm(run, list) })
}

// sheets asks for some sheets of a run; what names the words of the question.
func (r *printer) sheets(run, what string, then func(data.SheetList)) {
	s := r.s
	f := widget.NewField(s.T("mail.sheets"), "14–20")
	d := &widget.Dialog{Icon: icon.Print, Tone: theme.Accent, Title: s.T("mail." + what + ".title"), Text: s.T("mail." + what + ".text"), Body: f, Focus: f.Entry,
		Left: s.T("ui.cancel"), Right: s.T("mail." + what + ".act")}
	d.OnRight = func() bool {
		list, err := data.ParseSheets(f.Text())
		if err != nil || len(list) == 0 {
			f.SetError(s.T("mail.sheets.bad"))
			return false
		}
		d.Close() // before the next question comes
		then(list)
		return true
	}
	f.Entry.OnEnter = d.Confirm
	s.Ask(d)
}

// reprint asks where some sheets, or all with nil, are to go, and prints them exactly as
// they were.
func (r *printer) reprint(run string, sheets data.SheetList) {
	text := r.s.T("mail.reprint.all")
	if len(sheets) > 0 {
		text = r.s.T("mail.reprint.some", "Sheets", sheets.String())
	}
	var found data.Run
	r.s.Do("", func(ctx context.Context) (err error) {
		found, err = r.p.Store.Run(ctx, run)
		return err
	}, func(err error) {
		if err != nil {
			r.s.Fail(err)
			return
		}
		ask := printing.Ask{Title: r.s.T("mail.reprint.title"), Text: text, Sides: spool.OneSided}
		if found.Duplex {
			ask.Sides = spool.TwoSided
		}
		r.p.Desk.Ask(r.s, ask, func(c printing.Choice) { r.remake(run, sheets, c) })
	})
}

// remake makes the PDFs of some sheets again and lets them go.
func (r *printer) remake(run string, sheets data.SheetList, c printing.Choice) {
	var done data.Reprinted
	var papers []printing.Paper
	printing.Long(r.s, r.s.T("mail.making"), func(ctx context.Context, _ func(done, of int)) (err error) {
		out := &parts{desk: r.p.Desk}
		done, err = r.p.Store.ReprintLetters(ctx, run, sheets, out.writer)
		papers, err = out.finish(err)
		return err
	}, func(err error) {
		if err != nil {
			r.s.Fail(err)
			return
		}
		if len(done.Left) > 0 {
			r.s.Tell(widget.BandShield, done.Left[0].Reason)
		}
		r.out(run, done.Sheets, papers, c)
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
