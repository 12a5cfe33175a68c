package paper

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"

	"fyrtio/assets"
)

// weight is one of the two weights that papers use.
type weight int

const (
	regular weight = iota
	bold
)

// placeholder stands for every rune that cannot be printed: visible, so that
// nobody takes the text for whole.
const placeholder = '□'

// lastRune is the end of what is printed: Latin, Greek, Cyrillic, signs. Scripts
// beyond it need shaping, which the PDF library does not do.
const lastRune = 0x2600

// face has the font file and the advance of each rune in thousandths of the
// size; 0 where the font has no glyph.
type face struct {
	file    []byte
	advance [lastRune]uint16
}

var faces = sync.OnceValue(func() *[2]face {
	return &[2]face{loadFace("NotoSans-Regular.ttf"), loadFace("NotoSans-Bold.ttf")}
})

// loadFace reads an embedded font; a fault in it is a fault of the build.
func loadFace(name string) face {
	file, err := assets.Fonts.ReadFile("fonts/" + name)
	if err != nil {
		panic(err)
	}
	font, err := sfnt.Parse(file)
	if err != nil {
		panic(err)
	}
	f := face{file: file}
	var buf sfnt.Buffer
	units := int(font.UnitsPerEm())
	for r := rune(' '); r < lastRune; r++ {
		if !printable(r) {
			continue
		}
		glyph, err := font.GlyphIndex(&buf, r)
		if err != nil || glyph == 0 {
			continue
		}
		// At ppem = units the advance comes in font units.
		adv, err := font.GlyphAdvance(&buf, glyph, fixed.I(units), 0)
		if err != nil || adv <= 0 {
			continue
		}
		f.advance[r] = uint16(adv.Round() * 1000 / units)
	}
	if f.advance[placeholder] == 0 {
		f.advance[placeholder] = boxAdvance
	}
	return f
}

// boxAdvance is the width of the placeholder, which is drawn as a square.
const boxAdvance = 600

// printable reports whether the script of r needs no shaping and r is no
// combining mark (those print beside their letter instead of on it).
func printable(r rune) bool {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
		return false
	}
	switch {
	case r < 0x250, r >= 0x370 && r < 0x530, r >= 0x1E00 && r < 0x2000, r >= 0x2010 && r < lastRune:
		return true
	}
	return r >= 0x2B0 && r < 0x300 // modifier letters: ʼ and the like
}

// standIn spells signs that the font lacks with signs that it has.
var standIn = map[rune]string{'−': "–", '‐': "-", '‑': "-", '‒': "–", '→': "–", '≥': ">=", '≤': "<=", '‚': ",", 'ʹ': "'"}

// clean makes user text fit to print: one form for accented letters, no control,
// soft-hyphen or direction characters, no breaks. Runes without a glyph become
// placeholders and are returned, each once.
func clean(s string) (string, []rune) {
	if isClean(s) {
		return s, nil
	}
	var bad []rune
	var out strings.Builder
	for _, r := range norm.NFC.String(s) {
		switch {
		case r == '\u00a0' || r == '\u202f':
			r = '\u00a0'
		case unicode.IsSpace(r) || unicode.Is(unicode.Zs, r):
			r = ' '
		case unicode.In(r, unicode.Cc, unicode.Cf), r >= 0xFE00 && r <= 0xFE0F:
			continue // soft hyphens, direction marks, joiners, variation selectors
		case r < lastRune && faces()[regular].advance[r] > 0 && faces()[bold].advance[r] > 0:
		case standIn[r] != "":
			out.WriteString(standIn[r])
			continue
		default:
			if !strings.ContainsRune(string(bad), r) {
				bad = append(bad, r)
			}
			r = placeholder
		}
		out.WriteRune(r)
	}
	return out.String(), bad
}

// isClean is the quick way for text that needs nothing done.
func isClean(s string) bool {
	f := faces()
	for _, r := range s {
		if r >= lastRune || f[regular].advance[r] == 0 || f[bold].advance[r] == 0 {
			return false
		}
	}
	return true
}

// tidy cleans and takes the spaces at both ends away, and doubled ones inside.
func tidy(s string) (string, []rune) {
	s, bad := clean(s)
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " "), bad
}

// mmPerPoint turns type sizes into millimetres.
const mmPerPoint = 25.4 / 72

// width gives the width of clean text in mm.
func width(s string, w weight, size float64) float64 {
	adv := &faces()[w].advance
	n := 0
	for _, r := range s {
		if r < lastRune {
			n += int(adv[r])
		}
	}
	return float64(n) * size * mmPerPoint / 1000
}

// upper writes a heading in capitals.
func upper(s string) string { return strings.ToUpper(s) }
