package table

import (
	"bytes"
	"encoding/csv"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// payloads are texts that a spreadsheet may take for something to do.
var payloads = []string{
	"=1+1", "+46 70 123 45 67", "-x", "-", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\x00=1", "＝1+1", "＋1", "－1", "＠x",
	"=cmd|' /C calc'!A0", `=HYPERLINK("http://example.invalid","x")`, "=1;2", `"=1"`, "a;b", "a\"b", "a\nb", "a\r\nb", "'=1",
	"Åberg, Örn", "_x000D_", "_x003D_1+1", " x ", "\u202e=1", "\xff=1", "1e5", "007", "TRUE", "2026-03-10", "-5", "-5,25", strings.Repeat("å", 400),
}

func sample(texts ...string) Table {
	t := Table{
		Title: say.T("table.about"), Notes: []say.Text{say.T("=not a message")}, Made: time.Date(2026, 3, 10, 9, 45, 0, 0, time.UTC),
		Columns: []Column{{Head: say.T("table.about"), Width: 30}, {Head: say.T("n"), Kind: Numbers, Decimals: -1}, {Head: say.T("d"), Kind: Dates}, {Head: say.T("p"), Kind: Numbers, Decimals: 1}},
	}
	for i, s := range texts {
		t.Rows = append(t.Rows, []Cell{Text(s), Number(float64(-i) - 0.5), Day(day.New(2026, 3, 1).Add(i)), Number(12.34)})
	}
	return t
}

func csvOf(t testing.TB, list Table, lang say.Lang) [][]string {
	t.Helper()
	var b bytes.Buffer
	if err := list.CSV(&b, lang); err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(b.String(), "\ufeff")
	if !ok {
		t.Fatal("no byte order mark")
	}
	in := csv.NewReader(strings.NewReader(text))
	in.Comma = ';'
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func workbook(t testing.TB, list Table) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := list.XLSX(&b, say.Swedish); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestS14TextIsNeverCalculated(t *testing.T) {
	list := sample(payloads...)
	rows := csvOf(t, list, say.Swedish)
	for i, payload := range payloads {
		got, want := rows[i+1][0], Safe(breaks.Replace(payload))
		if got != want {
			t.Errorf("CSV: %q gives %q, not %q", payload, got, want)
		}
		if Formula(got) && !strings.HasPrefix(payload, "-5") {
			t.Errorf("CSV: %q stays a formula", payload)
		}
	}
	f := workbook(t, list)
	sheet := f.GetSheetList()[0]
	for i, payload := range payloads {
		where, err := excelize.CoordinatesToCellName(1, i+2)
		if err != nil {
			t.Fatal(err)
		}
		if kind, err := f.GetCellType(sheet, where); err != nil || kind != excelize.CellTypeInlineString {
			t.Errorf("XLSX: %q is of type %v, %v", payload, kind, err)
		}
		if formula, err := f.GetCellFormula(sheet, where); err != nil || formula != "" {
			t.Errorf("XLSX: %q became the formula %q", payload, formula)
		}
		if got, err := f.GetCellValue(sheet, where); err != nil || got != storable(payload) {
			t.Errorf("XLSX: %q gives %q, %v", payload, got, err)
		}
	}
}

func TestS14Safe(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+46701234567": "'+46701234567", "-5": "-5", "-5,25": "-5,25", "-x": "'-x", "-": "'-", "-5-x": "'-5-x", "@SUM(A1)": "'@SUM(A1)",
		"\tx": "'\tx", "\rx": "'\rx", "\x00x": "'\x00x", "＝1": "'＝1", "x=1": "x=1", "": "", "'x": "'x",
	} {
		if got := Safe(cell); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
}

func TestS14NumbersAndDatesKeepTheirKind(t *testing.T) {
	list := sample("x", "y")
	if got := csvOf(t, list, say.Swedish)[2]; got[1] != "-1,5" || got[2] != "2026-03-02" || got[3] != "12,3" {
		t.Errorf("CSV: %q", got)
	}
	if got := csvOf(t, list, say.English)[2]; got[1] != "-1.5" {
		t.Errorf("CSV in English: %q", got)
	}
	f := workbook(t, list)
	sheet := f.GetSheetList()[0]
	for where, want := range map[string]string{"B3": "-1.5", "C3": "2026-03-02", "D3": "12.3"} {
		kind, err := f.GetCellType(sheet, where)
		if err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
			t.Errorf("%s is of type %v, %v", where, kind, err)
		}
		if got, err := f.GetCellValue(sheet, where); err != nil || got != want {
			t.Errorf("%s gives %q, %v", where, got, err)
		}
	}
	if raw, err := f.GetCellValue(sheet, "D3", excelize.Options{RawCellValue: true}); err != nil || raw != "12.34" {
		t.Errorf("the number itself: %q, %v", raw, err)
	}
	panes, err := f.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	if note, err := f.GetCellValue(f.GetSheetList()[1], "A2"); err != nil || note != "=not a message" {
		t.Errorf("note %q, %v", note, err)
	}
	if formula, err := f.GetCellFormula(f.GetSheetList()[1], "A2"); err != nil || formula != "" {
		t.Errorf("the note is a formula: %q, %v", formula, err)
	}
	if props, err := f.GetDocProps(); err != nil || props.Creator != "Fyrtio" || props.Created != "2026-03-10T09:45:00Z" {
		t.Errorf("%+v, %v", props, err)
	}
}

func TestSameTableSameBytes(t *testing.T) {
	list := sample(payloads...)
	for name, write := range map[string]func(*bytes.Buffer) error{
		"csv":  func(b *bytes.Buffer) error { return list.CSV(b, say.Swedish) },
		"xlsx": func(b *bytes.Buffer) error { return list.XLSX(b, say.Swedish) },
	} {
		var first bytes.Buffer
		if err := write(&first); err != nil {
			t.Fatal(err)
		}
		for range 5 {
			var again bytes.Buffer
			if err := write(&again); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(first.Bytes(), again.Bytes()) {
				t.Fatalf("%s differs from time to time", name)
			}
		}
	}
}

// A row may be short, a cell empty, a table without rows.
func TestEmptyCells(t *testing.T) {
	list := sample("x")
	list.Rows = append(list.Rows, []Cell{Text("y")}, []Cell{Text(""), {}, Day(day.Date{}), Number(0)}, nil)
	rows := csvOf(t, list, say.Swedish)
	if len(rows) != 5 || rows[2][0] != "y" || rows[2][3] != "" || rows[3][2] != "" || rows[3][3] != "0,0" {
		t.Errorf("%q", rows)
	}
	list.Rows = nil
	if rows := csvOf(t, list, say.Swedish); len(rows) != 1 {
		t.Errorf("%q", rows)
	}
	if f := workbook(t, list); len(f.GetSheetList()) != 2 {
		t.Error(f.GetSheetList())
	}
}

func TestSheetNames(t *testing.T) {
	for title, want := range map[string]string{
		"": "Fyrtio", "a/b:c": "a b c", "'x'": "x", strings.Repeat("å", 40): strings.Repeat("å", 31), "\xff": "Fyrtio", "[]*?": "Fyrtio",
	} {
		if got := sheetName(title); got != want {
			t.Errorf("%q gives %q, not %q", title, got, want)
		}
	}
}

// S18: a workbook larger than the library keeps in memory leaves nothing on the disk.
func TestS18LargeWorkbookUsesNoFile(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	list := sample("x")
	for range 18000 {
		list.Rows = append(list.Rows, []Cell{Text(strings.Repeat("x", 1000))})
	}
	if err := list.XLSX(watcher{t, dir}, say.Swedish); err != nil {
		t.Error(err)
	}
}

func FuzzCells(f *testing.F) {
	for _, p := range payloads {
		f.Add(p, 1.5)
	}
	f.Fuzz(func(t *testing.T, text string, number float64) {
		list := sample(text)
		list.Title, list.Rows[0][1] = say.T(text), Number(number)
		rows := csvOf(t, list, say.Swedish)
		if got := rows[1][0]; got != Safe(breaks.Replace(text)) {
			t.Errorf("CSV: %q gives %q", text, got)
		}
		if math.IsNaN(number) || math.IsInf(number, 0) {
			return
		}
		book := workbook(t, list)
		sheet := book.GetSheetList()[0]
		got, err := book.GetCellValue(sheet, "A2")
		if err != nil || utf8.RuneCountInString(text) < 16000 && got != storable(text) {
			t.Errorf("XLSX: %q gives %q, %v", text, got, err)
		}
		if formula, err := book.GetCellFormula(sheet, "A2"); err != nil || formula != "" {
			t.Errorf("XLSX: %q became the formula %q, %v", text, formula, err)
		}
	})
}
