package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
)

// The JSON of participants; a protected person has a label in place of name and
// number (D12).
type (
	nextJSON struct {
		Step   journey.StepKind `json:"step"`
		Since  *day.Date        `json:"since"`
		Due    *day.Date        `json:"due"`
		Reason string           `json:"reason"`
		Rule   string           `json:"rule,omitempty"`
	}
	channelJSON struct {
		Allowed bool   `json:"allowed"`
		Reason  string `json:"reason"`
	}
	personJSON struct {
		ID        string                          `json:"id"`
		Number    *string                         `json:"number"`
		Name      string                          `json:"name"`
		Cohort    int                             `json:"cohort"`
		Protected bool                            `json:"protected"`
		State     journey.State                   `json:"state"`
		Flags     flagsJSON                       `json:"flags"`
		Next      nextJSON                        `json:"next"`
		Channels  map[journey.Channel]channelJSON `json:"channels"`
	}
	flagsJSON struct {
		Gone        bool               `json:"gone"`
		Consent     string             `json:"consent"`
		Registered  string             `json:"registered"`
		Interpreter string             `json:"interpreter"`
		Form        journey.FormStatus `json:"form"`
		Returned    bool               `json:"returned"`
	}
	eventJSON struct {
		ID       string          `json:"id"`
		At       time.Time       `json:"at"`
		Recorded time.Time       `json:"recorded"`
		Actor    string          `json:"actor"`
		Kind     journey.Kind    `json:"kind"`
		Details  journey.Details `json:"details"`
		Sentence string          `json:"sentence"`
		Undone   bool            `json:"undone"`
	}
	shownJSON struct {
		personJSON
		Consents []consentJSON `json:"consents"` // newest first
		Papers   []paperJSON   `json:"papers"`   // newest first
		Events   []eventJSON   `json:"events"`
	}
	refusalJSON struct {
		Participant string `json:"participant"`
		Reason      string `json:"reason"`
	}
)

func (a *app) text(t say.Text) string { return say.In(a.lang, t) }

// date gives null for no date.
func date(d day.Date) *day.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}

func (a *app) next(s journey.Step) nextJSON {
	return nextJSON{s.Step, date(s.Since), date(s.Due), a.text(s.Reason), s.Rule}
}

// name gives the name as one says it; a protected person is S-04, in every language (D12).
func (a *app) name(r data.Row) string {
	if r.Protected {
		return r.Label()
	}
	return a.text(r.Spoken())
}

func (a *app) person(r data.Row) personJSON {
	p := personJSON{ID: r.Participant, Name: a.name(r), Cohort: r.Cohort, Protected: r.Protected, State: r.Status.State,
		Next: a.next(r.Status.Next), Channels: map[journey.Channel]channelJSON{}}
	p.Flags = flagsJSON{r.Status.Gone, r.Status.Consent, r.Status.Registered, r.Status.Interpreter, r.Status.Form, r.Status.Returned}
	if !r.Number.IsZero() {
		n := r.Number.String()
		p.Number = &n
	}
	for _, ch := range journey.Channels {
		may := r.Status.Channels[ch]
		p.Channels[ch] = channelJSON{may.Allowed, a.text(may.Reason)}
	}
	return p
}

func (a *app) refusals(list []data.Refusal) []refusalJSON {
	out := make([]refusalJSON, len(list))
	for i, r := range list {
		out[i] = refusalJSON{r.Ref.Participant, a.text(r.Reason)}
	}
	return out
}

// look is what commands that open one participant share: who, in which cohort, why.
type look struct {
	cohort int
	reason string
}

func (a *app) lookFlags(cmd *cobra.Command) *look {
	l := &look{}
	cmd.Flags().IntVar(&l.cohort, "cohort", 0, a.say("ctl.flag.cohort.latest"))
	cmd.Flags().StringVar(&l.reason, "reason", "", a.say("ctl.flag.look.reason"))
	return l
}

