// Package settings is Inställningar: the clinic as it stands on letters, envelopes,
// the rules of the work list, language and size, users. Each value is kept when its
// field is left; there is no save button.
package settings

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/preview"
	"fyrtio/ui/printing"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Store is what the settings ask of the store.
type Store interface {
	Config() data.Config
	SetSetting(ctx context.Context, key, value string) error
	User() string
	Users(ctx context.Context) ([]data.User, error)
	AddUser(ctx context.Context, u data.User, passphrase string) error
	RemoveUser(ctx context.Context, name string) error
	ChangePassphrase(ctx context.Context, old, new string) error
	NewRecovery(ctx context.Context) (string, error)
	SetLogo(ctx context.Context, file []byte) error
	RemoveLogo(ctx context.Context) error
	TestPage(lang say.Lang) paper.TestPage
	PreviewTemplate(ctx context.Context, p data.PreviewParams) (data.Preview, error)
}

// Program is what the settings ask of the program around the shell; any function may
// be nil, and its setting is then not shown.
type Program struct {
	Scale       int // percent
	Contrast    bool
	SetLang     func(say.Lang)
	SetScale    func(percent int)
	SetContrast func(bool)
	// Renamed is told that the clinic has another name.
	Renamed func()
	// Desk prints the test page, and Preview shows the letter beside the window's settings.
	Desk    *printing.Desk
	Preview preview.Pager
	// At is the setting to begin at; "" goes on where one was.
	At string
}

// Page is the settings.
type Page struct {
	s       *shell.Shell
	store   Store
	program Program
	users   []data.User

	section int
	lines   []*line
	at      *line // that has the keyboard, or had it last
	width   float32
	high    float32

	header  *widget.Drawing
	tabs    *widget.Segments
	card    *widget.Drawing
	paper   *widget.Drawing
	scroll  *container.Scroll
	sheet   *preview.Sheet // beside the letters' section
	content *fyne.Container
	body    *shell.Body
}

// The sections, in the order of the tabs.
const (
	clinic = iota
	letters
	rules
	bookings
	screen
	people
)

var sectionWords = []string{"settings.clinic", "settings.letters", "settings.rules", "ui.nav.bookings", "settings.screen", "settings.users"}

// left is where the settings were left: a change of language makes the page anew,
// and it goes on at the same place.
var left struct {
	section int
	key     string
}

// New makes the page.
func New(s *shell.Shell, store Store, program Program) *Page {
	p := &Page{s: s, store: store, program: program, section: left.section}
	if program.At != "" {
		p.section, left.key = p.sectionOf(program.At), program.At
	}
	p.header = widget.NewDrawing(nil, func(pen *widget.Pen) {
		size := pen.Size()
		w := pen.Mid(0, 0, size.Height+2, s.T("settings.title"), widget.Title)
		pen.Fit(w+13, 4, size.Height+2, size.Width-w-13, s.T("settings.saved.self"), widget.Style{Size: theme.Text, Role: theme.Ink2})
	})
	var tabs []widget.Segment
	for _, id := range sectionWords {
		tabs = append(tabs, widget.Segment{Text: s.T(id)})
	}
	p.tabs = widget.NewTabs(tabs, p.section, p.show)
	p.paper = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(100, p.high) }, p.paint)
	p.card = widget.NewDrawing(nil, func(pen *widget.Pen) {
		_, card := p.box()
		pen.Card(0, 0, card, min(pen.Size().Height, p.high))
	})
	p.scroll = container.NewVScroll(p.paper)
	p.newSheet()
	p.content = container.New(spread{p}, p.tabs, p.card, p.scroll, p.sheet)
	p.body = shell.NewBody(s, p.header, p.content, nil)
	p.fill()
	p.find(left.key)
	p.readUsers()
	return p
}

// Content is for shell.Page.
func (p *Page) Content() fyne.CanvasObject { return p.body }

// Focus is for shell.Page.
func (p *Page) Focus() {
	if p.at != nil {
		widget.Focus(p.at.focus)
		return
	}
	widget.Focus(p.tabs)
}

// Hints is for shell.Page.
func (p *Page) Hints() []widget.Hint {
	t := p.s.T
	return []widget.Hint{
		{Keys: []string{"↑", "↓"}, Text: t("settings.key.move")}, {Keys: []string{"←", "→"}, Text: t("settings.key.choose")},
		{Keys: []string{"Enter"}, Text: t("settings.key.save")}, {Keys: []string{"PgUp", "PgDn"}, Text: t("settings.key.section")},
		{Keys: []string{"Esc"}, Text: t("settings.key.back")},
	}
}

// Measure is for shell.Measured.
func (p *Page) Measure(theme.Measures) { p.header.Refresh() }

