package data

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/core/table"
)

// Address labels, and the list of outgoing letters for the post book.

// LabelsParams says for whom labels are printed.
type LabelsParams struct {
	Run    string   // the letters of a run, by its id or number, in its order; "" = the people below
	Cohort int      // 0 = the latest
	Only   []string // ids or personal numbers; nil = the whole cohort
	Order  LetterOrder
	Sheet  string // id of paper.LabelSheets; "" = 3x7
	Start  int    // the first label to use, from 1; 0 = 1
}

// Labels gathers address labels, and tells who gets none and why. Never anybody
// protected, whoever is named (D11).
func (s *Store) Labels(ctx context.Context, p LabelsParams) (run paper.LabelRun, left []LeftOut, err error) {
	if p.Sheet == "" {
		p.Sheet = "3x7"
	}
	run = paper.LabelRun{Start: max(1, p.Start), Lang: say.Lang(s.Config().Text("lang")), Date: s.Day()}
	var ok bool
	if run.Sheet, ok = paper.LabelSheetOf(p.Sheet); !ok {
		var ids []string
		for _, sheet := range paper.LabelSheets() {
			ids = append(ids, sheet.ID)
		}
		return run, nil, fault.New(fault.Usage, "letter.err.labels", "Sheet", p.Sheet, "Sheets", strings.Join(ids, ", "))
	}
	err = s.write(ctx, act{Act: "labels"}, func(t *tx) error {
		if p.Run != "" {
			run.Labels, left, err = t.runLabels(p.Run)
		} else {
			run.Labels, left, err = t.peopleLabels(p)
		}
		t.act.Detail = map[string]any{"labels": len(run.Labels), "run": p.Run}
		return err
	})
	return run, left, err
}

// runLabels gives the addresses as they were on a run's letters.
func (t *tx) runLabels(name string) (labels []paper.Label, left []LeftOut, err error) {
	run, err := readRun(t, name)
	if err != nil {
		return nil, nil, err
	}
	rows, err := t.rows(`SELECT l.participant, l.cohort, l.frozen, p.protected FROM letter l JOIN participant p ON p.id = l.participant WHERE l.run = ? ORDER BY l.sheet`, run.ID)
	if err != nil {
		return nil, nil, err
	}
	return labels, left, each(rows, func() error {
		var ref Ref
		var frozen string
		var protected bool
		if err := rows.Scan(&ref.Participant, &ref.Cohort, &frozen, &protected); err != nil {
			return err
		}
		if protected || frozen == "" {
			left = append(left, LeftOut{Ref: ref, Reason: say.T("letter.labels.protected"), Short: say.T("letter.left.protected")})
			return nil
		}
		var sent paper.Letter
		if err := json.Unmarshal([]byte(frozen), &sent); err != nil {
			return fmt.Errorf("read a letter of run %s: %w", run.ID, err)
		}
		labels = append(labels, paper.Label{Name: sent.Given + " " + sent.Family, Address: sent.Address})
		return nil
	})
}

// peopleLabels gives the addresses of participants as they are now.
func (t *tx) peopleLabels(p LabelsParams) (labels []paper.Label, left []LeftOut, err error) {
	refs, err := t.s.lettered(t, LettersParams{Cohort: p.Cohort, Only: p.Only}, t.today)
	if err != nil {
		return nil, nil, err
	}
	rules := t.rules
	err = addressees(t, refs, func(to *addressee) error {
		rules.Cohort = to.ref.Cohort
		status := journey.Of(to.events, to.facts, rules, t.today)
		c := to.person.contact
		why := say.Text{}
		switch {
		case to.person.protected:
			why = say.T("letter.labels.protected")
		case status.Gone:
			why = say.T("letter.labels.gone")
		case status.State == journey.StateEnded && slices.ContainsFunc(holding(to.events), func(e journey.Event) bool { return e.Details.Reason == journey.EndDead }):
			why = say.T("letter.labels.dead")
		case !c.hasAddress():
			why = say.T("letter.labels.address")
		}
		if !why.IsZero() {
			left = append(left, LeftOut{Ref: to.ref, Reason: why, Short: why})
			return nil
		}
		labels = append(labels, paper.Label{Name: strings.TrimSpace(c.Given + " " + c.Family),
			Address: paper.Address{CareOf: c.CareOf, Street: c.Street, Postcode: c.Postcode, Town: c.Town, Country: c.Country}})
		return nil
	})
	if p.Order == LettersByPostcode { // they come by name
		slices.SortStableFunc(labels, func(a, b paper.Label) int {
			return strings.Compare(strings.ReplaceAll(a.Address.Postcode, " ", ""), strings.ReplaceAll(b.Address.Postcode, " ", ""))
		})
	}
	return labels, left, err
}

