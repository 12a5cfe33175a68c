package letters

import (
	"context"
	"io"

	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/ui/icon"
	"fyrtio/ui/preview"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// newSheet makes the right side: the page as it will be printed, with the envelope's
// window over it.
func (p *Page) newSheet() *preview.Sheet {
	c := preview.NewSheet(p.s, p.p.Preview, "mail.preview")
	c.Over = func(pen *widget.Pen, x, y, mm float32, page int) {
		if page == 0 && !letter.Forwarded(p.id) {
			preview.Window(pen, x, y, mm, p.plan.Run.Clinic.Window, p.zones)
		}
	}
	c.Foot = func(page, pages int) string {
		l := p.at()
		if l == nil {
			return ""
		}
		if pages == 0 {
			return p.s.T("mail.sheet.of", "At", l.n, "Of", len(p.plan.Letters))
		}
		return p.s.T("mail.sheet.page", "At", l.n, "Of", len(p.plan.Letters), "Page", page, "Pages", pages)
	}
	c.State = func() (icon.Name, theme.Role, string) {
		l := p.at()
		if l == nil || l.letter == nil {
			return icon.None, theme.Clear, ""
		}
		if worth(l.letter.Problems) != nil {
			return icon.Expired, theme.Warn, p.s.T("mail.sheet.look")
		}
		preset := p.plan.Run.Clinic.Window.Preset
		if preset == "" {
			preset = paper.WindowH2
		}
		return icon.Done, theme.OK, p.s.T("mail.sheet.fits", "Window", preset)
	}
	return c
}

// worth gives the first problem of a letter that someone should look at before it is
// sent. What the sender lacks is listed once, for all letters.
func worth(list []paper.Problem) *paper.Problem {
	for i, q := range list {
		if q.Severity == paper.Look && q.Part != paper.PartClinic {
			return &list[i]
		}
	}
	return nil
}

// showSheet shows the letter under the bar, or why there is none.
func (p *Page) showSheet() {
	l := p.at()
	switch {
	case l == nil:
		p.sheet.Say("")
	case l.sender != nil:
		p.sheet.Say(p.s.Say(l.sender.Text))
	case l.left != nil:
		p.sheet.Say(p.s.T("mail.sheet.left", "Why", l.left.Reason))
	case l.letter == nil:
		p.sheet.Say("")
	default:
		run := p.plan.Run
		run.Letters = []paper.Letter{l.letter.Letter}
		p.sheet.Paper(l.letter.Participant, func(_ context.Context, w io.Writer) error {
			_, err := paper.Letters(w, run)
			return err
		})
	}
}
