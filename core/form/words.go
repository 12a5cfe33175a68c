package form

import "fyrtio/core/say"

// Words is a text in both languages of the program. Texts that come from data (a
// form, criteria) are Words, for they have no message id; everything computed from
// them is Words too, so that it can be kept and shown again as it was.
type Words struct {
	SV string `json:"sv"`
	EN string `json:"en"`
}

// In gives the text in lang; a text without English is shown in Swedish.
func (w Words) In(lang say.Lang) string {
	if lang == say.English && w.EN != "" {
		return w.EN
	}
	return w.SV
}

// IsZero reports whether there is no text.
func (w Words) IsZero() bool { return w == Words{} }

// Both makes Words by asking f for each language.
func Both(f func(say.Lang) string) Words {
	return Words{SV: f(say.Swedish), EN: f(say.English)}
}
