package roster

import (
	"strings"
	"testing"

	"fyrtio/core/pnr"
	"fyrtio/core/say"
)

func TestGoodRow(t *testing.T) {
	_, r := check(t, header+person(0))
	if len(r.Faults) != 0 || len(r.Rows) != 1 || r.Share() != 1 || r.Total != 1 || r.Left() != 0 {
		t.Fatalf("%+v", r)
	}
	got := r.Rows[0]
	want := Row{Line: 2, Number: got.Number, Family: "Berg", Given: "Kim", Contact: Contact{Street: "Storgatan 1", Postcode: "803 20", Town: "Gävle", Mobile: "070-123 45 67"}}
	if got != want || got.Number.String() != pn(0) {
		t.Errorf("got %+v", got)
	}
}

// A row with each fault in turn: what is told, of which row, and what becomes of it.
func TestFaults(t *testing.T) {
	p := pn(0)
	short := p[2:8] + "-" + p[8:]
	wrong := p[:11] + string('0'+(p[11]-'0'+1)%10)
	for _, c := range []struct {
		name, row, want string
	}{
		{"nothing", p + ";Berg;Kim;Storgatan 1;803 20;Gävle;;", ""},
		{"ten digits", short + ";Berg;Kim;Storgatan 1;803 20;Gävle;;", ""},
		{"white space", "  " + short + " ;\u00a0Berg\t;  Kim ; Storgatan  1 ; 80320 ;Gävle ;;\u200b", ""},
		{"no number", ";Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr missing error number_missing"},
		{"white number", " ;Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr missing error number_missing"},
		{"check digit", wrong + ";Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr checksum error checksum"},
		{"day", "19860431-2380;Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr format error date"},
		{"month", "19861301-2380;Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr format error month"},
		{"interim", "860102-TF12;Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr format error interim"},
		{"reserve", "98240301AA06;Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr format error reserve"},
		{"words", "okänt;Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr format error characters"},
		{"eleven digits", p[1:] + ";Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr format error length"},
		{"lost zeros", "601022386;Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr format error zeros"},
		{"rounded", "1,98601E+11;Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr format error rounded"},
		{"rounded with a point", "1.98601E+11;Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr format error rounded"},
		{"rounded and saved again", "198601000000;Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr format error rounded"},
		{"too narrow", "########;Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr format error error_cell"},
		{"all digits in the long form", "1," + p[1:] + "E+11;Berg;Kim;Storgatan 1;803 20;Gävle;;", ""},
		{"a decimal that is none", p + ".0;Berg;Kim;Storgatan 1;803 20;Gävle;;", ""},
		{"apostrophe", "'" + p + ";Berg;Kim;Storgatan 1;803 20;Gävle;;", ""},
		{"invisible in the number", p[:8] + "\u200b-\u200b" + p[8:] + "\ufeff;Berg;Kim;Storgatan 1;803 20;Gävle;;", ""},
		{"wrong year", published()["1968"][0] + ";Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr birth_year error birth_year"},
		{"wrong year and check digit", published()["1968"][0][:11] + "x;Berg;Kim;Storgatan 1;803 20;Gävle;;", "Pnr format error interim"},
		{"no name", p + ";;;Storgatan 1;803 20;Gävle;;", "Efternamn missing error name_missing"},
		{"no family name", p + ";;Kim;Storgatan 1;803 20;Gävle;;", "Efternamn missing warning family_missing"},
		{"no given name", p + ";Berg;;Storgatan 1;803 20;Gävle;;", "Förnamn missing warning given_missing"},
		{"endless name", p + ";" + strings.Repeat("Berg ", 30) + ";Kim;Storgatan 1;803 20;Gävle;;", "Efternamn format error name_long"},
		{"digits for a name", p + ";803 20;Kim;Storgatan 1;803 20;Gävle;;", "Efternamn format warning name_digits"},
		{"numbered namesake", p + ";Berg 2;Kim;Storgatan 1;803 20;Gävle;;", ""},
		{"failed name", p + ";#SAKNAS!;Kim;Storgatan 1;803 20;Gävle;;", "Efternamn format error error_cell"},
		{"other scripts", p + ";Łoś-Đorđević;Şükrü Нина 莉;Storgatan 1;803 20;Gävle;;", ""},
		{"no street", p + ";Berg;Kim;;803 20;Gävle;;", "Adress missing warning street_missing"},
		{"no postcode", p + ";Berg;Kim;Storgatan 1;;Gävle;;", "Postnr missing warning postcode_missing"},
		{"no town", p + ";Berg;Kim;Storgatan 1;803 20;;;", "Ort missing warning town_missing"},
		{"short postcode", p + ";Berg;Kim;Storgatan 1;8032;Gävle;;", "Postnr format warning postcode"},
		{"long postcode", p + ";Berg;Kim;Storgatan 1;803 201;Gävle;;", "Postnr format warning postcode"},
		{"postcode with 0", p + ";Berg;Kim;Storgatan 1;003 20;Gävle;;", "Postnr format warning postcode"},
		{"words for a postcode", p + ";Berg;Kim;Storgatan 1;Gävle;Gävle;;", "Postnr format warning postcode"},
		{"SE", p + ";Berg;Kim;Storgatan 1;SE-803 20;Gävle;;", ""},
		{"abroad", p + ";Berg;Kim;Storgata 1;NO-0150;Oslo;;", " format warning abroad"},
		{"endless street", p + ";Berg;Kim;" + strings.Repeat("a", 151) + ";803 20;Gävle;;", "Adress format warning long\nAdress missing warning street_missing"},
		{"failed street", p + ";Berg;Kim;#N/A;803 20;Gävle;;", "Adress format warning error_value\nAdress missing warning street_missing"},
		{"telephone", p + ";Berg;Kim;Storgatan 1;803 20;Gävle;ring mamma;", "Mobil format warning phone"},
		{"few digits", p + ";Berg;Kim;Storgatan 1;803 20;Gävle;0701;", "Mobil format warning phone"},
		{"control characters", p + ";Be\x01rg;Kim;Storgatan 1;803 20;Gävle;;", "Efternamn format warning control"},
		{"lost character", p + ";Bj\ufffdrk;Kim;Storgatan 1;803 20;Gävle;;", "Efternamn format warning unreadable"},
		{"protected?", p + ";Berg;Kim;Storgatan 1;803 20;Gävle;;se kontakt", "Sekr format warning protected_unsure"},
		{"protected address", p + ";Berg;Kim;Skyddad adress;;;;", "Adress format warning protected_text"},
		{"forwarding box", p + ";Berg;Kim;Box 2820;403 20;Göteborg;;", "Adress format warning protected_text"},
		{"protected", p + ";Berg;Kim;;;;;J", ""},
		{"one cell too many", p + ";Berg;Kim;Storgatan 1;lgh 2;803 20;Gävle;070-1234567;nej", " format error shifted\nPostnr format warning postcode\nMobil format warning phone\nSekr format warning protected_unsure"},
		{"all at once", wrong + ";;;;12;;x;", "Pnr checksum error checksum\nEfternamn missing error name_missing\nPostnr format warning postcode\nOrt missing warning town_missing\nAdress missing warning street_missing\nMobil format warning phone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, r := check(t, header+c.row+"\n"+person(1)+person(2))
			var want strings.Builder
			for line := range strings.SplitSeq(c.want, "\n") {
				if line != "" {
					want.WriteString("2 " + line + "\n")
				}
			}
			// A row with a cell too many cannot be told wholly; the first fault is what counts there.
			got := told(r.Faults)
			if c.name == "one cell too many" {
				got, _, _ = strings.Cut(got, "\n")
				if got != "2  format error shifted" {
					t.Errorf("got %s", got)
				}
				return
			}
			if got != want.String() {
				t.Errorf("got\n%swant\n%s", got, &want)
			}
			left := 0
			if strings.Contains(c.want, " error ") {
				left = 1
			}
			if r.Left() != left {
				t.Errorf("%d rows are left out, want %d", r.Left(), left)
			}
		})
	}
}

