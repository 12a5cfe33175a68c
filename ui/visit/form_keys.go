package visit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/ui/widget"
)

// The keys of form entry (D18-D21). Runes answer, keys move: what stands on a key
// depends on the keyboard's layout, and / is Shift+7 on a Swedish one.

// key takes a key; what moves on ignores repeats.
func (f *Form) key(k widget.Press) bool {
	if f.saver.busy() {
		f.saver.later(func() { f.lateKey(k) })
		return true
	}
	switch k.Name {
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab, fyne.KeyDown, fyne.KeyUp:
		if !k.Repeat {
			f.move(k)
		}
		return true
	case fyne.KeyPageUp, fyne.KeyPageDown:
		if !k.Repeat {
			f.section(map[bool]int{true: 1, false: -1}[k.Name == fyne.KeyPageDown])
		}
		return true
	}
	it := f.item()
	if it == nil || !f.editable() {
		return false
	}
	if it.Type == form.Choice {
		return f.markKey(k.Name, len(it.Options))
	}
	if !f.field.key(k.Name) {
		return false
	}
	f.typed()
	return true
}

// lateKey and lateRune take what was pressed during a slow write, when it has ended: the
// question that has come up may take text, and then its field gets them.
func (f *Form) lateKey(k widget.Press) {
	switch {
	case !f.takesText():
		f.key(k)
	case k.Name == fyne.KeyTab:
		f.longTab(k.Shift)
	default:
		f.long.TypedKey(&fyne.KeyEvent{Name: k.Name})
	}
}

func (f *Form) lateRune(r rune, repeat bool) {
	if !f.takesText() {
		f.rune(r, repeat)
		return
	}
	f.long.Entry.TypedRune(r) // it has been looked at for a scan already
}

// takesText reports whether the question shown is written in.
func (f *Form) takesText() bool {
	it := f.item()
	return it != nil && text(it) && f.editable() && !f.intro && !f.saver.busy()
}

func (f *Form) move(k widget.Press) {
	switch {
	case k.Name == fyne.KeyEscape:
		f.escape()
	case k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter:
		f.enter()
	case k.Name == fyne.KeyUp || k.Name == fyne.KeyTab && k.Shift:
		f.back()
	case f.item() != nil && f.item().Numeric() && f.editable():
		f.number(nil)
	default:
		f.forward()
	}
}

// escape takes one step back: what lies over the page, a correction, the page itself.
func (f *Form) escape() {
	switch {
	case f.results:
		f.Results()
	case f.amend:
		f.show(f.at)
	default:
		f.Pause()
	}
}

// markKey moves the mark among the answers; nothing is stored by it.
func (f *Form) markKey(name fyne.KeyName, n int) bool {
	switch name {
	case fyne.KeyLeft:
		if f.mark < 0 {
			f.mark = f.chosen(n)
		}
		f.mark = max(0, f.mark-1)
	case fyne.KeyRight:
		if f.mark < 0 {
			f.mark = f.chosen(-1)
		}
		f.mark = min(n-1, f.mark+1)
	case fyne.KeyHome:
		f.mark = 0
	case fyne.KeyEnd:
		f.mark = n - 1
	default:
		return false
	}
	f.board.Refresh()
	return true
}

// chosen gives the place of the stored answer, or none.
func (f *Form) chosen(none int) int {
	code, ok := f.rec.Answers[f.at].Code()
	if !ok {
		return none
	}
	for i, o := range f.item().Options {
		if o.Code == code {
			return i
		}
	}
	return none
}

// rune takes a character. A held key's repeats are dropped, also in numbers, where a
// digit held since the last question would land.
func (f *Form) rune(r rune, repeat bool) bool {
	if f.saver.busy() {
		f.saver.later(func() { f.lateRune(r, repeat) })
		return true
	}
	it := f.item()
	switch {
	case repeat:
	case f.intro:
		return f.introRune(r)
	case it == nil && f.fromList(r):
	case it == nil || !f.editable():
		return f.lockedRune(r)
	case r == '+' && (it.Type == form.Choice || f.field.first()):
		f.back()
	case it.Type == form.Choice:
		f.choiceRune(it, r)
	default:
		f.numberRune(it, r)
	}
	return true
}

func (f *Form) choiceRune(it *form.Item, r rune) {
	if _, ok := it.Option(string(r)); ok {
		f.answer(form.Code(string(r)), "", nil)
		return
	}
	if f.missingRune(it, r) || unicode.IsSpace(r) {
		return
	}
	f.tell(widget.BandInfo, say.T("visit.wants.digit", "Keys", digits(it)))
}

// digits gives the keys that answer a question: 1–5.
func digits(it *form.Item) string {
	if len(it.Options) == 0 {
		return ""
	}
	first, last := it.Options[0].Code, it.Options[len(it.Options)-1].Code
	if first == last {
		return first
	}
	return first + "–" + last
}

