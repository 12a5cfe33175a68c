package data

import (
	"context"
	"fmt"
	"strings"

	"fyrtio/assets"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/star"
	"fyrtio/core/visit"
)

// What the questionnaire and the star have in common: whose visit it is, the reason
// for opening a protected person, and versioned content.

type reasonKey struct{}

// WithReason gives the context in which a protected person's form and star may be
// opened, with why (D12). OpenForm, OpenStar and what prints ask for it.
func WithReason(ctx context.Context, reason string) context.Context {
	return context.WithValue(ctx, reasonKey{}, strings.TrimSpace(reason))
}

func reasonOf(ctx context.Context) string {
	reason, _ := ctx.Value(reasonKey{}).(string)
	return reason
}

// opened is a journey with the person, as the pages of a visit need them.
type opened struct {
	ref    Ref
	person *person
	events []journey.Event
	status journey.Status
}

// open finds the latest journey of a participant (id or number) and logs that a view
// of it is looked at; a protected person needs WithReason.
func (s *Store) open(ctx context.Context, who, view string) (o opened, err error) {
	err = s.read(ctx, func(r reader) error {
		if o.ref, err = findRef(r, s.Day(), who, 0); err != nil {
			return err
		}
		return o.read(r, s)
	})
	if err != nil {
		return o, err
	}
	return o, s.look(ctx, o.person.id, o.person.protected, Look{View: view, Reason: reasonOf(ctx)})
}

func (o *opened) read(r reader, s *Store) error {
	st, err := stand(r, o.ref, s.rules(), s.Day())
	if err != nil {
		return err
	}
	o.person, o.events, o.status = st.person, st.events, st.status
	return nil
}

// visitor gives the person as the pages show them.
func (p *person) visitor() visit.Person {
	v := visit.Person{ID: p.id, Name: shieldLabel(p.shield), Sex: p.sex, Protected: p.protected}
	if !p.protected {
		v.Name, v.Number = p.name(), p.displayNumber().Display()
	}
	return v
}

func (p *person) name() string { return strings.TrimSpace(p.contact.Given + " " + p.contact.Family) }

func shieldLabel(shield int) string { return Row{Protected: true, Shield: shield}.Label() }

// fullName gives a user's full name, or the login name where there is none.
func fullName(r reader, user string) (string, error) {
	var name string
	err := r.row(`SELECT full_name FROM user WHERE name = ?`, user).Scan(&name)
	if err != nil && !none(err) {
		return "", err
	}
	if name == "" {
		name = user
	}
	return name, nil
}

// The kinds of versioned content.
const (
	contentForm     = "form"
	contentCriteria = "criteria"
	contentTemplate = "template"
)

// keepContent keeps a shipped version, once: what was answered, set or printed with it
// can be read when the program ships a newer one.
func (t *tx) keepContent(kind, name, version string, body []byte) error {
	_, err := t.exec(`INSERT OR IGNORE INTO content (kind, name, version, body, shipped, valid, at, actor) VALUES (?,?,?,?,1,?,?,?)`,
		kind, name, version, string(body), t.today.String(), millis(t.now), t.s.user)
	return err
}

func readContent(r reader, kind, name, version string) ([]byte, error) {
	var body []byte
	err := r.row(`SELECT body FROM content WHERE kind = ? AND name = ? AND version = ?`, kind, name, version).Scan(&body)
	if err != nil {
		return nil, fmt.Errorf("read %s %s version %s: %w", kind, name, version, err)
	}
	return body, nil
}

func (t *tx) keepDefinition(d *form.Definition) error {
	if d.Version != form.Shipped().Version {
		return nil // kept when it was taken in
	}
	body, err := assets.Forms.ReadFile("forms/halsosamtal-" + d.Version + ".json")
	if err != nil {
		return fmt.Errorf("read the shipped form: %w", err)
	}
	return t.keepContent(contentForm, "", d.Version, body)
}

func (t *tx) keepCriteria(c *star.Criteria) error {
	if c != star.ShippedCriteria() {
		return nil // kept when they were taken in
	}
	body, err := assets.Criteria.ReadFile("criteria/" + c.Edition() + ".json")
	if err != nil {
		return fmt.Errorf("read the shipped criteria: %w", err)
	}
	return t.keepContent(contentCriteria, "", c.Edition(), body)
}
