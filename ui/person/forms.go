package person

import (
	"context"

	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
)

// note writes a note; the latest one stands in the right column.
func (p *Page) note() {
	if p.loaded {
		p.askEvent(journey.Note)
	}
}

// noteText gives the latest note that holds, in its own words.
func (p *Page) noteText() string {
	for _, e := range p.person.Events {
		if e.Kind == journey.Note && !e.Undone {
			return e.Details.Text
		}
	}
	return ""
}

// protect sets or clears the protected identity, with a reason (D11).
func (p *Page) protect() {
	s, on := p.s, !p.person.Protected
	what := "on"
	if !on {
		what = "off"
	}
	s.AskReason(shell.ReasonParams{Icon: icon.Shield, Tone: theme.Shield, Title: s.T("person.protect." + what + ".title"),
		Text: s.T("person.protect." + what + ".text"), Act: s.T("person.protect." + what + ".act"), Danger: true}, func(reason string) {
		var done data.Protection
		s.Do("", func(ctx context.Context) (err error) {
			done, err = p.store.SetProtected(ctx, p.route.ID, on, reason)
			return err
		}, func(err error) {
			if err != nil {
				s.Fail(err)
				return
			}
			if on {
				p.papers.Clear()
				p.reason = reason // the page stays open for the reason that was just given
			}
			s.Done(protected(what, done), nil, nil)
			p.load()
		})
	})
}

// protected tells what setting or clearing the flag did, and what is left to do.
func protected(what string, done data.Protection) say.Text {
	text := say.T("person.protect."+what+".done", "Label", done.Label)
	and := func(more say.Text) { text = say.T("person.story.and", "Event", text, "More", more) }
	if done.Contacts > 0 {
		and(say.T("person.protect.contacts", "N", done.Contacts))
	}
	if done.Letters > 0 {
		and(say.T("person.protect.letters", "N", done.Letters))
	}
	if done.Ticket {
		and(say.T("person.protect.ticket"))
	}
	if done.Pending != "" {
		and(say.T("person.protect.pending", "Number", done.Pending))
	}
	return text
}
