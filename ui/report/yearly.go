package report

import (
	"context"
	"slices"

	figures "fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/widget"
)

// yearly is Årsrapport: its chapters at the left, the chapter at the right.
type yearly struct {
	page    *Page
	cohorts []int
	period  figures.Period // asked for; what is in view says report
	open    bool           // small numbers are asked for
	loaded  bool           // cohorts are known
	stale   bool           // to be made again when it is next seen
	report  *figures.Report
	chapter int            // −1: the few numbers that come first
	made    bool           // the definitions are unfolded
	feet    []part         // where they stand
	first   map[string]int // by table: the first column in view

	when     *widget.Select
	switcher *widget.Button
	earlier  *widget.Button
	band     *widget.Band
	rail     *widget.Board
	railPane *widget.Pane
	sheet    *sheet
	empty    *widget.Empty
	content  *widget.Drawing
}

func newYearly(p *Page) *yearly {
	y := &yearly{page: p, stale: true, first: map[string]int{}, chapter: -1}
	y.when = widget.NewSelect("", nil, -1, y.choosePeriod)
	y.when.Icon = icon.Participants
	y.switcher = widget.NewButton(widget.Look{}, y.toggleOpen)
	y.earlier = widget.NewButton(widget.Look{Kind: widget.Secondary, Text: p.s.T("reports.earlier"), Key: "T"}, func() { p.s.Go(shell.ToEarlier{}) })
	y.band = widget.NewBand()
	y.railPane = widget.NewPane(y.railTall, y.paintRail)
	y.rail = widget.NewBoard(func(pen *widget.Pen) {
		size := pen.Size()
		pen.Place(y.railPane, 0, 0, size.Width, min(size.Height, y.railTall()+2))
	})
	y.railPane.OnTap = y.tapRail
	y.rail.OnKey = y.railKey
	y.rail.OnFocus = func(bool) {
		y.railPane.Refresh()
		p.s.Refooter()
	}
	y.rail.Label = func() string { return y.name(y.chapter) }
	y.sheet = newSheet(y.layout)
	y.sheet.beyond = y.moreColumns
	y.sheet.moved = p.s.Refooter
	y.sheet.nobody = func() { p.s.Tell(widget.BandInfo, say.T("reports.people.nolist")) }
	y.sheet.leave = func(step int) {
		if step < 0 {
			widget.Focus(y.rail)
			return
		}
		p.after(1)
	}
	y.empty = widget.NewEmpty(p.s.T("reports.nobody", "Cohort", p.s.Cohort()), p.s.T("reports.nobody.text"),
		widget.NewButton(widget.Look{Kind: widget.Filled, Icon: icon.Import, Text: p.s.T("reports.nobody.import")}, func() { p.s.Go(shell.ToImport{}) }))
	y.content = widget.NewDrawing(nil, y.arrange)
	y.measure()
	return y
}

func (y *yearly) t(id string, args ...any) string { return y.page.s.T(id, args...) }

// ready reports whether there is a report to see.
func (y *yearly) ready() bool { return y.report != nil && len(y.cohorts) > 0 }

func (y *yearly) titled() string {
	if !y.ready() {
		return ""
	}
	return " · " + y.periodWords(y.report.Period) + " · " + y.name(y.chapter)
}

func (y *yearly) periodWords(p figures.Period) string {
	if p.Single() {
		return y.t("reports.cohort", "Cohort", p.From)
	}
	return y.t("reports.period", "From", p.From, "To", p.To)
}

// bare reports whether no list has been read in yet.
func (y *yearly) bare() bool { return y.loaded && len(y.cohorts) == 0 }

// begin makes the report where that has not been done.
func (y *yearly) begin() {
	if !y.stale {
		return
	}
	y.stale = false
	var cohorts []int
	s := y.page.s
	s.Do("cohorts", func(ctx context.Context) (err error) {
		cohorts, err = y.page.p.Store.Cohorts(ctx)
		return err
	}, func(err error) {
		if err != nil {
			y.stale = true
			s.Fail(err)
			return
		}
		y.cohorts, y.loaded = cohorts, true
		if len(cohorts) == 0 {
			y.report = nil
			y.refresh()
			if y.inView() {
				y.focus()
			}
			return
		}
		if y.period.From == 0 || !slices.Contains(cohorts, y.period.To) {
			of := s.Cohort()
			if !slices.Contains(cohorts, of) {
				of = cohorts[0]
			}
			y.period = figures.Period{From: of, To: of}
		}
		y.make()
	})
}

