package letters

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// deed is what Enter does with a row; the ids of words in the list and the footer end
// with it.
type deed string

// The deeds.
const (
	doOpen     deed = "open"     // the participant
	doContact  deed = "contact"  // mend name or address here
	doSettings deed = "settings" // mend what the sender lacks, or the window
	doText     deed = "text"     // mend the template
	doDates    deed = "dates"    // give the run's days
	doBook     deed = "book"     // book a time
	doLang     deed = "lang"     // choose another language
	doOverride deed = "override" // take along with a reason
	doBack     deed = "back"     // put one back who was taken out by hand
	doForward  deed = "forward"  // begin a run of forwarded letters
)

var deeds = map[paper.Mend]deed{paper.MendContact: doContact, paper.MendSettings: doSettings, paper.MendWindow: doSettings, paper.MendTemplate: doText,
	paper.MendDates: doDates, paper.MendBooking: doBook, paper.MendOverride: doOverride, paper.MendLang: doLang}

// does tells what Enter does with a row.
func (p *Page) does(l *line) deed {
	switch {
	case l.sender != nil:
		return doSettings
	case l.letter != nil:
		if q := worth(l.letter.Problems); q != nil && deeds[q.Mend] != "" {
			return deeds[q.Mend]
		}
	case l.left == nil:
	case slices.Contains(p.removed, l.id()):
		return doBack
	case p.rows[l.id()].Protected && !letter.Forwarded(p.id):
		return doForward
	case deeds[l.left.Mend] != "":
		return deeds[l.left.Mend]
	case l.left.Override:
		return doOverride
	}
	return doOpen
}

// enter does what the row under the bar is for.
func (p *Page) enter() {
	l := p.at()
	if l == nil || l.head {
		return
	}
	part, at := paper.Part(""), 0
	if l.letter != nil {
		if q := worth(l.letter.Problems); q != nil {
			part, at = q.Part, q.Line
		}
	} else if l.left != nil {
		part, at = l.left.Part, l.left.Line
	}
	switch p.does(l) {
	case doContact:
		p.mendContact(l, part)
	case doSettings:
		key := "clinic.name"
		if part == paper.PartWindow {
			key = "window"
		} else if l.sender != nil {
			key = settingOf(*l.sender)
		}
		p.s.Go(shell.ToSettings{Key: key})
	case doText:
		to := shell.ToTemplates{ID: p.id, Line: at}
		if l.letter != nil {
			to.Lang = string(l.letter.Letter.Lang)
		}
		p.s.Go(to)
	case doDates:
		p.askMore()
	case doBook:
		row := p.rows[l.id()]
		p.s.Go(shell.ToBookings{Person: row.Participant, Cohort: row.Cohort, Via: "letter"})
	case doLang:
		p.askLang()
	case doOverride:
		p.include(l.left)
	case doBack:
		p.putBack(l.id())
	case doForward:
		p.forward()
	default:
		p.openPerson()
	}
}

// settingOf gives the setting that the sender lacks.
func settingOf(q paper.Problem) string {
	what, ok := q.Text.Data["What"].(say.Text)
	if !ok {
		return "clinic.name"
	}
	field := strings.TrimPrefix(what.ID, "letter.field.")
	if field == "role" {
		return "role_title"
	}
	return "clinic." + field
}

// forward begins a run of forwarded letters for all who are protected here.
func (p *Page) forward() {
	var ids []string
	for _, l := range p.lines {
		if l.left != nil && p.rows[l.id()].Protected {
			ids = append(ids, l.id())
		}
	}
	p.s.Go(shell.ToLetters{People: p.s.Hold(ids)})
}

// include takes someone along although the journey advises against it; never someone
// protected or who declined (D6).
func (p *Page) include(l *data.LeftOut) {
	s, id := p.s, l.Participant
	s.AskReason(shell.ReasonParams{Icon: icon.Letter, Tone: theme.Accent, Title: s.T("mail.include.title", "Name", p.name(id)),
		Text: s.T("mail.include.text", "Why", l.Reason), Act: s.T("mail.include.act")}, func(reason string) {
		switch {
		case p.reason == "":
			p.reason = reason
		case !strings.Contains(p.reason, reason):
			p.reason += "; " + reason
		}
		p.included = append(p.included, id)
		p.next = id
		p.load()
	})
}

// askLang asks for the language of somebody's letters, from now on.
func (p *Page) askLang() {
	l := p.at()
	if l == nil || l.id() == "" {
		return
	}
	s, id := p.s, l.id()
	words := p.langWords()
	words[0] = s.T("mail.lang.follow")
	p.acts.Choose(s.T("mail.lang.title", "Name", p.name(id)), s.T("mail.lang.text"), words, func(i int) {
		s.Do("", func(ctx context.Context) error { return p.p.Store.SetLetterLang(ctx, []string{id}, langs[i]) }, func(err error) {
			if err != nil {
				s.Fail(err)
				return
			}
			s.Done(say.T("mail.lang.done", "Name", p.name(id), "Lang", words[i]), nil, nil)
			p.next = id
			p.load()
		})
	})
}

// contactForm mends name and address without leaving the run, and says while one writes
// whether the letter can be posted.
type contactForm struct {
	p       *Page
	ref     data.Ref
	row     data.Row
	contact data.Contact
	was     data.Contact
	letter  *paper.Letter // nil where the plan has none
	fields  []*widget.Field
	values  []*string
	state   *widget.Drawing
	overlay *widget.Overlay
	next    string
}

const contactWidth = 620

