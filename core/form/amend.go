package form

import (
	"strings"

	"fyrtio/core/fault"
)

// Status is how far a participant's form is.
type Status string

// The statuses of a form. A form without any answer is no form.
const (
	Begun    Status = "begun"    // may be typed in
	Complete Status = "complete" // locked; corrections are amendments
	Amended  Status = "amended"  // locked, corrected at least once
)

// Locked reports whether answers may be changed only by Amend (Q17).
func (s Status) Locked() bool { return s == Complete || s == Amended }

// Amendment is one corrected answer of a locked form. Old and New stay readable; a
// zero Value means no answer.
type Amendment struct {
	LinkID string
	Old    Value
	New    Value
	Reason string
}

// maxReason is how many characters a reason may have.
const maxReason = 500

// Amend corrects a locked form (Q17): it gives the new answers and one amendment for
// each answer that changes, in the form's order, those included that go because their
// item is not asked any more. It refuses without a reason, without a change, when an
// answer is not allowed, and when a mandatory item would be left without an answer.
func (d *Definition) Amend(a, changes Answers, reason string) (Answers, []Amendment, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" || len([]rune(reason)) > maxReason {
		return nil, nil, fault.New(fault.Refused, "form.err.reason", "Max", maxReason)
	}
	for _, it := range d.Items {
		if v, ok := changes[it.LinkID]; ok {
			if _, err := d.Check(it.LinkID, v, a); err != nil {
				return nil, nil, about(it.LinkID, err)
			}
		}
	}
	after, _, err := d.Merge(a, changes)
	if err != nil {
		return nil, nil, err
	}
	if err := d.Complete(after); err != nil {
		return nil, nil, err
	}
	var list []Amendment
	for _, it := range d.Items {
		if old, now := a[it.LinkID], after[it.LinkID]; old != now {
			list = append(list, Amendment{it.LinkID, old, now, reason})
		}
	}
	if len(list) == 0 {
		return nil, nil, fault.New(fault.Refused, "form.err.unchanged")
	}
	return after, list, nil
}