// Resume is for shell.Resumer.
func (p *Page) Resume() { p.readUsers() }

// Suspend keeps what is typed.
func (p *Page) Suspend() {
	for _, l := range p.lines {
		l.leave()
	}
}

// Key moves between the lines, and with PgUp and PgDn between the sections.
func (p *Page) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyDown:
		p.s.Canvas().FocusNext()
	case fyne.KeyUp:
		p.s.Canvas().FocusPrevious()
	case fyne.KeyPageDown:
		p.turn(p.section + 1)
	case fyne.KeyPageUp:
		p.turn(p.section - 1)
	default:
		return false
	}
	return true
}

// Escape keeps what is typed before it lets go; a value that was refused gives way to
// the one that holds.
func (p *Page) Escape() bool { return p.at != nil && p.at.escape() }

func (p *Page) turn(section int) {
	if section >= 0 && section < len(sectionWords) {
		widget.Focus(p.tabs)
		p.tabs.SetSelected(section)
		p.show(section)
	}
}

// show shows a section.
func (p *Page) show(section int) {
	p.Suspend()
	p.section, p.at = section, nil
	left.section, left.key = section, ""
	p.fill()
	p.scroll.Offset = fyne.Position{}
	p.body.Refresh()
	p.content.Refresh()
	p.arrange()
}

// find takes the line of a key for the one to work on.
func (p *Page) find(key string) {
	p.at = nil
	for _, l := range p.lines {
		if l.key == key && l.focus != nil {
			p.at = l
		}
	}
}

func (p *Page) fill() {
	switch p.section {
	case clinic:
		p.lines = p.settings("clinic.name", "clinic.caregiver", "clinic.street", "clinic.postcode", "clinic.town", "clinic.phone",
			"clinic.phone_hours", "clinic.email", "clinic.signer", "role_title", "role_title_en", "clinic.visit_place", "clinic.sample_place", "clinic.sample_hours", "clinic.fasting")
	case letters:
		p.lines = p.letterLines()
	case rules:
		p.lines = p.settings("cl24", "ages", "letter_days", "reminders", "call_tries", "retry_days", "quiet_days", "chat_days", "ticket_days", "sample_days", "invite_weeks",
			"invite_order", "defer_max", "proposals", "report.target", "report.payment",
			"alert.sbp", "alert.dbp", "alert.pressure", "alert.glucose.from", "alert.glucose", "alert.hba1c.from", "alert.hba1c", "alert.chol.from", "alert.chol")
	case bookings:
		p.lines = p.settings("booking.rooms", "booking.hours", "booking.breaks", "slot_minutes", "lead_days", "time_type")
	case screen:
		p.lines = p.screenLines()
	case people:
		p.lines = p.userLines()
	}
}

// sectionOf gives the section that has a setting, the first where none has.
func (p *Page) sectionOf(key string) int {
	for section := range sectionWords {
		p.section = section
		if p.fill(); slices.ContainsFunc(p.lines, func(l *line) bool { return l.key == key }) {
			return section
		}
	}
	return clinic
}

// settings gives the lines of settings by key.
func (p *Page) settings(keys ...string) (lines []*line) {
	for _, k := range keys {
		if d, ok := data.SettingOf(k); ok {
			lines = append(lines, p.setting(d))
		}
	}
	return lines
}

// screenLines are language, text size and contrast, which change the window at once, and
// when it locks itself.
func (p *Page) screenLines() (lines []*line) {
	if p.program.SetLang != nil {
		langs := []say.Lang{say.Swedish, say.English}
		l := p.choice("lang", []string{p.s.T("settings.lang.sv"), p.s.T("settings.lang.en")}, slices.Index(langs, p.s.Lang()))
		l.chosen = func(i int) { l.keep(string(langs[i]), func() { p.program.SetLang(langs[i]) }) }
		lines = append(lines, l)
	}
	if p.program.SetScale != nil {
		sizes := []int{100, 125, 150, 175, 200}
		var words []string
		for _, n := range sizes {
			words = append(words, strconv.Itoa(n)+" %")
		}
		l := p.choice("scale", words, slices.Index(sizes, p.program.Scale))
		l.chosen = func(i int) { l.keep(strconv.Itoa(sizes[i]), func() { p.program.SetScale(sizes[i]) }) }
		lines = append(lines, l)
	}
	if p.program.SetContrast != nil {
		at := 1
		if p.program.Contrast {
			at = 0
		}
		l := p.choice("contrast", []string{p.s.T("settings.on"), p.s.T("settings.off")}, at)
		l.chosen = func(i int) { p.program.SetContrast(i == 0) }
		lines = append(lines, l)
	}
	return append(lines, p.settings("lock_minutes")...)
}
