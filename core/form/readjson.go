package form

import (
	"encoding/json"
	"slices"
	"sort"
	"strconv"
	"unicode/utf8"

	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// refusal is the reason in form.err.read, in words.
func refusal(why string) say.Text { return say.T("form.err.read." + why) }

// fail keeps the first fault; why is the last part of a form.err.read. id.
func (r *reader) fail(path, why string) {
	if r.err == nil {
		r.err = fault.New(fault.Refused, "form.err.read", "Path", path, "Why", refusal(why))
	}
}

// object reads a JSON object that has no other keys than those allowed.
func (r *reader) object(path string, raw json.RawMessage, allowed ...string) object {
	var o object
	if len(raw) == 0 {
		r.fail(path, "absent")
		return nil
	}
	if err := json.Unmarshal(raw, &o); err != nil || o == nil {
		r.fail(path, "shape")
		return nil
	}
	var unknown []string
	for key := range o {
		if !slices.Contains(allowed, key) {
			unknown = append(unknown, key)
		}
	}
	if len(unknown) > 0 {
		sort.Strings(unknown) // the same file gives the same message
		r.fail(path+"."+unknown[0], "element")
	}
	return o
}

func (r *reader) list(path string, o object, key string) []json.RawMessage {
	raw, ok := o[key]
	if !ok {
		return nil
	}
	var l []json.RawMessage
	if err := json.Unmarshal(raw, &l); err != nil || l == nil {
		r.fail(path+"."+key, "shape")
	}
	return l
}

func (r *reader) text(path string, o object, key string) string {
	raw, ok := o[key]
	if !ok {
		return ""
	}
	var s *string
	if err := json.Unmarshal(raw, &s); err != nil || s == nil {
		r.fail(path+"."+key, "shape")
		return ""
	}
	if utf8.RuneCountInString(*s) > maxWords {
		r.fail(path+"."+key, "large")
	}
	return *s
}

func (r *reader) required(path string, o object, key string) string {
	s := r.text(path, o, key)
	if s == "" {
		r.fail(path+"."+key, "absent")
	}
	return s
}

func (r *reader) flag(path string, o object, key string) bool {
	raw, ok := o[key]
	if !ok {
		return false
	}
	if s := string(raw); s != "true" && s != "false" {
		r.fail(path+"."+key, "shape")
	}
	return string(raw) == "true"
}

func (r *reader) whole(path string, o object, key string) int {
	n, err := strconv.Atoi(string(o[key]))
	if err != nil || n < -10000 || n > 10000 {
		r.fail(path+"."+key, "value")
	}
	return n
}

// none refuses elements that the kind of item does not have.
func (r *reader) none(path string, o object, keys ...string) {
	for _, key := range keys {
		if _, ok := o[key]; ok {
			r.fail(path+"."+key, "element")
		}
	}
}
