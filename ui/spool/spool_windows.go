package spool

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"

	"fyrtio/core/fault"
)

// Printing on Windows goes through the print spooler: the pages are drawn in the
// program, because Windows itself takes no PDF, and laid on the printer's page with GDI.

var (
	winspool           = windows.NewLazySystemDLL("winspool.drv")
	enumPrinters       = winspool.NewProc("EnumPrintersW")
	defaultPrinter     = winspool.NewProc("GetDefaultPrinterW")
	openPrinter        = winspool.NewProc("OpenPrinterW")
	closePrinter       = winspool.NewProc("ClosePrinter")
	documentProperties = winspool.NewProc("DocumentPropertiesW")
	deviceCapabilities = winspool.NewProc("DeviceCapabilitiesW")

	gdi           = windows.NewLazySystemDLL("gdi32.dll")
	createDC      = gdi.NewProc("CreateDCW")
	deleteDC      = gdi.NewProc("DeleteDC")
	deviceCaps    = gdi.NewProc("GetDeviceCaps")
	startDoc      = gdi.NewProc("StartDocW")
	startPage     = gdi.NewProc("StartPage")
	endPage       = gdi.NewProc("EndPage")
	endDoc        = gdi.NewProc("EndDoc")
	abortDoc      = gdi.NewProc("AbortDoc")
	stretchBits   = gdi.NewProc("StretchDIBits")
	stretchMode   = gdi.NewProc("SetStretchBltMode")
	printerLocal  = uintptr(2) // PRINTER_ENUM_LOCAL
	printerShared = uintptr(4) // PRINTER_ENUM_CONNECTIONS
)

// Can reports whether there is something to print with.
func (s *System) Can() bool { return s.draw != nil }

// printerInfo2 is PRINTER_INFO_2.
type printerInfo2 struct {
	server, name, share, port, driver, comment, location                                     *uint16
	devMode                                                                                  uintptr
	separator, processor, datatype, parameters                                               *uint16
	security                                                                                 uintptr
	attributes, priority, defaultPriority, startTime, untilTime, status, jobs, averageMinute uint32
}

// Status and attributes of a printer that lets jobs wait.
const (
	statusPaused, statusError, statusJam, statusOut, statusOffline = 0x1, 0x2, 0x8, 0x10, 0x80
	attributeOffline                                               = 0x400
)

// Printers lists the printers of the system, the usual one first.
func (s *System) Printers(ctx context.Context) ([]Printer, error) {
	const level = 2
	var need, n uint32
	flags := printerLocal | printerShared
	_, _, _ = enumPrinters.Call(flags, 0, level, 0, 0, uintptr(unsafe.Pointer(&need)), uintptr(unsafe.Pointer(&n)))
	if need == 0 {
		return nil, fault.New(fault.Refused, "printing.err.none")
	}
	buf := make([]byte, need)
	ok, _, err := enumPrinters.Call(flags, 0, level, uintptr(unsafe.Pointer(&buf[0])), uintptr(need), uintptr(unsafe.Pointer(&need)), uintptr(unsafe.Pointer(&n)))
	if ok == 0 {
		return nil, fault.Wrap(fault.Refused, fmt.Errorf("list the printers: %w", err), "printing.err.none")
	}
	if n == 0 {
		return nil, fault.New(fault.Refused, "printing.err.none")
	}
	usual := usualPrinter()
	var list []Printer
	for _, p := range unsafe.Slice((*printerInfo2)(unsafe.Pointer(&buf[0])), n) {
		one := Printer{Name: windows.UTF16PtrToString(p.name)}
		for _, part := range []*uint16{p.comment, p.location} {
			text := windows.UTF16PtrToString(part)
			switch {
			case text == "" || text == one.Name:
			case one.Info == "":
				one.Info = text
			default:
				one.Info += " · " + text
			}
		}
		one.Stopped = p.status&(statusPaused|statusError|statusJam|statusOut|statusOffline) != 0 || p.attributes&attributeOffline != 0
		one.Default = one.Name == usual
		list = append(list, one)
	}
	runtime.KeepAlive(buf)
	for i, p := range list {
		if p.Default {
			list[0], list[i] = list[i], list[0]
		}
	}
	return list, ctx.Err()
}

func usualPrinter() string {
	var n uint32
	_, _, _ = defaultPrinter.Call(0, uintptr(unsafe.Pointer(&n)))
	if n == 0 {
		return ""
	}
	buf := make([]uint16, n)
	if ok, _, _ := defaultPrinter.Call(uintptr(unsafe.Pointer(&buf[0])), uintptr(unsafe.Pointer(&n))); ok == 0 {
		return ""
	}
	return windows.UTF16ToString(buf)
}

