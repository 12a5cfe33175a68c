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

// What an empty line says is cut at a word where the field is narrow, and whole again where
// there is room.
func TestHintFitsTheField(t *testing.T) {
	f := NewField("", "Sök namn eller nummer")
	window(t, f, 300, 40)
	if f.Entry.PlaceHolder != "Sök namn eller nummer" {
		t.Errorf("wide: %q", f.Entry.PlaceHolder)
	}
	f.Resize(fyne.NewSize(150, 40))
	if f.Entry.PlaceHolder != "Sök namn eller…" {
		t.Errorf("narrow: %q", f.Entry.PlaceHolder)
	}
	f.Entry.SetPlaceHolder("Sök på namn eller nummer")
	f.Refresh()
	if f.Entry.PlaceHolder != "Sök på namn…" {
		t.Errorf("new words: %q", f.Entry.PlaceHolder)
	}
	f.Resize(fyne.NewSize(300, 40))
	if f.Entry.PlaceHolder != "Sök på namn eller nummer" {
		t.Errorf("wide again: %q", f.Entry.PlaceHolder)
	}
}

// What is taller than the pane is revealed from its top.
func TestRevealBeginsAtTheTop(t *testing.T) {
	a := NewPane(func() float32 { return 400 }, func(*Pen) {})
	window(t, a, 200, 52)
	a.Reveal(100, 180)
	if a.Offset() != 100 {
		t.Errorf("offset %v", a.Offset())
	}
	a.Reveal(130, 140)
	if a.Offset() != 100 {
		t.Errorf("what is seen has moved to %v", a.Offset())
	}
}