// inView reports whether the report is what one looks at.
func (y *yearly) inView() bool {
	return y.page.view == viewYearly && y.page.s.Page() == shell.Page(y.page)
}

// make has the report made as it was asked for. Until it is there, the one before stays,
// with what it is; where it cannot be made, what was asked for is put back.
func (y *yearly) make() {
	var r *figures.Report
	s, params := y.page.s, data.ReportParams{Period: y.period, Open: y.open, Program: y.page.p.Version}
	s.Do("report", func(ctx context.Context) (err error) {
		r, err = y.page.p.Store.Report(ctx, params)
		return err
	}, func(err error) {
		if err != nil {
			if y.stale = true; y.report != nil {
				y.period, y.open = y.report.Period, y.report.Open
				y.refresh()
			}
			s.Fail(err)
			return
		}
		first := y.report == nil
		y.report = r
		y.chapter = max(-1, min(y.chapter, len(r.Chapters)-1))
		if len(r.Head) == 0 && len(r.Chapters) > 0 {
			y.chapter = max(0, y.chapter)
		}
		y.refresh()
		if first && y.inView() {
			y.focus()
		}
	})
}

func (y *yearly) refresh() {
	y.periods()
	look := widget.Look{Kind: widget.Secondary, Icon: icon.Eye, Text: y.t("reports.open.on"), Key: "V"}
	if y.report != nil && y.report.Open {
		look.Text = y.t("reports.open.off")
		y.band.SayDo(widget.BandWarn, y.t("reports.open.band"), "", nil)
	} else {
		y.band.Clear()
	}
	y.switcher.Set(look)
	y.content.Refresh()
	y.railPane.Refresh()
	y.sheet.renew()
	y.page.header.Refresh()
	y.page.s.Refooter()
}

// periods fills the chooser: each cohort, then the last years together.
func (y *yearly) periods() {
	list := y.choices()
	words := make([]string, len(list))
	for i, p := range list {
		words[i] = y.periodWords(p)
	}
	y.when.SetTexts(words)
	y.when.SetSelected(slices.Index(list, y.period))
}

func (y *yearly) choices() (list []figures.Period) {
	for _, c := range y.cohorts {
		list = append(list, figures.Period{From: c, To: c})
	}
	for _, n := range []int{3, 5, 10} {
		if n < len(y.cohorts) {
			list = append(list, figures.Period{From: y.cohorts[n-1], To: y.cohorts[0]})
		}
	}
	if n := len(y.cohorts); n > 1 {
		list = append(list, figures.Period{From: y.cohorts[n-1], To: y.cohorts[0]})
	}
	return list
}

func (y *yearly) choosePeriod(i int) {
	list := y.choices()
	if i < 0 || i >= len(list) || list[i] == y.period {
		return
	}
	y.period = list[i]
	y.make()
	y.focus()
}

// toggleOpen shows the small numbers, or hides them again.
func (y *yearly) toggleOpen() {
	y.open = !y.open
	y.make()
}

func (y *yearly) focus() {
	switch {
	case y.ready():
		if y.sheet.board.Focused() {
			return
		}
		if y.sheet.at != "" {
			widget.Focus(y.sheet.board) // back from the list behind a figure
			return
		}
		widget.Focus(y.rail)
	case y.bare():
		widget.Focus(y.empty.Buttons[0])
	}
}

// escape goes from the figures to the chapters.
func (y *yearly) escape() bool {
	if !y.ready() || y.rail.Focused() {
		return false
	}
	y.sheet.at = ""
	y.sheet.pane.Refresh()
	widget.Focus(y.rail)
	return true
}

// go to a chapter, where one was in it.
func (y *yearly) goTo(chapter int) {
	low := -1
	if y.report == nil || len(y.report.Head) == 0 {
		low = 0
	}
	chapter = max(low, min(chapter, len(y.report.Chapters)-1))
	if chapter == y.chapter || chapter >= len(y.report.Chapters) {
		return
	}
	y.chapter = chapter
	y.sheet.top()
	at := y.railAt(chapter)
	y.railPane.Reveal(at-6, at+y.railRow()+6)
	y.railPane.Refresh()
	y.page.s.Refooter()
}

