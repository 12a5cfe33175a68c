package paper

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"fyrtio/core/say"
)

// finisher writes a PDF as the library made it, with what that has no way to say: the
// language, for screen readers; that the title and not the file name is shown; and that
// both sides of the sheet are used. The pages' contents it takes from the document, and
// what else is not compressed it compresses.
type finisher struct {
	w      io.Writer
	lang   say.Lang
	duplex bool
	pages  [][]byte // compressed, in order
	packer *packer
}

// object is where an object of the file begins, by its number.
type object struct{ number, from int }

// Write gets the whole file at once.
func (f finisher) Write(pdf []byte) (int, error) {
	objects, table, err := objectsOf(pdf)
	if err != nil {
		return 0, err
	}
	out := &counter{w: f.w}
	out.Write(pdf[:objects[0].from])
	places := make([]int, len(objects)+1)
	pages, content := f.pages, false // the object after a page is what stands on it
	for i, o := range objects {
		end := table
		if i+1 < len(objects) {
			end = objects[i+1].from
		}
		places[o.number] = out.n
		body := pdf[o.from:end]
		if head, stream, tail, ok := plainStream(body); ok {
			var packed []byte
			if content && len(pages) > 0 {
				packed, pages, content = pages[0], pages[1:], false
			} else {
				packed = f.packer.pack(stream)
			}
			out.Write(head)
			fmt.Fprintf(out, "/Filter /FlateDecode /Length %d>>\nstream\n", len(packed))
			out.Write(packed)
			out.Write(tail)
			continue
		}
		content = content || bytes.Contains(body[:min(len(body), 60)], aPage)
		if at := bytes.Index(body, catalog); at >= 0 && i == len(objects)-1 {
			out.Write(body[:at+len(catalog)])
			io.WriteString(out, f.entries())
			body = body[at+len(catalog):]
		}
		out.Write(fontNames.replace(body))
	}
	if len(pages) > 0 {
		return 0, fmt.Errorf("the PDF has no room for %d pages", len(pages))
	}
	start := out.n
	fmt.Fprintf(out, "xref\n0 %d\n0000000000 65535 f \n", len(places))
	for _, at := range places[1:] {
		fmt.Fprintf(out, "%010d 00000 n \n", at)
	}
	trailer, end := bytes.Index(pdf[table:], []byte("trailer\n")), bytes.LastIndex(pdf, startxref)
	if trailer < 0 || end < table+trailer {
		return 0, errors.New("the PDF has no trailer")
	}
	out.Write(pdf[table+trailer : end])
	fmt.Fprintf(out, "startxref\n%d\n%%%%EOF\n", start)
	return len(pdf), out.err
}

var (
	aPage     = []byte("/Type /Page\n")
	catalog   = []byte("/Type /Catalog\n")
	startxref = []byte("startxref\n")
	length    = []byte("/Length ")
	streamed  = []byte(">>\nstream\n")
)

// subsets names the fonts as the standard wants it where only the signs that are used are in
// the file: six capitals before the font's own name.
type subsets [2][2][]byte

var fontNames = subsets{{[]byte("/utf8notoB"), []byte("/FYRTIO+NotoSans-Bold")}, {[]byte("/utf8noto"), []byte("/FYRTIO+NotoSans-Regular")}}

func (s subsets) replace(object []byte) []byte {
	if bytes.Contains(object, s[1][0]) {
		for _, name := range s {
			object = bytes.ReplaceAll(object, name[0], name[1])
		}
	}
	return object
}

// entries are what the catalog is to say beside the library's.
func (f finisher) entries() string {
	lang := "sv-SE"
	if f.lang == say.English {
		lang = "en-GB"
	}
	s := "/Lang (" + lang + ")\n/ViewerPreferences << /DisplayDocTitle true"
	if f.duplex {
		s += " /Duplex /DuplexFlipLongEdge"
	}
	return s + " >>\n"
}

// objectsOf reads the file's own table of objects: where each begins, in the order of the
// file, and where the table begins.
func objectsOf(pdf []byte) (objects []object, table int, err error) {
	at := bytes.LastIndex(pdf, startxref)
	if at >= 0 {
		table, err = number(pdf[at+len(startxref):])
	}
	if at < 0 || err != nil || table <= 0 || table > at {
		return nil, 0, errors.New("the PDF has no table of objects")
	}
	lines := bytes.Split(pdf[table:at], []byte("\n"))
	for i, line := range lines[min(3, len(lines)):] {
		if len(line) < 18 || line[17] != 'n' {
			break
		}
		from, err := strconv.Atoi(string(line[:10]))
		if err != nil || from >= table {
			return nil, 0, fmt.Errorf("object %d of the PDF has no place", i+1)
		}
		objects = append(objects, object{i + 1, from})
	}
	if len(objects) == 0 {
		return nil, 0, errors.New("the PDF has no objects")
	}
	slices.SortFunc(objects, func(a, b object) int { return cmp.Compare(a.from, b.from) })
	return objects, table, nil
}

// number reads the digits at the beginning of b.
func number(b []byte) (int, error) {
	n := 0
	for n < len(b) && b[n] >= '0' && b[n] <= '9' {
		n++
	}
	return strconv.Atoi(string(b[:n]))
}

// plainStream parts an object that has a stream which nothing has compressed: what
// stands before its length, the stream, what stands after it.
func plainStream(body []byte) (head, stream, tail []byte, ok bool) {
	at := bytes.Index(body, streamed)
	if at < 0 || bytes.Contains(body[:at], []byte("/Filter")) {
		return nil, nil, nil, false
	}
	size := bytes.LastIndex(body[:at], length)
	if size < 0 {
		return nil, nil, nil, false
	}
	n, err := number(body[size+len(length):])
	from := at + len(streamed)
	// The length is the last entry of its dictionary, so the rest of it is its digits.
	if err != nil || from+n > len(body) || size+len(length)+len(strconv.Itoa(n)) != at {
		return nil, nil, nil, false
	}
	return body[:size], body[from : from+n], body[from+n:], true
}

// counter counts what is written and keeps the first error.
type counter struct {
	w   io.Writer
	n   int
	err error
}

func (c *counter) Write(b []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.w.Write(b)
	c.n, c.err = c.n+n, err
	return n, err
}
