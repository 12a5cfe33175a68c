package shell

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"fyrtio/core/say"
	"fyrtio/ui/widget"
)

// Every shortcut of the program is in this file. Each hangs on an item of the main
// menu, because Fyne's window shortcuts die while a text field has the keyboard;
// Ctrl+Alt is not used (AltGr). Letter keys belong to lists and are in the pages.

const (
	ctrl      = fyne.KeyModifierControl
	ctrlShift = fyne.KeyModifierControl | fyne.KeyModifierShift
)

// command is an item of the main menu.
type command struct {
	label string // id of its words; "" is a divider
	key   fyne.KeyName
	mod   fyne.KeyModifier
	do    func(s *Shell)
	on    func(s *Shell) bool // ticked
	hide  func(s *Shell) bool
}

type menu struct {
	label string
	items []command
}

// pageKey is a shortcut that the page answers.
func pageKey(label string, key fyne.KeyName, mod fyne.KeyModifier) command {
	return command{label: label, key: key, mod: mod, do: func(s *Shell) { s.shortcut(key, mod) }}
}

func goTo(label string, key fyne.KeyName, r Route) command {
	return command{label: label, key: key, mod: ctrl, do: func(s *Shell) { s.Go(r) }}
}

func scaleTo(label string, percent int) command {
	return command{label: label, do: func(s *Shell) { s.p.SetScale(percent) },
		on: func(s *Shell) bool { return s.p.Scale == percent }, hide: func(s *Shell) bool { return s.p.SetScale == nil }}
}

func langTo(label string, l say.Lang) command {
	return command{label: label, do: func(s *Shell) { s.p.SetLang(l) },
		on: func(s *Shell) bool { return s.p.Lang == l }, hide: func(s *Shell) bool { return s.p.SetLang == nil }}
}

var divider = command{}

