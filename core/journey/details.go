package journey

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/fault"
)

// A field is one key of a kind's details (D1): what it takes, and whether the event
// says nothing without it.
type field struct {
	key      string
	must     bool
	values   []string // the values allowed; nil = free text
	is       string   // date, start, progress, "" = text or one of values
	fallback string   // taken when the key is absent
}

func one(key string, values ...string) field  { return field{key: key, values: values} }
func must(key string, values ...string) field { return field{key: key, values: values, must: true} }

// fields are the keys of each kind; a kind that is not here is no kind.
var fields = map[Kind][]field{
	Listed:     {},
	Gone:       {},
	InfoGiven:  {},
	Registered: {must("cl24", Yes, No)},
	Consented: {must("answer", Yes, No, Withdrawn), one("how"), one("by"),
		{key: "purpose", values: []string{PurposeCl24}, fallback: PurposeCl24}},
	TicketSent:      {{key: "type", values: []string{TicketVisit, TicketForm}, fallback: TicketVisit}, {key: "expires", is: "date"}},
	TicketExpired:   {{key: "opened", values: []string{Yes, No}, must: true}, {key: "progress", is: "progress"}, one("recalled", Yes)},
	ChatStarted:     {},
	ChatClosed:      {},
	LetterPrinted:   {must("template"), one("run"), one("letter"), one("override")},
	LetterConfirmed: {one("run"), one("letter")},
	LetterReturned:  {one("letter")},
	Called: {must("outcome", CallBooked, CallLater, CallNoAnswer, CallVoicemail, CallWrongNumber, CallDeclined, CallInterpreter),
		{key: "until", is: "date"}, one("language"), one("reason")},
	WantsHelp:  {one("what")},
	HandedOver: {must("to")},
	Booked: {{key: "start", must: true, is: "start"}, one("room"), {key: "via", values: []string{"ticket", "phone", "letter", "desk"}, fallback: "desk"},
		{key: "also", is: "starts"}, {key: "until", is: "date"}, one("override")},
	Rebooked:         {{key: "start", must: true, is: "start"}, one("room"), one("via", "ticket", "phone", "desk"), one("override")},
	Cancelled:        {one("by", ByParticipant, ByClinic), one("reason"), one("late", Yes, No)},
	SamplesTaken:     {},
	FormReceived:     {must("source", SourceHome, SourceVisit, SourcePhone, SourceCl24)},
	Visited:          {},
	NoShow:           {},
	Declined:         {one("channel"), one("reason")},
	Deferred:         {{key: "until", must: true, is: "date"}},
	Ended:            {must("reason", EndMoved, EndDead, EndElsewhere, EndIll, EndOther)},
	Reopened:         {must("reason")},
	Documented:       {must("where", WhereCl24, WherePMO), one("way", WayAssisted, WayStandalone)},
	NeedsInterpreter: {one("language")},
	ContactChanged:   {one("version")},
	Note:             {must("text")},
	FollowUp:         {{key: "date", must: true, is: "date"}, one("what")},
	Undone:           {must("event"), must("reason")},
}

// comment may stand with any event.
var comment = one("text")

// keysOf gives the keys of a kind; ok is false for no kind.
func keysOf(k Kind) (keys []field, ok bool) {
	keys, ok = fields[k]
	if ok && k != Note {
		keys = append(slices.Clip(keys), comment)
	}
	return keys, ok
}

// Known tells whether k is a kind of event.
func (k Kind) Known() bool {
	_, ok := fields[k]
	return ok
}

// Kinds lists all kinds, sorted.
func Kinds() []Kind { return slices.Sorted(maps.Keys(fields)) }

// Keys lists the keys that a kind takes, in order, and which of them it must have.
func (k Kind) Keys() (keys []string, required map[string]bool) {
	known, _ := keysOf(k)
	required = make(map[string]bool, len(known))
	for _, f := range known {
		keys = append(keys, f.key)
		required[f.key] = f.must
	}
	return keys, required
}

// longest is how many bytes a text in an event may have: a note, not a document.
const longest = 4000

var progressForm = regexp.MustCompile(`^(\d{1,3})\s*(?:/|av|of)\s*(\d{1,3})$`)

// NewDetails reads details given as keys and values, as fyrtioctl log takes them, and
// checks them against the kind. Errors name the key; they are fault.Usage when the
// kind or a key is unknown, fault.Refused when a value cannot be taken.
func NewDetails(kind Kind, kv map[string]string) (Details, error) {
	known, ok := keysOf(kind)
	if !ok {
		return Details{}, fault.New(fault.Usage, "journey.err.kind", "Kind", string(kind))
	}
	for _, key := range slices.Sorted(maps.Keys(kv)) {
		if !slices.ContainsFunc(known, func(f field) bool { return f.key == key }) {
			return Details{}, fault.New(fault.Usage, "journey.err.key", "Kind", string(kind), "Key", key)
		}
	}
	var d Details
	for _, f := range known {
		value := strings.TrimSpace(kv[f.key])
		if value == "" {
			value = f.fallback
		}
		if value == "" {
			if f.must {
				return Details{}, fault.New(fault.Refused, "journey.err.must", "Kind", string(kind), "Key", f.key)
			}
			continue
		}
		value, err := f.check(kind, value)
		if err != nil {
			return Details{}, err
		}
		d.set(f.key, value)
	}
	return d, d.agree()
}

