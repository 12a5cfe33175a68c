package booking

import "slices"

// Clashes gives the hours that stand in the way of a new one, as they come in taken.
//
// Rooms are independent of each other, and a block without a room stands in all of
// them. A visit whose room is unknown (or is none of the calendar's, since it was
// renamed) takes up one of the rooms that are free, whichever: it clashes with
// nothing while a room is left for it, and with what fills the rooms when none is. So
// a time from Clinic24, which names no room, can neither be booked over unseen nor
// close the whole clinic. In a clinic that has named no rooms, each name is a room of
// its own, and no name is one too.
//
// A block clashes with the talks that it would cover, never with another block.
func (c *Calendar) Clashes(h Hour, taken []Hour) (list []Hour) {
	var near []Hour
	for _, o := range taken {
		if h.overlaps(o) && (h.Owner == "" || o.Owner != h.Owner) && !(h.Kind == Block && o.Kind == Block) {
			near = append(near, o)
		}
	}
	if len(near) == 0 {
		return nil
	}
	switch {
	case h.Kind == Block && h.Room == "":
		return near
	case c.known(h.Room):
		for _, o := range near {
			if o.Room == h.Room || o.Kind == Block && o.Room == "" {
				list = append(list, o)
			}
		}
	}
	if len(list) > 0 || len(c.Rooms) == 0 {
		return list
	}
	return c.crowd(h, near)
}

// crowd gives what fills the rooms at a moment of h when none is left for everybody
// whose room is unknown, h among them or not; nil when all have room.
func (c *Calendar) crowd(h Hour, near []Hour) []Hour {
	for _, first := range append([]Hour{h}, near...) {
		at := max(first.From, h.From)
		var adrift, here []Hour
		for _, o := range near {
			if o.From > at || o.To <= at {
				continue
			}
			here = append(here, o)
			if o.Kind != Block && !c.known(o.Room) {
				adrift = append(adrift, o)
			}
		}
		left := len(c.Rooms)
		for _, room := range c.Rooms {
			if room == h.Room || slices.ContainsFunc(here, func(o Hour) bool { return o.Room == room || o.Kind == Block && o.Room == "" }) {
				left--
			}
		}
		switch {
		case c.known(h.Room) && len(adrift) > left:
			return adrift
		case !c.known(h.Room) && len(adrift) >= left:
			return here
		}
	}
	return nil
}

// known reports whether a room is one of the calendar's; a clinic that has named none
// knows any.
func (c *Calendar) known(room Room) bool { return len(c.Rooms) == 0 || slices.Contains(c.Rooms, room) }

// Columns gives for each hour the room in which it is drawn: its own, and for a visit
// whose room is unknown the first that is free then, else the first. Blocks without a
// room are drawn everywhere and have "". A clinic without named rooms draws each hour
// in its own.
func (c *Calendar) Columns(hours []Hour) []Room {
	columns := make([]Room, len(hours))
	placed := make([]Hour, 0, len(hours))
	for i, h := range hours {
		if c.known(h.Room) || h.Kind == Block {
			columns[i] = h.Room
			placed = append(placed, h)
		}
	}
	for i, h := range hours {
		if c.known(h.Room) || h.Kind == Block {
			continue
		}
		columns[i] = c.Rooms[0]
		for _, room := range c.Rooms {
			if !slices.ContainsFunc(placed, func(o Hour) bool { return o.overlaps(h) && (o.Room == room || o.Kind == Block && o.Room == "") }) {
				columns[i] = room
				break
			}
		}
		h.Room = columns[i]
		placed = append(placed, h)
	}
	return columns
}