// menus is the main menu. A function, because its items lead back to it.
func menus() []menu {
	return []menu{
		{"ui.menu.file", []command{
			goTo("ui.menu.import", fyne.Key5, ToImport{}),
			{label: "ui.menu.backup", do: func(s *Shell) { s.p.Backup() }, hide: func(s *Shell) bool { return s.p.Backup == nil }},
			pageKey("ui.menu.print", fyne.KeyP, ctrl),
			pageKey("ui.menu.save", fyne.KeyS, ctrl),
			{label: "ui.menu.fhir", do: func(s *Shell) { s.p.Export() }, hide: func(s *Shell) bool { return s.p.Export == nil }},
			{label: "ui.menu.settings", key: fyne.KeyComma, mod: ctrl, do: func(s *Shell) { s.Go(ToSettings{}) }},
			{label: "ui.menu.editions", do: func(s *Shell) { s.Go(ToEditions{}) }},
			divider,
			{label: "ui.menu.lock", key: fyne.KeyL, mod: ctrl, do: func(s *Shell) { s.p.Lock() }},
			{label: "ui.menu.quit", key: fyne.KeyQ, mod: ctrl, do: func(s *Shell) { s.p.Quit() }},
		}},
		{"ui.menu.edit", []command{
			{label: "ui.menu.undo", key: fyne.KeyZ, mod: ctrl, do: (*Shell).Undo},
			{label: "ui.menu.redo", key: fyne.KeyY, mod: ctrl, do: func(s *Shell) { s.editing(&fyne.ShortcutRedo{}) }},
			divider,
			{label: "ui.menu.cut", key: fyne.KeyX, mod: ctrl, do: func(s *Shell) { s.editing(&fyne.ShortcutCut{Clipboard: clipboard()}) }},
			{label: "ui.menu.copy", key: fyne.KeyC, mod: ctrl, do: func(s *Shell) {
				if !s.editing(&fyne.ShortcutCopy{Clipboard: clipboard()}) {
					s.shortcut(fyne.KeyC, ctrl)
				}
			}},
			{label: "ui.menu.paste", key: fyne.KeyV, mod: ctrl, do: func(s *Shell) {
				if !s.editing(&fyne.ShortcutPaste{Clipboard: clipboard()}) {
					s.shortcut(fyne.KeyV, ctrl)
				}
			}},
			{label: "ui.menu.all", key: fyne.KeyA, mod: ctrl, do: func(s *Shell) {
				if !s.editing(&fyne.ShortcutSelectAll{}) {
					s.shortcut(fyne.KeyA, ctrl)
				}
			}},
			divider,
			pageKey("ui.menu.find", fyne.KeyF, ctrl),
		}},
		{"ui.menu.go", []command{
			goTo("ui.nav.today", fyne.Key1, ToToday{}),
			goTo("ui.nav.people", fyne.Key2, ToPeople{}),
			goTo("ui.nav.bookings", fyne.Key3, ToBookings{}),
			goTo("ui.nav.letters", fyne.Key4, ToLetters{}),
			goTo("ui.nav.import", fyne.Key5, ToImport{}),
			goTo("ui.nav.report", fyne.Key6, ToReport{}),
			divider,
			{label: "ui.menu.goto", key: fyne.KeyK, mod: ctrl, do: (*Shell).palette},
			{label: "ui.menu.back", key: fyne.KeyLeft, mod: fyne.KeyModifierAlt, do: (*Shell).Back},
		}},
		{"ui.menu.people", []command{
			pageKey("ui.menu.next", fyne.KeyN, ctrl),
			pageKey("ui.menu.cl24", fyne.KeyR, ctrlShift),
			pageKey("ui.menu.event", fyne.KeyE, ctrl),
		}},
		{"ui.menu.letters", []command{
			{label: "ui.menu.newrun", do: func(s *Shell) { s.Go(ToLetters{}) }},
			{label: "ui.menu.runs", do: func(s *Shell) { s.Go(ToRuns{}) }},
			{label: "ui.menu.templates", do: func(s *Shell) { s.Go(ToTemplates{}) }},
			pageKey("ui.menu.main", fyne.KeyReturn, ctrl),
		}},
		{"ui.menu.visit", []command{
			pageKey("ui.menu.unanswered", fyne.KeyJ, ctrl),
			pageKey("ui.menu.results", fyne.KeyR, ctrl),
			pageKey("ui.menu.proposals", fyne.KeyG, ctrl),
			pageKey("ui.menu.keying", fyne.KeyK, ctrlShift),
			{label: "ui.menu.calculator", do: func(s *Shell) { s.Go(ToCalculator{}) }},
		}},
		{"ui.menu.view", []command{
			scaleTo("ui.menu.scale100", 100), scaleTo("ui.menu.scale125", 125), scaleTo("ui.menu.scale150", 150),
			{label: "ui.menu.contrast", do: func(s *Shell) { s.p.SetContrast(!s.p.Contrast) },
				on: func(s *Shell) bool { return s.p.Contrast }, hide: func(s *Shell) bool { return s.p.SetContrast == nil }},
			divider,
			langTo("ui.menu.swedish", say.Swedish), langTo("ui.menu.english", say.English),
		}},
		{"ui.menu.help", []command{
			{label: "ui.menu.keys", key: fyne.KeySlash, mod: ctrl, do: (*Shell).keySheet},
			{label: "ui.menu.guide", do: func(s *Shell) { s.Go(ToGuide{}) }},
		}},
	}
}

// shortcut gives the key as Fyne names it: the editing keys have names of their own.
func (c command) shortcut() fyne.Shortcut {
	if c.key == "" {
		return nil
	}
	if c.mod == ctrl {
		switch c.key {
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		case fyne.KeyX:
			return &fyne.ShortcutCut{}
		case fyne.KeyC:
			return &fyne.ShortcutCopy{}
		case fyne.KeyV:
			return &fyne.ShortcutPaste{}
		case fyne.KeyA:
			return &fyne.ShortcutSelectAll{}
		}
	}
	return &desktop.CustomShortcut{KeyName: c.key, Modifier: c.mod}
}

func clipboard() fyne.Clipboard { return fyne.CurrentApp().Clipboard() }

func (s *Shell) mainMenu() *fyne.MainMenu {
	var bar []*fyne.Menu
	for _, m := range menus() {
		items := make([]*fyne.MenuItem, 0, len(m.items))
		for _, c := range m.items {
			if c.label == "" {
				items = append(items, fyne.NewMenuItemSeparator())
				continue
			}
			if c.hide != nil && c.hide(s) {
				continue
			}
			it := fyne.NewMenuItem(s.T(c.label), func() { s.command(c) })
			it.Shortcut = c.shortcut()
			it.IsQuit = c.label == "ui.menu.quit"
			it.Checked = c.on != nil && c.on(s)
			items = append(items, it)
		}
		bar = append(bar, fyne.NewMenu(s.T(m.label), items...))
	}
	return fyne.NewMainMenu(bar...)
}