// The words of every fault exist, say more than the id, and hold no blank.
func TestFaultWords(t *testing.T) {
	args := []any{"Date", "x", "Month", 13, "Form", "1,98601E+11", "Year", 1968, "Years", "1986", "Rows", "12", "Row", 12, "What", "x", "Max", 1, "Country", "Norge"}
	for id := range kinds {
		for _, part := range []string{"fault.", "help."} {
			for _, lang := range []say.Lang{say.Swedish, say.English} {
				words := say.In(lang, say.T("roster."+part+id, args...))
				if strings.HasPrefix(words, "roster.") || strings.Contains(words, "<no value>") {
					t.Errorf("%s%s in %s: %q", part, id, lang, words)
				}
			}
		}
	}
	for _, f := range Fields {
		if words := say.In(say.English, f.Label()); strings.HasPrefix(words, "roster.") {
			t.Errorf("field %s has no words", f)
		}
	}
	for _, d := range []string{"protected", "name", "address", "phone", "interpreter", "fault"} {
		if words := say.In(say.English, say.T("roster.differs."+d)); strings.HasPrefix(words, "roster.") {
			t.Errorf("difference %s has no words", d)
		}
	}
}

func TestRowNumbersAreTheSheets(t *testing.T) {
	_, r := check(t, "Listning 2026\n\nUttag;2026-01-15\n"+header+"\n"+person(0)+"\n;;;;;;;\n"+";Berg;\"Kim\nEva\";\"Stora\r\ngatan 1\";803 20;Gävle;;\n"+"x"+person(1))
	if got := told(r.Faults); got != "9 Pnr missing error number_missing\n10 Pnr format error characters\n" {
		t.Errorf("got %s", got)
	}
}

