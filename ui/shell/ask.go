package shell

import (
	"fyne.io/fyne/v2"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Ask shows a dialog.
func (s *Shell) Ask(d *widget.Dialog) {
	s.dialogs = append(s.dialogs, d)
	d.Show(s.Canvas())
}

// Overlay shows something over the window until Esc: a key sheet, a picker, a small form.
func (s *Shell) Overlay(content fyne.CanvasObject, width float32, top bool, closed func()) *widget.Overlay {
	var o *widget.Overlay
	o = widget.ShowOverlay(s.Canvas(), content, width, top, func() {
		for i, open := range s.overlays {
			if open == o {
				s.overlays = append(s.overlays[:i], s.overlays[i+1:]...)
				break
			}
		}
		if closed != nil {
			closed()
		}
	})
	s.overlays = append(s.overlays, o)
	return o
}

// Open goes to a participant's page. For a protected one (label is S-04) it first
// asks why, since the reason is logged (D12).
func (s *Shell) Open(label string, route func(reason string) Route) {
	if label == "" {
		s.Go(route(""))
		return
	}
	s.AskReason(ReasonParams{
		Icon: icon.Shield, Tone: theme.Shield, Title: s.T("ui.protected.title", "Label", label), Text: s.T("ui.protected.text"),
		Act: s.T("ui.protected.open"),
	}, func(reason string) { s.Go(route(reason)) })
}

// ReasonParams are the words of a dialog that asks why.
type ReasonParams struct {
	Icon     icon.Name
	Tone     theme.Role
	Title    string
	Text     string
	Act      string
	Optional bool // an empty reason will do
	Danger   bool
}

// AskReason asks for a reason in a dialog and hands it on.
func (s *Shell) AskReason(p ReasonParams, then func(reason string)) {
	f := widget.NewField(s.T("ui.reason"), "")
	if p.Optional {
		f.Label = s.T("ui.reason.optional")
	}
	d := &widget.Dialog{Icon: p.Icon, Tone: p.Tone, Title: p.Title, Text: p.Text, Body: f, Focus: f.Entry,
		Left: s.T("ui.cancel"), Right: p.Act, Danger: p.Danger}
	d.OnRight = func() bool {
		reason := trimmed(f.Text())
		if reason == "" && !p.Optional {
			f.SetError(s.T("ui.reason.missing"))
			return false
		}
		d.Close()
		then(reason)
		return true
	}
	f.Entry.OnEnter = d.Confirm
	s.Ask(d)
}
