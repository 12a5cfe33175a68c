package roster

import (
	"slices"
	"strings"
)

// What stands in a column about protected identity. Everything that is neither a
// clear no nor a clear yes is taken for a yes, and said: a wrong yes costs a phone
// call, a wrong no can cost somebody's safety.
var (
	noWords  = set(`n nej no nä 0 false falskt falsk ingen inga inget ej ejskyddad ejsekretess ejsekretessmarkerad inte intesekretess intesekretessmarkerad saknas none null na normal utan oskyddad ickeskyddad offentlig nejsekretess`)
	yesWords = set(`j ja y yes x xx 1 s sk sm se sekr true t sant sann sekretess sekretessmarkering sekretessmarkerad skydd skyddad skyddade
		skyddadfolkbokföring skyddadefolkbokföringsuppgifter skyddadepersonuppgifter skyddadidentitet skyddadadress kvarskriven kvarskrivning fingerad fingerade fingeradepersonuppgifter
		protected confidential secret 01003 1003 01020 1020`)  // the last four: the codes in Skatteverket's Navet
)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		all[w] = true
	}
	return all
}

// verdict is what a cell says about protected identity.
type verdict int

const (
	no verdict = iota
	yes
	unsure // to be treated as yes
)

// judge reads a cell of a column about protected identity.
func judge(cell string) verdict {
	s, _ := clean(cell)
	s = strings.ToLower(wholeNumber(s))
	key := letters(s)
	switch {
	case s == "" || strings.Trim(s, "-–—−.,/_ ") == "" || noWords[key] || key != "" && strings.Trim(key, "0") == "":
		return no
	case yesWords[key] || strings.Trim(s, "✓✔☑√*+!•●■☒✗✘×") == "":
		return yes
	}
	return unsure
}

// hints is a fast look before the slow one, without the letter that may be a
// capital alone; nearly no cell has any of these.
var hints = []string{"kydd", "KYDD", "ekret", "EKRET", "varskr", "VARSKR", "ingera", "INGERA", "rotect", "ROTECT", "2820"}

// shields tells a name or address cell in which the record system has written that
// the person is protected, or put the box from which Skatteverket forwards letters.
func shields(cell string) bool {
	if len(cell) < 8 {
		return false
	}
	if !slices.ContainsFunc(hints, func(h string) bool { return strings.Contains(cell, h) }) {
		return false
	}
	key := letters(cell)
	for _, sign := range []string{"skyddadadress", "skyddadeadress", "skyddadepersonuppgift", "skyddadpersonuppgift", "skyddadidentitet", "skyddadfolkbok", "skyddadeuppgift", "skyddaduppgift",
		"sekretessmark", "sekretesskydd", "skyddadperson", "kvarskriv", "fingerade", "protectedidentity", "protectedaddress", "box282040320"} {
		if strings.Contains(key, sign) {
			return true
		}
	}
	return strings.HasSuffix(key, "box2820") || key == "sekretess" || key == "skyddad" || key == "skyddade" || key == "protected"
}