// devMode is the part of DEVMODEW that every driver has; what is its own follows it.
type devMode struct {
	device                                                                    [32]uint16
	specVersion, driverVersion, size, extra                                   uint16
	fields                                                                    uint32
	orientation, paper, length, width, scale, copies, source, quality         int16
	color, duplex, yResolution, trueType, collate                             int16
	form                                                                      [32]uint16
	pixels                                                                    uint16
	bits, pelsWidth, pelsHeight, flags, frequency, icm, intent, media, dither uint32
	reserved1, reserved2, panningWidth, panningHeight                         uint32
}

const (
	dmOrientation, dmPaper, dmScale, dmCopies, dmDuplex, dmCollate = 0x1, 0x2, 0x10, 0x100, 0x1000, 0x8000
	dmOut, dmIn                                                    = 2, 8 // of DocumentProperties
	duplexSimplex, duplexVertical                                  = 1, 2 // vertical: turned over the long edge
	paperA4                                                        = 9
	capsCopies                                                     = 18 // DC_COPIES
)

// settings asks the driver for its settings with ours put in. copies tells how many
// copies the driver does not make itself.
func settings(printer *uint16, j Job) (mode []byte, copies int, err error) {
	var handle windows.Handle
	if ok, _, err := openPrinter.Call(uintptr(unsafe.Pointer(printer)), uintptr(unsafe.Pointer(&handle)), 0); ok == 0 {
		return nil, 0, fmt.Errorf("open the printer: %w", err)
	}
	defer func() { _, _, _ = closePrinter.Call(uintptr(handle)) }()
	size, _, err := documentProperties.Call(0, uintptr(handle), uintptr(unsafe.Pointer(printer)), 0, 0, 0)
	if int32(size) < int32(unsafe.Sizeof(devMode{})) {
		return nil, 0, fmt.Errorf("ask for the printer's settings: %w", err)
	}
	mode = make([]byte, int(size)+64) // some drivers write a little more than they say
	if r, _, err := documentProperties.Call(0, uintptr(handle), uintptr(unsafe.Pointer(printer)), uintptr(unsafe.Pointer(&mode[0])), 0, dmOut); int32(r) < 0 {
		return nil, 0, fmt.Errorf("read the printer's settings: %w", err)
	}
	m := (*devMode)(unsafe.Pointer(&mode[0]))
	m.orientation, m.paper, m.scale, m.duplex, m.collate, m.copies = 1, paperA4, 100, duplexSimplex, 1, 1
	m.fields |= dmOrientation | dmPaper | dmScale | dmDuplex | dmCollate | dmCopies
	if j.Sides == TwoSided {
		m.duplex = duplexVertical
	}
	copies = max(1, min(j.Copies, MaxCopies))
	if can, _, _ := deviceCapabilities.Call(uintptr(unsafe.Pointer(printer)), 0, capsCopies, 0, 0); int32(can) >= int32(copies) {
		m.copies, copies = int16(copies), 1
	}
	r, _, err := documentProperties.Call(0, uintptr(handle), uintptr(unsafe.Pointer(printer)), uintptr(unsafe.Pointer(&mode[0])), uintptr(unsafe.Pointer(&mode[0])), dmIn|dmOut)
	if int32(r) < 0 {
		return nil, 0, fmt.Errorf("set the printer up: %w", err)
	}
	return mode, copies, nil
}

// docInfo is DOCINFOW.
type docInfo struct {
	size         int32
	name, output *uint16
	datatype     *uint16
	kind         uint32
}

// chunk is how many pages are one document of the queue: a drawn page takes a few
// megabytes there, and the printer lets go of a document when it is done.
const chunk = 100

// Print draws a file's pages on a printer and returns when the spooler has them all.
func (s *System) Print(ctx context.Context, path string, j Job) (Sent, error) {
	pdf, err := os.ReadFile(path)
	if err != nil {
		return Sent{}, fmt.Errorf("read the paper: %w", err)
	}
	printer, err := windows.UTF16PtrFromString(j.Printer)
	if err != nil {
		return Sent{}, fmt.Errorf("name the printer: %w", err)
	}
	runtime.LockOSThread() // GDI keeps to the thread
	defer runtime.UnlockOSThread()
	err = s.print(ctx, pdf, printer, j)
	switch {
	case ctx.Err() != nil:
		return Sent{}, ctx.Err()
	case err != nil:
		return Sent{}, fault.Wrap(fault.Refused, err, "printing.err.printer")
	}
	return Sent{Printer: j.Printer}, nil
}

