package report

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"

	"fyne.io/fyne/v2"

	"fyrtio/core/fault"
	"fyrtio/core/paper"
	figures "fyrtio/core/report"
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

// ways are the ways out of a report, in the order of their digits.
func (y *yearly) ways(r *figures.Report) []way {
	t := y.t
	return []way{
		{icon.Print, t("reports.out.pdf"), t("reports.out.pdf.text"), func() { y.toPDF(r) }},
		{icon.Form, t("reports.out.xlsx"), t("reports.out.xlsx.text"), func() { y.toXLSX(r) }},
		{icon.Report, t("reports.out.csv"), t("reports.out.csv.text"), func() { y.toCSV(r) }},
		{icon.Lock, t("reports.out.sums"), t("reports.out.sums.text"), func() { y.toAggregate(r.Period) }},
	}
}

// takeOut asks in which way the report in view is to leave the program. What leaves is
// that report, under its own name, also when another is made meanwhile.
func (y *yearly) takeOut() {
	s, r := y.page.s, y.report
	ways := y.ways(r)
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
	note, style := y.note(r), widget.Second
	if r.Open {
		style = widget.Second.In(theme.Warn)
	}
	title := y.t("reports.out.title", "What", y.periodWords(r.Period))
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

// note says what files of a report hold, and what they do not.
func (y *yearly) note(r *figures.Report) string {
	if r.Open {
		return y.t("reports.out.open")
	}
	return y.t("reports.out.hidden")
}

// fileName gives the name of a file of a report, without its ending.
func fileName(r *figures.Report) string {
	name := "arsrapport-" + span(r.Period)
	if r.Open {
		name += "-eget-bruk"
	}
	return name
}

// leaves logs that a report is about to leave the program.
func (y *yearly) leaves(ctx context.Context, r *figures.Report, format string) error {
	return y.page.p.Store.ReportSaved(ctx, data.ReportParams{Period: r.Period, Open: r.Open}, format)
}

func (y *yearly) toPDF(r *figures.Report) {
	lang, clinic := y.page.s.Lang(), y.page.p.Clinic()
	y.page.p.Offer(y.page.s, fileName(r), y.t("reports.out.paper", "What", y.periodWords(r.Period)), y.note(r), func(ctx context.Context, w io.Writer) (int, error) {
		if err := y.leaves(ctx, r, "pdf"); err != nil {
			return 0, err
		}
		drawn, err := paper.WriteReport(w, r, clinic, lang)
		return drawn.Pages, err
	})
}

func (y *yearly) toXLSX(r *figures.Report) {
	lang := y.page.s.Lang()
	printing.SaveNoted(y.page.s, y.t("reports.out.xlsx.title"), y.note(r), fileName(r)+".xlsx", func(ctx context.Context, w io.Writer) error {
		if err := y.leaves(ctx, r, "xlsx"); err != nil {
			return err
		}
		return r.XLSX(w, lang)
	})
}

// toCSV asks for a new folder and writes a file for each table into it.
func (y *yearly) toCSV(r *figures.Report) {
	s, lang, count := y.page.s, y.page.s.Lang(), 0
	printing.SaveFolder(s, printing.Place{Title: y.t("reports.out.csv.title"), Text: y.t("reports.out.csv.ask") + " " + y.note(r), Name: fileName(r) + "-csv"},
		func(ctx context.Context, add func(name string, data []byte) error) error {
			if err := y.leaves(ctx, r, "csv"); err != nil {
				return err
			}
			count = 0
			return r.CSV(lang, func(name string, data []byte) error {
				count++
				return add(name, data)
			})
		}, func(path string) { s.Tell(widget.BandOK, say.T("reports.out.csv.done", "Count", count, "Path", path)) })
}

// toAggregate asks for the passphrase that the county was told, twice, and seals the sums.
func (y *yearly) toAggregate(period figures.Period) {
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
	sealing := false // Enter twice seals once
	d.OnRight = func() bool {
		if sealing {
			return false
		}
		pass := first.Text()
		if pass != second.Text() {
			refuse(y.t("reports.sums.differ"))
			second.Focus()
			return false
		}
		sealing = true
		var sealed bytes.Buffer
		s.Do("aggregate", func(ctx context.Context) error {
			return y.page.p.Store.SealAggregate(ctx, &sealed, data.ReportParams{Period: period, Program: y.page.p.Version}, pass)
		}, func(err error) {
			sealing = false
			if err != nil {
				refuse(fault.Words(s.Lang(), err))
				first.Focus()
				return
			}
			d.Close()
			printing.SaveNoted(s, y.t("reports.sums.save"), y.t("reports.sums.note"), "summor-"+span(period)+".fyrtio", func(_ context.Context, w io.Writer) error {
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

// span writes a period for a file's name: 2026, 2024-2026.
func span(p figures.Period) string {
	if p.Single() {
		return strconv.Itoa(p.From)
	}
	return fmt.Sprintf("%d-%d", p.From, p.To)
}
