package roster

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func TestWorkbook(t *testing.T) {
	number, _ := strconv.ParseInt(pn(1), 10, 64)
	data := book(t, [][]any{
		{"Listning 2026"},
		nil,
		{"Pnr", "Namn", "Adress", "Postnr", "Ort", "Tel mobil", "Sekr", "Född"},
		{pn(0), "Berg, Kim", "Storgatan 1\nlgh 1101", 80320, "Gävle", 701234567, false, time.Date(1986, 1, 1, 0, 0, 0, 0, time.UTC)},
		nil,
		{number, "Ek, Bo", "Lillgatan 2", "803 20", "Gävle", "070-123 45 67", true},
		{"1.98601E+11", "Al, Li", "Lillgatan 2", "803 20", "Gävle"},
		{198601000000, "Al, Li", "Lillgatan 2", "803 20", "Gävle"},
		{601022386, "Al, Li", "Lillgatan 2", "803 20", "Gävle"},
	})
	s, r := check(t, string(data))
	if s.HeaderRow != 3 || s.Sheet != "Sheet1" || s.Encoding != "" || s.Separator != "" {
		t.Errorf("%+v", s)
	}
	want := "7 Pnr format error rounded\n8 Pnr format error rounded\n9 Pnr format error zeros\n"
	if pn(0)[:8] != "19860101" {
		want = "4 Född format warning born_differs\n" + want
	}
	if got := told(r.Faults); got != want {
		t.Errorf("got %s", got)
	}
	first := r.Rows[0].Contact
	if first.Street != "Storgatan 1, lgh 1101" || first.Postcode != "803 20" || first.Mobile != "0701234567" || len(r.Notes) != 1 || r.Notes[0].ID != "roster.note.restored" {
		t.Errorf("%+v %v", first, r.Notes)
	}
	if r.Rows[1].Number.String() != pn(1) || r.Rows[1].Line != 6 || !r.Rows[1].Protected || r.Rows[1].Contact != (Contact{}) {
		t.Errorf("%+v", r.Rows[1])
	}
	if fmt.Sprint(r.Shielded) != "[6]" {
		t.Errorf("shielded %v", r.Shielded)
	}
}

func TestSheetChoice(t *testing.T) {
	f := excelize.NewFile()
	f.SetSheetRow("Sheet1", "A1", &[]any{"Läs mig"})
	f.NewSheet("Listan")
	f.SetSheetRow("Listan", "A1", &[]any{"Pnr", "Namn"})
	f.SetSheetRow("Listan", "A2", &[]any{pn(0), "Berg, Kim"})
	f.NewSheet("Tom")
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	data := b.String()
	if s := read(t, data, Options{}); s.Sheet != "Listan" || fmt.Sprint(s.Sheets) != "[Sheet1 Listan Tom]" || s.Rows() != 1 {
		t.Errorf("%+v", s)
	}
	if s := read(t, data, Options{Sheet: "listan"}); s.Sheet != "Listan" {
		t.Errorf("%+v", s)
	}
	for sheet, want := range map[string]string{"Annat": "sheet", "Tom": "empty", "Sheet1": "no_rows"} {
		_, err := Read(context.Background(), "x", []byte(data), Options{Sheet: sheet})
		if got := refusal(t, err); got != "roster.err."+want {
			t.Errorf("%s: %s", sheet, got)
		}
	}
}

// rezip copies a workbook with one member changed or added.
func rezip(t testing.TB, data []byte, name string, change func([]byte) []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	write := func(name string, content []byte) {
		m, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		m.Write(content)
	}
	found := false
	for _, m := range z.File {
		r, _ := m.Open()
		content, _ := io.ReadAll(r)
		r.Close()
		if m.Name == name {
			content, found = change(content), true
		}
		write(m.Name, content)
	}
	if !found {
		write(name, change(nil))
	}
	w.Close()
	return b.Bytes()
}

// claim makes a workbook with a member of 1 MB of zeros that says it is of other
// sizes; packed 0 keeps the true packed size.
func claim(t testing.TB, unpacked, packed uint64) []byte {
	t.Helper()
	var content, b bytes.Buffer
	d, _ := flate.NewWriter(&content, flate.BestSpeed)
	d.Write(make([]byte, 1<<20))
	d.Close()
	w := zip.NewWriter(&b)
	book, _ := w.Create("xl/workbook.xml")
	book.Write([]byte("x"))
	h := &zip.FileHeader{Name: sheetFile, Method: zip.Deflate, UncompressedSize64: unpacked, CompressedSize64: uint64(content.Len())}
	body := content.Bytes()
	if packed > 0 {
		h.CompressedSize64, body = packed, make([]byte, packed)
	}
	m, err := w.CreateRaw(h)
	if err != nil {
		t.Fatal(err)
	}
	m.Write(body)
	w.Close()
	return b.Bytes()
}

const sheetFile = "xl/worksheets/sheet1.xml"

