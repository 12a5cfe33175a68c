// Package fault is the program's small vocabulary of errors: a code that decides
// what happens next, a text for the person, and a cause for the log only.
package fault

import (
	"errors"
	"fmt"

	"fyrtio/core/say"
)

// Code says what kind of refusal an error is.
type Code string

// The codes, with fyrtioctl's exit status in brackets.
const (
	Refused  Code = "refused"  // the input cannot be taken; nothing changed (1)
	NotFound Code = "notfound" // what was named does not exist (1)
	Usage    Code = "usage"    // the command was called wrongly (2)
	Locked   Code = "locked"   // data in use, locked, or wrong passphrase (3)
	Damaged  Code = "damaged"  // stored data is not as it was written (4)
	Internal Code = "internal" // everything else: a fault of ours or of the machine
)

// Error is a refusal with words for a person. The cause may name files and
// system errors; it is for the log and never shown.
type Error struct {
	Code  Code
	Text  say.Text
	Cause error
}

// New makes an Error; args are say.T's names and values.
func New(code Code, id string, args ...any) *Error {
	return &Error{Code: code, Text: say.T(id, args...)}
}

// Wrap makes an Error with a cause.
func Wrap(code Code, cause error, id string, args ...any) *Error {
	return &Error{Code: code, Text: say.T(id, args...), Cause: cause}
}

// Error gives the English words and the cause: the form for logs and tests.
func (e *Error) Error() string {
	words := say.In(say.English, e.Text)
	if e.Cause == nil {
		return words
	}
	return fmt.Sprintf("%s: %v", words, e.Cause)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// CodeOf gives the code of err, Internal when err is no Error, "" when err is nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// Words gives the text for a person; an error that is no Error is not shown, only named as unexpected.
func Words(lang say.Lang, err error) string {
	var e *Error
	if errors.As(err, &e) {
		return say.In(lang, e.Text)
	}
	return say.In(lang, say.T("fault.unexpected"))
}
