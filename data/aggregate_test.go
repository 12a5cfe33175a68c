package data

import (
	"bytes"
	"testing"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/report"
)

const agreed = "länets fem ord"

func sealed(t testing.TB, s *Store) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, s.SealAggregate(t.Context(), &b, ReportParams{Period: report.Period{From: 2026, To: 2026}, Program: "1.0"}, agreed))
	return b.Bytes()
}

// The exact numbers leave only sealed, marked in clear, and logged; nobody is in them.
func TestAggregateLeavesSealed(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 12)
	importRows(t, s, rows)
	logKind(t, s, byNumber(t, s, rows[0].number).Participant, journey.Visited, journey.Details{})
	file := sealed(t, s)
	if head, _, _ := bytes.Cut(file, []byte("argon2id")); !bytes.Contains(head, []byte("EJ FÖR PUBLICERING")) {
		t.Errorf("the file begins %q", head)
	}
	if bytes.Contains(file, []byte("cohort")) {
		t.Error("the numbers stand in clear")
	}
	a, err := ReadAggregate(bytes.NewReader(file), agreed)
	must(t, err)
	if a.Clinic != "Granlunda hälsocentral" || len(a.Tallies) != 1 || a.Program != "1.0" {
		t.Errorf("%+v", a)
	}
	plain, err := a.Encode()
	must(t, err)
	for _, r := range rows {
		for _, trace := range []string{r.number, r.number[2:], r.family, r.given, r.street, r.mobile, byNumber(t, s, r.number).Participant} {
			if bytes.Contains(plain, []byte(trace)) {
				t.Errorf("the aggregate tells %q", trace)
			}
		}
	}
	log, err := s.AccessLog(t.Context(), "", 0, 1)
	must(t, err)
	if log[0].Act != "export" || !bytes.Contains(log[0].Detail, []byte("aggregate")) {
		t.Errorf("logged as %s %s", log[0].Act, log[0].Detail)
	}
	// The same numbers come out as the report itself has.
	in := report.Input{Clinic: a.Clinic, Period: report.Period{From: 2026, To: 2026}, Date: s.Day(), Tallies: a.Tallies, Open: true,
		Payment: s.Config().Int("report.payment"), Target: 0.5, Program: "1.0"}
	own, err := s.Report(t.Context(), ReportParams{Period: in.Period, Open: true, Program: "1.0"})
	must(t, err)
	if got := jsonText(report.New(in)); got != jsonText(own) {
		t.Errorf("the report of the file differs from the clinic's own:\n%.300s\n%.300s", got, jsonText(own))
	}
}

func TestAggregateIsRefused(t *testing.T) {
	s, _ := testStore(t)
	importRows(t, s, people(t, 2))
	file := sealed(t, s)
	read := func(b []byte, passphrase string, want fault.Code) {
		t.Helper()
		if _, err := ReadAggregate(bytes.NewReader(b), passphrase); fault.CodeOf(err) != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	read(file, "landets fem ord", fault.Locked)
	for _, at := range []int{0, 30, len(file) - 400, len(file) - 1} {
		changed := bytes.Clone(file)
		changed[at] ^= 1
		if _, err := ReadAggregate(bytes.NewReader(changed), agreed); fault.CodeOf(err) != fault.Locked && fault.CodeOf(err) != fault.Damaged {
			t.Errorf("byte %d was changed: %v", at, err)
		}
	}
	read(file[:len(file)/2], agreed, fault.Locked)
	read([]byte("Personnummer;Namn\n"), agreed, fault.Damaged)
	read(nil, agreed, fault.Damaged)
	var other bytes.Buffer
	must(t, s.ring.Seal(&other, "", []byte(`{"format":"fyrtio-aggregate-7"}`), agreed))
	read(other.Bytes(), agreed, fault.Refused)
	if err := s.SealAggregate(t.Context(), &other, ReportParams{Period: report.Period{From: 2026, To: 2026}}, "kort"); fault.CodeOf(err) != fault.Refused {
		t.Errorf("a short passphrase: %v", err)
	}
	if err := s.SealAggregate(t.Context(), &other, ReportParams{Period: report.Period{From: 2019, To: 2019}}, agreed); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a year without anybody: %v", err)
	}
}

// FuzzAggregate reads what is within a seal: whoever knows the passphrase may have written
// anything. What is taken in makes a report and is written as the same bytes again.
func FuzzAggregate(f *testing.F) {
	s, _ := testStore(f)
	importRows(f, s, people(f, 3))
	a, err := ReadAggregate(bytes.NewReader(sealed(f, s)), agreed)
	must(f, err)
	plain, err := a.Encode()
	must(f, err)
	f.Add(plain)
	f.Add(bytes.Replace(plain, []byte("2026"), []byte("2025"), 1))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := report.ReadAggregate(b)
		if err != nil {
			return
		}
		out, err := a.Encode()
		must(t, err)
		again, err := report.ReadAggregate(out)
		must(t, err)
		if twice, err := again.Encode(); err != nil || !bytes.Equal(out, twice) {
			t.Fatalf("%s\n%s, %v", out, twice, err)
		}
		if len(a.Tallies) > 0 {
			y := a.Tallies[0].Cohort
			report.New(report.Input{Clinic: a.Clinic, Period: report.Period{From: y, To: y}, Tallies: a.Tallies, Earlier: a.Earlier})
		}
	})
}
