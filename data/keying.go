package data

import (
	"context"
	"encoding/json"
	"fmt"

	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/core/star"
	"fyrtio/core/visit"
)

// Second keying: the paper is typed once more without the first answers in sight;
// each field on which the two differ is settled by one who looks at the paper. The
// form itself is changed only by settling: by a plain answer while it is open, by an
// amendment when it is locked (Q17).

// keyer is a second keying that is being written to.
type keyer struct {
	*typing
	visit.Keying
	keyID string
}

// readKeying gives the latest second keying of a form into k, and its id, "" for none.
func (f *record) readKeying(r reader, k *visit.Keying, whole *form.Definition) (id string, err error) {
	k.Definition, k.Answers, k.Status = whole, form.Answers{}, f.status()
	var begun, ended int64
	var place string
	err = r.row(`SELECT k.id, k.scope, k.at, k.actor, coalesce(e.at, 0), coalesce(e.compared, 0), coalesce(p.place, '')
		FROM keying k LEFT JOIN keying_end e ON e.keying = k.id LEFT JOIN keying_place p ON p.keying = k.id
		WHERE k.form = ? ORDER BY k.seq DESC LIMIT 1`, f.form).Scan(&id, &k.Scope, &begun, &k.By, &ended, &k.Compared, &place)
	if none(err) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read the second keying of form %s: %w", f.form, err)
	}
	k.Begun = instant(begun)
	if ended != 0 {
		k.Ended = instant(ended)
	}
	if place != "" {
		if err := json.Unmarshal([]byte(place), &k.Place); err != nil {
			return "", fmt.Errorf("read the place in keying %s: %w", id, err)
		}
	}
	if k.Scope == visit.KeyStar {
		k.Definition = whole.Subset(k.Criteria.LinkIDs(whole))
	}
	rows, err := r.rows(`SELECT item, kind, value FROM keyed WHERE keying = ? ORDER BY seq`, id)
	if err != nil {
		return "", err
	}
	err = each(rows, func() error {
		var item, content string
		var kind form.Kind
		if err := rows.Scan(&item, &kind, &content); err != nil {
			return err
		}
		v, err := form.Unpack(kind, content)
		if delete(k.Answers, item); !v.IsZero() {
			k.Answers[item] = v
		}
		return err
	})
	if err == nil {
		k.Differ, err = readDifferences(r, id, whole)
	}
	return id, err
}

// readDifferences lists where a keying differed, in the form's order.
func readDifferences(r reader, id string, d *form.Definition) ([]visit.Difference, error) {
	rows, err := r.rows(`SELECT d.item, d.first_kind, d.first_value, d.second_kind, d.second_value, coalesce(s.choice, ''), coalesce(s.kind, ''),
		coalesce(s.value, '') FROM keying_difference d LEFT JOIN keying_settled s ON s.keying = d.keying AND s.item = d.item WHERE d.keying = ?`, id)
	if err != nil {
		return nil, err
	}
	found := map[string]visit.Difference{}
	err = each(rows, func() error {
		var x visit.Difference
		var kinds [3]form.Kind
		var contents [3]string
		if err := rows.Scan(&x.LinkID, &kinds[0], &contents[0], &kinds[1], &contents[1], &x.Choice, &kinds[2], &contents[2]); err != nil {
			return err
		}
		for i, v := range []*form.Value{&x.First, &x.Second, &x.Value} {
			var err error
			if *v, err = form.Unpack(kinds[i], contents[i]); err != nil {
				return err
			}
		}
		found[x.LinkID] = x
		return nil
	})
	var list []visit.Difference
	for i := range d.Items {
		if x, ok := found[d.Items[i].LinkID]; ok {
			list = append(list, x)
		}
	}
	return list, err
}

