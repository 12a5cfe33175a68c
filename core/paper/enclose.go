package paper

import (
	"fyrtio/core/letter"
)

// enclosurePages gives how many pages an enclosure takes.
func (run LetterRun) enclosurePages(e Enclosure, l Letter, find func(string, Lang) (*letter.Template, error)) (int, error) {
	if e.Form != nil {
		return BlankForm{Clinic: run.Clinic, Lang: l.Lang.Say(), Form: e.Form, Letter: l.Number}.pages(), nil
	}
	o, err := run.sheetOf(e, l, find)
	return len(o.pages), err
}

// enclosure draws an enclosure of a letter.
func (run LetterRun) enclosure(d *doc, e Enclosure, l Letter, find func(string, Lang) (*letter.Template, error), code *matrix) error {
	if e.Form != nil {
		return BlankForm{Clinic: run.Clinic, Lang: l.Lang.Say(), Form: e.Form, Letter: l.Number}.draw(d)
	}
	o, err := run.sheetOf(e, l, find)
	if err == nil {
		run.draw(d, &o, code)
	}
	return err
}

// sheetOf lays out a template as a sheet without address.
func (run LetterRun) sheetOf(e Enclosure, l Letter, find func(string, Lang) (*letter.Template, error)) (layout, error) {
	var t *letter.Template
	var err error
	for _, lang := range l.Lang.Fallback() {
		if t, err = find(e.Sheet, lang); err == nil {
			break
		}
	}
	if err != nil {
		return layout{}, err
	}
	values, _ := run.values(l)
	o := layout{letter: l, lang: l.Lang.Say(), sheet: true, number: values["number"]}
	p := &problems{letter: l.Number}
	o.text(t.Fill(values), p)
	if q, ok := p.stop(); ok {
		return o, q.refusal()
	}
	return o, nil
}
