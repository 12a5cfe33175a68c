package data

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/core/table"
)

// exported gives a list and it as CSV, read back.
func exported(t testing.TB, s *Store, p ExportParams) (Exported, [][]string) {
	t.Helper()
	out, err := s.ExportParticipants(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := out.Table.CSV(&b, say.Swedish); err != nil {
		t.Fatal(err)
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b.Bytes(), []byte("\ufeff"))))
	in.Comma = ';'
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return out, rows
}

// files writes a list in every form.
func files(t testing.TB, out Exported) map[string][]byte {
	t.Helper()
	var text, book, sheet bytes.Buffer
	_, err := paper.WriteList(&sheet, paper.List{Lang: say.Swedish, Date: testDay, Table: out.Table})
	if err := errors.Join(err, out.Table.CSV(&text, say.Swedish), out.Table.XLSX(&book, say.Swedish)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var cells bytes.Buffer
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&cells, name, rows)
	}
	all := map[string][]byte{"csv": text.Bytes(), "xlsx": cells.Bytes()}
	if program, err := exec.LookPath("pdftotext"); err == nil {
		cmd := exec.Command(program, "-", "-")
		cmd.Stdin = &sheet
		if all["pdf"], err = cmd.Output(); err != nil || !bytes.Contains(all["pdf"], []byte("Namn")) {
			t.Fatalf("no text in the PDF: %v", err)
		}
	}
	return all
}

// S14: nothing that somebody has typed anywhere is calculated by a spreadsheet.
func TestS14ExportedListIsNoFormula(t *testing.T) {
	s, _ := testStore(t)
	payloads := []string{"=1+1", "+46701234567", "-x", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1+1"}
	rows := people(t, len(payloads))
	for i, p := range payloads {
		rows[i].family, rows[i].given, rows[i].language = p, p, p
	}
	importRows(t, s, rows)
	for i, p := range payloads {
		logged(t, s, rows[i].number, journey.Note, journey.Details{Text: p + "\n" + p})
	}
	out, lines := exported(t, s, ExportParams{Filter: Filter{Cohort: 2026}, Columns: Columns, Format: "csv"})
	if len(lines) != len(payloads)+1 {
		t.Fatalf("%d lines", len(lines))
	}
	found := 0
	for _, line := range lines {
		for _, cell := range line {
			if table.Formula(cell) {
				t.Errorf("%q is a formula", cell)
			}
			if strings.HasPrefix(cell, "'") {
				found++
			}
		}
	}
	if found < 2*len(payloads) { // name and language; a note's sentence begins with the program's own words, or not
		t.Errorf("only %d cells were made safe", found)
	}
	var b bytes.Buffer
	if err := out.Table.XLSX(&b, say.Swedish); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		cells, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range cells {
			for k := range line {
				at, err := excelize.CoordinatesToCellName(k+1, i+1)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := f.GetCellFormula(sheet, at); err != nil || formula != "" {
					t.Errorf("%s %s is the formula %q, %v", sheet, at, formula, err)
				}
			}
		}
	}
}

// S11, Q24, D12: an export has nobody who is protected; named with a reason they are
// S-01 and nothing else. A planted address is in no file and not in the log.
func TestS11ProtectedInExports(t *testing.T) {
	s, c := testStore(t)
	rows := people(t, 6)
	for i := range rows {
		rows[i].street, rows[i].mobile = "Hemligstigen 12", "0701234567"
	}
	rows[2].protected, rows[2].family, rows[2].language = true, "Planterad", "dari"
	importRows(t, s, rows)
	c.to(testDay.Add(1), 9, 0)
	for _, order := range Orders {
		out, lines := exported(t, s, ExportParams{Filter: Filter{Cohort: 2026, Order: order}, Columns: Columns, Format: "csv"})
		if out.Count != 5 || out.Protected != 1 || len(lines) != 6 {
			t.Errorf("%s: %d rows, %d left out", order.Name(), out.Count, out.Protected)
		}
		named, lines := exported(t, s, ExportParams{Filter: Filter{Cohort: 2026, Order: order}, Columns: Columns, Format: "csv", Reason: "Inför råd"})
		if named.Count != 6 || named.Protected != 0 {
			t.Errorf("%s: %d rows, %d left out", order.Name(), named.Count, named.Protected)
		}
		shown := 0
		for _, line := range lines {
			at := slices.Index(line, "S-01")
			if at < 0 {
				continue
			}
			shown++
			if rest := strings.Join(slices.Delete(slices.Clone(line), 0, at+1), ""); rest != "" || at > 1 {
				t.Errorf("%s: beside S-01 stands %q", order.Name(), line)
			}
		}
		if shown != 1 {
			t.Errorf("%s: S-01 stands there %d times", order.Name(), shown)
		}
		for _, list := range []Exported{out, named} {
			for kind, b := range files(t, list) {
				for _, secret := range []string{"Hemligstigen", "0701234567", "Planterad", rows[2].number, rows[2].number[8:], "dari"} {
					if bytes.Contains(b, []byte(secret)) {
						t.Errorf("%s, %s: %q is in the file", order.Name(), kind, secret)
					}
				}
			}
		}
	}
	yes := true
	var refused *fault.Error
	if _, err := s.ExportParticipants(t.Context(), ExportParams{Filter: Filter{Protected: &yes}, Format: "csv"}); !errors.As(err, &refused) || refused.Text.ID != "list.err.protected" {
		t.Errorf("only protected people, without a reason: %v", err)
	}
}

