package data

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/say"
)

// What stands in a letter: what is known of the one who gets it, put into words.

// letterWriter writes the letters of a run.
type letterWriter struct {
	p       LettersParams
	config  Config
	clinic  paper.Clinic
	today   day.Date
	texts   textSet
	enclose []letter.Enclosure
	names   map[string]TemplateInfo // of enclosed sheets

	// The fields' words, by the values they are made of: in a run of thousands most
	// letters have the same, and hold one map together. Nobody writes into it.
	fields map[string]map[string]string
}

func (s *Store) letterWriter(r reader, p LettersParams, today day.Date) (*letterWriter, error) {
	w := &letterWriter{p: p, config: s.Config(), today: today, enclose: p.Enclose, names: map[string]TemplateInfo{}, fields: map[string]map[string]string{}}
	if w.enclose == nil {
		w.enclose = UsualEnclosures(w.config, p.Template)
	}
	ids := []string{p.Template}
	for _, e := range w.enclose {
		if e.Name().IsZero() {
			info, err := templateInfo(r, e.What)
			if err != nil {
				return nil, err
			}
			w.names[e.What] = info
			ids = append(ids, e.What)
		}
	}
	var err error
	if w.texts, err = loadTexts(r, ids...); err != nil {
		return nil, err
	}
	w.clinic, err = readClinic(r, w.config)
	return w, err
}

// UsualEnclosures gives what lies in the envelope when nothing else is said: the
// questionnaire with everything that invites, printed or laid in by hand as the settings
// say, and the reply envelope where the clinic pays for it.
func UsualEnclosures(c Config, template string) []letter.Enclosure {
	switch journey.TemplateKind(template) {
	case journey.TemplateInvitation, journey.TemplateInvitationCall, journey.TemplateInvitationTime, journey.TemplateReminder,
		journey.TemplateForwarding:
	default:
		return nil
	}
	list := []letter.Enclosure{{What: letter.EncloseForm, Print: c.On("letters.form")}}
	if c.On("clinic.free_post") {
		list = append(list, letter.Enclosure{What: letter.EncloseEnvelope})
	}
	return list
}

// printedWith gives what is printed after each letter.
func printedWith(list []letter.Enclosure, def *form.Definition) (out []paper.Enclosure) {
	for _, e := range list {
		switch {
		case !e.Print || !e.Printable():
		case e.What == letter.EncloseForm:
			out = append(out, paper.Enclosure{Form: def})
		default:
			out = append(out, paper.Enclosure{Sheet: e.What})
		}
	}
	return out
}

// letter puts into a letter what is known of the one who gets it.
func (w *letterWriter) letter(to *addressee, status journey.Status) (paper.Letter, []paper.Problem) {
	c := to.person.contact
	l := paper.Letter{Template: w.p.Template, Given: c.Given, Family: c.Family}
	want := w.p.Lang
	if want == "" {
		want = to.wants(status.Interpreter)
	}
	var notes []paper.Problem
	var ok bool
	if l.Lang, ok = w.texts.lang(w.p.Template, want); ok && l.Lang != want {
		notes = append(notes, paper.Problem{Severity: paper.Look, Part: paper.PartLang, Mend: paper.MendLang,
			Text: say.T("letter.note.lang", "Want", want.Name(), "Got", l.Lang.Name())})
	}
	l.Version = w.texts[w.p.Template][l.Lang].version
	if letter.Forwarded(w.p.Template) {
		l.PersonalNumber = to.person.displayNumber().Display()
	} else {
		l.Address = paper.Address{CareOf: c.CareOf, Street: c.Street, Postcode: c.Postcode, Town: c.Town, Country: c.Country}
	}
	m := letter.Merge{Sent: w.p.Date, CallFrom: w.p.CallFrom, CallTo: w.p.CallTo, ReplyBy: w.p.ReplyBy, Enclosures: w.enclosed(l.Lang)}
	if born := dayOf(to.person.born); !born.IsZero() {
		m.Age = to.ref.Cohort - born.Year
	} else if ages := w.config.Ages(); len(ages) > 0 {
		m.Age = ages[0]
	}
	// The language's name is kept in Swedish, and a language that nobody told is none.
	if l.Lang != letter.English && status.Interpreter != say.In(say.Swedish, say.T("data.interpreter.unknown")) {
		m.Interpreter = status.Interpreter
	}
	h := historyOf(to.events)
	m.Invited, m.Later = h.invited, h.later
	switch b := status.Booking; {
	case journey.TemplateKind(w.p.Template) == journey.TemplateNoShow:
		if start, err := journey.ParseStart(h.booked); err == nil {
			m.Visit = at(start.Day, start.Clock)
		}
	case b != nil:
		m.Visit = at(b.Day, b.Time)
		for _, offered := range b.Also {
			if b.Holds(offered, w.p.Date) {
				m.Also = append(m.Also, at(offered.Day, offered.Clock))
			}
		}
		if len(m.Also) == 0 { // else the day for samples depends on what is chosen
			m.SampleDay = w.sampleDay(b.Day, status.Samples)
		} else {
			m.ReplyBy = w.answerBy(b)
		}
	}
	key := fmt.Sprint(l.Lang, m)
	if w.fields[key] == nil {
		w.fields[key] = m.Fields(l.Lang)
	}
	l.Fields = w.fields[key]
	return l, notes
}

