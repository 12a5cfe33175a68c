package report

import (
	"context"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/fault"
	figures "fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/printing"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// askYear asks for a year to type figures of.
func (e *Earlier) askYear() {
	s := e.s
	f := widget.NewField(s.T("reports.earlier.year"), "")
	f.KeepErrorRoom = true
	d := &widget.Dialog{Icon: icon.Plus, Tone: theme.Accent, Title: s.T("reports.earlier.add"), Text: s.T("reports.earlier.add.text"), Body: f, Focus: f.Entry,
		Left: s.T("ui.cancel"), Right: s.T("reports.earlier.add")}
	d.OnRight = func() bool {
		year, err := strconv.Atoi(strings.TrimSpace(f.Text()))
		if last := s.Today().Year - 1; err != nil || year < data.FirstEarlier || year > last {
			f.SetError(s.T("reports.earlier.year.wrong", "From", data.FirstEarlier, "To", last))
			return false
		}
		if !slices.Contains(e.years, year) {
			e.years = append(e.years, year)
			slices.Sort(e.years)
			slices.Reverse(e.years)
		}
		e.list.Reload()
		e.list.Select(slices.Index(e.years, year))
		e.shown()
		e.rows.Select(0)
		d.Close()
		widget.Focus(e.rows)
		return true
	}
	f.Entry.OnEnter = d.Confirm
	s.Ask(d)
}

// typed are the fields of one sex in the dialog.
type typed struct {
	who          string
	n, of, share *widget.Field
}

// edit asks for the numbers of a figure of the year in view.
func (e *Earlier) edit(i int) {
	if i < 0 || i >= len(figures.Indicators) || e.year() == 0 {
		return
	}
	s, ind, year := e.s, figures.Indicators[i], e.year()
	var lines []typed
	var body []fyne.CanvasObject
	for k, sex := range sexes {
		l := typed{who: s.T([]string{"reports.earlier.all", "reports.earlier.women", "reports.earlier.men"}[k])}
		field := func(id string) *widget.Field {
			label := ""
			if k == 0 {
				label = s.T("reports.earlier." + id)
			}
			f := widget.NewField(label, "")
			f.Width, f.Entry.SelectOnFocus = 92, true
			return f
		}
		l.n, l.of, l.share = field("n"), field("of"), field("share")
		l.share.Unit = "%"
		if f, ok := e.figure(ind.ID, sex); ok {
			if f.Of > 0 {
				l.n.SetText(strconv.Itoa(f.N))
				l.of.SetText(strconv.Itoa(f.Of))
			} else {
				l.share.SetText(trimZero(say.Decimal(s.Lang(), f.Share*100, 1)))
			}
		}
		lines = append(lines, l)
		body = append(body, widget.Line(10, named(l.who, 94), l.n, l.of, l.share))
	}
	wrong := ""
	note := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(widget.DialogWidth-40, 2*widget.Small.Line()) }, func(pen *widget.Pen) {
		pen.Wrap(0, 0, pen.Size().Width, wrong, widget.Small.In(theme.Fault))
	})
	d := &widget.Dialog{Title: s.Say(ind.Label()) + " · " + strconv.Itoa(year), Text: s.T("reports.earlier.edit.text"), Body: widget.Column(10, append(body, note)...),
		Focus: lines[0].n.Entry, Left: s.T("ui.cancel"), Right: s.T("reports.earlier.edit.keep")}
	refuse := func(text string) {
		wrong = text
		note.Refresh()
	}
	d.OnRight = func() bool {
		list := slices.DeleteFunc(slices.Clone(e.figs[year]), func(f figures.Figure) bool { return f.Indicator == ind.ID })
		for k, l := range lines {
			f, ok, err := e.readTyped(l)
			if err != nil {
				refuse(fault.Words(s.Lang(), err))
				return false
			}
			if ok {
				f.Cohort, f.Indicator, f.Sex = year, ind.ID, sexes[k]
				list = append(list, f)
			}
		}
		e.set(year, list, say.T("reports.earlier.done.set", "Year", year, "Name", ind.Label()), func(err error) { refuse(fault.Words(s.Lang(), err)) }, func() {
			d.Close()
			widget.Focus(e.rows)
			e.rows.Select(min(i+1, len(figures.Indicators)-1))
		})
		return false
	}
	for _, l := range lines {
		for _, f := range []*widget.Field{l.n, l.of, l.share} {
			f.Entry.OnEnter = d.Confirm
		}
	}
	s.Ask(d)
}

