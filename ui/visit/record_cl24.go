package visit

import (
	"cmp"
	"context"
	"io"
	"strconv"
	"unicode"

	"fyne.io/fyne/v2"

	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

const lineRow = 36

// scriptRow is a row of the list: a line to type, or the heading of a section.
type scriptRow struct {
	head string
	line form.Line
}

// recordLayout places the parts of a Record.
type recordLayout Record

// MinSize is small: the page takes what room the window has.
func (l *recordLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(400, 240) }

// Layout is for Fyne.
func (l *recordLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	p := (*Record)(l)
	m := measures(p.content, size)
	p.compact = m.Compact
	objects[0].Resize(size)
	put(p.header, 0, 0, size.Width, m.HeaderVisit)
	pad, side, fields := float32(12), float32(380), float32(340)
	if p.compact {
		pad, side, fields = 8, 290, 260
	}
	y := m.HeaderVisit + pad
	modes := p.modes.MinSize()
	put(p.modes, m.Margin, y, modes.Width, modes.Height)
	y += modes.Height + pad
	h, w := size.Height-y-pad, size.Width-2*m.Margin
	put(p.lines, m.Margin, y, w-side-24, h)
	put(p.typing, size.Width-m.Margin-side, y, side, h)
	put(p.blocked, m.Margin, y, w, h)
	put(p.fields, m.Margin, y, fields, h)
	put(p.preview, m.Margin+fields+24, y, w-fields-24, h)
}

// layLines makes the rows of the transcript.
func (p *Record) layLines() {
	p.rows = p.rows[:0]
	section := ""
	for _, l := range p.transcript.Lines {
		it, ok := p.transcript.Definition.Item(l.LinkID)
		if !ok {
			continue
		}
		if it.Section != section {
			section = it.Section
			if sec, ok := p.transcript.Definition.Section(section); ok {
				p.rows = append(p.rows, scriptRow{head: sec.Title.In(p.s.Lang())})
			}
		}
		p.rows = append(p.rows, scriptRow{line: l})
	}
}

func (p *Record) ticked(i int) bool { return p.transcript.Ticked(p.rows[i].line) }

// nextLine gives the first line after i that is not typed, else the first of all; i where
// all are.
func (p *Record) nextLine(i int) int {
	for n := range p.rows {
		at := (i + 1 + n) % len(p.rows)
		if p.rows[at].head == "" && !p.ticked(at) {
			return at
		}
	}
	return max(i, 0)
}

// progress counts the lines that are typed.
func (p *Record) progress() (typed, all int) {
	for i := range p.rows {
		if p.rows[i].head == "" {
			all++
			if p.ticked(i) {
				typed++
			}
		}
	}
	return typed, all
}

// tick keeps that a line was typed and goes on to the next, or takes the tick away.
func (p *Record) tick(i int, on bool) {
	if i < 0 || i >= len(p.rows) || p.rows[i].head != "" {
		return
	}
	l := p.rows[i].line
	if err := p.store.TickLine(p.ctx, p.route.ID, l.LinkID, on); err != nil {
		p.trouble = wordsOf(p.s.Lang(), err)
		p.typing.Refresh()
		return
	}
	p.trouble = ""
	if delete(p.transcript.Typed, l.LinkID); on {
		p.transcript.Typed[l.LinkID] = l.Value
		p.lines.Select(p.nextLine(i))
	}
	p.refresh()
	if typed, all := p.progress(); on && typed == all && !p.inCl24() {
		p.document()
	}
}

// inCl24 reports whether the visit is recorded as documented in Clinic24.
func (p *Record) inCl24() bool {
	for _, d := range p.transcript.Documented {
		if d.Where == journey.WhereCl24 {
			return true
		}
	}
	return false
}

// print draws the sheet of the same lines.
func (p *Record) print() {
	p.offer(p.s, "transcript", p.s.T("printing.paper.transcript"), func(ctx context.Context, w io.Writer) (int, error) {
		page, err := p.store.TranscriptPage(data.WithReason(ctx, p.route.Reason), p.route.ID, p.s.Lang())
		if err != nil {
			return 0, err
		}
		drawn, err := paper.WriteTranscript(w, page)
		return drawn.Pages, err
	})
}

// answer puts the answer of a line into words, or says what is missing.
func (p *Record) answer(l form.Line) string {
	words := p.transcript.Definition.Show(l.LinkID, p.transcript.Answers[l.LinkID], p.s.Lang())
	return cmp.Or(words, form.MissingWords(form.Unanswered).In(p.s.Lang()))
}

func (p *Record) paintLine(pen *widget.Pen, i int, state widget.RowState) {
	size, r := pen.Size(), p.rows[i]
	if r.head != "" {
		pen.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Sunken})
		pen.Mid(15, 0, size.Height, r.head, widget.Style{Size: theme.TextSecond, Bold: true})
		return
	}
	it, _ := p.transcript.Definition.Item(r.line.LinkID)
	lang := p.s.Lang()
	pen.Check(12, 0, size.Height, p.ticked(i))
	pen.Hit(0, 0, 40, size.Height, func() { p.tick(i, !p.ticked(i)) })
	pen.RightMid(66, 0, size.Height, strconv.Itoa(it.Number), widget.Small)
	name := cmp.Or(it.Short.In(lang), it.Text.In(lang))
	value := size.Width - 15 - 110
	half := (value - 78) / 2
	style := widget.Plain.As(state.Selected)
	if p.ticked(i) {
		style.Role = theme.Ink2
	}
	pen.Fit(78, 0, size.Height, half-8, name, style)
	answer, quiet := p.answer(r.line), widget.Second
	if r.line.Kind == form.LineAnswer && !it.Numeric() && it.Type != form.Choice {
		pen.Fit(78+half, 0, size.Height, size.Width-15-78-half, answer, quiet)
		return
	}
	if p.transcript.Changed(r.line) {
		answer, quiet = p.s.T("record.line.changed"), quiet.In(theme.Warn)
	} else if r.line.Kind != form.LineAnswer {
		quiet = quiet.As(true)
	}
	pen.Fit(78+half, 0, size.Height, half-8, answer, quiet)
	p.paintValue(pen, value, 4, 110, size.Height-8, r.line, widget.Strong)
}

