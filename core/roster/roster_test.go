package roster

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/say"
)

var rules = Rules{Cohort: 2026, Today: day.New(2026, 3, 5)}

// numbers gives Skatteverket's published test numbers of people born in a year.
var published = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for _, name := range []string{"demo/testpersonnummer.txt", "demo/testsamordningsnummer.txt"} {
		f, err := assets.Demo.Open(name)
		if err != nil {
			panic(err)
		}
		for lines := bufio.NewScanner(f); lines.Scan(); {
			all[lines.Text()[:4]] = append(all[lines.Text()[:4]], lines.Text())
		}
		f.Close()
	}
	return all
})

// pn gives the i-th published number of 1986.
func pn(i int) string { return published()["1986"][i] }

func read(t testing.TB, data string, o Options) *Sheet {
	t.Helper()
	s, err := Read(context.Background(), "lista", []byte(data), o)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return s
}

// check reads and checks with the guessed mapping.
func check(t testing.TB, data string) (*Sheet, Result) {
	t.Helper()
	s := read(t, data, Options{})
	return s, Check(s, Guess(s), rules)
}

// told puts faults into "row column problem severity id", one a line.
func told(faults []Fault) string {
	var b strings.Builder
	for _, f := range faults {
		fmt.Fprintf(&b, "%d %s %s %s %s\n", f.Line, f.Column, f.Problem, f.Severity, strings.TrimPrefix(f.Text.ID, "roster.fault."))
	}
	return b.String()
}

// refusal gives the id of a refusal, and fails for any other error.
func refusal(t testing.TB, err error) string {
	t.Helper()
	var e *fault.Error
	if !errors.As(err, &e) || e.Code != fault.Refused {
		t.Fatalf("want a refusal, got %v", err)
	}
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		if words := say.In(lang, e.Text); words == e.Text.ID || strings.Contains(words, "<no value>") {
			t.Errorf("%s in %s: %q", e.Text.ID, lang, words)
		}
	}
	return e.Text.ID
}

// book makes a workbook of one sheet.
func book(t testing.TB, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if len(row) > 0 {
			if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const header = "Pnr;Efternamn;Förnamn;Adress;Postnr;Ort;Mobil;Sekr\n"

// person is a faultless row.
func person(i int) string {
	return fmt.Sprintf("%s;Berg;Kim;Storgatan %d;803 20;Gävle;070-123 45 67;\n", pn(i), i+1)
}
