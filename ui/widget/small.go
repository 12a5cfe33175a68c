package widget

import (
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
)

// Tone is a state's colours: text on tint.
type Tone struct{ Text, Tint theme.Role }

// The tones of the look.
var (
	ToneOK      = Tone{theme.OK, theme.OKTint}
	ToneWarn    = Tone{theme.Warn, theme.WarnTint}
	ToneFault   = Tone{theme.Fault, theme.FaultTint}
	ToneShield  = Tone{theme.Shield, theme.ShieldTint}
	ToneNeutral = Tone{theme.Ink2, theme.Neutral}
	ToneInfo    = Tone{theme.AccentDark, theme.Selected}
)

// Chip is a state as icon and word on a tint.
type Chip struct {
	Icon icon.Name
	Text string
	Tone Tone
}

var chipText = Style{Size: theme.TextSmall}

// Width gives how wide the chip is.
func (c Chip) Width() float32 {
	w := Measure(c.Text, chipText) + 16
	if c.Icon != icon.None {
		w += 14 + 4
	}
	return w
}

// Chip draws a chip in the vertical middle of a band and gives its width.
func (p *Pen) Chip(x, y, h float32, c Chip) float32 {
	w := c.Width()
	top := round(y + (h-theme.ChipHeight)/2)
	p.Rect(x, top, w, theme.ChipHeight, Box{Fill: c.Tone.Tint, Radius: theme.RadiusChip})
	text := x + 8
	if c.Icon != icon.None {
		p.Icon(text, top+4, 14, c.Icon, c.Tone.Text)
		text += 18
	}
	p.Mid(text, top, theme.ChipHeight, c.Text, chipText.In(c.Tone.Text))
	return w
}

// Cap is how a key cap looks.
type Cap int

// Key caps on the three grounds where they stand.
const (
	CapPlain  Cap = iota // on paper and cards
	CapButton            // in a secondary button
	CapAccent            // in the filled button
)

// CapWidth gives how wide the cap of a key is.
func CapWidth(key string, c Cap) float32 {
	w := Measure(key, capStyle(c)) + 11
	if w < theme.CapHeight {
		return theme.CapHeight
	}
	return round(w)
}

func capStyle(c Cap) Style {
	s := Style{Size: theme.TextSmall, Role: theme.Ink2}
	switch c {
	case CapAccent:
		s.Role, s.Bold = theme.OnAccent, true
	case CapButton:
		s.Bold = true
	}
	return s
}

// Cap draws a key cap in the vertical middle of a band and gives its width.
func (p *Pen) Cap(x, y, h float32, key string, c Cap) float32 {
	if key == "" {
		return 0
	}
	w := CapWidth(key, c)
	top := round(y + (h-theme.CapHeight)/2)
	b := Box{Fill: theme.Surface, Stroke: theme.CapEdge, Radius: theme.RadiusCap}
	if c == CapAccent {
		b.Fill, b.Stroke = theme.Clear, theme.OnAccentEdge
	}
	p.Rect(x, top, w, theme.CapHeight, b)
	p.CenterMid(x, top, w, theme.CapHeight, key, capStyle(c))
	return w
}

// Hint says what keys do: caps, then a word.
type Hint struct {
	Keys []string
	Text string
}

// Hints draws hints in a row, as many as have room before right, and gives where they end.
func (p *Pen) Hints(x, y, h, right float32, hints []Hint) float32 {
	for _, hint := range hints {
		w := Measure(hint.Text, Small) + 7
		for _, k := range hint.Keys {
			w += CapWidth(k, CapPlain) + 6
		}
		if x+w > right {
			break
		}
		for _, k := range hint.Keys {
			x += p.Cap(x, y, h, k, CapPlain) + 6
		}
		x += p.Mid(x+1, y, h, hint.Text, Small) + 18
	}
	return x
}

// Check draws a tick box, 16 square, in the vertical middle of a band.
func (p *Pen) Check(x, y, h float32, on bool) {
	top := round(y + (h-16)/2)
	if !on {
		p.Rect(x, top, 16, 16, Box{Fill: theme.Surface, Stroke: theme.Edge, Radius: 4})
		return
	}
	p.Rect(x, top, 16, 16, Box{Fill: theme.Accent, Radius: 4})
	p.Icon(x+1, top+1, 14, icon.Yes, theme.OnAccent)
}

// Progress draws a bar that is filled to part (0 to 1), 6 high, in the vertical middle of a band.
func (p *Pen) Progress(x, y, w, h float32, part float64) {
	top := round(y + (h-6)/2)
	p.Rect(x, top, w, 6, Box{Fill: theme.Track, Radius: 3})
	if part > 1 {
		part = 1
	}
	if part > 0 {
		full := round(w * float32(part))
		if full < 6 {
			full = 6
		}
		p.Rect(x, top, full, 6, Box{Fill: theme.Accent, Radius: 3})
	}
}

// Card draws a white card with its border.
func (p *Pen) Card(x, y, w, h float32) {
	p.Rect(x, y, w, h, Box{Fill: theme.Surface, Stroke: theme.Line, Radius: theme.RadiusCard})
}
