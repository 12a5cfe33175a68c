package widget

import (
	"fyne.io/fyne/v2"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
)

// Select is a field whose value is one of a few. Enter, Space and ↓ open its menu;
// ↑ and ↓ in the menu choose. Looks as Field.
type Select struct {
	fyne_widget.BaseWidget
	Label    string
	Icon     icon.Name
	Detail   string // quiet, before the arrow
	Tall     bool
	Items    []MenuItem
	OnChange func(i int)

	selected int // -1: none
	focus    bool
	pen      Pen
}

var (
	_ fyne.Focusable  = (*Select)(nil)
	_ fyne.Tappable   = (*Select)(nil)
	_ fyne.Accessible = (*Select)(nil)
)

// NewSelect makes a select of texts; selected -1 is none.
func NewSelect(label string, texts []string, selected int, change func(int)) *Select {
	s := &Select{Label: label, selected: selected, OnChange: change}
	s.SetTexts(texts)
	s.ExtendBaseWidget(s)
	return s
}

// SetTexts changes the choices.
func (s *Select) SetTexts(texts []string) {
	s.Items = make([]MenuItem, len(texts))
	for i, t := range texts {
		s.Items[i] = MenuItem{Text: t}
	}
	if s.selected >= len(texts) {
		s.selected = -1
	}
}

// Selected gives the chosen index, -1 for none.
func (s *Select) Selected() int { return s.selected }

// SetSelected chooses without telling OnChange.
func (s *Select) SetSelected(i int) {
	s.selected = i
	s.Refresh()
}

// Open opens the menu.
func (s *Select) Open() {
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	if c == nil {
		return
	}
	items := append([]MenuItem(nil), s.Items...)
	if s.selected >= 0 {
		items[s.selected].Ticked = true
	}
	m := &Menu{Items: items, OnChoose: func(i int) {
		s.selected = i
		s.Refresh()
		if s.OnChange != nil {
			s.OnChange(i)
		}
	}}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s)
	at.Y += s.labelHeight()
	m.ShowAt(c, at, fyne.NewSize(s.Size().Width, s.boxHeight()), s.selected)
}

func (s *Select) labelHeight() float32 {
	if s.Label == "" {
		return 0
	}
	return fieldLabel.Line() + 5
}

func (s *Select) boxHeight() float32 {
	if s.Tall {
		return theme.ValueHeight
	}
	return theme.FieldHeight
}

// CreateRenderer is for Fyne.
func (s *Select) CreateRenderer() fyne.WidgetRenderer { return newRenderer(s, &s.pen) }

func (s *Select) min() fyne.Size {
	return fyne.NewSize(100, s.labelHeight()+s.boxHeight())
}

func (s *Select) paint(p *Pen) {
	size := p.Size()
	if s.Label != "" {
		p.Text(0, 0, s.Label, fieldLabel)
	}
	y, h := s.labelHeight(), s.boxHeight()
	p.Rect(0, y, size.Width, h, Box{Fill: theme.Surface, Stroke: theme.Edge, Radius: theme.RadiusField})
	if s.focus {
		p.Ring(0, y, size.Width, h, theme.RadiusField)
	}
	left := float32(12)
	if s.Icon != icon.None {
		p.Icon(13, y+(h-16)/2, 16, s.Icon, theme.Ink2)
		left = 37
	}
	right := size.Width - 13 - 14
	p.Icon(right, y+(h-14)/2, 14, icon.Down, theme.Ink2)
	if s.Detail != "" {
		right -= 8 + p.RightMid(right-8, y, h, s.Detail, Small)
	}
	if s.selected >= 0 && s.selected < len(s.Items) {
		p.Fit(left, y, h, right-left-6, s.Items[s.selected].Text, Plain)
	}
}

// Tapped opens the menu.
func (s *Select) Tapped(*fyne.PointEvent) {
	Focus(s)
	s.Open()
}

// FocusGained is for Fyne.
func (s *Select) FocusGained() { s.focus = true; s.Refresh() }

// FocusLost is for Fyne.
func (s *Select) FocusLost() { s.focus = false; s.Refresh() }

// TypedKey opens the menu on Space, Down and, where nothing else waits for it, Enter.
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !BeforeEnter() {
			s.Open()
		}
	case fyne.KeySpace, fyne.KeyDown:
		s.Open()
	default:
		bubble(s, ev)
	}
}

// TypedRune hands letters to the window.
func (s *Select) TypedRune(r rune) {
	if r != ' ' {
		bubbleRune(s, r)
	}
}

// AccessibilityLabel is what a screen reader says.
func (s *Select) AccessibilityLabel() string {
	if s.selected >= 0 && s.selected < len(s.Items) {
		return s.Label + ": " + s.Items[s.selected].Text
	}
	return s.Label
}

// AccessibilityRole is what a screen reader calls it.
func (s *Select) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Segments is a choice of one view among a few, side by side: one tab stop, ← and →
// choose. As Tabs it is a row of words with a line under the chosen one.
type Segments struct {
	fyne_widget.BaseWidget
	Tabs     bool
	OnChange func(i int)
	OnFocus  func(on bool)

	items    []Segment
	selected int
	focus    bool
	pen      Pen
}

// Segment is one choice: a word and a quiet detail (a count, a state).
type Segment struct {
	Text   string
	Detail string
}

var (
	_ fyne.Focusable = (*Segments)(nil)
	_ fyne.Tappable  = (*Segments)(nil)
)

