package preview

import (
	"context"
	"fmt"
	"image"
	"image/draw"

	"github.com/klippa-app/go-pdfium/requests"
)

// Pages draws pages from and to (counted from 1; both 0 is all) of a PDF for a printer,
// each so many dots an inch, and hands them to each in order with the number of pages.
// A picture is each's own. An error of each ends the drawing and is returned.
func (r *Renderer) Pages(ctx context.Context, pdf []byte, from, to, dots int, each func(page, of int, picture *image.RGBA) error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.start(); err != nil {
		return err
	}
	defer r.used()
	doc, err := r.pdf.OpenDocument(&requests.OpenDocument{File: &pdf})
	if err != nil {
		return fmt.Errorf("open the paper: %w", err)
	}
	defer r.pdf.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc.Document})
	count, err := r.pdf.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return fmt.Errorf("count the pages: %w", err)
	}
	if from < 1 {
		from, to = 1, count.PageCount
	}
	to = min(to, count.PageCount)
	for page := from; page <= to; page++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		drawn, err := r.pdf.RenderPageInDPI(&requests.RenderPageInDPI{DPI: dots,
			Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: page - 1}}})
		if err != nil {
			return fmt.Errorf("draw page %d: %w", page, err)
		}
		picture := copied(drawn.Result.RenderedImage)
		drawn.Cleanup()
		if err := each(page-from+1, to-from+1, picture); err != nil {
			return err
		}
	}
	return nil
}

// copied takes a picture out of PDFium's memory.
func copied(from image.Image) *image.RGBA {
	to := image.NewRGBA(from.Bounds())
	draw.Draw(to, to.Bounds(), from, from.Bounds().Min, draw.Src)
	return to
}
