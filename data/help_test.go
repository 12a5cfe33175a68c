package data

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/pnr"
	"fyrtio/data/keys"
)

// cheap makes the test's key slots at a cost that the product never uses (D32).
var cheap = []keys.Option{keys.WithCost(keys.Cost{Time: 1, Memory: 8, Threads: 1})}

const (
	testUser       = "lena"
	testPassphrase = "granen vid sjön"
)

// testDay is the day on which the tests' clock starts: a Tuesday.
var testDay = day.New(2026, time.March, 10)

// clock is a clock that tests set.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

// to sets the clock to hour:minute on a day.
func (c *clock) to(d day.Date, hour, minute int) { c.t = d.At(hour, minute) }

// initStore makes a data folder.
func initStore(t testing.TB, c *clock) string {
	t.Helper()
	dir := t.TempDir()
	if _, err := Init(t.Context(), dir, InitParams{Clinic: "Granlunda hälsocentral", User: testUser, FullName: "Lena Sundkvist",
		Passphrase: testPassphrase, Clock: c.now, Workplace: "test", Keys: cheap}); err != nil {
		t.Fatal(err)
	}
	return dir
}

func openStore(t testing.TB, dir string, c *clock) *Store {
	t.Helper()
	s, err := Open(context.Background(), dir, Options{User: testUser, Passphrase: testPassphrase, Clock: c.now, Workplace: "test", Keys: cheap})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// testStore gives an empty store and its clock, at 9 in the morning of testDay.
func testStore(t testing.TB) (*Store, *clock) {
	t.Helper()
	c := &clock{testDay.At(9, 0)}
	s := openStore(t, initStore(t, c), c)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s, c
}

// numbers1986 are the published test numbers of people born in 1986.
func numbers1986(t testing.TB) []string {
	t.Helper()
	b, err := assets.Demo.ReadFile("demo/testpersonnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, n := range strings.Fields(string(b)) {
		if strings.HasPrefix(n, "1986") {
			list = append(list, n)
		}
	}
	return list
}

// rosterRow is a row of a test's roster.
type rosterRow struct {
	number, family, given, street, postcode, town, mobile string
	protected                                             bool
	language                                              string
}

const rosterHeader = "Personnummer;Efternamn;Förnamn;Gatuadress;Postnummer;Ort;Mobiltelefon;Sekretessmarkering;Tolk\n"

func rosterFile(rows []rosterRow) []byte {
	var b bytes.Buffer
	b.WriteString(rosterHeader)
	for _, r := range rows {
		protected := ""
		if r.protected {
			protected = "J"
		}
		fmt.Fprintf(&b, "%s;%s;%s;%s;%s;%s;%s;%s;%s\n", r.number, r.family, r.given, r.street, r.postcode, r.town, r.mobile, protected, r.language)
	}
	return b.Bytes()
}

var (
	families = []string{"Ängquist", "Östergren", "Åkerlund", "Malmquist", "Sjödahl-Kapanen", "Haddad", "Zetterlund", "Wijk", "Vallin", "Bergvall"}
	givens   = []string{"Johanna", "Elin", "Pär", "Amira", "Åke", "Öyvind", "Zoë", "Mikael", "Anna-Karin", "Stefan"}
	towns    = []string{"Granlunda", "Norrviken"}
)

// people gives n rows with published numbers.
func people(t testing.TB, n int) []rosterRow {
	t.Helper()
	numbers := numbers1986(t)
	if n > len(numbers) {
		t.Fatalf("%d people, %d published numbers", n, len(numbers))
	}
	rows := make([]rosterRow, n)
	for i := range rows {
		rows[i] = person1986(numbers[i], i)
	}
	return rows
}

func person1986(number string, i int) rosterRow {
	return rosterRow{number: number, family: families[i%len(families)], given: givens[(i/len(families))%len(givens)],
		street: fmt.Sprintf("Tallbacksgränd %d", i+1), postcode: "999 41", town: towns[i%2], mobile: fmt.Sprintf("070-174 %02d %02d", i/100%100, i%100)}
}

// manyPeople computes valid numbers, for volume only (D31).
func manyPeople(n, year int) []rosterRow {
	rng := rand.New(rand.NewPCG(40, uint64(year)))
	seen := map[string]bool{}
	var rows []rosterRow
	first := day.New(year, time.January, 1)
	for len(rows) < n {
		d := first.Add(rng.IntN(365))
		nine := fmt.Sprintf("%02d%02d%02d%03d", d.Year%100, d.Month, d.Day, rng.IntN(1000))
		sum := 0
		for i, c := range nine {
			v := int(c-'0') * (2 - i%2)
			sum += v/10 + v%10
		}
		number := fmt.Sprintf("%d%s%d", d.Year/100, nine, (10-sum%10)%10)
		if !seen[number] {
			seen[number] = true
			rows = append(rows, person1986(number, len(rows)))
			rows[len(rows)-1].family = fmt.Sprintf("%s%c%c", rows[len(rows)-1].family, 'a'+rng.IntN(26), 'a'+rng.IntN(26))
		}
	}
	return rows
}

// importRows imports a roster and expects it to succeed.
func importRows(t testing.TB, s *Store, rows []rosterRow) ImportResult {
	t.Helper()
	return importFile(t, s, ImportParams{Data: rosterFile(rows)})
}

func importFile(t testing.TB, s *Store, p ImportParams) ImportResult {
	t.Helper()
	if p.Name == "" {
		p.Name = "listning-2026.csv"
	}
	if p.Cohort == 0 {
		p.Cohort = 2026
	}
	res, err := s.Import(context.Background(), p)
	if err != nil {
		t.Fatalf("import: %v", err)
	}
	return res
}

// dump gives the content of tables as lines, without what every write changes.
func dump(t testing.TB, s *Store) string {
	t.Helper()
	var b strings.Builder
	err := s.read(context.Background(), func(r reader) error {
		for _, q := range []string{
			`SELECT * FROM participant ORDER BY id`, `SELECT * FROM contact_version ORDER BY participant, id`, `SELECT * FROM event ORDER BY seq`,
			`SELECT * FROM journey ORDER BY participant, cohort`, `SELECT * FROM former_number ORDER BY number`, `SELECT * FROM handled ORDER BY participant`,
			`SELECT * FROM batch ORDER BY id`, `SELECT * FROM batch_row ORDER BY batch, participant`,
		} {
			if err := dumpQuery(&b, r, q); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func dumpQuery(b *strings.Builder, r reader, query string) error {
	rows, err := r.rows(query)
	if err != nil {
		return err
	}
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	fmt.Fprintln(b, query)
	return each(rows, func() error {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			return err
		}
		for _, v := range values {
			fmt.Fprintf(b, "%v|", *v.(*any))
		}
		b.WriteByte('\n')
		return nil
	})
}

// allRows gives the whole list of a filter.
func allRows(t testing.TB, s *Store, f Filter) []Row {
	t.Helper()
	l, err := s.Participants(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	return l.Rows
}

// byNumber gives the row of a person in cohort 2026.
func byNumber(t testing.TB, s *Store, number string) Row {
	t.Helper()
	n, err := pnr.Stored(number)
	if err != nil {
		t.Fatal(err)
	}
	rows := allRows(t, s, Filter{Cohort: 2026})
	i := slices.IndexFunc(rows, func(r Row) bool { return r.Number == n })
	if i < 0 {
		t.Fatalf("%s is in no list", number)
	}
	return rows[i]
}

// noProblems has Check find nothing.
func noProblems(t testing.TB, s *Store) {
	t.Helper()
	problems, err := s.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("check: %s: %v", p.Kind, p.Text)
	}
}