// PostParams says which letters the post book's list has: a run's, or those that were
// sent from a day to another, both included. Zero days are today.
type PostParams struct {
	Run      string // by id or number
	From, To day.Date
}

// PostList lists letters that were sent, for the post book, by number. Of a forwarded
// letter it says no more than that.
func (s *Store) PostList(ctx context.Context, p PostParams) (list table.Table, err error) {
	if p.From.IsZero() {
		p.From = s.Day()
	}
	if p.To.IsZero() {
		p.To = s.Day()
	}
	if p.To.Before(p.From) {
		p.To = p.From
	}
	list = table.Table{Title: say.T("letter.post.title"), Made: s.clock(), Columns: []table.Column{
		{Head: say.T("letter.post.sent"), Kind: table.Dates, Width: 11}, {Head: say.T("letter.post.number"), Width: 11},
		{Head: say.T("letter.post.to"), Width: 30}, {Head: say.T("letter.post.place"), Width: 24},
		{Head: say.T("letter.post.sheets"), Kind: table.Numbers, Width: 6}, {Head: say.T("letter.post.how"), Width: 22},
	}}
	err = s.write(ctx, act{Act: "post.list", Detail: p}, func(t *tx) error {
		where, args := `day.sent BETWEEN ? AND ?`, []any{millis(p.From.At(0, 0)), millis(p.To.Add(1).At(0, 0)) - 1}
		list.Notes = []say.Text{say.T("letter.post.days", "From", p.From, "To", p.To)}
		if p.Run != "" {
			run, err := readRun(t, p.Run)
			if err != nil {
				return err
			}
			where, args = `l.run = ?`, []any{run.ID}
			list.Notes = []say.Text{say.T("letter.post.run", "Run", run.Number)}
		}
		rows, err := t.rows(`SELECT l.number, l.sheets, l.frozen, r.template, p.protected, day.sent FROM letter l JOIN run r ON r.id = l.run JOIN participant p ON p.id = l.participant
			JOIN (SELECT e.participant, e.cohort, json_extract(e.details, '$.run') run, max(e.at) sent FROM event e WHERE e.kind = 'letter_confirmed' AND `+eventHolds+` GROUP BY 1, 2, 3) day
				ON day.run = l.run AND day.participant = l.participant AND day.cohort = l.cohort
			WHERE `+where+` ORDER BY l.year, l.running`, args...)
		if err != nil {
			return err
		}
		err = each(rows, func() error {
			var number, frozen, template string
			var sheets int
			var protected bool
			var sent int64
			if err := rows.Scan(&number, &sheets, &frozen, &template, &protected, &sent); err != nil {
				return err
			}
			to, place, how := "", "", say.T("letter.post.letter")
			if letter.Forwarded(template) {
				how = say.T("letter.post.forwarded")
			} else if frozen != "" && !protected {
				var l paper.Letter
				if err := json.Unmarshal([]byte(frozen), &l); err != nil {
					return fmt.Errorf("read letter %s: %w", number, err)
				}
				to = strings.TrimSpace(l.Given + " " + l.Family)
				place = strings.TrimSpace(paper.FormatPostcode(l.Address.Postcode) + " " + l.Address.Town)
			}
			list.Rows = append(list.Rows, []table.Cell{table.Day(day.Of(instant(sent))), table.Text(number), table.Text(to), table.Text(place), table.Int(sheets), table.Say(how)})
			return nil
		})
		list.Notes = append(list.Notes, say.T("letter.post.count", "N", len(list.Rows)))
		return err
	})
	return list, err
}

// TestPage gives the sheet against which the window is adjusted.
func (s *Store) TestPage(lang say.Lang) paper.TestPage {
	return paper.TestPage{Clinic: s.Config().Clinic(), Lang: lang, Date: s.Day()}
}
