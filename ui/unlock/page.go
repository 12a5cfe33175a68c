// Package unlock is what is seen before anyone has logged in: unlock, the way in with
// the recovery code, and on the first start the making of a clinic. The same page
// covers the window while it is locked.
package unlock

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/core/star"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Params are what the page needs. The functions do slow work: they are run by Run.
type Params struct {
	Lang    say.Lang
	Clinic  string   // "" where it is not known yet
	Users   []string // who can log in; none: the first start
	User    string   // chosen first
	Locked  bool     // the window is locked: the same user opens it again
	Backup  say.Text // a true sentence about the last backup; may be none
	Version string

	Unlock  func(user, passphrase string) error
	Recover func(user, code, passphrase string) error
	// Create makes the clinic and gives the recovery code, which is seen only now.
	Create func(clinic, user, passphrase string) (code string, err error)
	// Done is told when the way is open.
	Done func()
	// Switch lets someone else log in while the window is locked; nil: not offered.
	Switch  func()
	SetLang func(say.Lang)
	// Run runs work beside Fyne's thread, then then on it.
	Run func(work func() error, then func(error))
}

// mode is which of the page's forms is shown.
type mode int

const (
	unlocking mode = iota
	recovering
	creating
	confirming // the recovery code is shown
)

// Page is the page. It is a whole window.
type Page struct {
	fyne_widget.BaseWidget
	p    Params
	mode mode
	busy bool
	code string

	user    *widget.Select
	clinic  *widget.Field
	name    *widget.Field
	pass    *widget.Field
	again   *widget.Field
	codeIn  *widget.Field
	band    *widget.Band
	act     *widget.Button
	other   *widget.Button
	langs   *widget.Button
	emblem  *widget.Figure
	drawing *widget.Drawing
	caps    bool
}

// New makes the page.
func New(p Params) *Page {
	pg := &Page{p: p}
	if len(p.Users) == 0 {
		pg.mode = creating
	}
	pg.emblem = widget.NewFigure(fyne.NewSize(320, 320), Emblem)
	pg.build()
	pg.drawing = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(640, 360) }, pg.paint)
	pg.ExtendBaseWidget(pg)
	return pg
}

// Emblem draws the program's star in a box.
func Emblem(w, h, _ float64) []star.Shape {
	const r = 29.0 // mm: one under where digits begin
	unit := min(w, h) / 2 / (r + 3)
	return star.Figure(star.Drawing{CX: w / 2, CY: h / 2, R: r * unit, Unit: unit,
		Levels: star.Levels{4, 3, 4, 2, 3, 3, 4, 2, 3, 4, 3, 4}})
}

// CreateRenderer is for Fyne.
func (pg *Page) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(theme.Color(theme.Paper)) // nothing under a locked window may be seen
	return fyne_widget.NewSimpleRenderer(&fyne.Container{Layout: fill{}, Objects: []fyne.CanvasObject{ground, pg.drawing}})
}

// fill gives every object the whole room.
type fill struct{}

func (fill) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 360) }
func (fill) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

// Tapped keeps taps from what is under a locked window.
func (pg *Page) Tapped(*fyne.PointEvent) {}

func (pg *Page) t(id string, args ...any) string { return say.In(pg.p.Lang, say.T(id, args...)) }

func (pg *Page) build() {
	selected := 0
	for i, u := range pg.p.Users {
		if u == pg.p.User {
			selected = i
		}
	}
	pg.user = widget.NewSelect(pg.t("unlock.user"), pg.p.Users, selected, func(int) { pg.pass.Focus() })
	pg.user.Icon, pg.user.Tall = icon.User, true
	pg.clinic = pg.field("unlock.clinic", icon.None)
	pg.name = pg.field("unlock.name", icon.User)
	pg.codeIn = pg.field("unlock.code", icon.None)
	pg.pass = pg.secret("unlock.passphrase")
	pg.again = pg.secret("unlock.again")
	pg.band = widget.NewBand()
	pg.act = widget.NewButton(widget.Look{}, pg.submit)
	pg.other = widget.NewButton(widget.Look{Kind: widget.Quiet}, pg.otherWay)
	pg.langs = widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Text: pg.t("unlock.otherlang")}, func() {
		if pg.p.Lang == say.English {
			pg.p.SetLang(say.Swedish)
		} else {
			pg.p.SetLang(say.English)
		}
	})
	pg.words()
}

func (pg *Page) field(label string, name icon.Name) *widget.Field {
	f := widget.NewField(pg.t(label), "")
	f.Icon, f.Tall = name, true
	f.Entry.OnEnter = func() { pg.next(f) }
	return f
}

func (pg *Page) secret(label string) *widget.Field {
	f := widget.NewPassword(pg.t(label))
	f.Tall = true
	f.Entry.OnEnter = func() { pg.next(f) }
	f.Entry.OnCaps = pg.capsLock
	look := func() widget.Look {
		word := "unlock.show"
		if !f.Entry.Password {
			word = "unlock.hide"
		}
		return widget.Look{Kind: widget.Quiet, Small: true, Icon: icon.Eye, Text: pg.t(word), Key: "F2"}
	}
	flip := func() {
		f.Entry.Password = !f.Entry.Password
		f.Action.Refresh()
		f.Entry.Refresh()
		f.Refresh()
	}
	f.Action = widget.NewDrawing(
		func() fyne.Size { return fyne.NewSize(look().Width(), theme.RowButtonHeight) },
		func(p *widget.Pen) { p.Button(0, 0, 0, look(), flip) })
	f.Entry.BeforeKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name != fyne.KeyF2 {
			return false
		}
		flip()
		return true
	}
	return f
}

// Code gives the recovery code while it is shown, "" else.
func (pg *Page) Code() string { return pg.code }

