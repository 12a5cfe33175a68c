package data

import (
	"fmt"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
)

// PaperKind is what kind of paper a participant has got.
type PaperKind string

// The kinds. Papers of the visit have no number and no state: they were drawn.
const (
	PaperLetter     PaperKind = "letter"
	PaperStar       PaperKind = "star"
	PaperTranscript PaperKind = "transcript"
	PaperPlan       PaperKind = "plan"
)

// PaperState is how far a letter has come.
type PaperState string

// The states of a letter.
const (
	PaperPending   PaperState = "pending"  // printed, not confirmed (D9)
	PaperSpoiled   PaperState = "spoiled"  // its sheets were spoiled, it is to be printed again
	PaperSent      PaperState = "sent"     // confirmed
	PaperReturned  PaperState = "returned" // the post brought it back
	PaperTakenBack PaperState = "taken"    // its run, or the letter, was taken back: nobody got it
)

// PersonPaper is a letter or another paper of a participant.
type PersonPaper struct {
	Kind     PaperKind
	Cohort   int
	At       time.Time // printed
	Actor    string    // by, login name
	Number   string    // of a letter, as is all below
	Template string
	Lang     paper.Lang
	Version  string // of the template
	Date     day.Date
	Run      string
	Place    int // in the run, from 1 …
	Of       int // … of so many letters
	State    PaperState
	Sent     day.Date
	Returned day.Date
	Override string // why it was sent all the same
	Kept     bool   // its text is kept, so that it can be read as it was
	Outdated bool   // of the visit's papers: it would say something else today (Q17)

	digest string // of what a paper of the visit said, "" = not known
}

// readPapers gives all papers of a participant, newest first.
func readPapers(r reader, participant string, events []letterEvent) (list []PersonPaper, err error) {
	rows, err := r.rows(`SELECT 'letter', l.cohort, n.at, n.actor, l.number, n.template, l.lang, l.version, n.date, n.id,
			(SELECT count(*) FROM letter o WHERE o.run = l.run AND o.sheet <= l.sheet), (SELECT count(*) FROM letter o WHERE o.run = l.run),
			l.frozen <> '', l.sheet, l.sheets,
			coalesce((SELECT m.mark || ' ' || m.sheets FROM run_mark m WHERE m.run = l.run AND m.mark IN ('confirmed', 'reprinted') ORDER BY m.seq DESC LIMIT 1), '')
		FROM letter l JOIN run n ON n.id = l.run WHERE l.participant = ?1
		UNION ALL SELECT d.kind, d.cohort, d.at, d.actor, '', '', '', '', '', '', 0, 0, 0, 0, 0, d.digest FROM drawn d WHERE d.participant = ?1
		ORDER BY 3 DESC, 5 DESC`, participant)
	if err != nil {
		return nil, err
	}
	return list, each(rows, func() error {
		var p PersonPaper
		var kind, date, mark string
		var at int64
		var l PrintedLetter
		if err := rows.Scan(&kind, &p.Cohort, &at, &p.Actor, &p.Number, &p.Template, &p.Lang, &p.Version, &date, &p.Run, &p.Place, &p.Of,
			&p.Kept, &l.Sheet, &l.Sheets, &mark); err != nil {
			return err
		}
		p.At, p.Date = instant(at), dayOf(date)
		switch kind {
		case "letter":
			p.Kind = PaperLetter
			p.follow(events)
			if p.State == PaperPending && spoiledBy(mark, l) {
				p.State = PaperSpoiled
			}
		default:
			p.Kind, p.digest = PaperKind(kind), mark
		}
		list = append(list, p)
		return nil
	})
}

// spoiledBy reports whether a run's last mark says that a letter's sheets were spoiled.
func spoiledBy(mark string, l PrintedLetter) bool {
	var sheets string
	if _, err := fmt.Sscanf(mark, "confirmed %s", &sheets); err != nil {
		return false
	}
	list, err := ParseSheets(sheets)
	return err == nil && list.has(l)
}

// letterEvent is an event about a letter, and whether it was taken back.
type letterEvent struct {
	journey.Event
	undone bool
}

// readLetterEvents gives the events about letters, of all cohorts, in time.
func readLetterEvents(r reader, participant string) (list []letterEvent, err error) {
	rows, err := r.rows(`SELECT e.id, e.at, e.recorded, e.actor, e.workplace, e.kind, e.details, NOT `+eventHolds+` FROM event e
		WHERE e.participant = ? AND e.kind IN ('letter_printed', 'letter_confirmed', 'letter_returned') ORDER BY e.at, e.recorded, e.id`, participant)
	if err != nil {
		return nil, err
	}
	return list, each(rows, func() error {
		var e letterEvent
		if e.Event, err = scanEvent(rows.Scan, &e.undone); err != nil {
			return err
		}
		list = append(list, e)
		return nil
	})
}

// follow finds out how far a letter has come.
func (p *PersonPaper) follow(events []letterEvent) {
	p.State = PaperTakenBack
	for _, e := range events {
		d := e.Details
		mine := d.Letter == p.Number || d.Letter == "" && d.Run == p.Run
		switch {
		case !mine:
		case e.Kind == journey.LetterPrinted && e.undone:
			p.Override = d.Override
		case e.undone:
		case e.Kind == journey.LetterPrinted:
			p.State, p.Override = PaperPending, d.Override
		case e.Kind == journey.LetterConfirmed && p.State == PaperPending:
			p.State, p.Sent = PaperSent, day.Of(e.At)
		case e.Kind == journey.LetterReturned && p.State == PaperSent:
			p.State, p.Returned = PaperReturned, day.Of(e.At)
		}
	}
}
