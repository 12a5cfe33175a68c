package visit

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	record "fyrtio/core/visit"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Records is what the writing down of a visit asks of the store.
type Records interface {
	acts.Store
	OpenTranscript(ctx context.Context, participant string) (record.Transcript, error)
	TickLine(ctx context.Context, participant, linkID string, ticked bool) error
	TranscriptPage(ctx context.Context, participant string, lang say.Lang) (paper.Transcript, error)
	OpenPMO(ctx context.Context, participant string) (record.PMO, error)
	SavePMOTemplate(ctx context.Context, text string) (data.OwnText, error)
}

// Record is the page where a visit is written down: typed into Clinic24 line by line
// (Q18), or pasted into PMO as a text (Q19), and where that is recorded.
type Record struct {
	s     *shell.Shell
	store Records
	offer Offer
	route shell.ToRecord
	ctx   context.Context
	acts  *acts.Acts

	row        data.Row // for the acts
	transcript record.Transcript
	pmo        record.PMO
	chosen     map[string]bool // fields of the text for PMO
	text       string          // exactly what is copied
	trouble    string
	pmoShown   bool

	content *fyne.Container
	header  *widget.Drawing
	modes   *widget.Segments
	lines   *widget.List // of the transcript
	typing  *widget.Drawing
	blocked *widget.Drawing // in place of the lines
	fields  *widget.List    // of the text for PMO
	preview *widget.Pane
	compact bool
	rows    []scriptRow
}

// RecordPage makes the page for the shell. ctx carries the reason for which a protected
// person is opened.
func RecordPage(ctx context.Context, s *shell.Shell, store Records, offer Offer, r shell.ToRecord) (*Record, error) {
	p := &Record{s: s, store: store, offer: offer, route: r, ctx: ctx, pmoShown: r.Where == journey.WherePMO}
	p.acts = &acts.Acts{Shell: s, Store: store, Changed: p.Resume}
	if err := p.open(); err != nil {
		return nil, err
	}
	if !p.transcript.Blocked.IsZero() && p.transcript.Consent != "" {
		p.pmoShown = true // Q19: without consent it is PMO alone
	}
	p.build()
	p.lines.Select(p.nextLine(-1))
	p.fields.Select(0)
	p.arrange()
	return p, nil
}

func (p *Record) open() error {
	person, err := p.store.Participant(p.ctx, p.route.ID, 0, data.Look{View: "record", Reason: p.route.Reason})
	if err != nil {
		return err
	}
	p.row = person.Row
	if p.transcript, err = p.store.OpenTranscript(p.ctx, p.route.ID); err != nil {
		return err
	}
	if p.pmo, err = p.store.OpenPMO(p.ctx, p.route.ID); err != nil {
		return err
	}
	p.layLines()
	return p.fill()
}

func (p *Record) build() {
	s := p.s
	p.header = widget.NewDrawing(nil, p.paintHeader)
	mode := 0
	if p.pmoShown {
		mode = 1
	}
	p.modes = widget.NewSegments([]widget.Segment{{Text: s.T("record.cl24")}, {Text: s.T("record.pmo")}}, mode, func(i int) { p.show(i == 1) })
	p.lines = widget.NewList(lineRow, func() int { return len(p.rows) }, p.paintLine)
	p.lines.Height = func(i int) float32 {
		if p.rows[i].head != "" {
			return 26
		}
		return lineRow
	}
	p.lines.Fixed = func(i int) bool { return p.rows[i].head != "" }
	p.lines.Label = s.T("record.cl24")
	p.lines.OnEnter, p.lines.OnTick = func(i int) { p.tick(i, true) }, func(i int) { p.tick(i, !p.ticked(i)) }
	p.lines.OnSelect = func(int) { p.typing.Refresh() }
	p.lines.OnRune = p.rune
	p.lines.BeforeKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyBackspace || ev.Name == fyne.KeyDelete {
			if i := p.lines.Selected(); i >= 0 {
				p.tick(i, false)
			}
			return true
		}
		return false
	}
	p.typing = widget.NewDrawing(nil, p.paintTyping)
	p.blocked = widget.NewDrawing(nil, p.paintBlocked)
	p.fields = widget.NewList(36, func() int { return len(p.offered()) }, p.paintField)
	p.fields.Label = s.T("record.pmo.fields")
	p.fields.OnEnter, p.fields.OnTick = p.choose, p.choose
	p.fields.OnRune = p.rune
	p.preview = widget.NewPane(p.previewHeight, p.paintPreview)
	p.content = container.New((*recordLayout)(p), canvas.NewRectangle(theme.Color(theme.Paper)), p.header, p.modes, p.lines, p.typing, p.blocked, p.fields, p.preview)
}