// keyingWaits gives, in a query on a form f, when a second keying of it began in which
// something was typed and that has not ended, or that has differences left to settle; 0
// for none.
const keyingWaits = `coalesce((SELECT max(k.at) FROM keying k WHERE k.form = f.id AND (
	NOT EXISTS (SELECT 1 FROM keying_end e WHERE e.keying = k.id) AND EXISTS (SELECT 1 FROM keyed y WHERE y.keying = k.id)
	OR EXISTS (SELECT 1 FROM keying_difference d WHERE d.keying = k.id
		AND NOT EXISTS (SELECT 1 FROM keying_settled s WHERE s.keying = d.keying AND s.item = d.item)))), 0)`

// OpenKeying gives the latest second keying of a participant's form, and logs that it
// was looked at. Where none was begun it has no Scope. A protected person needs WithReason.
func (s *Store) OpenKeying(ctx context.Context, participant string) (k visit.Keying, err error) {
	o, err := s.open(ctx, participant, "keying")
	if err != nil {
		return k, err
	}
	err = s.read(ctx, func(r reader) error {
		f, err := readForm(r, o.ref)
		if err != nil {
			return err
		}
		if f.form == "" {
			return noForm()
		}
		whole, err := definition(r, f.version, s.Day())
		if err != nil {
			return err
		}
		if k.Criteria, err = keyingCriteria(r, o.ref, s); err != nil {
			return err
		}
		k.Person = o.person.visitor()
		if _, err = f.readKeying(r, &k, whole); err != nil {
			return err
		}
		if k.By != "" {
			if k.By, err = fullName(r, k.By); err != nil {
				return err
			}
		}
		k.FirstBy, err = fullName(r, f.actor)
		return err
	})
	if err == nil {
		k.Total, err = s.Keyings(ctx, o.ref.Cohort)
	}
	return k, err
}

func keyingCriteria(r reader, ref Ref, s *Store) (c *star.Criteria, err error) {
	_, version, err := readLevels(r, ref)
	if err != nil {
		return nil, err
	}
	return criteriaOf(r, version, s.Day())
}

// keyForm runs f on the latest second keying of a participant's form, in one transaction.
func (s *Store) keyForm(ctx context.Context, name, participant string, quiet bool, f func(*keyer) error) error {
	return s.typeForm(ctx, name, participant, quiet, func(w *typing) error {
		if w.form == "" {
			return noForm()
		}
		k := &keyer{typing: w}
		var err error
		if k.Criteria, err = keyingCriteria(w, w.ref, s); err != nil {
			return err
		}
		if k.keyID, err = w.readKeying(w, &k.Keying, w.def); err != nil {
			return err
		}
		return f(k)
	})
}

// running refuses where no keying is under way.
func (k *keyer) running() error {
	if k.keyID == "" || !k.Ended.IsZero() {
		return fault.New(fault.Refused, "visit.data.err.keying.none")
	}
	return nil
}

// BeginKeying begins a second keying of a form that lacks nothing; an earlier one must
// have been ended and settled.
func (s *Store) BeginKeying(ctx context.Context, participant string, scope visit.Scope) error {
	return s.keyForm(ctx, "keying.begin", participant, false, func(k *keyer) error {
		switch {
		case scope != visit.KeyAll && scope != visit.KeyStar:
			return fault.New(fault.Usage, "visit.data.err.keying.scope")
		case k.keyID != "" && k.Ended.IsZero():
			return fault.New(fault.Refused, "visit.data.err.keying.running")
		case k.Open() >= 0:
			return fault.New(fault.Refused, "visit.data.err.keying.open")
		}
		if err := k.def.Complete(k.record.answers); err != nil {
			return err
		}
		k.act.Detail = map[string]string{"scope": string(scope)}
		_, err := k.exec(`INSERT INTO keying (id, form, scope, at, actor) VALUES (?,?,?,?,?)`, k.s.ids.next(), k.form, scope, millis(k.now), k.s.user)
		return err
	})
}

