package form_test

import (
	"errors"
	"strings"
	"testing"

	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/say"
)

// full gives an answer to every item that is asked: option 1, or a plausible number.
func full(t testing.TB, d *form.Definition) form.Answers {
	t.Helper()
	numbers := map[string]string{
		"m.height": "171", "m.weight": "80,1", "m.waist": "86", "m.hip": "99", "m.sbp": "128", "m.dbp": "82",
		"m.chol": "5,6", "m.ldl": "3,2", "m.hdl": "1,4", "m.tg": "1,1", "m.glucose": "5,4", "m.hba1c": "36",
	}
	a := form.Answers{}
	for id := d.First(a); id != ""; id = d.Next(id, a) {
		it, _ := d.Item(id)
		typed := "1"
		if it.Numeric() {
			typed = numbers[id]
		}
		v, err := d.ParseTyped(id, typed)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		a[id] = v
	}
	return a
}

// refused checks that err refuses with the message of id, in words of both languages.
func refused(t testing.TB, err error, id string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Fatalf("got %v, want %s", err, id)
	}
	text := f.Text
	if why, ok := text.Data["Why"].(say.Text); ok && text.ID == "form.err.answer" && id != text.ID {
		text = why
	}
	if f.Code != fault.Refused || text.ID != id {
		t.Fatalf("got %s (%s), want refused (%s)", f.Code, text.ID, id)
	}
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		if words := fault.Words(lang, err); strings.Contains(words, "form.err") || strings.Contains(words, "<no value>") || words == "" {
			t.Errorf("%s in %s: %q", id, lang, words)
		}
	}
}