// enter goes from the chapters to the first figure of the one in view.
func (y *yearly) enter() {
	widget.Focus(y.sheet.board)
	if s, ok := y.sheet.chosen(); ok {
		y.sheet.choose(s)
	}
	y.page.s.Refooter()
}

func (y *yearly) rune(r rune) bool {
	if !y.ready() {
		return false
	}
	switch r {
	case 'h', 'H':
		y.unfold()
	case 'v', 'V':
		y.toggleOpen()
	case 'k', 'K':
		y.when.Open()
	default:
		return false
	}
	return true
}

// unfold shows how figures are made, or hides it again: those of the table in view.
func (y *yearly) unfold() {
	y.made = !y.made
	y.sheet.renew()
	s, ok := y.sheet.chosen()
	if !ok || y.chapter < 0 {
		return
	}
	pane := y.sheet.pane
	for _, f := range y.feet {
		if f.from < s.y || !y.made {
			continue
		}
		pane.Reveal(f.from, min(f.to, f.from+pane.View()*0.7))
		break
	}
}

func (y *yearly) hints() []widget.Hint {
	h := y.page.hint
	if !y.ready() {
		return y.page.unread(y.bare(), h("reports.key.follow", "1"))
	}
	made := h("reports.key.made", "H")
	if y.sheet.board.Focused() {
		return []widget.Hint{h("reports.key.figure", "↑", "↓", "←", "→"), h("reports.key.people", "Enter"), made, h("reports.key.chapters", "Esc"), h("reports.key.save", "Ctrl+Enter")}
	}
	return []widget.Hint{h("reports.key.chapter", "↑", "↓"), h("reports.key.figures", "Tab"), made, h("reports.key.period", "K"), h("reports.key.open", "V"), h("reports.key.save", "Ctrl+Enter"), h("reports.key.follow", "1")}
}

func (y *yearly) keys() []widget.Hint {
	h := y.page.hint
	return []widget.Hint{h("reports.key.earlier", "T"),
		h("reports.key.read", "PgUp", "PgDn"), h("reports.key.ends", "Home", "End"), h("reports.key.print", "Ctrl+P")}
}

const (
	toolsHeight = 36
	toolsGap    = 12
	periodWidth = 216
)

func (y *yearly) measure() {
	look := widget.Look{Kind: widget.Secondary, Text: y.t("reports.earlier"), Key: "T"}
	y.earlier.Set(look)
	y.railPane.Refresh()
}

// arrange places the line over the report, its rail and its figures.
func (y *yearly) arrange(pen *widget.Pen) {
	size := pen.Size()
	if y.report == nil {
		if y.bare() {
			pen.Card(0, 0, size.Width, size.Height)
			pen.Place(y.empty, 0, 0, size.Width, size.Height)
		}
		return
	}
	pen.Place(y.when, 0, 0, periodWidth, toolsHeight)
	pen.Cap(periodWidth+8, 0, toolsHeight, "K", widget.CapPlain)
	right := size.Width
	for _, b := range []*widget.Button{y.earlier, y.switcher} {
		w := b.MinSize().Width
		pen.Place(b, right-w, 0, w, toolsHeight)
		right -= w + 10
	}
	if !y.page.compact {
		x := float32(periodWidth + 40)
		pen.Fit(x, 0, toolsHeight, right-x-12, y.t("reports.asof", "On", y.report.Date), widget.Second)
	}
	top := float32(toolsHeight + toolsGap)
	if y.report.Open {
		h := y.band.HeightFor(size.Width)
		pen.Place(y.band, 0, top, size.Width, h)
		top += h + 10
	}
	rail := float32(railWide)
	if y.page.compact {
		rail = railNarrow
	}
	pen.Place(y.rail, 0, top, rail, size.Height-top)
	y.sheet.in(size.Width-rail-16, size.Height-top)
	pen.Place(y.sheet.board, rail+16, top, size.Width-rail-16, size.Height-top)
}
