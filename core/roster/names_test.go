package roster

import "testing"

func TestNames(t *testing.T) {
	for _, c := range []struct {
		in          string
		familyFirst bool
		family      string
		given       string
	}{
		{"Berg, Kim", false, "Berg", "Kim"},
		{"Berg,Kim Eva", false, "Berg", "Kim Eva"},
		{"von Berg, Kim", true, "von Berg", "Kim"},
		{"Kim Berg", false, "Berg", "Kim"},
		{"Kim Eva Berg", false, "Berg", "Kim Eva"},
		{"Kim von Berg", false, "von Berg", "Kim"},
		{"Kim de la Berg", false, "de la Berg", "Kim"},
		{"Von Berg", false, "Berg", "Von"},
		{"Berg Kim", true, "Berg", "Kim"},
		{"Berg Kim Eva", true, "Berg", "Kim Eva"},
		{"von Berg Kim", true, "von Berg", "Kim"},
		{"Berg-Ek Kim", true, "Berg-Ek", "Kim"},
		{"Berg", false, "Berg", ""},
		{"Berg,", false, "Berg", ""},
		{", Kim", false, "", "Kim"},
		{"", true, "", ""},
	} {
		family, given := splitName(c.in, c.familyFirst)
		if family != c.family || given != c.given {
			t.Errorf("%q: got %q, %q", c.in, family, given)
		}
	}
	_, r := check(t, "Pnr;Efternamn Förnamn\n"+pn(0)+";Berg Kim\n")
	if r.Rows[0].Family != "Berg" || r.Rows[0].Given != "Kim" {
		t.Errorf("%+v", r.Rows)
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		header, row string
		want        Contact
	}{
		{"c/o;Adress;Postnr;Ort", "c/o Ek;Storgatan 1;80320;Gävle", Contact{CareOf: "Ek", Street: "Storgatan 1", Postcode: "803 20", Town: "Gävle"}},
		{"c/o;Adress;Postnr;Ort", "Ek;Storgatan 1;SE-80320;Gävle", Contact{CareOf: "Ek", Street: "Storgatan 1", Postcode: "803 20", Town: "Gävle"}},
		{"Adress1;Adress2;Postadress", "C/O Bo Ek;Storgatan 1;803 20  Gävle", Contact{CareOf: "Bo Ek", Street: "Storgatan 1", Postcode: "803 20", Town: "Gävle"}},
		{"Adress1;Adress2;Postadress", "Storgatan 1;lgh 1101;S-80320 Gävle", Contact{Street: "Storgatan 1, lgh 1101", Postcode: "803 20", Town: "Gävle"}},
		{"Adress;Ort", "c/o Ek, Storgatan 1;803 20 Gävle", Contact{CareOf: "Ek", Street: "Storgatan 1", Postcode: "803 20", Town: "Gävle"}},
		{"Adress", "Storgatan 1, 803 20 Gävle", Contact{Street: "Storgatan 1", Postcode: "803 20", Town: "Gävle"}},
		{"Adress", "\"Storgatan 1\n80320 Gävle\"", Contact{Street: "Storgatan 1", Postcode: "803 20", Town: "Gävle"}},
		{"Adress;Postnr;Ort;Land", "Storgatan 1;803 20;Gävle;SVERIGE", Contact{Street: "Storgatan 1", Postcode: "803 20", Town: "Gävle"}},
		{"Adress;Postnr;Ort;Land", "Storgata 1;0150;Oslo;Norge", Contact{Street: "Storgata 1", Postcode: "0150", Town: "Oslo", Country: "Norge"}},
		{"Adress;Postnr;Ort;Land", "Main Street 1;SW1A 1AA;London;Storbritannien", Contact{Street: "Main Street 1", Postcode: "SW1A 1AA", Town: "London", Country: "Storbritannien"}},
		{"Adress;Postnr;Ort", "Storgata 1;DK-2100;København", Contact{Street: "Storgata 1", Postcode: "2100", Town: "København", Country: "DK"}},
		{"Tel;Mobil", "026-12 34 56;070-123 45 67", Contact{Phone: "026-12 34 56", Mobile: "070-123 45 67"}},
		{"Telefon", "+46 70 123 45 67", Contact{Mobile: "+46 70 123 45 67"}},
		{"Hemtelefon;Telefon", "0701234567;026123456", Contact{Phone: "026123456", Mobile: "0701234567"}},
		{"Telefon;Mobil", "0701234567;0701234567", Contact{Mobile: "0701234567"}},
		{"Telefon;Mobil", "701234567;-", Contact{Mobile: "0701234567"}},
		{"E-post", "kim@example.se", Contact{Email: "kim@example.se"}},
		{"E-post", "kim(at)example.se", Contact{}},
		{"Adress", "'+1 Storgatan", Contact{Street: "+1 Storgatan"}},
	} {
		_, r := check(t, "Pnr;Namn;"+c.header+"\n"+pn(0)+";Berg, Kim;"+c.row+"\n")
		if len(r.Rows) != 1 || r.Rows[0].Contact != c.want {
			t.Errorf("%s: %s: got %+v\n%s", c.header, c.row, r.Rows, told(r.Faults))
		}
	}
}

func TestInterpreters(t *testing.T) {
	for _, c := range []struct {
		header, row string
		need        bool
		language    string
	}{
		{"Tolk", "Ja", true, ""}, {"Tolk", "J", true, ""}, {"Tolk", "nej", false, ""}, {"Tolk", "", false, ""}, {"Tolk", "-", false, ""},
		{"Tolk", "arabiska", true, "arabiska"}, {"Tolk", "Ja (somaliska)", true, "somaliska"}, {"Tolkspråk", "Svenska", false, ""},
		{"Tolk;Språk", "J;dari", true, "dari"}, {"Tolk;Språk", "N;dari", false, ""}, {"Språk", "dari", false, ""},
		{"Tolkbehov;Tolkspråk", "Ja;dari", true, "dari"},
	} {
		_, r := check(t, "Pnr;Namn;"+c.header+"\n"+pn(0)+";Berg, Kim;"+c.row+"\n")
		if got := r.Rows[0]; got.Interpreter != c.need || got.Language != c.language {
			t.Errorf("%s %s: %v %q", c.header, c.row, got.Interpreter, got.Language)
		}
	}
}
