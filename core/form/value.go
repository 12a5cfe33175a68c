package form

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// Missing is one of the three ways of having no value. None of them is a number.
type Missing string

// The missing codes.
const (
	Unanswered Missing = "unanswered" // ej besvarad, key -
	Declined   Missing = "declined"   // avstår, key *
	Unmeasured Missing = "unmeasured" // ej mätt, key /; measurements only
)

// MissingKey gives the missing code that a typed rune stands for: - * / (D19).
func MissingKey(r rune) (Missing, bool) {
	switch r {
	case '-':
		return Unanswered, true
	case '*':
		return Declined, true
	case '/':
		return Unmeasured, true
	}
	return "", false
}

// Kind says which of the four a Value is.
type Kind string

// The kinds of values, as ids that never change.
const (
	KindNone    Kind = ""        // no answer yet
	KindCode    Kind = "code"    // the digit of an option
	KindNumber  Kind = "number"  // a number
	KindText    Kind = "text"    // free text
	KindMissing Kind = "missing" // one of the missing codes
)

// Value is an answer: a code, a number, a text or a missing code. It can be read
// only by asking for one of the four, so a missing code cannot be taken for a
// number. The zero Value is no answer. Values are comparable with ==; for numbers
// that compares what was written, 5 and 5.0 differ.
type Value struct {
	kind Kind
	s    string
	n    Decimal
}

// Code makes the answer of a choice, the digit of its option.
func Code(code string) Value { return Value{kind: KindCode, s: code} }

// Num makes a number.
func Num(d Decimal) Value { return Value{kind: KindNumber, n: d} }

// Number makes a number of a float64, written with as few digits as say it exactly.
func Number(f float64) Value {
	return Num(Decimal{strconv.FormatFloat(f, 'f', -1, 64)})
}

// Text makes a text.
func Text(s string) Value { return Value{kind: KindText, s: s} }

// None makes the answer that there is no value, and why.
func None(m Missing) Value { return Value{kind: KindMissing, s: string(m)} }

// Kind says what the value is.
func (v Value) Kind() Kind { return v.kind }

// IsZero reports whether there is no answer at all.
func (v Value) IsZero() bool { return v.kind == KindNone }

// Code gives the option's code, if the value is one.
func (v Value) Code() (string, bool) {
	if v.kind != KindCode {
		return "", false
	}
	return v.s, true
}

// Number gives the number, if the value is one.
func (v Value) Number() (Decimal, bool) {
	if v.kind != KindNumber {
		return Decimal{}, false
	}
	return v.n, true
}

// Text gives the text, if the value is one.
func (v Value) Text() (string, bool) {
	if v.kind != KindText {
		return "", false
	}
	return v.s, true
}

// Missing gives the missing code, if the value is one.
func (v Value) Missing() (Missing, bool) {
	if v.kind != KindMissing {
		return "", false
	}
	return Missing(v.s), true
}

// Pack gives the value as two strings for a database: its kind and its content (a
// code, a number with point, a text or a missing code). Unpack is its inverse.
func (v Value) Pack() (kind Kind, content string) {
	if v.kind == KindNumber {
		return v.kind, v.n.text
	}
	return v.kind, v.s
}

// Unpack makes the value that Pack took apart; anything else is an error.
func Unpack(kind Kind, content string) (Value, error) {
	switch kind {
	case KindNone:
		if content == "" {
			return Value{}, nil
		}
	case KindCode, KindText:
		return Value{kind: kind, s: content}, nil
	case KindNumber:
		n, err := ParseNumber(content)
		if err == nil && n.text == content {
			return Num(n), nil
		}
	case KindMissing:
		switch m := Missing(content); m {
		case Unanswered, Declined, Unmeasured:
			return None(m), nil
		}
	}
	return Value{}, fmt.Errorf("unpack answer: kind %q does not hold what is stored", kind)
}

// MarshalJSON writes the value as in an answer file (D17): codes and texts as
// strings, numbers as numbers, missing codes as {"missing": "declined"}.
func (v Value) MarshalJSON() ([]byte, error) {
	switch v.kind {
	case KindNumber:
		return v.n.MarshalJSON()
	case KindCode, KindText:
		return json.Marshal(v.s)
	case KindMissing:
		return json.Marshal(map[string]string{"missing": v.s})
	}
	return []byte("null"), nil
}

// UnmarshalJSON refuses: whether "3" is a code, a number or a text only the form
// knows. Read answers with Definition.ParseAnswers.
func (v *Value) UnmarshalJSON([]byte) error {
	return errors.New("an answer can be read only with its form: Definition.ParseAnswers")
}

// Answers has the answers by link id. A link id without a value is not yet answered.
type Answers map[string]Value

// Clone gives a copy.
func (a Answers) Clone() Answers {
	b := make(Answers, len(a))
	for id, v := range a {
		b[id] = v
	}
	return b
}
