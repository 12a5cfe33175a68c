package form

import (
	"bytes"
	"encoding/json"
	"slices"
)

// span is a value of a JSON file with its place in it, so that a text can be changed
// and all the rest stay as it was written.
type span struct {
	from, to int // of the bytes
	members  []entry
	elements []*span
	open     byte // '{', '[' or another first byte
}

type entry struct {
	from  int // of the key
	key   string
	value *span
}

// scanJSON gives the spans of a file that is valid JSON.
func scanJSON(b []byte) *span {
	s := &scanner{b: b}
	return s.value()
}

type scanner struct {
	b []byte
	i int
}

// next skips what stands between values and gives the byte after it.
func (s *scanner) next() byte {
	for bytes.IndexByte([]byte(" \t\r\n,:"), s.b[s.i]) >= 0 {
		s.i++
	}
	return s.b[s.i]
}

func (s *scanner) value() *span {
	v := &span{open: s.next(), from: s.i}
	switch v.open {
	case '{':
		s.i++
		for s.next() != '}' {
			from := s.i
			s.text()
			var key string
			_ = json.Unmarshal(s.b[from:s.i], &key) // it is valid
			v.members = append(v.members, entry{from, key, s.value()})
		}
		s.i++
	case '[':
		s.i++
		for s.next() != ']' {
			v.elements = append(v.elements, s.value())
		}
		s.i++
	case '"':
		s.text()
	default:
		for s.i < len(s.b) && bytes.IndexByte([]byte(" \t\r\n,:]}"), s.b[s.i]) < 0 {
			s.i++
		}
	}
	v.to = s.i
	return v
}

// text passes over a string.
func (s *scanner) text() {
	for s.i++; s.b[s.i] != '"'; s.i++ {
		if s.b[s.i] == '\\' {
			s.i++
		}
	}
	s.i++
}

// get gives a member's value, nil where there is none. Of two with the same key the last
// counts, as for encoding/json.
func (v *span) get(key string) *span {
	if v == nil {
		return nil
	}
	for i := len(v.members) - 1; i >= 0; i-- {
		if v.members[i].key == key {
			return v.members[i].value
		}
	}
	return nil
}

// splice is a stretch of the file with what is put in its place.
type splice struct {
	from, to int
	text     string
}

// splices collects changes of a file; none may overlap.
type splices struct {
	b    []byte
	list []splice
}

// done gives the file with the changes.
func (s *splices) done() []byte {
	slices.SortStableFunc(s.list, func(a, b splice) int { return a.from - b.from })
	var out bytes.Buffer
	at := 0
	for _, c := range s.list {
		out.Write(s.b[at:c.from])
		out.WriteString(c.text)
		at = c.to
	}
	out.Write(s.b[at:])
	return out.Bytes()
}

func (s *splices) put(from, to int, text string) { s.list = append(s.list, splice{from, to, text}) }

// text gives the string that stands at v, "" at nil.
func (s *splices) text(v *span) (text string) {
	if v != nil && v.open == '"' {
		_ = json.Unmarshal(s.b[v.from:v.to], &text)
	}
	return text
}

// member puts a new member into an object, after the one named, or first.
func (s *splices) member(o *span, after, text string) {
	if v := o.get(after); v != nil {
		s.put(v.to, v.to, ", "+text)
		return
	}
	if len(o.members) > 0 {
		text += ", "
	}
	s.put(o.from+1, o.from+1, text)
}

// element puts a new element last into the list that is an object's member, which is
// made where it lacks.
func (s *splices) element(o *span, key, text string) {
	list := o.get(key)
	switch {
	case list == nil:
		last := ""
		if n := len(o.members); n > 0 {
			last = o.members[n-1].key
		}
		s.member(o, last, quoted(key)+": ["+text+"]")
	case len(list.elements) == 0:
		s.put(list.from+1, list.from+1, text)
	default:
		at := list.elements[len(list.elements)-1].to
		s.put(at, at, ", "+text)
	}
}

// dropMember takes a member out of an object.
func (s *splices) dropMember(o *span, key string) {
	for i, m := range o.members {
		if m.key != key {
			continue
		}
		from, to := m.from, m.value.to
		if i > 0 {
			from = o.members[i-1].value.to
		} else if len(o.members) > 1 {
			to = o.members[1].from
		}
		s.put(from, to, "")
	}
}

// dropElement takes an element out of the list that is an object's member, and the
// member with its last element.
func (s *splices) dropElement(o *span, key string, v *span) {
	list := o.get(key).elements
	if len(list) == 1 {
		s.dropMember(o, key)
		return
	}
	i := slices.Index(list, v)
	from, to := v.from, v.to
	if i > 0 {
		from = list[i-1].to
	} else {
		to = list[1].from
	}
	s.put(from, to, "")
}

// quoted writes a string in JSON as it is, with å and < and all.
func quoted(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a string always can be
	return string(bytes.TrimSpace(b.Bytes()))
}