func TestDamagedWorkbooks(t *testing.T) {
	good := book(t, [][]any{{"Pnr", "Namn"}, {pn(0), "Berg, Kim"}, {pn(1), "Ek, Bo"}, {pn(2), "Al, Li"}})
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"cut short", good[:len(good)/2], "damaged"},
		{"no zip at all", []byte("PK\x03\x04" + strings.Repeat("x", 100)), "damaged"},
		{"broken in the middle", rezip(t, good, sheetFile, func(b []byte) []byte { return bytes.Replace(b, []byte(`<row r="3"`), []byte(`<row r=3`), 1) }), "damaged"},
		{"cut in the middle", rezip(t, good, sheetFile, func(b []byte) []byte { return b[:bytes.Index(b, []byte(`<row r="3"`))] }), "damaged"},
		{"a control character", rezip(t, good, sheetFile, func(b []byte) []byte { return bytes.Replace(b, []byte(`<row r="3"`), []byte("\x01<row r=\"3\""), 1) }), "damaged"},
		{"a document", rezip(t, rezip(t, []byte("PK\x05\x06"+strings.Repeat("\x00", 18)), "word/document.xml", func([]byte) []byte { return []byte("<x/>") }), "a", func([]byte) []byte { return nil }), "zip"},
	} {
		_, err := Read(context.Background(), c.name, c.data, Options{})
		if err == nil {
			t.Errorf("%s was read", c.name)
		} else if got := refusal(t, err); got != "roster.err."+c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// A sheet need not be UTF-8.
func TestSheetInLatin1(t *testing.T) {
	good := book(t, [][]any{{"Pnr", "Namn"}, {pn(0), "Berg, Kim"}})
	sheet := `<?xml version="1.0" encoding="ISO-8859-1"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` +
		`<row r="1"><c r="A1" t="inlineStr"><is><t>Pnr</t></is></c><c r="B1" t="inlineStr"><is><t>Namn</t></is></c></row>` +
		`<row r="2"><c r="A2"><v>` + pn(0) + `</v></c><c r="B2" t="inlineStr"><is><t>Bj` + "\xf6" + `rk, Kim</t></is></c></row></sheetData></worksheet>`
	_, r := check(t, string(rezip(t, good, sheetFile, func([]byte) []byte { return []byte(sheet) })))
	if len(r.Rows) != 1 || r.Rows[0].Family != "Björk" {
		t.Errorf("%+v", r)
	}
}

func TestS15Workbooks(t *testing.T) {
	small := book(t, [][]any{{"Pnr", "Namn"}, {pn(0), "Berg, Kim"}})
	zeros := func(n int) func([]byte) []byte { return func([]byte) []byte { return make([]byte, n) } }
	many := func() []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		w.Create("xl/workbook.xml")
		for i := range maxMembers {
			w.Create(strconv.Itoa(i))
		}
		w.Close()
		return b.Bytes()
	}
	// A sheet whose rows are alike packs well and is honest.
	rows := [][]any{{"Pnr", "Namn", "Adress", "Ort"}}
	for range 3000 {
		rows = append(rows, []any{pn(0), "Berg, Kim", "Storgatan 1", "Gävle"})
	}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"bomb in a sheet", rezip(t, small, sheetFile, zeros(largeMember+1)), "unpacked"},
		{"claims too much", claim(t, MaxUnpacked+1, 1<<20), "unpacked"},
		{"claim too much together", claim(t, MaxUnpacked, 2<<20), "unpacked"},
		{"claims less than there is", claim(t, 100, 0), "damaged"},
		{"small and repetitive", rezip(t, small, "xl/media/image1.png", zeros(largeMember/10)), ""},
		{"too many members", many(), "unpacked"},
		{"honest and repetitive", book(t, rows), ""},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Read(context.Background(), c.name, c.data, Options{})
		runtime.ReadMemStats(&after)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && refusal(t, err) != "roster.err."+c.want:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && after.TotalAlloc-before.TotalAlloc > 1<<20:
			t.Errorf("%s took %d kB before it was refused", c.name, (after.TotalAlloc-before.TotalAlloc)>>10)
		}
	}
	// A column too far away is refused by the cap, and rows far down keep their numbers.
	f := excelize.NewFile()
	f.SetSheetRow("Sheet1", "A1", &[]any{"Pnr", "Namn"})
	f.SetSheetRow("Sheet1", "A1048576", &[]any{pn(0), "Berg, Kim"})
	var b bytes.Buffer
	f.Write(&b)
	if _, r := check(t, b.String()); len(r.Rows) != 1 || r.Rows[0].Line != 1048576 {
		t.Errorf("%+v", r)
	}
	f.SetCellValue("Sheet1", "XFD3", "x")
	b.Reset()
	f.Write(&b)
	if _, err := Read(context.Background(), "x", b.Bytes(), Options{}); refusal(t, err) != "roster.err.columns" {
		t.Error(err)
	}
}
