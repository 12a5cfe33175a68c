package data

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// A clinic's year, lived day by day through the use cases: people who answer, do not
// answer, move, say no, get a protected identity; a coordinator who works through Idag
// and nothing else. At its end nobody is in limbo, and nobody got what the rules forbid
// (forbidden, which knows nothing of core/journey's rules).

// year is a clinic's year.
type year struct {
	t   *testing.T
	s   *Store
	c   *clock
	rng *rand.Rand

	people  []*someone
	byID    map[string]*someone
	plans   map[day.Date][]plan
	taken   map[string]bool // hours that were tried
	pending []string        // runs that are printed and not confirmed
	answers []byte          // a whole questionnaire
	stuck   map[string]int  // workdays that a row has stood on Idag

	counts map[string]int // what happened, for the summary
}

// someone is a participant as the world knows them.
type someone struct {
	id        string
	row       rosterRow
	protected day.Date // since when; zero = not
	left      bool     // moved from the clinic's list
}

// plan is what a participant is going to do by themselves.
type plan struct {
	who  *someone
	what string
}

// clinics differ in what they have set.
var clinics = []map[string]string{
	{},
	{"cl24": "off"},
	{"reminders": "2", "letter_days": "14", "quiet_days": "5"},
	{"reminders": "0", "call_tries": "1", "ticket_days": "7"},
}

// TestYearNobodyIsForgotten lives a year with 150 participants, and shorter ones with
// other settings; make test-long lives each kind of clinic with several seeds.
func TestYearNobodyIsForgotten(t *testing.T) {
	seeds, some := []uint64{40}, 30
	if os.Getenv("FYRTIO_LONG") != "" {
		seeds, some = []uint64{1, 2, 3, 4, 40}, 150
	}
	for _, seed := range seeds {
		for i, clinic := range clinics {
			n := 150
			if i > 0 {
				n = some
			}
			t.Run(fmt.Sprint("seed ", seed, " clinic ", i), func(t *testing.T) { liveYear(t, seed, n, clinic) })
		}
	}
}

func liveYear(t *testing.T, seed uint64, n int, clinic map[string]string) {
	c := &clock{day.New(2026, time.January, 12).At(8, 0)}
	s := openStore(t, initStore(t, c), c)
	defer s.Close()
	y := &year{t: t, s: s, c: c, rng: rand.New(rand.NewPCG(seed, 40)), byID: map[string]*someone{}, plans: map[day.Date][]plan{},
		taken: map[string]bool{}, stuck: map[string]int{}, counts: map[string]int{}}
	clinicSettings(t, s)
	must(t, s.SetSetting(t.Context(), "booking.rooms", "Rum 2 · Lena; Rum 4 · Petra"))
	for key, value := range clinic {
		must(t, s.SetSetting(t.Context(), key, value))
	}
	must(t, s.SetSetting(t.Context(), "invite_order", "birth")) // the lot is drawn by ids, which differ from run to run
	_, full := fullForm(t)
	var err error
	if y.answers, err = json.Marshal(full); err != nil {
		t.Fatal(err)
	}
	y.arrive(n)
	for d := c.day(); d.Year == 2026; d = d.Add(1) {
		y.live(d)
	}
	y.nobodyInLimbo()
	y.nothingForbidden()
	noProblems(t, s)
	if n < 150 {
		return
	}
	for _, what := range slices.Sorted(maps.Keys(y.counts)) {
		t.Logf("%5d %s", y.counts[what], what)
	}
}

func (c *clock) day() day.Date { return day.Of(c.t) }

// arrive imports the year's roster: some without address or phone, some with an
// interpreter, some protected.
func (y *year) arrive(n int) {
	rows := people(y.t, n)
	for i := range rows {
		r := &rows[i]
		switch {
		case y.one(30):
			r.protected = true
		case y.one(12):
			r.mobile = ""
		case y.one(40):
			r.street = ""
		case y.one(15):
			r.language = "arabiska"
		}
	}
	importRows(y.t, y.s, rows)
	list := allRows(y.t, y.s, Filter{Cohort: 2026})
	for _, row := range rows {
		p := &someone{row: row}
		if row.protected {
			p.protected = y.c.day()
		}
		for _, r := range list {
			if r.Number.String() == row.number {
				p.id = r.Participant
			}
		}
		if p.id == "" { // protected: no list tells the number
			err := y.s.read(y.t.Context(), func(r reader) (err error) {
				p.id, err = findNumber(r, row.number)
				return err
			})
			must(y.t, err)
		}
		y.people, y.byID[p.id] = append(y.people, p), p
		y.life(p)
	}
}

