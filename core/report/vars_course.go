package report

import (
	"strconv"

	"fyrtio/core/day"
	"fyrtio/core/journey"
)

// Channels are the ways of the first invitation, in the order of the tables: a booking
// ticket, a letter, a call in which somebody was spoken with, a letter through Skatteverket's
// forwarding, and none of them, where somebody turned to the clinic before it did.
var Channels = []string{"ticket", "letter", "phone", "forwarding", "direct"}

// Steps are how far a journey came; each is of those who took the one before. Whoever
// came was invited, reached and booked, however that went.
var Steps = []string{"invited", "reached", "booked", "came", "documented"}

// maxWeeks is the last week that is counted by itself, between invitation and visit.
const maxWeeks = 60

// courseVariables are what the events tell.
var courseVariables = []Variable{
	{ID: "funnel", Part: OfCourse, Base: Listed, Categories: funnelCategories(), Sums: funnelSums(), Hidden: true},
	{ID: "state", Part: OfCourse, Base: Listed, Categories: stateCategories()},
	{ID: "noshow", Part: OfCourse, Base: Booked, Categories: []string{"0", "1", "2"}, Sums: []Sum{{"any", []string{"1", "2"}}}},
	{ID: "interpreter", Part: OfCourse, Base: Listed, Categories: []string{"yes", "no"}},
	{ID: "reminders", Part: OfCourse, Base: Invited, Categories: tries(2), Sums: triesSums(2), Hidden: true},
	{ID: "calls", Part: OfCourse, Base: Invited, Categories: tries(3), Sums: triesSums(3), Hidden: true},
	{ID: "weeks", Part: OfCourse, Base: Talks, Categories: weekCategories(), Sums: weekSums(), Hidden: true},
	{ID: "source", Part: OfCourse, Base: Talks, Categories: []string{"paper_home", "paper_visit", "phone", "cl24", "none"}},
	{ID: "documented", Part: OfCourse, Base: Talks, Categories: []string{"cl24.assisted", "cl24.standalone", "cl24", "pmo", "no"},
		Sums: []Sum{{"yes", []string{"cl24.assisted", "cl24.standalone", "cl24", "pmo"}}}},
	{ID: "form", Part: OfCourse, Base: Talks, Categories: []string{"complete", "cl24", "begun", "none"},
		Sums: []Sum{{"lacking", []string{"cl24", "begun", "none"}}}},
	{ID: "star", Part: OfCourse, Base: Talks, Categories: []string{"yes", "no"}},
}

// funnelCategories are: not invited, and each channel with the last step taken.
func funnelCategories() []string {
	ids := []string{"none"}
	for _, c := range Channels {
		for _, s := range Steps {
			ids = append(ids, c+"."+s)
		}
	}
	return ids
}

// funnelSums are those who took each step, and those of one channel: ticket:reached.
func funnelSums() (sums []Sum) {
	for k, s := range Steps {
		all := Sum{ID: s}
		for _, c := range Channels {
			one := Sum{ID: c + ":" + s}
			for _, later := range Steps[k:] {
				one.Categories = append(one.Categories, c+"."+later)
			}
			all.Categories = append(all.Categories, one.Categories...)
			sums = append(sums, one)
		}
		sums = append(sums, all)
	}
	return sums
}

func stateCategories() []string {
	ids := make([]string, len(journey.States))
	for i, s := range journey.States {
		ids[i] = string(s)
	}
	return ids
}

// tries are how many there were, the last and more, each by whether the person came.
func tries(most int) (ids []string) {
	for n := 0; n <= most; n++ {
		ids = append(ids, strconv.Itoa(n)+".no", strconv.Itoa(n)+".came")
	}
	return ids
}

// triesSums are those with one or more, and those of them who came.
func triesSums(most int) []Sum {
	any, came := Sum{ID: "any"}, Sum{ID: "any.came"}
	for n := 1; n <= most; n++ {
		any.Categories = append(any.Categories, strconv.Itoa(n)+".no", strconv.Itoa(n)+".came")
		came.Categories = append(came.Categories, strconv.Itoa(n)+".came")
	}
	return []Sum{any, came, {"none", []string{"0.no", "0.came"}}, {"none.came", []string{"0.came"}}}
}

