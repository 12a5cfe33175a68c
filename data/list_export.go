package data

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/table"
)

// ExportParams say which list leaves the program.
type ExportParams struct {
	Filter  Filter   // with its order, Offset and Limit
	Columns []Column // beside the name, in the order in which they are to stand
	Format  string   // csv, xlsx, pdf, print: for the log
	Reason  string   // why protected people are named in it; "" leaves them out (D12)
}

// Exported is a list that leaves the program. What was asked for stands in the table's
// notes, so that a paper tells what it is a list of.
type Exported struct {
	Table     table.Table
	Count     int // rows
	Protected int // left out because they are protected
	Seed      int // of a random order, else 0
}

// ExportParticipants makes a file's content of the list as a filter shows it, and logs
// who took what out. Nothing of an address is in it. Protected people are left out; with
// a reason they are there as S-04 and nothing else.
func (s *Store) ExportParticipants(ctx context.Context, p ExportParams) (Exported, error) {
	f := p.Filter
	f.Last = slices.Contains(p.Columns, ColumnLast)
	p.Reason = strings.TrimSpace(p.Reason)
	l, err := s.Participants(ctx, f)
	if err != nil {
		return Exported{}, err
	}
	var out Exported
	if p.Reason == "" {
		rows := slices.DeleteFunc(l.Rows, func(r Row) bool { return r.Protected })
		if out.Protected = len(l.Rows) - len(rows); len(rows) == 0 && out.Protected > 0 {
			return Exported{}, fault.New(fault.Refused, "list.err.protected")
		}
		l.Rows = rows
	}
	out.Count, out.Seed = len(l.Rows), l.Seed
	out.Table = s.tableOf(l, p.Columns, f.Order)
	var by string
	if err := s.read(ctx, func(r reader) (err error) {
		by, err = fullName(r, s.user)
		return err
	}); err != nil {
		return Exported{}, err
	}
	now := s.clock().In(day.Zone)
	out.Table.Title, out.Table.Made = say.T("list.title.all"), now
	if f.Cohort != 0 {
		out.Table.Title = say.T("list.title", "Cohort", cohortWords(f.Cohort))
	}
	out.Table.Notes = append([]say.Text{f.words(out.Count, l.Total)}, f.Order.words(out.Seed))
	if out.Protected > 0 {
		out.Table.Notes = append(out.Table.Notes, say.T("list.note.protected", "N", out.Protected))
	}
	out.Table.Notes = append(out.Table.Notes, say.T("list.note.made", "On", day.Of(now), "Time", clockWords(now.Format("15:04")), "By", by))
	detail := exportDetail{List: "participants", Format: p.Format, Filter: f.detail(), Order: f.Order.Name(), Seed: out.Seed,
		Columns: p.Columns, Rows: out.Count, Protected: out.Protected, Reason: p.Reason}
	if err := s.write(ctx, act{Act: "export", Detail: detail}, func(*tx) error { return nil }); err != nil {
		return Exported{}, fmt.Errorf("log the export: %w", err)
	}
	return out, nil
}

