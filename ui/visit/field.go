package visit

import (
	"slices"

	"fyne.io/fyne/v2"
)

// maxTyped is how many characters a number may be typed with.
const maxTyped = 10

// field is the text of a number while it is typed.
type field struct {
	text  []rune
	caret int
	all   bool // all of it is selected: what is typed replaces it
}

func newField(text string, selected bool) field {
	r := []rune(text)
	return field{text: r, caret: len(r), all: selected && len(r) > 0}
}

func (f *field) String() string { return string(f.text) }

// first reports whether the next character is the first: the field is empty or will be replaced.
func (f *field) first() bool { return len(f.text) == 0 || f.all }

func (f *field) clear() { *f = field{} }

func (f *field) insert(runes ...rune) {
	if f.all {
		f.clear()
	}
	for _, r := range runes {
		if len(f.text) < maxTyped {
			f.text = slices.Insert(f.text, f.caret, r)
			f.caret++
		}
	}
}

// key edits and reports whether the key is one that edits.
func (f *field) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyBackspace, fyne.KeyDelete:
		f.erase(name == fyne.KeyBackspace)
	case fyne.KeyLeft, fyne.KeyHome:
		if name == fyne.KeyHome || f.all || f.caret == 0 {
			f.caret = 0
		} else {
			f.caret--
		}
		f.all = false
	case fyne.KeyRight, fyne.KeyEnd:
		if name == fyne.KeyEnd || f.all || f.caret == len(f.text) {
			f.caret = len(f.text)
		} else {
			f.caret++
		}
		f.all = false
	default:
		return false
	}
	return true
}

func (f *field) erase(back bool) {
	switch {
	case f.all:
		f.clear()
	case back && f.caret > 0:
		f.caret--
		f.text = slices.Delete(f.text, f.caret, f.caret+1)
	case !back && f.caret < len(f.text):
		f.text = slices.Delete(f.text, f.caret, f.caret+1)
	}
}
