package people

import (
	"context"
	"slices"
	"strconv"

	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/widget"
)

// choice is one value of a filter. Values that would list nobody are left out of the
// menu unless they are chosen.
type choice struct {
	head   string // of the values that follow, in a menu with several kinds
	words  string // in the menu
	value  string // in the chip; "" is words
	count  func(c *data.Facets) int
	chosen func(f *data.Filter) bool
	toggle func(f *data.Filter)
}

// chip is a filter with its values.
type chip struct {
	*widget.FilterChip
	choices func(c *data.Facets) []choice
	clear   func(f *data.Filter)
	shown   []choice // as the menu has them
}

// in makes the choices of a list of values, of which several may be chosen.
func in[T comparable](p *Page, values []T, words func(T) say.Text, count func(c *data.Facets) map[T]int, list func(f *data.Filter) *[]T) []choice {
	out := make([]choice, len(values))
	for i, v := range values {
		out[i] = choice{
			words:  p.s.Say(words(v)),
			count:  func(c *data.Facets) int { return count(c)[v] },
			chosen: func(f *data.Filter) bool { return slices.Contains(*list(f), v) },
			toggle: func(f *data.Filter) {
				have := list(f)
				if i := slices.Index(*have, v); i >= 0 {
					*have = slices.Delete(slices.Clone(*have), i, i+1)
				} else {
					*have = append(slices.Clone(*have), v)
				}
			},
		}
	}
	return out
}

// flag makes a choice of yes for a filter that is yes, no or unset.
func flag(words string, count func(c *data.Facets) int, field func(f *data.Filter) **bool) choice {
	yes := true
	return choice{words: words, count: count,
		chosen: func(f *data.Filter) bool { v := *field(f); return v != nil && *v },
		toggle: func(f *data.Filter) {
			if v := field(f); *v != nil {
				*v = nil
			} else {
				*v = &yes
			}
		},
	}
}

// headed puts a heading over choices.
func headed(head string, list []choice) []choice {
	for i := range list {
		list[i].head = head
	}
	return list
}

var (
	consents = []string{journey.Yes, journey.No, journey.Withdrawn, ""}
	forms    = []journey.FormStatus{journey.FormBegun, journey.FormComplete, journey.FormCl24}
)

// makeChips declares the filters.
func (p *Page) makeChips() {
	fixed := func(list []choice) func(*data.Facets) []choice {
		return func(*data.Facets) []choice { return list }
	}
	p.chip("list.field.state", func(f *data.Filter) { f.States = nil },
		fixed(in(p, journey.States, data.StateWords, func(c *data.Facets) map[journey.State]int { return c.States }, func(f *data.Filter) *[]journey.State { return &f.States })))
	p.chip("list.field.step", func(f *data.Filter) { f.Steps, f.Queues = nil, nil }, fixed(append(
		headed(p.s.T("list.field.step"), in(p, data.Steps, data.StepWords, func(c *data.Facets) map[journey.StepKind]int { return c.Steps }, func(f *data.Filter) *[]journey.StepKind { return &f.Steps })),
		headed(p.s.T("list.field.queue"), in(p, journey.Queues, data.QueueWords, func(c *data.Facets) map[journey.Queue]int { return c.Queues }, func(f *data.Filter) *[]journey.Queue { return &f.Queues }))...)))
	p.chip("list.field.channel", func(f *data.Filter) { f.Channels = nil },
		fixed(in(p, journey.Channels, data.ChannelWords, func(c *data.Facets) map[journey.Channel]int { return c.Channels }, func(f *data.Filter) *[]journey.Channel { return &f.Channels })))
	p.chip("list.field.consent", func(f *data.Filter) { f.Consent = nil },
		fixed(in(p, consents, data.ConsentWords, func(c *data.Facets) map[string]int { return c.Consent }, func(f *data.Filter) *[]string { return &f.Consent })))
	p.chip("list.field.interpreter", func(f *data.Filter) { f.Interpreter, f.Languages = nil, nil }, p.interpreters)
	p.chip("people.filter.more", func(f *data.Filter) {
		f.Form, f.Returned, f.Gone, f.Protected, f.Sex, f.ToInvite = nil, nil, nil, nil, "", false
		p.kept.only = false
	}, fixed(p.more()))
}

// interpreters are the languages that somebody of the cohort needs.
func (p *Page) interpreters(c *data.Facets) []choice {
	any := flag(p.s.T("people.interpreter"), func(c *data.Facets) int { return c.Interpreter }, func(f *data.Filter) **bool { return &f.Interpreter })
	any.value = p.s.T("list.yes")
	languages := slices.Clone(p.kept.filter.Languages)
	if c != nil {
		for l := range c.Languages {
			if !slices.Contains(languages, l) {
				languages = append(languages, l)
			}
		}
	}
	slices.Sort(languages)
	return append([]choice{any}, in(p, languages, data.SpeakWords, func(c *data.Facets) map[string]int { return c.Languages }, func(f *data.Filter) *[]string { return &f.Languages })...)
}

