package journey_test

import (
	"testing"

	"fyrtio/core/journey"
)

// A template of the clinic's own follows the rules of its kind, and says what the shipped
// one says: nobody gets both in a year. Information is counted by template.
func TestS10OwnTemplatesFollowTheirKind(t *testing.T) {
	for id, kind := range map[string]string{"inbjudan-kvall": "inbjudan", "inbjudan-tid-kvall": "inbjudan-tid", "paminnelse-2": "paminnelse",
		"formedling-a": "formedling", "cl24-information-2": "cl24-information", "senare-x": "senare", "nagot": "cl24-information", "inbjudande": "cl24-information"} {
		if got := journey.TemplateKind(id); got != kind {
			t.Errorf("%s follows %s", id, got)
		}
	}
	s := begin(t).log("letter_printed template=inbjudan-kvall letter=1", "letter_confirmed")
	for _, id := range []string{"inbjudan", "inbjudan-ring", "inbjudan-kvall", "inbjudan-morgon"} {
		if may := journey.MayLetter(id, s.events, s.facts, journey.DefaultRules(), s.today); may.Allowed || !may.Override {
			t.Errorf("%s after an invitation of the clinic's own: %+v", id, may)
		}
	}
	s.log("letter_printed template=cl24-information-2 letter=2", "letter_confirmed")
	for id, want := range map[string]bool{"cl24-information": true, "cl24-information-2": false} {
		if may := journey.MayLetter(id, s.events, s.facts, journey.DefaultRules(), s.today); may.Allowed != want {
			t.Errorf("%s: %+v", id, may)
		}
	}
}
