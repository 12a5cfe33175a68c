package data

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"fyrtio/assets"
	"fyrtio/core/form"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/core/star"
	"fyrtio/core/visit"
)

// somePeople lists n participants and gives their ids.
func somePeople(t testing.TB, s *Store, n int) (ids []string) {
	t.Helper()
	rows := people(t, n)
	importRows(t, s, rows)
	for _, r := range rows {
		ids = append(ids, byNumber(t, s, r.number).Participant)
	}
	return ids
}

// formFile gives the shipped form as a file of another version, with text replaced.
func formFile(t testing.TB, version string, pairs ...string) []byte {
	t.Helper()
	b, err := assets.Forms.ReadFile("forms/halsosamtal-1.json")
	must(t, err)
	pairs = append(pairs, ` "version": "1",`, fmt.Sprintf(` "version": %q,`, version))
	for i := 0; i < len(pairs); i += 2 {
		if !bytes.Contains(b, []byte(pairs[i])) {
			t.Fatalf("the form has no %q", pairs[i])
		}
		b = bytes.Replace(b, []byte(pairs[i]), []byte(pairs[i+1]), 1)
	}
	return b
}

func criteriaFile(t testing.TB, version string, pairs ...string) []byte {
	t.Helper()
	b, err := assets.Criteria.ReadFile("criteria/exempel-1.json")
	must(t, err)
	pairs = append(pairs, `"version": "1"`, fmt.Sprintf(`"version": %q`, version))
	for i := 0; i < len(pairs); i += 2 {
		if !bytes.Contains(b, []byte(pairs[i])) {
			t.Fatalf("the criteria have no %q", pairs[i])
		}
		b = bytes.Replace(b, []byte(pairs[i]), []byte(pairs[i+1]), 1)
	}
	return b
}

// A point of the clinic's own, in another's place and with limits by sex, is proposed, set,
// printed and exported as any.
func TestOwnPointOfTheStar(t *testing.T) {
	s, _ := testStore(t)
	who := somePeople(t, s, 1)[0]
	c := star.ShippedCriteria().Clone()
	c.ID, c.Version = "egna", "1"
	p := c.Renew("sitting")
	p.Name, p.Lead = form.Words{SV: "Höft", EN: "Hip"}, form.Words{SV: "Höftmått {}"}
	p.SetLevel(4, form.Words{SV: "Under 100"})
	p.SetLevel(1, form.Words{SV: "100 eller mer"})
	p.AddInput(star.Source{Answer: "m.hip"}, form.Shipped())
	p.Inputs[0].SplitSexes()
	for _, col := range p.Columns() {
		if faults := p.SetColumn(col, map[int]string{4: "< 100", 1: "≥ 100"}, form.Shipped()); len(faults) > 0 {
			t.Fatal(faults)
		}
	}
	if faults := c.Faults(); len(faults) > 0 {
		t.Fatal(faults)
	}
	_, err := s.AddCriteria(t.Context(), c.JSON(), s.Day())
	must(t, err)
	typeAll(t, s, who)
	n, err := s.SaveProposed(t.Context(), who)
	must(t, err)
	st, err := s.ShowStar(t.Context(), who)
	must(t, err)
	own := st.Profile.Point(p.ID)
	if n != star.Points || st.Levels[p.ID] == 0 || st.Levels[p.ID] != own.Level || !strings.Contains(own.Reason.SV, "Höftmått") {
		t.Errorf("%d set, level %d: %+v", n, st.Levels[p.ID], own)
	}
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		page, err := s.StarPage(t.Context(), who, lang)
		must(t, err)
		var b bytes.Buffer
		_, err = paper.WriteStar(&b, page)
		must(t, err)
		sheet, err := s.CriteriaSheet(t.Context(), lang)
		must(t, err)
		_, err = paper.WriteCriteria(&b, sheet)
		must(t, err)
	}
	_, err = s.ExportFHIR(t.Context(), io.Discard, 0)
	must(t, err)
	noProblems(t, s)
}

