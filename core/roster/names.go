package roster

import "strings"

// particles belong to the family name after them.
var particles = set(`af av al bin da das de del den der di do dos du el ibn la le ten ter van vom von zu`)

// familyFirst tells a name column whose header says in which order names stand.
func familyFirst(header string) bool {
	key := letters(header)
	family, given := strings.Index(key, "efternamn"), max(strings.Index(key, "förnamn"), strings.Index(key, "tilltalsnamn"))
	return family >= 0 && given > family
}

// splitName takes a name in one cell apart: "Efternamn, Förnamn", else the last
// word and the particles before it are the family name, or the first where the
// column's header says so. One word is a family name.
func splitName(name string, familyFirst bool) (family, given string) {
	if family, given, ok := strings.Cut(name, ","); ok {
		return strings.TrimSpace(family), strings.Trim(given, " ,")
	}
	words := strings.Fields(name)
	if len(words) < 2 {
		return name, ""
	}
	if familyFirst {
		i := 0
		for i < len(words)-2 && particles[strings.ToLower(words[i])] {
			i++
		}
		return strings.Join(words[:i+1], " "), strings.Join(words[i+1:], " ")
	}
	i := len(words) - 1
	for i > 1 && particles[strings.ToLower(words[i-1])] {
		i--
	}
	return strings.Join(words[i:], " "), strings.Join(words[:i], " ")
}

// fullName is the form in which lists show a name.
func fullName(family, given string) string {
	if family == "" || given == "" {
		return family + given
	}
	return family + ", " + given
}
