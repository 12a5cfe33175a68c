package roster

import (
	"encoding/json"
	"slices"
	"strings"

	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// Guess proposes what each column holds.
func Guess(s *Sheet) Mapping {
	m := make(Mapping, len(s.Columns))
	for _, c := range s.Columns {
		m[c.Key] = c.Guess
	}
	return m
}

// Apply lays a saved mapping over the guess for this sheet. Columns that the saved
// one does not name keep their guess, unless the saved one has taken their field;
// names that the sheet does not have come back in unknown, sorted. Case, spaces
// and signs in the names do not matter.
func Apply(s *Sheet, saved Mapping) (m Mapping, unknown []string) {
	m = Guess(s)
	chosen := map[string]bool{}
	for name, field := range saved {
		key, ok := s.key(name)
		if !ok {
			unknown = append(unknown, name)
			continue
		}
		m[key], chosen[key] = field, true
	}
	slices.Sort(unknown)
	for key := range m {
		if chosen[key] || !single(m[key]) {
			continue
		}
		for other := range chosen {
			if m[other] == m[key] || m[key] == Name && (m[other] == Family || m[other] == Given) || m[other] == Name && (m[key] == Family || m[key] == Given) {
				m[key] = Ignored
			}
		}
	}
	return m, unknown
}

func (s *Sheet) key(name string) (string, bool) {
	for _, c := range s.Columns {
		if c.Key == name {
			return c.Key, true
		}
	}
	for _, c := range s.Columns {
		if want := letters(name); want != "" && letters(c.Key) == want {
			return c.Key, true
		}
	}
	return "", false
}

// ReadMapping reads a mapping file: a JSON object of header to field. A field may
// be its id, any name that Guess understands, or empty for a column not to be used.
func ReadMapping(b []byte) (Mapping, error) {
	var raw map[string]*string
	if err := json.Unmarshal(b, &raw); err != nil {
		return nil, fault.Wrap(fault.Refused, err, "roster.err.mapping")
	}
	m := Mapping{}
	for name, value := range raw {
		field := Ignored
		if value != nil && strings.TrimSpace(*value) != "" && *value != "ignored" {
			if field = Field(*value); !slices.Contains(Fields, field) {
				if field, _ = meaning(*value); field == Ignored {
					return nil, fault.New(fault.Refused, "roster.err.mapping_field", "Column", name, "Field", *value)
				}
			}
		}
		m[name] = field
	}
	return m, nil
}

// Unmapped lists what the mapping lacks: fields without which no row can be read
// (a name may come as Name or as Family and Given), and remarks on fields that are
// taken from two columns or on columns that look as if they told who is protected.
func Unmapped(s *Sheet, m Mapping) (required []Field, remarks []say.Text) {
	count := map[Field]int{}
	for _, c := range s.Columns {
		count[m[c.Key]]++
		if c.Guess == Protected && m[c.Key] != Protected {
			remarks = append(remarks, say.T("roster.note.protected_unused", "Column", c.Key))
		}
	}
	if count[Number] == 0 {
		required = append(required, Number)
	}
	if count[Name] == 0 && count[Family] == 0 {
		required = append(required, Name)
	}
	if count[Street] == 0 || count[Postcode]+count[PostAddress] == 0 && count[Town] == 0 {
		remarks = append(remarks, say.T("roster.note.no_address"))
	}
	if count[Protected] == 0 {
		remarks = append(remarks, say.T("roster.note.protected_none"))
	}
	for _, f := range Fields {
		if single(f) && count[f] > 1 {
			remarks = append(remarks, say.T("roster.note.twice", "Field", f.Label()))
		}
	}
	return required, remarks
}

// Required makes the refusal for fields that Unmapped says are required.
func Required(required []Field) error {
	if slices.Contains(required, Number) {
		return fault.New(fault.Refused, "roster.err.no_number")
	}
	if len(required) > 0 {
		return fault.New(fault.Refused, "roster.err.no_name")
	}
	return nil
}

// Unknown makes the refusal for the names that Apply did not find, nil for none.
func Unknown(names []string) error {
	if len(names) == 0 {
		return nil
	}
	return fault.New(fault.Refused, "roster.err.mapping_column", "Columns", strings.Join(names, ", "))
}
