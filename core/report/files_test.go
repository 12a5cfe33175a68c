package report

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// filed is a small report with a cell of every kind; what is hidden still has its number,
// which must be in no file.
func filed() *Report {
	secret := Cell{Kind: Filled, N: 7777, Share: 0.7777, Value: 7777, Hidden: true}
	bare := Cell{Kind: Bare, N: 7777, Hidden: true}
	t := Table{ID: "tobacco.smoking", Title: say.T("Rökning"), Notes: []say.Text{say.T("Så är det räknat.")},
		Columns: []Column{
			{ID: "women", Head: say.T("Kvinnor"), Of: Cell{Kind: Bare, N: 60}}, {ID: "men", Head: say.T("=Män"), Of: bare},
			{ID: "2025", Head: say.T("2025"), Kind: Shares}, {ID: "change", Head: say.T("Ändring"), Kind: Changes}, {ID: "sum", Head: say.T("Kronor"), Kind: Numbers}},
		Rows: []Row{
			{Label: say.T("=Dagligen"), Cells: []Cell{{Kind: Filled, N: 12, Share: 0.2}, secret, {Kind: Filled, Share: 0.35, About: true}, {Kind: Filled, Share: -0.041}, {Kind: Filled, Value: 1100}}},
			{Label: say.T("Ibland"), Cells: []Cell{{Kind: Filled, N: 30, Share: 0.5}, {Kind: Bare, N: 5}, secret, secret, secret}},
			{Label: say.T("Minst ibland"), Sum: true, Note: say.T("dagligen eller ibland"), Cells: []Cell{{Kind: Filled, N: 42, Share: 0.7}}},
			{Label: say.T("Ville inte svara"), Below: true, Cells: []Cell{{Kind: Bare, N: 8}, bare}},
		}}
	return &Report{Title: say.T("Årsrapport 2026"), Clinic: "=HYPERLINK(1)", Period: Period{2026, 2026}, Date: day.New(2026, 11, 23),
		Chapters: []Chapter{{ID: "tobacco", Title: say.T("Tobak"), Tables: []Table{t}}}, Prints: []say.Text{say.T("9191 66e0")}}
}

func TestReportAsValues(t *testing.T) {
	files := map[string]string{}
	err := filed().CSV(say.Swedish, func(name string, data []byte) error {
		files[name] = string(data)
		return nil
	})
	if err != nil || len(files) != 2 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	want := `Rad;Slag;Vad som räknas;Kvinnor, antal;Kvinnor, procent;=Män, antal;=Män, procent;2025, procent;Ändring;Kronor
=Dagligen;räknas;;12;20;··;··;ca 35;-4;1100
Ibland;räknas;;30;50;5;;··;··;··
Minst ibland;summa;dagligen eller ibland;42;70;;;;;
Alla som räknas;nämnare;;60;;··;;;;
Ville inte svara;saknas;;8;;··;;;;
`
	want = "\ufeff" + strings.ReplaceAll(strings.ReplaceAll(want, "=", "'="), "\n", "\r\n")
	if got := files["tobacco-smoking.csv"]; got != want {
		t.Errorf("got\n%s", got)
	}
	in := csv.NewReader(strings.NewReader(strings.TrimPrefix(files["contents.csv"], "\ufeff")))
	in.Comma = ';'
	rows, err := in.ReadAll()
	if err != nil || rows[2][1] != "'=HYPERLINK(1)" || rows[len(rows)-1][0] != "tobacco-smoking.csv" {
		t.Errorf("%q, %v", rows, err)
	}
	if err := filed().CSV(say.Swedish, func(string, []byte) error { return fmt.Errorf("full") }); err == nil {
		t.Error("an error is lost")
	}
}

func TestD30HiddenNumbersAreInNoFile(t *testing.T) {
	var b bytes.Buffer
	if err := filed().XLSX(&b, say.Swedish); err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := filed().XLSX(&again, say.Swedish); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("the workbook differs from time to time, %v", err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	marks := 0
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, cell := range row {
				where, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if formula, err := f.GetCellFormula(sheet, where); err != nil || formula != "" || strings.Contains(cell, "777") {
					t.Errorf("%s %s: %q %q, %v", sheet, where, cell, formula, err)
				}
				if cell == HiddenMark {
					marks++
				}
			}
		}
	}
	if marks != 7 {
		t.Errorf("%d marks", marks)
	}
	if got := f.GetSheetList(); len(got) != 2 || got[1] != "1.1 Rökning" {
		t.Errorf("sheets %q", got)
	}
}