// command runs a menu item. While the window is locked none runs; under a dialog
// only locking, quitting and editing do.
func (s *Shell) command(c command) {
	if s.locked {
		return
	}
	if len(s.openDialogs())+len(s.overlays) > 0 {
		switch c.label {
		case "ui.menu.main":
			if n := len(s.overlays); n > 0 && len(s.openDialogs()) == 0 && s.overlays[n-1].Main != nil {
				s.guard(s.overlays[n-1].Main)
			}
			return
		case "ui.menu.lock", "ui.menu.quit", "ui.menu.undo", "ui.menu.redo", "ui.menu.cut", "ui.menu.copy", "ui.menu.paste", "ui.menu.all":
			if c.label == "ui.menu.undo" {
				s.editing(&fyne.ShortcutUndo{})
				return
			}
		default:
			return
		}
	}
	s.guard(func() { c.do(s) })
}

// shortcut hands a shortcut to the page.
func (s *Shell) shortcut(key fyne.KeyName, mod fyne.KeyModifier) {
	if p, ok := s.page().(Shortcutter); ok && p.Shortcut(key, mod) {
		return
	}
	if key == fyne.KeyS { // Ctrl+S is a habit; everything is on disk already
		s.Tell(widget.BandOK, say.T("ui.saved.already", "Time", say.Clock(s.p.Lang, s.p.Now())))
	}
}

func (s *Shell) openDialogs() []*widget.Dialog {
	kept := s.dialogs[:0]
	for _, d := range s.dialogs {
		if d.Open() {
			kept = append(kept, d)
		}
	}
	s.dialogs = kept
	return kept
}

// key takes the keys that no widget has taken.
func (s *Shell) key(ev *fyne.KeyEvent) {
	if s.locked {
		return
	}
	s.guard(func() { s.handle(ev) })
}

func (s *Shell) handle(ev *fyne.KeyEvent) {
	if open := s.openDialogs(); len(open) > 0 {
		open[len(open)-1].Key(ev)
		return
	}
	if n := len(s.overlays); n > 0 {
		switch o := s.overlays[n-1]; {
		case ev.Name == fyne.KeyEscape || ev.Name == fyne.KeyF1 && o == s.sheet:
			o.Close()
		case (ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter) && o.Enter != nil:
			o.Enter()
		}
		return
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if s.scanned() {
			return
		}
	case fyne.KeyF1:
		s.keySheet()
		return
	case fyne.KeyF3:
		s.shortcut(fyne.KeyF, ctrl)
		return
	case fyne.KeyEscape:
		if p, ok := s.page().(Escaper); !ok || !p.Escape() {
			s.Back()
		}
		return
	}
	if p, ok := s.page().(Keyer); ok && p.Key(ev) {
		return
	}
	s.regain(func(f fyne.Focusable) {
		if k, ok := f.(desktop.Keyable); ok && s.pressed == ev.Name {
			k.KeyDown(ev) // a real press, not a key that is held down: some tell the two apart
		}
		f.TypedKey(ev)
	})
	s.pressed = ""
}

// regain gives the keyboard back to the page when nothing has it (a click on an
// empty place takes it away), so that the key is not lost.
func (s *Shell) regain(then func(fyne.Focusable)) {
	if s.Canvas().Focused() != nil {
		return
	}
	s.focusPage()
	if f := s.Canvas().Focused(); f != nil {
		then(f)
	}
}

func (s *Shell) rune(r rune) {
	if s.scan.take(r, time.Now()) || s.locked || len(s.openDialogs())+len(s.overlays) > 0 {
		return
	}
	s.guard(func() {
		if p, ok := s.page().(Runer); ok && p.Rune(r) {
			return
		}
		s.regain(func(f fyne.Focusable) { f.TypedRune(r) })
	})
}

// keyLabel writes a shortcut as the footer and the key sheet show it.
func keyLabel(key fyne.KeyName, mod fyne.KeyModifier) string {
	var parts []string
	if mod&fyne.KeyModifierControl != 0 {
		parts = append(parts, "Ctrl")
	}
	if mod&fyne.KeyModifierAlt != 0 {
		parts = append(parts, "Alt")
	}
	if mod&fyne.KeyModifierShift != 0 {
		parts = append(parts, "Shift")
	}
	name := string(key)
	switch key {
	case fyne.KeyReturn:
		name = "Enter"
	case fyne.KeyLeft:
		name = "←"
	}
	return strings.Join(append(parts, name), "+")
}

func trimmed(text string) string { return strings.TrimSpace(text) }
