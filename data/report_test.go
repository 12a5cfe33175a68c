package data

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/core/table"
)

var only2026 = ReportParams{Period: report.Period{From: 2026, To: 2026}}

// tableOf finds a table of a report.
func tableOf(t testing.TB, r *report.Report, id string) *report.Table {
	t.Helper()
	for i := range r.Chapters {
		for k := range r.Chapters[i].Tables {
			if r.Chapters[i].Tables[k].ID == id {
				return &r.Chapters[i].Tables[k]
			}
		}
	}
	t.Fatalf("the report has no table %s", id)
	return nil
}

// Q23: documenting is owed, and so is a report of it every year since 2002. The report is
// there, it tells who is documented and who is not yet, both lists can be opened, and the
// work list asks for what is missing until it is done.
func TestQ23TheReportAndWhoIsNotYetDocumented(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 9)
	importRows(t, s, rows)
	var ids []string
	for _, r := range rows {
		ids = append(ids, byNumber(t, s, r.number).Participant)
	}
	for i, id := range ids[:7] {
		typeAll(t, s, id)
		must(t, s.CompleteForm(t.Context(), id))
		logKind(t, s, id, journey.Consented, journey.Details{Answer: journey.Yes, How: "visit"})
		logKind(t, s, id, journey.InfoGiven, journey.Details{})
		logKind(t, s, id, journey.Visited, journey.Details{})
		if i >= 2 {
			logKind(t, s, id, journey.Documented, journey.Details{Where: journey.WherePMO})
		}
	}
	p := only2026
	p.Open = true
	r, err := s.Report(t.Context(), p)
	must(t, err)
	documented := tableOf(t, r, "documented")
	counts := map[string]int{}
	for _, row := range documented.Rows {
		counts[row.ID] = row.Cells[len(row.Cells)-1].N
	}
	if counts["pmo"] != 5 || counts["no"] != 2 || counts["yes"] != 5 {
		t.Errorf("documented: %v", counts)
	}
	refs, _, err := s.ReportPeople(t.Context(), report.Query{Variable: "documented", Category: "no", Period: p.Period})
	must(t, err)
	var behind []string
	for _, ref := range refs {
		behind = append(behind, ref.Participant)
	}
	slices.Sort(behind)
	if want := slices.Sorted(slices.Values(ids[:2])); !slices.Equal(behind, want) {
		t.Errorf("not yet documented are %v, want %v", behind, want)
	}
	list := allRows(t, s, Filter{Cohort: 2026, Steps: []journey.StepKind{journey.StepDocument}})
	if len(list) != 2 {
		t.Errorf("Deltagare lists %d to document, want 2: %v", len(list), byID(t, s, ids[0]).Status.Next)
	}
	if done, err := s.Progress(t.Context(), 2026); err != nil || done.Undocumented != 2 || done.Completed != 7 || done.Queues[journey.QueueDocument] != 2 {
		t.Errorf("%+v, %v", done, err)
	}
	for _, id := range ids[:2] {
		logKind(t, s, id, journey.Documented, journey.Details{Where: journey.WherePMO})
	}
	if refs, _, err = s.ReportPeople(t.Context(), report.Query{Variable: "documented", Category: "no", Period: p.Period}); err != nil || len(refs) != 0 {
		t.Errorf("%d are not documented after all were, %v", len(refs), err)
	}
	must(t, s.SetEarlier(t.Context(), 2002, []report.Figure{{Indicator: "completed", N: 61, Of: 98}}))
	r, err = s.Report(t.Context(), p)
	must(t, err)
	if trend := tableOf(t, r, "trend"); trend.Columns[0].ID != "2002" {
		t.Errorf("the trend begins %s, want 2002", trend.Columns[0].ID)
	}
}

