package paper

import (
	"fmt"
	"strconv"

	"fyrtio/core/letter"
)

// QR codes are made here and not by the barcode library: choosing the mask takes
// that one longer than all the rest of a letter. The tests hold every module
// against the library's. Byte mode, error correction M, versions 1–3, which are the
// ones with a single block: up to 42 bytes, where a letter number with its mark takes 8.

// qrSizes are the versions: data and correction bytes, side in modules.
var qrSizes = []struct{ data, ecc, side int }{{16, 10, 21}, {28, 16, 25}, {44, 26, 29}}

// matrix is a QR code: which modules are dark, and which belong to its frame.
type matrix struct {
	size  int
	dark  [29][29]bool // [row][column]
	fixed [29][29]bool
}

// scanned gives what a code holds: what a scanner types then begins with the mark.
func scanned(text string) string { return string(letter.ScanMark) + text }

// newQR encodes text with the mask that scanners read best.
func newQR(text string) (*matrix, error) {
	words, version, err := qrWords(text)
	if err != nil {
		return nil, err
	}
	base := &matrix{size: qrSizes[version].side}
	base.frame()
	base.fill(words)
	var best *matrix
	least := 0
	for mask := range 8 {
		m := base.masked(mask)
		if p := m.penalty(); best == nil || p < least {
			best, least = m, p
		}
	}
	return best, nil
}

// qrWords gives the data with its Reed–Solomon correction bytes.
func qrWords(text string) ([]byte, int, error) {
	version := 0
	for version < len(qrSizes) && len(text) > qrSizes[version].data-2 {
		version++
	}
	if version == len(qrSizes) {
		return nil, 0, fmt.Errorf("QR code: %d bytes are more than fit", len(text))
	}
	v := qrSizes[version]
	// Mode 4 (bytes), the length, the bytes, four bits of end, then padding.
	out := make([]byte, 0, v.data+v.ecc)
	carry := byte(4)
	for _, b := range append([]byte{byte(len(text))}, text...) {
		out = append(out, carry<<4|b>>4)
		carry = b & 15
	}
	out = append(out, carry<<4)
	for pad := byte(0xEC); len(out) < v.data; pad ^= 0xEC ^ 0x11 {
		out = append(out, pad)
	}
	return append(out, correction(out, v.ecc)...), version, nil
}

// correction gives n Reed–Solomon bytes over GF(256) with the polynomial 0x11D.
func correction(data []byte, n int) []byte {
	gen := make([]byte, n) // the generator without its leading 1
	gen[n-1] = 1
	root := byte(1)
	for range n {
		for j := range gen {
			gen[j] = gfMul(gen[j], root)
			if j+1 < n {
				gen[j] ^= gen[j+1]
			}
		}
		root = gfMul(root, 2)
	}
	rest := make([]byte, n)
	for _, b := range data {
		f := b ^ rest[0]
		copy(rest, rest[1:])
		rest[n-1] = 0
		for i := range rest {
			rest[i] ^= gfMul(gen[i], f)
		}
	}
	return rest
}

func gfMul(a, b byte) byte {
	var p byte
	for ; b > 0; b >>= 1 {
		if b&1 == 1 {
			p ^= a
		}
		hi := a & 0x80
		a <<= 1
		if hi != 0 {
			a ^= 0x1D
		}
	}
	return p
}

func (m *matrix) set(row, col int, dark bool) {
	m.dark[row][col], m.fixed[row][col] = dark, true
}

// frame draws what every code of the size has, and reserves the format's places.
func (m *matrix) frame() {
	n := m.size
	for i := range n {
		m.set(6, i, i%2 == 0)
		m.set(i, 6, i%2 == 0)
	}
	for _, c := range [][2]int{{3, 3}, {3, n - 4}, {n - 4, 3}} {
		for dr := -4; dr <= 4; dr++ {
			for dc := -4; dc <= 4; dc++ {
				r, c := c[0]+dr, c[1]+dc
				if d := max(dr, -dr, dc, -dc); r >= 0 && r < n && c >= 0 && c < n {
					m.set(r, c, d != 2 && d != 4)
				}
			}
		}
	}
	if n > 21 {
		for dr := -2; dr <= 2; dr++ {
			for dc := -2; dc <= 2; dc++ {
				m.set(n-7+dr, n-7+dc, max(dr, -dr, dc, -dc) != 1)
			}
		}
	}
	m.format(0)
}

