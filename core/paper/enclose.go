package paper

import "fyrtio/core/letter"

// enclosurePages gives how many pages an enclosure takes.
func (c *Checker) enclosurePages(e Enclosure, l Letter) (int, error) {
	if e.Form != nil {
		_, pages := c.form(e, l)
		return len(pages.parts), nil
	}
	o, err := c.sheetOf(e, l)
	return len(o.pages), err
}

// enclosure draws an enclosure of a letter.
func (c *Checker) enclosure(d *doc, e Enclosure, l Letter, code *matrix) error {
	if e.Form != nil {
		form, pages := c.form(e, l)
		return form.draw(d, pages)
	}
	o, err := c.sheetOf(e, l)
	if err == nil {
		c.run.draw(d, &o, code)
	}
	return err
}

// form gives the questionnaire that lies with a letter, laid out once in each language.
func (c *Checker) form(e Enclosure, l Letter) (BlankForm, *formPages) {
	form := BlankForm{Clinic: c.run.Clinic, Lang: l.Lang.Say(), Form: e.Form, Letter: l.Number}
	c.formsMu.Lock()
	defer c.formsMu.Unlock()
	if c.forms[form.Lang] == nil {
		c.forms[form.Lang] = form.lay()
	}
	return form, c.forms[form.Lang]
}

// sheetOf lays out a template as a sheet without address.
func (c *Checker) sheetOf(e Enclosure, l Letter) (layout, error) {
	var t *letter.Template
	var err error
	for _, lang := range l.Lang.Fallback() {
		if t, err = c.find(e.Sheet, lang); err == nil {
			break
		}
	}
	if err != nil {
		return layout{}, err
	}
	values, _ := c.run.values(l)
	o := layout{letter: l, lang: l.Lang.Say(), sheet: true, number: values["number"]}
	p := &problems{letter: l.Number}
	o.text(t.Fill(values), c.cache, p)
	if q, ok := p.stop(); ok {
		return o, q.refusal()
	}
	return o, nil
}