// Looks at the statistics are logged, once in a while for the same figures.
func TestReportIsLogged(t *testing.T) {
	s, c := testStore(t)
	importRows(t, s, people(t, 3))
	looks := func() (n int) {
		t.Helper()
		log, err := s.AccessLog(t.Context(), "", 0, 100)
		must(t, err)
		for _, a := range log {
			if a.Act == "look" {
				n++
			}
		}
		return n
	}
	step := func(want int, f func() error) {
		t.Helper()
		before := looks()
		must(t, f())
		if got := looks() - before; got != want {
			t.Errorf("%d looks were logged, want %d", got, want)
		}
	}
	open := only2026
	open.Open = true
	show := func(p ReportParams) func() error {
		return func() error { _, err := s.Report(context.Background(), p); return err }
	}
	step(1, show(only2026))
	step(0, show(only2026))
	step(1, show(open))
	step(1, func() error { _, err := s.Progress(context.Background(), 2026); return err })
	step(1, func() error {
		_, _, err := s.ReportPeople(context.Background(), report.Query{Variable: "state", Period: only2026.Period})
		return err
	})
	c.t = c.t.Add(11 * time.Minute)
	step(1, show(only2026))
	must(t, s.ReportSaved(t.Context(), open, "pdf"))
	log, err := s.AccessLog(t.Context(), "", 0, 1)
	must(t, err)
	if log[0].Act != "export" || !bytes.Contains(log[0].Detail, []byte(`"open":true`)) || !bytes.Contains(log[0].Detail, []byte("pdf")) {
		t.Errorf("a saved report is logged as %s %s", log[0].Act, log[0].Detail)
	}
}

// Progress counts towards the clinic's own target, and names those behind its numbers.
func TestProgressTowardsTheTarget(t *testing.T) {
	s, c := testStore(t)
	rows := people(t, 9)
	importRows(t, s, rows)
	id := func(i int) string { return byNumber(t, s, rows[i].number).Participant }
	must(t, s.SetSetting(t.Context(), "report.target", "50"))
	logKind(t, s, id(0), journey.Visited, journey.Details{})
	logKind(t, s, id(1), journey.Declined, journey.Details{Channel: "phone"})
	mustBook(t, s, id(2), "17 13:00", "")
	p, err := s.Progress(t.Context(), 2026)
	must(t, err)
	if p.Listed != 9 || p.Completed != 1 || p.Goal != 5 || p.Declined != 1 || p.BookedAhead != 1 || p.ToInvite != 6 || p.Months[2] != 1 || p.Recent != 0.25 {
		t.Errorf("%+v", p)
	}
	if weeks := float64(p.Until.Sub(p.Day)+1) / 7; p.Needed*weeks < 3.99 || p.Needed*weeks > 4.01 {
		t.Errorf("%v talks a week in %v weeks, want 4 talks", p.Needed, weeks)
	}
	for key, n := range map[string]int{"to invite": p.ToInvite, "booked": p.BookedAhead, "no show": p.NoShow, "declined": p.Declined} {
		if len(p.Refs[key]) != n {
			t.Errorf("%s: %d refs of %d", key, len(p.Refs[key]), n)
		}
	}
	if p.Refs["declined"][0].Participant != id(1) {
		t.Error("somebody else declined")
	}
	c.to(day.New(2027, time.January, 5), 9, 0)
	if p, err = s.Progress(t.Context(), 2026); err != nil || p.Needed != 0 || p.BookedAhead != 0 {
		t.Errorf("after the year: %+v, %v", p, err)
	}
}

func TestReportOfNobodyIsRefused(t *testing.T) {
	s, _ := testStore(t)
	importRows(t, s, people(t, 3))
	for _, p := range []report.Period{{From: 2027, To: 2027}, {From: 2019, To: 2020}, {From: 2026, To: 2025}} {
		if _, err := s.Report(t.Context(), ReportParams{Period: p}); fault.CodeOf(err) != fault.NotFound && fault.CodeOf(err) != fault.Usage {
			t.Errorf("%v: %v", p, err)
		}
	}
}

