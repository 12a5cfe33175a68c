package journey

import (
	"cmp"
	"slices"

	"fyrtio/core/day"
)

// course is what the events of a journey add up to. No rule and no today has touched
// it; Of, Check and MayLetter look at it on a day, with the clinic's rules (view).
type course struct {
	seq int // the place of the event being taken

	listed, gone mark
	back         mark // on a roster again after it ended as moved or listed elsewhere
	round        int  // 1 for the first round of inviting
	start        mark // where the round began
	touched      bool // something was sent or tried in the round

	registered, consent, how    string
	asked                       string // who asked for the consent
	consented, informed, agreed mark   // agreed: the last yes
	interpreter                 string

	ticket   ticket
	letters  []letter
	returned mark // a letter came back, and the address has not been corrected since
	life     mark // the last sign of life from the participant

	tries  int  // calls in vain since somebody was last reached, in this round
	called mark // the last call
	again  day.Date
	wrong  mark // the number is wrong and has not been corrected since

	contact contact
	help    help

	booking             booking
	missed              mark // did not come, and nothing was agreed since
	cancelled           cancelled
	visited, samples    mark
	source              string // where the questionnaire came from
	received            mark
	documented          mark
	where               string
	declined, ended     mark
	declinedBy, endedBy string // channel; reason
	deferred            mark
	until               day.Date
	follow              followUp
	orphan              orphan
}

// mark is when something happened: its day, and its place among the events, which
// orders what happened on one day. The zero mark is "never".
type mark struct {
	day day.Date
	seq int
}

func (m mark) is() bool          { return m.seq > 0 }
func (m mark) after(o mark) bool { return m.seq > o.seq }

// ticket is the last booking ticket.
type ticket struct {
	sent         mark
	kind         string // visit, form
	expires      day.Date
	expired      mark     // Clinic24's notice
	ranOut       day.Date // when it ran out, however late the notice is dated
	opened, used bool
	recalled     bool // taken back by us
	settled      bool // it ran out, and a time was booked some other way: it has nothing more to say
	progress     string
	chat, closed mark
}

// open reports whether the ticket can still be used, as far as we have been told.
func (t *ticket) open() bool { return t.sent.is() && !t.expired.is() && !t.used }

// ranDry reports whether it ran out and nothing has come of it.
func (t *ticket) ranDry() bool { return t.expired.is() && !t.settled }

// begun reports whether it ran out opened and its chat is not closed.
func (t *ticket) begun() bool { return t.ranDry() && t.opened && !t.closed.is() }

// chatting reports whether a chat is going on that has found no time yet.
func (t *ticket) chatting() bool { return t.begun() && t.chat.is() }

// chatOpen reports whether a chat can be closed.
func (t *ticket) chatOpen() bool { return t.chat.is() && !t.closed.is() }

// spent is when the ticket was over as a way to reach somebody.
func (t *ticket) spent() mark {
	if t.closed.is() {
		return t.closed
	}
	return t.expired
}

// letter is a printed letter.
type letter struct {
	template, run, number string
	kind                  string // TemplateKind of the template
	printed               mark
	sent                  mark // confirmed (D9)
	returned              mark
	stale                 bool // belongs to an earlier booking or an earlier missed visit
}

func (l *letter) pending() bool   { return !l.sent.is() }
func (l *letter) delivered() bool { return l.sent.is() && !l.returned.is() }

// invites reports whether the letter is an invitation or a reminder, the letters that
// wait for an answer.
func (l *letter) invites() bool { return l.invitation() || l.kind == TemplateReminder }

func (l *letter) invitation() bool { return isInvitation(l.kind) }

// counts reports whether a letter of a template says what l has said: information is
// counted by template, everything else by the rules that it follows.
func (l *letter) counts(template string) bool {
	return l.template == template || l.kind != TemplateCl24 && l.kind == TemplateKind(template)
}

func isInvitation(kind string) bool {
	switch kind {
	case TemplateInvitation, TemplateInvitationCall, TemplateInvitationTime, TemplateForwarding:
		return true
	}
	return false
}

// contact is what was left to do when somebody was last in touch.
type contact struct {
	why   string // one of the reasons below, "" for none
	on    mark
	until day.Date // call again on that day
}

