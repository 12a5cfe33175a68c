package spool

import "image"

// stamp is a piece of a page with ink on it, as Windows wants it: rows from the top,
// each padded to four bytes; blue, green, red, or one byte of grey where there is no colour.
type stamp struct {
	at   image.Rectangle
	grey bool
	bits []byte
}

// band is how many rows of a page are looked at together. Small bands leave out more of
// the white, which is most of a letter and would fill the printer's queue.
const band = 64

// stamps cuts a page into the pieces that have ink on them and hands over each. Its
// bits are used again for the next.
func stamps(page *image.RGBA, each func(stamp) error) error {
	var s stamp
	for y := page.Rect.Min.Y; y < page.Rect.Max.Y; y += band {
		rows := image.Rect(page.Rect.Min.X, y, page.Rect.Max.X, min(y+band, page.Rect.Max.Y))
		if s.at, s.grey = ink(page, rows); s.at.Empty() {
			continue
		}
		s.fill(page)
		if err := each(s); err != nil {
			return err
		}
	}
	return nil
}

// ink gives the part of some rows that is not white, and whether it has no colour.
func ink(page *image.RGBA, rows image.Rectangle) (at image.Rectangle, grey bool) {
	left, right, top, bottom := rows.Max.X, rows.Min.X, rows.Max.Y, rows.Min.Y
	grey = true
	for y := rows.Min.Y; y < rows.Max.Y; y++ {
		line := page.Pix[page.PixOffset(rows.Min.X, y):][:4*rows.Dx()]
		for i := 0; i < len(line); i += 4 {
			r, g, b := line[i], line[i+1], line[i+2]
			if r&g&b == 0xff {
				continue
			}
			if r != g || g != b {
				grey = false
			}
			x := rows.Min.X + i/4
			left, right, top, bottom = min(left, x), max(right, x+1), min(top, y), max(bottom, y+1)
		}
	}
	if right <= left {
		return image.Rectangle{}, true
	}
	return image.Rect(left, top, right, bottom), grey
}

func (s *stamp) fill(page *image.RGBA) {
	wide := s.at.Dx()
	if !s.grey {
		wide *= 3
	}
	row := (wide + 3) &^ 3
	if n := row * s.at.Dy(); cap(s.bits) < n {
		s.bits = make([]byte, n)
	} else {
		s.bits = s.bits[:n]
		clear(s.bits)
	}
	for y := range s.at.Dy() {
		from := page.Pix[page.PixOffset(s.at.Min.X, s.at.Min.Y+y):][:4*s.at.Dx()]
		to := s.bits[y*row:]
		for x := range s.at.Dx() {
			if s.grey {
				to[x] = from[4*x]
				continue
			}
			to[3*x], to[3*x+1], to[3*x+2] = from[4*x+2], from[4*x+1], from[4*x]
		}
	}
}
