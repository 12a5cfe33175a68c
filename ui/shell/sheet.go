package shell

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// keySheet shows every key of this page and of the program (F1).
func (s *Shell) keySheet() {
	if s.page() == nil {
		return
	}
	here := append([]widget.Hint(nil), s.page().Hints()...)
	if h, ok := s.page().(Helper); ok {
		here = append(here, h.Keys()...)
	}
	var everywhere []widget.Hint
	seen := map[string]bool{}
	for _, m := range menus() {
		for _, c := range m.items {
			if k := keyLabel(c.key, c.mod); c.key != "" && !seen[k] && (c.hide == nil || !c.hide(s)) {
				seen[k] = true
				everywhere = append(everywhere, widget.Hint{Keys: []string{k}, Text: s.T(c.label)})
			}
		}
	}
	everywhere = append(everywhere, widget.Hint{Keys: []string{"F1"}, Text: s.T("ui.menu.keys")}, widget.Hint{Keys: []string{"Esc"}, Text: s.T("ui.keys.esc")})
	lines := append([]keyLine{{head: s.T("ui.keys.here")}}, s.keyLines(here)...)
	lines = append(append(lines, keyLine{head: s.T("ui.keys.everywhere")}), s.keyLines(everywhere)...)
	const columns, width, title = 3, 820, 32
	each := (len(lines) + columns - 1) / columns
	room := s.Canvas().Size().Height - 32 - 40 - title
	row := min(26, max(18, float32(int(room/float32(each))))) // closer in a low window
	d := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(width, title+float32(each)*row) }, func(p *widget.Pen) {
		p.Text(0, 0, s.T("ui.keys.title"), widget.Heading)
		third := p.Size().Width / columns
		for i, l := range lines {
			x, y := float32(i/each)*third, title+float32(i%each)*row
			if l.head != "" {
				p.Mid(x, y, row, l.head, widget.Style{Size: theme.TextSmall, Bold: true, Role: theme.Ink2})
				continue
			}
			end := x
			for _, k := range l.Keys {
				end += p.Cap(end, y, row, k, widget.CapPlain) + 5
			}
			at := max(end+4, x+84)
			p.Fit(at, y, row, x+third-12-at, l.Text, widget.Second.In(theme.Ink))
		}
	})
	s.sheet = s.Overlay(d, width+60, false, s.focusPage)
	s.Canvas().Unfocus()
}

// keyLine is a line of the key sheet: a heading, or keys with what they do.
type keyLine struct {
	head string
	widget.Hint
}

// keyLines gives a line for each hint, and one alone for those that say the same.
func (s *Shell) keyLines(hints []widget.Hint) (list []keyLine) {
	said := map[string]bool{}
	for _, h := range hints {
		l := keyLine{Hint: widget.Hint{Text: h.Text}}
		for _, k := range h.Keys {
			l.Keys = append(l.Keys, s.keyWords(k))
		}
		if same := strings.ReplaceAll(strings.Join(l.Keys, " "), "–", "-") + ": " + h.Text; !said[same] {
			said[same] = true
			list = append(list, l)
		}
	}
	return list
}

// keyWords names a key in the user's language.
func (s *Shell) keyWords(key string) string {
	return strings.Replace(key, "Shift", s.T("ui.key.shift"), 1)
}

// palette goes to anything by typing: a place, a command, a person (Ctrl+K).
func (s *Shell) palette() {
	type target struct {
		name, detail string
		icon         icon.Name
		do           func()
	}
	var all, shown []target
	for i, look := range placeLooks {
		r := Place(i).first()
		all = append(all, target{s.T(look.label), keyLabel(fyne.KeyName(rune('1'+i)), ctrl), look.icon, func() { s.Go(r) }})
	}
	for _, m := range menus() {
		for _, c := range m.items {
			switch c.label {
			case "", "ui.menu.goto", "ui.menu.cut", "ui.menu.copy", "ui.menu.paste", "ui.menu.all", "ui.menu.undo", "ui.menu.redo":
				continue
			}
			if c.hide != nil && c.hide(s) || strings.HasPrefix(c.label, "ui.nav.") {
				continue
			}
			detail := ""
			if c.key != "" {
				detail = s.keyWords(keyLabel(c.key, c.mod))
			}
			all = append(all, target{s.T(c.label), detail, icon.Right, func() { s.command(c) }})
		}
	}
	var o *widget.Overlay
	field := widget.NewField("", s.T("ui.palette.hint"))
	field.Icon = icon.Search
	list := widget.NewList(theme.RowParticipant, func() int { return len(shown) }, nil)
	list.BarGap = -8
	list.Paint = func(p *widget.Pen, i int, st widget.RowState) {
		t := shown[i]
		p.Icon(12, 10, 16, t.icon, theme.Ink2)
		p.Mid(40, 0, p.Size().Height, t.name, widget.Plain.As(st.Selected))
		p.RightMid(p.Size().Width-14, 0, p.Size().Height, t.detail, widget.Second)
	}
	choose := func(i int) {
		if i < 0 || i >= len(shown) {
			return
		}
		do := shown[i].do
		o.Close()
		do()
	}
	list.OnEnter = choose
	filter := func(query string, people []Found) {
		shown = shown[:0]
		for _, t := range all {
			if strings.Contains(strings.ToLower(t.name), strings.ToLower(query)) {
				shown = append(shown, t)
			}
		}
		for _, f := range people {
			name := icon.User
			if f.Shield != "" {
				name = icon.Shield
			}
			shown = append(shown, target{f.Name, f.Detail, name, func() { s.Open(f.Shield, func(reason string) Route { return withReason(f.Route, reason) }) }})
		}
		list.Reload()
		list.Select(0)
	}
	finding, entered := false, false // Enter waits for the people who are being looked for
	field.OnChanged(func(q string) {
		q = trimmed(q)
		filter(q, nil)
		entered = false
		if finding = s.p.Find != nil && q != ""; !finding {
			return
		}
		var people []Found
		s.Do("palette", func(ctx context.Context) (err error) {
			people, err = s.p.Find(ctx, q)
			return err
		}, func(err error) {
			if finding = false; err == nil && trimmed(field.Text()) == q {
				filter(q, people)
			}
			if entered && o.Open() {
				choose(list.Selected())
			}
		})
	})
	field.Entry.OnEnter = func() {
		if entered = finding; !finding {
			choose(list.Selected())
		}
	}
	field.Entry.BeforeKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
			list.TypedKey(ev)
			return true
		}
		return false
	}
	filter("", nil)
	o = s.Overlay(container.New(&paletteLayout{}, field, list), 560, true, s.focusPage)
	field.Focus()
}

func withReason(r Route, reason string) Route {
	switch r := r.(type) {
	case ToPerson:
		r.Reason = reason
		return r
	case ToForm:
		r.Reason = reason
		return r
	}
	return r
}

// paletteLayout puts the field over ten rows of the list.
type paletteLayout struct{}

func (paletteLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, theme.FieldHeight+12+9*theme.RowParticipant)
}

func (paletteLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(size.Width, theme.FieldHeight))
	o[1].Move(fyne.NewPos(0, theme.FieldHeight+12))
	o[1].Resize(fyne.NewSize(size.Width, size.Height-theme.FieldHeight-12))
}
