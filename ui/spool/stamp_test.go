package spool

import (
	"errors"
	"image"
	"image/color"
	"testing"
)

// What is handed to Windows, laid on white, is the page again, and white is left out.
func TestStampsAreThePage(t *testing.T) {
	page := image.NewRGBA(image.Rect(0, 0, 101, 400))
	for i := range page.Pix {
		page.Pix[i] = 0xff
	}
	page.Set(7, 3, color.RGBA{10, 10, 10, 255})
	page.Set(100, 60, color.RGBA{0, 0, 0, 255})
	page.Set(50, 130, color.RGBA{11, 76, 85, 255}) // the brand's
	page.Set(52, 131, color.RGBA{200, 200, 200, 255})
	again := image.NewRGBA(page.Rect)
	for i := range again.Pix {
		again.Pix[i] = 0xff
	}
	var greys []bool
	if err := stamps(page, func(s stamp) error {
		greys = append(greys, s.grey)
		row := (s.at.Dx() + 3) &^ 3
		if !s.grey {
			row = (3*s.at.Dx() + 3) &^ 3
		}
		if len(s.bits) != row*s.at.Dy() {
			t.Fatalf("%v has %d bytes", s.at, len(s.bits))
		}
		for y := range s.at.Dy() {
			for x := range s.at.Dx() {
				c := color.RGBA{A: 255}
				if s.grey {
					v := s.bits[y*row+x]
					c.R, c.G, c.B = v, v, v
				} else {
					b := s.bits[y*row+3*x:]
					c.R, c.G, c.B = b[2], b[1], b[0]
				}
				again.SetRGBA(s.at.Min.X+x, s.at.Min.Y+y, c)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(greys) != 2 || !greys[0] || greys[1] {
		t.Errorf("%d pieces, grey %v", len(greys), greys)
	}
	for y := range 400 {
		for x := range 101 {
			if page.RGBAAt(x, y) != again.RGBAAt(x, y) {
				t.Fatalf("%d, %d: %v, not %v", x, y, again.RGBAAt(x, y), page.RGBAAt(x, y))
			}
		}
	}
	broken := errors.New("out of paper")
	if err := stamps(page, func(stamp) error { return broken }); !errors.Is(err, broken) {
		t.Error(err)
	}
}
