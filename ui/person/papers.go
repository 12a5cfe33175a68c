package person

import (
	"context"
	"io"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// The tab of papers: every letter and every other paper, how far it has come, and the
// very same letter to read again.

const paperRow = 50

func (p *Page) papersPanel() *panel {
	s := p.s
	return p.newPanel(panelParams{title: s.T("person.papers"), empty: s.T("person.papers.empty"),
		act: widget.Look{Kind: widget.Quiet, Small: true, Icon: icon.Plus, Text: s.T("person.papers.new"), Key: "B"}, do: func() { p.Rune('b') },
		size: func() int { return len(p.person.Papers) }, height: func(int) float32 { return paperRow },
		paint: p.paintPaper, enter: func(int) { p.openSelected() },
		rune: func(r rune) bool {
			if lower(r) == 'r' {
				p.returned()
			}
			return lower(r) == 'r'
		}})
}

// states are how a letter's state looks.
var states = map[data.PaperState]widget.Chip{
	data.PaperPending: {Icon: icon.Waiting, Tone: widget.ToneWarn}, data.PaperSpoiled: {Icon: icon.Expired, Tone: widget.ToneWarn},
	data.PaperSent: {Icon: icon.Yes, Tone: widget.ToneOK}, data.PaperReturned: {Icon: icon.Expired, Tone: widget.ToneWarn},
	data.PaperTakenBack: {Icon: icon.Undo, Tone: widget.ToneNeutral},
}

// stateOf says how far a letter has come, and when.
func (p *Page) stateOf(l data.PersonPaper) widget.Chip {
	c := states[l.State]
	on := day.Date{}
	switch l.State {
	case data.PaperSent:
		on = l.Sent
	case data.PaperReturned:
		on = l.Returned
	}
	c.Text = p.s.T("person.papers.state."+string(l.State), "On", p.date(on))
	return c
}

// paperName names a paper: the letter's template, or what it is.
func (p *Page) paperName(l data.PersonPaper) string {
	if l.Kind == data.PaperLetter {
		return p.s.Say(journey.TemplateName(l.Template))
	}
	return p.s.T("person.papers.kind." + string(l.Kind))
}

// paperFacts are the quiet line: by whom, language, version, place in the run, cohort.
func (p *Page) paperFacts(l data.PersonPaper) string {
	s := p.s
	text := p.stamp(l.At, l.Actor)
	if l.Kind != data.PaperLetter {
		return text
	}
	text += " · " + s.Say(l.Lang.Name()) + " · " + p.version(l.Version)
	if l.Of > 1 {
		text += " · " + s.T("person.papers.place", "Place", l.Place, "Of", l.Of)
	}
	if l.Cohort != p.person.Cohort {
		text += " · " + s.T("person.cohort", "Year", l.Cohort)
	}
	if l.Override != "" {
		text += " · " + s.T("person.papers.override", "Why", l.Override)
	}
	return text
}

// version says which version of its template a letter has: the clinic's own, by number,
// or Fyrtio's.
func (p *Page) version(v string) string {
	number, _, _ := strings.Cut(v, "-")
	if number == "0" || number == "" {
		return p.s.T("person.papers.shipped")
	}
	return p.s.T("person.papers.version", "Version", number)
}

func (p *Page) paintPaper(pen *widget.Pen, i int, state widget.RowState) {
	l, size := p.person.Papers[i], pen.Size()
	name := icon.Letter
	if l.Kind != data.PaperLetter {
		name = icon.Print
	}
	pen.Icon(15, 17, 16, name, theme.Ink2)
	right := size.Width - 15
	if l.Kind == data.PaperLetter {
		c := p.stateOf(l)
		right -= c.Width()
		pen.Chip(right, 0, size.Height, c)
		right -= 12
		if state.Selected && state.Focused {
			right = p.paintPaperKeys(pen, l, right, size.Height)
		}
	}
	if l.Outdated {
		c := widget.Chip{Icon: icon.Expired, Tone: widget.ToneWarn, Text: p.s.T("person.papers.outdated")}
		right -= c.Width()
		pen.Chip(right, 0, size.Height, c)
		right -= 12
	}
	title := p.paperName(l)
	if l.Number != "" {
		title += " · " + l.Number
	}
	pen.Fit(44, 5, 20, right-44, title, widget.Strong)
	pen.Fit(44, 25, 18, right-44, p.paperFacts(l), widget.Small.In(theme.Ink2))
}

// paintPaperKeys shows what the keys do with the letter under the bar.
func (p *Page) paintPaperKeys(pen *widget.Pen, l data.PersonPaper, right, h float32) float32 {
	link := widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Accent}
	add := func(key, id string, do func()) {
		right -= capWidth(key)
		pen.Cap(right, 0, h, key, widget.CapPlain)
		w := pen.RightMid(right-6, 0, h, p.s.T(id), link)
		pen.Hit(right-6-w, 0, w+6+capWidth(key), h, do)
		right -= w + 6 + 14
	}
	if l.State == data.PaperSent && !p.person.Past() {
		add("R", "person.papers.returned", p.returned)
	}
	if l.Kept {
		add("Enter", "person.papers.open", p.openSelected)
	}
	return right
}

