package data

import (
	"context"
	"crypto/sha256"
	"fmt"
	"sync"
	"time"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/star"
)

// The form and the criteria are files of which there are editions. A file is kept as
// it was read and never edited; from a day on one of them holds. What was answered or
// set belongs to the edition that it was begun with (S7).

// EditionKind is what there are editions of.
type EditionKind string

// The kinds.
const (
	FormEditions     EditionKind = contentForm
	CriteriaEditions EditionKind = contentCriteria
)

// noName is the content's name: of form and criteria there is one series each.
const noName = ""

// Edition is a version of the form or of the criteria.
type Edition struct {
	Version string   // of the form "1"; of criteria with their id, "exempel-1"
	From    day.Date // it was decided to hold from this day; zero for one that never was
	InForce bool     // it holds today
	Shipped bool     // came with the program
	At      time.Time
	By      string // full name of who took it in; "" for the shipped one
}

// Editions lists what there is, the one in force first, then the newest.
func (s *Store) Editions(ctx context.Context, kind EditionKind) (list []Edition, err error) {
	err = s.read(ctx, func(r reader) error {
		current, err := inForce(r, string(kind), s.Day())
		if err != nil {
			return err
		}
		shipped := shippedVersion(string(kind))
		var decided string
		if err := r.row(`SELECT coalesce((SELECT valid FROM in_force WHERE kind = ? AND version = ? ORDER BY seq DESC LIMIT 1), '')`, string(kind), shipped).Scan(&decided); err != nil {
			return err
		}
		list = []Edition{{Version: shipped, From: dayOf(decided), Shipped: true, InForce: current == shipped}}
		rows, err := r.rows(`SELECT c.version, c.at, coalesce(nullif(u.full_name, ''), c.actor),
			coalesce((SELECT f.valid FROM in_force f WHERE f.kind = c.kind AND f.version = c.version ORDER BY f.seq DESC LIMIT 1), '')
			FROM content c LEFT JOIN user u ON u.name = c.actor
			WHERE c.kind = ? AND c.name = ? AND c.shipped = 0 ORDER BY c.at DESC, c.version DESC`, string(kind), noName)
		if err != nil {
			return err
		}
		return each(rows, func() error {
			var e Edition
			var at int64
			var from string
			if err := rows.Scan(&e.Version, &at, &e.By, &from); err != nil {
				return err
			}
			e.At, e.From, e.InForce = instant(at), dayOf(from), e.Version == current
			if e.InForce {
				list = append([]Edition{e}, list...)
			} else {
				list = append(list, e)
			}
			return nil
		})
	})
	return list, err
}

// EditionFile gives an edition as the file that it was read from, "" for the one in force.
func (s *Store) EditionFile(ctx context.Context, kind EditionKind, version string) (file []byte, err error) {
	err = s.read(ctx, func(r reader) error {
		if version == "" {
			if version, err = inForce(r, string(kind), s.Day()); err != nil {
				return err
			}
		}
		if file, err = editionFile(r, string(kind), version); none(err) {
			return fault.New(fault.NotFound, "edition.err.unknown", "Version", version)
		}
		return err
	})
	return file, err
}

// FormEdition gives an edition of the form, "" for the one in force.
func (s *Store) FormEdition(ctx context.Context, version string) (d *form.Definition, err error) {
	err = s.read(ctx, func(r reader) error {
		d, err = definition(r, version, s.Day())
		return err
	})
	return d, err
}

// CriteriaEdition gives an edition of the criteria, "" for the one in force.
func (s *Store) CriteriaEdition(ctx context.Context, version string) (c *star.Criteria, err error) {
	err = s.read(ctx, func(r reader) error {
		c, err = criteriaOf(r, version, s.Day())
		return err
	})
	return c, err
}

// AddForm takes a new version of the questionnaire in, to hold from a day on, today at
// the earliest. A version that is there already is refused: versions are never edited.
func (s *Store) AddForm(ctx context.Context, file []byte, from day.Date) (*form.Definition, error) {
	file = form.WithoutMark(file)
	d, err := form.Read(file)
	if err != nil {
		return nil, err
	}
	return d, s.addEdition(ctx, contentForm, d.Version, file, from)
}

// AddCriteria takes new criteria in, to hold from a day on, today at the earliest. A
// star that was begun keeps the criteria that it was begun with.
func (s *Store) AddCriteria(ctx context.Context, file []byte, from day.Date) (*star.Criteria, error) {
	file = form.WithoutMark(file)
	c, err := star.ReadCriteria(file)
	if err != nil {
		return nil, err
	}
	return c, s.addEdition(ctx, contentCriteria, c.Edition(), file, from)
}

