package form

import (
	"bytes"
	"encoding/json"
	"strings"

	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/core/strict"
)

// Unreadable refuses a file that is no questionnaire for this program, and tells of every
// question that it cannot show, so that all can be put right at once. As a fault.Error
// (errors.As) it is the first of them.
type Unreadable struct {
	Faults []say.Text // in the file's order, at most maxFaults
	first  *fault.Error
}

// Error is for the log.
func (e *Unreadable) Error() string { return e.first.Error() }

// Unwrap gives the fault.Error.
func (e *Unreadable) Unwrap() error { return e.first }

// maxFaults is how many faults one file is told of.
const maxFaults = 40

// Reasons of this package beside those of strict.
const (
	notJSON     = "json"
	notResource = "resource"
	notShown    = "type"
	nested      = "nested"
)

// found is a fault of the file with the question that it is in.
type found struct {
	path, why string
	item      string // the question's words, "" for the form's own
}

func (f found) args() []any {
	part := f.path[strings.LastIndex(f.path, "item[")+1:] // of the question: answerOption[0].valueCoding.code
	_, part, _ = strings.Cut(part, ".")
	return []any{"Path", f.path, "Part", part, "Why", say.T("form.err.read." + f.why), "Item", f.item}
}

// unreadable makes the refusal; there is one fault at least.
func unreadable(list []found) *Unreadable {
	e := &Unreadable{first: fault.New(fault.Refused, "form.err.read", append(list[0].args(), "More", len(list)-1)...)}
	for _, f := range list {
		e.Faults = append(e.Faults, say.T("form.err.read.at", f.args()...))
	}
	return e
}

// note keeps the fault of a question, so that the next one can be looked at.
func (r *reader) note(raw json.RawMessage) {
	if !r.Failed() {
		return
	}
	var it struct{ LinkID, Text string }
	_ = json.Unmarshal(raw, &it) // what cannot be read has no words
	r.broken[it.LinkID] = true
	if len(r.faults) < maxFaults {
		r.faults = append(r.faults, found{r.Path, r.Why, it.Text})
	}
	r.Reader = strict.Reader{}
}

// bom is what some programs on Windows put before a text.
var bom = []byte("\xef\xbb\xbf")

// WithoutMark gives a file without the byte order mark that it may begin with.
func WithoutMark(file []byte) []byte { return bytes.TrimPrefix(file, bom) }

// kind looks at what a file is, before what is in it.
func (r *reader) kind(b []byte) {
	var resource struct {
		Type string `json:"resourceType"`
	}
	switch {
	case len(b) > maxFile:
		r.Fail(root, strict.Large)
	case !json.Valid(b):
		r.Fail(root, notJSON)
	case json.Unmarshal(b, &resource) != nil:
		r.Fail(root, strict.Shape)
	case resource.Type != root:
		r.Fail(root+".resourceType", notResource)
	}
}
