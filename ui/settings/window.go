package settings

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/preview"
	"fyrtio/ui/printing"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// letterLines are the envelope's window with its test page, the logo, and what a run of
// letters begins with.
func (p *Page) letterLines() []*line {
	lines := p.settings("window", "window.envelope")
	if p.program.Desk != nil {
		lines = append(lines, p.button(p.bare("testpage"), p.s.T("settings.testpage.do"), widget.Secondary, true, p.printTestPage))
	}
	measures := p.settings("window.dx", "window.dy", "window.x", "window.y", "window.w", "window.h")
	for _, l := range measures {
		l.hint = p.windowHint(l.key)
	}
	lines = append(lines, measures...)
	lines = append(lines, p.logoLine())
	return append(lines, p.settings("letters.order", "letters.duplex", "letters.cover", "letters.form", "clinic.free_post", "clinic.forwarding")...)
}

// windowHint says what the preset has, for a measure that is 0.
func (p *Page) windowHint(key string) string {
	w := p.store.Config().Clinic().Window
	w.X, w.Y, w.W, w.H, w.DX, w.DY = 0, 0, 0, 0, 0, 0
	o := w.Opening()
	mm, ok := map[string]float64{"window.x": o.X, "window.y": o.Y, "window.w": o.W, "window.h": o.H}[key]
	if !ok {
		return ""
	}
	return p.s.T("settings.window.preset", "Value", say.Decimal(p.s.Lang(), mm, 0))
}

// printTestPage prints the sheet with the millimetre grid, in actual size.
func (p *Page) printTestPage() {
	p.Suspend()
	lang := p.s.Lang()
	p.program.Desk.OfferNoted(p.s, "testsida", p.s.T("settings.testpage"), p.s.T("printing.note.nobody"), func(_ context.Context, w io.Writer) (int, error) {
		drawn, err := paper.WriteTestPage(w, p.store.TestPage(lang))
		return drawn.Pages, err
	})
}

// logoLine shows whether there is a logo, with a button to choose and one to remove it.
func (p *Page) logoLine() *line {
	l := p.bare("logo")
	has := p.store.Config()["clinic.logo"] != ""
	choose := widget.NewButton(widget.Look{Kind: widget.Secondary, Text: p.s.T("settings.logo.do")}, p.chooseLogo)
	choose.OnFocus = l.focused
	l.focus = choose
	wide := choose.MinSize().Width
	if !has {
		l.object, l.wide = choose, wide
		return l
	}
	l.text = p.s.T("settings.logo.has")
	remove := widget.NewButton(widget.Look{Kind: widget.Quiet, Text: p.s.T("settings.logo.remove")}, p.removeLogo)
	remove.OnFocus = l.focused
	l.object = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(wide+10+remove.MinSize().Width, theme.ButtonHeight) }, func(pen *widget.Pen) {
		pen.Place(choose, 0, 0, wide, theme.ButtonHeight)
		pen.Place(remove, wide+10, 0, remove.MinSize().Width, theme.ButtonHeight)
	})
	l.wide = l.object.MinSize().Width
	return l
}

// mostLogo bounds the file that is read: a picture of 11 mm needs no more.
const mostLogo = 10 << 20

// chooseLogo asks for a picture by its path, and shows it on the letter beside.
func (p *Page) chooseLogo() {
	s := p.s
	f := widget.NewField(s.T("settings.logo.path"), "")
	d := &widget.Dialog{Icon: icon.Star, Tone: theme.Accent, Title: s.T("settings.logo.title"), Text: s.T("settings.logo.ask"), Body: f, Focus: f.Entry,
		Left: s.T("ui.cancel"), Right: s.T("settings.logo.act")}
	d.OnRight = func() bool {
		path := printing.Path(f.Text())
		s.Do("", func(ctx context.Context) error {
			file, err := readLogo(path)
			if err != nil {
				return err
			}
			return p.store.SetLogo(ctx, file)
		}, func(err error) {
			var known *fault.Error
			switch {
			case errors.As(err, &known):
				f.SetError(s.Say(known.Text))
			case err != nil:
				f.SetError(s.T("settings.logo.unread"))
			default:
				d.Close()
				s.Done(say.T("settings.logo.done"), nil, nil)
				p.relogo()
			}
		})
		return false
	}
	f.Entry.OnEnter = d.Confirm
	s.Ask(d)
}

func readLogo(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, mostLogo+1))
	if err == nil && len(b) > mostLogo {
		return nil, fault.New(fault.Refused, "settings.logo.large", "Max", mostLogo>>20)
	}
	return b, err
}

func (p *Page) removeLogo() {
	p.s.Do("", p.store.RemoveLogo, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.s.Done(say.T("settings.logo.removed"), nil, nil)
		p.relogo()
	})
}

// relogo shows the section again with another logo.
func (p *Page) relogo() {
	p.fill()
	p.find("logo")
	p.arrange()
	p.showLetter()
	p.Focus()
}

// newSheet makes the letter beside the section, with the window over it.
func (p *Page) newSheet() {
	p.sheet = preview.NewSheet(p.s, p.program.Preview, "settings.preview")
	p.sheet.Over = func(pen *widget.Pen, x, y, mm float32, page int) {
		if page == 0 {
			preview.Window(pen, x, y, mm, p.store.Config().Clinic().Window, true)
		}
	}
	p.sheet.Foot = func(int, int) string { return p.s.T("settings.window.longest") }
}

// showLetter draws the letter with the longest name and address, where there is room.
func (p *Page) showLetter() {
	if p.section != letters || p.program.Preview == nil || !p.sheet.Visible() {
		return
	}
	var shown data.Preview
	p.s.Do("settings.letter", func(ctx context.Context) (err error) {
		shown, err = p.store.PreviewTemplate(ctx, data.PreviewParams{LettersParams: data.LettersParams{Template: journey.TemplateInvitationCall, Lang: letter.Swedish}, Longest: true})
		return err
	}, func(err error) {
		if err != nil {
			p.sheet.Say(fault.Words(p.s.Lang(), err))
			return
		}
		for _, q := range shown.Problems {
			if q.Severity == paper.Stop {
				p.sheet.Say(p.s.Say(q.Text))
				return
			}
		}
		p.sheet.Paper("letter", func(_ context.Context, w io.Writer) error {
			_, err := paper.Letters(w, shown.Run)
			return err
		})
	})
}

// kept follows a setting that has another value now.
func (p *Page) kept(key string) {
	if p.section != letters {
		return
	}
	if strings.HasPrefix(key, "window") {
		for _, l := range p.lines {
			if hint := p.windowHint(l.key); hint != "" {
				l.hint = hint
			}
		}
		p.arrange()
	}
	p.showLetter()
}