// named is words as high as a field, in line with its text.
func named(words string, width float32) fyne.CanvasObject {
	return widget.NewDrawing(func() fyne.Size { return fyne.NewSize(width, theme.FieldHeight) }, func(pen *widget.Pen) {
		pen.Mid(0, 0, theme.FieldHeight, words, widget.Plain)
	})
}

func trimZero(text string) string {
	return strings.TrimSuffix(strings.TrimSuffix(text, ",0"), ".0")
}

// readTyped reads what was typed of one sex; false where nothing was.
func (e *Earlier) readTyped(l typed) (f figures.Figure, ok bool, err error) {
	text := func(f *widget.Field) string {
		return strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(f.Text()), " ", ""), "\u00a0", "")
	}
	n, of, share := text(l.n), text(l.of), strings.TrimSuffix(text(l.share), "%")
	if n == "" && of == "" && share == "" {
		return f, false, nil
	}
	whole := func(text string, into *int) error {
		if text == "" {
			return nil
		}
		if *into, err = strconv.Atoi(text); err != nil || *into < 0 {
			return fault.New(fault.Usage, "reports.earlier.err.number", "Who", l.who, "Text", text)
		}
		return nil
	}
	if err := whole(n, &f.N); err != nil {
		return f, false, err
	}
	if err := whole(of, &f.Of); err != nil {
		return f, false, err
	}
	percentage := 0.0
	if share != "" {
		percentage, err = strconv.ParseFloat(strings.Replace(share, ",", ".", 1), 64)
		if err != nil || percentage < 0 || percentage > 100 {
			return f, false, fault.New(fault.Usage, "reports.earlier.err.share", "Who", l.who)
		}
		f.Share = percentage / 100
	}
	switch {
	case (n == "") != (of == ""), of != "" && f.Of == 0:
		return f, false, fault.New(fault.Usage, "reports.earlier.err.of", "Who", l.who)
	case f.N > f.Of:
		return f, false, fault.New(fault.Usage, "reports.earlier.err.more", "Who", l.who, "Count", f.N, "All", f.Of)
	case f.Of > 0:
		real := float64(f.N) / float64(f.Of)
		if share != "" && math.Abs(real-f.Share) > 0.0051 {
			return f, false, fault.New(fault.Usage, "reports.earlier.err.differ", "Who", l.who, "Count", f.N, "All", f.Of, "Share", percent(real), "Typed", share)
		}
		f.Share = real
	}
	return f, true, nil
}

// saveTemplate saves a file to type figures into: the years before those of the program.
func (e *Earlier) saveTemplate() {
	lang := e.s.Lang()
	printing.SaveNoted(e.s, e.s.T("reports.earlier.template.title"), e.s.T("reports.earlier.template.text"), "tidigare-ar.xlsx", func(ctx context.Context, w io.Writer) error {
		cohorts, err := e.p.Store.Cohorts(ctx)
		if err != nil {
			return err
		}
		first := e.s.Today().Year
		if len(cohorts) > 0 {
			first = cohorts[len(cohorts)-1]
		}
		const begun = 2002 // since when reports are owed (Q23)
		var years []int
		for y := begun; y < first; y++ {
			years = append(years, y)
		}
		if len(years) == 0 {
			years = append(years, first-1)
		}
		t := data.EarlierTemplate(years...)
		return t.XLSX(w, lang)
	})
}