func (a *app) show() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "show PARTICIPANT",
		Short:   a.say("ctl.show.short"),
		Long:    a.say("ctl.show.long"),
		Example: "fyrtioctl show 19860102-2380",
		Args:    arguments(1, 1),
	}
	l := a.lookFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		store, err := a.open(cmd.Context())
		if err != nil {
			return err
		}
		p, err := store.Participant(cmd.Context(), args[0], l.cohort, data.Look{View: "show", Reason: l.reason})
		if err != nil {
			return err
		}
		out := shownJSON{personJSON: a.person(p.Row), Consents: consents(p), Papers: papers(p), Events: []eventJSON{}}
		for _, e := range p.Events {
			out.Events = append(out.Events, eventJSON{e.ID, e.At, e.Recorded, e.Actor, e.Kind, e.Details, a.text(e.Sentence), e.Undone})
		}
		return a.print(out, func() { a.printShown(p, out) })
	}
	return cmd
}

func (a *app) printShown(p data.Person, out shownJSON) {
	fmt.Fprintln(a.out, out.Name, p.Row.Number.Display())
	a.line("ctl.show.state", "State", a.say("ctl.state."+string(out.State)), "Step", a.say("ctl.step."+string(out.Next.Step)), "Reason", out.Next.Reason)
	a.printConsent(p)
	var rows [][]string
	for _, ch := range journey.Channels {
		may := out.Channels[ch]
		word := "ctl.show.blocked"
		if may.Allowed {
			word = "ctl.show.allowed"
		}
		rows = append(rows, []string{a.say("ctl.channel." + string(ch)), a.say(word), may.Reason})
	}
	a.table([]string{"ctl.col.channel", "ctl.col.may", "ctl.col.reason"}, rows)
	rows = rows[:0]
	for _, e := range out.Events {
		sentence := e.Sentence
		if e.Undone {
			sentence = a.say("ctl.show.undone", "Sentence", sentence)
		}
		rows = append(rows, []string{day.Of(e.At).String(), sentence, e.Actor, e.ID})
	}
	a.table([]string{"ctl.col.date", "ctl.col.event", "ctl.col.who", "ctl.col.id"}, rows)
}

func (a *app) todo() *cobra.Command {
	var cohort int
	cmd := &cobra.Command{
		Use:     "today",
		Short:   a.say("ctl.today.short"),
		Long:    a.say("ctl.today.long"),
		Example: "fyrtioctl today",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			store, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			work, err := store.Today(cmd.Context(), cohort)
			if err != nil {
				return err
			}
			type item struct {
				Participant string           `json:"participant"`
				Name        string           `json:"name"`
				Queue       journey.Queue    `json:"queue"`
				Step        journey.StepKind `json:"step"`
				Since       *day.Date        `json:"since"`
				Due         *day.Date        `json:"due"`
				Reason      string           `json:"reason"`
				Interpreter string           `json:"interpreter"` // language, or ? where nobody told which
			}
			items, rows := []item{}, [][]string{}
			for _, r := range work.Rows {
				if r.Handled != nil {
					continue // done today: the window keeps it in sight, a script wants what is left
				}
				items = append(items, item{r.Participant, a.name(r.Row), r.Queue, r.Step, date(r.Since), date(r.Due), a.text(r.Reason), r.Status.Interpreter})
				reason := a.text(r.Reason)
				if words := r.Status.InterpreterWords(); !words.IsZero() {
					reason += " · " + a.text(words)
				}
				rows = append(rows, []string{a.text(r.Spoken()), a.say("ctl.step." + string(r.Step)), r.Since.String(), reason, r.Participant})
			}
			return a.print(items, func() {
				a.table([]string{"ctl.col.name", "ctl.col.next", "ctl.col.since", "ctl.col.reason", "ctl.col.id"}, rows)
				a.line("ctl.today.count", "N", len(items), "Done", work.Done)
			})
		},
	}
	cmd.Flags().IntVar(&cohort, "cohort", 0, a.say("ctl.flag.cohort.all"))
	return cmd
}
