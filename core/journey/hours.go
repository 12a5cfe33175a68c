package journey

// HourOutcome is what became of a booked hour.
type HourOutcome string

// The outcomes of an hour.
const (
	HourHolds   HourOutcome = ""        // it is booked
	HourHeld    HourOutcome = "held"    // offered beside the booked one, and not chosen yet
	HourVisited HourOutcome = "visited" // the participant came
	HourMissed  HourOutcome = "no_show"
)