// show shows one of the two ways to write the visit down.
func (p *Record) show(pmo bool) {
	p.pmoShown = pmo
	if pmo {
		p.modes.SetSelected(1)
	} else {
		p.modes.SetSelected(0)
	}
	p.arrange()
	p.Focus()
	p.s.Refooter()
}

// arrange shows what belongs to the way that is shown.
func (p *Record) arrange() {
	blocked := !p.transcript.Blocked.IsZero()
	for o, on := range map[fyne.CanvasObject]bool{p.lines: !p.pmoShown && !blocked, p.typing: !p.pmoShown && !blocked, p.blocked: !p.pmoShown && blocked,
		p.fields: p.pmoShown, p.preview: p.pmoShown} {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
	p.refresh()
}

func (p *Record) refresh() {
	p.header.Refresh()
	p.lines.Reload()
	p.fields.Reload()
	p.content.Refresh()
	p.typing.Refresh()
	p.blocked.Refresh()
	p.preview.Refresh()
}

// Content is for shell.Page.
func (p *Record) Content() fyne.CanvasObject { return p.content }

// Focus is for shell.Page.
func (p *Record) Focus() {
	switch {
	case p.pmoShown:
		widget.Focus(p.fields)
	case p.transcript.Blocked.IsZero():
		widget.Focus(p.lines)
	default:
		p.s.Canvas().Unfocus() // its keys are the page's
	}
}

// Suspend draws anew what is on the clipboard: nothing more when the window is locked.
func (p *Record) Suspend() { p.preview.Refresh() }

// Resume reads the visit again.
func (p *Record) Resume() {
	if err := p.open(); err != nil {
		p.s.Fail(err)
		return
	}
	p.arrange()
	p.s.Refooter()
}

// Measure is for shell.Measured.
func (p *Record) Measure(m theme.Measures) {
	p.compact = m.Compact
	p.content.Refresh()
}

// WindowTitle is for shell.Titler.
func (p *Record) WindowTitle() string { return p.s.T("visit.tab.record") }

func (p *Record) paintHeader(pen *widget.Pen) {
	size, s := pen.Size(), p.s
	h := size.Height - 1
	pen.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Surface})
	pen.Line(0, h, size.Width, theme.Line)
	right := size.Width - p.margin()
	done := widget.Look{Kind: widget.Filled, Small: true, Icon: icon.Yes, Text: s.T("record.done"), Key: "D"}
	right -= done.Width()
	pen.Button(right, (h-theme.RowButtonHeight)/2, 0, done, p.document)
	r := shell.ToStar{ID: p.route.ID, Reason: p.route.Reason}
	right = paintTabs(pen, s.Say, right-20, h, atRecord, map[at]func(){atForm: func() { s.Go(shell.ToForm(r)) }, atStar: func() { s.Go(r) }, atPlan: func() { s.Go(shell.ToPlan(r)) }})
	x := p.margin()
	who := p.transcript.Person
	if who.Protected {
		pen.Icon(x, (h-18)/2, 18, icon.Shield, theme.Shield)
		x += 26
	}
	x += pen.Fit(x, 0, h, right-16-x, who.Name, widget.Heading) + 12
	if who.Number != "" && x+widget.Measure(who.Number, widget.Second) < right-16 {
		pen.Mid(x, 0, h, who.Number, widget.Second)
	}
}

func (p *Record) margin() float32 {
	if p.compact {
		return 16
	}
	return theme.For(1280).Margin
}

// state says where the visit is written down already.
func (p *Record) state() (words string, done bool) {
	s := p.s
	var cl24, pmo *record.Documented
	for i := range p.pmo.Documented {
		if d := &p.pmo.Documented[i]; d.Where == journey.WhereCl24 {
			cl24 = d
		} else {
			pmo = d
		}
	}
	switch {
	case cl24 != nil && pmo != nil:
		return s.T("record.in.both", "Date", cl24.Date, "Way", p.way(cl24.Way), "Also", pmo.Date), true
	case cl24 != nil:
		return s.T("record.in.cl24", "Date", cl24.Date, "Way", p.way(cl24.Way)), true
	case pmo != nil:
		return s.T("record.in.pmo", "Date", pmo.Date), true
	}
	return s.T("record.in.none"), false
}

func (p *Record) way(id string) string {
	if id == "" {
		id = "untold"
	}
	return p.s.T("record.way." + id)
}

// document asks where and how the visit was written down, and records it. What is not
// allowed says why (Q19, Q24).
func (p *Record) document() { p.acts.Document([]data.Row{p.row}) }

// consent records what the person says about Clinic24, with the information of Q18.
func (p *Record) consent() { p.acts.ConsentRecord([]data.Row{p.row}) }
