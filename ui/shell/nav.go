package shell

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// nav is the column at the left: clinic and cohort, the six places, the last opened,
// backup, user, lock. It is one tab stop: ↑ ↓ move, Enter goes; Ctrl+1…6 go from anywhere.
type nav struct {
	fyne_widget.BaseWidget
	shell      *Shell
	icons      bool // no words
	focus      bool
	at         int // of stops, while it has the keyboard
	stops      []func()
	backup     say.Text
	backupGood bool
	pen        *widget.Drawing
}

var _ fyne.Focusable = (*nav)(nil)

var placeLooks = [Places]struct {
	icon  icon.Name
	label string
}{
	Today:    {icon.Today, "ui.nav.today"},
	People:   {icon.Participants, "ui.nav.people"},
	Bookings: {icon.Booking, "ui.nav.bookings"},
	Letters:  {icon.Letter, "ui.nav.letters"},
	Import:   {icon.Import, "ui.nav.import"},
	Report:   {icon.Report, "ui.nav.report"},
}

func newNav(s *Shell) *nav {
	n := &nav{shell: s, backupGood: true}
	n.pen = widget.NewDrawing(nil, n.paint)
	n.ExtendBaseWidget(n)
	return n
}

// CreateRenderer is for Fyne.
func (n *nav) CreateRenderer() fyne.WidgetRenderer { return fyne_widget.NewSimpleRenderer(n.pen) }

// Refresh draws the navigation again.
func (n *nav) Refresh() { n.pen.Refresh() }

func (n *nav) paint(p *widget.Pen) {
	s, size := n.shell, p.Size()
	p.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Nav})
	p.Rect(size.Width-1, 0, 1, size.Height, widget.Box{Fill: theme.Line})
	p.Line(0, 0, size.Width, theme.Line) // under the menu bar
	n.stops = n.stops[:0]
	if n.icons {
		n.paintIcons(p)
		return
	}
	w := size.Width - 17
	p.Fit(16, 16, 20, w-16, s.p.Clinic, widget.Strong.As(true))
	if s.p.Cohort > 0 {
		x := 16 + p.Mid(16, 36, 18, s.T("ui.nav.cohort", "Year", strconv.Itoa(s.p.Cohort), "Years", n.born()), widget.Style{Size: theme.TextSmall, Role: theme.Ink2})
		if len(s.p.Cohorts) > 1 {
			p.Icon(x+5, 38, 14, icon.Down, theme.Ink2)
			n.stop(p, 8, 34, size.Width-17, 22, n.chooseCohort)
		}
	}
	y := float32(65)
	for i, look := range placeLooks {
		place := Place(i)
		n.place(p, y, look.icon, place)
		text := widget.Style{Size: theme.Text, Role: theme.Ink2}
		detail := fmt.Sprintf("Ctrl+%d", i+1)
		if place == Today && s.count >= 0 {
			detail = strconv.Itoa(s.count)
		}
		small := widget.Style{Size: theme.TextSmall, Role: theme.Ink3}
		if n.lit(place) {
			text, small = widget.Strong.In(theme.OnAccent), widget.Style{Size: theme.TextSmall, Bold: true, Role: theme.OnAccent}
		}
		p.Mid(44, y, 36, s.T(look.label), text)
		p.RightMid(size.Width-17, y, 36, detail, small)
		y += 38
	}
	n.foot(p, y)
}

// born gives the birth years of the cohort's ages.
func (n *nav) born() string {
	ages := n.shell.p.Ages
	if len(ages) == 0 {
		ages = []int{40}
	}
	years := make([]string, len(ages))
	for i, age := range ages {
		years[i] = strconv.Itoa(n.shell.p.Cohort - age)
	}
	return strings.Join(years, ", ")
}

func (n *nav) lit(p Place) bool {
	r := n.shell.Route()
	return r != nil && r.Place() == p
}

func (n *nav) place(p *widget.Pen, y float32, name icon.Name, place Place) {
	w := p.Size().Width - 17
	role := theme.Ink2
	if n.lit(place) {
		p.Rect(8, y, w, 36, widget.Box{Fill: theme.Accent, Radius: theme.RadiusField})
		role = theme.OnAccent
	}
	if n.icons {
		p.Icon((p.Size().Width-1-18)/2, y+9, 18, name, role)
	} else {
		p.Icon(16, y+9, 18, name, role)
	}
	n.stop(p, 8, y, w, 36, func() { n.shell.Go(place.first()) })
}

