package letter

import "fyrtio/core/say"

// Enclosure is what lies in the envelope beside the letter: EncloseForm, EncloseEnvelope,
// or a template's id for a sheet of information.
type Enclosure struct {
	What  string
	Print bool // printed with each letter, after it; false: laid in by hand
}

// What a letter may enclose, beside a template.
const (
	EncloseForm     = "form"     // the blank questionnaire
	EncloseEnvelope = "envelope" // the reply envelope; never printed
)

// Printable reports whether the enclosure can be printed with the letter.
func (e Enclosure) Printable() bool { return e.What != EncloseEnvelope }

// Name says what it is, "Frågeformulär", as the letter lists it. Zero for a template: its
// name is the template's.
func (e Enclosure) Name() say.Text {
	switch e.What {
	case EncloseForm, EncloseEnvelope:
		return say.T("letter.enclosure." + e.What)
	}
	return say.Text{}
}
