package form

import (
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// maxText is how many characters a text answer may have.
const maxText = 4000

// Check judges an answer to an item (D18). The error refuses: wrong type, an unknown
// code, a number of 0 or below, one under half the lower or over twice the upper bound.
// The warning asks once: out of the plausible range, or a lower pressure that is not
// below the upper in a. A value with a warning may be kept, with a mark, and is used.
// No answer (the zero Value) passes: it takes an answer back.
func (d *Definition) Check(linkID string, v Value, a Answers) (warning say.Text, err error) {
	it, ok := d.Item(linkID)
	if !ok {
		return say.Text{}, unknown(linkID)
	}
	switch v.kind {
	case KindNone:
		return say.Text{}, nil
	case KindMissing:
		if !it.Takes(Missing(v.s)) {
			return say.Text{}, fault.New(fault.Refused, "form.err.unmeasured")
		}
		return say.Text{}, nil
	case KindCode:
		if _, ok := it.Option(v.s); !ok {
			return say.Text{}, it.wants()
		}
		return say.Text{}, nil
	case KindText:
		return say.Text{}, it.checkText(v.s)
	}
	if !it.Numeric() {
		return say.Text{}, it.wants()
	}
	if err := it.checkNumber(v.n); err != nil {
		return say.Text{}, err
	}
	return d.ask(it, v.n, a), nil
}

// checkNumber refuses what cannot be a value. 0 is refused first: it is what other
// programs write for "no value" (Q20), so the message offers the keys for that.
func (it *Item) checkNumber(n Decimal) error {
	r := n.Rat()
	if it.Type == Integer && !r.IsInt() {
		return fault.New(fault.Refused, "form.err.whole")
	}
	if it.Measurement && r.Sign() <= 0 {
		return fault.New(fault.Refused, "form.err.zero_measured")
	}
	two := big.NewRat(2, 1)
	low := new(big.Rat).Mul(r, two).Cmp(it.Min.Rat()) < 0
	high := r.Cmp(new(big.Rat).Mul(it.Max.Rat(), two)) > 0
	if it.Min.IsZero() || !low && !high {
		return nil
	}
	id := "form.err.absurd"
	if it.Measurement {
		id = "form.err.absurd_measured"
	}
	return fault.New(fault.Refused, id, "Value", n.Float(), "Min", it.Min.Float(), "Max", it.Max.Float())
}

// ask gives the warning for a number that is possible but not plausible.
func (d *Definition) ask(it *Item, n Decimal, a Answers) say.Text {
	if !it.Min.IsZero() && (n.Cmp(it.Min) < 0 || n.Cmp(it.Max) > 0) {
		return say.T("form.warn.range", "Value", n.Float(), "Min", it.Min.Float(), "Max", it.Max.Float())
	}
	for i := range d.Items {
		under := &d.Items[i]
		if under.Below == "" || under.LinkID != it.LinkID && under.Below != it.LinkID {
			continue
		}
		lower, upper := n, n
		other := under.Below
		if under.Below == it.LinkID {
			other = under.LinkID
		}
		o, ok := a[other].Number()
		if !ok {
			continue
		}
		if other == under.LinkID {
			lower = o
		} else {
			upper = o
		}
		if lower.Cmp(upper) >= 0 {
			return say.T("form.warn.below", "Lower", lower.Float(), "Upper", upper.Float())
		}
	}
	return say.Text{}
}

func (it *Item) checkText(s string) error {
	if it.Type != String && it.Type != Long {
		return it.wants()
	}
	if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && (it.Type == String || r != '\n' && r != '\t')
	}) {
		return fault.New(fault.Refused, "form.err.text")
	}
	if n := utf8.RuneCountInString(s); n > maxText {
		return fault.New(fault.Refused, "form.err.text_long", "Count", n, "Max", maxText)
	}
	return nil
}

// wants says what the item takes.
func (it *Item) wants() error {
	switch it.Type {
	case Choice:
		codes := make([]string, len(it.Options))
		for i, o := range it.Options {
			codes[i] = o.Code
		}
		return fault.New(fault.Refused, "form.err.code", "Codes", strings.Join(codes, " "))
	case Integer, Real:
		return fault.New(fault.Refused, "form.err.number")
	}
	return fault.New(fault.Refused, "form.err.text")
}

func unknown(linkID string) error {
	return fault.New(fault.Refused, "form.err.unknown", "LinkID", linkID)
}

// Warning is an answer that is kept though it is out of the plausible.
type Warning struct {
	LinkID string
	Text   say.Text
}

// Warnings lists the answers to be marked, in the form's order.
func (d *Definition) Warnings(a Answers) []Warning {
	var ws []Warning
	for i := range d.Items {
		it := &d.Items[i]
		n, ok := a[it.LinkID].Number()
		if !ok || !d.enabled(it, a) {
			continue
		}
		if t := d.ask(it, n, a); !t.IsZero() {
			ws = append(ws, Warning{it.LinkID, t})
		}
	}
	return ws
}