// stop makes a region answer mouse and keyboard.
func (n *nav) stop(p *widget.Pen, x, y, w, h float32, do func()) {
	guarded := func() { n.shell.guard(do) }
	p.Hit(x, y, w, h, guarded)
	if n.focus && n.at == len(n.stops) {
		p.Rect(x-2, y-2, w+4, h+4, widget.Box{Stroke: theme.Accent, Width: 2, Radius: theme.RadiusField + 2})
	}
	n.stops = append(n.stops, guarded)
}

func (n *nav) foot(p *widget.Pen, y float32) {
	s, size := n.shell, p.Size()
	low := size.Height - 58 // where user and lock begin
	small := widget.Style{Size: theme.TextSmall, Role: theme.Ink2}
	if !n.backup.IsZero() {
		low -= 30
		role, name := theme.OK, icon.Done
		if !n.backupGood {
			role, name = theme.Warn, icon.Expired
		}
		p.Icon(16, low+9, 14, name, role)
		p.Fit(36, low+6, 20, size.Width-36-12, s.Say(n.backup), small)
	}
	if len(s.recents) > 0 && y+22+34 < low {
		y += 10
		p.Mid(16, y, 18, s.T("ui.nav.recent"), small)
		y += 22
		for _, r := range s.recents {
			if y+32 > low {
				break
			}
			p.Icon(16, y+9, 14, r.Icon, theme.Ink2)
			p.Fit(42, y, 32, size.Width-42-12, r.Name, widget.Style{Size: theme.TextSecond, Role: theme.Ink2})
			n.stop(p, 8, y, size.Width-17, 32, func() { s.reopen(r) })
			y += 32
		}
	}
	p.Line(8, size.Height-57, size.Width-17, theme.Line)
	p.Icon(16, size.Height-39, 18, icon.User, theme.Ink2)
	p.Fit(44, size.Height-48, 36, size.Width-44-44, s.p.User, widget.Style{Size: theme.Text, Role: theme.Ink2})
	p.Icon(size.Width-34, size.Height-38, 16, icon.Lock, theme.Ink2)
	n.stop(p, size.Width-44, size.Height-48, 36, 36, s.p.Lock)
}

// reopen goes to someone who was opened lately; of a protected person it asks why
// again (D12).
func (s *Shell) reopen(r Recent) {
	s.Open(r.Shield, func(reason string) Route { return withReason(r.Route, reason) })
}

func (n *nav) paintIcons(p *widget.Pen) {
	s, size := n.shell, p.Size()
	y := float32(12)
	for i, look := range placeLooks {
		n.place(p, y, look.icon, Place(i))
		y += 38
	}
	mid := (size.Width - 1 - 18) / 2
	y = size.Height - 84
	p.Icon(mid, y+9, 18, icon.Settings, theme.Ink2)
	n.stop(p, 8, y, size.Width-17, 36, func() { s.Go(ToSettings{}) })
	y += 38
	p.Icon(mid, y+9, 18, icon.Lock, theme.Ink2)
	n.stop(p, 8, y, size.Width-17, 36, s.p.Lock)
}

func (n *nav) chooseCohort() {
	s := n.shell
	items := make([]widget.MenuItem, len(s.p.Cohorts))
	at := 0
	for i, c := range s.p.Cohorts {
		items[i] = widget.MenuItem{Text: s.T("ui.nav.cohort.year", "Year", strconv.Itoa(c)), Ticked: c == s.p.Cohort}
		if c == s.p.Cohort {
			at = i
		}
	}
	m := &widget.Menu{Items: items, OnChoose: func(i int) { s.p.SetCohort(s.p.Cohorts[i]) }}
	m.ShowAt(s.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject(n).AddXY(8, 34), fyne.NewSize(180, 22), at)
}

// FocusGained is for Fyne.
func (n *nav) FocusGained() {
	n.focus, n.at = true, 0
	if r := n.shell.Route(); r != nil && r.Place() >= 0 {
		n.at = int(r.Place())
		if !n.icons && len(n.shell.p.Cohorts) > 1 {
			n.at++
		}
	}
	n.Refresh()
}

// FocusLost is for Fyne.
func (n *nav) FocusLost() { n.focus = false; n.Refresh() }

// TypedKey moves and goes.
func (n *nav) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyLeft:
		n.at = max(0, n.at-1)
	case fyne.KeyDown, fyne.KeyRight:
		n.at = min(len(n.stops)-1, n.at+1)
	case fyne.KeyHome:
		n.at = 0
	case fyne.KeyEnd:
		n.at = len(n.stops) - 1
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if n.at < len(n.stops) {
			n.stops[n.at]()
		}
		return
	default:
		n.shell.key(ev)
		return
	}
	n.Refresh()
}

// TypedRune hands letters to the page.
func (n *nav) TypedRune(r rune) {
	if r != ' ' {
		n.shell.rune(r)
	}
}