// check checks details that were not made by NewDetails.
func (d *Details) check(kind Kind) error {
	known, ok := keysOf(kind)
	if !ok {
		return fault.New(fault.Usage, "journey.err.kind", "Kind", string(kind))
	}
	for _, f := range known {
		value := d.get(f.key)
		switch {
		case value != "":
			if _, err := f.check(kind, value); err != nil {
				return err
			}
		case f.must:
			return fault.New(fault.Refused, "journey.err.must", "Kind", string(kind), "Key", f.key)
		}
	}
	return d.agree()
}

// agree refuses values that contradict each other: a ticket that nobody opened has no
// answers, and only a letter offers several times.
func (d *Details) agree() error {
	if done, _ := progress(d.Progress); d.Opened == No && done > 0 {
		return fault.New(fault.Refused, "journey.err.unopened", "Done", done)
	}
	if d.Also != "" && d.Via != string(ByLetter) {
		return fault.New(fault.Refused, "journey.err.also")
	}
	return nil
}

// check gives the value in the form in which it is kept.
func (f field) check(kind Kind, value string) (string, error) {
	bad := fault.New(fault.Refused, "journey.err.value", "Kind", string(kind), "Key", f.key, "Value", value)
	switch {
	case len(value) > longest:
		return "", fault.New(fault.Refused, "journey.err.long", "Kind", string(kind), "Key", f.key)
	case f.values != nil && !slices.Contains(f.values, value):
		return "", fault.New(fault.Refused, "journey.err.choice", "Kind", string(kind), "Key", f.key, "Value", value, "Choices", strings.Join(f.values, ", "))
	case f.is == "date":
		if _, err := day.Parse(value); err != nil {
			return "", bad
		}
	case f.is == "start":
		start, err := ParseStart(value)
		if err != nil {
			return "", errStart
		}
		return start.String(), nil
	case f.is == "starts":
		starts, err := ParseStarts(value)
		if err != nil {
			return "", err
		}
		return JoinStarts(starts), nil
	case f.is == "progress":
		m := progressForm.FindStringSubmatch(value)
		if m == nil {
			return "", bad
		}
		done, of := progress(m[1] + "/" + m[2])
		if of == 0 || done > of {
			return "", bad
		}
		return strconv.Itoa(done) + "/" + strconv.Itoa(of), nil
	}
	return value, nil
}

// progress reads 12/34.
func progress(s string) (done, of int) {
	a, b, _ := strings.Cut(s, "/")
	done, _ = strconv.Atoi(a)
	of, _ = strconv.Atoi(b)
	return done, of
}

// text gives the field of a text key, nil for none.
func (d *Details) text(key string) *string {
	switch key {
	case "answer":
		return &d.Answer
	case "how":
		return &d.How
	case "by":
		return &d.By
	case "purpose":
		return &d.Purpose
	case "cl24":
		return &d.Cl24
	case "type":
		return &d.Type
	case "opened":
		return &d.Opened
	case "progress":
		return &d.Progress
	case "recalled":
		return &d.Recalled
	case "template":
		return &d.Template
	case "run":
		return &d.Run
	case "letter":
		return &d.Letter
	case "outcome":
		return &d.Outcome
	case "to":
		return &d.To
	case "start":
		return &d.Start
	case "room":
		return &d.Room
	case "via":
		return &d.Via
	case "also":
		return &d.Also
	case "late":
		return &d.Late
	case "reason":
		return &d.Reason
	case "source":
		return &d.Source
	case "channel":
		return &d.Channel
	case "where":
		return &d.Where
	case "way":
		return &d.Way
	case "language":
		return &d.Language
	case "what":
		return &d.What
	case "text":
		return &d.Text
	case "version":
		return &d.Version
	case "override":
		return &d.Override
	case "event":
		return &d.Event
	}
	return nil
}

// date gives the field of a date key, nil for none.
func (d *Details) date(key string) *day.Date {
	switch key {
	case "expires":
		return &d.Expires
	case "until":
		return &d.Until
	case "date":
		return &d.Date
	}
	return nil
}

// set stores a checked value under its key.
func (d *Details) set(key, value string) {
	if p := d.text(key); p != nil {
		*p = value
	} else if p := d.date(key); p != nil {
		*p, _ = day.Parse(value)
	}
}

// get gives the value of a key as NewDetails takes it.
func (d *Details) get(key string) string {
	if p := d.text(key); p != nil {
		return *p
	}
	if p := d.date(key); p != nil {
		return p.String()
	}
	return ""
}