// D12: somebody with a protected identity is counted, and listed behind a figure of the
// course as in every list; behind one that tells the sex or what a form says, never.
func TestReportPeopleOfProtected(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 2)
	importRows(t, s, rows)
	for _, r := range rows {
		id := byNumber(t, s, r.number).Participant
		typeAll(t, s, id)
		logKind(t, s, id, journey.Visited, journey.Details{})
		must(t, s.CompleteForm(t.Context(), id))
	}
	protect(t, s, byNumber(t, s, rows[0].number).Participant, "besked från Skatteverket")
	for _, q := range []struct {
		report.Query
		people, protected int
	}{
		{report.Query{Variable: "funnel", Category: "came"}, 2, 0},
		{report.Query{Variable: "tobacco.smoking", Category: "1"}, 1, 1},
		{report.Query{Variable: "tobacco.smoking", Category: "5"}, 0, 0},
		{report.Query{Variable: "nothing"}, 0, 0},
	} {
		q.Period = only2026.Period
		refs, protected, err := s.ReportPeople(t.Context(), q.Query)
		if must(t, err); len(refs) != q.people || protected != q.protected {
			t.Errorf("%+v: %d people, %d left out", q.Query, len(refs), protected)
		}
	}
	left := 0
	for _, sex := range []string{"kvinna", "man"} {
		_, protected, err := s.ReportPeople(t.Context(), report.Query{Variable: "funnel", Category: "came", Sex: sex, Period: only2026.Period})
		must(t, err)
		left += protected
	}
	if left != 1 {
		t.Errorf("by sex %d are left out, want 1", left)
	}
}

