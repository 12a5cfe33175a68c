package form

import (
	"fmt"
	"slices"
	"strings"

	"fyrtio/core/say"
)

// ChangeKind is what differs between two versions of a form. The values are ids.
type ChangeKind string

// The kinds of change, the weightier first.
const (
	ItemAdded     ChangeKind = "added"
	ItemRemoved   ChangeKind = "removed"
	TypeChanged   ChangeKind = "type"      // another kind of answer
	OptionsChange ChangeKind = "options"   // an option came, went, or got another score
	RuleChanged   ChangeKind = "rule"      // mandatory or not, when it is asked
	RangeChanged  ChangeKind = "range"     // what is plausible, the unit
	Moved         ChangeKind = "moved"     // another number in the form
	Reworded      ChangeKind = "reworded"  // text, help, an option's words
	SectionChange ChangeKind = "section"   // stands under another heading
	TitleChanged  ChangeKind = "title"     // of the form itself; LinkID is ""
	HeadChanged   ChangeKind = "heading"   // of a section; LinkID is the section's
	CodesChanged  ChangeKind = "codes"     // LOINC and the like
	OrderChanged  ChangeKind = "cl24order" // place in Clinic24's order
)

// Change is one difference, with both sides in words. Old is empty for what was
// added, New for what was removed.
type Change struct {
	Kind   ChangeKind
	LinkID string
	Old    Words
	New    Words
}

// Breaks reports whether answers from before and after the change mean different
// things, so that they must not be counted together.
func (c Change) Breaks() bool {
	return c.Kind == ItemRemoved || c.Kind == TypeChanged || c.Kind == OptionsChange
}

// Changes lists how b differs from a, in the order of b, what was removed last.
func Changes(a, b *Definition) (list []Change) {
	add := func(kind ChangeKind, id string, old, new Words) {
		if old != new {
			list = append(list, Change{kind, id, old, new})
		}
	}
	add(TitleChanged, "", a.Title, b.Title)
	add(TitleChanged, "", a.Intro, b.Intro)
	for _, s := range b.Sections {
		if old, ok := a.Section(s.ID); ok {
			add(HeadChanged, s.ID, old.Title, s.Title)
			add(HeadChanged, s.ID, old.Short, s.Short)
		}
	}
	for i := range b.Items {
		it := &b.Items[i]
		old, ok := a.Item(it.LinkID)
		if !ok {
			list = append(list, Change{Kind: ItemAdded, LinkID: it.LinkID, New: it.Text})
			continue
		}
		add(TypeChanged, it.LinkID, same(string(old.Type)), same(string(it.Type)))
		changedOptions(old, it, add)
		if old.Required != it.Required || old.WhenAny != it.WhenAny || !slices.Equal(old.When, it.When) {
			add(RuleChanged, it.LinkID, a.rule(old), b.rule(it))
		}
		add(RangeChanged, it.LinkID, old.bounds(), it.bounds())
		add(SectionChange, it.LinkID, same(old.Section), same(it.Section))
		add(Moved, it.LinkID, same(fmt.Sprint(old.Number)), same(fmt.Sprint(it.Number)))
		add(Reworded, it.LinkID, old.Text, it.Text)
		add(Reworded, it.LinkID, old.Help, it.Help)
		add(Reworded, it.LinkID, old.Short, it.Short)
		if !slices.Equal(old.Codes, it.Codes) {
			add(CodesChanged, it.LinkID, same(fmt.Sprint(old.Codes)), same(fmt.Sprint(it.Codes)))
		}
		add(OrderChanged, it.LinkID, same(fmt.Sprint(old.Cl24)), same(fmt.Sprint(it.Cl24)))
	}
	for i := range a.Items {
		if _, ok := b.Item(a.Items[i].LinkID); !ok {
			list = append(list, Change{Kind: ItemRemoved, LinkID: a.Items[i].LinkID, Old: a.Items[i].Text})
		}
	}
	return list
}

func changedOptions(a, b *Item, add func(ChangeKind, string, Words, Words)) {
	if a.Type != Choice || b.Type != Choice {
		return
	}
	if key := func(it *Item) (s string) {
		for _, o := range it.Options {
			s += fmt.Sprint(o.Code, o.HasScore, o.Score, " ")
		}
		return s
	}; key(a) != key(b) {
		add(OptionsChange, b.LinkID, a.choices(), b.choices())
		return
	}
	for i := range b.Options {
		add(Reworded, b.LinkID, a.Options[i].Text, b.Options[i].Text)
		add(Reworded, b.LinkID, a.Options[i].Short, b.Options[i].Short)
	}
}

// same is a text that follows no language.
func same(s string) Words { return Words{SV: s, EN: s} }

// choices writes the options in a line: "1 Ja (3) · 2 Nej (0)".
func (it *Item) choices() Words {
	return Both(func(lang say.Lang) string {
		parts := make([]string, len(it.Options))
		for i, o := range it.Options {
			parts[i] = o.Code + " " + o.Text.In(lang)
			if o.HasScore {
				parts[i] += fmt.Sprintf(" (%d)", o.Score)
			}
		}
		return strings.Join(parts, " · ")
	})
}

// rule says whether an item is mandatory and when it is asked.
func (d *Definition) rule(it *Item) Words {
	return Both(func(lang say.Lang) string {
		id := "form.rule.optional"
		if it.Required {
			id = "form.rule.required"
		}
		parts := []string{say.In(lang, say.T(id))}
		var when []string
		for _, c := range it.When {
			id := "form.rule.when"
			if c.Not {
				id = "form.rule.whennot"
			}
			name, answer := c.LinkID, c.Code
			if on, ok := d.Item(c.LinkID); ok {
				name = on.Short.In(lang)
				if o, ok := on.Option(c.Code); ok {
					answer = o.Label().In(lang)
				}
			}
			when = append(when, say.In(lang, say.T(id, "Item", name, "Answer", answer)))
		}
		if len(when) > 0 {
			glue := say.In(lang, say.T("form.rule.and"))
			if it.WhenAny {
				glue = say.In(lang, say.T("form.rule.or"))
			}
			parts = append(parts, strings.Join(when, " "+glue+" "))
		}
		return strings.Join(parts, "; ")
	})
}

// bounds writes the plausible range with its unit: "50–200 cm".
func (it *Item) bounds() Words {
	if !it.Numeric() {
		return Words{}
	}
	return Both(func(lang say.Lang) string {
		s := it.Unit.In(lang)
		if !it.Min.IsZero() {
			s = strings.TrimSpace(it.Min.In(lang) + "–" + it.Max.In(lang) + " " + s)
		}
		if it.Below != "" {
			s += " < " + it.Below
		}
		return s
	})
}
