package widget

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
)

// MenuItem is one choice of a menu.
type MenuItem struct {
	Text   string
	Detail string // quiet, at the right end
	Icon   icon.Name
	Ticked bool
	Head   bool   // a heading, no choice
	Off    string // why it cannot be chosen now; "" can be
}

// Menu is a list of choices that opens below something and is worked by keyboard:
// arrows, Home, End, first letters, Enter, Esc. With Ticks, Space and Enter tick
// and the menu stays open.
type Menu struct {
	Items []MenuItem
	Ticks bool
	// OnChoose is told the item's index. With Ticks the caller changes Items and calls Refresh.
	OnChoose func(i int)
	OnClose  func()

	list  *List
	layer *layer
}

// Show opens the menu below (or above) anchor with item at selected.
func (m *Menu) Show(c fyne.Canvas, anchor fyne.CanvasObject, selected int) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(anchor)
	m.ShowAt(c, at, anchor.Size(), selected)
}

// ShowAt opens the menu below (or above) a box in the window.
func (m *Menu) ShowAt(c fyne.Canvas, at fyne.Position, box fyne.Size, selected int) {
	m.list = NewList(theme.RowHead, func() int { return len(m.Items) }, m.paint)
	m.list.Bare, m.list.BarGap = true, -8
	m.list.Fixed = func(i int) bool { return m.Items[i].Head }
	m.list.OnEnter = m.choose
	m.list.OnTick = m.choose
	m.list.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyEscape || ev.Name == fyne.KeyTab {
			m.Close()
			return true
		}
		return false
	}
	m.list.OnRune = m.jump
	frame := newPanel(m.list, 4, theme.RadiusField)
	m.layer = newLayer(c, frame, theme.Clear, func(window fyne.Size) (fyne.Position, fyne.Size) {
		w := min(max(box.Width, m.width()), window.Width-16)
		h := float32(len(m.Items))*theme.RowHead + 8
		below, above := window.Height-(at.Y+box.Height)-12, at.Y-12
		y := at.Y + box.Height + 4
		if h > below && above > below {
			h = min(h, above)
			y = at.Y - h - 4
		} else {
			h = min(h, below)
		}
		return fyne.NewPos(max(8, min(at.X, window.Width-w-8)), y), fyne.NewSize(w, h)
	}, m.Close)
	m.layer.show()
	m.list.Select(max(0, selected))
	c.Focus(m.list)
}

func (m *Menu) width() float32 {
	w := float32(160)
	for _, it := range m.Items {
		row := 24 + Measure(it.Text, Plain) + 22
		if it.Icon != icon.None {
			row += 26
		}
		if m.Ticks {
			row += 26
		}
		if it.Detail != "" {
			row += 24 + Measure(it.Detail, Second)
		}
		w = max(w, row)
	}
	return w
}

func (m *Menu) paint(p *Pen, i int, s RowState) {
	it, size := m.Items[i], p.Size()
	style := Plain
	if it.Head {
		p.Mid(10, 0, size.Height, it.Text, Style{Size: theme.TextSmall, Bold: true, Role: theme.Ink2})
		return
	}
	if it.Off != "" {
		style.Role = theme.Ink3
	}
	x := float32(12)
	if m.Ticks {
		p.Check(x, 0, size.Height, it.Ticked)
		x += 26
	} else if it.Ticked {
		p.Icon(size.Width-24, (size.Height-14)/2, 14, icon.Yes, theme.Accent)
	}
	if it.Icon != icon.None {
		p.Icon(x, (size.Height-16)/2, 16, it.Icon, theme.Ink2)
		x += 26
	}
	p.Mid(x, 0, size.Height, it.Text, style)
	right := size.Width - 12
	if it.Ticked && !m.Ticks {
		right -= 20
	}
	p.RightMid(right, 0, size.Height, it.Detail, Second)
	p.Hit(0, 0, size.Width, size.Height, func() { m.choose(i) })
}

func (m *Menu) choose(i int) {
	if m.Items[i].Off != "" || m.Items[i].Head {
		return
	}
	if !m.Ticks {
		m.Close()
	}
	if m.OnChoose != nil {
		call(func() { m.OnChoose(i) })
	}
}

// jump goes to the next item that begins with a letter.
func (m *Menu) jump(r rune) bool {
	n := len(m.Items)
	for k := 1; k <= n; k++ {
		i := (m.list.Selected() + k) % n
		if !m.Items[i].Head && strings.HasPrefix(strings.ToLower(m.Items[i].Text), string(unicode.ToLower(r))) {
			m.list.Select(i)
			return true
		}
	}
	return true
}

// Refresh shows Items again after a tick.
func (m *Menu) Refresh() {
	if m.list != nil {
		m.list.Reload()
	}
}

// Close takes the menu away.
func (m *Menu) Close() {
	if m.layer == nil {
		return
	}
	m.layer.hide()
	m.layer = nil
	call(m.OnClose)
}