// selected gives the letter under the bar, of the papers or of the timeline, if its text
// is kept; else it tells why there is none.
func (p *Page) selected() (number string) {
	var l *data.PersonPaper
	switch i := p.panels[tabPapers].list.Selected(); {
	case p.tab == tabPapers && i >= 0 && i < len(p.person.Papers):
		l = &p.person.Papers[i]
	case p.tab == tabJourney && p.list.Selected() >= 0 && p.list.Selected() < len(p.rows):
		l = p.rows[p.list.Selected()].paper
	}
	switch {
	case l == nil:
		return ""
	case l.Kind != data.PaperLetter || !l.Kept:
		p.s.Tell(widget.BandInfo, say.T("person.papers.unkept."+string(l.Kind), "Number", l.Number))
		return ""
	}
	return l.Number
}

// copyOf draws a letter as it was printed.
func (p *Page) copyOf(ctx context.Context, number string, w io.Writer) (pages int, err error) {
	run, err := p.store.LetterCopy(data.WithReason(ctx, p.reason), number)
	if err != nil {
		return 0, err
	}
	sheets, err := paper.Letters(w, run)
	return sheets.Pages, err
}

// openSelected opens the letter under the bar as it was printed.
func (p *Page) openSelected() {
	number := p.selected()
	if number == "" {
		return
	}
	p.s.Do("paper", func(ctx context.Context) error {
		return p.papers.Show("brev-"+number, func(w io.Writer) error {
			_, err := p.copyOf(ctx, number, w)
			return err
		})
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.s.Done(say.T("person.papers.opened", "Number", number), nil, nil)
	})
}

// printSelected prints the letter under the bar once more, as it was.
func (p *Page) printSelected() {
	if number := p.selected(); number != "" {
		p.papers.Offer(p.s, "brev-"+number, p.s.T("person.papers.letter", "Number", number), func(ctx context.Context, w io.Writer) (int, error) {
			return p.copyOf(ctx, number, w)
		})
	}
}

// returned records that the post brought the letter under the bar back.
func (p *Page) returned() {
	i := p.panels[tabPapers].list.Selected()
	if i < 0 || i >= len(p.person.Papers) || p.past() {
		return
	}
	l := p.person.Papers[i]
	if l.State != data.PaperSent {
		p.s.Tell(widget.BandInfo, say.T("person.papers.notsent"))
		return
	}
	var done data.Logged
	p.s.Do("", func(ctx context.Context) (err error) {
		done, err = p.store.ReturnedLetter(ctx, l.Number)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.s.Done(say.T("person.papers.done.returned", "Number", l.Number, "Who", acts.Short(p.person.Row)), p.taker(done.Act), p.load)
		p.load()
	})
}
