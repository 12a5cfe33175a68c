package form

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/fault"

	"pgregory.net/rapid"
)

func shippedFile(t testing.TB) []byte {
	t.Helper()
	b, err := assets.Forms.ReadFile("forms/halsosamtal-1.json")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// shorter gives the first sections of the shipped form, so that it can be read often.
func shorter(t testing.TB) []byte {
	t.Helper()
	var whole map[string]json.RawMessage
	var items []json.RawMessage
	err := json.Unmarshal(shippedFile(t), &whole)
	if err == nil {
		err = json.Unmarshal(whole["item"], &items)
	}
	if err == nil {
		whole["item"], err = json.Marshal(items[:4])
	}
	b, marshalled := json.MarshalIndent(whole, "", " ")
	if err = errors.Join(err, marshalled); err != nil {
		t.Fatal(err)
	}
	return b
}

var reworded = day.Date{Year: 2026, Month: 4, Day: 1}

// What a rewording changes is texts and nothing else: no code, score, condition, range,
// order or link id, whatever is written wherever.
func TestRewordChangesOnlyTexts(t *testing.T) {
	file := shorter(t)
	shorterForm, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	all := shorterForm.Texts()
	word := rapid.OneOf(rapid.StringMatching(`[A-Öa-ö0-9 "\\<&{}\[\]:,]{1,30}`), rapid.Just("Hur mår du, \"egentligen\"?\n<b>&"))
	rapid.Check(t, func(t *rapid.T) {
		file, before := file, shorterForm
		for range 2 { // also what was reworded once
			var edits []Worded
			for _, text := range rapid.SliceOfNDistinct(rapid.SampledFrom(all), 1, 12, func(w Worded) Place { return w.Place }).Draw(t, "texts") {
				if text.Part == IntroText && before.Intro.IsZero() {
					continue
				}
				w := Words{strings.TrimSpace(word.Draw(t, "sv")), strings.TrimSpace(word.Draw(t, "en"))}
				if w.SV == "" {
					w.SV = "x"
				}
				switch rapid.IntRange(0, 3).Draw(t, "kind") {
				case 0:
					w.EN = ""
				case 1:
					if text.Optional() {
						w = Words{}
					}
				}
				edits = append(edits, Worded{text.Place, w})
			}
			version := NextVersion(before.Version, nil)
			out, err := Reword(file, version, reworded, edits)
			if err != nil {
				t.Fatal(err)
			}
			d, err := Read(out)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range Changes(before, d) {
				if c.Kind != Reworded && c.Kind != TitleChanged && c.Kind != HeadChanged {
					t.Fatalf("a rewording made %s of %s: %v → %v", c.Kind, c.LinkID, c.Old, c.New)
				}
			}
			if d.Version != version || d.Date != reworded {
				t.Fatalf("version %s of %s", d.Version, d.Date)
			}
			now := map[Place]Words{}
			for _, text := range d.Texts() {
				now[text.Place] = text.Words
			}
			for _, e := range edits {
				if got := now[e.Place]; got != e.Words {
					if got != (Words{}) || e.Words != d.fullOf(e.Place) { // a short name like the question is none
						t.Fatalf("%v is %q, want %q", e.Place, got, e.Words)
					}
				}
			}
			file, before = out, d
		}
	})
}

// All that is not reworded stays as it stands in the file, byte for byte.
func TestRewordLeavesTheFile(t *testing.T) {
	file := shippedFile(t)
	out, err := Reword(file, "1.1", reworded, []Worded{{Place{Question, "bg.education", ""}, Words{"Vilken utbildning har du?", "What education do you have?"}}})
	if err != nil {
		t.Fatal(err)
	}
	want := bytes.Replace(file, []byte("Vilken är din högsta utbildning?"), []byte("Vilken utbildning har du?"), 1)
	want = bytes.Replace(want, []byte("What is your highest education?"), []byte("What education do you have?"), 1)
	want = bytes.Replace(want, []byte(`"version": "1"`), []byte(`"version": "1.1"`), 1)
	want = bytes.Replace(want, []byte(`"date": "2026-01-01"`), []byte(`"date": "2026-04-01"`), 1)
	if !bytes.Equal(out, want) {
		t.Error("more than the texts was changed")
	}
	// Given as they are, texts change nothing.
	same, err := Reword(file, "1", Shipped().Date, Shipped().Texts())
	if err != nil || !bytes.Equal(same, file) {
		t.Error("texts that are the same changed the file", err)
	}
}

func TestRewordRefuses(t *testing.T) {
	file := shippedFile(t)
	for id, text := range map[string]Worded{
		"form.err.place": {Place{Question, "bg.shoes", ""}, Words{"x", ""}},
		"form.err.empty": {Place{Question, "bg.education", ""}, Words{}},
		"form.err.read":  {Place{Question, "bg.education", ""}, Words{strings.Repeat("x", 3000), ""}},
	} {
		if _, err := Reword(file, "2", reworded, []Worded{text}); faultID(err) != id {
			t.Errorf("%s: %v", id, err)
		}
	}
	if _, err := Reword([]byte("{}"), "2", reworded, nil); err == nil {
		t.Error("no form was reworded")
	}
}

func TestNextVersion(t *testing.T) {
	for _, c := range []struct {
		version, want string
		taken         []string
	}{{"1", "1.1", nil}, {"1.1", "1.2", nil}, {"1", "1.3", []string{"1.1", "1.2"}}, {"2026", "2026.1", nil}, {"1.9", "1.10", nil}, {"a.b", "a.b.1", nil}, {".5", ".5.1", nil}} {
		if got := NextVersion(c.version, c.taken); got != c.want {
			t.Errorf("after %s comes %s, want %s", c.version, got, c.want)
		}
	}
}

func FuzzReword(f *testing.F) {
	f.Add(shippedFile(f), "Hur mår du?", "")
	f.Add([]byte(`{"resourceType":"Questionnaire","version":"1","title":"a","title":"b","item":[{"linkId":"a","text":"a","type":"group","item":[{"linkId":"b","text":"b","type":"text"}]}]}`), "x", "y")
	f.Fuzz(func(t *testing.T, file []byte, sv, en string) {
		d, err := Read(file)
		if err != nil {
			return
		}
		texts := d.Texts()
		for i := range texts {
			texts[i].Words = Words{sv, en}
		}
		out, err := Reword(file, "9", reworded, texts)
		if err != nil {
			return
		}
		after, err := Read(out)
		if err != nil || after.Version != "9" {
			t.Fatal(err)
		}
		if slices.ContainsFunc(Changes(d, after), Change.Breaks) {
			t.Fatal("a rewording breaks")
		}
	})
}

func faultID(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Text.ID
	}
	return ""
}