// answerBy gives the day before which one of the offered times is to be chosen: as long as
// they are held, else as the run says, and never later than the first of them.
func (w *letterWriter) answerBy(b *journey.Booking) day.Date {
	by := w.p.ReplyBy
	if !b.Until.IsZero() {
		by = b.Until
	}
	for _, offered := range append([]journey.Start{{Day: b.Day, Clock: b.Time}}, b.Also...) {
		if b.Holds(offered, w.p.Date) && by.After(offered.Day) {
			by = offered.Day
		}
	}
	return by
}

func at(d day.Date, clock string) time.Time {
	hour, minute, _ := strings.Cut(clock, ":")
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	return d.At(h, m)
}

// sampleDay gives the weekday on which samples are to be left, no date when it has
// passed or they are taken.
func (w *letterWriter) sampleDay(visit, taken day.Date) day.Date {
	d := visit.Add(-w.config.Int("sample_days"))
	for d.Weekday() == 0 || d.Weekday() == 6 {
		d = d.Add(-1)
	}
	if !taken.IsZero() || d.Before(w.p.Date) || !d.Before(visit) {
		return day.Date{}
	}
	return d
}

// enclosed names what lies in the envelope, in the letter's language.
func (w *letterWriter) enclosed(lang letter.Lang) []string {
	var list []string
	for _, e := range w.enclose {
		if name := e.Name(); !name.IsZero() {
			list = append(list, say.In(lang.Say(), name))
		} else if info, ok := w.names[e.What]; ok {
			list = append(list, info.Name(lang.Say()))
		}
	}
	return list
}

// wants gives the language in which somebody wants letters: the chosen one, English for
// those who speak it with us, else Swedish.
func (a *addressee) wants(interpreter string) letter.Lang {
	if a.lang != "" {
		return a.lang
	}
	return ownLang(interpreter)
}

func ownLang(interpreter string) letter.Lang {
	switch fold(strings.TrimSpace(interpreter)) {
	case "engelska", "english":
		return letter.English
	}
	return letter.Swedish
}

// history is what letters tell of the past.
type history struct {
	invited day.Date // the last invitation that was sent
	booked  string   // the last hour that was booked
	later   day.Date // until when the person has put the talk off
}

func historyOf(events []journey.Event) (h history) {
	template := ""
	for _, e := range inTime(holding(events)) {
		switch e.Kind {
		case journey.LetterPrinted:
			template = e.Details.Template
		case journey.LetterConfirmed:
			if strings.HasPrefix(journey.TemplateKind(template), journey.TemplateInvitation) {
				h.invited = day.Of(e.At)
			}
		case journey.Booked, journey.Rebooked:
			h.booked = e.Details.Start
		case journey.Deferred:
			h.later = e.Details.Until
		}
	}
	return h
}