// Who took what out is logged: the filter, the order and how many, and nothing of whom.
func TestExportIsLogged(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 5)
	rows[1].protected = true
	importRows(t, s, rows)
	f := Filter{Cohort: 2026, States: []journey.State{journey.StateNew}, Query: rows[0].family, Order: OrderRandom}
	out, _ := exported(t, s, ExportParams{Filter: f, Columns: UsualColumns, Format: "xlsx"})
	list, err := s.AccessLog(t.Context(), "", 0, 1)
	if err != nil || list[0].Act != "export" || list[0].Actor != testUser {
		t.Fatalf("%+v, %v", list, err)
	}
	var d map[string]any
	if err := json.Unmarshal(list[0].Detail, &d); err != nil {
		t.Fatal(err)
	}
	if d["format"] != "xlsx" || d["order"] != "random" || d["seed"] != float64(out.Seed) || d["rows"] != float64(out.Count) || out.Seed == 0 {
		t.Errorf("%s", list[0].Detail)
	}
	if strings.Contains(string(list[0].Detail), rows[0].family) || !strings.Contains(string(list[0].Detail), `"searched":true`) || !strings.Contains(string(list[0].Detail), `"states":["new"]`) {
		t.Errorf("%s", list[0].Detail)
	}
	noProblems(t, s)
}

// The notes say what the list is of; a random order has its seed and everyone's turn.
func TestExportTellsWhatItIs(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 9)
	rows[4].protected = true
	importRows(t, s, rows)
	yes, no := true, false
	f := Filter{Cohort: 2026, States: []journey.State{journey.StateNew, journey.StateInvited, journey.StateBooked}, Gone: &no, Interpreter: &yes, Languages: []string{"arabiska"},
		Consent: []string{"", journey.Yes}, Query: " öst ", DueBy: testDay, Order: OrderStep, Participants: []string{"x"}, ToInvite: true}
	if _, err := s.ExportParticipants(t.Context(), ExportParams{Filter: f}); err != nil {
		t.Fatal(err)
	}
	notes := func(f Filter) (all []string) {
		out, err := s.ExportParticipants(t.Context(), ExportParams{Filter: f})
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range append([]say.Text{out.Table.Title}, out.Table.Notes...) {
			all = append(all, say.In(say.Swedish, n))
		}
		return all
	}
	want := []string{"Deltagare, årskull 2026",
		"0 av 9 deltagare · Tillstånd: ny, inbjuden eller bokad · Samtycke: ej frågad eller ja · Tolk: arabiska · Tolk: ja · Borta ur listan: nej · Ska göras: till och med 10 mars · på tur att bjudas in · bara de som är markerade · Sökning: öst",
		"Ordning: nästa steg, äldst först", "Gjord 10 mars 2026 klockan 09.00 av Lena Sundkvist"}
	if got := notes(f); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	d, err := s.Draw(t.Context(), 2026, 0)
	if err != nil {
		t.Fatal(err)
	}
	got := notes(Filter{Cohort: 2026, Order: OrderRandom})
	if want := fmt.Sprintf("Ordning: lottad med frö %d. Samma frö ger samma ordning hela året.", d.Seed); got[2] != want || got[3] != "1 deltagare med skyddade uppgifter är inte med." {
		t.Errorf("%q", got)
	}
	_, lines := exported(t, s, ExportParams{Filter: Filter{Cohort: 2026, Order: OrderRandom}, Columns: []Column{ColumnNumber}})
	if lines[0][0] != "Tur" || lines[1][0] != "1" || lines[8][0] != "8" || lines[1][2] == "" {
		t.Errorf("%q", lines)
	}
}