// missingRune takes - * / as an answer that there is none.
func (f *Form) missingRune(it *form.Item, r rune) bool {
	m, ok := form.MissingKey(r)
	if !ok {
		return false
	}
	if !it.Takes(m) {
		f.tell(widget.BandInfo, say.T("visit.unmeasured"))
		return true
	}
	f.field.clear()
	f.answer(form.None(m), "", nil)
	return true
}

func (f *Form) numberRune(it *form.Item, r rune) {
	switch {
	case f.field.first() && f.missingRune(it, r):
	case unicode.IsDigit(r) && r < 128, r == ',', r == '.':
		f.field.insert(r)
		f.typed()
	case r == '/':
		f.slash(it)
	case r == '-' || r == '*':
		f.tell(widget.BandInfo, say.T("visit.missing_first"))
	case !unicode.IsSpace(r):
		f.tell(widget.BandInfo, say.T("visit.wants.number"))
	}
}

// slash after digits goes from the upper pressure to the lower: 128/82 as one types it.
func (f *Form) slash(it *form.Item) {
	for i := range f.def.Items {
		if lower := &f.def.Items[i]; lower.Below == it.LinkID && f.def.Enabled(lower.LinkID, f.rec.Answers) {
			f.number(func(form.Answers) string { return lower.LinkID })
			return
		}
	}
	f.tell(widget.BandInfo, say.T("visit.missing_first"))
}

// typed draws the field after a change; a question asked about the old text is off.
func (f *Form) typed() {
	f.message = message{}
	if f.asked != f.field.String() {
		f.asked = ""
	}
	f.board.Refresh()
}

// lockedRune takes the keys of a locked form and of the end page.
func (f *Form) lockedRune(r rune) bool {
	switch {
	case r == '+':
		f.back()
	case unicode.ToLower(r) == 'r' && f.locked():
		f.Amend()
	case f.at != "" && (unicode.IsDigit(r) || strings.ContainsRune("-*/,.", r)):
		f.tell(widget.BandInfo, say.T("visit.locked.typed"))
	default:
		return false
	}
	return true
}

// Shortcut does what a key with Ctrl means on this page, and reports whether it means anything.
func (f *Form) Shortcut(name fyne.KeyName, mod fyne.KeyModifier) bool {
	if mod == fyne.KeyModifierControl|fyne.KeyModifierShift && name == fyne.KeyK {
		f.Keying()
		return true
	}
	if mod != fyne.KeyModifierControl {
		return false
	}
	act := map[fyne.KeyName]func(){
		fyne.KeyReturn: f.Note,
		fyne.KeyEnter:  f.Note,
		fyne.KeyJ:      f.NextUnanswered,
		fyne.KeyR:      f.Results,
		fyne.KeyZ:      func() { f.Undo() },
		fyne.KeyS:      f.tellSaved,
	}[name]
	if act == nil {
		return false
	}
	if f.saver.busy() {
		f.saver.later(act)
	} else {
		act()
	}
	return true
}

func (f *Form) shortcut(s fyne.Shortcut) bool {
	switch s := s.(type) {
	case *desktop.CustomShortcut:
		return f.Shortcut(s.KeyName, s.Modifier)
	case *fyne.ShortcutUndo:
		return f.Shortcut(fyne.KeyZ, fyne.KeyModifierControl)
	case *fyne.ShortcutPaste:
		f.paste(s.Clipboard.Content())
	case *fyne.ShortcutCopy:
		s.Clipboard.SetContent(f.field.String())
	case *fyne.ShortcutSelectAll:
		f.field.all = len(f.field.text) > 0
		f.board.Refresh()
	default:
		return false
	}
	return true
}

// paste puts a number from the clipboard into the field; anything else is refused whole.
func (f *Form) paste(s string) {
	it := f.item()
	if it == nil || !it.Numeric() || !f.editable() {
		return
	}
	if _, err := form.ParseNumber(s); err != nil {
		f.say(widget.BandFault, f.words(err))
		return
	}
	f.field.insert([]rune(strings.TrimSpace(s))...)
	f.typed()
}

// Keying goes to the second keying; the form must lack nothing first.
func (f *Form) Keying() {
	switch {
	case f.p.OnKeying == nil || f.p.Mode != Typing:
	case !f.locked() && f.lacking() != "" || f.rec.Status == "":
		f.tell(widget.BandInfo, say.T("visit.keying.first_complete"))
	default:
		f.p.OnKeying()
	}
}

// tellSaved answers Ctrl+S, which there is no need for.
func (f *Form) tellSaved() { f.tell(widget.BandOK, say.T("visit.already_saved")) }
