package report

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"fyrtio/core/fault"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/printing"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// way is a way in which the report leaves the program.
type way struct {
	icon        icon.Name
	title, text string
	do          func()
}

const (
	outWidth = 520
	outRow   = 56
)

// ways are the ways out, in the order of their digits.
func (y *yearly) ways() []way {
	t := y.t
	return []way{
		{icon.Print, t("reports.out.pdf"), t("reports.out.pdf.text"), y.toPDF},
		{icon.Form, t("reports.out.xlsx"), t("reports.out.xlsx.text"), y.toXLSX},
		{icon.Report, t("reports.out.csv"), t("reports.out.csv.text"), y.toCSV},
		{icon.Lock, t("reports.out.sums"), t("reports.out.sums.text"), y.toAggregate},
	}
}

// takeOut asks in which way the report is to leave the program.
func (y *yearly) takeOut() {
	s := y.page.s
	ways := y.ways()
	var overlay *widget.Overlay
	choose := func(i int) {
		if i >= 0 && i < len(ways) {
			overlay.Close()
			ways[i].do()
		}
	}
	list := widget.NewList(outRow, func() int { return len(ways) }, func(pen *widget.Pen, i int, _ widget.RowState) {
		w, size := ways[i], pen.Size()
		pen.Icon(16, (size.Height-20)/2, 20, w.icon, theme.Accent)
		pen.Text(50, 7, w.title, widget.Strong)
		pen.Fit(50, 28, 20, size.Width-50-52, w.text, widget.Second)
		pen.Cap(size.Width-36, 0, size.Height, string(rune('1'+i)), widget.CapPlain)
		pen.Hit(0, 0, size.Width, size.Height, func() { choose(i) })
	})
	list.BarGap = -8
	list.Label = y.t("reports.save")
	list.OnEnter = choose
	list.OnRune = func(r rune) bool {
		choose(int(r - '1'))
		return true
	}
	note, style := y.note(), widget.Second
	if y.open {
		style = widget.Second.In(theme.Warn)
	}
	title := y.t("reports.out.title", "What", y.periodWords(y.period))
	const inner = outWidth - 40
	body := widget.NewDrawing(func() fyne.Size {
		lines := float32(len(widget.Lines(note, style, inner)))
		return fyne.NewSize(inner, widget.Heading.Line()+6+lines*style.Line()+14+outRow*float32(len(ways))+2)
	}, func(pen *widget.Pen) {
		size := pen.Size()
		at := pen.Wrap(0, 0, size.Width, title, widget.Heading) + 6
		at += pen.Wrap(0, at, size.Width, note, style) + 14
		pen.Place(list, 0, at, size.Width, outRow*float32(len(ways))+2)
	})
	overlay = s.Overlay(body, outWidth, false, y.page.Focus)
	list.Select(0)
	s.Canvas().Focus(list)
}

// note says what files of this report hold, and what they do not.
func (y *yearly) note() string {
	if y.open {
		return y.t("reports.out.open")
	}
	return y.t("reports.out.hidden")
}

// fileName gives the name of a file of this report, without its ending.
func (y *yearly) fileName() string {
	name := "arsrapport-" + y.span()
	if y.open {
		name += "-eget-bruk"
	}
	return name
}

func (y *yearly) toPDF() {
	r, lang, clinic := y.report, y.page.s.Lang(), y.page.p.Clinic()
	y.page.p.Offer(y.page.s, y.fileName(), y.t("reports.out.paper", "What", y.periodWords(y.period)), func(_ context.Context, w io.Writer) (int, error) {
		drawn, err := paper.WriteReport(w, r, clinic, lang)
		return drawn.Pages, err
	})
}

func (y *yearly) toXLSX() {
	r, lang := y.report, y.page.s.Lang()
	printing.SaveNoted(y.page.s, y.t("reports.out.xlsx.title"), y.note(), y.fileName()+".xlsx", func(_ context.Context, w io.Writer) error {
		return r.XLSX(w, lang)
	})
}

