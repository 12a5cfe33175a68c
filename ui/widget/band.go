package widget

import (
	"fyne.io/fyne/v2"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
)

// BandKind is what a band says.
type BandKind int

// The kinds of band; BandNone keeps the room and shows nothing.
const (
	BandNone BandKind = iota
	BandOK
	BandInfo
	BandWarn
	BandFault
	BandShield
)

var bandLooks = map[BandKind]struct {
	icon icon.Name
	tone Tone
}{
	BandOK:     {icon.Done, ToneOK},
	BandInfo:   {icon.Info, ToneInfo},
	BandWarn:   {icon.Expired, ToneWarn},
	BandFault:  {icon.Fault, ToneFault},
	BandShield: {icon.Shield, ToneShield},
}

// Band is a line of state across its place: icon, words, and one thing to do.
type Band struct {
	fyne_widget.BaseWidget
	kind   BandKind
	text   string
	button *Button
	pen    Pen
}

// NewBand makes a band that shows nothing yet.
func NewBand() *Band {
	b := &Band{button: NewButton(Look{Kind: Quiet, Small: true}, nil)}
	b.button.Hide()
	b.ExtendBaseWidget(b)
	return b
}

// Say shows a text.
func (b *Band) Say(kind BandKind, text string) { b.SayDo(kind, text, "", nil) }

// SayDo shows a text with something to do about it.
func (b *Band) SayDo(kind BandKind, text, action string, do func()) {
	b.kind, b.text = kind, text
	b.button.OnTapped = do
	b.button.Set(Look{Kind: Quiet, Text: action, Small: true})
	if action == "" {
		b.button.Hide()
	} else {
		b.button.Show()
	}
	b.Refresh()
}

// Clear shows nothing; the room stays.
func (b *Band) Clear() { b.Say(BandNone, "") }

// Text gives what the band says.
func (b *Band) Text() string { return b.text }

// Kind gives what kind of thing it says.
func (b *Band) Kind() BandKind { return b.kind }

// CreateRenderer is for Fyne.
func (b *Band) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b, &b.pen) }

var bandText = Style{Size: theme.TextSecond}

// HeightFor gives the height that the text needs at a width.
func (b *Band) HeightFor(width float32) float32 {
	n := len(Lines(b.text, bandText, b.room(width)))
	return max(theme.BandHeight, float32(n)*bandText.Line()+16)
}

func (b *Band) room(width float32) float32 {
	room := width - 38 - 12
	if b.button.Visible() {
		room -= b.button.MinSize().Width
	}
	return room
}

func (b *Band) min() fyne.Size {
	h := float32(theme.BandHeight)
	if w := b.Size().Width; w > 0 {
		h = b.HeightFor(w)
	}
	return fyne.NewSize(120, h)
}

func (b *Band) paint(p *Pen) {
	if b.kind == BandNone {
		return
	}
	s, look := p.Size(), bandLooks[b.kind]
	p.Rect(0, 0, s.Width, s.Height, Box{Fill: look.tone.Tint, Radius: theme.RadiusField})
	lines := Lines(b.text, bandText, b.room(s.Width))
	y := round((s.Height - float32(len(lines))*bandText.Line()) / 2)
	p.Icon(13, y+1, 16, look.icon, look.tone.Text)
	end := float32(0)
	for i, line := range lines {
		end = 38 + p.Text(38, y+float32(i)*bandText.Line(), line, bandText.In(look.tone.Text))
	}
	if b.button.Visible() {
		w := b.button.MinSize().Width
		p.Place(b.button, min(end, s.Width-w-4), s.Height-y-bandText.Line()-5, w, theme.RowButtonHeight)
	}
}

// Strip says what was just done, with Undo, until the next act.
type Strip struct {
	fyne_widget.BaseWidget
	text   string
	button *Button
	pen    Pen
}

// NewStrip makes a strip; undo is the word on its button, key the shown key.
func NewStrip(undo, key string, do func()) *Strip {
	s := &Strip{button: NewButton(Look{Kind: Quiet, Text: undo, Key: key, Small: true}, do)}
	s.ExtendBaseWidget(s)
	return s
}

// Say shows what was done, and whether it can be undone.
func (s *Strip) Say(text string, canUndo bool) {
	s.text = text
	if canUndo {
		s.button.Show()
	} else {
		s.button.Hide()
	}
	s.Refresh()
}

// Text gives what the strip says.
func (s *Strip) Text() string { return s.text }

// CreateRenderer is for Fyne.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer { return newRenderer(s, &s.pen) }

func (s *Strip) min() fyne.Size { return fyne.NewSize(200, theme.StripHeight) }

func (s *Strip) paint(p *Pen) {
	size := p.Size()
	p.Card(0, 0, size.Width, size.Height)
	p.Icon(13, (size.Height-16)/2, 16, icon.Done, theme.OK)
	w := s.button.MinSize().Width
	p.Fit(39, 0, size.Height, size.Width-39-w-24, s.text, Style{Size: theme.TextSecond})
	if s.button.Visible() {
		p.Place(s.button, size.Width-w-12, (size.Height-theme.RowButtonHeight)/2, w, theme.RowButtonHeight)
	}
}
