package data

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
)

// Contact is a person's name and how to reach them.
type Contact struct {
	Family   string
	Given    string
	CareOf   string // without "c/o"
	Street   string
	Postcode string
	Town     string
	Country  string // "" for Sweden
	Phone    string
	Mobile   string
	Email    string
	Wish     string // how and when the person likes to be reached
}

// ContactField names a field of Contact; the values are ids and are stored.
type ContactField string

// ContactFields gives the fields in their stored order.
var ContactFields = []ContactField{"family", "given", "care_of", "street", "postcode", "town", "country", "phone", "mobile", "email", "wish"}

// Label gives the words for a field.
func (f ContactField) Label() say.Text { return say.T("data.contact." + string(f)) }

// fields gives the fields in the order of ContactFields.
func (c *Contact) fields() []*string {
	return []*string{&c.Family, &c.Given, &c.CareOf, &c.Street, &c.Postcode, &c.Town, &c.Country, &c.Phone, &c.Mobile, &c.Email, &c.Wish}
}

// Field gives the value of a field.
func (c Contact) Field(f ContactField) string {
	if i := slices.Index(ContactFields, f); i >= 0 {
		return *c.fields()[i]
	}
	return ""
}

// differs lists the fields in which c and d differ.
func (c Contact) differs(d Contact) (list []ContactField) {
	a, b := c.fields(), d.fields()
	for i, f := range ContactFields {
		if *a[i] != *b[i] {
			list = append(list, f)
		}
	}
	return list
}

// overlay gives c with the fields in keep taken from d.
func (c Contact) overlay(d Contact, keep []ContactField) Contact {
	a, b := c.fields(), d.fields()
	for i, f := range ContactFields {
		if slices.Contains(keep, f) {
			*a[i] = *b[i]
		}
	}
	return c
}

// onlyName gives c without anything that says where the person is.
func (c Contact) onlyName() Contact { return Contact{Family: c.Family, Given: c.Given} }

// hasAddress reports whether a letter can be addressed.
func (c Contact) hasAddress() bool { return c.Street != "" && c.Postcode != "" && c.Town != "" }

// hasPhone reports whether there is a number to call.
func (c Contact) hasPhone() bool { return c.Phone != "" || c.Mobile != "" }

// Version is a contact as it was from a time on.
type Version struct {
	ID string
	Contact
	Hand   []ContactField // fields that were set by hand, in this version or before
	At     time.Time
	Actor  string
	File   string // the roster that brought it; "" when set by hand
	Erased bool   // the details were destroyed (D11)
	Holds  bool   // it is the one in use
}

const contactColumns = `family, given, care_of, street, postcode, town, country, phone, mobile, email, wish`

// person is a participant with the contact version that holds.
type person struct {
	id        string
	number    string
	former    []string
	kind      string
	born      string
	sex       pnr.Sex
	version   string
	hand      []ContactField
	protected bool
	shield    int
	contact   Contact
}

func (p *person) displayNumber() pnr.Number {
	n, _ := pnr.Stored(p.number)
	return n
}

const personColumns = `p.id, coalesce(p.number, ''), p.kind, p.born, p.sex, p.contact, p.protected, coalesce(p.shield, 0), c.hand,
	c.family, c.given, c.care_of, c.street, c.postcode, c.town, c.country, c.phone, c.mobile, c.email, c.wish,
	coalesce((SELECT group_concat(f.number, ' ') FROM former_number f WHERE f.participant = p.id), '')`

const personTables = `participant p JOIN contact_version c ON c.participant = p.id AND c.id = p.contact`

// readPerson gives the participant of an id.
func readPerson(r reader, id string) (*person, error) {
	return scanPerson(r.row(`SELECT `+personColumns+` FROM `+personTables+` WHERE p.erased IS NULL AND p.id = ?`, id).Scan)
}

// scanPerson reads personColumns and, after them, what more the query gives.
func scanPerson(scan func(...any) error, more ...any) (*person, error) {
	var p person
	var hand, former string
	args := []any{&p.id, &p.number, &p.kind, &p.born, &p.sex, &p.version, &p.protected, &p.shield, &hand}
	for _, f := range p.contact.fields() {
		args = append(args, f)
	}
	args = append(args, &former)
	if err := scan(append(args, more...)...); err != nil {
		return nil, err
	}
	p.hand, p.former = splitHand(hand), strings.Fields(former)
	return &p, nil
}