// S7: three versions of the form, a participant on each. Each one's answers are read
// with the words and the items of the version that they were given to, whatever holds
// now; a form half entered stays with the version that it was begun with.
func TestS7AnswersStayWithTheirVersion(t *testing.T) {
	s, clock := testStore(t)
	people := somePeople(t, s, 3)
	first := people[0]
	question := func(d *form.Definition) string {
		it, _ := d.Item("bg.education")
		return it.Text.In(say.Swedish)
	}
	words := []string{"Vilken är din högsta utbildning?", "Vilken utbildning har du?", "Hur länge har du gått i skolan?"}
	for i, who := range people {
		if i > 0 {
			_, err := s.AddForm(t.Context(), formFile(t, fmt.Sprint(i+1), words[0], words[i]), s.Day())
			must(t, err)
		}
		must(t, s.SaveAnswer(t.Context(), who, "bg.education", form.Code("2"), visit.Place{}))
		clock.t = clock.t.AddDate(0, 0, 1)
	}
	for i, who := range people {
		f := openForm(t, s, who)
		if f.Definition.Version != fmt.Sprint(i+1) || question(f.Definition) != words[i] {
			t.Errorf("form %d is read as version %s: %s", i+1, f.Definition.Version, question(f.Definition))
		}
		if v := f.Answers["bg.education"]; v != form.Code("2") {
			t.Errorf("answer %d: %v", i+1, v)
		}
	}
	// Going on with the first form keeps it on version 1.
	must(t, s.SaveAnswer(t.Context(), first, "health.general", form.Code("1"), visit.Place{}))
	if f := openForm(t, s, first); f.Definition.Version != "1" || len(f.Answers) != 2 {
		t.Errorf("%s, %d answers", f.Definition.Version, len(f.Answers))
	}
}

func TestEditionsHoldFromADay(t *testing.T) {
	s, clock, _ := onePerson(t)
	version := func() string {
		d, err := s.FormEdition(t.Context(), "")
		must(t, err)
		return d.Version
	}
	_, err := s.AddForm(t.Context(), formFile(t, "2"), s.Day().Add(10))
	must(t, err)
	if version() != "1" {
		t.Error("a version holds before its day")
	}
	_, err = s.AddForm(t.Context(), formFile(t, "2"), s.Day())
	refuses(t, err, "edition.err.exists")
	_, err = s.AddForm(t.Context(), formFile(t, "1"), s.Day())
	refuses(t, err, "edition.err.exists")
	_, err = s.AddForm(t.Context(), formFile(t, "3"), s.Day().Add(-1))
	refuses(t, err, "edition.err.past")
	_, err = s.AddForm(t.Context(), []byte(`{"resourceType":"Patient"}`), s.Day())
	refuses(t, err, "form.err.read")
	clock.t = clock.t.AddDate(0, 0, 9)
	if version() != "1" {
		t.Error("a version holds the day before its day")
	}
	clock.t = clock.t.AddDate(0, 0, 1)
	if version() != "2" {
		t.Error("a version does not hold on its day")
	}
	list, err := s.Editions(t.Context(), FormEditions)
	must(t, err)
	if len(list) != 2 || list[0].Version != "2" || !list[0].InForce || list[0].From != s.Day() || list[1].InForce || !list[1].Shipped {
		t.Errorf("%+v", list)
	}
	// The way back, from tomorrow.
	must(t, s.UseEdition(t.Context(), FormEditions, "1", s.Day().Add(1)))
	refuses(t, s.UseEdition(t.Context(), FormEditions, "9", s.Day().Add(1)), "edition.err.unknown")
	if version() != "2" {
		t.Error("the way back began too early")
	}
	clock.t = clock.t.AddDate(0, 0, 1)
	if version() != "1" {
		t.Error("there is no way back")
	}
	file, err := s.EditionFile(t.Context(), FormEditions, "2")
	must(t, err)
	if !bytes.Equal(file, formFile(t, "2")) {
		t.Error("the file is not what was read in")
	}
}

// A star that was begun keeps its criteria; a new one takes those in force.
func TestCriteriaInForceNeverAlterAStar(t *testing.T) {
	s, _ := testStore(t)
	two := somePeople(t, s, 2)
	first, other := two[0], two[1]
	answers := typeAll(t, s, first)
	if len(answers) == 0 {
		t.Fatal("nothing was typed")
	}
	must(t, s.SaveLevels(t.Context(), first, map[string]int{"bmi": 3}))
	before, err := s.ShowStar(t.Context(), first)
	must(t, err)
	own := criteriaFile(t, "2", `"id": "exempel"`, `"id": "region"`)
	_, err = s.AddCriteria(t.Context(), own, s.Day())
	must(t, err)
	after, err := s.ShowStar(t.Context(), first)
	must(t, err)
	if after.Criteria.ID != "exempel" || after.Levels["bmi"] != 3 || fmt.Sprint(after.Profile) != fmt.Sprint(before.Profile) {
		t.Errorf("the star changed with the criteria: %s-%s %v", after.Criteria.ID, after.Criteria.Version, after.Levels)
	}
	fresh, err := s.ShowStar(t.Context(), other)
	must(t, err)
	if fresh.Criteria.ID != "region" {
		t.Errorf("a new star has the criteria %s", fresh.Criteria.ID)
	}
	sheet, err := s.CriteriaSheet(t.Context(), say.Swedish)
	must(t, err)
	if sheet.Criteria.ID != "region" {
		t.Errorf("the sheet has %s", sheet.Criteria.ID)
	}
}
