// Package letter has the texts of letters: the markup in which a clinic writes them,
// the fields that are merged into them, and what a text becomes for one participant.
//
// A text is read into a Template once, with every fault named by line and column, and
// filled for each letter. How a letter looks is core/paper's.
package letter

import (
	"slices"

	"fyrtio/assets"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// ScanMark begins every code that papers carry. A scanner types it before the number:
// it is no key of any view and no part of any number, stands in the same place on the
// keyboards that scanners are set to, and so tells a scan from a hand.
const ScanMark = '%'

// Lang is the language of a letter; it has more values than the interface has languages.
type Lang string

// The languages of letters.
const (
	Swedish Lang = "sv"
	Easy    Lang = "sv-latt" // easy-to-read Swedish
	English Lang = "en"
)

// Languages lists the languages of letters in the order in which they are shown.
func Languages() []Lang { return []Lang{Swedish, Easy, English} }

// Known reports whether l is a language of letters.
func (l Lang) Known() bool { return slices.Contains(Languages(), l) }

// Name says the language: "lätt svenska". A language that is not known is said by its id.
func (l Lang) Name() say.Text {
	if !l.Known() {
		return say.T("letter.lang.unknown", "Lang", string(l))
	}
	return say.T("letter.lang." + string(l))
}

// Say gives the language in which dates and the program's own words are put.
func (l Lang) Say() say.Lang {
	if l == English {
		return say.English
	}
	return say.Swedish
}

// Fallback gives the languages in which someone who has chosen l can be written to, the
// best first: a template may lack l.
func (l Lang) Fallback() []Lang {
	switch l {
	case Easy:
		return []Lang{Easy, Swedish}
	case English:
		return []Lang{English, Easy, Swedish}
	}
	return []Lang{Swedish, Easy, English}
}

// InForce names the version of a text that new letters are printed with; 0 is Fyrtio's
// own text, 1 and up are the clinic's.
const InForce = -1

// ShippedText gives the markup that comes with the program.
func ShippedText(id string, lang Lang) ([]byte, error) {
	text, err := assets.Letters.ReadFile("letters/" + id + "." + string(lang) + ".txt")
	if err != nil {
		return nil, fault.Wrap(fault.NotFound, err, "letter.err.none", "Template", id, "Language", string(lang))
	}
	return text, nil
}

// Shipped gives the template that comes with the program.
func Shipped(id string, lang Lang) (*Template, error) {
	text, err := ShippedText(id, lang)
	if err != nil {
		return nil, err
	}
	return Read(string(text))
}

// Forwarded reports whether letters of a template go by Skatteverket's forwarding: with
// no address, and with a second sheet for the outer envelope.
func Forwarded(template string) bool {
	return journey.TemplateKind(template) == journey.TemplateForwarding
}
