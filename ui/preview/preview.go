// Package preview turns a page of a PDF into a picture for the screen: the very PDF
// that is printed, drawn by PDFium as WebAssembly inside the program. It reads no
// file and has no network.
package preview

import (
	"context"
	"fmt"
	"image"
	"io"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Renderer draws pages. It starts PDFium at the first page, on the caller's
// goroutine; with a cache folder only the first start of an installation is slow.
//
// One serves all pages of the program. PDFium's memory is let go of when no page has
// been drawn for a while.
type Renderer struct {
	cache string

	mu    sync.Mutex
	rest  *time.Timer
	pool  pdfium.Pool
	pdf   pdfium.Pdfium
	store wazero.CompilationCache
}

// New gives a renderer that keeps the compiled PDFium in a folder; "" keeps it nowhere.
// The folder holds no data of anybody.
func New(cache string) *Renderer { return &Renderer{cache: cache} }

const waitForWorker = 30 * time.Second

// rest is how long PDFium waits for another page.
const rest = 2 * time.Minute

// used puts the rest off. The caller holds the lock.
func (r *Renderer) used() {
	if r.pdf == nil {
		return
	}
	if r.rest == nil {
		r.rest = time.AfterFunc(rest, r.Close)
		return
	}
	r.rest.Reset(rest)
}

func (r *Renderer) start() error {
	if r.pdf != nil {
		return nil
	}
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	if r.cache != "" {
		if c, err := wazero.NewCompilationCacheWithDir(r.cache); err == nil { // without it it is slow, not wrong
			r.store = c
			config = config.WithCompilationCache(c)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{MinIdle: 0, MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config,
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard})
	if err != nil {
		r.close()
		return fmt.Errorf("start the preview: %w", err)
	}
	r.pool = pool
	if r.pdf, err = pool.GetInstance(waitForWorker); err != nil {
		r.close()
		return fmt.Errorf("start the preview: %w", err)
	}
	return nil
}

// Page draws a page (from 0) of a PDF so that it is width × height pixels at most, and
// tells how many pages there are. A page beyond the last gives the last.
func (r *Renderer) Page(ctx context.Context, pdf []byte, page, width, height int) (picture *image.RGBA, pages int, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, 0, err // another page is wanted by now
	}
	if err := r.start(); err != nil {
		return nil, 0, err
	}
	defer r.used()
	doc, err := r.pdf.OpenDocument(&requests.OpenDocument{File: &pdf})
	if err != nil {
		return nil, 0, fmt.Errorf("open the page: %w", err)
	}
	defer r.pdf.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc.Document})
	count, err := r.pdf.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, 0, fmt.Errorf("count the pages: %w", err)
	}
	page = max(0, min(page, count.PageCount-1))
	drawn, err := r.pdf.RenderPageInPixels(&requests.RenderPageInPixels{Width: width, Height: height,
		Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: page}}})
	if err != nil {
		return nil, 0, fmt.Errorf("draw the page: %w", err)
	}
	defer drawn.Cleanup()
	return copied(drawn.Result.RenderedImage), count.PageCount, nil
}

// Close ends PDFium and lets its memory go. The next page starts it again.
func (r *Renderer) Close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.close()
}

func (r *Renderer) close() {
	if r.rest != nil {
		r.rest.Stop()
		r.rest = nil
	}
	if r.pdf != nil {
		_ = r.pdf.Close() // it goes with the pool in any case
	}
	if r.pool != nil {
		_ = r.pool.Close()
	}
	if r.store != nil {
		_ = r.store.Close(context.Background())
	}
	r.pdf, r.pool, r.store = nil, nil, nil
}