// SaveKeyed stores one answer of the second keying and where one stands afterwards; the
// zero Value takes it away. It refuses what SaveAnswer refuses. The form is not touched.
func (s *Store) SaveKeyed(ctx context.Context, participant, linkID string, v form.Value, next visit.Place) error {
	return s.keyForm(ctx, "keying.answer", participant, true, func(k *keyer) error {
		if err := k.running(); err != nil {
			return err
		}
		merged, gone, err := k.Definition.Merge(k.Answers, form.Answers{linkID: v})
		if err != nil {
			return err
		}
		if _, err := k.Definition.Check(linkID, v, merged); err != nil {
			return err
		}
		changes := form.Answers{}
		if v != k.Answers[linkID] {
			changes[linkID] = v
		}
		if len(k.Answers) == 0 {
			k.touch(k.ref) // from now on it waits on Idag
		}
		for _, id := range gone {
			changes[id] = form.Value{}
		}
		for id, v := range changes {
			kind, content := v.Pack()
			if _, err := k.exec(`INSERT INTO keyed (keying, item, kind, value, at, actor) VALUES (?,?,?,?,?,?)`,
				k.keyID, id, kind, content, millis(k.now), k.s.user); err != nil {
				return err
			}
		}
		return k.keepPlace(next)
	})
}

func (k *keyer) keepPlace(p visit.Place) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	_, err = k.exec(`INSERT INTO keying_place (keying, place) VALUES (?1, ?2) ON CONFLICT (keying) DO UPDATE SET place = ?2`, k.keyID, string(b))
	return err
}

// SaveKeyingPlace stores where one is in the second keying and what is half typed.
func (s *Store) SaveKeyingPlace(ctx context.Context, participant string, p visit.Place) error {
	return s.keyForm(ctx, "keying.place", participant, true, func(k *keyer) error {
		if k.running() != nil {
			return nil
		}
		return k.keepPlace(p)
	})
}

// EndKeying compares the two keyings, field by field, and keeps where they differ. Only
// fields that both were asked are compared: a field that hangs on another is not an
// error of its own when that one was read differently.
func (s *Store) EndKeying(ctx context.Context, participant string) error {
	return s.keyForm(ctx, "keying.end", participant, false, func(k *keyer) error {
		if err := k.running(); err != nil {
			return err
		}
		if err := k.Definition.Complete(k.Answers); err != nil {
			return err
		}
		first := k.record.answers
		only := []string{""} // never all
		for _, it := range k.Definition.Items {
			if k.def.Enabled(it.LinkID, first) && k.Definition.Enabled(it.LinkID, k.Answers) {
				only = append(only, it.LinkID)
			}
		}
		differ, compared := k.def.Keyings(first, k.Answers, only...)
		for _, m := range differ {
			kind1, content1 := m.First.Pack()
			kind2, content2 := m.Second.Pack()
			if _, err := k.exec(`INSERT INTO keying_difference (keying, item, first_kind, first_value, second_kind, second_value) VALUES (?,?,?,?,?,?)`,
				k.keyID, m.LinkID, kind1, content1, kind2, content2); err != nil {
				return err
			}
		}
		k.act.Detail = map[string]int{"compared": compared, "differ": len(differ)}
		k.touch(k.ref)
		if _, err := k.exec(`DELETE FROM keying_place WHERE keying = ?`, k.keyID); err != nil {
			return err
		}
		_, err := k.exec(`INSERT INTO keying_end (keying, compared, at, actor) VALUES (?,?,?,?)`, k.keyID, compared, millis(k.now), k.s.user)
		return err
	})
}