func (s *System) print(ctx context.Context, pdf []byte, printer *uint16, j Job) error {
	mode, copies, err := settings(printer, j)
	if err != nil {
		return err
	}
	device, err := windows.UTF16PtrFromString("WINSPOOL")
	if err != nil {
		return err
	}
	dc, _, err := createDC.Call(uintptr(unsafe.Pointer(device)), uintptr(unsafe.Pointer(printer)), 0, uintptr(unsafe.Pointer(&mode[0])))
	if dc == 0 {
		return fmt.Errorf("open a page of the printer: %w", err)
	}
	defer func() { _, _, _ = deleteDC.Call(dc) }()
	p := newPlate(dc)
	for range copies {
		if err := s.document(ctx, pdf, p, j); err != nil {
			return err
		}
	}
	runtime.KeepAlive(mode)
	return nil
}

// document sends the pages, some hundred a document.
func (s *System) document(ctx context.Context, pdf []byte, p *plate, j Job) error {
	title, err := windows.UTF16PtrFromString(j.Title)
	if err != nil {
		return err
	}
	open := false
	defer func() {
		if open {
			_, _, _ = abortDoc.Call(p.dc)
		}
	}()
	end := func() error {
		open = false
		if r, _, err := endDoc.Call(p.dc); int32(r) <= 0 {
			return fmt.Errorf("end the document: %w", err)
		}
		return nil
	}
	err = s.draw.Pages(ctx, pdf, j.From, j.To, p.dots, func(page, of int, picture *image.RGBA) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if open && (page-1)%chunk == 0 {
			if err := end(); err != nil {
				return err
			}
		}
		if !open {
			info := docInfo{name: title}
			info.size = int32(unsafe.Sizeof(info))
			if r, _, err := startDoc.Call(p.dc, uintptr(unsafe.Pointer(&info))); int32(r) <= 0 {
				return fmt.Errorf("begin the document: %w", err)
			}
			open = true
		}
		if r, _, err := startPage.Call(p.dc); int32(r) <= 0 {
			return fmt.Errorf("begin a page: %w", err)
		}
		if err := p.lay(picture); err != nil {
			return err
		}
		if r, _, err := endPage.Call(p.dc); int32(r) <= 0 {
			return fmt.Errorf("end a page: %w", err)
		}
		if j.Progress != nil {
			j.Progress(page, of)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if !open {
		return errors.New("the paper has no such page")
	}
	return end()
}

// plate is the printer's page: how it is measured and where its printable area begins.
type plate struct {
	dc               uintptr
	dpiX, dpiY       int
	offsetX, offsetY int
	dots             int // an inch, of the pictures
}

// Indexes of GetDeviceCaps, and how pictures are stretched.
const (
	capDotsX, capDotsY, capOffsetX, capOffsetY = 88, 90, 112, 113
	halftone                                   = 4
	sourceCopy                                 = 0x00CC0020
)

// mostDots is how fine a page is drawn: finer text costs the queue more than it shows.
const mostDots = 300

func newPlate(dc uintptr) *plate {
	get := func(index uintptr) int {
		v, _, _ := deviceCaps.Call(dc, index)
		return int(int32(v))
	}
	p := &plate{dc: dc, dpiX: max(72, get(capDotsX)), dpiY: max(72, get(capDotsY)), offsetX: get(capOffsetX), offsetY: get(capOffsetY)}
	p.dots = min(mostDots, p.dpiX)
	_, _, _ = stretchMode.Call(dc, halftone)
	return p
}

// bitmapInfo is BITMAPINFO with the greys of a picture without colour.
type bitmapInfo struct {
	size               uint32
	width, height      int32
	planes, bits       uint16
	compression, image uint32
	dotsX, dotsY       int32
	used, important    uint32
	colors             [256]uint32
}

// lay puts a page's picture on the printer's page in actual size.
func (p *plate) lay(picture *image.RGBA) error {
	info := bitmapInfo{planes: 1}
	info.size = uint32(unsafe.Offsetof(info.colors))
	for i := range info.colors {
		info.colors[i] = uint32(i)<<16 | uint32(i)<<8 | uint32(i)
	}
	return stamps(picture, func(s stamp) error {
		info.width, info.height = int32(s.at.Dx()), -int32(s.at.Dy()) // from the top
		info.bits = 24
		if s.grey {
			info.bits = 8
		}
		x0, y0 := s.at.Min.X*p.dpiX/p.dots, s.at.Min.Y*p.dpiY/p.dots
		x1, y1 := s.at.Max.X*p.dpiX/p.dots, s.at.Max.Y*p.dpiY/p.dots
		r, _, err := stretchBits.Call(p.dc, uintptr(x0-p.offsetX), uintptr(y0-p.offsetY), uintptr(x1-x0), uintptr(y1-y0),
			0, 0, uintptr(s.at.Dx()), uintptr(s.at.Dy()), uintptr(unsafe.Pointer(&s.bits[0])), uintptr(unsafe.Pointer(&info)), 0, sourceCopy)
		if r == 0 || int32(r) == -1 {
			return fmt.Errorf("draw on the page: %w", err)
		}
		return nil
	})
}
