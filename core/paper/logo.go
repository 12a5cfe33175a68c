package paper

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	_ "image/jpeg" // logos come as JPEG …
	"image/png"    // … or PNG

	"github.com/jung-kurt/gofpdf"
	"golang.org/x/image/draw"

	"fyrtio/core/fault"
)

// Logo is the clinic's logo as it is printed: a picture without transparency.
type Logo struct {
	ID   string // names the picture: the beginning of its hash
	W, H int    // pixels
	PNG  []byte `json:"-"` // kept apart from what refers to it
}

// The bounds of a logo. It is printed 11 mm high at most, so more than 300 dots an inch
// would only swell every file.
const (
	logoFile   = 10 << 20   // bytes
	logoPixels = 40_000_000 // of the picture as given
	logoW      = 850        // pixels as kept: 72 mm at 300 dpi …
	logoH      = 260        // … and 22 mm
)

// ReadLogo reads a PNG or JPEG picture and makes it fit to print: on white, no larger
// than needed, in a form that every reader of PDF shows. SVG is refused with the advice to
// save it as PNG: the one Go library for it that is kept up, oksvg, fills the holes of
// evenodd paths, does not scale the width of lines and draws no text, and a logo with
// filled letters is worse than none.
func ReadLogo(file []byte) (*Logo, error) {
	if len(file) > logoFile {
		return nil, fault.New(fault.Refused, "paper.err.logo.size", "Max", logoFile>>20)
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || format != "png" && format != "jpeg" {
		if bytes.Contains(file[:min(len(file), 4096)], []byte("<svg")) {
			return nil, fault.New(fault.Refused, "paper.err.logo.svg")
		}
		return nil, fault.New(fault.Refused, "paper.err.logo.kind")
	}
	if config.Width < 20 || config.Height < 20 || config.Width > logoPixels/config.Height {
		return nil, fault.New(fault.Refused, "paper.err.logo.pixels", "W", config.Width, "H", config.Height)
	}
	picture, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, fault.New(fault.Refused, "paper.err.logo.kind")
	}
	from := inked(picture)
	w, h := from.Dx(), from.Dy()
	if scale := min(float64(logoW)/float64(w), float64(logoH)/float64(h)); scale < 1 {
		w, h = max(1, int(float64(w)*scale)), max(1, int(float64(h)*scale))
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.CatmullRom.Scale(out, out.Bounds(), picture, from, draw.Over, nil)
	var kept bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&kept, opaque{out}); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(kept.Bytes())
	return &Logo{ID: hex.EncodeToString(sum[:8]), W: w, H: h, PNG: kept.Bytes()}, nil
}

// opaque tells the encoder that no pixel is transparent: the file has no alpha channel.
type opaque struct{ *image.RGBA }

func (opaque) Opaque() bool { return true }

// inked gives the part of a picture that is not its empty margin, so that logos of
// different makers stand in line. A picture of nothing is kept whole.
func inked(p image.Image) image.Rectangle {
	b := p.Bounds()
	empty := func(x, y int) bool {
		r, g, bl, a := p.At(x, y).RGBA()
		if a < 0x0800 {
			return true
		}
		const white = 0xffff - 0x0500
		return a == 0xffff && r > white && g > white && bl > white
	}
	row := func(y int) bool {
		for x := b.Min.X; x < b.Max.X; x++ {
			if !empty(x, y) {
				return false
			}
		}
		return true
	}
	column := func(x int) bool {
		for y := b.Min.Y; y < b.Max.Y; y++ {
			if !empty(x, y) {
				return false
			}
		}
		return true
	}
	whole := b
	for b.Min.Y < b.Max.Y && row(b.Min.Y) {
		b.Min.Y++
	}
	if b.Empty() {
		return whole
	}
	for row(b.Max.Y - 1) {
		b.Max.Y--
	}
	for column(b.Min.X) {
		b.Min.X++
	}
	for column(b.Max.X - 1) {
		b.Max.X--
	}
	return b
}

// logoAt draws the logo in a box, its left edge at x and its middle at y, and gives its width.
func (d *doc) logoAt(l *Logo, x, y, w, h float64) float64 {
	scale := min(w/float64(l.W), h/float64(l.H))
	w, h = float64(l.W)*scale, float64(l.H)*scale
	options := gofpdf.ImageOptions{ImageType: "PNG"}
	d.stamp(fmt.Sprint("logo ", x, y, w), func() {
		d.pdf.RegisterImageOptionsReader("logo", options, bytes.NewReader(l.PNG))
		d.pdf.ImageOptions("logo", x, y-h/2, w, h, false, options, 0, "")
	})
	d.note([]point{{x, y - h/2}, {x + w, y + h/2}})
	return w
}