// one is true once in n.
func (y *year) one(n int) bool { return y.rng.IntN(n) == 0 }

// live lives a day. The clinic is closed in the weekend and in three weeks of July, while
// people go on living.
func (y *year) live(d day.Date) {
	y.c.to(d, 7, 30)
	for _, p := range y.plans[d] {
		y.happen(p)
	}
	delete(y.plans, d)
	away := d.Month == time.July && d.Day >= 6 && d.Day <= 26
	if wd := d.Weekday(); wd == time.Saturday || wd == time.Sunday || away {
		return
	}
	y.c.to(d, 8, 0)
	y.confirm()
	if d.Month == time.September && d.Day >= 1 && d.Day <= 7 && d.Weekday() == time.Monday {
		y.autumnRoster()
	}
	if d.Weekday() == time.Monday || d.Weekday() == time.Wednesday {
		y.invite(8)
	}
	for range 3 { // done rows bring new ones
		y.c.t = y.c.t.Add(time.Hour)
		y.work()
	}
	y.c.to(d, 16, 0)
	y.visits()
	y.work()
	y.notStuck()
}

// confirm says of yesterday's letters that they were sent, but for a sheet that jammed,
// which is printed once more.
func (y *year) confirm() {
	for _, run := range y.pending {
		var spoiled SheetList
		if y.one(6) {
			spoiled = SheetList{{From: 1, To: 1}}
			var again file
			if _, err := y.s.ReprintLetters(y.t.Context(), run, spoiled, again.part); err != nil {
				y.counts["not reprinted: the letter was erased"]++
			}
		}
		done, err := y.s.ConfirmRun(y.t.Context(), run, nil)
		if err != nil {
			y.counts["run not confirmed: all letters taken back"]++
			continue
		}
		for _, l := range done.Events {
			y.gotLetter(y.byID[l.Ref.Participant])
		}
		y.counts["letters taken out of the pile"] += len(done.Refused)
	}
	y.pending = nil
}

// invite begins with the next people: calls some first, sends tickets to those who have
// said yes, letters to the others.
func (y *year) invite(n int) {
	refs, _, err := y.s.NextToInvite(y.t.Context(), 2026, n)
	must(y.t, err)
	letters := map[string][]string{}
	var tickets []string
	for _, ref := range refs {
		p := y.byID[ref.Participant]
		row := y.row(p)
		switch {
		case row.Status.Next.Step == journey.StepTicket:
			tickets = append(tickets, p.id)
		case row.Status.Channels[journey.ByPhone].Allowed && p.row.mobile != "" && y.one(3):
			y.call(row)
		case row.Status.Next.Template == journey.TemplateInvitation && y.one(6): // a time is offered, its letter follows on Idag
			y.book(p, "letter", "")
		default:
			letters[row.Status.Next.Template] = append(letters[row.Status.Next.Template], p.id)
		}
	}
	y.tickets(tickets)
	y.print(letters)
}

// autumnRoster imports the list once more: who moved is gone from it, some have new
// addresses, one has got a protected identity.
func (y *year) autumnRoster() {
	if y.counts["autumn roster"] > 0 {
		return
	}
	y.counts["autumn roster"]++
	var rows []rosterRow
	flagged := false
	for _, p := range y.people {
		switch {
		case p.left:
			continue
		case !p.protected.IsZero():
			p.row.protected = true
		case !flagged && y.one(20):
			flagged, p.row.protected, p.protected = true, true, y.c.day()
		case y.one(25):
			p.row.street = "Nygatan 4"
		}
		rows = append(rows, p.row)
	}
	importFile(y.t, y.s, ImportParams{Name: "listning-september.csv", Data: rosterFile(rows)})
}

// row reads where someone stands.
func (y *year) row(p *someone) Row {
	rows := allRows(y.t, y.s, Filter{Cohort: 2026, Participants: []string{p.id}})
	if len(rows) != 1 {
		y.t.Fatalf("%d rows of %s", len(rows), p.id)
	}
	return rows[0]
}