// maxFile is more than any file of figures has.
const maxFile = 5 << 20

// askFile asks for a file of figures and takes it in.
func (e *Earlier) askFile() {
	t := e.s.T
	printing.Open{Title: t("reports.earlier.read.title"), Text: t("reports.earlier.read.text"), Label: t("importer.file"), Act: t("reports.earlier.read.act"),
		Endings: []string{".csv", ".CSV", ".xlsx", ".XLSX"}, Take: e.take, Back: e.Focus}.Ask(e.s)
}

// take reads a file and replaces the years that it has; all of them can be taken back.
func (e *Earlier) take(path string, failed func(error), then func()) {
	var got data.EarlierFile
	before := map[int][]figures.Figure{}
	for y, list := range e.figs {
		before[y] = slices.Clone(list)
	}
	e.s.Do("", func(ctx context.Context) error {
		b, err := readFile(path)
		if err != nil {
			return err
		}
		got, err = e.p.Store.ImportEarlier(ctx, filepath.Base(path), b, false)
		return err
	}, func(err error) {
		if err != nil {
			if len(got.Faults) > 0 {
				then()
				e.showFaults(got.Faults)
				return
			}
			failed(err)
			return
		}
		then()
		last := got.Years[len(got.Years)-1]
		e.reload(last)
		e.s.Done(say.T("reports.earlier.done.read", "N", len(got.Figures)), func(ctx context.Context) error {
			var failed error
			for _, y := range got.Years {
				failed = errors.Join(failed, e.p.Store.SetEarlier(ctx, y, before[y]))
			}
			return failed
		}, func() { e.reload(0) })
		e.Focus()
	})
}

// readFile reads a file of the user's own, with words for what can go wrong.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fault.New(fault.Refused, "reports.earlier.err.nofile")
	case err != nil || info.IsDir() || info.Size() > maxFile:
		return nil, fault.New(fault.Refused, "reports.earlier.err.file")
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.Wrap(fault.Refused, err, "reports.earlier.err.file")
	}
	return b, nil
}

// showFaults lists the rows that cannot be taken in.
func (e *Earlier) showFaults(list []data.EarlierFault) {
	const width, most = 620, 8
	var o *widget.Overlay
	inner := float32(width - 40)
	rows := widget.NewList(0, func() int { return len(list) }, nil)
	place := func(i int) string { return e.s.T("reports.earlier.fault.row", "Line", list[i].Line) }
	lines := func(i int) []string { return widget.Lines(e.s.Say(list[i].Text), widget.Second, inner-120) }
	rows.Height = func(i int) float32 { return max(theme.RowFault, float32(len(lines(i)))*widget.Second.Line()+18) }
	rows.BarGap = -8
	rows.Paint = func(pen *widget.Pen, i int, _ widget.RowState) {
		pen.Icon(12, 11, 16, icon.Fault, theme.Fault)
		pen.Text(38, 10, place(i), widget.Style{Size: theme.TextSecond, Bold: true})
		for n, l := range lines(i) {
			pen.Text(108, 10+float32(n)*widget.Second.Line(), l, widget.Second.In(theme.Ink))
		}
	}
	tall := float32(2)
	for i := range list[:min(most, len(list))] {
		tall += rows.Height(i)
	}
	head := e.s.T("reports.earlier.faults", "N", len(list))
	body := widget.NewDrawing(func() fyne.Size {
		return fyne.NewSize(inner, float32(len(widget.Lines(head, widget.Heading, inner)))*widget.Heading.Line()+12+tall)
	}, func(pen *widget.Pen) {
		y := pen.Wrap(0, 0, pen.Size().Width, head, widget.Heading) + 12
		pen.Place(rows, 0, y, pen.Size().Width, tall)
	})
	o = e.s.Overlay(body, width, false, e.Focus)
	rows.OnEnter = func(int) { o.Close() }
	rows.Select(0)
	e.s.Canvas().Focus(rows)
}
