package paper

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"fyrtio/core/say"
)

// finisher puts into a PDF what the library has no way to say: the language, for screen
// readers; that the title and not the file name is shown; and that both sides of the
// sheet are used. All of it stands in the catalog, the last object of the file, so only
// the place of the table of objects moves.
type finisher struct {
	w      io.Writer
	lang   say.Lang
	duplex bool
}

// Write gets the whole file at once.
func (f finisher) Write(pdf []byte) (int, error) {
	catalog, end := []byte("/Type /Catalog\n"), []byte("startxref\n")
	at, ref := bytes.LastIndex(pdf, catalog), bytes.LastIndex(pdf, end)
	if at < 0 || ref < at {
		return 0, errors.New("the PDF has no catalog at its end")
	}
	at, ref = at+len(catalog), ref+len(end)
	digits := bytes.IndexByte(pdf[ref:], '\n')
	table, err := strconv.Atoi(string(pdf[ref : ref+max(digits, 0)]))
	if err != nil {
		return 0, fmt.Errorf("read the place of the PDF's table: %w", err)
	}
	lang := "sv-SE"
	if f.lang == say.English {
		lang = "en-GB"
	}
	more := "/Lang (" + lang + ")\n/ViewerPreferences << /DisplayDocTitle true"
	if f.duplex {
		more += " /Duplex /DuplexFlipLongEdge"
	}
	more += " >>\n"
	for _, part := range [][]byte{pdf[:at], []byte(more), pdf[at:ref], strconv.AppendInt(nil, int64(table+len(more)), 10), pdf[ref+digits:]} {
		if _, err := f.w.Write(part); err != nil {
			return 0, err
		}
	}
	return len(pdf), nil
}
