package keys

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"fyrtio/core/fault"
)

// How many characters a passphrase has: fewer than MinPassphrase are refused,
// GoodPassphrase and more are what the program recommends.
const (
	MinPassphrase  = 8
	GoodPassphrase = 10
)

// maxName is how many characters a user's name may have.
const maxName = 80

// CheckPassphrase refuses a passphrase that is too short or the user's own name.
func CheckPassphrase(user, passphrase string) error {
	if utf8.RuneCountInString(norm.NFC.String(passphrase)) < MinPassphrase {
		return fault.New(fault.Refused, "vault.keys.err.short", "N", MinPassphrase)
	}
	if fold(passphrase) == fold(user) {
		return fault.New(fault.Refused, "vault.keys.err.same_as_name")
	}
	return nil
}

// CheckName refuses a name that is empty, too long, or has signs that cannot be seen.
func CheckName(user string) error {
	user = clean(user)
	switch {
	case user == "":
		return fault.New(fault.Refused, "vault.keys.err.name_empty")
	case utf8.RuneCountInString(user) > maxName:
		return fault.New(fault.Refused, "vault.keys.err.name_long", "N", maxName)
	}
	for _, r := range user {
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			return fault.New(fault.Refused, "vault.keys.err.name_sign")
		}
	}
	return nil
}
