package roster

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestMapping(t *testing.T) {
	s := read(t, "Pnr;Namn;Gata;MVG;Ort;Ort;;Sekr\n"+pn(0)+";Berg, Kim;Storgatan 1;J;Gävle;Valbo;x;J\n", Options{})
	m := Guess(s)
	want := Mapping{"Pnr": Number, "Namn": Name, "Gata": Street, "MVG": Ignored, "Ort": Town, "Ort (2)": Ignored, "[G]": Ignored, "Sekr": Protected}
	if !maps.Equal(m, want) {
		t.Errorf("%v", m)
	}
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	back, err := ReadMapping(b)
	if err != nil || !maps.Equal(back, m) {
		t.Errorf("%v, %v", back, err)
	}
	again, unknown := Apply(s, back)
	if !maps.Equal(again, m) || unknown != nil || Unknown(unknown) != nil {
		t.Errorf("%v, %v", again, unknown)
	}
	// One column moved: the other that held the field gives way, the rest stays.
	moved, unknown := Apply(s, Mapping{"ort (2)": Town, "Kommun": Town, "Län": Ignored})
	want["Ort"], want["Ort (2)"] = Ignored, Town
	if !maps.Equal(moved, want) || !slices.Equal(unknown, []string{"Kommun", "Län"}) {
		t.Errorf("%v, %v", moved, unknown)
	}
	if err := Unknown(unknown); refusal(t, err) != "roster.err.mapping_column" {
		t.Error(err)
	}
	if r := Check(s, moved, rules); !r.Rows[0].Protected {
		t.Errorf("%+v", r.Rows)
	}
}

func TestMappingFiles(t *testing.T) {
	m, err := ReadMapping([]byte(`{"A": "number", "B": "Efternamn", "C": "gatuadress", "D": "", "E": null, "F": "ignored", "G": "c/o"}`))
	if err != nil || !maps.Equal(m, Mapping{"A": Number, "B": Family, "C": Street, "D": Ignored, "E": Ignored, "F": Ignored, "G": CareOf}) {
		t.Errorf("%v, %v", m, err)
	}
	for in, want := range map[string]string{"": "mapping", "[]": "mapping", `{"A": 1}`: "mapping", `{"A": "skostorlek"}`: "mapping_field", `{"A": "samtycke"}`: "mapping_field"} {
		_, err := ReadMapping([]byte(in))
		if got := refusal(t, err); got != "roster.err."+want {
			t.Errorf("%s: %s", in, got)
		}
	}
}

func TestUnmapped(t *testing.T) {
	for _, c := range []struct {
		header   string
		change   Mapping
		required string
		remarks  string
	}{
		{"Pnr;Namn;Adress;Postadress;Sekr", nil, "", ""},
		{"Pnr;Efternamn;Förnamn;Adress;Postnr;Ort;Sekr", nil, "", ""},
		{"a;b", nil, "[number name]", "no_address protected_none"},
		{"Pnr;Adress;Ort;Sekr", nil, "[name]", ""},
		{"Namn;Sekr", nil, "[number]", "no_address"},
		{"Pnr;Namn;Adress;Postnr;Sekr", Mapping{"Sekr": Ignored}, "", "protected_unused protected_none"},
		{"Pnr;Namn;Adress;Postnr;Sekr;x", Mapping{"x": Number, "Pnr": Number}, "", "twice"},
	} {
		s := read(t, c.header+"\nx;y\n", Options{})
		m, _ := Apply(s, c.change)
		required, remarks := Unmapped(s, m)
		var ids []string
		for _, r := range remarks {
			ids = append(ids, strings.TrimPrefix(r.ID, "roster.note."))
		}
		got := ""
		if len(required) > 0 {
			b, _ := json.Marshal(required)
			got = strings.NewReplacer(`"`, "", ",", " ").Replace(string(b))
			refusal(t, Required(required))
		}
		if got != c.required || strings.Join(ids, " ") != c.remarks {
			t.Errorf("%s: %s, %v", c.header, got, ids)
		}
	}
	if Required(nil) != nil {
		t.Error("nothing is required")
	}
}
