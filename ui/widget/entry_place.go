package widget

import "fyne.io/fyne/v2"

// Offset gives how many runes of the text stand before the cursor.
func (e *Entry) Offset() int { return e.CursorTextOffset() }

// MoveTo puts the cursor after so many runes of the text and brings it into view.
func (e *Entry) MoveTo(offset int) {
	offset = max(0, min(offset, len([]rune(e.Text))))
	row, begin := 0, 0
	for r := 0; ; r++ { // rows are as they are wrapped; Fyne tells where each begins
		e.CursorRow, e.CursorColumn = r, 0
		at := e.CursorTextOffset()
		if at > offset || r > 0 && at <= begin && at == 0 {
			break
		}
		row, begin = r, at
	}
	e.CursorRow, e.CursorColumn = row, offset-begin
	e.Refresh()
}

// Insert writes text at the cursor, in place of what is selected, as one step to undo.
func (e *Entry) Insert(text string) {
	e.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip(text)})
}

// clip is a clipboard that has nothing to do with the system's.
type clip string

// Content is for Fyne.
func (c clip) Content() string { return string(c) }

// SetContent is for Fyne.
func (clip) SetContent(string) {}

// Replace puts text in place of the runes from … to and leaves the cursor after it.
func (e *Entry) Replace(from, to int, text string) {
	e.MoveTo(from)
	for range to - from {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	}
	e.Insert(text)
}
