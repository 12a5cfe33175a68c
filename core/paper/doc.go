package paper

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jung-kurt/gofpdf"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// doc is a PDF in the making. Its methods take mm from the top left corner.
//
// What stands on a page is written here and compressed as soon as the page ends; the
// library makes the file around it: its objects, fonts, pictures and bookmarks. It would
// keep all pages in clear, and twice: sixty megabytes for a file of letters.
type doc struct {
	pdf      *gofpdf.Fpdf // the file, or the stamp that is being drawn
	lang     say.Lang
	duplex   bool // the pages are meant for both sides of the sheets
	page     int
	turned   bool // the pages that follow lie on their long side
	style    style
	coloured bool             // a text colour is set on this page
	stamps   map[string]stamp // by name
	stamping bool             // a stamp is being drawn
	seen     map[string]bool  // what was drawn once, by name
	record   bool             // keep marks
	marks    []mark
	problems []Problem
	bad      []rune   // runes that became placeholders since the last takeBad
	ops      []byte   // what stands on this page or stamp so far
	pages    [][]byte // the pages before this one, compressed
	packer   packer
	fonts    [2]string         // what the file calls them
	used     [2][lastRune]bool // the runes that were written
}

// stamp is what is the same on many pages.
type stamp struct {
	drawn gofpdf.Template
	use   string
}

// newDoc starts a PDF in a language. Title is user text. The date is the only time in the file:
// noon of that day, so that the same input gives the same bytes.
func newDoc(title string, lang say.Lang, date day.Date) *doc {
	pdf := gofpdf.New("P", "mm", "A4", "")
	made := time.Date(date.Year, date.Month, date.Day, 12, 0, 0, 0, time.UTC)
	if date.IsZero() {
		made = time.Date(2000, 1, 1, 12, 0, 0, 0, time.UTC)
	}
	pdf.SetCreationDate(made)
	pdf.SetModificationDate(made)
	pdf.SetCatalogSort(true)
	pdf.SetCompression(false) // the packer does it
	pdf.SetProducer("Fyrtio", true)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	d := &doc{pdf: pdf, lang: lang, stamps: map[string]stamp{}, seen: map[string]bool{}}
	for w, style := range fontStyles {
		pdf.AddUTF8FontFromBytes("noto", style, faces()[w].file)
		set := pdf.CreateTemplate(func(t *gofpdf.Tpl) { t.SetFont("noto", style, 10) }).Bytes()
		_, set, _ = bytes.Cut(set, []byte("BT "))
		name, _, _ := bytes.Cut(set, []byte(" "))
		d.fonts[w] = string(name)
	}
	pdf.SetFont("noto", "", 10) // else the library takes the names of bookmarks for Latin-1
	d.setTitle(title)
	return d
}

// fontStyles is how the library tells the weights apart.
var fontStyles = [2]string{regular: "", bold: "B"}

// setTitle names the file in viewers and print queues. Metadata is UTF-16, whose
// bytes the library escapes; clean keeps it to what it can encode.
func (d *doc) setTitle(title string) {
	title, _ = tidy(title)
	d.pdf.SetTitle(title, true)
}

// bookmark names the page in the reader's list of contents.
func (d *doc) bookmark(name string) {
	d.pdf.Bookmark(name, 0, 0)
}

// newPage starts a page.
func (d *doc) newPage() {
	d.endPage()
	side := "P"
	if d.turned {
		side = "L"
	}
	d.pdf.AddPageFormat(side, gofpdf.SizeType{Wd: sheetW, Ht: sheetH})
	d.page++
	d.style, d.coloured = style{}, false
}

// endPage puts the page away, if there is one.
func (d *doc) endPage() {
	if d.page > len(d.pages) {
		d.pages, d.ops = append(d.pages, bytes.Clone(d.packer.pack(d.ops))), d.ops[:0]
	}
}

// stamp draws what is the same on many pages: kept once in the file under a name.
func (d *doc) stamp(name string, draw func()) {
	if d.record {
		draw() // the record wants the marks of each page
		return
	}
	s, ok := d.stamps[name]
	if !ok {
		pdf, ops, stamping, style, coloured := d.pdf, d.ops, d.stamping, d.style, d.coloured
		s.drawn = pdf.CreateTemplate(func(t *gofpdf.Tpl) {
			d.pdf, d.ops, d.stamping = &t.Fpdf, nil, true
			d.style.size, d.coloured = 0, false
			draw()
			d.pdf.RawWriteStr(string(d.ops))
		})
		d.pdf, d.ops, d.stamping, d.style, d.coloured = pdf, ops, stamping, style, coloured
		s.use = "q /TPL" + s.drawn.ID() + " Do Q\n"
		d.stamps[name] = s
	} else if !d.stamping {
		d.ops = append(d.ops, s.use...)
		return
	}
	if d.stamping { // a stamp in a stamp stands where the library puts it
		d.pdf.RawWriteStr(string(d.ops))
		d.ops = d.ops[:0]
	} else {
		d.ops = append(d.ops, s.use...)
	}
	d.pdf.UseTemplate(s.drawn) // so the file has it; what the library writes on a page is not used
}

// repeated draws what may be the same on many pages: it becomes a stamp when it
// comes for the second time.
func (d *doc) repeated(name string, draw func()) {
	if _, ok := d.stamps[name]; !ok && !d.seen[name] {
		d.seen[name] = true
		draw()
		return
	}
	d.stamp(name, draw)
}

// write ends the document.
func (d *doc) write(w io.Writer) error {
	d.endPage()
	for w, style := range fontStyles {
		d.pdf.CreateTemplate(func(t *gofpdf.Tpl) { // used nowhere: it tells which runes of the font the file needs
			t.SetFont("noto", style, 10)
			var all strings.Builder
			for r, used := range d.used[w] {
				if used {
					all.WriteRune(rune(r))
				}
			}
			t.Text(0, 0, all.String())
		})
	}
	if err := d.pdf.Output(finisher{w, d.lang, d.duplex, d.pages, &d.packer}); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}

// put writes clean text.
func (d *doc) put(x, y float64, st style, s string) {
	if s == "" {
		return
	}
	b := d.ops
	if st.size != d.style.size || st.weight != d.style.weight {
		b = append(append(append(b, "BT "...), d.fonts[st.weight]...), ' ')
		b = append(num(b, st.size), "Tf ET\n"...)
	}
	if st.color != d.style.color || !d.coloured {
		b = append(st.color.append(b), " rg\n"...) // shapes set their own colours within brackets
		d.coloured = true
	}
	d.style = st
	b = append(d.at(append(b, "BT "...), point{x, y}), "Td ("...)
	for _, r := range s {
		if r >= lastRune {
			continue // clean text has none
		}
		d.used[st.weight][r] = true
		for _, c := range [2]byte{byte(r >> 8), byte(r)} {
			switch c {
			case '\\', '(', ')':
				b = append(b, '\\', c)
			case '\r':
				b = append(b, '\\', 'r')
			default:
				b = append(b, c)
			}
		}
	}
	d.ops = append(b, ") Tj ET\n"...)
}

// packer compresses, all with one compressor: a new one for each page would be a
// gigabyte of litter for a thousand letters.
type packer struct {
	w   *zlib.Writer
	out bytes.Buffer
}

// pack compresses b; the result holds until the next.
func (p *packer) pack(b []byte) []byte {
	p.out.Reset()
	if p.w == nil {
		p.w = zlib.NewWriter(&p.out)
	} else {
		p.w.Reset(&p.out)
	}
	p.w.Write(b) // to memory: nothing fails
	p.w.Close()
	return p.out.Bytes()
}
