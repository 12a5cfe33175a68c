package roster

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func encode(t testing.TB, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEncodings(t *testing.T) {
	text := strings.ReplaceAll(header+person(0), "Kim", "Åsa Ölén")
	for _, c := range []struct{ name, data, want string }{
		{"utf-8", text, utf8Name},
		{"utf-8 with mark", "\ufeff" + text, utf8Name},
		{"utf-16 le with mark", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), text), utf16LE},
		{"utf-16 be with mark", encode(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), text), utf16BE},
		{"utf-16 le", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), text), utf16LE},
		{"utf-16 be", encode(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), text), utf16BE},
		{"windows-1252", encode(t, charmap.Windows1252, text), windows1252},
		{"utf-8 decomposed", strings.NewReplacer("Å", "A\u030a", "Ö", "O\u0308", "é", "e\u0301").Replace(text), utf8Name},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, r := check(t, c.data)
			if s.Encoding != c.want || s.Separator != ";" || len(r.Faults) != 0 {
				t.Fatalf("read as %s, %q: %s", s.Encoding, s.Separator, told(r.Faults))
			}
			if got := r.Rows[0]; got.Given != "Åsa Ölén" || got.Contact.Town != "Gävle" {
				t.Errorf("got %q in %q", got.Given, got.Contact.Town)
			}
		})
	}
	// One damaged byte must not turn every other letter of the file into nonsense.
	s, r := check(t, strings.Repeat("Åäö", 10)+"\n"+strings.Replace(text, "Berg", "B\xe9rg", 1))
	if s.Encoding != utf8Name || told(r.Faults) != "3 Efternamn format warning unreadable\n" {
		t.Errorf("%s: %s", s.Encoding, told(r.Faults))
	}
}

func TestSeparators(t *testing.T) {
	rows := "Pnr;Namn;Postadress\n" + pn(0) + ";\"Berg, Kim\";803 20 Gävle\n" + pn(1) + ";\"Ek, Bo\";803 20 Gävle\n"
	for _, sep := range []string{";", ",", "\t", "|"} {
		for _, end := range []string{"\n", "\r\n", "\r"} {
			for _, order := range []string{"", "sep=" + sep + end} {
				data := order + strings.NewReplacer(";", sep, "\n", end).Replace(rows)
				s, r := check(t, data)
				if s.Separator != sep || len(r.Faults) != 0 || len(r.Rows) != 2 || r.Rows[1].Line != 3 || r.Rows[1].Family != "Ek" || r.Rows[1].Contact.Town != "Gävle" {
					t.Errorf("%q: %q: %s %+v", data, s.Separator, told(r.Faults), r.Rows)
				}
			}
		}
	}
	// A comma in every name is no separator where there is a better one.
	if s, r := check(t, "Pnr;Namn\n"+pn(0)+";Berg, Kim\n"+pn(1)+";Ek, Bo\n"); s.Separator != ";" || len(r.Rows) != 2 {
		t.Errorf("%q %+v", s.Separator, r)
	}
	// One column, no separator at all.
	if s := read(t, "Personnummer\n"+pn(0)+"\n", Options{}); len(s.Columns) != 1 || s.Columns[0].Guess != Number {
		t.Errorf("%+v", s.Columns)
	}
}

