package form

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"unicode/utf8"

	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// ParseTyped reads what a person typed in an item's field: a code, a number with
// comma or point, a text, or in coded and numeric fields one of the missing keys
// - * / alone (D19). Nothing typed is the zero Value. The error says what the field
// takes. Plausibility is Check's.
func (d *Definition) ParseTyped(linkID, typed string) (Value, error) {
	it, ok := d.Item(linkID)
	if !ok {
		return Value{}, unknown(linkID)
	}
	if it.Type == String || it.Type == Long {
		return it.textValue(typed)
	}
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return Value{}, nil
	}
	if r, size := utf8.DecodeRuneInString(typed); size == len(typed) {
		if m, ok := MissingKey(r); ok {
			if !it.Takes(m) {
				return Value{}, fault.New(fault.Refused, "form.err.unmeasured")
			}
			return None(m), nil
		}
	}
	return it.plain(typed)
}

// plain reads a code or a number.
func (it *Item) plain(s string) (Value, error) {
	s = strings.TrimSpace(s)
	if it.Type == Choice {
		if _, ok := it.Option(s); !ok {
			return Value{}, it.wants()
		}
		return Code(s), nil
	}
	n, err := ParseNumber(s)
	if err != nil {
		return Value{}, err
	}
	if it.Type == Integer && n.Rat().IsInt() {
		n = n.Whole()
	}
	return Num(n), nil
}

// ParseNamed is ParseTyped for one answer of several: a refusal names the item.
func (d *Definition) ParseNamed(linkID, typed string) (Value, error) {
	v, err := d.ParseTyped(linkID, typed)
	if _, known := d.Item(linkID); known && err != nil {
		err = about(linkID, err)
	}
	return v, err
}

func (it *Item) textValue(s string) (Value, error) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if strings.TrimSpace(s) == "" {
		return Value{}, nil
	}
	return Text(s), it.checkText(s)
}

// ParseAnswers reads an answer file (D17): every link id known, every value of the
// item's type, nothing null or named twice. An empty text takes the text back. Values
// are refused as Check refuses them; whether an item is asked is for Merge to say, who
// knows the answers that are there already. Of several faults the first is told.
func (d *Definition) ParseAnswers(b []byte) (Answers, error) {
	raw, err := members(b)
	if err != nil {
		return nil, err
	}
	a := make(Answers, len(raw))
	for _, m := range raw {
		it, ok := d.Item(m.key)
		if !ok {
			return nil, unknown(m.key)
		}
		if _, twice := a[m.key]; twice {
			return nil, fault.New(fault.Refused, "form.err.twice", "LinkID", m.key)
		}
		v, err := it.parseJSON(m.value)
		if err == nil {
			_, err = d.Check(m.key, v, nil)
		}
		if err != nil {
			return nil, about(m.key, err)
		}
		a[m.key] = v
	}
	return a, nil
}

// about puts the link id before a message that stands alone in a file of many answers.
func about(linkID string, err error) error {
	var why say.Text
	if f, ok := err.(*fault.Error); ok {
		why = f.Text
	}
	return fault.New(fault.Refused, "form.err.answer", "LinkID", linkID, "Why", why)
}

type member struct {
	key   string
	value json.RawMessage
}

// members reads a JSON object with its keys in order, so that a key named twice is seen.
func members(b []byte) ([]member, error) {
	notAnObject := fault.New(fault.Refused, "form.err.file")
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")) // some editors put a byte order mark first
	if !utf8.Valid(b) || len(b) > maxFile {
		return nil, notAnObject
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, notAnObject
	}
	var ms []member
	for dec.More() {
		key, err := dec.Token()
		name, ok := key.(string)
		if err != nil || !ok {
			return nil, notAnObject
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, notAnObject
		}
		ms = append(ms, member{name, raw})
	}
	if _, err := dec.Token(); err != nil {
		return nil, notAnObject
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, notAnObject
	}
	return ms, nil
}

func (it *Item) parseJSON(raw json.RawMessage) (Value, error) {
	switch raw[0] {
	case '{':
		return it.parseMissing(raw)
	case '"':
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return Value{}, it.wants()
		}
		if it.Type == String || it.Type == Long {
			return it.textValue(s)
		}
		return it.plain(s)
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		if it.Type == Choice || it.Numeric() {
			return it.plain(string(raw))
		}
	}
	return Value{}, it.wants() // null, true, false, a list, a number for a text
}

func (it *Item) parseMissing(raw json.RawMessage) (Value, error) {
	refused := fault.New(fault.Refused, "form.err.missing_code")
	ms, err := members(raw)
	if err != nil || len(ms) != 1 || ms[0].key != "missing" {
		return Value{}, refused
	}
	var code string
	if json.Unmarshal(ms[0].value, &code) != nil {
		return Value{}, refused
	}
	v, err := Unpack(KindMissing, code)
	if err != nil {
		return Value{}, refused
	}
	return v, nil
}

// Merge gives base with the changes (D17: absent keys stay unchanged); a change to the
// zero Value takes the answer back. A change to an item that is not asked when all are
// merged is an error; older answers that are not asked any more go, and are listed.
func (d *Definition) Merge(base, changes Answers) (merged Answers, gone []string, err error) {
	all := base.Clone()
	for id, v := range changes {
		if _, ok := d.Item(id); !ok {
			return nil, nil, unknown(id)
		}
		if v.IsZero() {
			delete(all, id)
		} else {
			all[id] = v
		}
	}
	for i := range d.Items {
		it := &d.Items[i]
		if v, changed := changes[it.LinkID]; changed && !v.IsZero() && !d.enabled(it, all) {
			return nil, nil, fault.New(fault.Refused, "form.err.not_asked", "LinkID", it.LinkID)
		}
	}
	merged, gone = d.Prune(all)
	return merged, gone, nil
}