// record logs events as one act. Now and then somebody presses Ctrl+Z and does it again:
// in between all is as it was.
func (y *year) record(list ...LogParams) (Logged, bool) {
	y.t.Helper()
	before := ""
	if undone := y.one(40); undone {
		before = states(y.t, y.s)
	}
	l, err := y.s.LogEach(y.t.Context(), list)
	if err != nil || len(l.Refused) > 0 {
		y.t.Errorf("%s: %v is refused: %v %v", y.c.day(), kinds(list), err, l.Refused)
		return l, false
	}
	if before != "" {
		if _, err := y.s.Undo(y.t.Context(), l.Act, "fel knapp"); err != nil {
			y.t.Fatal(err)
		}
		if after := states(y.t, y.s); after != before {
			y.t.Fatalf("%s: %s undone leaves\n%s\nwas\n%s", y.c.day(), kinds(list), differing(after, before), differing(before, after))
		}
		y.counts["acts undone and done again"]++
		if l, err = y.s.LogEach(y.t.Context(), list); err != nil {
			y.t.Fatal(err)
		}
	}
	for _, p := range list {
		y.counts[strings.TrimSpace("event "+string(p.Kind)+" "+p.Details.Outcome)] += len(p.Participants)
	}
	return l, true
}

// differing gives the lines of a that are not in b.
func differing(a, b string) string {
	var list []string
	for _, line := range strings.Split(a, "\n") {
		if !strings.Contains(b, line) {
			list = append(list, line)
		}
	}
	return strings.Join(list, "\n")
}

func event(p *someone, k journey.Kind, d journey.Details) LogParams {
	return LogParams{Participants: []string{p.id}, Cohort: 2026, Kind: k, Details: d}
}

// print prints letters, a run for each template; they lie in the printer until the next
// morning. Idag proposed them, so each must go.
func (y *year) print(letters map[string][]string) {
	for _, template := range slices.Sorted(maps.Keys(letters)) {
		var out bytes.Buffer
		done, err := y.s.PrintLetters(y.t.Context(), LettersParams{Template: template, Cohort: 2026, Only: letters[template]}, inMemory(&out))
		if err != nil || len(done.Left) > 0 {
			for _, l := range done.Left {
				y.t.Errorf("%s: %s proposed and left out: %s", y.c.day(), template, say.In(say.English, l.Reason))
			}
			if err != nil {
				y.t.Errorf("%s: %s is proposed for %v: %v", y.c.day(), template, letters[template], err)
				continue
			}
		}
		y.pending = append(y.pending, done.Run)
		y.counts["letters "+template] += len(done.Letters)
	}
}

// notStuck: with a coordinator at work no row stands long on Idag.
func (y *year) notStuck() {
	w, err := y.s.Today(y.t.Context(), 2026)
	must(y.t, err)
	now := map[string]int{}
	for _, row := range w.Rows {
		if row.Handled != nil {
			continue
		}
		key := fmt.Sprint(row.Participant, row.Queue, row.Step, row.Since)
		if now[key] = y.stuck[key] + 1; now[key] == 12 {
			y.t.Errorf("%s: %s in %s for 12 workdays: %s", y.c.day(), row.Step, row.Queue, say.In(say.English, row.Reason))
		}
		if words := say.In(say.Swedish, row.Reason); words == "" || strings.HasPrefix(words, "journey.") {
			y.t.Errorf("%s says %q", row.Step, words)
		}
	}
	y.stuck = now
}

// nobodyInLimbo: at the year's end everyone is done, said no, is ended, was tried in
// vain with every way the rules allow, or has a next step with a day.
func (y *year) nobodyInLimbo() {
	today := y.c.day()
	for _, p := range y.people {
		st := y.row(p).Status
		next := st.Next
		y.counts["at the end: "+string(st.State)+", "+string(next.Step)]++
		switch {
		case next.Step == journey.StepNone && slices.Contains([]journey.State{journey.StateDone, journey.StateDeclined, journey.StateEnded, journey.StateNoReply, journey.StateNoShow}, st.State):
			if next.Reason.IsZero() {
				y.t.Errorf("%s is let go without a reason", p.id)
			}
		case next.Step == journey.StepNone, next.Due.IsZero(), next.Since.IsZero():
			y.t.Errorf("in limbo: %s, %s (%s)", st.State, next.Step, say.In(say.English, next.Reason))
		case next.Step == journey.StepWait && !next.Due.After(today):
			y.t.Errorf("waits for what has been: %s, %s", st.State, say.In(say.English, next.Reason))
		case next.Queue != "" && today.Sub(next.Due) > 21:
			y.t.Errorf("forgotten since %s: %s, %s, %s\n%s", next.Due, st.State, next.Step, say.In(say.English, next.Reason), y.story(p))
		}
	}
}

// story tells a journey, for the one who has to find out what went wrong.
func (y *year) story(p *someone) string {
	var b strings.Builder
	for _, e := range y.events(p) {
		fmt.Fprintf(&b, "  %s %s\n", day.Of(e.At), say.In(say.English, journey.Sentence(e)))
	}
	return b.String()
}