// paintValue draws what is typed: an answer in a box, a 0 in an inverted one (Q20), a
// dashed one where the person is to be asked.
func (p *Record) paintValue(pen *widget.Pen, x, y, w, h float32, l form.Line, st widget.Style) {
	text := l.In(p.transcript.Definition, p.s.Lang())
	switch l.Kind {
	case form.LineZero:
		pen.Rect(x, y, w, h, widget.Box{Fill: theme.Ink, Radius: theme.RadiusField})
		st.Role = theme.Surface
	case form.LineAsk:
		pen.Dashed(x, y, w, h, theme.RadiusField, theme.Ink2)
		text, st = p.s.T("record.ask"), widget.Second
	default:
		pen.Rect(x, y, w, h, widget.Box{Fill: theme.Surface, Stroke: theme.Edge, Radius: theme.RadiusField})
	}
	pen.CenterMid(x, y, w, h, widget.Shorten(text, st, w-8), st)
}

// paintTyping draws the line that is typed now, large, and how far one has come.
func (p *Record) paintTyping(pen *widget.Pen) {
	size, s := pen.Size(), p.s
	pen.Card(0, 0, size.Width, size.Height)
	typed, all := p.progress()
	y, w := float32(14), size.Width-30
	pen.Text(15, y, s.T("record.progress", "Typed", typed, "All", all), widget.Strong)
	y += 26
	pen.Progress(15, y, w, 6, float64(typed)/float64(max(all, 1)))
	y += 18
	if i := p.lines.Selected(); i >= 0 && i < len(p.rows) && p.rows[i].head == "" {
		l := p.rows[i].line
		it, _ := p.transcript.Definition.Item(l.LinkID)
		y += pen.Wrap(15, y, w, strconv.Itoa(it.Number)+". "+it.Text.In(s.Lang()), widget.Heading) + 6
		y += pen.Wrap(15, y, w, upperFirst(p.answer(l)), widget.Plain) + 10
		if it.Numeric() || it.Type == form.Choice || l.Kind == form.LineAsk {
			p.paintValue(pen, 15, y, min(w, 160), 52, l, widget.Large)
			y += 62
		}
		if why := p.why(l); why != "" {
			y += pen.Wrap(15, y, w, why, widget.Second) + 8
		}
	}
	y = p.paintState(pen, max(y, size.Height-150), w)
	if p.trouble != "" {
		pen.Band(8, y, size.Width-16, widget.BandFault, p.trouble)
	}
}

// why says what is out of the ordinary with a line.
func (p *Record) why(l form.Line) string {
	switch {
	case p.transcript.Changed(l):
		return p.s.T("record.why.changed", "Old", cmp.Or(p.transcript.Typed[l.LinkID], "–"))
	case l.Kind == form.LineZero:
		return p.s.T("record.why.zero", "Missing", upperFirst(p.answer(l)))
	case l.Kind == form.LineAsk:
		return p.s.T("record.why.ask")
	}
	return ""
}

