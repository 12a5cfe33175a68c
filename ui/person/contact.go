package person

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

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
	const least = 520 // the height of a window that has room for five lines
	switch {
	case p.person.Protected:
		body[1] = widget.NewWords(s.T("person.contact.protected"), widget.Second.In(theme.Shield), contactWidth-40)
		body = append(body, line("mobile", &c.Mobile, "phone", &c.Phone, "email", &c.Email), line("wish", &c.Wish))
	case s.Canvas().Size().Height < least:
		body = append(body, line("given", &c.Given, "family", &c.Family, "care_of", &c.CareOf),
			line("street", &c.Street, "postcode", &c.Postcode, "town", &c.Town, "country", &c.Country),
			line("mobile", &c.Mobile, "phone", &c.Phone, "email", &c.Email, "wish", &c.Wish))
	default:
		body = append(body, line("given", &c.Given, "family", &c.Family), line("care_of", &c.CareOf, "street", &c.Street),
			line("postcode", &c.Postcode, "town", &c.Town, "country", &c.Country),
			line("mobile", &c.Mobile, "phone", &c.Phone, "email", &c.Email), line("wish", &c.Wish))
	}
	cancel := widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("ui.cancel"), Key: "Esc"}, func() { f.overlay.Close() })
	save := widget.NewButton(widget.Look{Kind: widget.Filled, Text: s.T("acts.save"), Key: "Enter"}, f.save)
	foot := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(100, theme.ButtonHeight) }, func(pen *widget.Pen) {
		x := pen.Size().Width - save.MinSize().Width
		pen.Place(save, x, 0, save.MinSize().Width, theme.ButtonHeight)
		pen.Place(cancel, x-10-cancel.MinSize().Width, 0, cancel.MinSize().Width, theme.ButtonHeight)
	})
	f.overlay = s.Overlay(widget.Column(8, append(body, foot)...), contactWidth, false, nil)
	f.overlay.Main = f.save
	f.fieldOf(f.wrong()).Focus()
}

// wrong gives the detail that is to be mended: the number where that is wrong, the street
// where the address is, else the first one.
func (f *contactForm) wrong() *string {
	st, c := &f.p.person.Status, &f.contact
	switch {
	case st.Next.Step == journey.StepFixAddress && st.Next.Reason.ID != "journey.why.wrong" && !f.p.person.Protected:
		return &c.Street
	case st.WrongNumber && c.Mobile == "" && c.Phone != "":
		return &c.Phone
	case st.WrongNumber:
		return &c.Mobile
	}
	return f.values[0]
}

// fieldOf gives the field of a detail.
func (f *contactForm) fieldOf(value *string) *widget.Field {
	return f.fields[slices.Index(f.values, value)]
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
		p.s.Done(say.T("person.contact.done", "Who", acts.Short(p.person.Row)), p.taker(l.Act), p.load)
		p.load()
	})
}

// letterLanguage asks in which language the person gets letters. The first choice follows
// what is known of an interpreter.
func (p *Page) letterLanguage() {
	s, was := p.s, letter.Lang("")
	if p.chosen {
		was = p.letters
	}
	langs := append([]letter.Lang{""}, letter.Languages()...)
	words := []string{s.T("person.letters.own")}
	for _, l := range langs[1:] {
		words = append(words, s.Say(l.Name()))
	}
	p.acts.Choose(s.T("person.letters.title", "Name", p.person.Spoken()), s.T("person.letters.text"), words, func(i int) {
		set := func(l letter.Lang) func(context.Context) error {
			return func(ctx context.Context) error { return p.store.SetLetterLang(ctx, []string{p.route.ID}, l) }
		}
		s.Do("", set(langs[i]), func(err error) {
			if err != nil {
				s.Fail(err)
				return
			}
			s.Done(say.T("person.letters.done", "Lang", words[i], "Who", acts.Short(p.person.Row)), set(was), p.load)
			p.load()
		})
	})
}