// SettleKeying settles a difference: the first reading was right, the second, or
// neither, and then third is. What differs from the form goes into it, with the answers
// of the second keying to questions that are asked only then; into a locked one as an
// amendment whose reason names the second keying (Q17).
func (s *Store) SettleKeying(ctx context.Context, participant, linkID string, choice visit.Choice, third form.Value) error {
	return s.keyForm(ctx, "keying.settle", participant, false, func(k *keyer) error {
		var d *visit.Difference
		for i := range k.Differ {
			if k.Differ[i].LinkID == linkID {
				d = &k.Differ[i]
			}
		}
		switch {
		case d == nil:
			return fault.New(fault.Refused, "visit.data.err.keying.same")
		case d.Choice != "":
			return fault.New(fault.Refused, "visit.data.err.keying.settled")
		}
		v := third
		switch choice {
		case visit.ChoseFirst:
			v = d.First
		case visit.ChoseSecond:
			v = d.Second
		case visit.ChoseThird:
			if v == d.First || v == d.Second {
				return fault.New(fault.Refused, "visit.data.err.keying.third")
			}
		default:
			return fault.New(fault.Usage, "visit.data.err.keying.choice")
		}
		if choice != visit.ChoseFirst && v != k.record.answers[linkID] {
			if err := k.correct(linkID, v, choice); err != nil {
				return err
			}
		}
		kind, content := v.Pack()
		k.act.Detail = map[string]string{"item": linkID, "choice": string(choice)}
		k.touch(k.ref)
		_, err := k.exec(`INSERT INTO keying_settled (keying, item, choice, kind, value, at, actor) VALUES (?,?,?,?,?,?,?)`,
			k.keyID, linkID, choice, kind, content, millis(k.now), k.s.user)
		return err
	})
}

// correct puts the right reading into the form.
func (k *keyer) correct(linkID string, v form.Value, choice visit.Choice) error {
	changes := form.Answers{linkID: v}
	after := k.record.answers.Clone()
	after[linkID] = v
	for _, it := range k.def.Items {
		read := k.Answers[it.LinkID]
		if choice == visit.ChoseSecond && !read.IsZero() && k.record.answers[it.LinkID].IsZero() && k.def.Enabled(it.LinkID, after) {
			changes[it.LinkID], after[it.LinkID] = read, read
		}
	}
	if !k.record.status().Locked() {
		return k.put(changes, false, "")
	}
	if pruned, _ := k.def.Prune(after); len(k.def.Missing(pruned)) > 0 {
		return fault.New(fault.Refused, "visit.data.err.keying.opens")
	}
	_, err := k.amend(changes, say.In(say.Lang(k.s.Config().Text("lang")), say.T("visit.keying.reason")))
	return err
}

// Keyings gives the error rate of all second keyings that were ended: of one cohort
// year, or of all for 0.
func (s *Store) Keyings(ctx context.Context, cohort int) (rate visit.Rate, err error) {
	err = s.read(ctx, func(r reader) error {
		err := r.row(`SELECT count(*), coalesce(sum(e.compared), 0) FROM keying_end e JOIN keying k ON k.id = e.keying JOIN form f ON f.id = k.form
			WHERE ?1 = 0 OR f.cohort = ?1`, cohort).Scan(&rate.Keyings, &rate.Fields)
		if err != nil {
			return err
		}
		rows, err := r.rows(`SELECT coalesce(s.choice, '') FROM keying_difference d JOIN keying k ON k.id = d.keying JOIN form f ON f.id = k.form
			LEFT JOIN keying_settled s ON s.keying = d.keying AND s.item = d.item WHERE ?1 = 0 OR f.cohort = ?1`, cohort)
		if err != nil {
			return err
		}
		return each(rows, func() error {
			var c visit.Choice
			if err := rows.Scan(&c); err != nil {
				return err
			}
			rate.Differ++
			rate.Count(c)
			return nil
		})
	})
	return rate, err
}

// SaveSource tells from which paper a form is typed: at home, at the visit, by phone. A form
// that was not begun begins with it; on a locked one nothing changes.
func (s *Store) SaveSource(ctx context.Context, participant, source string) error {
	return s.typeForm(ctx, "form.source", participant, true, func(w *typing) error {
		if err := w.open(); err != nil {
			return err
		}
		switch source {
		case journey.SourceHome, journey.SourceVisit, journey.SourcePhone:
		default:
			return fault.New(fault.Usage, "visit.data.err.source")
		}
		if source == w.source {
			return nil
		}
		if err := w.begin(); err != nil {
			return err
		}
		_, err := w.exec(`INSERT INTO form_source (form, source, at, actor) VALUES (?,?,?,?)`, w.form, source, millis(w.now), w.s.user)
		return err
	})
}
