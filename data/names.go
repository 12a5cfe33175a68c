package data

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Names are folded for search (Östergren is found by ostergren and ÖSTERGREN) and
// sorted as Swedes do: å, ä, ö after z, v and w apart, é beside e.

// unmarked are letters whose marks do not come off by decomposing.
var unmarked = strings.NewReplacer("ø", "o", "æ", "ae", "œ", "oe", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ß", "ss", "ı", "i", "ħ", "h", "ŧ", "t")

// fold gives s in small letters without marks.
func fold(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] >= 0x80 {
			plain = false
			break
		}
	}
	s = strings.ToLower(s)
	if plain {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return unmarked.Replace(b.String())
}

// terms takes a query apart: every term must be found. A comma parts names, as in the
// lists: Östergren, Anna. A term of digits and signs is a number or a part of one and
// loses its signs.
func terms(query string) []string {
	var list []string
	for _, word := range strings.FieldsFunc(fold(query), func(r rune) bool { return r == ',' || unicode.IsSpace(r) }) {
		if strings.Trim(word, "0123456789-+") == "" {
			word = strings.NewReplacer("-", "", "+", "").Replace(word)
		}
		if word != "" {
			list = append(list, word)
		}
	}
	return list
}

// searchText is what a query is compared with: given and family name, numbers.
func searchText(family, given string, numbers ...string) string {
	return fold(given + " " + family + "|" + strings.Join(numbers, "|"))
}

// sorter makes collation keys. The collator keeps buffers of its own: one at a time.
var sorter = struct {
	sync.Mutex
	*collate.Collator
	buf collate.Buffer
}{Collator: collate.New(language.Swedish)}

// sortKey gives the bytes by which a name sorts: family name, then given name.
func sortKey(family, given string) []byte {
	sorter.Lock()
	defer sorter.Unlock()
	sorter.buf.Reset()
	key := append([]byte(nil), sorter.KeyFromString(&sorter.buf, family)...)
	key = append(key, 0, 0)
	return append(key, sorter.KeyFromString(&sorter.buf, given)...)
}

// shieldKey sorts protected people after all names, by their shield's number.
func shieldKey(shield int) []byte {
	return []byte{0xFF, byte(shield >> 16), byte(shield >> 8), byte(shield)}
}
