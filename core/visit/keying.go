package visit

import (
	"time"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/star"
)

// Scope is what a second keying goes over.
type Scope string

// The scopes of a second keying.
const (
	KeyAll  Scope = "all"  // the whole form
	KeyStar Scope = "star" // the fields that drive the star, and those they hang on
)

// Choice is which reading of the paper was right where two keyings differed.
type Choice string

// The choices. The zero Choice is not settled yet.
const (
	ChoseFirst  Choice = "first"
	ChoseSecond Choice = "second"
	ChoseThird  Choice = "third" // neither: it was read a third time
)

// Keying is a second keying of a form: typed without the first answers in sight, then
// compared with them, each difference settled.
type Keying struct {
	Person     Person
	Definition *form.Definition // only the items that are keyed
	Criteria   *star.Criteria
	Status     form.Status // of the form itself
	FirstBy    string      // who began the form, full name
	Scope      Scope       // "" = none was begun
	Begun      time.Time
	By         string       // who keys, full name
	Answers    form.Answers // as keyed this second time
	Place      Place
	Ended      time.Time    // zero while it is keyed
	Compared   int          // fields that were compared
	Differ     []Difference // in the form's order; none before it has ended
	Total      Rate         // of all second keyings of the cohort year
}

// Difference is a field that the two keyings read differently. No answer is the zero Value.
type Difference struct {
	form.Mismatch
	Choice Choice     // "" = not settled
	Value  form.Value // as settled
}

// Open gives the first difference that is not settled, -1 for none.
func (k *Keying) Open() int {
	for i := range k.Differ {
		if k.Differ[i].Choice == "" {
			return i
		}
	}
	return -1
}

// Rate gives the errors of the keying so far.
func (k *Keying) Rate() Rate {
	r := Rate{Keyings: 1, Fields: k.Compared, Differ: len(k.Differ)}
	for _, d := range k.Differ {
		r.Count(d.Choice)
	}
	return r
}

// Rate counts the errors that second keyings found.
type Rate struct {
	Keyings int // that were ended
	Fields  int // compared
	Differ  int
	First   int // errors in the first keying: what differed and was settled otherwise
	Second  int // errors in the second
	Open    int // not settled yet
}

// Count adds a difference that was settled so; "" adds one that was not.
func (r *Rate) Count(c Choice) {
	switch c {
	case ChoseFirst:
		r.Second++
	case ChoseSecond:
		r.First++
	case ChoseThird:
		r.First++
		r.Second++
	default:
		r.Open++
	}
}

// PerThousand gives errors of the first keying per 1,000 fields: what stays wrong in
// forms that are typed once. False without a field.
func (r Rate) PerThousand() (float64, bool) {
	if r.Fields == 0 {
		return 0, false
	}
	return 1000 * float64(r.First) / float64(r.Fields), true
}

// EarlierForm is the questionnaire of an earlier cohort year.
type EarlierForm struct {
	Cohort     int
	Date       day.Date // of the visit, or on which the form was begun
	Definition *form.Definition
	Answers    form.Answers
}

// Before gives the earlier answer to an item in words: of the same item, by the words of
// the version that it was given to. "" where there was none.
func (e *EarlierForm) Before(linkID string, show func(*form.Definition, form.Value) string) string {
	if e == nil || e.Answers[linkID].IsZero() {
		return ""
	}
	return show(e.Definition, e.Answers[linkID])
}
