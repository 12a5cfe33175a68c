package settings

import (
	"context"
	"errors"
	"maps"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// line is one setting: its words at the left, its field at the right.
type line struct {
	p           *Page
	key         string
	title, text string
	hint        string // default and bounds
	set         data.Setting
	field       *widget.Field    // of settings that are typed
	segments    *widget.Segments // of those that are chosen
	object      fyne.CanvasObject
	focus       fyne.Focusable
	wide        float32 // wished width of the object, 0 for all
	chosen      func(i int)
	reset       *widget.Button
	icon        icon.Name

	changed bool   // differs from the default
	saved   bool   // was kept just now
	wrong   string // why what is typed was refused
	sent    string // what was last handed to the store

	top, high float32
}

// setting makes the line of a setting of the store.
func (p *Page) setting(d data.Setting) *line {
	var l *line
	value := p.store.Config().Text(d.Key)
	switch d.Kind {
	case data.Switch:
		l = p.choice(d.Key, []string{p.s.T("settings.on"), p.s.T("settings.off")}, index([]string{"on", "off"}, value))
		l.chosen = func(i int) { l.keep([]string{"on", "off"}[i], nil) }
	case data.Choice:
		var words []string
		for _, c := range d.Choices {
			words = append(words, p.s.T("settings."+d.Key+"."+strings.ToLower(c)))
		}
		l = p.choice(d.Key, words, index(d.Choices, value))
		l.chosen = func(i int) { l.keep(d.Choices[i], nil) }
	default:
		l = p.typed(d)
	}
	l.set = d
	l.show(value)
	if d.Default != "" {
		l.hint = p.s.T("settings.default", "Value", l.words(d.Default))
		if d.Max > 0 && d.Kind != data.Words {
			l.hint = p.s.T("settings.bounds", "Default", l.hint, "Min", d.Min, "Max", d.Max)
		}
		l.reset = widget.NewButton(widget.Look{Kind: widget.Quiet, Icon: icon.Undo, Text: p.s.T("settings.reset"), Small: true}, func() {
			l.show(d.Default)
			widget.Focus(l.focus)
			l.keep(d.Default, nil)
		})
		l.reset.OnFocus = l.focused
	}
	return l
}

func index(list []string, value string) int {
	for i, v := range list {
		if v == value {
			return i
		}
	}
	return -1
}

// bare makes a line without a field.
func (p *Page) bare(key string) *line {
	return &line{p: p, key: key, title: p.s.T("settings." + key), text: p.s.T("settings." + key + ".text")}
}

// choice makes a line with a few choices side by side.
func (p *Page) choice(key string, words []string, at int) *line {
	l := p.bare(key)
	var items []widget.Segment
	for _, w := range words {
		items = append(items, widget.Segment{Text: w})
	}
	l.segments = widget.NewSegments(items, at, func(i int) { l.chosen(i) })
	l.segments.OnFocus = l.focused
	l.object, l.focus, l.wide = l.segments, l.segments, l.segments.MinSize().Width
	return l
}

// typed makes a line with a field.
func (p *Page) typed(d data.Setting) *line {
	l := p.bare(d.Key)
	if d.Key == "clinic.forwarding" {
		l.field = widget.NewTextArea("", "", 4)
	} else {
		l.field = widget.NewField("", "")
		l.field.Entry.OnEnter = func() { l.leave(); p.s.Canvas().FocusNext() }
	}
	switch d.Kind {
	case data.Count, data.Measure:
		l.wide = 130
		l.field.Unit = p.s.T("settings.unit." + units[d.Key])
		l.field.Entry.SelectOnFocus = true
	case data.AgeList, data.MonthDay:
		l.wide = 130
		l.field.Entry.SelectOnFocus = true
	}
	l.field.OnChanged(func(string) {
		if l.saved || l.wrong != "" {
			l.saved, l.wrong = false, ""
			l.mark()
		}
	})
	l.field.Entry.OnFocus = func(on bool) {
		l.field.Refresh()
		if !on {
			l.leave()
		}
		l.focused(on)
	}
	l.object, l.focus = l.field, l.field.Entry
	return l
}

// units are of counts and measures.
var units = map[string]string{
	"letter_days": "days", "reminders": "times", "call_tries": "times", "retry_days": "days", "quiet_days": "days", "chat_days": "days", "ticket_days": "days", "sample_days": "days", "invite_weeks": "weeks",
	"lead_days": "days", "slot_minutes": "minutes", "lock_minutes": "minutes", "window.dx": "mm", "window.dy": "mm",
	"alert.sbp": "mmhg", "alert.dbp": "mmhg", "alert.glucose.from": "mmol", "alert.chol.from": "mmol", "alert.hba1c.from": "mmolmol",
	"window.x": "mm", "window.y": "mm", "window.w": "mm", "window.h": "mm",
}

// words gives a value as it is shown.
func (l *line) words(value string) string {
	switch {
	case l.set.Key == "clinic.forwarding":
		return strings.ReplaceAll(value, "|", "\n")
	case l.set.Kind == data.Switch:
		return l.p.s.T("settings." + value)
	case l.set.Kind == data.Choice:
		return l.p.s.T("settings." + l.set.Key + "." + strings.ToLower(value))
	case l.set.Kind == data.Measure && l.p.s.Lang() == say.Swedish:
		return strings.Replace(value, ".", ",", 1)
	}
	return value
}

// typedValue gives what stands in the field as the store keeps it.
func (l *line) typedValue() string {
	text := strings.TrimSpace(l.field.Text())
	if l.set.Key == "clinic.forwarding" {
		return strings.ReplaceAll(text, "\n", "|")
	}
	return text
}

// show puts a value into the field.
func (l *line) show(value string) {
	if l.field != nil {
		l.field.SetText(l.words(value))
	} else {
		choices := l.set.Choices
		if l.set.Kind == data.Switch {
			choices = []string{"on", "off"}
		}
		l.segments.SetSelected(index(choices, value))
	}
	l.sent = value
	l.changed = l.set.Default != "" && value != l.set.Default
}

// dirty reports whether something is typed that the store has not been handed.
func (l *line) dirty() bool {
	return l.field != nil && l.field.Text() != l.words(l.sent) && l.typedValue() != l.sent
}

// leave keeps what is typed.
func (l *line) leave() {
	if l.dirty() {
		l.keep(l.typedValue(), nil)
	}
}

// keep hands a value to the store, then marks the line as saved or says why not.
func (l *line) keep(value string, then func()) {
	p, old := l.p, l.sent
	l.sent = value
	p.s.Do("", func(ctx context.Context) error { return p.store.SetSetting(ctx, l.key, value) }, func(err error) {
		if l.sent != value {
			return // something newer is under way
		}
		if err != nil {
			l.refused(err)
			return
		}
		l.saved, l.wrong = true, ""
		if kept := p.store.Config().Text(l.key); l.set.Key != "" {
			l.show(kept)
		}
		l.saved = true
		l.mark()
		p.kept(l.key)
		if l.key == "clinic.name" && p.program.Renamed != nil && old != value {
			p.program.Renamed()
		}
		if then != nil {
			then()
		}
	})
}

// refused says why a value was not taken, with the setting's name in place of its key.
func (l *line) refused(err error) {
	var f *fault.Error
	if !errors.As(err, &f) {
		l.p.s.Fail(err)
		return
	}
	named := say.Text{ID: f.Text.ID, Data: maps.Clone(f.Text.Data)}
	if _, ok := named.Data["Key"]; ok {
		named.Data["Key"] = l.title
	}
	l.wrong = l.p.s.Say(named)
	if holds := l.words(l.p.store.Config().Text(l.key)); holds != "" && l.set.Key != "" {
		l.wrong = strings.TrimSuffix(l.wrong, ".") + ". " + l.p.s.T("settings.holds", "Value", holds)
	}
	l.saved = false
	l.mark()
}

// escape keeps what is typed, or gives a refused value up; false: nothing to do.
func (l *line) escape() bool {
	switch {
	case l.wrong != "" && l.field != nil:
		l.show(l.p.store.Config().Text(l.key))
		l.wrong = ""
		l.mark()
	case l.dirty():
		l.leave()
		return l.wrong != ""
	default:
		return false
	}
	return true
}

// mark shows the state in the field.
func (l *line) mark() {
	if f := l.field; f != nil {
		f.Mark, f.Stroke = icon.None, theme.Clear
		switch {
		case l.wrong != "":
			f.Mark, f.MarkRole, f.Stroke = icon.Fault, theme.Fault, theme.Fault
		case l.saved:
			f.Mark, f.MarkRole = icon.Yes, theme.OK
		}
		f.Refresh()
	}
	l.p.arrange()
}

// focused brings the line with the keyboard into view.
func (l *line) focused(on bool) {
	if !on {
		return
	}
	l.p.at, left.key = l, l.key
	l.p.reveal(l)
}
