package form

import (
	"math/big"
	"strconv"
	"strings"

	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// Decimal is a decimal number exactly as it was written: 27.40 stays 27.40. The
// zero Decimal is no number; ask IsZero before using one that may be absent.
type Decimal struct {
	text string // canonical: digits, perhaps one point with digits after it, perhaps a minus before
}

// Limits of a typed number. They only keep nonsense out; what is plausible is
// each item's own business (Definition.Check).
const (
	maxWhole    = 6
	maxDecimals = 4
)

// ParseNumber reads a number as people type it: digits with a decimal comma or
// point, spaces around it, nothing else. Exponents, thousands signs, two points
// and words are refused (form.err.number).
func ParseNumber(s string) (Decimal, error) {
	t := strings.ReplaceAll(strings.TrimSpace(s), ",", ".")
	minus := strings.HasPrefix(t, "-")
	t = strings.TrimPrefix(t, "-")
	whole, decimals, point := strings.Cut(t, ".")
	if !digits(whole) || point && !digits(decimals) {
		return Decimal{}, fault.New(fault.Refused, "form.err.number")
	}
	whole = strings.TrimLeft(whole, "0")
	if len(whole) > maxWhole || len(decimals) > maxDecimals {
		return Decimal{}, fault.New(fault.Refused, "form.err.number_long")
	}
	if whole == "" {
		whole = "0"
	}
	t = whole
	if point {
		t += "." + decimals
	}
	if minus {
		t = "-" + t
	}
	return Decimal{t}, nil
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// MustNumber is ParseNumber for numbers written in code; it panics on others.
func MustNumber(s string) Decimal {
	d, err := ParseNumber(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether d is no number at all; the number 0 is a number.
func (d Decimal) IsZero() bool { return d.text == "" }

// String gives the number with a decimal point, as in files.
func (d Decimal) String() string { return d.text }

// In gives the number as people write it in lang: 82,5 or 82.5.
func (d Decimal) In(lang say.Lang) string {
	if lang == say.English {
		return d.text
	}
	return strings.Replace(d.text, ".", ",", 1)
}

// Rat gives the exact value; of no number, 0.
func (d Decimal) Rat() *big.Rat {
	r, ok := new(big.Rat).SetString(d.text)
	if !ok {
		return new(big.Rat)
	}
	return r
}

// Float gives the nearest float64, for drawing and sums in reports; never for comparing with a cut-off.
func (d Decimal) Float() float64 {
	f, _ := strconv.ParseFloat(d.text, 64)
	return f
}

// Cmp compares by value: -1, 0 or 1. 27.4 and 27.40 are equal.
func (d Decimal) Cmp(e Decimal) int { return d.Rat().Cmp(e.Rat()) }

// Round gives the number with so many decimals, half up (D23). Only for numbers of 0 or more.
func (d Decimal) Round(decimals int) Decimal { return RoundRat(d.Rat(), decimals) }

// Whole drops decimals: 10.0 becomes 10.
func (d Decimal) Whole() Decimal {
	whole, _, _ := strings.Cut(d.text, ".")
	return Decimal{whole}
}

// RoundRat writes r, 0 or more, with so many decimals, half up (D23).
func RoundRat(r *big.Rat, decimals int) Decimal {
	return scaled(new(big.Rat).Add(scale(r, decimals), big.NewRat(1, 2)), decimals)
}

// CutRat writes r, 0 or more, with so many decimals and drops the rest. Rounding
// the cut number to fewer decimals gives what rounding r itself gives: so a shown
// working never contradicts the value.
func CutRat(r *big.Rat, decimals int) Decimal { return scaled(scale(r, decimals), decimals) }

func scale(r *big.Rat, decimals int) *big.Rat {
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)
	return new(big.Rat).Mul(r, new(big.Rat).SetInt(ten))
}

func scaled(r *big.Rat, decimals int) Decimal {
	whole := new(big.Int).Quo(r.Num(), r.Denom())
	s := whole.String()
	if decimals == 0 {
		return Decimal{s}
	}
	if len(s) <= decimals {
		s = strings.Repeat("0", decimals-len(s)+1) + s
	}
	return Decimal{s[:len(s)-decimals] + "." + s[len(s)-decimals:]}
}

// MarshalJSON writes a JSON number; no number is null.
func (d Decimal) MarshalJSON() ([]byte, error) {
	if d.text == "" {
		return []byte("null"), nil
	}
	return []byte(d.text), nil
}

// UnmarshalJSON reads a JSON number or a string with one, and null as no number.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `"`)
	if s == "null" {
		*d = Decimal{}
		return nil
	}
	n, err := ParseNumber(s)
	if err != nil {
		return err
	}
	*d = n
	return nil
}
