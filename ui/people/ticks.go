package people

import (
	"context"

	"fyrtio/core/journey"
	"fyrtio/data"
)

func (p *Page) tick(r *data.Row) {
	if r == nil {
		return
	}
	if p.kept.ticked[r.Ref()] {
		delete(p.kept.ticked, r.Ref())
	} else {
		p.kept.ticked[r.Ref()] = true
	}
	p.showTicks()
}

// untick takes all ticks away; a list of those who were ticked is then the whole again.
func (p *Page) untick() {
	clear(p.kept.ticked)
	p.showTicks()
}

// tickAll ticks everyone whom the filters let through.
func (p *Page) tickAll() {
	var refs []data.Ref
	f := p.query()
	p.s.Do("tick", func(ctx context.Context) (err error) {
		refs, err = p.p.Store.Refs(ctx, f)
		return err
	}, p.orFail(func() { p.tickRefs(refs) }))
}

func (p *Page) tickRefs(refs []data.Ref) {
	for _, ref := range refs {
		p.kept.ticked[ref] = true
	}
	p.showTicks()
}

// showTicks opens the bar under the list, which shrinks for it, and says for how many
// a letter is possible.
func (p *Page) showTicks() {
	if len(p.kept.ticked) == 0 {
		p.body.SetBar(nil)
		p.list.Reload()
		if p.kept.only {
			p.kept.only = false
			p.fresh()
		}
		return
	}
	p.letter = -1
	p.bar.Refresh()
	p.body.SetBar(p.bar)
	p.list.Reload()
	f, n := p.chosen(), 0
	f.Channels, f.Limit = []journey.Channel{journey.ByLetter}, 1
	p.s.Do("letters", func(ctx context.Context) error {
		l, err := p.p.Store.Participants(ctx, f)
		n = l.Count
		return err
	}, func(err error) {
		if err == nil {
			p.letter = n
			p.bar.Refresh()
		}
	})
}

// chosen is the filter of those who are ticked, in the list's order.
func (p *Page) chosen() data.Filter {
	return data.Filter{Cohort: p.kept.filter.Cohort, Refs: p.kept.Ticked(), Order: p.kept.filter.Order}
}

// withTargets does something for the ticked rows, or for the selected one.
func (p *Page) withTargets(do func([]data.Row)) {
	if len(p.kept.ticked) == 0 {
		if r := p.selected(); r != nil {
			do([]data.Row{*r})
		}
		return
	}
	p.ask("targets", p.chosen(), func(l data.List) { do(l.Rows) })
}

// fromCl24 opens the sheet for what Clinic24 tells, for those who are ticked.
func (p *Page) fromCl24() {
	if len(p.kept.ticked) == 0 {
		p.acts.FromCl24(nil)
		return
	}
	p.withTargets(p.acts.FromCl24)
}
