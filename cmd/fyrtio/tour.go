package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"github.com/go-gl/gl/v2.1/gl"
	"github.com/go-gl/glfw/v3.4/glfw"

	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui"
	"fyrtio/ui/shell"
)

// tourTime is how long the tour may take before it is given up.
const tourTime = 2 * time.Minute

// guide walks through the program and takes a picture of each place. It runs beside
// Fyne's thread and waits for two things only: that the page has read its data, and
// that the window has been drawn since.
type guide struct {
	program *ui.App
	window  fyne.Window
	dir     string
	stage   *fyne.Container // the window's content with the eye over it
	eye     *canvas.Raster
	drawn   chan struct{}
	gl      *glfw.Window // Fyne's window, as the one that was drawn in
	ctx     context.Context
}

// tour unlocks with FYRTIO_PASSPHRASE and leaves a picture of each place in a folder.
func tour(program *ui.App, w fyne.Window, o options) error {
	if err := os.MkdirAll(o.screenshots, 0o755); err != nil {
		return err
	}
	g := &guide{program: program, window: w, dir: o.screenshots, drawn: make(chan struct{}, 1)}
	g.eye = canvas.NewRaster(func(int, int) image.Image {
		g.gl = glfw.GetCurrentContext()
		select {
		case g.drawn <- struct{}{}:
		default:
		}
		return image.NewRGBA(image.Rect(0, 0, 1, 1))
	})
	g.eye.Resize(fyne.NewSize(1, 1))
	var cancel context.CancelFunc
	g.ctx, cancel = context.WithTimeout(context.Background(), tourTime)
	defer cancel()

	if err := g.picture("01-unlock"); err != nil {
		return err
	}
	store, err := data.Open(g.ctx, o.data, data.Options{User: o.user, Passphrase: os.Getenv("FYRTIO_PASSPHRASE"), Clock: o.clock})
	if err != nil {
		return err
	}
	fyne.DoAndWait(func() { program.Enter(store) })
	if err := g.picture("02-today"); err != nil {
		return err
	}
	stops, err := g.stops(store)
	if err != nil {
		return err
	}
	for _, s := range stops {
		if err := g.stop(s); err != nil {
			return err
		}
	}
	return nil
}

// stop is a place of the tour.
type stop struct {
	name  string
	route shell.Route
}

func (g *guide) stop(s stop) error {
	there := false
	fyne.DoAndWait(func() {
		g.program.Shell().Go(s.route)
		there = g.program.Shell().Route() == s.route
	})
	if !there {
		return fmt.Errorf("%s cannot be shown", s.name)
	}
	return g.picture(s.name)
}

// stops finds people at whom there is something to see.
func (g *guide) stops(store *data.Store) ([]stop, error) {
	stops := []stop{{"03-participants", shell.ToPeople{}}}
	unshielded := false
	for _, want := range []struct {
		name   string
		filter data.Filter
		route  func(data.Row) shell.Route
	}{
		{"04-participant", data.Filter{States: []journey.State{journey.StateBooked}},
			func(r data.Row) shell.Route { return shell.ToPerson{ID: r.Participant, Cohort: r.Cohort} }},
		{"07-form", data.Filter{Form: []journey.FormStatus{journey.FormBegun}},
			func(r data.Row) shell.Route { return shell.ToForm{ID: r.Participant} }},
		{"08-star", data.Filter{States: []journey.State{journey.StateDone}, Form: []journey.FormStatus{journey.FormComplete}},
			func(r data.Row) shell.Route { return shell.ToStar{ID: r.Participant} }},
	} {
		want.filter.Protected, want.filter.Limit = &unshielded, 1
		list, err := store.Participants(g.ctx, want.filter)
		if err != nil {
			return nil, err
		}
		for _, r := range list.Rows {
			stops = append(stops, stop{want.name, want.route(r)})
		}
		if want.name == "04-participant" {
			stops = append(stops, stop{"05-import", shell.ToImport{}}, stop{"06-letters", shell.ToLetters{}}, stop{"09-bookings", shell.ToBookings{}})
		}
	}
	return append(stops, stop{"10-progress", shell.ToReport{}}, stop{"11-report", shell.ToReport{Yearly: true}}), nil
}

// picture waits until the page is ready and drawn, and keeps what the window shows.
func (g *guide) picture(name string) error {
	for settled := false; !settled; {
		if err := g.ctx.Err(); err != nil {
			return fmt.Errorf("%s is not ready: %w", name, err)
		}
		fyne.DoAndWait(func() { settled = g.program.Shell() == nil || g.program.Shell().Settled() })
		if !settled {
			if err := g.draw(); err != nil {
				return fmt.Errorf("%s is not drawn: %w", name, err)
			}
		}
	}
	if err := g.draw(); err != nil {
		return fmt.Errorf("%s is not drawn: %w", name, err)
	}
	var img image.Image
	fyne.DoAndWait(func() { img = g.capture() })
	f, err := os.Create(filepath.Join(g.dir, name+".png"))
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, img), f.Close())
}

// capture gives what the window shows. Fyne reads what is on the screen; with Mesa's
// software drawing that is black, and what was drawn last is read instead.
func (g *guide) capture() image.Image {
	img := g.window.Canvas().Capture()
	if r, green, b, _ := img.At(img.Bounds().Dx()/2, img.Bounds().Dy()-2).RGBA(); r+green+b > 0 || gl.Init() != nil {
		return img
	}
	g.gl.MakeContextCurrent()
	defer glfw.DetachCurrentContext()
	w, h := g.gl.GetFramebufferSize()
	drawn := image.NewRGBA(image.Rect(0, 0, w, h))
	gl.ReadBuffer(gl.BACK)
	gl.ReadPixels(0, 0, int32(w), int32(h), gl.RGBA, gl.UNSIGNED_BYTE, gl.Ptr(drawn.Pix))
	upright := image.NewRGBA(drawn.Rect)
	for y := range h {
		copy(upright.Pix[y*upright.Stride:][:4*w], drawn.Pix[(h-1-y)*drawn.Stride:])
	}
	for i := 3; i < len(upright.Pix); i += 4 {
		upright.Pix[i] = 0xff
	}
	return upright
}

// draw has the window drawn and waits for it: the eye is drawn last, and tells.
func (g *guide) draw() error {
	select {
	case <-g.drawn: // an old one
	default:
	}
	fyne.DoAndWait(func() {
		if c, ok := g.window.Content().(*fyne.Container); !ok || c != g.stage {
			g.stage = container.NewStack(g.window.Content(), container.NewWithoutLayout(g.eye))
			g.window.SetContent(g.stage)
			if s := g.program.Shell(); s != nil {
				s.Page().Focus()
			}
		}
		canvas.Refresh(g.eye)
	})
	select {
	case <-g.drawn:
		return nil
	case <-g.ctx.Done():
		return g.ctx.Err()
	}
}
