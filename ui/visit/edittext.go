package visit

import (
	"context"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// editText lets somebody edit a text of the clinic's in a sheet over the page. What save
// refuses is said under the text, and the sheet stays.
func editText(s *shell.Shell, title, about, text string, save func(ctx context.Context, text string) error, then func()) {
	width := min(float32(920), s.Canvas().Size().Width-32)
	inner := width - 40
	head := widget.NewWords(title, widget.Heading, inner)
	under := widget.NewWords(about, widget.Second, inner)
	rows := int((s.Canvas().Size().Height - 32 - 40 - head.MinSize().Height - under.MinSize().Height - theme.ButtonHeight - 30 - 44) / 19)
	field := widget.NewTextArea("", "", max(4, min(20, rows)))
	field.KeepErrorRoom = true
	field.SetText(text)
	var overlay *widget.Overlay
	do := func() {
		typed := field.Text()
		s.Do("", func(ctx context.Context) error { return save(ctx, typed) }, func(err error) {
			if err != nil {
				field.SetError(wordsOf(s.Lang(), err))
				overlay.Refresh()
				return
			}
			overlay.Close()
			then()
		})
	}
	cancel := widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("ui.cancel"), Key: "Esc"}, func() { overlay.Close() })
	keep := widget.NewButton(widget.Look{Kind: widget.Filled, Text: s.T("acts.save"), Key: "Ctrl+Enter"}, do)
	foot := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(100, theme.ButtonHeight) }, func(p *widget.Pen) {
		x := p.Size().Width - keep.MinSize().Width
		p.Place(keep, x, 0, keep.MinSize().Width, theme.ButtonHeight)
		p.Place(cancel, x-10-cancel.MinSize().Width, 0, cancel.MinSize().Width, theme.ButtonHeight)
	})
	overlay = s.Overlay(widget.Column(10, head, under, field, foot), width, false, nil)
	overlay.Main, overlay.Stays = do, true
	field.Focus()
}

// upperFirst makes the first letter a capital.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