func TestClinicIsNamedAsItWas(t *testing.T) {
	s, c := testStore(t)
	c.to(day.New(2024, time.January, 9), 9, 0)
	for cohort := 2023; cohort <= 2026; cohort++ {
		importFile(t, s, ImportParams{Data: rosterFile(manyPeople(3, cohort-40)), Cohort: cohort, Part: true})
	}
	rename := func(year int, name string) {
		t.Helper()
		c.to(day.New(year, time.June, 1), 9, 0)
		must(t, s.SetSetting(t.Context(), "clinic.name", name))
	}
	names := func() []report.Named {
		t.Helper()
		r, err := s.Report(t.Context(), ReportParams{Period: report.Period{From: 2024, To: 2026}})
		must(t, err)
		return r.Names
	}
	if got := names(); got != nil {
		t.Errorf("one name all years: %v", got)
	}
	rename(2025, "Norrvikens hälsocentral")
	rename(2026, "Granbackens hälsocentral")
	want := []report.Named{
		{Name: "Granlunda hälsocentral", Period: report.Period{From: 2023, To: 2024}},
		{Name: "Norrvikens hälsocentral", Period: report.Period{From: 2025, To: 2025}},
		{Name: "Granbackens hälsocentral", Period: report.Period{From: 2026, To: 2026}},
	}
	if got := names(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// reportFiles draws everything that a report becomes.
func reportFiles(t testing.TB, s *Store) map[string][]byte {
	t.Helper()
	r, err := s.Report(t.Context(), only2026)
	must(t, err)
	files := map[string][]byte{}
	var pdf, xlsx bytes.Buffer
	_, err = paper.WriteReport(&pdf, r, s.Config().Clinic(), say.Swedish)
	must(t, err)
	must(t, r.XLSX(&xlsx, say.Swedish))
	files["pdf"], files["xlsx"] = pdf.Bytes(), xlsx.Bytes()
	must(t, r.CSV(say.Swedish, func(name string, b []byte) error {
		files[name] = bytes.Clone(b)
		return nil
	}))
	return files
}

// The same data give the same files, byte for byte: at once, after a restart, and from a
// backup that was restored in another place.
func TestSameDataSameReport(t *testing.T) {
	s, c := testStore(t)
	populate(t, s, c, 2026, 300, 7)
	dir := s.Dir()
	same := func(where string, s *Store, want map[string][]byte) {
		t.Helper()
		got := reportFiles(t, s)
		if len(got) != len(want) {
			t.Errorf("%s: %d files, want %d", where, len(got), len(want))
		}
		for name := range want {
			if !bytes.Equal(got[name], want[name]) {
				t.Errorf("%s: %s differs", where, name)
			}
		}
	}
	want := reportFiles(t, s)
	if len(want) < 40 {
		t.Fatalf("only %d files", len(want))
	}
	same("once more", s, want)
	info, err := s.Backup(t.Context(), ByHand)
	must(t, err)
	must(t, s.Rebuild(t.Context()))
	same("rebuilt", s, want)
	must(t, s.Close())
	other := t.TempDir()
	must(t, os.CopyFS(other, os.DirFS(dir)))
	backup, err := os.ReadFile(filepath.Join(dir, backupFolder, info.File))
	must(t, err)
	must(t, errors.Join(os.Remove(filepath.Join(other, databaseName)), os.RemoveAll(filepath.Join(other, databaseName+"-wal")), os.RemoveAll(filepath.Join(other, databaseName+"-shm"))))
	must(t, os.WriteFile(filepath.Join(other, databaseName), backup, 0o600))
	for where, dir := range map[string]string{"opened again": dir, "from a backup": other} {
		s := openStore(t, dir, c)
		same(where, s, want)
		must(t, s.Close())
	}
}

func TestEarlierYears(t *testing.T) {
	s, c := testStore(t)
	importRows(t, s, people(t, 3))
	set := func(year int, list ...report.Figure) error { return s.SetEarlier(t.Context(), year, list) }
	figures := func() []report.Figure {
		t.Helper()
		list, err := s.Earlier(t.Context())
		must(t, err)
		return list
	}
	must(t, set(2015, report.Figure{Indicator: "smoking", Share: 0.112}, report.Figure{Indicator: "completed", N: 61, Of: 98, Share: 0.62}, report.Figure{Indicator: "completed", Sex: "kvinna", Share: 0.7}))
	want := []report.Figure{{Cohort: 2015, Indicator: "smoking", Share: 0.112}, {Cohort: 2015, Indicator: "completed", N: 61, Of: 98, Share: 61.0 / 98}, {Cohort: 2015, Indicator: "completed", Sex: "kvinna", Share: 0.7}}
	if got := figures(); !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	c.t = c.t.Add(time.Minute)
	must(t, set(2015, report.Figure{Indicator: "smoking", Share: 0.2}))
	must(t, set(2016, report.Figure{Indicator: "smoking", Share: 0.1}))
	if got := figures(); len(got) != 2 || got[0].Share != 0.2 {
		t.Errorf("a year is replaced as a whole: %+v", got)
	}
	history, err := s.EarlierHistory(t.Context(), 2015)
	must(t, err)
	if len(history) != 2 || len(history[1].Figures) != 3 || history[1].By != "Lena Sundkvist" {
		t.Fatalf("%+v", history)
	}
	must(t, set(2015, history[1].Figures...)) // undone
	if got := figures(); !slices.Equal(got[:3], want) {
		t.Errorf("taken back: %+v", got)
	}
	must(t, set(2016))
	if got := figures(); len(got) != 3 {
		t.Errorf("2016 is taken away: %+v", got)
	}
	one := report.Figure{Indicator: "smoking", Share: 0.1}
	refuses(t, set(1984, one), "reportdata.err.year")
	refuses(t, set(2026, one), "reportdata.err.year")
	refuses(t, set(2015, report.Figure{Indicator: "shoes"}), "reportdata.err.indicator")
	refuses(t, set(2015, one, one), "reportdata.err.twice")
	refuses(t, set(2015, report.Figure{Indicator: "smoking", N: 5, Of: 4}), "reportdata.err.number")
	refuses(t, set(2015, report.Figure{Indicator: "smoking", Share: 1.1}), "reportdata.err.share")
	refuses(t, set(2015, report.Figure{Indicator: "smoking", N: 61, Of: 98, Share: 0.9}), "reportdata.err.differs")
	refuses(t, set(2015, report.Figure{Indicator: "smoking", Of: 98, Share: 0.9}), "reportdata.err.differs")
	refuses(t, set(2015, report.Figure{Indicator: "smoking", Sex: "okänt"}), "reportdata.err.sex")
	importFile(t, s, ImportParams{Data: rosterFile(manyPeople(3, 1985)), Cohort: 2025, Part: true})
	refuses(t, set(2025, one), "reportdata.err.counted")
}

// A file of earlier figures is the template filled in, in any spelling that a spreadsheet
// gives it; a fault names its row, and nothing is taken in.
func TestEarlierFile(t *testing.T) {
	s, _ := testStore(t)
	read := func(text string) EarlierFile {
		t.Helper()
		f, err := ReadEarlier(t.Context(), "tidigare.csv", []byte(text))
		must(t, err)
		return f
	}
	f := read("År;Nyckeltal;Kön;Antal;Av;Andel %\n2015;smoking;kvinna;12;120;\n2015;Smoking;män;;;11,2 %\n2016;completed;alla;1 061;2 000;\n2016;star;;;;\n")
	want := []report.Figure{{Cohort: 2015, Indicator: "smoking", Sex: "kvinna", N: 12, Of: 120, Share: 0.1}, {Cohort: 2015, Indicator: "smoking", Sex: "man", Share: 0.112},
		{Cohort: 2016, Indicator: "completed", N: 1061, Of: 2000, Share: 1061.0 / 2000}}
	if !slices.Equal(f.Figures, want) || len(f.Faults) != 0 || !slices.Equal(f.Years, []int{2015, 2016}) {
		t.Errorf("%+v", f)
	}
	bad := "år,nyckeltal,kön,antal,av,andel\n20x5,smoking,,1,2,\n2015,shoes,,1,2,\n2015,smoking,x,1,2,\n2015,smoking,,3,2,\n2015,smoking,,,,\"101\"\n2015,smoking,,a,,\n2015,smoking,,4,,\n2015,star,,1,2,\n2015,star,,1,2,\n2015,diet,,,98,\"11\"\n2015,diet,,4,8,\"11\"\n2015,diet,,0,8,0\n"
	f = read(bad)
	var lines []int
	for _, x := range f.Faults {
		lines = append(lines, x.Line)
	}
	if !slices.Equal(lines, []int{2, 3, 4, 5, 6, 7, 8, 10, 11, 12}) || len(f.Figures) != 2 {
		t.Errorf("faults in rows %v, %d figures", lines, len(f.Figures))
	}
	_, err := s.ImportEarlier(t.Context(), "tidigare.csv", []byte(bad), false)
	refuses(t, err, "reportdata.err.file.faults")
	for _, nothing := range []string{"", "hej\n", "år;antal\n2015;4\n", "år;nyckeltal;antal\n"} {
		if _, err := ReadEarlier(t.Context(), "x.csv", []byte(nothing)); fault.CodeOf(err) != fault.Refused {
			t.Errorf("%q: %v", nothing, err)
		}
	}
	good := []byte("year;figure;share\n2014;smoking;12\n")
	_, err = s.ImportEarlier(t.Context(), "x.csv", good, true)
	must(t, err)
	if list, _ := s.Earlier(t.Context()); len(list) != 0 {
		t.Errorf("a dry run took in %v", list)
	}
	_, err = s.ImportEarlier(t.Context(), "x.csv", good, false)
	must(t, err)
	if list, _ := s.Earlier(t.Context()); len(list) != 1 || list[0].Share != 0.12 {
		t.Errorf("took in %v", list)
	}
}

// The template comes back as it was written, in both kinds and both languages.
func TestEarlierTemplateIsRead(t *testing.T) {
	form := EarlierTemplate(2014, 2015)
	for i := range form.Rows {
		form.Rows[i] = append(form.Rows[i], table.Text(""), table.Text(""), table.Number(float64(i%1000)/10))
	}
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		var csv, xlsx bytes.Buffer
		must(t, form.CSV(&csv, lang))
		must(t, form.XLSX(&xlsx, lang))
		for kind, b := range map[string][]byte{"csv": csv.Bytes(), "xlsx": xlsx.Bytes()} {
			f, err := ReadEarlier(t.Context(), kind, b)
			must(t, err)
			if len(f.Faults) > 0 || len(f.Figures) != len(form.Rows) || f.Figures[7].Share != 0.007 {
				t.Errorf("%s %s: %d of %d figures, faults %v", kind, lang, len(f.Figures), len(form.Rows), f.Faults)
			}
		}
	}
}

func FuzzReadEarlier(f *testing.F) {
	f.Add([]byte("år;nyckeltal;kön;antal;av;andel\n2015;smoking;kvinna;12;120;\n"))
	f.Add([]byte("\uFEFFyear\tfigure\tshare\n2014\tsmoking\t12,5 %\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		read, err := ReadEarlier(t.Context(), "x", b)
		if err != nil {
			if fault.CodeOf(err) != fault.Refused {
				t.Fatal(err)
			}
			return
		}
		for _, x := range read.Figures {
			if x.Check() != nil {
				t.Fatalf("%+v was taken in: %v", x, x.Check())
			}
		}
	})
}
