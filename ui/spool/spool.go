// Package spool hands PDFs to the system's printing: CUPS where there is lp, the print
// spooler on Windows. It opens no network of its own; what the system does with a
// printer that stands elsewhere is the system's. Papers are always printed in their
// actual size: the address must lie where the envelope has its window.
package spool

import (
	"context"
	"image"
)

// Printer is a printer of the system.
type Printer struct {
	Name    string // what the system calls it
	Info    string // description and place as the system gives them, may be ""
	Default bool   // the one that the system takes when none is named
	Stopped bool   // paused or faulty: what is sent to it waits
}

// Sides says how sheets are printed.
type Sides string

// The ways; letters turn over their long edge.
const (
	OneSided Sides = "one-sided"
	TwoSided Sides = "two-sided-long-edge"
)

// Job says how a file is to be printed.
type Job struct {
	Printer  string
	Title    string // shown in the printer's queue: nothing personal in it
	Copies   int    // 1 to MaxCopies
	Sides    Sides
	From, To int // pages, counted from 1; both 0 is all of them
	// Progress is told after each page where the program draws the pages itself; may be nil.
	Progress func(page, pages int)
}

// MaxCopies bounds a slip of the finger.
const MaxCopies = 99

// Sent is what the system has taken.
type Sent struct {
	Printer string
	Job     string // the system's number of the job, "" if it gives none
}

// Drawer draws the pages of a PDF in order, from and to counted from 1, dots fine; it
// is needed where the system does not take PDFs (Windows).
type Drawer interface {
	Pages(ctx context.Context, pdf []byte, from, to, dots int, each func(page, of int, picture *image.RGBA) error) error
}

// System is the printing of this computer.
type System struct{ draw Drawer }

// New gives the system's printing. draw may be nil where the system takes PDFs.
func New(draw Drawer) *System { return &System{draw} }
