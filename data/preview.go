package data

import (
	"context"
	"maps"
	"slices"
	"time"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
)

// A text tried out while it is written, on anybody or on the longest name there is.

// PreviewParams is a letter to be looked at.
type PreviewParams struct {
	LettersParams         // Template, Lang, and the run's days and enclosures; Lang "" is the recipient's
	Text          *string // what is being written in Lang; nil = the text in force
	Recipient     string  // id or personal number; "" = somebody invented
	Longest       bool    // the invented one has the longest name and address, and every field a long value
}

// Preview is a letter as it would be printed.
type Preview struct {
	Run      paper.LetterRun // of one letter, ready for paper.Letters
	Problems []paper.Problem // what preflight would say to a letter to this recipient
	Filled   []string        // ids of fields that have invented values, because the recipient has none
	Pages    int             // of the letter itself
}

// PreviewTemplate lays a text out for one recipient. A text with faults is refused with
// the first; letter.Parse gives them all. What the recipient lacks for this letter, a
// booked time for one, is told and filled with invented values, so that there is
// something to see.
func (s *Store) PreviewTemplate(ctx context.Context, p PreviewParams) (v Preview, err error) {
	err = s.read(ctx, func(r reader) error {
		if err := p.check(r, s.Day()); err != nil {
			return err
		}
		w, err := s.letterWriter(r, p.LettersParams, s.Day())
		if err != nil {
			return err
		}
		if p.Text != nil {
			t, err := letter.Read(*p.Text)
			if err != nil {
				return err
			}
			if p.Lang == "" {
				p.Lang = letter.Swedish
			}
			w.texts[p.Template][p.Lang] = readyText{text: *p.Text, template: t}
			w.p.Lang = p.Lang
		}
		def, err := definition(r, "", s.Day())
		if err != nil {
			return err
		}
		v.Run = paper.LetterRun{Clinic: w.clinic, Date: p.Date, Template: w.texts.find, Duplex: p.Duplex, Enclose: printedWith(w.enclose, def)}
		if p.Recipient == "" {
			v.show(w.invented(p.Longest), nil)
			return nil
		}
		p.Only = []string{p.Recipient}
		refs, err := s.lettered(r, p.LettersParams, s.Day())
		if err != nil {
			return err
		}
		return addressees(r, refs, func(to *addressee) error {
			if to.person.protected {
				return fault.New(fault.Refused, "letter.err.preview.protected")
			}
			rules := s.rules()
			rules.Cohort = to.ref.Cohort
			l, notes := w.letter(to, journey.Of(to.events, to.facts, rules, s.Day()))
			v.show(l, notes)
			if v.stopped() {
				v.fill(w.invented(false))
			}
			return nil
		})
	})
	return v, err
}

func (v *Preview) show(l paper.Letter, notes []paper.Problem) {
	l.Number = "00-0000"
	checked := paper.NewChecker(v.Run).Check(l)
	v.Run.Letters = []paper.Letter{l}
	v.Problems, v.Pages = append(notes, checked.Problems...), checked.Pages
}

func (v *Preview) stopped() bool {
	return slices.ContainsFunc(v.Problems, func(q paper.Problem) bool { return q.Severity == paper.Stop })
}

// fill takes what the recipient lacks from an invented one. The problems stay as they are.
func (v *Preview) fill(from paper.Letter) {
	l := v.Run.Letters[0]
	l.Fields = maps.Clone(l.Fields)
	for _, f := range letter.Fields() {
		if _, has := l.Fields[f.Name]; !has && from.Fields[f.Name] != "" {
			if slices.ContainsFunc(v.Problems, func(q paper.Problem) bool { return q.Part == paper.PartField && q.Text.Data["Field"] == f.Name }) {
				l.Fields[f.Name] = from.Fields[f.Name]
				v.Filled = append(v.Filled, f.Name)
			}
		}
	}
	for _, q := range v.Problems {
		if q.Severity == paper.Stop && (q.Part == paper.PartAddress || q.Part == paper.PartPostcode) {
			l.Address = from.Address
			v.Filled = append(v.Filled, "address")
			break
		}
	}
	v.Run.Letters[0] = l
}

// invented makes a letter to somebody who does not exist.
func (w *letterWriter) invented(longest bool) paper.Letter {
	l := paper.Letter{Template: w.p.Template, Given: "Elin", Family: "Sundkvist",
		Address: paper.Address{Street: "Tallbacksvägen 12 B", Postcode: "82999", Town: "Norrängen"}}
	want := w.p.Lang
	if want == "" {
		want = letter.Swedish
	}
	l.Lang, _ = w.texts.lang(w.p.Template, want)
	l.Version = w.texts[w.p.Template][l.Lang].version
	visit := w.p.Date.Add(42)
	for visit.Weekday() != time.Tuesday {
		visit = visit.Add(1)
	}
	m := letter.Merge{Sent: w.p.Date, Age: 40, CallFrom: w.p.CallFrom, CallTo: w.p.CallTo, ReplyBy: w.p.ReplyBy, Invited: w.p.Date.Add(-28), Later: w.p.Date.Add(120),
		Visit: visit.At(10, 0), SampleDay: visit.Add(-7), Enclosures: w.enclosed(l.Lang)}
	if ages := w.config.Ages(); len(ages) > 0 {
		m.Age = ages[0]
	}
	if longest {
		l.Given, l.Family, l.Address = "Maximiliana", "Lindqvist-Oxenstråle", paper.LongestAddress
		m.Interpreter = "nordkurdiska (kurmanji)"
		m.Also = []time.Time{visit.Add(1).At(13, 30), visit.Add(9).At(8, 15)}
	}
	if letter.Forwarded(w.p.Template) {
		l.Address, l.PersonalNumber = paper.Address{}, "ÅÅÅÅMMDD-NNNN"
	}
	l.Fields = m.Fields(l.Lang)
	return l
}
