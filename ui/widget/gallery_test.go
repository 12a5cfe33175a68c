package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
)

// The gallery has every building block once, as the look's pictures 11a and 11b do.
func TestGallery(t *testing.T) {
	for _, contrast := range []bool{false, true} {
		name := "gallery"
		if contrast {
			name = "gallery-contrast"
		}
		t.Run(name, func(t *testing.T) {
			theme.UseContrast(contrast)
			defer theme.UseContrast(false)
			g := gallery()
			win, _ := window(t, g, 900, 640)
			golden(t, name, win.Canvas().Capture())
		})
	}
}

func gallery() fyne.CanvasObject {
	box := container.NewWithoutLayout()
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		m := o.MinSize()
		if w == 0 {
			w = m.Width
		}
		if h == 0 {
			h = m.Height
		}
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
		box.Add(o)
	}
	put(NewDrawing(nil, func(p *Pen) {
		s := p.Size()
		p.Rect(0, 0, s.Width, s.Height, Box{Fill: theme.Paper})
		p.Text(24, 16, "Byggdelar", Title)
		x := float32(24)
		for _, c := range []Chip{
			{icon.Yes, "Samtycke till Cl24", ToneOK}, {icon.Blocked, "Samtycke återkallat", ToneFault},
			{icon.Ring, "Ej frågad", ToneNeutral}, {icon.Expired, "Utgått 12/34", ToneWarn},
			{icon.Shield, "Skyddade uppgifter", ToneShield}, {icon.Interpreter, "Tolk arabiska", ToneInfo},
		} {
			x += p.Chip(x, 100, 22, c) + 8
		}
		p.Hints(24, 130, 20, 880, []Hint{{[]string{"↑", "↓"}, "välj"}, {[]string{"Enter"}, "gör"}, {[]string{"Ctrl+Z"}, "ångra"}})
		p.Progress(500, 130, 140, 20, 8.0/34)
		p.Check(660, 130, 20, false)
		p.Check(684, 130, 20, true)
		x = 24
		for i, n := range icon.All {
			p.Icon(24+float32(i%30)*28, 600+float32(i/30)*20, 18, n, theme.Ink)
		}
	}), 0, 0, 900, 640)
	x := float32(24)
	for _, l := range []Look{
		{Kind: Filled, Text: "Boka tid", Key: "Enter"}, {Kind: Secondary, Text: "Testsida"}, {Kind: Quiet, Text: "Ändra"},
		{Kind: Warning, Text: "Avboka"}, {Kind: Off, Text: "Klarmarkera"}, {Kind: Secondary, Icon: icon.Ticket, Text: "Registrera från Cl24", Key: "R"},
	} {
		b := NewButton(l, nil)
		put(b, x, 56, 0, 0)
		x += b.MinSize().Width + 12
	}
	focus := NewButton(Look{Kind: Filled, Text: "Fokus"}, nil)
	focus.FocusGained()
	put(focus, x, 56, 0, 0)

	rows := []string{"Vanlig rad", "Vald rad", "Tredje raden", "Fjärde raden"}
	l := NewList(50, func() int { return len(rows) }, func(p *Pen, i int, s RowState) {
		p.Icon(15, 16, 18, icon.Letter, theme.Warn)
		p.Text(46, 7, rows[i], Strong)
		p.Text(46, 26, "skälet i ord", Second)
		look := Look{Kind: Quiet, Text: "Skicka brev", Small: true}
		if s.Selected {
			look = Look{Kind: Filled, Text: "Skicka brev", Key: "Enter", Small: true}
		}
		p.Button(p.Size().Width-12-look.Width(), 11, 0, look, nil)
	})
	l.selected, l.focus = 1, true
	put(l, 24, 166, 420, 152)

	bands := container.NewWithoutLayout()
	for i, k := range []BandKind{BandOK, BandInfo, BandWarn, BandFault, BandShield} {
		b := NewBand()
		b.SayDo(k, "164 rader inlästa 09.12.", map[bool]string{true: "Ångra importen"}[k == BandOK], nil)
		b.Move(fyne.NewPos(0, float32(i)*35))
		b.Resize(fyne.NewSize(400, 34))
		bands.Add(b)
	}
	put(bands, 476, 166, 400, 200)

	f := NewField("Här skriver du", "")
	f.Entry.SetText("82,5")
	f.Unit, f.Tall = "kg", true
	f.Entry.FocusGained()
	put(f, 24, 340, 172, 0)
	f = NewField("Sparat", "")
	f.Entry.SetText("82,5")
	f.Unit, f.Tall, f.Mark, f.MarkRole = "kg", true, icon.Yes, theme.OK
	put(f, 210, 340, 172, 0)
	f = NewField("Går inte att läsa", "")
	f.Entry.SetText("8o")
	f.Tall, f.Error = true, "Skriv siffror, till exempel 82,5."
	put(f, 396, 340, 240, 0)
	f = NewField("", "Sök namn eller nummer")
	f.Icon, f.Key = icon.Search, "Ctrl+F"
	put(f, 24, 430, 330, 0)
	put(NewSelect("", []string{"Inbjudan: ring oss"}, 0, nil), 396, 430, 240, 0)
	put(NewSegments([]Segment{{Text: "Får brev", Detail: "38"}, {Text: "Åtgärda", Detail: "2"}, {Text: "Utelämnade", Detail: "7"}}, 0, nil), 24, 484, 0, 0)
	put(NewTabs([]Segment{{Text: "Resan"}, {Text: "Formulär", Detail: "ej påbörjat"}, {Text: "Papper", Detail: "1"}}, 0, nil), 396, 482, 0, 0)
	s := NewStrip("Ångra", "Ctrl+Z", nil)
	s.Say("Brev till 3 personer skapade", true)
	put(s, 24, 540, 560, 40)
	return box
}
