package table

import (
	"bytes"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"fyrtio/core/say"
)

func sampleBook(texts ...string) Book {
	list := sample(texts...)
	list.Columns = append(list.Columns, Column{Head: say.T("share"), Kind: Shares})
	for i := range list.Rows {
		list.Rows[i] = append(list.Rows[i], Share(0.456))
	}
	list.Rows = append(list.Rows, []Cell{Text("x"), Text("··"), Text(""), {}, Share(0.45).Rough(true)})
	return Book{Title: say.T("=title"), Notes: []say.Text{say.T("=note")}, Made: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC),
		Sheets: []Sheet{{"1.1 Rökning", list}, {"1.1 rökning", list}, {"a/b", list}}}
}

func TestS14BookIsNeverCalculated(t *testing.T) {
	var b bytes.Buffer
	if err := sampleBook(payloads...).XLSX(&b, say.Swedish); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheets := f.GetSheetList()
	if len(sheets) != 4 || sheets[0] != "Innehåll" || sheets[1] != "1.1 Rökning" || sheets[2] != "1.1 rökning 2" || sheets[3] != "a b" {
		t.Fatalf("sheets %q", sheets)
	}
	for _, sheet := range sheets {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r := range rows {
			for c := range 6 {
				where, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if formula, err := f.GetCellFormula(sheet, where); err != nil || formula != "" {
					t.Errorf("%s %s is the formula %q, %v", sheet, where, formula, err)
				}
			}
		}
	}
	last := len(payloads) + 2
	for where, want := range map[string]string{"A2": storable(payloads[0]), "B3": "-1.5"} {
		if got, err := f.GetCellValue(sheets[1], where); err != nil || got != want {
			t.Errorf("%s: %q, want %q, %v", where, got, want, err)
		}
	}
	row, err := f.GetRows(sheets[1], excelize.Options{RawCellValue: true})
	if err != nil || row[last-1][1] != "··" || row[last-1][4] != "0.45" || row[1][4] != "0.456" {
		t.Errorf("the last row is %q, %v", row[last-1], err)
	}
	if ok, target, err := f.GetCellHyperLink(sheets[0], "A5"); err != nil || !ok || target != "'1.1 Rökning'!A1" {
		t.Errorf("link %v %q %v", ok, target, err)
	}
}

func TestSharesInCSV(t *testing.T) {
	rows := csvOf(t, sampleBook("x").Sheets[0].Table, say.Swedish)
	if rows[1][4] != "45,6" || rows[2][4] != "ca 45" || rows[2][1] != "··" {
		t.Errorf("%q", rows[1:])
	}
}

func TestSameBookSameBytes(t *testing.T) {
	var first bytes.Buffer
	if err := sampleBook(payloads...).XLSX(&first, say.English); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		var again bytes.Buffer
		if err := sampleBook(payloads...).XLSX(&again, say.English); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Fatal("the book differs from time to time")
		}
	}
}
