package data

import (
	"context"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/core/say"
)

// BookParams is a time to book for a participant, or to move a booking to.
type BookParams struct {
	Participant string // id or personal number
	Cohort      int    // 0 = the latest
	Start       journey.Start
	Room        string          // one of the calendar's rooms; "" = not told, when moving the one it has
	Also        []journey.Start // other times that the letter offers, held until one is chosen
	Until       day.Date        // they are held through this day; zero = until the day before each
	Via         string          // ticket, phone, letter, desk; "" = desk. Moved: ticket or ""
	Override    string          // why the time is taken although something is in its way (Q16)
	Called      string          // an outcome of journey.Called recorded in the same act, "" for no call: "booked"
	Text        string          // a comment
}

// Judged is what there is to say of a time before it is booked.
type Judged struct {
	Stop     say.Text   // why it is refused without an override; zero when it is not
	Warnings []say.Text // unwise, never stopping: samples that cannot be ready (Q5), short notice
	Days     int        // from today to the time
	Samples  bool       // there is time for samples, or they are taken
}

// CancelParams says who cancelled a booking and why.
type CancelParams struct {
	Participant string
	Cohort      int
	By          string // participant, clinic; "" = participant
	Reason      string
	Late        bool // too late to give the hour to somebody else
}

// Week is a week of the calendar.
type Week struct {
	Monday   day.Date
	Today    day.Date
	Calendar booking.Calendar
	Rooms    []booking.Room // the columns: the calendar's, else those of the week's hours; at least one, perhaps ""
	Span     booking.Span   // from the earliest opening, or hour, to the latest of the week
	Days     []WeekDay      // Monday to Friday, and Saturday and Sunday where the clinic is open or somebody is booked
}

// WeekDay is a day of a week.
type WeekDay struct {
	Day    day.Date
	Open   booking.Span     // the opening hours; zero on a closed day
	Closed say.Text         // why it is closed: "Midsommarafton"; zero on an open day
	Slots  [][]booking.Slot // for each of the week's rooms
	Hours  []BookedHour     // visits and held times, in order of time and room
	Blocks []Block          // the clinic's own time that day, in order
}

// BookedHour is an hour that a journey holds or has held.
type BookedHour struct {
	Row            // of a protected person S-04 alone
	booking.Hour   // Kind visit or held; Room as booked
	Column         booking.Room
	Outcome        journey.HourOutcome // visited, no_show; "" while it lies ahead
	Via            string
	Until          day.Date // of a held time: held through this day; zero = until the day before it
	Wish           string   // how and when the person likes to be reached or helped; none of a protected person
	Note           string   // the latest note on the journey; none of a protected person
	Clash          bool     // something else stands in its way: overridden, or from Clinic24
	SamplesTooLate bool     // no samples, and no time left for them (Q5)
}

// Block is time that the clinic keeps for itself: planning, a closed afternoon.
type Block struct {
	ID       string
	From, To day.Date // first and last day
	booking.Span
	Room  booking.Room // "" = all rooms
	Name  string       // Planering
	At    int64        // when it was added, in milliseconds
	Actor string
}

// BlockParams is time to keep free of bookings.
type BlockParams struct {
	From, To day.Date // To zero = From
	booking.Span
	Room     string // "" = all rooms
	Name     string
	Override string // why, although somebody is booked there
}

// WaitRow is somebody who is to get a time.
type WaitRow struct {
	Row
	Since day.Date
	Wish  string // what suits: "eftermiddag"; none of a protected person
}

// Week gives the week of a day with all rooms. Cohort 0 shows everybody; else the
// others' hours stay in the calendar and are told apart by their Cohort.
func (s *Store) Week(ctx context.Context, of day.Date, cohort int) (Week, error) { return Week{}, nil }

// WaitingForTime gives those who are to be helped to a time, who waited longest first (Q12).
func (s *Store) WaitingForTime(ctx context.Context, cohort int) ([]WaitRow, error) { return nil, nil }

// Judge tells what booking (or, for somebody who has a time, moving) would meet.
// Nothing is changed.
func (s *Store) Judge(ctx context.Context, p BookParams) (Judged, error) { return Judged{}, nil }

// Book books a time, and records the call that agreed on it in the same act. A time
// that is taken or outside the opening hours is refused unless Override says why (Q16).
func (s *Store) Book(ctx context.Context, p BookParams) (Logged, error) { return Logged{}, nil }

// Rebook moves a booking; to choose one of the times that a letter offered is to move to it.
func (s *Store) Rebook(ctx context.Context, p BookParams) (Logged, error) { return Logged{}, nil }

// CancelBooking cancels the booking that holds. The hour, and those held beside it, are free at once.
func (s *Store) CancelBooking(ctx context.Context, p CancelParams) (Logged, error) {
	return Logged{}, nil
}

// AddBlock keeps time for the clinic itself. It is refused over booked hours unless
// Override says why.
func (s *Store) AddBlock(ctx context.Context, p BlockParams) (Block, error) { return Block{}, nil }

// RemoveBlock gives the time back.
func (s *Store) RemoveBlock(ctx context.Context, id string) error { return nil }

// Blocks gives the blocks that touch the days from first to last.
func (s *Store) Blocks(ctx context.Context, first, last day.Date) ([]Block, error) { return nil, nil }

// DaySheet gathers the paper of a day in a room ("" = all). The printing is logged, and
// the paper carries the head of the log (D29).
func (s *Store) DaySheet(ctx context.Context, d day.Date, room string, lang say.Lang) (paper.DaySheet, error) {
	return paper.DaySheet{}, nil
}

// WeekList gathers the paper of a week in a room ("" = all), logged as the day sheet.
func (s *Store) WeekList(ctx context.Context, of day.Date, room string, lang say.Lang) (paper.WeekList, error) {
	return paper.WeekList{}, nil
}
