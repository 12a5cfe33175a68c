package roster

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// The names of encodings as they are shown and kept.
const (
	utf8Name    = "utf-8"
	utf16LE     = "utf-16le"
	utf16BE     = "utf-16be"
	windows1252 = "windows-1252"
)

// decode finds the encoding and gives the text as UTF-8. A byte-order mark
// decides; without one, text full of NULs is UTF-16, text that is not UTF-8 is
// Windows-1252, the only other encoding that Swedish record systems export in.
func decode(data []byte) (text []byte, name string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		return bytes.ToValidUTF8(data[3:], []byte("\uFFFD")), utf8Name, nil
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		name = utf16LE
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		name = utf16BE
	default:
		name = unmarked(data)
	}
	var e encoding.Encoding
	switch name {
	case utf8Name:
		return bytes.ToValidUTF8(data, []byte("\uFFFD")), name, nil
	case utf16LE:
		e = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case utf16BE:
		e = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	default:
		e = charmap.Windows1252
	}
	text, err = e.NewDecoder().Bytes(data)
	return text, name, err
}

// unmarked judges text without a byte-order mark.
func unmarked(data []byte) string {
	sample := data[:min(len(data), 4096)]
	var zeros [2]int
	for i, b := range sample {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(sample) / 2
	switch {
	case half > 1 && zeros[1] > half/2 && zeros[0] < half/8:
		return utf16LE
	case half > 1 && zeros[0] > half/2 && zeros[1] < half/8:
		return utf16BE
	case mostlyUTF8(data):
		return utf8Name
	}
	return windows1252
}

// mostlyUTF8 lets a single damaged character in a UTF-8 file stay one damaged
// character, instead of making every å of the file two strange ones.
func mostlyUTF8(data []byte) bool {
	if utf8.Valid(data) {
		return true
	}
	good, bad := 0, 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		data = data[size:]
	}
	return good > 20*bad
}