// fields gives the fields of the form shown, in order.
func (pg *Page) fields() []*widget.Field {
	switch pg.mode {
	case recovering:
		return []*widget.Field{pg.codeIn, pg.pass, pg.again}
	case creating:
		return []*widget.Field{pg.clinic, pg.name, pg.pass, pg.again}
	case confirming:
		return []*widget.Field{pg.codeIn}
	}
	return []*widget.Field{pg.pass}
}

// next goes from a field to the next one, or does the act from the last.
func (pg *Page) next(f *widget.Field) {
	all := pg.fields()
	for i, g := range all {
		if g == f && i+1 < len(all) {
			all[i+1].Focus()
			return
		}
	}
	pg.submit()
}

// words writes labels and buttons for the mode.
func (pg *Page) words() {
	act := map[mode]string{unlocking: "unlock.act", recovering: "unlock.recover.act", creating: "unlock.create.act", confirming: "unlock.confirm.act"}[pg.mode]
	look := widget.Look{Kind: widget.Filled, Text: pg.t(act), Key: "Enter"}
	if pg.busy {
		look = widget.Look{Kind: widget.Off, Text: pg.t("unlock.busy")}
	}
	pg.act.Set(look)
	other := ""
	switch {
	case pg.mode == unlocking && pg.p.Locked && pg.p.Switch != nil:
		other = "unlock.switch"
	case pg.mode == unlocking && !pg.p.Locked:
		other = "unlock.recover"
	case pg.mode == recovering:
		other = "unlock.back"
	}
	if other == "" {
		pg.other.Hide()
	} else {
		pg.other.Set(widget.Look{Kind: widget.Quiet, Text: pg.t(other)})
		pg.other.Show()
	}
	pg.pass.Label, pg.codeIn.Label = pg.t("unlock.passphrase"), pg.t("unlock.code")
	switch pg.mode {
	case recovering, creating:
		pg.pass.Label = pg.t("unlock.new")
	case confirming:
		pg.codeIn.Label = pg.t("unlock.confirm.field")
	}
}

// Focus puts the keyboard into the first field that is empty.
func (pg *Page) Focus() {
	for _, f := range pg.fields() {
		if f.Text() == "" {
			f.Focus()
			return
		}
	}
	pg.pass.Focus()
}

func (pg *Page) capsLock(on bool) {
	if on == pg.caps {
		return
	}
	pg.caps = on
	if on {
		pg.band.Say(widget.BandWarn, pg.t("unlock.caps"))
	} else if pg.band.Kind() == widget.BandWarn {
		pg.band.Clear()
	}
}

func (pg *Page) to(m mode) {
	pg.mode = m
	pg.band.Clear()
	pg.pass.SetText("")
	pg.again.SetText("")
	pg.codeIn.SetText("")
	pg.words()
	pg.Refresh()
	pg.Focus()
}

func (pg *Page) otherWay() {
	switch {
	case pg.p.Locked && pg.p.Switch != nil:
		pg.p.Switch()
	case pg.mode == unlocking:
		pg.to(recovering)
	default:
		pg.to(unlocking)
	}
}

func (pg *Page) refuse(id string, f *widget.Field) {
	pg.band.Say(widget.BandFault, pg.t(id))
	f.Focus()
}

func (pg *Page) submit() {
	if pg.busy {
		return
	}
	pass := pg.pass.Text()
	switch pg.mode {
	case unlocking:
		if pass == "" {
			pg.refuse("unlock.err.empty", pg.pass)
			return
		}
		user := pg.chosen()
		pg.work(func() error { return pg.p.Unlock(user, pass) }, pg.p.Done)
	case recovering:
		if pass != pg.again.Text() {
			pg.refuse("unlock.err.differ", pg.again)
			return
		}
		user, code := pg.chosen(), pg.codeIn.Text()
		pg.work(func() error { return pg.p.Recover(user, code, pass) }, pg.p.Done)
	case creating:
		pg.create(pass)
	case confirming:
		if !pg.confirmed() {
			pg.refuse("unlock.err.confirm", pg.codeIn)
			return
		}
		pg.code = ""
		pg.p.Done()
	}
}

func (pg *Page) create(pass string) {
	clinic, user := strings.TrimSpace(pg.clinic.Text()), strings.TrimSpace(pg.name.Text())
	switch {
	case clinic == "":
		pg.refuse("unlock.err.clinic", pg.clinic)
		return
	case user == "":
		pg.refuse("unlock.err.name", pg.name)
		return
	case pass != pg.again.Text():
		pg.refuse("unlock.err.differ", pg.again)
		return
	}
	code := ""
	pg.work(func() (err error) {
		code, err = pg.p.Create(clinic, user, pass)
		return err
	}, func() {
		pg.code = code
		pg.to(confirming)
	})
}

func (pg *Page) chosen() string {
	if i := pg.user.Selected(); i >= 0 && i < len(pg.p.Users) {
		return pg.p.Users[i]
	}
	return ""
}

// confirmed reports whether the last group of the recovery code was typed: whoever can
// do that has it before them.
func (pg *Page) confirmed() bool {
	groups := strings.FieldsFunc(pg.code, func(r rune) bool { return r == '-' || r == ' ' })
	return len(groups) > 0 && strings.EqualFold(strings.TrimSpace(pg.codeIn.Text()), groups[len(groups)-1])
}

func (pg *Page) work(do func() error, then func()) {
	pg.busy = true
	pg.words()
	pg.p.Run(do, func(err error) {
		pg.busy = false
		pg.words()
		if err != nil {
			pg.band.Say(widget.BandFault, fault.Words(pg.p.Lang, err))
			pg.Refresh()
			if pg.mode == unlocking {
				pg.pass.SetText("")
				pg.pass.Focus()
			}
			return
		}
		then()
	})
}