// weekClasses are where the classes of weeks begin.
var weekClasses = []struct {
	id   string
	from int
}{{"w0", 0}, {"w4", 4}, {"w8", 8}, {"w13", 13}, {"w26", 26}}

func weekSums() (sums []Sum) {
	for i, c := range weekClasses {
		to := maxWeeks + 1
		if i+1 < len(weekClasses) {
			to = weekClasses[i+1].from
		}
		s := Sum{ID: c.id}
		for n := c.from; n < to; n++ {
			s.Categories = append(s.Categories, strconv.Itoa(n))
		}
		sums = append(sums, s)
	}
	return sums
}

// weekCategories are the weeks from the first invitation to the visit, and none for those
// who came without one.
func weekCategories() []string {
	ids := make([]string, 0, maxWeeks+2)
	for n := 0; n <= maxWeeks; n++ {
		ids = append(ids, strconv.Itoa(n))
	}
	return append(ids, "direct")
}

// Words are what is told of a journey in words of one's own. A report shows them only
// where enough people have the same.
type Words struct {
	Language string // that an interpreter is needed for; journey.LanguageUnknown where nobody said
	Reason   string // why it was declined; "" = not told
}

// CourseWords reads the words of a journey.
func CourseWords(events []journey.Event, st *journey.Status) Words {
	w := Words{Language: st.Interpreter}
	if st.Declined.IsZero() {
		return w
	}
	for _, e := range journey.Holding(events) {
		if e.Kind == journey.Declined || e.Kind == journey.Called && e.Details.Outcome == journey.CallDeclined {
			w.Reason = e.Details.Reason
		}
	}
	return w
}

// CourseCells tells what happened on a journey.
func CourseCells(events []journey.Event, st *journey.Status) Cells {
	c := read(events)
	came := !st.Visited.IsZero()
	documented := came && !st.Documented.IsZero() && !st.Documented.Before(st.Visited)
	step := 0
	switch {
	case documented:
		step = 5
	case came:
		step = 4
	case c.agreed:
		step = 3
	case c.reached:
		step = 2
	case c.channel != 0:
		step = 1
	}
	cells := make(Cells, 1+len(courseVariables))
	cells[0] = Layout
	set := func(id string, category int) { cells[1+places[id]] = byte(category) } // the course's variables are the first
	set("funnel", 1)
	if step > 0 {
		if c.channel == 0 {
			c.channel = len(Channels)
		}
		set("funnel", 1+(c.channel-1)*len(Steps)+step)
		set("reminders", 1+2*min(c.reminders, 2)+one(came))
		set("calls", 1+2*min(c.calls, 3)+one(came))
	}
	for i, s := range journey.States {
		if s == st.State {
			set("state", 1+i)
		}
	}
	if step >= 3 {
		set("noshow", 1+min(c.missed, 2))
	}
	set("interpreter", 1+one(st.Interpreter == ""))
	if !came {
		return cells
	}
	set("weeks", c.weeks(st.Visited))
	set("source", 1+place([]string{journey.SourceHome, journey.SourceVisit, journey.SourcePhone, journey.SourceCl24}, st.Source))
	set("documented", 5)
	if documented {
		set("documented", 1+place([]string{"cl24assisted", "cl24standalone", "cl24"}, st.Where+c.way))
	}
	set("form", 1+place([]string{string(journey.FormComplete), string(journey.FormCl24), string(journey.FormBegun)}, string(st.Form)))
	set("star", 2)
	return cells
}