func TestWrongFileShare(t *testing.T) {
	old := published()["1976"]
	row := func(n string) string { return n + ";Berg;Kim;Storgatan 1;803 20;Gävle;;\n" }
	_, r := check(t, header+person(0)+person(1)+person(2)+row(old[0])+row("860431-0000")+row("1,98601E+11")+row(""))
	if r.Total != 7 || r.YearKnown != 5 || r.RightYear != 4 || r.Share() != 0.8 {
		t.Errorf("%+v", r)
	}
	s := read(t, header+person(0)+row(old[0]), Options{})
	if r := Check(s, Guess(s), Rules{Cohort: 2026, Ages: []int{50, 40}, Today: rules.Today}); r.Share() != 1 || len(r.Rows) != 2 {
		t.Errorf("two ages: %+v", r)
	}
	if _, r := check(t, header+row("")); r.Share() != 1 {
		t.Errorf("nothing to judge by: %v", r.Share())
	}
}

func TestDuplicates(t *testing.T) {
	p := pn(0)
	short := p[2:8] + "-" + p[8:]
	same := p + ";Berg;Kim;Storgatan 1;803 20;Gävle;;\n"
	_, r := check(t, header+same+person(1)+short+" ;Berg; Kim;Storgatan 1;80320;Gävle;;nej\n")
	if got := told(r.Faults); got != "4 Pnr duplicate warning repeated\n" || len(r.Rows) != 2 || r.Rows[0].Line != 2 {
		t.Errorf("equal rows: %s%+v", got, r.Rows)
	}
	_, r = check(t, header+same+person(1)+p+";Berg;Kim;Lillgatan 2;803 20;Gävle;;\n"+same)
	if got := told(r.Faults); got != "2 Pnr duplicate error duplicate\n4 Pnr duplicate error duplicate\n5 Pnr duplicate error duplicate\n" || len(r.Rows) != 1 {
		t.Errorf("rows that differ: %s%+v", got, r.Rows)
	}
	if got := say.In(say.Swedish, r.Faults[1].Text); got != "Samma person som rad 2, 5, med annan adress" {
		t.Error(got)
	}
	_, r = check(t, header+same+p+";;;Storgatan 1;803 20;Gävle;;\n")
	if len(r.Rows) != 0 || len(r.Errors()) != 3 {
		t.Errorf("one of them with a fault: %s", told(r.Faults))
	}
}

func TestReserve(t *testing.T) {
	s := read(t, "Personnr;Namn;Född\n98240301AA06;Berg, Kim;1986-03-05\n98240301AA07;Berg, Bo;\n98240301AA08;Berg, Al;1976-01-01\n"+pn(0)+";Berg, Eva;1986-12-31\n", Options{})
	r := Check(s, Guess(s), Rules{Cohort: 2026, Today: rules.Today, Reserve: true})
	if got := told(r.Faults); got != "3 Personnr birth_year warning year_unknown\n4 Personnr birth_year error birth_year\n5 Född format warning born_differs\n" {
		t.Errorf("got %s", got)
	}
	if len(r.Rows) != 3 || r.Rows[0].Number.Kind() != pnr.Reservnummer {
		t.Errorf("%+v", r.Rows)
	}
}

func TestQ3VaccinationIsNotConsent(t *testing.T) {
	for _, name := range []string{"MVG", "Använt MVG", "Vaccination covid", "vaccinerad", "Min Vård Gävleborg"} {
		s := read(t, "Pnr;Namn;"+name+"\n"+pn(0)+";Berg, Kim;Ja\n", Options{})
		c := s.Columns[2]
		if c.Guess != Ignored || c.Note.ID != "roster.note.mvg" || Guess(s)[c.Key] != Ignored {
			t.Errorf("%s: %+v", name, c)
		}
	}
	s := read(t, "Pnr;Namn;Samtycke\n"+pn(0)+";Berg, Kim;Ja\n", Options{})
	if s.Columns[2].Note.ID != "roster.note.consent" {
		t.Errorf("%+v", s.Columns[2])
	}
	// There is no field to map such a column to, so nobody can make consent of it by hand either.
	for _, f := range Fields {
		if strings.Contains(string(f), "consent") {
			t.Errorf("a roster has a field %s", f)
		}
	}
}
