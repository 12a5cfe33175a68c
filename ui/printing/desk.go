package printing

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"

	"fyrtio/core/say"
	"fyrtio/ui/output"
	"fyrtio/ui/shell"
	"fyrtio/ui/spool"
)

// Spooler is the printing of this computer.
type Spooler interface {
	Can() bool
	Printers(ctx context.Context) ([]spool.Printer, error)
	Print(ctx context.Context, path string, j spool.Job) (spool.Sent, error)
}

// Desk is where papers leave the program: onto a printer, into the system's viewer, or
// into a file of the user's own.
type Desk struct {
	Folder *output.Folder
	System Spooler
	// Kept and Keep remember on this computer where papers went last; may be nil.
	Kept func() Kept
	Keep func(Kept)
}

// Kept is what a computer remembers of its printing.
type Kept struct {
	Printer string      // "" is the system's usual one, or see Way
	Way     Way         // where papers went last
	Sides   spool.Sides // "" has not been chosen
}

// Way is how a paper leaves the program.
type Way string

// The ways.
const (
	ToPrinter Way = "printer"
	ToViewer  Way = "viewer"
	ToFile    Way = "file"
)

// Choice is what was chosen in the dialog.
type Choice struct {
	Way      Way
	Printer  string
	Sides    spool.Sides
	Copies   int
	From, To int  // pages, both 0 for all
	Option   bool // the tick of Ask

	note string // of Ask
}

// Paper is a finished paper in the private folder.
type Paper struct {
	Path  string
	Pages int
}

// Offer draws a paper on a worker and asks where it is to go. name is that of the file,
// with nothing personal in it; title says in words what it is. draw gives the number
// of pages.
func (d *Desk) Offer(s *shell.Shell, name, title string, draw func(ctx context.Context, w io.Writer) (pages int, err error)) {
	d.offer(s, name, Ask{Title: title, Sides: spool.OneSided}, draw, nil)
}

// OfferNoted is Offer of a paper without personal data: note says what it holds; "" for
// one that has such data after all.
func (d *Desk) OfferNoted(s *shell.Shell, name, title, note string, draw func(ctx context.Context, w io.Writer) (pages int, err error)) {
	d.offer(s, name, Ask{Title: title, Note: note, Sides: spool.OneSided}, draw, nil)
}

// OfferTwoSided is Offer for papers that are meant for both sides.
func (d *Desk) OfferTwoSided(s *shell.Shell, name, title string, draw func(ctx context.Context, w io.Writer) (pages int, err error)) {
	d.offer(s, name, Ask{Title: title, Sides: spool.TwoSided}, draw, nil)
}

// Then is Offer that tells then when the paper has left the program.
func (d *Desk) Then(s *shell.Shell, name, title string, draw func(ctx context.Context, w io.Writer) (pages int, err error), then func()) {
	d.offer(s, name, Ask{Title: title, Sides: spool.OneSided}, draw, then)
}

func (d *Desk) offer(s *shell.Shell, name string, a Ask, draw func(ctx context.Context, w io.Writer) (int, error), then func()) {
	var p Paper
	s.Do("paper", func(ctx context.Context) (err error) {
		p, err = d.Write(name, func(w io.Writer) (int, error) { return draw(ctx, w) })
		return err
	}, func(err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		a.Pages, a.Copies, a.Leave = p.Pages, true, func() { d.Drop(p) }
		d.Ask(s, a, func(c Choice) {
			d.Out(s, name, []Paper{p}, c, func(out bool) {
				if out && then != nil {
					then()
				}
			})
		})
	})
}

// Write draws a paper into the private folder; what could not be drawn whole is gone.
func (d *Desk) Write(name string, draw func(w io.Writer) (pages int, err error)) (p Paper, err error) {
	file, err := d.Folder.Create(name)
	if err != nil {
		return p, err
	}
	p.Path = file.Name()
	p.Pages, err = draw(file)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return Paper{}, errors.Join(err, os.Remove(p.Path))
	}
	return p, nil
}

// Drop takes papers out of the private folder. What a viewer still holds on Windows goes
// when the program ends or starts.
func (d *Desk) Drop(papers ...Paper) {
	for _, p := range papers {
		_ = os.Remove(p.Path)
	}
}

// Out lets papers leave by the way that was chosen, then tells then, which may be nil,
// whether they did: an error has been shown already. Printed papers are removed at once,
// saved ones too; what is shown in the viewer lies until the program locks or ends.
func (d *Desk) Out(s *shell.Shell, name string, papers []Paper, c Choice, then func(out bool)) {
	if then == nil {
		then = func(bool) {}
	}
	if c.Way == ToFile {
		if len(papers) == 0 {
			then(false)
			return
		}
		d.save(s, name, papers, c.note, then)
		return
	}
	var sent []spool.Sent
	Long(s, s.T("printing.sending"), func(ctx context.Context, step func(done, of int)) (err error) {
		if c.Way == ToViewer {
			for _, p := range papers {
				err = errors.Join(err, d.Folder.Open(p.Path))
			}
			return err
		}
		sent, err = d.print(ctx, name, papers, c, step)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, context.Canceled):
			s.Done(say.T("printing.cancelled"), nil, nil)
		case err != nil:
			s.Fail(err)
		case c.Way == ToPrinter:
			s.Done(told(sent), nil, nil)
			d.Drop(papers...)
		default:
			s.Done(say.T("printing.opened"), nil, nil)
		}
		then(err == nil)
	})
}

// print sends the chosen pages of all papers, which are counted through. Where pages are
// chosen, every paper tells how many it has.
func (d *Desk) print(ctx context.Context, name string, papers []Paper, c Choice, step func(done, of int)) (sent []spool.Sent, err error) {
	all := 0
	for _, p := range papers {
		all += p.Pages
	}
	before := 0
	for _, p := range papers {
		j := spool.Job{Printer: c.Printer, Title: "Fyrtio " + name, Copies: c.Copies, Sides: c.Sides}
		start := before
		j.Progress = func(page, _ int) { step(start+page, all) }
		before += p.Pages
		if c.From > 0 {
			j.From, j.To = max(c.From-start, 1), min(c.To-start, p.Pages)
			if j.To < j.From {
				continue
			}
		}
		one, err := d.System.Print(ctx, p.Path, j)
		if err != nil {
			return sent, err
		}
		sent = append(sent, one)
	}
	return sent, nil
}

// told says where the papers went.
func told(sent []spool.Sent) say.Text {
	switch {
	case len(sent) == 0:
		return say.T("printing.nothing")
	case sent[0].Job == "":
		return say.T("printing.sent", "Printer", sent[0].Printer)
	case len(sent) > 1:
		return say.T("printing.sent.jobs", "Printer", sent[0].Printer, "First", sent[0].Job, "Last", sent[len(sent)-1].Job)
	}
	return say.T("printing.sent.job", "Printer", sent[0].Printer, "Job", sent[0].Job)
}

// save asks for a place for each file in turn.
func (d *Desk) save(s *shell.Shell, name string, papers []Paper, note string, then func(bool)) {
	p := papers[0]
	saveAs(s, Place{s.T("printing.save.title"), cmp.Or(note, s.T("printing.save.text")), name + ".pdf"}, func(_ context.Context, w io.Writer) error {
		f, err := os.Open(p.Path)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(w, f)
		return err
	}, func(path string) {
		if path == "" {
			then(false)
			return
		}
		saved(s, path)
		d.Drop(p)
		if len(papers) > 1 {
			d.save(s, name, papers[1:], note, then)
			return
		}
		then(true)
	})
}
