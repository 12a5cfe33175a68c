package roster

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"fyrtio/core/say"
)

func TestProtectedSpellings(t *testing.T) {
	for words, want := range map[verdict][]string{
		no:     {"", " ", "nej", "NEJ", "N", "n", "0", "false", "FALSKT", "-", "–", "ingen", "ej", "Ej skyddad", "saknas", "0.0", "00", "n/a", "null"},
		yes:    {"ja", "JA", "J", "j", "x", "X", "1", "1.0", "S", "s", "true", "SANT", "Sekretess", "sekretessmarkering", "Sekretessmarkerad", "Skyddad folkbokföring", "skyddade personuppgifter", "Fingerade personuppgifter", "Kvarskrivning", "*", "✓", "01003", "01020", "yes"},
		unsure: {"?", "kanske", "2", "se journal", "2024-01-01", "utreds", "Jaa", "nej?!x"},
	} {
		for _, cell := range want {
			if got := judge(cell); got != words {
				t.Errorf("%q: got %d, want %d", cell, got, words)
			}
		}
	}
	for cell, want := range map[string]bool{
		"Skyddad adress": true, "SKYDDADE PERSONUPPGIFTER": true, "Sekretessmarkering": true, "sekretess": true, "Box 2820": true, "Box 2820, 403 20 Göteborg": true,
		"Skyddsvägen 1": false, "Skyddstorpet": false, "Box 28201": false, "Storgatan 1": false, "Sekreterargatan 2": false, "": false,
	} {
		if got := shields(cell); got != want {
			t.Errorf("%q: %v", cell, got)
		}
	}
}

const secret = "Hemligstigen"

// S11: nothing that tells where a protected person lives comes out of the sheet,
// however the row is marked and whatever else is wrong with it.
func TestS11ProtectedAddressStaysInTheSheet(t *testing.T) {
	head := "Pnr;Namn;Adress;Postnr;Ort;Mobil;E-post;Sekr;Anteckning\n"
	row := func(number, name, mark string) string {
		return fmt.Sprintf("%s;%s;%s 1;%s;%s;%s;%s@x.se;%s;bor på %s\n", number, name, secret, secret, secret, secret, secret, mark, secret)
	}
	for name, rows := range map[string]string{
		"marked":               row(pn(0), "Berg, Kim", "J"),
		"unsure":               row(pn(0), "Berg, Kim", "utreds"),
		"bad number":           row("860431-2380", "Berg, Kim", "x"),
		"no name":              row(pn(0), "", "1"),
		"said in another cell": strings.Replace(row(pn(0), "Berg, Kim", ""), secret+";", "skyddad adress;", 1),
		"marked in one of two": row(pn(0), "Berg, Kim", "") + row(pn(0), "Berg, Kim", "S"),
		"differ, one marked":   row(pn(0), "Berg, Bo", "S") + row(pn(0), "Berg, Kim", ""),
		"moved one cell":       strings.Replace(row(pn(0), "Berg, Kim", "J"), ";", ";;", 1),
	} {
		s, r := check(t, head+row("", "", "J")+rows+person(1))
		var out bytes.Buffer
		if err := BadRows(&out, say.Swedish, s, Guess(s), r, r.Faults); err != nil {
			t.Fatal(err)
		}
		all := fmt.Sprintf("%+v %+v %v %s", r.Rows, r.Faults, r.Notes, out.String())
		for _, line := range s.Lines()[:1+strings.Count(rows, "\n")] {
			all += strings.Join(Shown(s, Guess(s), r, line), ";")
		}
		for _, f := range r.Faults {
			all += f.Words(say.Swedish) + f.Words(say.English)
		}
		if i := strings.Index(all, secret); i >= 0 {
			t.Errorf("%s: …%s…", name, all[max(0, i-60):i+20])
		}
		for _, f := range r.Faults {
			if f.Protected != (f.Name == "") && f.Line != s.Lines()[len(s.Lines())-1] {
				t.Errorf("%s: %+v", name, f)
			}
		}
	}
}

// A mended file of bad rows must not lose the mark with the address.
func TestProtectedSurvivesBadRows(t *testing.T) {
	s, r := check(t, "Pnr;Namn;Adress\n;Berg, Kim;Skyddad adress\n")
	var out bytes.Buffer
	if err := BadRows(&out, say.Swedish, s, Guess(s), r, r.Errors()); err != nil {
		t.Fatal(err)
	}
	_, r = check(t, strings.Replace(out.String(), "\r\n;", "\r\n"+pn(0)+";", 1))
	if len(r.Rows) != 1 || !r.Rows[0].Protected {
		t.Errorf("%s%+v", out.String(), r)
	}
}
