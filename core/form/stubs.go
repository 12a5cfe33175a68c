package form

import (
	"fyrtio/core/say"
)

// Read reads a FHIR R4 Questionnaire in the subset that this program knows and
// refuses the rest; the error names the element's path (form.err.read).
func Read(b []byte) (*Definition, error) { return nil, nil }

// Shipped gives the questionnaire that comes with the program.
func Shipped() *Definition { return nil }

// Enabled reports whether an item is asked, given the answers so far. An item that
// hangs on another that is not asked is not asked either.
func (d *Definition) Enabled(linkID string, a Answers) bool { return false }

// Prune gives the answers without those of items that are not asked, and the link ids that went.
func (d *Definition) Prune(a Answers) (Answers, []string) { return nil, nil }

// Missing lists the mandatory items that are asked and have no answer, in the form's
// order. Any missing code is an answer (Q6, D17).
func (d *Definition) Missing(a Answers) []string { return nil }

// Progress counts the items that are asked and those of them that have an answer.
type Progress struct {
	Answered int
	Enabled  int
	Required int // mandatory without an answer
}

// Progress counts the whole form.
func (d *Definition) Progress(a Answers) Progress { return Progress{} }

// SectionProgress counts one section.
func (d *Definition) SectionProgress(s Section, a Answers) Progress { return Progress{} }

// First gives the first item that is asked, "" in an empty form.
func (d *Definition) First(a Answers) string { return "" }

// Next gives the next item that is asked, "" after the last. An unknown link id gives "".
func (d *Definition) Next(linkID string, a Answers) string { return "" }

// Previous gives the item asked before, "" before the first.
func (d *Definition) Previous(linkID string, a Answers) string { return "" }

// NextUnanswered gives the next item that is asked and has no answer, looking from
// the one after linkID to the end and then from the start; "" when there is none.
// linkID "" looks from the start. The note is never called unanswered: it is optional text.
func (d *Definition) NextUnanswered(linkID string, a Answers) string { return "" }

// NextRequired is NextUnanswered among mandatory items.
func (d *Definition) NextRequired(linkID string, a Answers) string { return "" }

// ParseTyped reads what a person typed in an item's field: a code, a number with
// comma or point, a text, or in coded and numeric fields one of the missing keys
// - * / alone (D19). The error says what the field takes. Plausibility is Check's.
func (d *Definition) ParseTyped(linkID, typed string) (Value, error) { return Value{}, nil }

// ParseAnswers reads an answer file (D17): every link id known, every value of the
// item's type, nothing null. Measurements are refused as Check refuses them; whether
// an item is asked is for Merge to say, who knows the answers that are there already.
func (d *Definition) ParseAnswers(b []byte) (Answers, error) { return nil, nil }

// Merge gives base with the changes (D17: absent keys stay unchanged). A change to an
// item that is not asked when all are merged is an error; older answers that are not
// asked any more go, and are listed.
func (d *Definition) Merge(base, changes Answers) (merged Answers, gone []string, err error) {
	return nil, nil, nil
}

// Check judges an answer to an item (D18). The error refuses: wrong type, an unknown
// code, a number of 0 or below, one beyond half the lower or twice the upper bound.
// The warning asks once: out of the plausible range, or a lower pressure that is not
// below the upper in a. A value with a warning may be kept, with a mark, and is used.
func (d *Definition) Check(linkID string, v Value, a Answers) (warning say.Text, err error) {
	return say.Text{}, nil
}

// Warning is an answer that is kept though it is out of the plausible.
type Warning struct {
	LinkID string
	Text   say.Text
}

// Warnings lists the answers to be marked, in the form's order.
func (d *Definition) Warnings(a Answers) []Warning { return nil }

// Status is how far a participant's form is.
type Status string

// The statuses of a form. A form without any answer is no form.
const (
	Begun    Status = "begun"    // may be typed in
	Complete Status = "complete" // locked; corrections are amendments
	Amended  Status = "amended"  // locked, corrected at least once
)

// Locked reports whether answers may be changed only by Amend (Q17).
func (s Status) Locked() bool { return s == Complete || s == Amended }

// Complete checks that a form may be locked: each mandatory item that is asked has an
// answer (Q6). The error says how many are missing; Missing lists them.
func (d *Definition) Complete(a Answers) error { return nil }

// Amendment is one corrected answer of a locked form. Old and New stay readable; a
// zero Value means no answer.
type Amendment struct {
	LinkID string
	Old    Value
	New    Value
	Reason string
}

// Amend corrects a locked form (Q17): it gives the new answers and one amendment for
// each answer that changes, those included that go because their item is not asked any
// more. It refuses without a reason, without a change, when an answer is not allowed,
// and when a mandatory item would be left without an answer.
func (d *Definition) Amend(a, changes Answers, reason string) (Answers, []Amendment, error) {
	return nil, nil, nil
}

// LineKind says what to do with a line of the transcript.
type LineKind string

// The kinds of lines (D27).
const (
	LineAnswer LineKind = "answer" // type the value
	LineZero   LineKind = "zero"   // type 0: a measurement without a value (Q20)
	LineAsk    LineKind = "ask"    // no answer: ask; never 0
)

// Line is one line of the transcript for Clinic24.
type Line struct {
	LinkID string   `json:"linkId"`
	Value  string   `json:"value"` // code, number with point, text, "0" or ""
	Kind   LineKind `json:"kind"`
}

// In gives the value as it is typed in lang: numbers with the language's decimal sign.
func (l Line) In(d *Definition, lang say.Lang) string { return "" }

// Transcript lists what is typed into Clinic24, every item that is asked, in the
// form's own Clinic24 order if it carries one, else in the form's order (D27). It is the
// only place where a measurement without a value is written 0 (Q20).
func (d *Definition) Transcript(a Answers) []Line { return nil }
