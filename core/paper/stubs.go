package paper

import (
	"io"
	"time"

	"fyrtio/core/day"
)

// Template is a letter's text in the markup of template.go.
type Template struct {
	ID      string
	Lang    Lang
	Version int
}

// Shipped gives the template that comes with the program.
func Shipped(id string, lang Lang) (*Template, error) { return nil, nil }

// ParseTemplate reads the markup; its errors name the line.
func ParseTemplate(id string, lang Lang, text string) (*Template, error) { return nil, nil }

// Letters writes the letters of a run as one PDF. A letter with a problem that
// stops it refuses the whole file: run Preflight first and leave those out.
func Letters(w io.Writer, run LetterRun) (Sheets, error) { return Sheets{}, nil }

// Preflight checks one letter of a run without printing it.
func Preflight(run LetterRun, l Letter) []Problem { return nil }

// FrozenText gives the letter's words as plain text with all fields filled: what
// the journal of letters keeps.
func FrozenText(run LetterRun, l Letter) (string, error) { return "", nil }

// Merge has the values from which a letter's fields are made.
type Merge struct {
	Age         int       // the age that the participant reaches this year
	CallFrom    day.Date  // we call between these days
	CallTo      day.Date  //
	ReplyBy     day.Date  // answer before
	Invited     day.Date  // day of the invitation, for reminders
	Visit       time.Time // the booked or missed visit
	SampleFrom  day.Date  // samples, from this day
	Interpreter string    // language of the booked interpreter, in the letter's language
	Enclosures  []string  // what lies in the envelope
}

// Fields puts m into words in lang, for Letter.Fields. What is zero is left out.
func (m Merge) Fields(lang Lang) map[string]string { return nil }