// format writes the correction level and the mask, twice.
func (m *matrix) format(mask int) {
	rest := mask // level M is 00
	for range 10 {
		rest = rest<<1 ^ rest>>9*0x537
	}
	bits := (mask<<10 | rest) ^ 0x5412
	bit := func(i int) bool { return bits>>i&1 == 1 }
	n := m.size
	for i := range 6 {
		m.set(i, 8, bit(i))
	}
	m.set(7, 8, bit(6))
	m.set(8, 8, bit(7))
	m.set(8, 7, bit(8))
	for i := 9; i < 15; i++ {
		m.set(8, 14-i, bit(i))
	}
	for i := range 8 {
		m.set(8, n-1-i, bit(i))
	}
	for i := 8; i < 15; i++ {
		m.set(n-15+i, 8, bit(i))
	}
	m.set(n-8, 8, true)
}

// fill lays the bits in their zigzag, two columns at a time from the right.
func (m *matrix) fill(words []byte) {
	i := 0
	for right := m.size - 1; right >= 1; right -= 2 {
		if right == 6 {
			right = 5 // the timing column
		}
		for v := range m.size {
			for _, col := range []int{right, right - 1} {
				row := v
				if (right+1)&2 == 0 {
					row = m.size - 1 - v
				}
				if !m.fixed[row][col] && i < 8*len(words) {
					m.dark[row][col] = words[i>>3]>>(7-i&7)&1 == 1
					i++
				}
			}
		}
	}
}

// masked gives the code with a mask laid over its data.
func (m *matrix) masked(mask int) *matrix {
	out := *m
	for r := range m.size {
		for c := range m.size {
			var flip bool
			switch mask {
			case 0:
				flip = (r+c)%2 == 0
			case 1:
				flip = r%2 == 0
			case 2:
				flip = c%3 == 0
			case 3:
				flip = (r+c)%3 == 0
			case 4:
				flip = (r/2+c/3)%2 == 0
			case 5:
				flip = r*c%2+r*c%3 == 0
			case 6:
				flip = (r*c%2+r*c%3)%2 == 0
			case 7:
				flip = ((r+c)%2+r*c%3)%2 == 0
			}
			if flip && !m.fixed[r][c] {
				out.dark[r][c] = !out.dark[r][c]
			}
		}
	}
	out.format(mask)
	return &out
}

// penalty rates what makes a code hard to read: long runs, blocks, patterns like
// the corners, and much more dark than light.
func (m *matrix) penalty() int {
	n, total, dark := m.size, 0, 0
	for i := range n {
		row, col := 0, 0 // the last eleven modules as bits
		rowRun, colRun := 0, 0
		for j := range n {
			a, b := m.dark[i][j], m.dark[j][i]
			if a {
				dark++
			}
			rowRun = extend(rowRun, j > 0 && a == m.dark[i][j-1], &total)
			colRun = extend(colRun, j > 0 && b == m.dark[j-1][i], &total)
			row, col = (row<<1|bitOf(a))&0x7FF, (col<<1|bitOf(b))&0x7FF
			for _, w := range [2]int{row, col} {
				if j >= 10 && (w == 0x5D0 || w == 0x05D) {
					total += 40
				}
			}
			if i > 0 && j > 0 && a == m.dark[i-1][j] && a == m.dark[i][j-1] && a == m.dark[i-1][j-1] {
				total += 3
			}
		}
	}
	away := max(dark*20-n*n*10, n*n*10-dark*20)
	return total + away/(n*n)*10
}

// extend counts a run of equal modules: 3 points at the fifth, 1 for each more.
func extend(run int, same bool, total *int) int {
	if !same {
		return 1
	}
	run++
	if run == 5 {
		*total += 3
	} else if run > 5 {
		*total++
	}
	return run
}

func bitOf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// qr draws a code in a square of the given side; the caller leaves white around it. It
// is a picture of one bit a module, painted in ink: two hundred bytes where rectangles
// would take thousands, and no seams between its rows.
func (d *doc) qr(x, y, side float64, m *matrix) {
	b := append(d.ops, "q "...)
	b = append(ink.append(b), " rg "...)
	b = append(num(b, side/mmPerPoint), "0 0 "...)
	b = num(b, side/mmPerPoint)
	b = append(d.at(b, point{x, y + side}), "cm BI /W "...)
	b = strconv.AppendInt(b, int64(m.size), 10)
	b = append(b, " /H "...)
	b = strconv.AppendInt(b, int64(m.size), 10)
	b = append(b, " /IM true /BPC 1 /D [1 0] /F /AHx ID "...)
	for r := range m.size {
		for c := 0; c < m.size; c += 8 {
			v := 0
			for bit := range 8 {
				if c+bit < m.size && m.dark[r][c+bit] {
					v |= 0x80 >> bit
				}
			}
			b = append(b, "0123456789ABCDEF"[v>>4], "0123456789ABCDEF"[v&15])
		}
	}
	d.ops = append(b, "> EI Q\n"...)
	d.note([]point{{x, y}, {x + side, y + side}})
}
