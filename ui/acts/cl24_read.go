package acts

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
)

// Notice is one line as it was pasted from Clinic24 or typed from its list: who, and
// what the line tells besides.
type Notice struct {
	Text     string     // the line
	Number   pnr.Number // zero where none could be read
	Bad      say.Text   // why the line cannot be used
	Progress string     // how far somebody came: 12/34; "" when the line has none
	Opened   string     // yes, no: whether the line says that the ticket was opened; "" when it does not
	Start    string     // a booked time: 2026-03-17T13:00; "" when the line has none
	Twice    bool       // the number stands on a later line too, which counts
}

var (
	numberForm   = regexp.MustCompile(`(?:19|20)?\d{6}\s?[-+]?\s?\d{4}`)
	progressForm = regexp.MustCompile(`(?i)(\d{1,3})\s*(?:/|av|of)\s*(\d{1,3})\b`)
	unopenedForm = regexp.MustCompile(`(?i)\b(?:ej|inte|aldrig|not|never) +öppna\w*|\boöppnad|\bnot +opened|\bnever +opened|\bunopened`)
	openedForm   = regexp.MustCompile(`(?i)öppna|påbörja|\bopened\b|\bbegun\b`)
	// what stands beside a time: weekdays, "den", "kl."
	besideForm = regexp.MustCompile(`(?i)\b(?:m[åa]n|tis|ons|tors|fre|l[öo]r|s[öo]n)(?:dag)?\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bden\b|\bkl(?:ockan)?\b\.?|\bat\b`)
	isoForm    = regexp.MustCompile(`^(?:19|20)\d{2}-\d{2}-\d{2}$`)
	monthForm  = regexp.MustCompile(`(?i)\b(\d{1,2})\.? +(jan(?:uari|uary)?|feb(?:ruari|ruary)?|mar(?:s|ch)?|apr(?:il)?|maj|may|jun[ie]?|jul[iy]?|aug(?:usti|ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?(?: +(20\d{2}))?`)
)

var months = map[string]string{"jan": "1", "feb": "2", "mar": "3", "apr": "4", "maj": "5", "may": "5", "jun": "6", "jul": "7", "aug": "8",
	"sep": "9", "okt": "10", "oct": "10", "nov": "11", "dec": "12"}

// Notices reads lines: a personal number somewhere in each, perhaps "12 av 34", and for
// booked times also when. Every line with something on it is kept, also one that cannot be
// read, with why; of a number that stands twice the last line counts.
func Notices(pasted string, tab int, today day.Date) []Notice {
	var list []Notice
	at := map[pnr.Number]int{}
	for _, text := range strings.Split(pasted, "\n") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		n := readNotice(text, tab, today)
		if !n.Number.IsZero() {
			if i, twice := at[n.Number]; twice {
				list[i].Twice = true
			}
			at[n.Number] = len(list)
		}
		list = append(list, n)
	}
	return list
}

func readNotice(text string, tab int, today day.Date) Notice {
	n := Notice{Text: text}
	var typed string
	n.Number, typed, n.Bad = readNumber(text, today)
	rest := text
	if typed != "" {
		rest = strings.Replace(text, typed, " ", 1)
	}
	switch tab {
	case tabBooked:
		if n.Start = readStart(rest, today); n.Start == "" && n.Bad.IsZero() {
			n.Bad = say.T("acts.cl24.notime")
		}
	case tabExpired:
		n.readOpened(rest)
	}
	return n
}

// readOpened finds how far somebody came, or whether the ticket was opened at all.
func (n *Notice) readOpened(rest string) {
	n.Progress = progress(rest)
	switch {
	case unopenedForm.MatchString(rest):
		n.Opened = journey.No
	case n.Progress != "" || openedForm.MatchString(rest):
		n.Opened = journey.Yes
	case progressForm.MatchString(rest) && n.Bad.IsZero():
		n.Bad = say.T("acts.progress.bad")
	}
}

// readNumber finds the personal number in a line: the first digits that are one. Where
// none is, it gives why the first that look like one are not.
func readNumber(text string, today day.Date) (n pnr.Number, typed string, bad say.Text) {
	for at := 0; at < len(text); {
		m := numberForm.FindStringIndex(text[at:])
		if m == nil {
			break
		}
		candidate := text[at+m[0] : at+m[1]]
		number, err := pnr.Parse(candidate, today)
		if err == nil {
			return number, candidate, say.Text{}
		}
		var known *fault.Error
		if bad.IsZero() && errors.As(err, &known) {
			bad = known.Text
		}
		at += m[0] + 1
	}
	if bad.IsZero() {
		bad = say.T("acts.cl24.nonumber")
	}
	return n, "", bad
}

// progress finds "12 av 34" in a text and gives 12/34; "" where it has none, or one that
// goes beyond the form.
func progress(text string) string {
	m := progressForm.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	done, _ := strconv.Atoi(m[1])
	of, _ := strconv.Atoi(m[2])
	if of == 0 || done > of {
		return ""
	}
	return strconv.Itoa(done) + "/" + strconv.Itoa(of)
}

// readStart finds a day and a time of day in a line: 17/3 13.00, 2026-03-17 13:00,
// tisdag 17 mars kl 13. "" where it lacks one of them.
func readStart(text string, today day.Date) string {
	text = besideForm.ReplaceAllString(text, " ")
	text = monthForm.ReplaceAllStringFunc(text, func(s string) string {
		m := monthForm.FindStringSubmatch(s)
		dm := m[1] + "/" + months[strings.ToLower(m[2])[:3]]
		if m[3] != "" {
			if d, err := day.Typed(dm, day.New(atoi(m[3]), 7, 1)); err == nil {
				return d.String()
			}
		}
		return dm
	})
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' || r == ';' || r == 'T' || r == '\u00a0' })
	on := day.Date{}
	clock := ""
	for pass := range 2 { // what can only be a day first, then four digits
		for i, w := range words {
			sure := strings.ContainsAny(w, "/") || isoForm.MatchString(w) || len(w) == 8 || len(w) == 6
			if w == "" || !on.IsZero() || pass == 0 && !sure || strings.ContainsAny(w, "+.:") || strings.HasPrefix(w, "-") || !strings.ContainsAny(w, "0123456789") || len(w) < 3 {
				continue
			}
			if d, err := day.Typed(w, today); err == nil {
				on, words[i] = d, ""
			}
		}
	}
	for _, w := range words {
		if c, ok := Clock(w); ok && clock == "" {
			clock = c
		}
	}
	if on.IsZero() || clock == "" {
		return ""
	}
	return on.String() + "T" + clock
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// Expired makes a notice the event of an expired ticket: with progress it was opened,
// even at 0 of 34; where the line says nothing, it was not (D7).
func (n Notice) Expired() journey.Details {
	switch {
	case n.Opened == journey.No:
		return journey.Details{Opened: journey.No, Progress: n.Progress}
	case n.Opened == journey.Yes:
		return journey.Details{Opened: journey.Yes, Progress: n.Progress}
	}
	return journey.Details{Opened: journey.No}
}
