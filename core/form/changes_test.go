package form

import (
	"bytes"
	"slices"
	"testing"

	"fyrtio/assets"
	"fyrtio/core/say"
)

// edited reads the shipped form with some of its text replaced.
func edited(t *testing.T, pairs ...string) *Definition {
	t.Helper()
	b, err := assets.Forms.ReadFile("forms/halsosamtal-1.json")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(pairs); i += 2 {
		if !bytes.Contains(b, []byte(pairs[i])) {
			t.Fatalf("the form has no %q", pairs[i])
		}
		b = bytes.Replace(b, []byte(pairs[i]), []byte(pairs[i+1]), 1)
	}
	d, err := Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestChangesBetweenVersions(t *testing.T) {
	if list := Changes(Shipped(), edited(t)); len(list) > 0 {
		t.Errorf("a form differs from itself: %+v", list)
	}
	for _, c := range []struct {
		name   string
		from   []string
		kind   ChangeKind
		id     string
		breaks bool
	}{
		{"wording", []string{"Vilken är din högsta utbildning?", "Vilken utbildning har du?"}, Reworded, "bg.education", false},
		{"new id", []string{`"linkId": "m.hip"`, `"linkId": "m.hips"`}, ItemAdded, "m.hips", false},
		{"option's words", []string{`"display": "Grundskola"`, `"display": "Folkskola"`}, Reworded, "bg.education", false},
		{"title", []string{`"title": "Frågor inför ditt hälsosamtal"`, `"title": "Inför samtalet"`}, TitleChanged, "", false},
		{"loinc", []string{`"code": "8302-2"`, `"code": "3137-7"`}, CodesChanged, "m.height", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := Changes(Shipped(), edited(t, c.from...))
			i := slices.IndexFunc(list, func(ch Change) bool { return ch.Kind == c.kind && ch.LinkID == c.id })
			if i < 0 {
				t.Fatalf("%+v", list)
			}
			if list[i].Breaks() != c.breaks {
				t.Errorf("breaks: %v", list[i].Breaks())
			}
		})
	}
	list := Changes(Shipped(), edited(t, `"linkId": "m.hip"`, `"linkId": "m.hips"`))
	if last := list[len(list)-1]; last.Kind != ItemRemoved || last.LinkID != "m.hip" || !last.Breaks() || last.New != (Words{}) {
		t.Errorf("%+v", last)
	}
}

// A change of any part is told, so that no version differs silently.
func TestChangesTellEveryPart(t *testing.T) {
	for _, change := range []func(*Item){
		func(it *Item) { it.Type = Real },
		func(it *Item) { it.Required = !it.Required },
		func(it *Item) { it.When = nil },
		func(it *Item) { it.Max = MustNumber("99") },
		func(it *Item) { it.Unit = Words{SV: "per dygn"} },
		func(it *Item) { it.Number = 99 },
		func(it *Item) { it.Section = "diet" },
		func(it *Item) { it.Text.SV += "?" },
		func(it *Item) { it.Help.EN += "!" },
		func(it *Item) { it.Short.SV += "r" },
		func(it *Item) { it.Cl24 = 7 },
		func(it *Item) { it.Codes = append(it.Codes, Coding{"a", "b"}) },
		func(it *Item) { it.Below = "m.sbp" },
	} {
		b := *Shipped()
		b.Items = slices.Clone(b.Items)
		change(&b.Items[b.index["tobacco.cigarettes"]])
		if len(Changes(Shipped(), &b)) != 1 {
			t.Errorf("%+v", Changes(Shipped(), &b))
		}
	}
	for _, change := range []func(*Option){
		func(o *Option) { o.Code = "9" },
		func(o *Option) { o.Score, o.HasScore = 9, true },
		func(o *Option) { o.Text.SV += "." },
	} {
		b := *Shipped()
		b.Items = slices.Clone(b.Items)
		it := &b.Items[b.index["activity.training"]]
		it.Options = slices.Clone(it.Options)
		change(&it.Options[0])
		list := Changes(Shipped(), &b)
		if len(list) != 1 || list[0].Old.In(say.Swedish) == list[0].New.In(say.Swedish) {
			t.Errorf("%+v", list)
		}
	}
}

func TestKeyingsAreCompared(t *testing.T) {
	first := Answers{"m.weight": Num(MustNumber("82.5")), "health.stress": Code("2"), "m.waist": None(Declined), "m.hip": Number(101), "note": Text("a")}
	second := Answers{"m.weight": Num(MustNumber("82.50")), "health.stress": Code("3"), "m.waist": None(Unmeasured), "tobacco.snus": Code("1"), "note": Text("a")}
	differ, compared := Shipped().Keyings(first, second)
	var ids []string
	for _, m := range differ {
		ids = append(ids, m.LinkID)
	}
	if want := []string{"health.stress", "tobacco.snus", "m.waist", "m.hip"}; !slices.Equal(ids, want) || compared != 6 {
		t.Errorf("%v of %d", ids, compared)
	}
	if differ, compared := Shipped().Keyings(first, second, "m.weight", "health.stress"); len(differ) != 1 || compared != 2 || differ[0].First != Code("2") {
		t.Errorf("%+v of %d", differ, compared)
	}
}
