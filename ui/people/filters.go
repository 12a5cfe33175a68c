package people

import (
	"slices"

	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/data"
	"fyrtio/ui/widget"
)

// choice is one value of a filter: its words, whether it is chosen, and choosing it.
type choice struct {
	words  string
	chosen func(f *data.Filter) bool
	toggle func(f *data.Filter)
}

// chip is a filter with its values.
type chip struct {
	*widget.FilterChip
	choices []choice
	clear   func(f *data.Filter)
}

// in makes the choices of a list of values, of which several may be chosen.
func in[T comparable](t func(string, ...any) string, prefix string, values []T, name func(T) string, list func(f *data.Filter) *[]T) []choice {
	out := make([]choice, len(values))
	for i, v := range values {
		out[i] = choice{
			words:  t(prefix + name(v)),
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
func flag(words string, field func(f *data.Filter) **bool) choice {
	yes := true
	return choice{
		words:  words,
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

var (
	states = []journey.State{journey.StateNew, journey.StateInvited, journey.StateInContact, journey.StateDeferred, journey.StateBooked,
		journey.StateNoShow, journey.StateVisited, journey.StateDone, journey.StateDeclined, journey.StateNoReply, journey.StateEnded}
	steps = []journey.StepKind{journey.StepLetter, journey.StepTicket, journey.StepChat, journey.StepRemind, journey.StepCall, journey.StepHelpBook,
		journey.StepSamples, journey.StepVisit, journey.StepEnterForm, journey.StepAskConsent, journey.StepDocument, journey.StepForward,
		journey.StepFixAddress, journey.StepFollowUp, journey.StepReview, journey.StepWait, journey.StepNone}
	consents = []string{journey.Yes, journey.No, journey.Withdrawn, ""}
	forms    = []journey.FormStatus{journey.FormBegun, journey.FormComplete, journey.FormCl24}
)

// makeChips declares the filters.
func (p *Page) makeChips() {
	t := p.s.T
	sex := func(words string, s pnr.Sex) choice {
		return choice{words: t(words), chosen: func(f *data.Filter) bool { return f.Sex == s }, toggle: func(f *data.Filter) {
			if f.Sex == s {
				f.Sex = ""
			} else {
				f.Sex = s
			}
		}}
	}
	more := append(in(t, "people.form.", forms, func(v journey.FormStatus) string { return string(v) }, func(f *data.Filter) *[]journey.FormStatus { return &f.Form }),
		flag(t("people.returned"), func(f *data.Filter) **bool { return &f.Returned }),
		flag(t("people.gone"), func(f *data.Filter) **bool { return &f.Gone }),
		flag(t("people.protected"), func(f *data.Filter) **bool { return &f.Protected }),
		sex("people.women", pnr.Woman), sex("people.men", pnr.Man))
	for _, c := range []struct {
		name    string
		choices []choice
		clear   func(f *data.Filter)
	}{
		{"people.filter.state", in(t, "people.state.", states, func(v journey.State) string { return string(v) }, func(f *data.Filter) *[]journey.State { return &f.States }),
			func(f *data.Filter) { f.States = nil }},
		{"people.filter.step", in(t, "acts.step.", steps, func(v journey.StepKind) string { return string(v) }, func(f *data.Filter) *[]journey.StepKind { return &f.Steps }),
			func(f *data.Filter) { f.Steps, f.Queues = nil, nil }},
		{"people.filter.channel", in(t, "people.channel.", journey.Channels, func(v journey.Channel) string { return string(v) }, func(f *data.Filter) *[]journey.Channel { return &f.Channels }),
			func(f *data.Filter) { f.Channels = nil }},
		{"people.filter.consent", in(t, "people.consent.", consents, consentName, func(f *data.Filter) *[]string { return &f.Consent }),
			func(f *data.Filter) { f.Consent = nil }},
		{"people.filter.interpreter", []choice{flag(t("people.interpreter"), func(f *data.Filter) **bool { return &f.Interpreter })},
			func(f *data.Filter) { f.Interpreter = nil }},
		{"people.filter.more", more,
			func(f *data.Filter) { f.Form, f.Returned, f.Gone, f.Protected, f.Sex = nil, nil, nil, nil, "" }},
	} {
		ch := &chip{FilterChip: widget.NewFilterChip(t(c.name)), choices: c.choices, clear: c.clear}
		at := len(p.chips)
		ch.Open = func() { p.openChip(ch) }
		ch.Clear = func() {
			ch.clear(&p.filter)
			p.fresh()
		}
		ch.Beside = func(step int) {
			if i := at + step; i >= 0 && i < len(p.chips) {
				widget.Focus(p.chips[i].FilterChip)
			}
		}
		p.chips = append(p.chips, ch)
	}
}

func consentName(v string) string {
	if v == "" {
		return "unasked"
	}
	return v
}

// openChip shows a filter's values; the list follows each tick at once.
func (p *Page) openChip(c *chip) {
	m := &widget.Menu{Ticks: true}
	fill := func() {
		m.Items = m.Items[:0]
		for _, ch := range c.choices {
			m.Items = append(m.Items, widget.MenuItem{Text: ch.words, Ticked: ch.chosen(&p.filter)})
		}
	}
	fill()
	m.OnChoose = func(i int) {
		c.choices[i].toggle(&p.filter)
		p.fresh()
		fill()
		m.Refresh()
	}
	m.Show(p.s.Canvas(), c.FilterChip, 0)
}

// showChips writes what each filter is set to.
func (p *Page) showChips() {
	for _, c := range p.chips {
		n, words := 0, ""
		for _, ch := range c.choices {
			if ch.chosen(&p.filter) {
				n++
				words = ch.words
			}
		}
		if n > 1 {
			words = p.s.T("people.chosen", "N", n)
		}
		c.Set(words)
	}
	order := p.s.T("people.order." + orderName(p.filter.Order))
	if !p.s.Measures().Compact {
		order = p.s.T("people.order", "Order", order)
	}
	p.order.Set(widget.Look{Kind: widget.Quiet, Small: true, Tail: p.order.Tail, Text: order})
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

func (p *Page) clearFilter() {
	for _, c := range p.chips {
		c.clear(&p.filter)
	}
	p.filter.Query = ""
	p.search.Entry.SetText("")
	p.fresh()
	p.Focus()
}

var orders = []data.Order{data.OrderStep, data.OrderName, data.OrderNumber}

func orderName(o data.Order) string {
	if o == data.OrderName {
		return "name"
	}
	return string(o)
}

func (p *Page) pickOrder() {
	var items []widget.MenuItem
	for _, o := range orders {
		items = append(items, widget.MenuItem{Text: p.s.T("people.order." + orderName(o)), Ticked: o == p.filter.Order})
	}
	m := &widget.Menu{Items: items, OnChoose: func(i int) {
		p.filter.Order = orders[i]
		p.fresh()
	}}
	m.Show(p.s.Canvas(), p.order, slices.Index(orders, p.filter.Order))
}