// tableOf makes the table of rows; in a random order each has its number on the list.
func (s *Store) tableOf(l List, columns []Column, order Order) table.Table {
	today := s.Day()
	var t table.Table
	if order == OrderRandom {
		t.Columns = append(t.Columns, table.Column{Head: say.T("list.col.place"), Kind: table.Numbers, Width: 6})
	}
	t.Columns = append(t.Columns, table.Column{Head: say.T("list.col.name"), Width: 32})
	for _, c := range columns {
		t.Columns = append(t.Columns, c.fields()...)
	}
	for i := range l.Rows {
		row := &l.Rows[i]
		var cells []table.Cell
		if order == OrderRandom {
			cells = append(cells, table.Int(i+1))
		}
		cells = append(cells, table.Text(row.Sorted()))
		for _, c := range columns {
			cells = append(cells, c.cells(row, today)...)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// exportDetail is what the log keeps of an export: what was asked for and how much
// left, nothing of anybody in it.
type exportDetail struct {
	List      string       `json:"list"`
	Format    string       `json:"format"`
	Filter    filterDetail `json:"filter"`
	Order     string       `json:"order"`
	Seed      int          `json:"seed,omitempty"`
	Columns   []Column     `json:"columns"`
	Rows      int          `json:"rows"`
	Protected int          `json:"protected_left_out,omitempty"`
	Reason    string       `json:"reason,omitempty"`
}

type filterDetail struct {
	Cohort      int                  `json:"cohort,omitempty"`
	States      []journey.State      `json:"states,omitempty"`
	Steps       []journey.StepKind   `json:"steps,omitempty"`
	Queues      []journey.Queue      `json:"queues,omitempty"`
	Channels    []journey.Channel    `json:"channels,omitempty"`
	Consent     []string             `json:"consent,omitempty"`
	Form        []journey.FormStatus `json:"form,omitempty"`
	Sex         pnr.Sex              `json:"sex,omitempty"`
	Interpreter *bool                `json:"interpreter,omitempty"`
	Languages   []string             `json:"languages,omitempty"`
	Protected   *bool                `json:"protected,omitempty"`
	Gone        *bool                `json:"gone,omitempty"`
	Returned    *bool                `json:"returned,omitempty"`
	DueBy       day.Date             `json:"due_by,omitzero"`
	ToInvite    bool                 `json:"to_invite,omitempty"`
	Chosen      int                  `json:"chosen,omitempty"`   // so many were picked by hand
	Searched    bool                 `json:"searched,omitempty"` // what was typed may be a name: it is not kept
}

func (f *Filter) detail() filterDetail {
	return filterDetail{f.Cohort, f.States, f.Steps, f.Queues, f.Channels, f.Consent, f.Form, f.Sex, f.Interpreter, f.Languages,
		f.Protected, f.Gone, f.Returned, f.DueBy, f.ToInvite, len(f.Participants) + len(f.Refs), strings.TrimSpace(f.Query) != ""}
}

// words says a filter and how many it lists.
func (f *Filter) words(count, total int) say.Text {
	t := say.T("list.note.count", "Count", count, "Total", total)
	and := func(part say.Text) { t = say.T("list.note.and", "A", t, "B", part) }
	field := func(name string, values []say.Text) {
		if len(values) > 0 {
			and(say.T("list.note.field", "Name", say.T("list.field."+name), "Values", or(values)))
		}
	}
	field("state", each1(f.States, StateWords))
	field("step", each1(f.Steps, StepWords))
	field("queue", each1(f.Queues, QueueWords))
	field("channel", each1(f.Channels, ChannelWords))
	field("consent", each1(f.Consent, ConsentWords))
	field("form", each1(f.Form, FormWords))
	if f.Sex != "" {
		field("sex", []say.Text{SexWords(f.Sex)})
	}
	field("interpreter", each1(f.Languages, SpeakWords))
	for _, flag := range []struct {
		name string
		is   *bool
	}{{"interpreter", f.Interpreter}, {"protected", f.Protected}, {"gone", f.Gone}, {"returned", f.Returned}} {
		if flag.is != nil {
			answer := "list.no"
			if *flag.is {
				answer = "list.yes"
			}
			field(flag.name, []say.Text{say.T(answer)})
		}
	}
	if !f.DueBy.IsZero() {
		field("due", []say.Text{say.T("list.due", "On", f.DueBy)})
	}
	if f.ToInvite {
		and(say.T("list.note.invite"))
	}
	if f.Participants != nil || f.Refs != nil {
		and(say.T("list.note.chosen"))
	}
	if q := strings.TrimSpace(f.Query); q != "" {
		field("query", []say.Text{verbatim(q)})
	}
	return t
}

// QueueWords says a queue of Idag.
func QueueWords(q journey.Queue) say.Text { return say.T("today.queue." + string(q)) }

// ChannelWords says that a channel is open.
func ChannelWords(c journey.Channel) say.Text { return say.T("list.channel." + string(c)) }

// OrderWords says an order.
func OrderWords(o Order) say.Text { return say.T("list.order." + o.Name()) }

func (o Order) words(seed int) say.Text {
	if seed != 0 {
		return say.T("list.note.seed", "Seed", cohortWords(seed))
	}
	return say.T("list.note.order", "Order", OrderWords(o))
}

func each1[T any](values []T, words func(T) say.Text) []say.Text {
	list := make([]say.Text, len(values))
	for i, v := range values {
		list[i] = words(v)
	}
	return list
}

// or says values as alternatives: a, b or c.
func or(values []say.Text) say.Text {
	t := values[0]
	for i, v := range values[1:] {
		id := "list.comma"
		if i == len(values)-2 {
			id = "list.or"
		}
		t = say.T(id, "A", t, "B", v)
	}
	return t
}
