package person

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// consent asks what the person said about Clinic24, and how: one digit. A yes is
// followed by whether the information about digital messages was given (Q2, Q18).
func (p *Page) consent() {
	s := p.s
	var words []string
	var details []journey.Details
	add := func(answer string, hows ...string) {
		for _, how := range hows {
			words = append(words, s.T("person.consent.say."+answer, "How", s.T("journey.how."+how)))
			details = append(details, journey.Details{Answer: answer, How: how})
		}
	}
	add(journey.Yes, "phone", "visit", "letter", "other")
	add(journey.No, "phone", "visit", "letter")
	if p.person.Status.Consent == journey.Yes {
		add(journey.Withdrawn, "other")
	}
	p.acts.Choose(s.T("person.consent.title", "Name", p.person.Spoken()), s.T("person.consent.text"), words, func(i int) {
		d := details[i]
		if d.Answer != journey.Yes || !p.person.Status.InfoGiven.IsZero() {
			p.record(journey.Consented, d, data.LogParams{})
			return
		}
		p.information(d)
	})
}

func (p *Page) information(d journey.Details) {
	s := p.s
	one := []string{p.route.ID}
	yes := data.LogParams{Participants: one, Cohort: p.person.Cohort, Kind: journey.Consented, Details: d}
	p.acts.Choose(s.T("person.info.title"), s.T("person.info.text"), []string{s.T("person.info.given"), s.T("person.info.later")}, func(i int) {
		if i == 0 {
			p.recordAll([]data.LogParams{yes, {Participants: one, Cohort: p.person.Cohort, Kind: journey.InfoGiven}})
			return
		}
		p.recordAll([]data.LogParams{yes})
	})
}

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
				p.reason = reason // the page stays open for the reason that was just given
			}
			s.Done(protected(what, done), nil, nil)
			p.load()
		})
	})
}

// protected tells what setting or clearing the flag did, and what is left to do.
func protected(what string, done data.Protection) say.Text {
	text := say.T("person.protect."+what+".done", "Label", done.Label, "Contacts", done.Contacts, "Letters", done.Letters)
	if done.Ticket {
		text = say.T("person.protect.and", "Done", text, "More", say.T("person.protect.ticket"))
	}
	if done.Pending != "" {
		text = say.T("person.protect.and", "Done", text, "More", say.T("person.protect.pending", "Number", done.Pending))
	}
	return text
}

// contactForm is the form that corrects name and contact by hand. Of a protected person
// it has their own contact ways alone.
type contactForm struct {
	p       *Page
	overlay *widget.Overlay
	fields  []*widget.Field
	values  []*string
	contact data.Contact
}

const contactWidth = 640

// EditContact opens the form as soon as the person has been read: another page has
// sent one here to mend an address.
func (p *Page) EditContact() {
	p.mending = !p.loaded
	p.editContact()
}

func (p *Page) editContact() {
	if !p.loaded {
		return
	}
	f := &contactForm{p: p, contact: p.person.Contact}
	s, c := p.s, &f.contact
	line := func(pairs ...any) fyne.CanvasObject {
		var objects []fyne.CanvasObject
		for i := 0; i+1 < len(pairs); i += 2 {
			objects = append(objects, f.field(pairs[i].(string), pairs[i+1].(*string)))
		}
		return widget.Line(12, objects...)
	}
	body := []fyne.CanvasObject{widget.NewWords(s.T("person.contact.title", "Name", p.person.Spoken()), widget.Heading, contactWidth-40),
		widget.NewWords(s.T("person.contact.text"), widget.Second, contactWidth-40)}
	if p.person.Protected {
		body[1] = widget.NewWords(s.T("person.contact.protected"), widget.Second.In(theme.Shield), contactWidth-40)
	} else {
		body = append(body, line("given", &c.Given, "family", &c.Family), line("care_of", &c.CareOf, "street", &c.Street),
			line("postcode", &c.Postcode, "town", &c.Town, "country", &c.Country))
	}
	body = append(body, line("mobile", &c.Mobile, "phone", &c.Phone, "email", &c.Email), line("wish", &c.Wish))
	cancel := widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("ui.cancel"), Key: "Esc"}, func() { f.overlay.Close() })
	save := widget.NewButton(widget.Look{Kind: widget.Filled, Text: s.T("acts.save"), Key: "Enter"}, f.save)
	foot := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(100, theme.ButtonHeight) }, func(pen *widget.Pen) {
		x := pen.Size().Width - save.MinSize().Width
		pen.Place(save, x, 0, save.MinSize().Width, theme.ButtonHeight)
		pen.Place(cancel, x-10-cancel.MinSize().Width, 0, cancel.MinSize().Width, theme.ButtonHeight)
	})
	f.overlay = s.Overlay(widget.Column(8, append(body, foot)...), contactWidth, false, nil)
	f.overlay.Main = f.save
	f.fields[0].Focus()
	if step := p.person.Status.Next.Step; step == journey.StepFixAddress && !p.person.Protected {
		f.fields[3].Focus()
	}
}

func (f *contactForm) field(id string, value *string) *widget.Field {
	w := widget.NewField(f.p.s.T("data.contact."+id), "")
	w.SetText(*value)
	w.Entry.SelectOnFocus = true
	w.Entry.OnEnter = f.save
	f.fields = append(f.fields, w)
	f.values = append(f.values, value)
	return w
}

func (f *contactForm) save() {
	for i, w := range f.fields {
		*f.values[i] = strings.TrimSpace(w.Text())
	}
	p, c := f.p, f.contact
	if c == p.person.Contact {
		f.overlay.Close()
		return
	}
	var l data.Logged
	p.s.Do("", func(ctx context.Context) (err error) {
		l, err = p.store.EditContact(ctx, p.route.ID, c)
		return err
	}, func(err error) {
		if err != nil {
			f.fields[0].SetError(p.words(err))
			f.overlay.Refresh()
			return
		}
		f.overlay.Close()
		p.s.Done(say.T("person.contact.done", "Who", acts.Short(p.person.Row)), p.taker([]string{l.Act}), p.load)
		p.load()
	})
}
