// Package planted makes a clinic for the tests of promise S11: people whose addresses
// were known, printed and edited before their identity became protected, and one whose
// identity was protected from the first roster. Nothing of what it plants may be found
// in anything that the program shows, prints, writes or keeps.
package planted

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/plan"
	"fyrtio/core/say"
	"fyrtio/core/table"
	"fyrtio/core/visit"
	"fyrtio/data"
)

// What is planted; Traces finds it however it is spelled, spaced or broken.
const (
	street = "Hemligavägen 7"
	careOf = "Doldbergska"
	town   = "Gömdahamn"
	mobile = "070-555 01 77"
	email  = "gomd@exempel.example"
)

// marks are what is planted, folded.
var marks = []string{fold("Hemligavägen"), fold(careOf), fold(town), "5550177", fold(email)}

// Traces gives what of the planted is in a text.
func Traces(text string) (found []string) {
	folded := fold(text)
	for _, m := range marks {
		if strings.Contains(folded, m) {
			found = append(found, m)
		}
	}
	return found
}

// fold leaves letters and digits, small and without dots and rings: a text that was
// broken into lines, hyphenated or made ready for searching is found too.
func fold(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch r {
		case 'å', 'ä', 'à', 'á':
			r = 'a'
		case 'ö', 'ø':
			r = 'o'
		case 'é', 'è':
			r = 'e'
		case 0x308, 0x30a: // as one code for the letter and one for its dots
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Today is the day on which everything has happened.
var Today = day.New(2026, time.March, 10)

// Clock is a clock that the planting moves. Open the store with its Now.
type Clock struct{ now time.Time }

// NewClock gives a clock that stands where the planting begins.
func NewClock() *Clock { return &Clock{day.New(2026, time.January, 12).At(9, 0)} }

// Now gives the time at which the clock stands.
func (c *Clock) Now() time.Time { return c.now }

// Set moves the clock to hour:minute on a day.
func (c *Clock) Set(d day.Date, hour, minute int) { c.now = d.At(hour, minute) }

// Clinic is what was planted.
type Clinic struct {
	Early, Listed, Told, Undone string // protected from the first roster; by a later one; by hand; by one that was undone
	Open                        string // somebody who is not protected

	Runs, Letters, Batches []string
	Events                 []string // of those who are protected now

	rows []row
	s    *data.Store
	c    *Clock
	ctx  context.Context
}

// Protected are the participants whose traces are looked for.
func (p *Clinic) Protected() []string { return []string{p.Early, p.Listed, p.Told, p.Undone} }

// row is a person on the roster.
type row struct {
	number, family, given, careOf, street, town, mobile, email string
	protected                                                  bool
}

// Before plants what is known before anyone but one is protected: contacts, letters, a
// questionnaire, a star, bookings, an open ticket. The store must be empty and its
// clock be c.
func Before(ctx context.Context, s *data.Store, c *Clock) (*Clinic, error) {
	p := &Clinic{s: s, c: c, ctx: ctx}
	for _, f := range []func() error{p.settings, p.list, p.write, p.meet} {
		if err := f(); err != nil {
			return p, fmt.Errorf("plant: %w", err)
		}
	}
	return p, nil
}

// Protect protects the three others, each in its own way, and leaves the clock at noon
// of Today.
func (p *Clinic) Protect() error {
	for _, f := range []func() error{p.undone, p.listed, p.told, p.after} {
		if err := f(); err != nil {
			return fmt.Errorf("protect: %w", err)
		}
	}
	p.c.Set(Today, 12, 0)
	return nil
}

// ProtectIn is Protect for a store that was closed and opened again.
func (p *Clinic) ProtectIn(s *data.Store) error {
	p.s = s
	return p.Protect()
}

// Faults is a roster with a protected person on a row that cannot be read: what is
// written of such rows must not hold the address either (D11, D14).
func (p *Clinic) Faults() []byte {
	bad := row{number: "19860101-0000", family: "Felsson", given: "Stig", careOf: careOf, street: street, town: town, mobile: mobile, email: email, protected: true}
	return (&Clinic{rows: append(slices.Clone(p.rows[4:]), bad)}).Roster()
}

// Ordinary is a roster without anybody's planted address.
func (p *Clinic) Ordinary() []byte { return (&Clinic{rows: p.rows[4:]}).Roster() }

func (p *Clinic) settings() error {
	for key, value := range map[string]string{"clinic.street": "Ängsgatan 7", "clinic.postcode": "999 40", "clinic.town": "Granlunda",
		"clinic.phone": "0980-31 92 40", "clinic.signer": "Karin Nordin"} {
		if err := p.s.SetSetting(p.ctx, key, value); err != nil {
			return err
		}
	}
	return nil
}

// list reads in the year's roster: the first of four with a planted address is flagged.
func (p *Clinic) list() error {
	b, err := assets.Demo.ReadFile("demo/testpersonnummer.txt")
	if err != nil {
		return err
	}
	names := []string{"Ekdahl;Vera", "Forsgren;Nils", "Lindmark;Saga", "Rosén;Ture", "Öppen;Alva", "Nordin;Love", "Sandvik;Siri", "Westin;Ivar"}
	for _, number := range strings.Fields(string(b)) {
		if n := len(p.rows); strings.HasPrefix(number, "1986") && n < len(names) {
			family, given, _ := strings.Cut(names[n], ";")
			r := row{number: number, family: family, given: given, street: fmt.Sprintf("Tallbacksgränd %d", n+1), town: "Granlunda", mobile: fmt.Sprintf("070-174 06 %02d", 5+n)}
			if n < 4 {
				r.careOf, r.street, r.town, r.mobile, r.email = careOf, street, town, mobile, email
			}
			r.protected = n == 0
			p.rows = append(p.rows, r)
		}
	}
	if err := p.roster(""); err != nil {
		return err
	}
	list, err := p.s.Participants(p.ctx, data.Filter{})
	if err != nil {
		return err
	}
	at := map[string]*string{"": &p.Early, names[1]: &p.Listed, names[2]: &p.Told, names[3]: &p.Undone, names[4]: &p.Open}
	for _, r := range list.Rows {
		id := at[r.Family+";"+r.Given]
		if r.Protected {
			id = at[""]
		}
		if id != nil {
			*id = r.Participant
		}
	}
	return nil
}

// roster imports the rows as they are now.
func (p *Clinic) roster(force string) error {
	res, err := p.s.Import(p.ctx, data.ImportParams{Name: "listning-2026.csv", Data: p.Roster(), Cohort: 2026, Force: force})
	p.Batches = append(p.Batches, res.Batch)
	return err
}

// Roster is the file as the record system would export it now.
func (p *Clinic) Roster() []byte {
	var b strings.Builder
	b.WriteString("Personnummer;Efternamn;Förnamn;c/o;Gatuadress;Postnummer;Ort;Mobiltelefon;E-post;Sekretessmarkering\n")
	for _, r := range p.rows {
		flag := ""
		if r.protected {
			flag = "J"
		}
		fmt.Fprintf(&b, "%s;%s;%s;%s;%s;999 41;%s;%s;%s;%s\n", r.number, r.family, r.given, r.careOf, r.street, r.town, r.mobile, r.email, flag)
	}
	return []byte(b.String())
}

func (p *Clinic) log(d day.Date, hour int, who string, kind journey.Kind, details journey.Details) error {
	p.c.Set(d, hour, 2)
	l, err := p.s.Log(p.ctx, data.LogParams{Participants: []string{who}, Kind: kind, Details: details})
	if err != nil {
		return fmt.Errorf("%s: %w", kind, err)
	}
	p.Events = append(p.Events, l.Events[0].Event)
	return nil
}

// write prints letters, sent and pending, corrects a contact by hand and gets a letter back.
func (p *Clinic) write() error {
	p.c.Set(day.New(2026, time.January, 27), 9, 0)
	for _, run := range []data.LettersParams{{Template: journey.TemplateInvitation, Only: []string{p.Listed, p.Undone, p.Open}, Confirm: true},
		{Template: journey.TemplateInvitationCall, Only: []string{p.Told}}} {
		done, err := p.s.PrintLetters(p.ctx, run, func(int, int) (io.Writer, error) { return io.Discard, nil })
		if err != nil {
			return err
		}
		p.Runs = append(p.Runs, done.Run)
		for _, l := range done.Letters {
			p.Letters = append(p.Letters, l.Number)
		}
	}
	p.c.Set(day.New(2026, time.January, 29), 9, 0)
	if _, err := p.s.ReturnedLetter(p.ctx, p.Letters[1]); err != nil {
		return err
	}
	known, err := p.s.Participant(p.ctx, p.Listed, 0, data.Look{})
	if err != nil {
		return err
	}
	c := known.Contact
	c.Phone, c.Wish = mobile, "helst brev till "+street
	_, err = p.s.EditContact(p.ctx, p.Listed, c)
	return err
}

// meet registers consent, a ticket, calls, bookings, and a visit with form and star.
func (p *Clinic) meet() error {
	feb := func(d int) day.Date { return day.New(2026, time.February, d) }
	for _, e := range []struct {
		on   day.Date
		hour int
		who  string
		kind journey.Kind
		d    journey.Details
	}{
		{feb(2), 9, p.Told, journey.Consented, journey.Details{Answer: journey.Yes, How: "phone"}},
		{feb(2), 10, p.Told, journey.TicketSent, journey.Details{Type: journey.TicketVisit, Expires: Today.Add(10)}},
		{feb(3), 9, p.Listed, journey.Called, journey.Details{Outcome: journey.CallBooked}},
		{feb(3), 10, p.Listed, journey.Booked, journey.Details{Start: Today.String() + "T09:00", Room: "1"}},
		{feb(4), 9, p.Undone, journey.WantsHelp, journey.Details{What: "eftermiddag"}},
		{feb(4), 10, p.Listed, journey.NeedsInterpreter, journey.Details{Language: "finska"}},
		{feb(5), 9, p.Listed, journey.Consented, journey.Details{Answer: journey.Yes, How: "phone"}},
		{feb(5), 10, p.Listed, journey.InfoGiven, journey.Details{}},
	} {
		if err := p.log(e.on, e.hour, e.who, e.kind, e.d); err != nil {
			return err
		}
	}
	if err := p.form(p.Listed); err != nil {
		return err
	}
	return p.form(p.Undone)
}

// form types answers, and sets the star as they propose.
func (p *Clinic) form(who string) error {
	f, err := p.s.OpenForm(p.ctx, who)
	if err != nil {
		return err
	}
	answers := form.Answers{}
	for _, it := range f.Definition.Items {
		if len(it.Options) == 0 || !f.Definition.Enabled(it.LinkID, answers) {
			continue
		}
		answers[it.LinkID] = form.Code(it.Options[0].Code)
		if err := p.s.SaveAnswer(p.ctx, who, it.LinkID, answers[it.LinkID], visit.Place{}); err != nil {
			return err
		}
	}
	if _, err = p.s.SaveProposed(p.ctx, who); err != nil {
		return err
	}
	return p.s.SavePlan(p.ctx, who, plan.Plan{Goals: [plan.MaxGoals]plan.Goal{{Point: "sitting", What: "Resa mig varje timme"}}})
}

// undone: a roster flags one, and its import is undone; the flag stays (D11).
func (p *Clinic) undone() error {
	p.c.Set(Today.Add(-3), 9, 0)
	p.rows[3].protected = true
	if err := p.roster("test"); err != nil {
		return err
	}
	_, err := p.s.UndoImport(p.ctx, p.Batches[len(p.Batches)-1])
	return err
}

// listed: a later roster flags one, who then gives a contact way of their own.
func (p *Clinic) listed() error {
	p.c.Set(Today.Add(-2), 9, 0)
	p.rows[1].protected = true
	if err := p.roster("test"); err != nil {
		return err
	}
	_, err := p.s.EditContact(p.ctx, p.Listed, data.Contact{Family: p.rows[1].family, Given: p.rows[1].given, Mobile: "070-174 06 99"})
	return err
}

// told: one rings and tells.
func (p *Clinic) told() error {
	p.c.Set(Today.Add(-1), 9, 0)
	_, err := p.s.SetProtected(p.ctx, p.Told, true, "ringde och berättade")
	return err
}

// after: the roster that does not know of the flags comes once more.
func (p *Clinic) after() error {
	p.c.Set(Today.Add(-1), 10, 0)
	for i := range p.rows {
		p.rows[i].protected = i == 0
	}
	return p.roster("test")
}

// Texts gives a table as its CSV and what its workbook holds.
func Texts(t table.Table) (string, error) {
	var b strings.Builder
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		if err := t.CSV(&b, lang); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}