// NewSegments makes the joined buttons.
func NewSegments(items []Segment, selected int, change func(int)) *Segments {
	s := &Segments{items: items, selected: selected, OnChange: change}
	s.ExtendBaseWidget(s)
	return s
}

// NewTabs makes the words with a line.
func NewTabs(items []Segment, selected int, change func(int)) *Segments {
	s := NewSegments(items, selected, change)
	s.Tabs = true
	return s
}

// SetItems changes the choices; the selected position stays.
func (s *Segments) SetItems(items []Segment) {
	s.items = items
	s.selected = max(0, min(s.selected, len(items)-1))
	s.Refresh()
}

// Selected gives the chosen position.
func (s *Segments) Selected() int { return s.selected }

// SetSelected chooses without telling OnChange.
func (s *Segments) SetSelected(i int) {
	s.selected = i
	s.Refresh()
}

func (s *Segments) choose(i int) {
	if i < 0 || i >= len(s.items) || i == s.selected {
		return
	}
	s.SetSelected(i)
	if s.OnChange != nil {
		call(func() { s.OnChange(i) })
	}
}

// CreateRenderer is for Fyne.
func (s *Segments) CreateRenderer() fyne.WidgetRenderer { return newRenderer(s, &s.pen) }

const (
	segmentHeight = 32
	tabsHeight    = 36
)

func (s *Segments) style(i int) Style {
	st := Style{Size: theme.TextSecond}
	if s.Tabs {
		st.Size = theme.Text
	}
	if i == s.selected {
		st.Bold = true
		if !s.Tabs {
			st.Role = theme.OnAccent
		}
	} else {
		st.Role = theme.Ink2
	}
	return st
}

// width gives a segment's width, the same whether it is chosen or not.
func (s *Segments) width(i int) float32 {
	st := s.style(i)
	st.Bold = true
	w := Measure(s.items[i].Text, st)
	if d := s.items[i].Detail; d != "" {
		w += 6 + Measure(d, Small)
	}
	if s.Tabs {
		return w + 8
	}
	return w + 26
}

func (s *Segments) min() fyne.Size {
	w := float32(0)
	for i := range s.items {
		w += s.width(i)
	}
	if s.Tabs {
		return fyne.NewSize(w+20*float32(len(s.items)-1), tabsHeight)
	}
	return fyne.NewSize(w, segmentHeight)
}

func (s *Segments) paint(p *Pen) {
	if s.Tabs {
		s.paintTabs(p)
		return
	}
	total := s.min().Width
	x := float32(0)
	p.Rect(0, 0, total, segmentHeight, Box{Fill: theme.Surface, Stroke: theme.Edge, Radius: theme.RadiusField})
	for i, it := range s.items {
		w := s.width(i)
		if i == s.selected {
			b := Box{Fill: theme.Accent}
			if i == 0 {
				b.Corners[0], b.Corners[3] = theme.RadiusField, theme.RadiusField
			}
			if i == len(s.items)-1 {
				b.Corners[1], b.Corners[2] = theme.RadiusField, theme.RadiusField
			}
			p.Rect(x, 0, w, segmentHeight, b)
		} else if i > 0 && i-1 != s.selected {
			p.Rect(x, 1, 1, segmentHeight-2, Box{Fill: theme.Line})
		}
		st := s.style(i)
		text := it.Text
		if it.Detail != "" {
			text += " " + it.Detail
		}
		p.CenterMid(x, 0, w, segmentHeight, text, st)
		p.Hit(x, 0, w, segmentHeight, func() { s.choose(i) })
		x += w
	}
	if s.focus {
		p.Ring(0, 0, total, segmentHeight, theme.RadiusField)
	}
}

func (s *Segments) paintTabs(p *Pen) {
	x := float32(0)
	for i, it := range s.items {
		w := s.width(i)
		end := x + 4 + p.Mid(x+4, 0, tabsHeight, it.Text, s.style(i))
		if it.Detail != "" {
			p.Mid(end+6, 0, tabsHeight, it.Detail, Small.In(theme.Ink2))
		}
		if i == s.selected {
			p.Rect(x, tabsHeight-2, w, 2, Box{Fill: theme.Accent})
			if s.focus {
				p.Ring(x, 4, w, tabsHeight-10, 2)
			}
		}
		p.Hit(x, 0, w, tabsHeight, func() { s.choose(i) })
		x += w + 20
	}
}

// Tapped chooses what is under the mouse.
func (s *Segments) Tapped(ev *fyne.PointEvent) {
	Focus(s)
	call(s.pen.at(ev.Position))
}

// FocusGained is for Fyne.
func (s *Segments) FocusGained() { s.focus = true; s.Refresh(); s.tell() }

// FocusLost is for Fyne.
func (s *Segments) FocusLost() { s.focus = false; s.Refresh(); s.tell() }

func (s *Segments) tell() {
	if s.OnFocus != nil {
		call(func() { s.OnFocus(s.focus) })
	}
}

// TypedKey chooses with the arrows.
func (s *Segments) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		s.choose(s.selected - 1)
	case fyne.KeyRight:
		s.choose(s.selected + 1)
	case fyne.KeyHome:
		s.choose(0)
	case fyne.KeyEnd:
		s.choose(len(s.items) - 1)
	default:
		bubble(s, ev)
	}
}

// TypedRune hands letters to the window.
func (s *Segments) TypedRune(r rune) { bubbleRune(s, r) }