func splitHand(s string) (list []ContactField) {
	for _, f := range strings.Fields(s) {
		list = append(list, ContactField(f))
	}
	return list
}

func joinHand(list []ContactField) string {
	var words []string
	for _, f := range ContactFields { // one order, so that equal sets are equal texts
		if slices.Contains(list, f) {
			words = append(words, string(f))
		}
	}
	return strings.Join(words, " ")
}

// addVersion adds a contact version and makes it the one that holds.
func (t *tx) addVersion(participant string, c Contact, hand []ContactField, batch string) (id string, err error) {
	id = t.s.ids.next()
	if err := t.insertVersion(participant, id, c, hand, batch); err != nil {
		return "", err
	}
	_, err = t.exec(`UPDATE participant SET contact = ? WHERE id = ?`, id, participant)
	return id, err
}

func (t *tx) insertVersion(participant, id string, c Contact, hand []ContactField, batch string) error {
	_, err := t.exec(`INSERT INTO contact_version (participant, id, `+contactColumns+`, hand, at, actor, batch)
		VALUES (?,?, ?,?,?,?,?,?,?,?,?,?,?, ?,?,?,?)`, participant, id, c.Family, c.Given, c.CareOf, c.Street, c.Postcode, c.Town, c.Country,
		c.Phone, c.Mobile, c.Email, c.Wish, joinHand(hand), millis(t.now), t.s.user, orNull(batch))
	return err
}

// EditContact corrects a participant's name or contact details by hand. The fields
// that change win over later rosters (D13). A protected person has a phone, an
// e-mail and a wish of their own at most: an address is refused (D11).
func (s *Store) EditContact(ctx context.Context, participant string, c Contact) (Logged, error) {
	for _, f := range c.fields() {
		*f = strings.TrimSpace(*f)
	}
	return s.logOne(ctx, "contact", participant, 0, func(t *tx, p *person, ref Ref) (journey.Event, error) {
		changed := p.contact.differs(c)
		switch {
		case len(changed) == 0:
			return journey.Event{}, fault.New(fault.Refused, "data.err.contact.same")
		case c.Family == "" && c.Given == "":
			return journey.Event{}, fault.New(fault.Refused, "data.err.contact.name")
		case p.protected && (c.CareOf != "" || c.Street != "" || c.Postcode != "" || c.Town != "" || c.Country != ""):
			return journey.Event{}, fault.New(fault.Refused, "data.err.contact.protected")
		}
		version, err := t.addVersion(p.id, c, append(p.hand, changed...), "")
		if err != nil {
			return journey.Event{}, err
		}
		return journey.Event{Kind: journey.ContactChanged, Details: journey.Details{Version: version}}, t.touchAll(p.id)
	})
}

// readVersions gives the contact's history, newest first.
func readVersions(r reader, participant string) (list []Version, err error) {
	rows, err := r.rows(`SELECT v.id, v.hand, v.at, v.actor, coalesce(b.file, ''), v.erased IS NOT NULL, v.id = p.contact, `+prefixed("v.", contactColumns)+`
		FROM contact_version v JOIN participant p ON p.id = v.participant LEFT JOIN batch b ON b.id = v.batch
		WHERE v.participant = ? ORDER BY v.id DESC`, participant)
	if err != nil {
		return nil, err
	}
	return list, each(rows, func() error {
		var v Version
		var hand string
		var at int64
		args := []any{&v.ID, &hand, &at, &v.Actor, &v.File, &v.Erased, &v.Holds}
		for _, f := range v.Contact.fields() {
			args = append(args, f)
		}
		if err := rows.Scan(args...); err != nil {
			return err
		}
		v.Hand, v.At = splitHand(hand), instant(at)
		list = append(list, v)
		return nil
	})
}

func prefixed(prefix, columns string) string {
	return prefix + strings.ReplaceAll(columns, ", ", ", "+prefix)
}
