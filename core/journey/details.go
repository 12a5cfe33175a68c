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

// errStart is the refusal of a time that is none.
var errStart = fault.New(fault.Refused, "journey.err.start")

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
	Listed:          {},
	Gone:            {},
	InfoGiven:       {},
	Registered:      {must("cl24", Yes, No)},
	Consented:       {must("answer", Yes, No, Withdrawn), one("how", "phone", "visit", "letter", "other"), one("by")},
	TicketSent:      {{key: "type", values: []string{TicketVisit, TicketForm}, fallback: TicketVisit}, {key: "expires", is: "date"}},
	TicketExpired:   {must("opened", Yes, No), {key: "progress", is: "progress"}},
	ChatStarted:     {},
	ChatClosed:      {},
	LetterPrinted:   {must("template"), one("run"), one("letter"), one("override")},
	LetterConfirmed: {one("run")},
	LetterReturned:  {one("letter")},
	Called: {must("outcome", CallBooked, CallLater, CallNoAnswer, CallVoicemail, CallWrongNumber, CallDeclined, CallInterpreter),
		{key: "until", is: "date"}, one("language"), one("reason")},
	WantsHelp:        {one("what")},
	HandedOver:       {must("to")},
	Booked:           {{key: "start", must: true, is: "start"}, one("room"), {key: "via", values: []string{"ticket", "phone", "letter", "desk"}, fallback: "desk"}},
	Rebooked:         {{key: "start", must: true, is: "start"}, one("room")},
	Cancelled:        {one("by", "participant", "clinic"), one("reason")},
	SamplesTaken:     {},
	FormReceived:     {must("source", SourceHome, SourceVisit, SourcePhone, SourceCl24)},
	Visited:          {},
	NoShow:           {},
	Declined:         {one("channel", "ticket", "letter", "phone", "chat", "forwarding", "visit"), one("reason")},
	Deferred:         {{key: "until", must: true, is: "date"}},
	Ended:            {must("reason", "moved", EndDead, "listed_elsewhere", "ill", "other")},
	Reopened:         {must("reason")},
	Documented:       {must("where", WhereCl24, WherePMO), one("way", WayAssisted, WayStandalone)},
	NeedsInterpreter: {one("language")},
	ContactChanged:   {one("version")},
	Note:             {must("text")},
	FollowUp:         {{key: "date", must: true, is: "date"}, one("what")},
	Undone:           {must("event"), must("reason")},
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
	required = map[string]bool{}
	for _, f := range fields[k] {
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
	known, ok := fields[kind]
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
	return d, nil
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

// set stores a checked value under its key.
func (d *Details) set(key, value string) {
	texts := map[string]*string{"answer": &d.Answer, "how": &d.How, "by": &d.By, "cl24": &d.Cl24, "type": &d.Type, "opened": &d.Opened,
		"progress": &d.Progress, "template": &d.Template, "run": &d.Run, "letter": &d.Letter, "outcome": &d.Outcome, "to": &d.To,
		"start": &d.Start, "room": &d.Room, "via": &d.Via, "reason": &d.Reason, "source": &d.Source, "channel": &d.Channel,
		"where": &d.Where, "way": &d.Way, "language": &d.Language, "what": &d.What, "text": &d.Text, "version": &d.Version,
		"override": &d.Override, "event": &d.Event}
	if p, ok := texts[key]; ok {
		*p = value
		return
	}
	date, _ := day.Parse(value) // checked already
	switch key {
	case "expires":
		d.Expires = date
	case "until":
		d.Until = date
	case "date":
		d.Date = date
	}
}
