//go:build windows

package spool

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"os"
	"path/filepath"
	"testing"
)

// ruler draws pages with a frame 20 mm from the edges, so that their size can be measured.
type ruler struct{ pages int }

func (r ruler) Pages(ctx context.Context, _ []byte, from, to, dots int, each func(page, of int, picture *image.RGBA) error) error {
	if from < 1 {
		from, to = 1, r.pages
	}
	mm := func(v float64) int { return int(v * float64(dots) / 25.4) }
	for page := from; page <= to; page++ {
		p := image.NewRGBA(image.Rect(0, 0, mm(210), mm(297)))
		draw.Draw(p, p.Rect, image.White, image.Point{}, draw.Src)
		frame := image.Rect(mm(20), mm(20), mm(190), mm(277))
		draw.Draw(p, frame, image.NewUniform(color.RGBA{11, 76, 85, 255}), image.Point{}, draw.Src)
		draw.Draw(p, frame.Inset(mm(1)), image.White, image.Point{}, draw.Src)
		if err := each(page-from+1, to-from+1, p); err != nil {
			return err
		}
	}
	return nil
}

// TestSpoolerPrints prints three pages twice on the printer that FYRTIO_PRINTER names.
func TestSpoolerPrints(t *testing.T) {
	s := New(ruler{pages: 5})
	name := os.Getenv("FYRTIO_PRINTER")
	if name == "" {
		t.Skip("FYRTIO_PRINTER names no printer to print on")
	}
	list, err := s.Printers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, p := range list {
		t.Logf("%+v", p)
		found = found || p.Name == name
	}
	if !found {
		t.Fatal("no printer ", name)
	}
	path := filepath.Join(t.TempDir(), "papper.pdf")
	if err := os.WriteFile(path, []byte("%PDF"), 0o600); err != nil {
		t.Fatal(err)
	}
	told := 0
	sent, err := s.Print(t.Context(), path, Job{Printer: name, Title: "Prov", Copies: 2, Sides: TwoSided, From: 2, To: 4, Progress: func(int, int) { told++ }})
	if err != nil || sent.Printer != name || told < 3 {
		t.Fatalf("%+v, %v, told %d times", sent, err, told)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Print(gone, path, Job{Printer: name, Title: "Prov", Copies: 1, Sides: OneSided}); err == nil {
		t.Error("printed for nobody")
	}
}
