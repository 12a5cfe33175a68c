package letters

import (
	"slices"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// formWay says how the questionnaire goes with the letters.
type formWay int

// The ways, in the order of the choice.
const (
	formUsual  formWay = iota // as the settings say for this letter
	formByHand                // laid in by hand
	formWith                  // printed after each letter
	formNone
)

// more is what a run has besides template and date.
type more struct {
	from, to, reply day.Date
	byName          bool
	lang            letter.Lang // "" = each one's own
	form            formWay
	sheet           string // a template that is printed after each letter, "" for none
}

// defaults are days that suit most: we call in the week after next, answers within three.
func defaults(today day.Date, c data.Config) more {
	monday := today.Add(7)
	for monday.Weekday() != 1 {
		monday = monday.Add(1)
	}
	return more{from: monday, to: monday.Add(11), reply: today.Add(21), byName: c.Text("letters.order") == "name"}
}

// enclosures gives what lies in the envelope; nil is what usually does.
func (m more) enclosures(c data.Config, template string) []letter.Enclosure {
	list := data.UsualEnclosures(c, template)
	form := func(print bool) {
		if at := slices.IndexFunc(list, func(e letter.Enclosure) bool { return e.What == letter.EncloseForm }); at >= 0 {
			list[at].Print = print
		} else {
			list = append([]letter.Enclosure{{What: letter.EncloseForm, Print: print}}, list...)
		}
	}
	switch m.form {
	case formUsual:
		if m.sheet == "" {
			return nil
		}
	case formByHand:
		form(false)
	case formWith:
		form(true)
	case formNone:
		list = []letter.Enclosure{}
	}
	if m.sheet != "" {
		list = append(list, letter.Enclosure{What: m.sheet, Print: true})
	}
	return list
}

func (p *Page) encloseWords() (words []string) {
	for _, id := range []string{"usual", "hand", "with", "none"} {
		words = append(words, p.s.T("mail.enclose."+id))
	}
	return words
}

// langs are the languages of a run, each one's own first.
var langs = append([]letter.Lang{""}, letter.Languages()...)

func (p *Page) langWords() (words []string) {
	for _, l := range langs {
		if l == "" {
			words = append(words, p.s.T("mail.lang.own"))
		} else {
			words = append(words, p.s.Say(l.Name()))
		}
	}
	return words
}

// askMore asks for the days that letters name, the order, the language and a sheet of
// information to go with them.
func (p *Page) askMore() {
	s := p.s
	dateField := func(id string, d day.Date) *widget.DateField {
		f := widget.NewDateField(s.T(id), s.Today(), s.T("acts.date.bad"))
		f.SetDate(d)
		return f
	}
	from, to, reply := dateField("mail.more.from", p.more.from), dateField("mail.more.to", p.more.to), dateField("mail.more.reply", p.more.reply)
	pick := 0
	if p.more.byName {
		pick = 1
	}
	order := widget.NewSelect(s.T("mail.more.order"), []string{s.T("mail.more.order.post"), s.T("mail.more.order.name")}, pick, nil)
	lang := widget.NewSelect(s.T("mail.lang"), p.langWords(), slices.Index(langs, p.more.lang), nil)
	sheets, names := []string{""}, []string{s.T("mail.more.sheet.none")}
	for _, t := range p.templates {
		if t.Kind == journey.TemplateCl24 { // sheets of information, not letters of a step
			sheets, names = append(sheets, t.ID), append(names, t.Name(s.Lang()))
		}
	}
	sheet := widget.NewSelect(s.T("mail.more.sheet"), names, max(0, slices.Index(sheets, p.more.sheet)), nil)
	d := &widget.Dialog{Icon: icon.Letter, Tone: theme.Accent, Title: s.T("mail.more.title"), Text: s.T("mail.more.text"), Focus: from.Entry,
		Body: widget.Column(12, widget.Line(12, from, to), reply, widget.Line(12, order, lang), sheet), Left: s.T("ui.cancel"), Right: s.T("mail.more.act")}
	fields := []*widget.DateField{from, to, reply}
	d.OnRight = func() bool {
		for _, f := range fields {
			if !f.Check() {
				f.Focus()
				return false
			}
		}
		p.more.from, _ = from.Date()
		p.more.to, _ = to.Date()
		p.more.reply, _ = reply.Date()
		p.more.byName, p.more.lang, p.more.sheet = order.Selected() == 1, langs[max(0, lang.Selected())], sheets[max(0, sheet.Selected())]
		p.load()
		return true
	}
	for _, f := range fields {
		f.Entry.OnEnter = d.Confirm
	}
	s.Ask(d)
}
