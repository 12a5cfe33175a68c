// Package strict reads JSON of which every element must be known: forms and
// criteria come as files from elsewhere, and what is silently passed over would
// change what the program asks or proposes. The first fault is kept with its path.
package strict

import (
	"encoding/json"
	"slices"
	"sort"
	"strconv"
	"unicode/utf8"
)

// maxWords is how many characters one text may have.
const maxWords = 2000

// The reasons that this package gives; a user of it adds its own.
const (
	Shape   = "shape"   // another JSON type than its place wants
	Element = "element" // not an element of this place
	Absent  = "absent"  // must be there
	Value   = "value"   // a value that cannot be taken
	Large   = "large"   // more than is taken
)

// Reader keeps the first fault; after it every step gives zero values.
type Reader struct {
	Path string // where the first fault is, "" when there is none
	Why  string // and its reason
}

// Fail keeps a fault, if it is the first.
func (r *Reader) Fail(path, why string) {
	if r.Path == "" {
		r.Path, r.Why = path, why
	}
}

// Failed reports whether there was a fault.
func (r *Reader) Failed() bool { return r.Path != "" }

// Object is a JSON object with its members unread.
type Object map[string]json.RawMessage

// Object reads a JSON object that has no other keys than those allowed.
func (r *Reader) Object(path string, raw json.RawMessage, allowed ...string) Object {
	var o Object
	if len(raw) == 0 {
		r.Fail(path, Absent)
		return nil
	}
	if err := json.Unmarshal(raw, &o); err != nil || o == nil {
		r.Fail(path, Shape)
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
		r.Fail(path+"."+unknown[0], Element)
	}
	return o
}

// List reads a member that is a list; an absent one is empty.
func (r *Reader) List(path string, o Object, key string) []json.RawMessage {
	raw, ok := o[key]
	if !ok {
		return nil
	}
	var l []json.RawMessage
	if err := json.Unmarshal(raw, &l); err != nil || l == nil {
		r.Fail(path+"."+key, Shape)
	}
	return l
}

// Text reads a member that is a string; an absent one is empty.
func (r *Reader) Text(path string, o Object, key string) string {
	raw, ok := o[key]
	if !ok {
		return ""
	}
	var s *string
	if err := json.Unmarshal(raw, &s); err != nil || s == nil {
		r.Fail(path+"."+key, Shape)
		return ""
	}
	if utf8.RuneCountInString(*s) > maxWords {
		r.Fail(path+"."+key, Large)
	}
	return *s
}

// Required reads a string that must be there and not be empty.
func (r *Reader) Required(path string, o Object, key string) string {
	s := r.Text(path, o, key)
	if s == "" {
		r.Fail(path+"."+key, Absent)
	}
	return s
}

// Flag reads true or false; an absent one is false.
func (r *Reader) Flag(path string, o Object, key string) bool {
	raw, ok := o[key]
	if !ok {
		return false
	}
	if s := string(raw); s != "true" && s != "false" {
		r.Fail(path+"."+key, Shape)
	}
	return string(raw) == "true"
}

// Whole reads a whole number of modest size.
func (r *Reader) Whole(path string, o Object, key string) int {
	n, err := strconv.Atoi(string(o[key]))
	if err != nil || n < -10000 || n > 10000 {
		r.Fail(path+"."+key, Value)
	}
	return n
}

// None refuses elements that the kind of item does not have.
func (r *Reader) None(path string, o Object, keys ...string) {
	for _, key := range keys {
		if _, ok := o[key]; ok {
			r.Fail(path+"."+key, Element)
		}
	}
}
