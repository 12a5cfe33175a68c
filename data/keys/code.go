package keys

import (
	"crypto/rand"
	"strings"
	"unicode"

	"fyrtio/core/fault"
)

// A recovery code is eight groups of five signs, printed once and typed perhaps
// years later. Four signs of each group are random, 160 bits in all, so no guessing
// helps; the fifth checks the group and its place, so that a slip of the pen is
// told with the group it is in. The signs are Crockford's base 32: no I, L, O or U.
const (
	signs     = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	groups    = 8
	groupSize = 5
)

// newCode makes a code, written as it is printed: groups with dashes between.
func newCode() (string, error) {
	var random [groups * (groupSize - 1)]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", err
	}
	var code []string
	for g := range groups {
		group := make([]byte, 0, groupSize)
		for _, b := range random[g*(groupSize-1) : (g+1)*(groupSize-1)] {
			group = append(group, signs[b%32])
		}
		code = append(code, string(append(group, checkSign(g, string(group)))))
	}
	return strings.Join(code, "-"), nil
}

// checkSign is the fifth sign of group g (from 0). The weights are odd, so each
// single wrong sign changes it; g makes exchanged groups differ.
func checkSign(g int, group string) byte {
	sum := 11 * g
	for i, weight := range []int{1, 3, 7, 5} {
		sum += weight * strings.IndexByte(signs, group[i])
	}
	return signs[sum%32]
}

// parseCode reads a typed code and gives its 40 signs. Errors: fault.Refused,
// naming the group.
func parseCode(typed string) (string, error) {
	var plain []byte
	for _, r := range typed {
		if unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.Is(unicode.Cf, r) {
			continue
		}
		r = unicode.ToUpper(r)
		switch r {
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		if r > unicode.MaxASCII || strings.IndexByte(signs, byte(r)) < 0 {
			return "", fault.New(fault.Refused, "vault.keys.err.code_sign", "Sign", string(r), "Group", min(len(plain)/groupSize, groups-1)+1)
		}
		plain = append(plain, byte(r))
	}
	if len(plain) != groups*groupSize {
		return "", fault.New(fault.Refused, "vault.keys.err.code_length", "N", len(plain))
	}
	for g := range groups {
		group := string(plain[g*groupSize : (g+1)*groupSize])
		if checkSign(g, group) != group[groupSize-1] {
			return "", fault.New(fault.Refused, "vault.keys.err.code_group", "Group", g+1)
		}
	}
	return string(plain), nil
}