// place gives the place of s in a list, its length for none of them.
func place(list []string, s string) int {
	for i := range list {
		if list[i] == s {
			return i
		}
	}
	return len(list)
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// course is what the report wants of the events.
type course struct {
	channel   int      // of the first invitation, from 1; 0 = none
	invited   day.Date // the first invitation
	reached   bool     // the participant was heard of
	agreed    bool     // a time was agreed on; one that a letter told of is agreed on when it is moved or kept
	reminders int      // letters, and forwardings after the first, that were sent and did not come back
	calls     int      // whoever was called, in vain or not
	missed    int
	way       string // of the documentation that holds
}

// weeks gives the whole weeks from the first invitation to the visit, as a category.
func (c *course) weeks(visited day.Date) int {
	if c.invited.IsZero() || c.invited.After(visited) {
		return maxWeeks + 2
	}
	return 1 + min(visited.Sub(c.invited)/7, maxWeeks)
}

// read goes through the events that hold.
func read(events []journey.Event) (c course) {
	held := journey.Holding(events)
	back := returned(held)
	visited := false // what came after the visit is no invitation to it
	for i, e := range held {
		d, on := &e.Details, day.Of(e.At)
		if visited && e.Kind != journey.Documented {
			continue
		}
		switch e.Kind {
		case journey.Visited:
			visited = true
		case journey.TicketSent:
			if d.Type != journey.TicketForm {
				c.invite(1, on)
			}
		case journey.LetterConfirmed:
			for _, l := range printed(held[:i], d) {
				if !back[l] {
					c.letter(journey.TemplateKind(l.Details.Template), on)
				}
			}
		case journey.Called:
			c.calls++
			switch d.Outcome {
			case journey.CallBooked, journey.CallLater, journey.CallDeclined, journey.CallInterpreter:
				c.invite(3, on)
				c.reached = true
				c.agreed = c.agreed || d.Outcome == journey.CallBooked
			}
		case journey.TicketExpired:
			c.reached = c.reached || d.Opened == journey.Yes
		case journey.Booked:
			if d.Via != string(journey.ByLetter) {
				c.reached, c.agreed = true, true
			}
		case journey.Rebooked:
			c.reached, c.agreed = true, true
		case journey.Cancelled:
			c.reached = c.reached || d.By != journey.ByClinic
		case journey.WantsHelp, journey.FormReceived, journey.Declined, journey.Deferred, journey.Consented:
			c.reached = true
		case journey.NoShow:
			c.missed++
		case journey.Documented:
			c.way = ""
			if d.Where == journey.WhereCl24 {
				c.way = d.Way
			}
		}
	}
	return c
}

// invite keeps the first invitation.
func (c *course) invite(channel int, on day.Date) {
	if c.channel == 0 {
		c.channel, c.invited = channel, on
	}
}

// letter takes a letter that was sent.
func (c *course) letter(kind string, on day.Date) {
	switch kind {
	case journey.TemplateInvitation, journey.TemplateInvitationCall, journey.TemplateInvitationTime:
		c.invite(2, on)
	case journey.TemplateReminder:
		c.reminders++
	case journey.TemplateForwarding:
		if c.channel != 0 {
			c.reminders++
		}
		c.invite(4, on)
	}
}

// printed gives the letters that a confirmation made sent: of its run, of its number, not
// confirmed before.
func printed(before []*journey.Event, d *journey.Details) (list []*journey.Event) {
	pending := map[string]*journey.Event{}
	var order []string
	fits := func(p, d *journey.Details) bool {
		return (d.Run == "" || p.Run == d.Run) && (d.Letter == "" || p.Letter == d.Letter)
	}
	for _, e := range before {
		switch e.Kind {
		case journey.LetterPrinted:
			key := e.Details.Letter
			if key == "" {
				key = e.ID
			}
			pending[key] = e
			order = append(order, key)
		case journey.LetterConfirmed:
			for key, p := range pending {
				if fits(&p.Details, &e.Details) {
					delete(pending, key)
				}
			}
		}
	}
	for _, key := range order {
		if p := pending[key]; p != nil && fits(&p.Details, d) {
			list = append(list, p)
			delete(pending, key)
		}
	}
	return list
}

// returned gives the printings of the letters that came back.
func returned(held []*journey.Event) map[*journey.Event]bool {
	back := map[*journey.Event]bool{}
	for i, e := range held {
		if e.Kind != journey.LetterReturned {
			continue
		}
		for k := i - 1; k >= 0; k-- {
			if p := held[k]; p.Kind == journey.LetterPrinted && (e.Details.Letter == "" || p.Details.Letter == e.Details.Letter) {
				back[p] = true
				break
			}
		}
	}
	return back
}
