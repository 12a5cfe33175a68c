package acts

import (
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
)

// Do does the next step of rows: at once where a key is enough, else through the small
// form or the page where it is done. Where their steps differ it asks which to begin
// with; where a step is done for one person at a time, it is the first one's.
func (a *Acts) Do(rows []data.Row) {
	groups := together(rows)
	if len(groups) == 0 {
		return
	}
	if len(groups) == 1 {
		if !a.Steps(rows, rows[0].Status.Next.Step) {
			a.Step(rows[0], rows[0].Status.Next.Step)
		}
		return
	}
	q := &question{title: a.Shell.T("acts.mixed.title", "N", len(rows)), text: a.Shell.T("acts.mixed.text")}
	for _, g := range groups {
		q.open(a.Shell.Say(ActionWords(g[0].Status)), a.Shell.T("acts.mixed.who", "Who", a.who(g)), func() { a.Do(g) })
	}
	a.ask(q)
}

// together puts the rows whose next step is the same act into groups, in their order.
func together(rows []data.Row) (groups [][]data.Row) {
	type key struct {
		step     journey.StepKind
		template string
		words    string
	}
	at := map[key]int{}
	for _, r := range rows {
		k := key{r.Status.Next.Step, r.Status.Next.Template, ActionWords(r.Status).ID}
		i, ok := at[k]
		if !ok {
			i = len(groups)
			at[k], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	return groups
}

// ActionWords names what Enter does in a row: the step, more exactly where that helps.
func ActionWords(s journey.Status) say.Text {
	switch next := s.Next; next.Step {
	case journey.StepEnterForm:
		switch {
		case next.IsKeying():
			return say.T("acts.step.keying")
		case s.Form == journey.FormBegun:
			return say.T("acts.step.continue")
		}
	case journey.StepVisit:
		switch {
		case next.Reason.ID == "journey.why.visit.past":
			return say.T("acts.step.visit.past")
		case s.Form == "" && s.Source != "":
			return say.T("acts.step.enter_form")
		}
	case journey.StepChat:
		if chatting(s) {
			return say.T("acts.step.chat.look")
		}
	case journey.StepDocument:
		switch next.Reason.ID {
		case "journey.why.document.pmo", "journey.why.document.off":
			return say.T("acts.step.document.pmo")
		}
		return say.T("acts.step.document.cl24")
	case journey.StepAskConsent:
		if s.Consent == journey.Yes {
			return say.T("acts.step.inform")
		}
	case journey.StepReview:
		if id, ok := reviewWords[next.Reason.ID]; ok {
			return say.T(id)
		}
	}
	if s.Next.Step == "" {
		return StepWords(journey.StepNone)
	}
	return StepWords(s.Next.Step)
}

// chatting reports whether a chat has been started and not closed.
func chatting(s journey.Status) bool {
	return s.Ticket != nil && !s.Ticket.Chat.IsZero() && s.Ticket.Closed.IsZero()
}

// Step does a step of one participant: at once where one key is enough, else it opens
// the page or the small form where the step is done.
func (a *Acts) Step(r data.Row, step journey.StepKind) {
	if a.Steps([]data.Row{r}, step) {
		return
	}
	switch step {
	case journey.StepCall:
		a.Call(r)
	case journey.StepHelpBook:
		a.Book(r, "phone", "")
	case journey.StepVisit:
		if r.Status.Form == "" && r.Status.Source != "" && !past(r, a.Shell.Today()) {
			a.Form(r)
			return
		}
		a.Visit(r)
	case journey.StepEnterForm:
		if r.Status.Next.IsKeying() {
			a.Keying(r)
			return
		}
		a.Form(r)
	case journey.StepChat:
		a.Chat(r)
	case journey.StepFixAddress:
		a.FixContact(r)
	case journey.StepFollowUp:
		a.FollowUp(r)
	case journey.StepReview:
		a.Review(r)
	default:
		a.Person(r)
	}
}

// Steps does the same next step of several participants where it can be done for all of
// them at once, and reports whether it can.
func (a *Acts) Steps(rows []data.Row, step journey.StepKind) bool {
	if len(rows) == 0 {
		return true
	}
	switch step {
	case journey.StepChat:
		if chatting(rows[0].Status) {
			return false
		}
		a.log(rows, journey.ChatStarted, journey.Details{}, "acts.done.chat")
	case journey.StepSamples:
		a.Samples(rows)
	case journey.StepLetter, journey.StepRemind, journey.StepForward:
		a.Letters(rows)
	case journey.StepTicket:
		a.Ticket(rows)
	case journey.StepAskConsent:
		a.Consent(rows)
	case journey.StepDocument:
		a.Document(rows)
	case journey.StepReview:
		return a.reviewMany(rows)
	default:
		return false
	}
	return true
}
