package data

import (
	"encoding/json"

	"fyrtio/core/day"
	"fyrtio/core/journey"
)

// readLast fills in what happened last in each row's journey and still holds. Of a
// protected person nothing is told: an event may have words about where they live.
func readLast(r reader, rows []Row) error {
	at := map[Ref]int{}
	var refs [][2]any
	for i, w := range rows {
		if !w.Protected {
			at[w.Ref()] = i
			refs = append(refs, [2]any{w.Participant, w.Cohort})
		}
	}
	list, err := json.Marshal(refs)
	if err != nil {
		return err
	}
	found, err := r.rows(`SELECT e.id, e.at, e.recorded, e.actor, e.workplace, e.kind, e.details, e.participant, e.cohort FROM json_each(?) w
		JOIN event e ON e.participant = w.value ->> 0 AND e.cohort = w.value ->> 1
		WHERE e.kind <> '`+string(journey.Undone)+`' AND `+eventHolds+` ORDER BY e.participant, e.cohort, e.at, e.recorded, e.id`, string(list))
	if err != nil {
		return err
	}
	return each(found, func() error {
		var ref Ref
		e, err := scanEvent(found.Scan, &ref.Participant, &ref.Cohort)
		if err != nil {
			return err
		}
		rows[at[ref]].Last = LastEvent{day.Of(e.At), journey.Sentence(e)} // the last of them stays
		return nil
	})
}
