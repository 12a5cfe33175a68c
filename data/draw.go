package data

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"time"

	"fyrtio/core/fault"
)

// The fair order. A clinic that cannot invite everyone invites in an order drawn by lot,
// so that those who are invited stand for all. The lot of a participant is
// SHA-256("seed:id"), the smallest first: it depends on nobody else, so that those
// who come onto the list later fall in among the others without moving them, and on
// neither name, number nor the roster's order. The seed is drawn once for a cohort and
// holds its whole year; it stands on every list, so that anybody can check the order.

// MaxSeed is the largest seed: short enough to be read out and typed.
const MaxSeed = 999_999

// Draw is the drawing of a cohort's order.
type Draw struct {
	Cohort int
	Seed   int // 1 … MaxSeed
	At     time.Time
	Actor  string // login name
}

// Draw gives the cohort's seed, which is drawn when it is first asked for. A seed that
// is given is kept where none is drawn yet (a region may draw one for all); another
// one than the cohort's is refused.
func (s *Store) Draw(ctx context.Context, cohort, seed int) (Draw, error) {
	if seed < 0 || seed > MaxSeed {
		return Draw{}, fault.New(fault.Usage, "list.err.seed", "Max", MaxSeed)
	}
	s.drawMu.Lock()
	defer s.drawMu.Unlock()
	d, ok := s.draws[cohort]
	if !ok {
		var err error
		if d, err = s.drawn(ctx, cohort, seed); err != nil {
			return Draw{}, fmt.Errorf("draw the order of %d: %w", cohort, err)
		}
		if s.draws == nil {
			s.draws = map[int]Draw{}
		}
		s.draws[cohort] = d
	}
	if seed != 0 && seed != d.Seed {
		return Draw{}, fault.New(fault.Refused, "list.err.drawn", "Cohort", strconv.Itoa(cohort), "Seed", strconv.Itoa(d.Seed))
	}
	return d, nil
}

// drawn reads the cohort's seed, or draws and keeps one.
func (s *Store) drawn(ctx context.Context, cohort, seed int) (Draw, error) {
	d := Draw{Cohort: cohort}
	read := func(r reader) error {
		var at int64
		err := r.row(`SELECT seed, at, actor FROM draw WHERE cohort = ?`, cohort).Scan(&d.Seed, &at, &d.Actor)
		d.At = instant(at)
		return err
	}
	if err := s.read(ctx, read); err == nil || !none(err) {
		return d, err
	}
	if seed == 0 {
		n, err := rand.Int(rand.Reader, big.NewInt(MaxSeed))
		if err != nil {
			return d, err
		}
		seed = int(n.Int64()) + 1
	}
	err := s.write(ctx, act{Act: "draw", Detail: map[string]int{"cohort": cohort, "seed": seed}}, func(t *tx) error {
		if _, err := t.exec(`INSERT INTO draw (cohort, seed, at, actor) VALUES (?,?,?,?)`, cohort, seed, millis(t.now), s.user); err != nil {
			return err
		}
		return read(t)
	})
	return d, err
}

// lot gives a participant's place in the drawing.
func lot(seed int, participant string) uint64 {
	var b [48]byte
	sum := sha256.Sum256(append(append(strconv.AppendInt(b[:0], int64(seed), 10), ':'), participant...))
	return binary.BigEndian.Uint64(sum[:8])
}

// drawing sorts entries by lot.
type drawing struct {
	f     *Filter
	kept  []*entry
	lots  []uint64
	order []int32
}

func (d *drawing) add(e *entry) {
	seed := d.f.Seed
	if seed == 0 {
		seed = d.f.seeds[e.ref.Cohort]
	}
	d.order = append(d.order, int32(len(d.kept)))
	d.kept = append(d.kept, e)
	d.lots = append(d.lots, lot(seed, e.ref.Participant))
}

// list gives the entries in the order drawn: of one cohort after the other, where there
// are several.
func (d *drawing) list() []*entry {
	slices.SortFunc(d.order, func(i, j int32) int {
		a, b := d.kept[i], d.kept[j]
		c := a.ref.Cohort - b.ref.Cohort
		switch {
		case c != 0:
		case d.lots[i] < d.lots[j]:
			c = -1
		case d.lots[i] > d.lots[j]:
			c = 1
		default:
			c = byName(a, b)
		}
		if d.f.Descending {
			return -c
		}
		return c
	})
	out := make([]*entry, len(d.order))
	for i, at := range d.order {
		out[i] = d.kept[at]
	}
	return out
}

// Turn is the order in which a clinic invites.
type Turn struct {
	Order   Order
	Seed    int // of the random order, else 0
	Waiting int // how many wait for their first invitation
}

// NextToInvite gives the next n of a cohort who are to get their first invitation, in
// the order that the setting invite_order says: those whose next step it is, whatever
// the channel. Whoever has been invited is no longer among them, so that the next call
// goes on where the last one's letters or tickets ended. Protected people are not among
// them: their letter goes by forwarding, which has its own queue on Idag and passes
// nobody over.
func (s *Store) NextToInvite(ctx context.Context, cohort, n int) ([]Ref, Turn, error) {
	f := Filter{Cohort: cohort, ToInvite: true}
	refs, err := s.Refs(ctx, f)
	t := Turn{Order: s.InviteOrder(), Waiting: len(refs)}
	if err != nil || len(refs) == 0 { // no order is drawn for nobody
		return nil, t, err
	}
	f.Order = t.Order
	if refs, err = s.Refs(ctx, f); err != nil {
		return nil, Turn{}, err
	}
	if f.Order == OrderRandom {
		d, err := s.Draw(ctx, cohort, 0)
		if err != nil {
			return nil, Turn{}, err
		}
		t.Seed = d.Seed
	}
	return refs[:max(0, min(n, len(refs)))], t, nil
}

// InviteOrder gives the order of the setting invite_order.
func (s *Store) InviteOrder() Order {
	if o := Order(s.Config().Text("invite_order")); o != "name" {
		return o
	}
	return OrderName
}
