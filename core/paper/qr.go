package paper

import (
	"fmt"

	"github.com/boombuler/barcode/qr"
)

// matrix is a QR code as runs of dark modules.
type matrix struct {
	size int
	runs [][3]int // column, row, length
}

// newQR encodes text with the middle level of error correction: a fold or a
// stain on the slip must not matter.
func newQR(text string) (*matrix, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("QR code of %d characters: %w", len(text), err)
	}
	m := &matrix{size: code.Bounds().Dx()}
	dark := func(x, y int) bool {
		r, _, _, _ := code.At(x, y).RGBA()
		return r < 0x8000
	}
	for y := range m.size {
		for x := 0; x < m.size; x++ {
			n := 0
			for x+n < m.size && dark(x+n, y) {
				n++
			}
			if n > 0 {
				m.runs = append(m.runs, [3]int{x, y, n})
				x += n
			}
		}
	}
	return m, nil
}

// qr draws a code as one path of rectangles in a square of the given side; the
// caller leaves white around it. The modules are the units of the drawing, so
// that the file stays small.
func (d *doc) qr(x, y, side float64, m *matrix) {
	unit := side / float64(m.size) / mmPerPoint
	b := append(d.ops[:0], "q "...)
	b = append(ink.append(b), " rg "...)
	b = append(fine(b, unit), "0 0 "...)
	b = fine(b, -unit)
	b = append(at(b, point{x, y}), "cm "...)
	for _, r := range m.runs {
		b = num(num(num(b, float64(r[0])), float64(r[1])), float64(r[2]))
		b = append(b, "1 re "...)
	}
	d.note([]point{{x, y}, {x + side, y + side}})
	d.paint(b, &ink, nil)
}
