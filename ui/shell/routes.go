package shell

import "fyrtio/core/day"

// Place is one of the six places of the navigation.
type Place int

// The places, in the order of Ctrl+1 … Ctrl+6.
const (
	Today Place = iota
	People
	Bookings
	Letters
	Import
	Report
	Places int = iota
)

// Route says what to show. Routes are small comparable values: the same route is the
// same page.
type Route interface {
	// Place is the place of the navigation that is lit.
	Place() Place
}

// Holding is a handful of people that one page hands to another; see Shell.Hold.
// Zero is none.
type Holding int

// The routes of the program.
type (
	// ToToday is the work list, at one of its queues, which may be left out.
	ToToday struct{ Queue string }
	// ToPeople is the list of participants. Step and State, where set, replace its filters.
	// With People it lies over the page it was called from and lists them alone: those
	// behind a figure of the report.
	ToPeople struct {
		Step, State string
		People      Holding // see Shell.HoldJourneys
		Cohort      int     // of the journeys held, 0 = several
		Figure      string  // which figure it is, in words
		Protected   int     // how many more it counts whose identity is protected, who are in no such list
	}
	// ToPerson is one participant. Reason is why a protected one is opened (D12).
	ToPerson struct {
		ID     string
		Cohort int
		Reason string
	}
	// ToForm is the questionnaire of a participant.
	ToForm struct {
		ID     string
		Reason string
	}
	// ToKeying is the second keying of a participant's questionnaire; Anew begins another
	// after one that is settled.
	ToKeying struct {
		ID     string
		Reason string
		Anew   bool
	}
	// ToCalculator is indexes and levels of nobody; nothing is stored.
	ToCalculator struct{}
	// ToStar is the star of a participant.
	ToStar struct {
		ID     string
		Reason string
	}
	// ToPlan is what is agreed with a participant.
	ToPlan struct {
		ID     string
		Reason string
	}
	// ToRecord is the writing down of a visit: into Clinic24 line by line, or as a text for
	// PMO, where Where is journey.WherePMO.
	ToRecord struct {
		ID     string
		Reason string
		Where  string
	}
	// ToLetters is a new print run, for the people held or for all whose next step is a letter.
	ToLetters struct{ People Holding }
	// ToRuns is the earlier print runs.
	ToRuns struct{}
	// ToRun is one of them, at one of its letters, which may be left out.
	ToRun struct{ ID, Letter string }
	// ToTemplates is the letters' texts, at one of them, in a language, at a line; each may
	// be left out.
	ToTemplates struct {
		ID, Lang string
		Line     int
	}
	// ToImport is the import of the year's list.
	ToImport struct{}
	// ToBookings is the week. With a Person it lies over the page it was called from: that
	// person is the one to get a time (or, having one, another), and the page goes back
	// when it is booked.
	ToBookings struct {
		Person string // id; "" = nobody yet
		Cohort int
		Day    day.Date // the week to show; zero = where the page was left, or the first free time
		Via    string   // how it was agreed: phone, letter, desk; "" = phone
		Called string   // outcome of the call that agreed on it, recorded in the same act; "" = none
		Reason string   // why a protected person is opened from here (D12)
	}
	// ToReport is how the year goes; Yearly asks for the yearly report beside it.
	ToReport struct{ Yearly bool }
	// ToEarlier is the figures of the years before the program.
	ToEarlier struct{}
	// ToGuide is the guide, at a heading.
	ToGuide struct{ At string }
	// ToEditions is the versions of the form, or of the criteria.
	ToEditions struct{ Criteria bool }
	// ToWording is the editor of the form's wording.
	ToWording struct{}
	// ToCriteria is the editor of the criteria.
	ToCriteria struct{}
	// ToSettings is the settings, at one of them, which may be left out.
	ToSettings struct{ Key string }
)

// Place is for Route.
func (ToToday) Place() Place { return Today }

// Place is for Route.
func (ToPeople) Place() Place { return People }

// Place is for Route.
func (ToPerson) Place() Place { return People }

// Place is for Route: a visit belongs to the day's work.
func (ToForm) Place() Place { return Today }

// Place is for Route: a visit belongs to the day's work.
func (ToKeying) Place() Place { return Today }

// Place is for Route.
func (ToCalculator) Place() Place { return -1 }

// Place is for Route: a visit belongs to the day's work.
func (ToStar) Place() Place { return Today }

// Place is for Route: a visit belongs to the day's work.
func (ToPlan) Place() Place { return Today }

// Place is for Route: a visit belongs to the day's work.
func (ToRecord) Place() Place { return Today }

// Place is for Route.
func (ToLetters) Place() Place { return Letters }

// Place is for Route.
func (ToRuns) Place() Place { return Letters }

// Place is for Route.
func (ToRun) Place() Place { return Letters }

// Place is for Route.
func (ToTemplates) Place() Place { return Letters }

// Place is for Route.
func (ToImport) Place() Place { return Import }

// Place is for Route.
func (ToBookings) Place() Place { return Bookings }

// Place is for Route.
func (ToReport) Place() Place { return Report }

// Place is for Route.
func (ToEarlier) Place() Place { return Report }

// Place is for Route.
func (ToGuide) Place() Place { return -1 }

// Place is for Route.
func (ToEditions) Place() Place { return -1 }

// Place is for Route.
func (ToWording) Place() Place { return -1 }

// Place is for Route.
func (ToCriteria) Place() Place { return -1 }

// Place is for Route.
func (ToSettings) Place() Place { return -1 }

// first gives the route of a place.
func (p Place) first() Route {
	return [...]Route{ToToday{}, ToPeople{}, ToBookings{}, ToLetters{}, ToImport{}, ToReport{}}[p]
}

// root reports whether a route is the first page of a place.
func root(r Route) bool {
	switch r := r.(type) {
	case ToToday, ToLetters, ToImport, ToReport:
		return true
	case ToPeople:
		return r.People == 0
	case ToBookings:
		return r.Person == ""
	}
	return false
}

// narrow reports whether a route shows the navigation as icons only.
func narrow(r Route) bool {
	switch r.(type) {
	case ToForm, ToKeying, ToCalculator, ToStar, ToPlan, ToRecord:
		return true
	}
	return false
}

// alone reports whether a route shows nothing but its page: answers have an undo of
// their own, and the strip of an act done before would take room from the question.
func alone(r Route) bool {
	switch r.(type) {
	case ToForm, ToKeying, ToCalculator, ToStar:
		return true
	}
	return false
}

// who gives the participant of a route, "" where it is of none.
func who(r Route) string {
	switch r := r.(type) {
	case ToPerson:
		return r.ID
	case ToForm:
		return r.ID
	case ToKeying:
		return r.ID
	case ToStar:
		return r.ID
	}
	return ""
}
