package roster

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fyrtio/core/say"
	"fyrtio/core/table"
)

func TestBadRows(t *testing.T) {
	s, r := check(t, "Listning 2026\n"+header+person(0)+"860431-2380;Berg;Kim;\"Stora; gatan\n1\";803 20;Gävle;070-123 45 67;\n"+
		"861301"+"2380;Ek;;Storgatan 1;;;;\n"+person(1))
	var out bytes.Buffer
	if err := BadRows(&out, say.Swedish, s, Guess(s), r, r.Errors()); err != nil {
		t.Fatal(err)
	}
	got := out.String()
	lines := strings.Split(got, "\r\n")
	if lines[0] != "\ufeffPnr;Efternamn;Förnamn;Adress;Postnr;Ort;Mobil;Sekr;fyrtio-rad;fyrtio-fel;fyrtio-protected;fyrtio-part" {
		t.Error(lines[0])
	}
	if !strings.Contains(got, "861301-2380;Ek;;Storgatan 1;;;;;5;\"") && !strings.Contains(got, "861301-2380;Ek;;Storgatan 1;;;;;5;Datumet") {
		t.Error(got)
	}
	again, r2 := check(t, got)
	if !again.Part || again.Rows() != 2 || s.Part {
		t.Errorf("%v %d", again.Part, again.Rows())
	}
	if len(r2.Errors()) != len(r.Errors()) {
		t.Errorf("%s", told(r2.Faults))
	}
	// The faults told in the file hold names of fields, and are no header for all that.
	if again, _ := check(t, strings.Replace(got, lines[0], "\ufeffa;b;c;d;e;f;g;h;i;j;k;fyrtio-part", 1)); again.HeaderRow != 1 || !again.Part {
		t.Errorf("header in row %d", again.HeaderRow)
	}
	// A file of bad rows of a file of bad rows has each of our columns once.
	out.Reset()
	if err := BadRows(&out, say.English, again, Guess(again), r2, r2.Errors()); err != nil {
		t.Fatal(err)
	}
	if strings.Count(out.String(), "fyrtio-") != 4 {
		t.Error(out.String())
	}
}

func TestS14BadRowsAreNoFormulas(t *testing.T) {
	payload := `=cmd|' /C calc'!A0`
	s, r := check(t, "Pnr;Namn;=X;Anteckning\n;"+payload+";\"\ty\";@z\n")
	var out bytes.Buffer
	if err := BadRows(&out, say.Swedish, s, Guess(s), r, r.Errors()); err != nil {
		t.Fatal(err)
	}
	for cell := range strings.FieldsFuncSeq(strings.TrimPrefix(out.String(), "\ufeff"), func(r rune) bool { return r == ';' || r == '\n' }) {
		if cell = strings.Trim(cell, `"`); table.Formula(strings.TrimRight(cell, "\r")) {
			t.Errorf("a cell %q in\n%s", cell, out.String())
		}
	}
}

// Whatever stands in the cells, a file of bad rows reads back as the same names.
func TestS14BadRowsReadBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.StringMatching(`[-=+@']?[A-Za-zÅÄÖåäö"';,\n ]{1,20}`).Draw(rt, "name")
		quoted := `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
		s, r := check(t, "Pnr;Efternamn;Förnamn\n;"+quoted+";Kim\n"+person(1))
		var out bytes.Buffer
		if err := BadRows(&out, say.Swedish, s, Guess(s), r, r.Errors()); err != nil {
			rt.Fatal(err)
		}
		_, again := check(t, out.String())
		if len(again.Faults) == 0 || len(r.Faults) == 0 || again.Faults[0].Name != r.Faults[0].Name {
			rt.Fatalf("%q: %+v then %+v\n%s", name, r.Faults, again.Faults, out.String())
		}
	})
}
