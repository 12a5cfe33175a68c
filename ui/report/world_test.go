package report

import (
	"context"
	"fmt"
	"io"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	figures "fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

var today = day.New(2026, time.June, 15)

// clinic is a store that knows one report, made by hand.
type clinic struct {
	cohorts  []int
	now      data.Progress
	report   func(p data.ReportParams) *figures.Report
	asked    []data.ReportParams
	fault    error         // of the next reports
	people   figures.Query // asked for last
	refs     []data.Ref
	shielded int
	sealed   string // passphrase
	saved    []string
	typed    map[int][]figures.Figure
	settings map[string]string
}

func (c *clinic) Cohorts(context.Context) ([]int, error) { return c.cohorts, nil }

func (c *clinic) Progress(context.Context, int) (data.Progress, error) { return c.now, nil }

func (c *clinic) Report(_ context.Context, p data.ReportParams) (*figures.Report, error) {
	c.asked = append(c.asked, p)
	if c.fault != nil {
		return nil, c.fault
	}
	return c.report(p), nil
}

func (c *clinic) ReportPeople(_ context.Context, q figures.Query) ([]data.Ref, int, error) {
	c.people = q
	return c.refs, c.shielded, nil
}

func (c *clinic) ReportSaved(_ context.Context, p data.ReportParams, format string) error {
	c.saved = append(c.saved, fmt.Sprintf("%s %d open=%v", format, p.From, p.Open))
	return nil
}

func (c *clinic) SealAggregate(_ context.Context, w io.Writer, _ data.ReportParams, pass string) error {
	c.sealed = pass
	_, err := io.WriteString(w, "sealed")
	return err
}

func (c *clinic) Earlier(context.Context) (list []figures.Figure, err error) {
	for _, f := range c.typed {
		list = append(list, f...)
	}
	return list, nil
}

func (c *clinic) SetEarlier(_ context.Context, year int, list []figures.Figure) error {
	c.typed[year] = list
	if len(list) == 0 {
		delete(c.typed, year)
	}
	return nil
}

func (c *clinic) ImportEarlier(ctx context.Context, name string, file []byte, _ bool) (data.EarlierFile, error) {
	read, err := data.ReadEarlier(ctx, name, file)
	if len(read.Faults) > 0 {
		return read, fault.New(fault.Refused, "reportdata.err.file.faults", "N", len(read.Faults))
	}
	for _, f := range read.Figures {
		c.typed[f.Cohort] = append(c.typed[f.Cohort], f)
	}
	return read, err
}

func (c *clinic) SetSetting(_ context.Context, key, value string) error {
	c.settings[key] = value
	return nil
}

// said is a text that is its own words.
func said(text string) say.Text { return say.Text{ID: text} }

// newClinic is a clinic in June, with a report of nine chapters.
func newClinic() *clinic {
	c := &clinic{cohorts: []int{2026, 2025, 2024, 2023}, typed: map[int][]figures.Figure{}, settings: map[string]string{}, refs: []data.Ref{{Participant: "a", Cohort: 2026}, {Participant: "b", Cohort: 2026}}}
	c.now = data.Progress{Cohort: 2026, Listed: 164, Invited: 142, Completed: 58, Undocumented: 4, Declined: 12, NoShow: 5, BookedAhead: 9, ToInvite: 22, Day: today,
		Months: [12]int{3, 8, 12, 11, 15, 9}, Recent: 2.5, Needed: 1.4, Until: day.New(2026, 12, 31), Target: 0.6, Goal: 99,
		Refs:   map[string][]data.Ref{"to invite": {{Participant: "c", Cohort: 2026}}, "booked": {{Participant: "d", Cohort: 2026}}},
		Queues: map[journey.Queue]int{journey.QueueForms: 2, journey.QueueHelp: 6, journey.QueueCalls: 11, journey.QueueChats: 3, journey.QueueUnanswered: 14}}
	c.report = func(p data.ReportParams) *figures.Report { return hand(p) }
	return c
}

func hand(p data.ReportParams) *figures.Report {
	r := &figures.Report{Title: said("Årsrapport för riktade hälsosamtal"), Clinic: "Granlunda hälsocentral", Period: p.Period, Date: today, Open: p.Open,
		Names:  []figures.Named{{Name: "Granlunda vårdcentral", Period: figures.Period{From: 2002, To: 2011}}},
		Prints: []say.Text{said("Data 6f1c 22ab 90de · formulär 2026-1 · kriterier exempel-3 · Fyrtio 1.0")}}
	q := figures.Query{Variable: "tobacco", Category: "daily", Period: p.Period}
	r.Head = []figures.Key{
		{Label: said("Inbjudna av listade"), Cell: figures.Cell{N: 142, Share: 142. / 164, Kind: figures.Filled}, Of: 164, Target: 1, Query: q, Change: &figures.Change{Year: 2025, Points: 3.2}},
		{Label: said("Genomförda samtal av listade"), Cell: figures.Cell{N: 58, Share: 58. / 164, Kind: figures.Filled}, Of: 164, Target: 0.6, Query: q, Change: &figures.Change{Year: 2025, Points: -4.1}},
		{Label: said("Har tackat nej"), Cell: figures.Cell{N: 12, Share: 12. / 164, Kind: figures.Filled}, Of: 164, Query: q},
		{Label: said("Röker dagligen"), Cell: figures.Cell{Hidden: !p.Open, N: 3, Share: 3. / 58, Kind: figures.Filled}, Of: 58, Query: q},
		{Label: said("Minst 150 aktivitetsminuter i veckan"), Cell: figures.Cell{N: 31, Share: 0.55, Kind: figures.Filled, About: true}, Query: q},
		{Label: said("Ersättning, kronor"), Cell: figures.Cell{N: 63800, Kind: figures.Bare}},
	}
	names := []string{"Inledning", "Datainsamling", "Inbjudna och deltagande", "Hälsosamtal med riskpatienter", "Deltagarna", "Bakgrundsfaktorer", "Hjärt-kärlsjukdom, diabetes och ärftlighet",
		"Allmänt hälsotillstånd", "Stress", "Sömn", "Tobak", "Fysisk aktivitet och stillasittande tid", "Matvanor", "Alkohol", "Övervikt, fetma och midjemått", "Blodtryck", "Blodfetter", "Blodsocker", "Struktur och process", "Bilaga"}
	for i, n := range names {
		ch := figures.Chapter{ID: fmt.Sprintf("c%d", i), Title: said(n), Intro: []say.Text{said("Så här svarade deltagarna när de fyllde i samtalsunderlaget inför besöket. Den som inte har svarat räknas inte i andelarna.")}}
		if i >= 2 {
			ch.Tables = []figures.Table{smoking(p, fmt.Sprintf("t%d.a", i), 4), smoking(p, fmt.Sprintf("t%d.b", i), 3)}
		}
		if n == "Tobak" {
			ch.Tables[0] = smoking(p, "tobacco.smoking", 12)
			ch.Charts = []figures.Chart{stack(), lines(), funnel()}
		}
		r.Chapters = append(r.Chapters, ch)
	}
	return r
}

func smoking(p data.ReportParams, id string, earlier int) figures.Table {
	t := figures.Table{ID: id, Title: said("Rökvanor"), Notes: []say.Text{said("Täljare: de som svarat att de röker varje dag. Nämnare: de som svarat på frågan, 58 av 60 genomförda samtal. Formulär 2026-1, fråga 14.")}}
	col := func(cid, head, sex string, n int) {
		t.Columns = append(t.Columns, figures.Column{ID: cid, Head: said(head), Kind: figures.Counts, Of: figures.Cell{N: n, Kind: figures.Bare}, Query: figures.Query{Variable: id, Sex: sex, Period: p.Period}})
	}
	col("women", "Kvinnor", "kvinna", 31)
	col("men", "Män", "man", 27)
	col("all", "Alla", "", 58)
	for i := range earlier {
		t.Columns = append(t.Columns, figures.Column{ID: fmt.Sprint(2025 - i), Head: said(fmt.Sprint(2025 - i)), Kind: figures.Shares, Query: figures.Query{Variable: id, Period: figures.Period{From: 2025 - i, To: 2025 - i}}})
	}
	t.Columns = append(t.Columns, figures.Column{ID: "change", Head: said("Ändring"), Kind: figures.Changes})
	row := func(rid, label string, w, m int, kind figures.CellKind, below, sum bool) {
		r := figures.Row{ID: rid, Label: said(label), Below: below, Sum: sum}
		for i, n := range []int{w, m, w + m} {
			of := t.Columns[i].Of.N
			c := figures.Cell{N: n, Share: float64(n) / float64(of), Kind: kind, Query: figures.Query{Variable: id, Category: rid, Sex: t.Columns[i].Query.Sex, Period: p.Period}}
			if n > 0 && n < 5 && !p.Open {
				c.Hidden, c.N, c.Share = true, 0, 0
			}
			r.Cells = append(r.Cells, c)
		}
		for i := range earlier {
			c := figures.Cell{Share: 0.1 + float64(i)/100, Kind: kind}
			if kind == figures.Bare {
				c.Kind = figures.Blank
			}
			if i < 2 && c.Kind == figures.Filled {
				c.Query = figures.Query{Variable: id, Category: rid, Period: figures.Period{From: 2025 - i, To: 2025 - i}}
			}
			r.Cells = append(r.Cells, c)
		}
		r.Cells = append(r.Cells, figures.Cell{Share: -0.013, Kind: kind, About: rid == "quit"})
		if kind == figures.Bare {
			r.Cells[len(r.Cells)-1].Kind = figures.Blank
		}
		t.Rows = append(t.Rows, r)
	}
	row("daily", "Röker dagligen", 3, 2, figures.Filled, false, false)
	row("sometimes", "Röker ibland", 6, 5, figures.Filled, false, false)
	row("quit", "Har slutat, för mer än ett halvår sedan, och har inte rökt någon gång sedan dess", 9, 8, figures.Filled, false, false)
	row("never", "Har aldrig rökt", 13, 12, figures.Filled, false, false)
	row("sum", "Alla som svarat", 31, 27, figures.Filled, false, true)
	row("missing.unanswered", "Ej besvarat", 1, 0, figures.Bare, true, false)
	row("missing.declined", "Avstår", 0, 5, figures.Bare, true, false)
	return t
}

func stack() figures.Chart {
	return figures.Chart{ID: "tobacco.smoking", Kind: figures.Stack, Title: said("Rökvanor"), Share: true, Top: 1,
		Labels: []say.Text{said("Dagligen"), said("Ibland"), said("Har slutat"), said("Aldrig")},
		Series: []figures.Series{{Label: said("Kvinnor"), Values: []figures.Point{{Value: 0.1, N: 3}, {Value: 0.19, N: 6}, {Value: 0.29, N: 9}, {Value: 0.42, N: 13}}},
			{Label: said("Män"), Values: []figures.Point{{Gap: true}, {Value: 0.18, N: 5}, {Value: 0.3, N: 8}, {Value: 0.44, N: 12}}}}}
}

func lines() figures.Chart {
	c := figures.Chart{ID: "tobacco.trend", Kind: figures.Lines, Title: said("Röker dagligen, år för år"), Share: true}
	var points []figures.Point
	for y := 2002; y <= 2026; y++ {
		c.Labels = append(c.Labels, said(fmt.Sprint(y)))
		points = append(points, figures.Point{Value: 0.22 - float64(y-2002)*0.006, Typed: y < 2023, Gap: y == 2010})
	}
	c.Series = []figures.Series{{Label: said("Alla"), Values: points}}
	return c
}

func funnel() figures.Chart {
	return figures.Chart{ID: "participation.funnel", Kind: figures.Funnel, Title: said("Från listan till dokumenterat samtal"),
		Labels: []say.Text{said("På listan"), said("Inbjudna"), said("Nådda"), said("Bokade"), said("Kom"), said("Dokumenterade")},
		Series: []figures.Series{{Values: []figures.Point{{Value: 164}, {Value: 142}, {Value: 110}, {Value: 71}, {Value: 58}, {Gap: true}}}}}
}

// blank is another page.
type blank struct{}

func (blank) Content() fyne.CanvasObject { return widget.NewBand() }
func (blank) Hints() []widget.Hint       { return nil }
func (blank) Focus()                     {}

// desk is the page in a window.
type desk struct {
	t       testing.TB
	c       *clinic
	win     fyne.Window
	shell   *shell.Shell
	page    *Page
	earlier *Earlier
	paper   string
	note    string
	slow    bool // work waits until it is let go
	later   uitest.Later
}

// run does work at once, or later where it is slow.
func (d *desk) run(work func() error, then func(error)) {
	if d.slow {
		d.later.Run(work, then)
		return
	}
	uitest.Run(work, then)
}

// letGo does the work that waits.
func (d *desk) letGo() {
	d.slow = false
	d.later.Finish()
}

func open(t testing.TB, c *clinic, lang say.Lang, w, h float32, r shell.Route) *desk {
	t.Helper()
	d := &desk{t: t, c: c, win: uitest.Window(t, w, h)}
	params := Params{Store: c, Clinic: func() paper.Clinic { return paper.Clinic{Name: "Granlunda hälsocentral"} }, Offer: func(_ *shell.Shell, name, _, note string, draw func(context.Context, io.Writer) (int, error)) {
		d.paper, d.note = name, note
		if _, err := draw(context.Background(), io.Discard); err != nil {
			t.Fatal(err)
		}
	}}
	d.shell = shell.New(shell.Params{Window: d.win, Lang: lang, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026, Cohorts: c.cohorts, Ages: []int{40},
		Now: func() time.Time { return today.At(9, 45) }, Run: d.run, Lock: func() {}, Quit: func() {},
		Pages: func(s *shell.Shell, r shell.Route) (shell.Page, error) {
			switch r := r.(type) {
			case shell.ToReport:
				d.page = New(s, params, r)
				return d.page, nil
			case shell.ToEarlier:
				d.earlier = NewEarlier(s, params)
				return d.earlier, nil
			}
			return blank{}, nil
		}})
	d.shell.Show(r)
	d.win.Resize(fyne.NewSize(w, h))
	return d
}