// toCSV asks for a new folder and writes a file for each table into it.
func (y *yearly) toCSV() {
	s, r := y.page.s, y.report
	f := widget.NewField(s.T("printing.path"), "")
	f.KeepErrorRoom = true
	f.SetText(filepath.Join(printing.Folder(), y.fileName()+"-csv"))
	d := &widget.Dialog{Icon: icon.Backup, Tone: theme.Accent, Title: y.t("reports.out.csv.title"), Text: y.t("reports.out.csv.ask"), Body: f, Focus: f.Entry,
		Left: s.T("ui.cancel"), Right: s.T("printing.save")}
	d.OnRight = func() bool {
		dir, count := printing.Path(f.Text()), 0
		s.Do("", func(context.Context) error {
			return saveFolder(dir, func(write func(name string, data []byte) error) error {
				return r.CSV(s.Lang(), func(name string, data []byte) error {
					count++
					return write(name, data)
				})
			})
		}, func(err error) {
			var known *fault.Error
			switch {
			case errors.Is(err, fs.ErrExist):
				f.SetError(y.t("reports.out.csv.exists"))
			case errors.As(err, &known):
				f.SetError(s.Say(known.Text))
			case err != nil:
				f.SetError(s.T("printing.err.write"))
			default:
				d.Close()
				s.Tell(widget.BandOK, say.T("reports.out.csv.done", "Count", count, "Path", dir))
			}
		})
		return false
	}
	f.Entry.OnEnter = d.Confirm
	s.Ask(d)
}

// saveFolder makes a new folder with files; where one cannot be written whole, none is left.
func saveFolder(dir string, all func(write func(name string, data []byte) error) error) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	err := all(func(name string, data []byte) error { return os.WriteFile(filepath.Join(dir, name), data, 0o600) })
	if err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	return nil
}

// toAggregate asks for the passphrase that the county was told, twice, and seals the sums.
func (y *yearly) toAggregate() {
	s := y.page.s
	first, second := widget.NewPassword(y.t("reports.sums.pass")), widget.NewPassword(y.t("reports.sums.again"))
	wrong := ""
	note := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(widget.DialogWidth-40, 2*widget.Small.Line()) }, func(pen *widget.Pen) {
		pen.Wrap(0, 0, pen.Size().Width, wrong, widget.Small.In(theme.Fault))
	})
	refuse := func(text string) {
		wrong = text
		note.Refresh()
	}
	d := &widget.Dialog{Icon: icon.Lock, Tone: theme.Accent, Title: y.t("reports.sums.title"), Text: y.t("reports.sums.text"),
		Body: widget.Column(12, first, second, note), Focus: first.Entry, Left: s.T("ui.cancel"), Right: y.t("reports.sums.act")}
	period := y.period
	d.OnRight = func() bool {
		pass := first.Text()
		if pass != second.Text() {
			refuse(y.t("reports.sums.differ"))
			second.Focus()
			return false
		}
		var sealed bytes.Buffer
		s.Do("aggregate", func(ctx context.Context) error {
			return y.page.p.Store.SealAggregate(ctx, &sealed, data.ReportParams{Period: period, Program: y.page.p.Version}, pass)
		}, func(err error) {
			if err != nil {
				refuse(fault.Words(s.Lang(), err))
				first.Focus()
				return
			}
			d.Close()
			printing.SaveNoted(s, y.t("reports.sums.save"), y.t("reports.sums.note"), y.sumsName(), func(_ context.Context, w io.Writer) error {
				_, err := w.Write(sealed.Bytes())
				return err
			})
		})
		return false
	}
	first.Entry.OnEnter = func() { second.Focus() }
	second.Entry.OnEnter = d.Confirm
	s.Ask(d)
}

func (y *yearly) sumsName() string { return "summor-" + y.span() + ".fyrtio" }

// span writes the period for a file's name: 2026, 2024-2026.
func (y *yearly) span() string {
	if y.period.Single() {
		return strconv.Itoa(y.period.From)
	}
	return fmt.Sprintf("%d-%d", y.period.From, y.period.To)
}
