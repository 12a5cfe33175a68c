package data

import (
	"context"
	"errors"

	"fyrtio/core/fault"
	"fyrtio/core/pnr"
)

// errTried takes back what was only tried.
var errTried = errors.New("only tried")

// TryEach tells what LogEach would do: who is refused and why, where each journey would
// stand, and what would be unwise. Nothing is written down, and nobody left is no error.
func (s *Store) TryEach(ctx context.Context, list []LogParams) (Logged, error) {
	l, err := s.logEach(ctx, list, errTried)
	l.Act = ""
	for i := range l.Events {
		l.Events[i].Event = ""
	}
	var nobody *fault.Error
	if errors.Is(err, errTried) || len(l.Refused) > 0 && errors.As(err, &nobody) && nobody.Code == fault.Refused {
		return l, nil
	}
	return l, err
}

// Numbers finds the people whose personal numbers stand on a list from Clinic24: in a
// cohort, else in their latest. Earlier numbers find them too. Whoever is unknown is
// left out, and so is whoever has a protected identity (D12).
func (s *Store) Numbers(ctx context.Context, cohort int, numbers []pnr.Number) (map[pnr.Number]Row, error) {
	found := map[pnr.Number]Row{}
	err := s.read(ctx, func(r reader) error {
		var entries []*entry
		var asked []pnr.Number
		for _, n := range numbers {
			e := &entry{}
			err := r.row(`SELECT j.id FROM journey j JOIN participant p ON p.id = j.participant
				WHERE p.id = coalesce((SELECT id FROM participant WHERE number = ?1), (SELECT participant FROM former_number WHERE number = ?1))
					AND NOT p.protected AND p.erased IS NULL
				ORDER BY j.cohort = ?2 DESC, j.cohort DESC LIMIT 1`, n.String(), cohort).Scan(&e.row)
			if none(err) {
				continue
			}
			if err != nil {
				return err
			}
			entries, asked = append(entries, e), append(asked, n)
		}
		rows, err := readRowMap(r, entries)
		for i, n := range asked {
			found[n] = rows[entries[i].row]
		}
		return err
	})
	return found, err
}
