package paper

import (
	"strings"

	"fyrtio/core/letter"
	"fyrtio/core/say"
)

// values gathers all merge fields of a letter, cleaned. Runes that cannot be
// printed come back by field name.
func (run LetterRun) values(l Letter) (map[string]string, map[string][]rune) {
	c, lang := run.Clinic, l.Lang.Say()
	yes := map[bool]string{true: "x"}
	raw := map[string]string{
		"given": l.Given, "family": l.Family, "name": l.Given + " " + l.Family,
		"number": l.Number, "date": say.Date(lang, run.Date),
		"clinic": c.Name, "caregiver": c.CareGiver, "street": c.Street,
		"postcode": FormatPostcode(c.Postcode), "town": c.Town,
		"phone": c.Phone, "phone_hours": c.PhoneHours, "email": c.Email,
		"signer": c.Signer, "role": c.role(lang),
		"visit_place": c.VisitPlace, "sample_place": c.SamplePlace,
		"sample_hours": c.SampleHours, "fasting": c.Fasting,
		"free_post": yes[c.FreePost], "cl24": yes[c.Cl24],
	}
	for name, v := range l.Fields {
		if _, ok := letter.FieldOf(name); ok {
			raw[name] = v
		}
	}
	out, bad := make(map[string]string, len(raw)), map[string][]rune{}
	for name, v := range raw {
		lines := []string{v}
		if f, _ := letter.FieldOf(name); f.Lines {
			lines = strings.Split(v, "\n")
		}
		var kept []string
		for _, line := range lines {
			line, runes := tidy(line)
			if len(runes) > 0 {
				bad[name] = append(bad[name], runes...)
			}
			if name == "phone" {
				line = strings.ReplaceAll(line, " ", "\u00a0") // a number is not broken over lines
			}
			if line != "" {
				kept = append(kept, line)
			}
		}
		if len(kept) > 0 {
			out[name] = strings.Join(kept, "\n")
		}
	}
	return out, bad
}

// FormatPostcode writes a Swedish postcode as 829 99; anything else is left as it is.
func FormatPostcode(s string) string {
	digits := strings.ReplaceAll(strings.TrimSpace(s), " ", "")
	if len(digits) != 5 || strings.Trim(digits, "0123456789") != "" {
		return s
	}
	return digits[:3] + " " + digits[3:]
}