// more are the filters that have no chip of their own.
func (p *Page) more() []choice {
	t := p.s.T
	list := in(p, forms, data.FormWords, func(c *data.Facets) map[journey.FormStatus]int { return c.Form }, func(f *data.Filter) *[]journey.FormStatus { return &f.Form })
	for i := range list {
		list[i].value = t("people.form", "Form", list[i].words)
	}
	list = headed(t("list.field.form"), list)
	var sexes []choice
	for _, s := range []pnr.Sex{pnr.Woman, pnr.Man, pnr.Unknown} {
		sexes = append(sexes, choice{words: p.s.Say(data.SexWords(s)), count: func(c *data.Facets) int { return c.Sex[s] },
			chosen: func(f *data.Filter) bool { return f.Sex == s },
			toggle: func(f *data.Filter) {
				if f.Sex == s {
					f.Sex = ""
				} else {
					f.Sex = s
				}
			}})
	}
	rest := []choice{
		{words: t("people.toinvite"), count: func(c *data.Facets) int { return c.ToInvite }, chosen: func(f *data.Filter) bool { return f.ToInvite },
			toggle: func(f *data.Filter) { f.ToInvite = !f.ToInvite }},
		flag(t("list.field.returned"), func(c *data.Facets) int { return c.Returned }, func(f *data.Filter) **bool { return &f.Returned }),
		flag(t("list.field.gone"), func(c *data.Facets) int { return c.Gone }, func(f *data.Filter) **bool { return &f.Gone }),
		flag(t("list.field.protected"), func(c *data.Facets) int { return c.Protected }, func(f *data.Filter) **bool { return &f.Protected }),
		{words: t("people.only"), count: func(*data.Facets) int { return len(p.kept.ticked) }, chosen: func(*data.Filter) bool { return p.kept.only },
			toggle: func(*data.Filter) { p.kept.only = !p.kept.only }},
	}
	return append(append(list, headed(t("list.field.sex"), sexes)...), headed(t("people.filter.more"), rest)...)
}

func (p *Page) chip(name string, clear func(f *data.Filter), choices func(c *data.Facets) []choice) {
	ch := &chip{FilterChip: widget.NewFilterChip(p.s.T(name)), choices: choices, clear: clear}
	at := len(p.chips)
	ch.Open = func() { p.openChip(ch) }
	ch.Clear = func() {
		ch.clear(&p.kept.filter)
		p.fresh()
	}
	ch.Beside = func(step int) {
		if i := at + step; i >= 0 && i < len(p.chips) {
			widget.Focus(p.chips[i].FilterChip)
		}
	}
	p.chips = append(p.chips, ch)
}

// openChip counts a filter's values and shows those that somebody has; the list follows
// each tick at once, and the values stay where they are.
func (p *Page) openChip(c *chip) {
	var counts data.Facets
	m := &widget.Menu{Ticks: true}
	var at []int // choice of each item, -1 for a heading
	fill := func() {
		m.Items, at = m.Items[:0], at[:0]
		head := ""
		for i, ch := range c.shown {
			if ch.head != head {
				head = ch.head
				m.Items, at = append(m.Items, widget.MenuItem{Text: head, Head: true}), append(at, -1)
			}
			m.Items, at = append(m.Items, widget.MenuItem{Text: ch.words, Detail: strconv.Itoa(ch.count(&counts)), Ticked: ch.chosen(&p.kept.filter)}), append(at, i)
		}
		if len(m.Items) == 0 {
			m.Items, at = append(m.Items, widget.MenuItem{Text: p.s.T("people.filter.nobody"), Head: true}), append(at, -1)
		}
	}
	m.OnChoose = func(i int) {
		c.shown[at[i]].toggle(&p.kept.filter)
		p.fresh()
		p.count(&counts, func() {
			fill()
			m.Refresh()
		})
	}
	p.count(&counts, func() {
		c.shown = slices.DeleteFunc(slices.Clone(c.choices(&counts)), func(ch choice) bool { return ch.count(&counts) == 0 && !ch.chosen(&p.kept.filter) })
		fill()
		first := slices.IndexFunc(m.Items, func(it widget.MenuItem) bool { return !it.Head })
		m.Show(p.s.Canvas(), c.FilterChip, max(0, first))
	})
}

// count counts the choices of all filters, then goes on.
func (p *Page) count(into *data.Facets, then func()) {
	f := p.query()
	var c data.Facets
	p.s.Do("facets", func(ctx context.Context) (err error) {
		c, err = p.p.Store.Facets(ctx, f)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		*into = c
		then()
	})
}

// showChips writes what each filter is set to.
func (p *Page) showChips() {
	for _, c := range p.chips {
		n, words := 0, ""
		for _, ch := range c.choices(nil) {
			if ch.chosen(&p.kept.filter) {
				n++
				if words = ch.value; words == "" {
					words = ch.words
				}
			}
		}
		if n > 1 {
			words = p.s.T("people.chosen", "N", n)
		}
		c.Set(words)
	}
}

// filtered reports whether anything but the search narrows the list.
func (p *Page) filtered() bool {
	for _, c := range p.chips {
		if c.Value != "" {
			return true
		}
	}
	return false
}

// reset takes every filter and the search away, without reading the list.
func (p *Page) reset() {
	for _, c := range p.chips {
		c.clear(&p.kept.filter)
	}
	p.kept.filter.Query = ""
	if p.search.Text() != "" {
		p.quietly(func() { p.search.Entry.SetText("") })
	}
}

func (p *Page) clearFilter() {
	p.reset()
	p.fresh()
	p.Focus()
}

func (p *Page) pickOrder() {
	var items []widget.MenuItem
	for _, o := range data.Orders {
		items = append(items, widget.MenuItem{Text: p.s.Say(data.OrderWords(o)), Ticked: o == p.kept.filter.Order})
	}
	m := &widget.Menu{Items: items, OnChoose: func(i int) {
		p.kept.filter.Order = data.Orders[i]
		p.fresh()
	}}
	m.Show(p.s.Canvas(), p.order, slices.Index(data.Orders, p.kept.filter.Order))
}