func (p *Page) mendContact(l *line, part paper.Part) {
	row, ok := p.rows[l.id()]
	if !ok || row.Protected {
		p.openPerson()
		return
	}
	f := &contactForm{p: p, row: row, next: p.after(row.Participant)}
	if l.letter != nil {
		f.ref, f.letter = l.letter.Ref, &l.letter.Letter
	} else {
		f.ref = l.left.Ref
	}
	var person data.Person
	p.s.Do("", func(ctx context.Context) (err error) {
		person, err = p.p.Store.Participant(ctx, row.Participant, row.Cohort, data.Look{View: "person"})
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		f.contact, f.was = person.Contact, person.Contact
		f.show(part)
	})
}

func (f *contactForm) show(part paper.Part) {
	p, c := f.p, &f.contact
	s := p.s
	line := func(pairs ...any) fyne.CanvasObject {
		var objects []fyne.CanvasObject
		for i := 0; i+1 < len(pairs); i += 2 {
			objects = append(objects, f.field(pairs[i].(string), pairs[i+1].(*string)))
		}
		return widget.Line(12, objects...)
	}
	f.state = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(contactWidth-40, 2*widget.Second.Line()) }, f.paintState)
	cancel := widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("ui.cancel"), Key: "Esc"}, func() { f.overlay.Close() })
	save := widget.NewButton(widget.Look{Kind: widget.Filled, Text: s.T("acts.save"), Key: "Enter"}, f.save)
	foot := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(100, theme.ButtonHeight) }, func(pen *widget.Pen) {
		x := pen.Size().Width - save.MinSize().Width
		pen.Place(cancel, x-10-cancel.MinSize().Width, 0, cancel.MinSize().Width, theme.ButtonHeight)
		pen.Place(save, x, 0, save.MinSize().Width, theme.ButtonHeight)
	})
	f.overlay = s.Overlay(widget.Column(10, widget.NewWords(s.T("mail.contact.title", "Name", f.row.Sorted()), widget.Heading, contactWidth-40),
		line("given", &c.Given, "family", &c.Family), line("care_of", &c.CareOf, "street", &c.Street),
		line("postcode", &c.Postcode, "town", &c.Town, "country", &c.Country), f.state, foot), contactWidth, false, nil)
	f.overlay.Main, f.overlay.Enter, f.overlay.Stays = f.save, f.save, true
	const family, street, postcode, town = 1, 3, 4, 5
	at := street
	switch {
	case part == paper.PartName:
		at = family
	case part == paper.PartPostcode || f.contact.Postcode == "" && f.contact.Street != "":
		at = postcode
	case f.contact.Street != "" && f.contact.Town == "":
		at = town
	}
	f.fields[at].Focus()
}

func (f *contactForm) field(id string, value *string) *widget.Field {
	w := widget.NewField(f.p.s.T("data.contact."+id), "")
	w.SetText(*value)
	w.Entry.SelectOnFocus = true
	w.Entry.OnEnter = f.save
	w.OnChanged(func(string) { f.state.Refresh() })
	f.fields, f.values = append(f.fields, w), append(f.values, value)
	return w
}

// typed gives the contact as it stands in the fields.
func (f *contactForm) typed() data.Contact {
	for i, w := range f.fields {
		*f.values[i] = strings.TrimSpace(w.Text())
	}
	return f.contact
}

// fault gives the first thing about name and address that keeps a letter from being
// posted, or should be looked at.
func (f *contactForm) fault() *paper.Problem {
	c := f.typed()
	l := paper.Letter{Number: "00-0000", Template: f.p.id, Lang: letter.Swedish}
	if f.letter != nil {
		l = *f.letter
	}
	l.Given, l.Family = c.Given, c.Family
	l.Address = paper.Address{CareOf: c.CareOf, Street: c.Street, Postcode: c.Postcode, Town: c.Town, Country: c.Country}
	var look *paper.Problem
	for _, q := range paper.Preflight(f.p.plan.Run, l) {
		switch {
		case q.Mend != paper.MendContact:
		case q.Severity == paper.Stop:
			return &q
		case q.Severity == paper.Look && look == nil:
			look = &q
		}
	}
	return look
}

func (f *contactForm) paintState(pen *widget.Pen) {
	mark, role, words := icon.Done, theme.OK, f.p.s.T("mail.contact.good")
	if q := f.fault(); q != nil {
		mark, role, words = icon.Expired, theme.Warn, f.p.s.Say(q.Text)
		if q.Severity == paper.Stop {
			mark, role = icon.Fault, theme.Fault
		}
	}
	pen.Icon(0, 1, 16, mark, role)
	pen.Wrap(24, 0, pen.Size().Width-24, words, widget.Second.In(role))
}

func (f *contactForm) save() {
	p, c := f.p, f.typed()
	if c == f.was {
		f.overlay.Close()
		return
	}
	var l data.Logged
	p.s.Do("", func(ctx context.Context) (err error) {
		l, err = p.p.Store.EditContact(ctx, f.row.Participant, c)
		return err
	}, func(err error) {
		if err != nil {
			f.fields[0].SetError(words(p.s, err))
			f.overlay.Refresh()
			return
		}
		f.overlay.Close()
		p.s.Done(say.T("person.contact.done", "Who", acts.Short(f.row)), func(ctx context.Context) error {
			_, err := p.p.Store.Undo(ctx, l.Act, p.s.T("acts.undo.reason"))
			return err
		}, p.load)
		if p.next = f.next; p.next == "" {
			p.next = f.row.Participant
		}
		p.load()
	})
}