// paintState draws where the visit is written down, and what is lacking before it can be
// recorded as typed into Clinic24.
func (p *Record) paintState(pen *widget.Pen, y, w float32) float32 {
	s := p.s
	pen.Line(1, y, w+28, theme.Line)
	y += 10
	words, done := p.state()
	mark, role := icon.Waiting, theme.Ink2
	if done {
		mark, role = icon.Yes, theme.OK
	}
	pen.Icon(15, y+2, 16, mark, role)
	y += pen.Wrap(39, y, w-24, words, widget.Second.In(role)) + 6
	lacks := p.transcript.Assisted
	switch {
	case !lacks.IsZero() && !p.inCl24():
		pen.Icon(15, y+2, 16, icon.Expired, theme.Warn)
		y += pen.Wrap(39, y, w-24, s.Say(lacks), widget.Second.In(theme.Warn)) + 6
	case p.transcript.Person.Protected:
		pen.Icon(15, y+2, 16, icon.Shield, theme.Shield)
		y += pen.Wrap(39, y, w-24, s.T("record.protected"), widget.Second.In(theme.Shield)) + 6
	case !p.transcript.Complete:
		pen.Icon(15, y+2, 16, icon.Info, theme.Ink2)
		y += pen.Wrap(39, y, w-24, s.T("record.unlocked"), widget.Second) + 6
	}
	return y
}

// paintBlocked says why nothing may be typed into Clinic24, and what can be done (Q19).
func (p *Record) paintBlocked(pen *widget.Pen) {
	size, s := pen.Size(), p.s
	pen.Card(0, 0, size.Width, size.Height)
	w := min(size.Width-80, 560)
	x, y := (size.Width-w)/2, max(24, size.Height/2-110)
	pen.Icon(x, y, 28, icon.Blocked, theme.Fault)
	y += pen.Wrap(x+44, y-2, w-44, s.T("record.blocked"), widget.Title) + 8
	y += pen.Wrap(x+44, y, w-44, s.Say(p.transcript.Blocked), widget.Plain) + 18
	at := x + 44
	button := func(l widget.Look, do func()) {
		pen.Button(at, y, 0, l, do)
		at += l.Width() + 10
	}
	if p.transcript.Consent != journey.Yes && p.store.Config().On("cl24") {
		id := "record.consent.ask"
		if p.transcript.Consent != "" {
			id = "record.consent.again"
		}
		button(widget.Look{Kind: widget.Secondary, Text: s.T(id), Key: "C"}, p.consent)
	}
	button(widget.Look{Kind: widget.Secondary, Text: s.T("record.to.pmo"), Key: "2"}, func() { p.show(true) })
}

func (p *Record) rune(r rune) bool {
	star := shell.ToStar{ID: p.route.ID, Reason: p.route.Reason}
	switch r := unicode.ToLower(r); r {
	case '1', '2':
		p.show(r == '2')
	case 'd':
		p.document()
	case 'c':
		if p.pmoShown {
			p.copy()
		} else {
			p.consent()
		}
	case 'r':
		if !p.pmoShown {
			return false
		}
		p.editTemplate()
	case 's':
		p.s.Go(star)
	case 'f':
		p.s.Go(shell.ToForm(star))
	case 'p':
		p.s.Go(shell.ToPlan(star))
	default:
		return false
	}
	return true
}

// Rune is for shell.Runer: where nothing has the keyboard.
func (p *Record) Rune(r rune) bool { return p.rune(r) }

// Shortcut is for shell.Shortcutter.
func (p *Record) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	switch {
	case mod != fyne.KeyModifierControl:
		return false
	case key == fyne.KeyC && p.pmoShown:
		p.copy()
	case key == fyne.KeyP && !p.pmoShown:
		p.print()
	default:
		return false
	}
	return true
}

// Hints is for shell.Page.
func (p *Record) Hints() []widget.Hint {
	h := func(id string, keys ...string) widget.Hint { return widget.Hint{Keys: keys, Text: p.s.T(id)} }
	if p.pmoShown {
		return []widget.Hint{h("record.hint.field", "↑", "↓"), h("record.hint.choose", p.s.T("record.space")), h("record.hint.copy", "C"),
			h("record.hint.template", "R"), h("record.done", "D"), h("record.cl24", "1")}
	}
	if !p.transcript.Blocked.IsZero() {
		return []widget.Hint{h("record.hint.consent", "C"), h("record.pmo", "2"), h("record.done", "D")}
	}
	hints := []widget.Hint{h("record.hint.line", "↑", "↓"), h("record.hint.tick", "Enter"), h("record.hint.untick", "Backspace")}
	if p.transcript.Informed.IsZero() {
		hints = append(hints, h("record.hint.tell", "C"))
	}
	return append(hints, h("record.hint.print", "Ctrl+P"), h("record.done", "D"), h("record.pmo", "2"))
}

// Keys is for shell.Helper.
func (p *Record) Keys() []widget.Hint {
	h := func(id string, keys ...string) widget.Hint { return widget.Hint{Keys: keys, Text: p.s.T(id)} }
	keys := []widget.Hint{h("plan.hint.star", "S"), h("visit.star.hint.plan", "P"), h("plan.hint.form", "F")}
	if !p.pmoShown && p.transcript.Blocked.IsZero() {
		keys = append(keys, h("record.hint.consent", "C"))
	}
	return keys
}

// HintRight is for shell.RightHinter.
func (p *Record) HintRight() widget.Hint {
	return widget.Hint{Keys: []string{"Esc"}, Text: p.s.T("plan.hint.back")}
}
