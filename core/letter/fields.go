package letter

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyrtio/core/say"
)

// Field is something that is merged into a letter. A text may name it in English or in
// Swedish, {phone} or {telefon}, whatever the letter's language; a capital letter first,
// {Besöksdag}, makes the value begin with one.
type Field struct {
	Name    string // the field's id, and its name in English texts
	Swedish string // its name in Swedish texts
	Group   Group  // under which the menu has it
	Lines   bool   // may have several lines: a line with it is repeated for each
	Ask     bool   // has no words of its own, only [if …] asks for it
}

// Group is a heading of the menu of fields.
type Group string

// The groups, in the order of the menu.
const (
	GroupPerson Group = "person"
	GroupVisit  Group = "visit"
	GroupLetter Group = "letter"
	GroupClinic Group = "clinic"
)

// Groups lists the groups in the order of the menu.
func Groups() []Group { return []Group{GroupPerson, GroupVisit, GroupLetter, GroupClinic} }

// Name says the group.
func (g Group) Name() say.Text { return say.T("letter.group." + string(g)) }

// fields is every field in the order of the menu. What a letter has no value for is
// empty: a text asks with [if field], or preflight reports it.
var fields = []Field{
	{Name: "given", Swedish: "förnamn", Group: GroupPerson},
	{Name: "family", Swedish: "efternamn", Group: GroupPerson},
	{Name: "name", Swedish: "namn", Group: GroupPerson},
	{Name: "age", Swedish: "ålder", Group: GroupPerson},
	{Name: "interpreter", Swedish: "tolk", Group: GroupPerson},
	{Name: "invited_on", Swedish: "inbjuden", Group: GroupPerson},
	{Name: "later_from", Swedish: "senare från", Group: GroupPerson},

	{Name: "visit_day", Swedish: "besöksdag", Group: GroupVisit},
	{Name: "visit_date", Swedish: "besöksdatum", Group: GroupVisit},
	{Name: "visit_time", Swedish: "besökstid", Group: GroupVisit},
	{Name: "offered_times", Swedish: "erbjudna tider", Group: GroupVisit, Lines: true},
	{Name: "sample_day", Swedish: "provdag", Group: GroupVisit},
	{Name: "visit_place", Swedish: "besöksplats", Group: GroupVisit},
	{Name: "sample_place", Swedish: "provplats", Group: GroupVisit},
	{Name: "sample_hours", Swedish: "provtider", Group: GroupVisit},
	{Name: "fasting", Swedish: "fasta", Group: GroupVisit},

	{Name: "number", Swedish: "brevnummer", Group: GroupLetter},
	{Name: "date", Swedish: "datum", Group: GroupLetter},
	{Name: "call_days", Swedish: "ringdagar", Group: GroupLetter},
	{Name: "reply_by", Swedish: "svara senast", Group: GroupLetter},
	{Name: "enclosures", Swedish: "bilagor", Group: GroupLetter, Lines: true},
	{Name: "free_post", Swedish: "fritt porto", Group: GroupLetter, Ask: true},
	{Name: "cl24", Swedish: "cl24", Group: GroupLetter, Ask: true},

	{Name: "clinic", Swedish: "mottagning", Group: GroupClinic},
	{Name: "caregiver", Swedish: "vårdgivare", Group: GroupClinic},
	{Name: "phone", Swedish: "telefon", Group: GroupClinic},
	{Name: "phone_hours", Swedish: "telefontider", Group: GroupClinic},
	{Name: "email", Swedish: "e-post", Group: GroupClinic},
	{Name: "signer", Swedish: "underskrivare", Group: GroupClinic},
	{Name: "role", Swedish: "roll", Group: GroupClinic},
	{Name: "street", Swedish: "gata", Group: GroupClinic},
	{Name: "postcode", Swedish: "postnummer", Group: GroupClinic},
	{Name: "town", Swedish: "ort", Group: GroupClinic},
}

// Sender reports whether the settings know the field's value. A clinic that has not
// filled it in yet gets a line to write on by hand, and is told; its first letters are
// not held up by that.
func (f Field) Sender() bool {
	switch f.Name {
	case "visit_place", "sample_place", "sample_hours", "fasting":
		return true
	}
	return f.Group == GroupClinic && f.Name != "clinic" && f.Name != "caregiver"
}

// Fields lists the fields in the order of the menu.
func Fields() []Field { return slices.Clone(fields) }

// In gives the name to write between braces in a text.
func (f Field) In(lang say.Lang) string {
	if lang == say.English {
		return f.Name
	}
	return f.Swedish
}

// Label says what the field is: "Hälsocentralens telefonnummer".
func (f Field) Label() say.Text { return say.T("letter.field." + f.Name) }

// About explains the field in a sentence, with an example.
func (f Field) About() say.Text { return say.T("letter.about." + f.Name) }

// FieldOf finds a field by either name; case, and spaces for _ or -, do not matter.
func FieldOf(name string) (Field, bool) {
	f, ok := byName[key(name)]
	return f, ok
}

var byName = func() map[string]Field {
	m := map[string]Field{}
	for _, f := range fields {
		m[key(f.Name)], m[key(f.Swedish)] = f, f
	}
	return m
}()

// key is the form in which names are compared.
func key(name string) string {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	return strings.NewReplacer("_", " ", "-", " ").Replace(name)
}

func beginsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	return unicode.IsUpper(r)
}

// nearest gives the known name that is most like what was written, "" when none is near:
// at most a third of it may differ.
func nearest(name string, known []string) string {
	best, least := "", 1+max(1, utf8.RuneCountInString(name)/3)
	if utf8.RuneCountInString(name) > 40 {
		return "" // no slip of the finger
	}
	for _, k := range known {
		if d := distance(key(name), key(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// fieldNames lists both names of every field, the Swedish first.
func fieldNames() []string {
	names := make([]string, 0, 2*len(fields))
	for _, f := range fields {
		names = append(names, f.Swedish)
	}
	for _, f := range fields {
		names = append(names, f.Name)
	}
	return names
}

// distance counts the signs to add, take away, change or swap with the neighbour to make
// b of a.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}