// UseEdition decides that an edition that is there holds from a day on, today at the
// earliest: the way back, also to the one that ships with the program.
func (s *Store) UseEdition(ctx context.Context, kind EditionKind, version string, from day.Date) error {
	return s.write(ctx, act{Act: "edition.use"}, func(t *tx) error {
		if _, err := editionFile(t, string(kind), version); none(err) {
			return fault.New(fault.NotFound, "edition.err.unknown", "Version", version)
		} else if err != nil {
			return err
		}
		return t.decide(string(kind), version, from)
	})
}

func (s *Store) addEdition(ctx context.Context, kind, version string, file []byte, from day.Date) error {
	return s.write(ctx, act{Act: "edition.add"}, func(t *tx) error {
		if version == shippedVersion(kind) {
			return fault.New(fault.Refused, "edition.err.exists", "Version", version)
		}
		var there bool
		if err := t.row(`SELECT EXISTS (SELECT 1 FROM content WHERE kind = ? AND name = ? AND version = ?)`, kind, noName, version).Scan(&there); err != nil {
			return err
		}
		if there {
			return fault.New(fault.Refused, "edition.err.exists", "Version", version)
		}
		if _, err := t.exec(`INSERT INTO content (kind, name, version, body, shipped, valid, at, actor) VALUES (?,?,?,?,0,?,?,?)`,
			kind, noName, version, string(file), from.String(), millis(t.now), t.s.user); err != nil {
			return err
		}
		return t.decide(kind, version, from)
	})
}

func (t *tx) decide(kind, version string, from day.Date) error {
	if from.Before(t.today) {
		return fault.New(fault.Refused, "edition.err.past")
	}
	t.act.Detail = map[string]string{"kind": kind, "version": version, "from": from.String()}
	_, err := t.exec(`INSERT INTO in_force (kind, version, valid, at, actor) VALUES (?,?,?,?,?)`, kind, version, from.String(), millis(t.now), t.s.user)
	return err
}

// inForce gives the version that holds on a day.
func inForce(r reader, kind string, on day.Date) (version string, err error) {
	err = r.row(`SELECT version FROM in_force WHERE kind = ? AND valid <= ? ORDER BY valid DESC, seq DESC LIMIT 1`, kind, on.String()).Scan(&version)
	if none(err) {
		return shippedVersion(kind), nil
	}
	return version, err
}

func shippedVersion(kind string) string {
	if kind == contentForm {
		return form.Shipped().Version
	}
	return star.ShippedCriteria().Edition()
}

func editionFile(r reader, kind, version string) ([]byte, error) {
	if version != shippedVersion(kind) {
		return readContent(r, kind, noName, version)
	}
	if kind == contentForm {
		return assets.Forms.ReadFile("forms/halsosamtal-" + version + ".json")
	}
	return assets.Criteria.ReadFile("criteria/" + version + ".json")
}

// definition gives a version of the form, "" for the one in force on a day.
func definition(r reader, version string, on day.Date) (d *form.Definition, err error) {
	if version == "" {
		if version, err = inForce(r, contentForm, on); err != nil {
			return nil, err
		}
	}
	if d := form.Shipped(); d.Version == version {
		return d, nil
	}
	return readEdition(r, contentForm, version, form.Read)
}

// criteriaOf gives a version of the criteria, "" for the one in force on a day.
func criteriaOf(r reader, version string, on day.Date) (c *star.Criteria, err error) {
	if version == "" {
		if version, err = inForce(r, contentCriteria, on); err != nil {
			return nil, err
		}
	}
	if c := star.ShippedCriteria(); c.Edition() == version {
		return c, nil
	}
	return readEdition(r, contentCriteria, version, star.ReadCriteria)
}

// parsed keeps what was read, by the file's hash: a form is opened often and parsed
// once. There are as many as a clinic takes in over the years.
var parsed sync.Map

func readEdition[T any](r reader, kind, version string, parse func([]byte) (T, error)) (got T, err error) {
	file, err := readContent(r, kind, noName, version)
	if err != nil {
		return got, err
	}
	key := fmt.Sprintf("%s %x", kind, sha256.Sum256(file))
	if found, ok := parsed.Load(key); ok {
		return found.(T), nil
	}
	if got, err = parse(file); err == nil {
		parsed.Store(key, got)
	}
	return got, err
}
