package data

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/fault"
)

// Bookings, the clinic's own time: planning, a closed afternoon, a holiday of weeks.

// longestBlock is how many days one block may last.
const longestBlock = 366

// on gives the block's hour of a day.
func (b *Block) on(d day.Date) booking.Hour {
	return booking.Hour{Day: d, Span: b.Span, Room: b.Room, Kind: booking.Block, Owner: "block:" + b.ID}
}

// readBlocks gives the blocks that touch the days from first to last, in order.
func readBlocks(r reader, first, last day.Date) (list []Block, err error) {
	rows, err := r.rows(`SELECT id, first, last, from_clock, to_clock, room, name, at, actor FROM block
		WHERE removed IS NULL AND last >= ? AND first <= ? ORDER BY first, from_clock, room, id`, first.String(), last.String())
	if err != nil {
		return nil, err
	}
	return list, each(rows, func() error {
		var b Block
		var first, last, from, to string
		var at int64
		if err := rows.Scan(&b.ID, &first, &last, &from, &to, &b.Room, &b.Name, &at, &b.Actor); err != nil {
			return err
		}
		b.From, b.To, b.At = dayOf(first), dayOf(last), instant(at)
		if b.Span, err = booking.ParseSpan(from + "–" + to); err != nil {
			return fmt.Errorf("read block %s: %w", b.ID, err)
		}
		list = append(list, b)
		return nil
	})
}

// Blocks gives the blocks that touch the days from first to last, in order.
func (s *Store) Blocks(ctx context.Context, first, last day.Date) (list []Block, err error) {
	err = s.read(ctx, func(r reader) error {
		list, err = readBlocks(r, first, last)
		return err
	})
	return list, err
}

// AddBlock keeps time for the clinic itself. It is refused over booked hours, and names
// them, unless Override says why (Stopped tells such a refusal).
func (s *Store) AddBlock(ctx context.Context, p BlockParams) (b Block, err error) {
	err = s.write(ctx, act{Act: "block"}, func(t *tx) error {
		calendar := s.Config().Calendar()
		if b, err = p.block(&calendar); err != nil {
			return err
		}
		b.ID, b.At, b.Actor = t.id, t.now, s.user
		reason := strings.TrimSpace(p.Override)
		d, err := readDiary(t, calendar, t.today, b.From, b.To)
		if err != nil {
			return fmt.Errorf("read the calendar: %w", err)
		}
		var others []placed
		for on := b.From; !on.After(b.To); on = on.Add(1) {
			others = append(others, d.inTheWay(b.on(on))...)
		}
		if len(others) == 0 {
			reason = ""
		} else if reason == "" {
			who, err := whoIsThere(t, others[:1])
			if err != nil {
				return err
			}
			return fault.New(fault.Refused, "booking.err.stop.block", "N", len(others), "On", others[0].Day, "Who", who)
		}
		_, err = t.exec(`INSERT INTO block (id, first, last, from_clock, to_clock, room, name, reason, at, actor) VALUES (?,?,?,?,?,?,?,?,?,?)`,
			b.ID, b.From.String(), b.To.String(), b.Span.From.String(), b.Span.To.String(), string(b.Room), b.Name, reason, millis(b.At), b.Actor)
		t.act.Detail = b.detail()
		return err
	})
	if err != nil {
		return Block{}, err
	}
	return b, nil
}

// detail is what the log chain keeps of a block; its name is free text and stays out.
func (b *Block) detail() map[string]string {
	return map[string]string{"block": b.ID, "from": b.From.String() + "T" + b.Span.From.String(), "to": b.To.String() + "T" + b.Span.To.String(), "room": string(b.Room)}
}

// block checks what was asked for.
func (p *BlockParams) block(calendar *booking.Calendar) (b Block, err error) {
	b = Block{From: p.From, To: p.To, Span: p.Span, Name: strings.Join(strings.Fields(p.Name), " ")}
	if b.To.IsZero() {
		b.To = b.From
	}
	switch n := utf8.RuneCountInString(b.Name); {
	case n == 0 || n > booking.MaxName:
		return b, fault.New(fault.Refused, "booking.err.block.name", "Max", booking.MaxName)
	case b.From.IsZero() || b.To.Before(b.From) || b.To.Sub(b.From) >= longestBlock:
		return b, fault.New(fault.Refused, "booking.err.block.days", "Max", longestBlock)
	case b.Span.IsZero() || b.Span.From < 0 || b.Span.To > booking.At(24, 0):
		return b, fault.New(fault.Refused, "booking.err.block.span")
	}
	if b.Room, err = calendar.RoomOf(p.Room); err != nil {
		return b, err
	}
	if len(calendar.Rooms) == 1 && slices.Contains(calendar.Rooms, b.Room) {
		b.Room = "" // the only room is all of them, also for times whose room is unknown
	}
	return b, nil
}

// RemoveBlock gives the time back.
func (s *Store) RemoveBlock(ctx context.Context, id string) error {
	return s.write(ctx, act{Act: "unblock", Detail: map[string]string{"block": id}}, func(t *tx) error {
		res, err := t.exec(`UPDATE block SET removed = ?, removed_by = ? WHERE id = ? AND removed IS NULL`, millis(t.now), s.user, id)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n != 1 {
			return fault.New(fault.NotFound, "booking.err.block.unknown", "ID", id)
		}
		return nil
	})
}