// The reasons for being in contact.
const (
	whyLater       = "later"       // wants to be called another day
	whyInterpreter = "interpreter" // to be called with an interpreter
	whyAgreed      = "agreed"      // a time was agreed by phone and is not booked yet
	whyCancelled   = "cancelled"   // a booked time was cancelled
	whyForm        = "form"        // the questionnaire came, without a time
	whyAnswered    = "answered"    // said yes to Clinic24 after a letter
)

type help struct {
	on   mark
	text string
	to   string // handed over to
}

type booking struct {
	made  mark
	start Start
	room  string
	via   string
	also  []Start  // offered beside it and not chosen
	until day.Date // and held through this day; zero = until the day before each
	offer bool     // made for a letter to tell of; one that was chosen or moved was agreed on
}

func (b *booking) is() bool { return b.made.is() }

// cancelled is the last cancellation, while no time was booked since.
type cancelled struct {
	on   mark
	was  Start // the time
	by   string
	late bool
}

type followUp struct {
	on   mark
	date day.Date
	what string
}

// orphan is the first event that stands without what it was built on (D4).
type orphan struct {
	kind Kind
	on   mark
}

// Holding gives the events in order (At, Recorded, ID; D4), each once, without those
// that were undone and without the undoing. An undo of an undo counts for nothing.
func Holding(events []Event) []*Event {
	sorted := make([]*Event, len(events))
	var undone []string
	for i := range events {
		sorted[i] = &events[i]
		if events[i].Kind == Undone {
			undone = append(undone, events[i].Details.Event)
		}
	}
	slices.SortStableFunc(sorted, func(a, b *Event) int {
		return cmp.Or(a.At.Compare(b.At), a.Recorded.Compare(b.Recorded), cmp.Compare(a.ID, b.ID))
	})
	// Two copies of a journey brought together may both have an event.
	sorted = slices.CompactFunc(sorted, func(a, b *Event) bool { return a.ID != "" && a.ID == b.ID && a.At.Equal(b.At) })
	return slices.DeleteFunc(sorted, func(e *Event) bool { return e.Kind == Undone || e.ID != "" && slices.Contains(undone, e.ID) })
}

// courseOf adds the events up. It is total: what cannot have happened is taken as far
// as it makes sense, and kept as an orphan where somebody has to look.
func courseOf(events []Event, r Rules) course {
	c := course{round: 1}
	for _, e := range Holding(events) {
		c.take(e, r)
	}
	return c
}

// last gives the last letter of the round that fits, nil for none.
func (c *course) last(fits func(*letter) bool) *letter {
	for i := len(c.letters) - 1; i >= 0; i-- {
		if l := &c.letters[i]; l.printed.after(c.start) && fits(l) {
			return l
		}
	}
	return nil
}

// pending gives the letter that was printed and not confirmed, nil for none. It counts
// whatever the round: the sheets lie there.
func (c *course) pending() *letter {
	for i := len(c.letters) - 1; i >= 0; i-- {
		if c.letters[i].pending() {
			return &c.letters[i]
		}
	}
	return nil
}

// invitation gives the last invitation of the round that reached somebody.
func (c *course) invitation() *letter {
	return c.last(func(l *letter) bool { return l.invitation() && l.delivered() })
}

// outstanding gives the letter whose answer is waited for: the last invitation or
// reminder of the round, however it was answered.
func (c *course) outstanding() *letter {
	return c.last(func(l *letter) bool { return l.invites() && l.delivered() })
}

// reminders counts the round's reminders; for a protected participant every
// forwarding after the first invitation is one.
func (c *course) reminders() (n int) {
	invited := false
	for i := range c.letters {
		switch l := &c.letters[i]; {
		case !l.printed.after(c.start) || !l.delivered():
		case l.kind == TemplateReminder || l.kind == TemplateForwarding && invited:
			n++
		case l.invitation():
			invited = true
		}
	}
	return n
}

// answered reports whether somebody has been heard of since a letter.
func (c *course) answered(l *letter) bool { return l != nil && c.life.after(l.sent) }

// sentTo gives the last delivered letter of a template that still counts.
func (c *course) sentTo(template string) *letter {
	return c.last(func(l *letter) bool { return l.counts(template) && l.delivered() && !l.stale })
}
