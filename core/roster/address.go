package roster

import (
	"regexp"
	"strings"
)

// The longest values that are read in, in characters.
const (
	maxName  = 100
	maxLine  = 150
	maxShort = 60 // town, country, phone, language
	maxEmail = 254
)

// sweden has the ways to write that an address is Swedish.
var sweden = set(`sverige sweden se s swe sv 752 svensk inrikes`)

var signless = strings.NewReplacer(" ", "", "-", "", ".", "")

// postcode reads a postcode: Swedish as "123 45" (12345, 123 45, SE-123 45), or with
// the country code that stands before it, "NO-0150".
func postcode(s string) (code, country string, ok bool) {
	s = strings.ToUpper(wholeNumber(s))
	i := 0
	for i < len(s) && s[i] >= 'A' && s[i] <= 'Z' {
		i++
	}
	prefix, rest := s[:i], strings.TrimLeft(s[i:], "- –")
	if prefix != "" && len(prefix) <= 3 && prefix != "S" && prefix != "SE" && strings.ContainsAny(s[i:], "0123456789") && (s[i] == '-' || s[i] == ' ') {
		return rest, prefix, true
	}
	plain := signless.Replace(rest)
	if prefix != "" && prefix != "S" && prefix != "SE" || len(plain) != 5 || !digits(plain) || plain[0] == '0' {
		return s, "", false
	}
	return plain[:3] + " " + plain[3:], "", true
}

var (
	beginsWithPostcode = regexp.MustCompile(`^(?i)((?:SE?[- ]?)?[1-9]\d{2}[ ]?\d{2})(?:[ ,]+(\D.*))?$`)
	endsWithPostcode   = regexp.MustCompile(`^(?i)(.*\S)[ ,]+((?:SE?[- ]?)?[1-9]\d{2}[ ]?\d{2})[ ,]+(\D+)$`)
)

func startsWithPostcode(s string) bool {
	s, _ = clean(s)
	return beginsWithPostcode.MatchString(s)
}

// splitPost takes "803 20 Gävle" apart; a cell without a postcode is a town.
func splitPost(s string) (code, town string) {
	if m := beginsWithPostcode.FindStringSubmatch(s); m != nil {
		return m[1], m[2]
	}
	return "", s
}

// splitAddress takes a whole address in one cell apart.
func splitAddress(s string) (street, code, town string) {
	if m := endsWithPostcode.FindStringSubmatch(s); m != nil {
		return strings.TrimRight(m[1], " ,"), m[2], m[3]
	}
	return s, "", ""
}

var careOf = regexp.MustCompile(`^(?i)(?:c\s*/\s*o\b|co/|℅)[:. ]*`)

// splitCareOf takes "c/o Berg, Storgatan 1" apart; without c/o the line is a street.
func splitCareOf(line string) (care, street string) {
	prefix := careOf.FindString(line)
	if prefix == "" {
		return "", line
	}
	care, street, _ = strings.Cut(line[len(prefix):], ",")
	return strings.TrimSpace(care), strings.TrimSpace(street)
}

// phone reads a telephone number. A zero that a spreadsheet has taken from the
// beginning is put back (restored); ok is false for what cannot be dialled.
func phone(s string) (number string, restored, ok bool) {
	number = wholeNumber(s)
	count := 0
	for i, r := range number {
		switch {
		case r >= '0' && r <= '9':
			count++
		case r == '+' && i == 0, strings.ContainsRune(" -–()/.", r):
		default:
			return number, false, false
		}
	}
	if digits(number) && number[0] != '0' && count >= 7 && count <= 9 {
		number, count, restored = "0"+number, count+1, true
	}
	return number, restored, count >= 7 && count <= 15
}

// mobile tells a Swedish mobile number, to which a message can be sent.
func mobile(number string) bool {
	d := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, number)
	d = strings.TrimPrefix(strings.TrimPrefix(d, "00"), "46")
	d = strings.TrimPrefix(d, "0")
	return len(d) == 9 && d[0] == '7' && strings.ContainsRune("02369", rune(d[1]))
}

// email reports whether something looks like an address for e-mail.
func email(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	return ok && local != "" && !strings.ContainsAny(s, " ,;<>") && strings.Contains(strings.Trim(domain, "."), ".") && !strings.Contains(domain, "@")
}