func TestQuotes(t *testing.T) {
	for _, c := range []struct {
		in   string
		want [][]string
	}{
		{"a;b", [][]string{{"a", "b"}}},
		{"a;b;\n", [][]string{{"a", "b", ""}}},
		{`"a;1";"b ""x"""` + "\n", [][]string{{"a;1", `b "x"`}}},
		{"\"a\nb\";c\nd;e\n", [][]string{{"a\nb", "c"}, {"d", "e"}}},
		{`5" rör;b` + "\nc;d", [][]string{{`5" rör`, "b"}, {"c", "d"}}},
		{"\"a;b\nc;d\ne;f\n", [][]string{{"a", "b"}, {"c", "d"}, {"e", "f"}}},                      // never closed
		{"\"a;b\nc;d\n\"e\";f\n", [][]string{{"a", "b"}, {"c", "d"}, {"e", "f"}}},                  // closed by another's quote
		{"\"a\";\"Kim \"Kimpa\" Berg\"\nc;d\n", [][]string{{"a", `Kim "Kimpa" Berg`}, {"c", "d"}}}, // quotes not doubled
	} {
		p := splitter{text: c.in, sep: ';'}
		var got [][]string
		for p.pos < len(p.text) {
			cells, _ := p.next()
			got = append(got, cells)
		}
		if !slices.EqualFunc(got, c.want, slices.Equal[[]string]) {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
	_, r := check(t, header+strings.Replace(person(0), "Berg", `"Berg`, 1)+person(1))
	if told(r.Faults) != "2  format warning quoting\n" || len(r.Rows) != 2 || r.Rows[0].Family != "Berg" {
		t.Errorf("%s %+v", told(r.Faults), r.Rows)
	}
}

func TestHeader(t *testing.T) {
	for _, c := range []struct {
		name, data string
		row        int
		want       string // fields by column
	}{
		{"plain", header + person(0), 1, "number family given street postcode town mobile protected"},
		{"the picture's", "x\n\nPnr;Patientnamn;Utdeladr.;C/o;Postnr;Ort;Tel mobil;Sekr.;MVG;List. läk.\n" + pn(0) + ";Berg, Kim;;;;;;;;\n", 3, "number name street care_of postcode town mobile protected  "},
		{"english", "Personal number;Last name;First name;Street address;Zip code;City;Country;Phone;Cell phone;E-mail;Protected identity;Interpreter\n" + pn(0) + ";Berg;Kim\n", 1,
			"number family given street postcode town country phone mobile email protected interpreter"},
		{"titles above", "Personnummer och namn\nUttag;2026-01-02\n;;\n\n" + header + person(0), 5, "number family given street postcode town mobile protected"},
		{"one name", "PERSONNR;NAMN\n" + pn(0) + ";Berg, Kim\n", 1, "number name"},
		{"name and family name", "Personnr;Namn;Efternamn\n" + pn(0) + ";Kim;Berg\n", 1, "number given family"},
		{"both ways", "Pnr;Patient;Förnamn;Efternamn\n" + pn(0) + ";x;Kim;Berg\n", 1, "number  given family"},
		{"called by", "Pnr;Efternamn;Förnamn;Tilltalsnamn\n" + pn(0) + ";Berg;Kim;Kim\n", 1, "number family given "},
		{"post with code", "Pnr;Namn;Adress;Postadress\n" + pn(0) + ";Berg, Kim;Storgatan 1;803 20 Gävle\n", 1, "number name street post_address"},
		{"post is town", "Pnr;Namn;Adress;Postnr;Postadress\n" + pn(0) + ";Berg, Kim;Storgatan 1;803 20;Gävle\n", 1, "number name street postcode town"},
		{"post is street", "Pnr;Namn;Postadress;Postnr;Ort\n" + pn(0) + ";Berg, Kim;Storgatan 1;803 20;Gävle\n", 1, "number name street postcode town"},
		{"several marks", "Person-ID;Efternamn, förnamn;Sekretessmarkering;Skyddad folkbokföring;Skyddade personuppgifter\n" + pn(0) + ";Berg, Kim\n", 1, "number name protected protected protected"},
		{"interpreter", "Pnr;Namn;Tolk;Språk;Födelsedatum\n" + pn(0) + ";Berg, Kim\n", 1, "number name interpreter language born"},
		{"no header", pn(0) + ";Berg, Kim\n" + pn(1) + ";Ek, Bo\n", NoHeader, "number "},
		{"unknown names", "a;b;c\n" + pn(0) + ";Berg, Kim;x\n", 1, "number  "},
		{"nothing known", "Vara;Pris\nStol;100\nBord;200\n", 1, " "},
		{"trailing separators", "Pnr;Namn;;;\n" + pn(0) + ";Berg, Kim;;;\n", 1, "number name"},
		{"name and called by", "Pnr;Namn;Tilltalsnamn\n" + pn(0) + ";Berg, Kim;Kim\n", 1, "number name "},
		{"name is family name", "Pnr;Namn;Förnamn\n" + pn(0) + ";Berg;Kim\n", 1, "number family given"},
		{"invisible", "\u200bPnr;\u00a0Namn\u00ad;Ort\ufeff\n" + pn(0) + ";Berg, Kim\n", 1, "number name town"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := read(t, c.data, Options{})
			var got []string
			for _, column := range s.Columns {
				got = append(got, string(column.Guess))
			}
			if s.HeaderRow != c.row || strings.Join(got, " ") != c.want {
				t.Errorf("row %d %q, want %d %q", s.HeaderRow, strings.Join(got, " "), c.row, c.want)
			}
		})
	}
}

func TestHeaderRowChosen(t *testing.T) {
	data := "Namn;Pnr\nPnr;Namn\n" + pn(0) + ";Berg, Kim\n"
	if s := read(t, data, Options{HeaderRow: 2}); s.HeaderRow != 2 || s.Rows() != 1 || s.Columns[0].Guess != Number {
		t.Errorf("%+v", s)
	}
	if s := read(t, data, Options{HeaderRow: NoHeader}); s.Rows() != 3 || s.Columns[0].Key != "[A]" {
		t.Errorf("%+v", s)
	}
	_, err := Read(context.Background(), "x", []byte(data), Options{HeaderRow: 7})
	if refusal(t, err) != "roster.err.header_row" {
		t.Error(err)
	}
}

func TestRefusedFiles(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"empty", "", "empty"},
		{"mark alone", "\ufeff", "empty"},
		{"white space", " \n\t\r\n ;;; \n", "empty"},
		{"header only", header, "no_rows"},
		{"header and empty rows", header + ";;;;;\n\n", "no_rows"},
		{"pdf", "%PDF-1.7\n...", "pdf"},
		{"web page", "<html><table><tr><td>Pnr</td></tr></table></html>", "page"},
		{"xml", "\ufeff<?xml version=\"1.0\"?><Workbook/>", "page"},
		{"old excel", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600), "xls"},
		{"password", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600) + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", "password"},
		{"picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00\x01\x02\x03\x04", "format"},
		{"half a workbook", "PK\x03\x04 and then nothing", "damaged"},
	} {
		_, err := Read(context.Background(), c.name, []byte(c.data), Options{})
		if got := refusal(t, err); got != "roster.err."+c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestS15Caps(t *testing.T) {
	ctx := context.Background()
	cell := strings.Repeat("x", 100)
	for _, c := range []struct {
		name string
		data func() []byte
		want string
	}{
		{"file at the cap", func() []byte {
			b := bytes.Repeat([]byte(cell+"\n"), MaxFile/(len(cell)+1)+1)
			return append([]byte(header), b[:MaxFile-len(header)]...)
		}, "rows"},
		{"file over the cap", func() []byte { return make([]byte, MaxFile+1) }, "big"},
		{"rows at the cap", func() []byte { return []byte(header + strings.Repeat("x;y\n", MaxRows)) }, ""},
		{"rows over the cap", func() []byte { return []byte(header + strings.Repeat("x;y\n", MaxRows+1)) }, "rows"},
		{"empty rows count for nothing", func() []byte { return []byte(header + strings.Repeat(";\n", 2*MaxRows) + "x;y\n") }, ""},
		{"columns at the cap", func() []byte { return []byte(header + strings.Repeat("x;", MaxColumns-1) + "x\n") }, ""},
		{"columns over the cap", func() []byte { return []byte(header + strings.Repeat("x;", MaxColumns) + "x\n") }, "columns"},
		{"empty columns count for nothing", func() []byte { return []byte(header + "x" + strings.Repeat(";", 5_000_000) + "\n") }, ""},
		{"far column", func() []byte { return []byte(header + "x" + strings.Repeat(";", 5_000_000) + "y\n") }, "columns"},
		{"a quote on every row", func() []byte { return []byte(header + strings.Repeat("\"x;y\n", MaxRows-1) + "x;y\n") }, ""},
	} {
		s, err := Read(ctx, c.name, c.data(), Options{})
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want == "" && len(s.Columns) > MaxColumns:
			t.Errorf("%s: %d columns", c.name, len(s.Columns))
		case c.want != "" && refusal(t, err) != "roster.err."+c.want:
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	_, err := Read(stopped, "x", []byte(header+strings.Repeat("x;y\n", 1000)), Options{})
	if refusal(t, err) != "roster.err.slow" {
		t.Error(err)
	}
	_, err = Read(stopped, "x", book(t, [][]any{{"Pnr", "Namn"}, {pn(0), "Berg, Kim"}}), Options{})
	if refusal(t, err) != "roster.err.slow" {
		t.Error(err)
	}
}
