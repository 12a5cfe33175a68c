package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestEntryCursorGoesToAPlaceInWrappedText(t *testing.T) {
	f := NewTextArea("", "", 8)
	window(t, f, 240, 200)
	text := strings.Repeat("Hej på dig du där borta. ", 20) + "\n\nen rad\n" + strings.Repeat("ordetutanslut", 12) + "\nsist"
	f.SetText(text)
	for at := range len([]rune(text)) + 1 {
		f.Entry.MoveTo(at)
		if got := f.Entry.Offset(); got != at {
			t.Fatalf("at %d, not %d", got, at)
		}
	}
	f.Entry.MoveTo(1e6)
	if got := f.Entry.Offset(); got != len([]rune(text)) {
		t.Errorf("beyond the end: %d", got)
	}
}

func TestCtrlHomeAndEndGoToTheEndsOfAText(t *testing.T) {
	f := NewTextArea("", "", 8)
	window(t, f, 240, 200)
	f.SetText("en rad\n\nsist")
	for _, key := range []struct {
		name fyne.KeyName
		want int
	}{{fyne.KeyEnd, 12}, {fyne.KeyHome, 0}} {
		f.Entry.TypedShortcut(&desktop.CustomShortcut{KeyName: key.name, Modifier: fyne.KeyModifierControl})
		if got := f.Entry.Offset(); got != key.want {
			t.Errorf("Ctrl+%s goes to %d", key.name, got)
		}
	}
}

func TestEntryInsertsAndReplaces(t *testing.T) {
	f := NewTextArea("", "", 8)
	window(t, f, 240, 200)
	f.SetText("Ring {telefn} nu")
	f.Entry.MoveTo(5)
	f.Entry.Replace(5, 13, "{telefon}")
	if f.Text() != "Ring {telefon} nu" || f.Entry.Offset() != 14 {
		t.Fatalf("%q at %d", f.Text(), f.Entry.Offset())
	}
	f.Entry.Insert("\n## Rubrik\n")
	if f.Text() != "Ring {telefon}\n## Rubrik\n nu" {
		t.Fatalf("%q", f.Text())
	}
	f.Entry.TypedShortcut(&fyne.ShortcutUndo{})
	if f.Text() != "Ring {telefon} nu" {
		t.Errorf("undone: %q", f.Text())
	}
}
