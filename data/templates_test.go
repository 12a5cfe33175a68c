package data

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/say"
)

const ownText = "# Egen rubrik\n\nHej {förnamn}! Det är vår egen text.\n"

func TestTemplatesAreVersionsWithWhoAndWhen(t *testing.T) {
	s, c := testStore(t)
	ctx := t.Context()
	list, err := s.Templates(ctx)
	must(t, err)
	if len(list) != len(journey.Templates) || len(list[0].Langs) != 3 || list[0].Langs[0].Version != 0 || !list[0].Langs[0].Shipped || list[0].Own {
		t.Fatalf("%+v", list[0])
	}
	shipped, err := s.Template(ctx, "inbjudan", letter.Swedish, letter.InForce)
	must(t, err)
	if shipped.Version != 0 || !shipped.InForce || !strings.HasPrefix(shipped.Text, "# Välkommen") {
		t.Errorf("%+v", shipped)
	}
	save := SaveTemplateParams{ID: "inbjudan", Lang: letter.Swedish, Text: ownText, From: 0}
	n, err := s.SaveTemplate(ctx, save)
	must(t, err)
	again, err := s.SaveTemplate(ctx, SaveTemplateParams{ID: "inbjudan", Lang: letter.Swedish, Text: strings.ReplaceAll(ownText, "\n", "\r\n") + "\n\n", From: 1})
	must(t, err)
	if n != 1 || again != 1 {
		t.Errorf("versions %d, %d", n, again)
	}
	_, err = s.SaveTemplate(ctx, save) // from 0, which is no longer in force
	refuses(t, err, "letter.err.meanwhile")
	save.From, save.Text = 1, "# Fel\n{förnam}\n"
	_, err = s.SaveTemplate(ctx, save)
	refuses(t, err, "letter.err.line")
	c.t = c.t.Add(time.Hour)
	save.Text = ownText + "\nMer.\n"
	if n, err = s.SaveTemplate(ctx, save); err != nil || n != 2 {
		t.Errorf("%d %v", n, err)
	}
	history, err := s.TemplateHistory(ctx, "inbjudan", letter.Swedish)
	must(t, err)
	if len(history) != 3 || history[0].Version != 2 || !history[0].InForce || history[0].By == "" || !history[0].At.Equal(c.t) || history[2].Version != 0 || history[2].InForce {
		t.Errorf("%+v", history)
	}
	must(t, s.RevertTemplate(ctx, "inbjudan", letter.Swedish, 0))
	now, err := s.Template(ctx, "inbjudan", letter.Swedish, letter.InForce)
	must(t, err)
	if now.Text != shipped.Text {
		t.Errorf("not Fyrtio's text: version %d", now.Version)
	}
	must(t, s.RevertTemplate(ctx, "inbjudan", letter.Swedish, 1))
	if n, err = s.SaveTemplate(ctx, SaveTemplateParams{ID: "inbjudan", Lang: letter.Swedish, Text: ownText + "\nNytt.\n", From: letter.InForce}); err != nil || n != 3 {
		t.Errorf("%d %v", n, err)
	}
	if err := s.RevertTemplate(ctx, "inbjudan", letter.Swedish, 9); fault.CodeOf(err) != fault.NotFound {
		t.Error(err)
	}
	if _, err := s.Template(ctx, "julkort", letter.Swedish, 0); fault.CodeOf(err) != fault.Usage {
		t.Error(err)
	}
	noProblems(t, s)
}

func TestTemplateDrafts(t *testing.T) {
	s, _ := testStore(t)
	ctx := t.Context()
	must(t, s.SaveTemplateDraft(ctx, "inbjudan", letter.Swedish, "# Halvfärd{", 0))
	d, err := s.TemplateDraft(ctx, "inbjudan", letter.Swedish)
	must(t, err)
	if d.Text != "# Halvfärd{" || d.Version != 0 || d.At.IsZero() {
		t.Errorf("%+v", d)
	}
	_, err = s.SaveTemplate(ctx, SaveTemplateParams{ID: "inbjudan", Lang: letter.Swedish, Text: ownText})
	must(t, err)
	if d, err = s.TemplateDraft(ctx, "inbjudan", letter.Swedish); err != nil || d.Text != "" {
		t.Errorf("%+v %v", d, err)
	}
	must(t, s.SaveTemplateDraft(ctx, "inbjudan", letter.Swedish, "x", 1))
	must(t, s.SaveTemplateDraft(ctx, "inbjudan", letter.Swedish, "", 1))
	if d, err = s.TemplateDraft(ctx, "inbjudan", letter.Swedish); err != nil || d.Text != "" {
		t.Errorf("%+v %v", d, err)
	}
}

// Drafts of form and criteria are kept as the letters' are, each user's own.
func TestDraftsOfEditions(t *testing.T) {
	s, c := testStore(t)
	ctx := t.Context()
	must(t, s.SaveDraft(ctx, FormEditions, "{\"ord\": "))
	must(t, s.SaveDraft(ctx, CriteriaEditions, "x"))
	c.t = c.t.Add(time.Minute)
	must(t, s.SaveDraft(ctx, FormEditions, "nytt"))
	d, err := s.Draft(ctx, FormEditions)
	must(t, err)
	if d.Text != "nytt" || !d.At.Equal(c.t) {
		t.Errorf("%+v", d)
	}
	must(t, s.SaveDraft(ctx, FormEditions, ""))
	if d, err := s.Draft(ctx, FormEditions); err != nil || d != (Draft{}) {
		t.Errorf("%+v %v", d, err)
	}
	refuses(t, s.SaveDraft(ctx, FormEditions, strings.Repeat("x", maxDraft+1)), "edition.err.draft")
	if d, err := s.Draft(ctx, CriteriaEditions); err != nil || d.Text != "x" {
		t.Errorf("%+v %v", d, err)
	}
	s.user = "annan"
	if d, err := s.Draft(ctx, CriteriaEditions); err != nil || d.Text != "" {
		t.Errorf("another user's: %+v %v", d, err)
	}
	noProblems(t, s)
}

func TestOwnTemplates(t *testing.T) {
	s, _, _ := lettersStore(t, 2)
	ctx := t.Context()
	id, err := s.AddTemplate(ctx, AddTemplateParams{Name: " Inbjudan  Öppet hus ", Kind: "inbjudan"})
	must(t, err)
	if id != "inbjudan-oppet-hus" {
		t.Error(id)
	}
	_, err = s.AddTemplate(ctx, AddTemplateParams{Name: "inbjudan öppet hus", Kind: "paminnelse"})
	refuses(t, err, "letter.err.name.taken")
	tid, err := s.AddTemplate(ctx, AddTemplateParams{Name: "Tid", Kind: "inbjudan", Texts: map[letter.Lang]string{letter.Swedish: ownText}})
	must(t, err)
	if journey.TemplateKind(tid) != "inbjudan" {
		t.Errorf("%s follows %s", tid, journey.TemplateKind(tid))
	}
	_, err = s.AddTemplate(ctx, AddTemplateParams{Name: "Fel", Kind: "inbjudan", Texts: map[letter.Lang]string{letter.Swedish: "utan rubrik"}})
	refuses(t, err, "letter.err.line")
	must(t, s.RenameTemplate(ctx, tid, "Kort inbjudan"))
	must(t, s.HideTemplate(ctx, tid, true))
	refuses(t, s.HideTemplate(ctx, "inbjudan", true), "letter.err.shipped")
	list, err := s.Templates(ctx)
	must(t, err)
	own := list[len(journey.Templates):]
	if len(own) != 2 || own[1].Name(say.Swedish) != "Kort inbjudan" || !own[1].Hidden || len(own[1].Langs) != 1 || len(own[0].Langs) != 3 || own[0].Has("fi") {
		t.Errorf("%+v", own)
	}
	// It is an invitation like any other: nobody gets both.
	done, _ := printLetters(t, s, LettersParams{Template: id, Confirm: true})
	if len(done.Letters) != 2 {
		t.Fatalf("%+v", done)
	}
	plan, err := s.PlanLetters(ctx, LettersParams{Template: "inbjudan"})
	must(t, err)
	if len(plan.Letters) != 0 || statusOf(t, s, done.Letters[0].Ref).State != journey.StateInvited {
		t.Errorf("%d letters more", len(plan.Letters))
	}
	runs, err := s.Runs(ctx, RunFilter{Query: "öppet"})
	must(t, err)
	if len(runs) != 1 || runs[0].TemplateName(say.English) != "Inbjudan Öppet hus" {
		t.Errorf("%+v", runs)
	}
	noProblems(t, s)
}

// A letter keeps the text that it was printed from: edited, reverted, whatever comes.
func TestLettersKeepTheirText(t *testing.T) {
	s, _, _ := lettersStore(t, 2)
	ctx := t.Context()
	_, err := s.SaveTemplate(ctx, SaveTemplateParams{ID: "inbjudan", Lang: letter.Swedish, Text: ownText, From: 0})
	must(t, err)
	must(t, s.SetLogo(ctx, picture(t, 300, 100, false)))
	p := LettersParams{Template: "inbjudan", Duplex: true, Enclose: []letter.Enclosure{{What: letter.EncloseForm, Print: true}, {What: "cl24-information", Print: true}, {What: letter.EncloseEnvelope}}}
	done, f := printLetters(t, s, p)
	sent, err := s.Letter(ctx, done.Letters[0].Number)
	must(t, err)
	if !strings.Contains(sent.Text, "Det är vår egen text.") || sent.Version != 1 || sent.Lang != letter.Swedish {
		t.Errorf("%+v", sent)
	}
	_, err = s.SaveTemplate(ctx, SaveTemplateParams{ID: "inbjudan", Lang: letter.Swedish, Text: "# Annat\n\nHej.\n", From: 1})
	must(t, err)
	_, err = s.SaveTemplate(ctx, SaveTemplateParams{ID: "cl24-information", Lang: letter.Swedish, Text: "# Annat\n\nHej.\n", From: 0})
	must(t, err)
	must(t, s.SetLogo(ctx, picture(t, 50, 50, true)))
	must(t, s.RemoveLogo(ctx))
	var again file
	_, err = s.ReprintLetters(ctx, done.Run, nil, again.part)
	must(t, err)
	if !bytes.Equal(again.parts[0].Bytes(), f.parts[0].Bytes()) {
		t.Error("the run printed again is not the same bytes")
	}
	copied, err := s.LetterCopy(ctx, done.Letters[1].Number)
	must(t, err)
	var one bytes.Buffer
	if _, err := paper.Letters(&one, copied); err != nil || len(copied.Letters) != 1 || len(copied.Enclose) != 2 || copied.Clinic.Logo == nil {
		t.Errorf("%+v %v", copied, err)
	}
	run, err := s.Run(ctx, done.Number)
	must(t, err)
	if run.ID != done.Run || len(run.Texts) != 1 || run.Texts[0].Version != 1 || len(run.Checksum) != 16 || !run.Duplex || len(run.Marks) != 1 || run.Marks[0].Mark != "reprinted" {
		t.Errorf("%+v", run)
	}
	text := pdfText(t, f)
	for _, want := range []string{"Egen rubrik", "Om den digitala tjänsten Clinic24"} {
		if strings.Count(text, want) != 2 {
			t.Errorf("%q stands %d times", want, strings.Count(text, want))
		}
	}
	noProblems(t, s)
}

func TestLettersGoInTheChosenLanguage(t *testing.T) {
	s, _, _ := lettersStore(t, 4)
	ctx := t.Context()
	rows := allRows(t, s, Filter{Cohort: 2026})
	ids := func(from, to int) (list []string) {
		for _, r := range rows[from:to] {
			list = append(list, r.Participant)
		}
		return list
	}
	must(t, s.SetLetterLang(ctx, ids(0, 2), letter.Easy))
	must(t, s.SetLetterLang(ctx, ids(1, 2), letter.English))
	logKind(t, s, rows[2].Participant, journey.NeedsInterpreter, journey.Details{Language: "engelska"})
	if err := s.SetLetterLang(ctx, ids(0, 1), "ti"); fault.CodeOf(err) != fault.Usage {
		t.Error(err)
	}
	for i, want := range []letter.Lang{letter.Easy, letter.English, letter.English, letter.Swedish} {
		got, chosen, err := s.LetterLang(ctx, rows[i].Participant)
		if err != nil || got != want || chosen != (i < 2) {
			t.Errorf("%d: %s, chosen %v, %v", i, got, chosen, err)
		}
	}
	id, err := s.AddTemplate(ctx, AddTemplateParams{Name: "Bara lätt", Kind: "inbjudan", Texts: map[letter.Lang]string{letter.Easy: "[stor text]\n" + ownText}})
	must(t, err)
	plan, err := s.PlanLetters(ctx, LettersParams{Template: id, Order: LettersByName})
	must(t, err)
	noted := 0
	for _, l := range plan.Letters {
		if l.Letter.Lang != letter.Easy {
			t.Errorf("%s is written in %s", l.Letter.Family, l.Letter.Lang)
		}
		for _, q := range l.Problems {
			if q.Part == paper.PartLang && q.Mend == paper.MendLang {
				noted++
			}
		}
	}
	if len(plan.Letters) != 4 || noted != 3 {
		t.Errorf("%d letters, %d notes", len(plan.Letters), noted)
	}
	must(t, s.SetLetterLang(ctx, ids(0, 1), ""))
	if got, chosen, err := s.LetterLang(ctx, rows[0].Participant); got != letter.Swedish || chosen || err != nil {
		t.Errorf("%s %v %v", got, chosen, err)
	}
}

func TestPreflightTellsOfTheWholeRun(t *testing.T) {
	s, _, _ := lettersStore(t, 6)
	ctx := t.Context()
	rows := allRows(t, s, Filter{Cohort: 2026})
	door := func(i int, street, country string) {
		p, err := s.Participant(ctx, rows[i].Participant, 0, Look{})
		must(t, err)
		c := p.Contact
		c.Street, c.Country, c.Postcode, c.CareOf = street, country, "829 99", ""
		_, err = s.EditContact(ctx, rows[i].Participant, c)
		must(t, err)
	}
	door(0, "Samma väg 1", "")
	door(1, "samma  VÄG 1", "")
	door(2, "Karl Johans gate 1", "Norge")
	door(3, strings.Repeat("Mycket lång gata ", 6), "")
	plan, err := s.PlanLetters(ctx, LettersParams{Template: "inbjudan", Order: LettersByName})
	must(t, err)
	parts := map[paper.Part]int{}
	for _, l := range plan.Letters {
		for _, q := range l.Problems {
			parts[q.Part]++
			for _, lang := range []say.Lang{say.Swedish, say.English} {
				if w := say.In(lang, q.Text); strings.Contains(w, "letter.") || strings.Contains(w, "paper.") || strings.Contains(w, "<no value>") {
					t.Errorf("%q", w)
				}
			}
			if q.Severity == paper.Stop || q.Letter != l.Letter.Number {
				t.Errorf("%+v", q)
			}
		}
	}
	if parts[paper.PartHousehold] != 2 || parts[paper.PartAddress] != 1 || len(plan.Left) != 1 || plan.Sheets != 5 {
		t.Errorf("%v, left %+v, %d sheets", parts, plan.Left, plan.Sheets)
	}
	l := plan.Left[0]
	if l.Mend != paper.MendContact || l.Short.IsZero() || l.Override || l.Participant != rows[3].Participant {
		t.Errorf("%+v", l)
	}
	// A letter about a booked time to people without one: each says what mends it.
	plan, err = s.PlanLetters(ctx, LettersParams{Template: "inbjudan-tid"})
	must(t, err)
	for _, l := range plan.Left {
		if l.Mend != paper.MendBooking && l.Mend != paper.MendContact {
			t.Errorf("%+v", l)
		}
	}
	if len(plan.Letters) != 0 || len(plan.Left) != 6 {
		t.Errorf("%d letters", len(plan.Letters))
	}
}

// Cancelling while a run is checked, drawn or recorded leaves nothing behind.
func TestCancelledRunLeavesNothing(t *testing.T) {
	s, _, _ := lettersStore(t, 60)
	before := dump(t, s)
	for _, at := range []int{1, 70, 110, 150} {
		ctx, cancel := context.WithCancel(t.Context())
		told := 0
		_, err := s.PrintLetters(ctx, LettersParams{Template: "inbjudan", Cover: true, Progress: func(done, of int) {
			told++
			if of != 180 || done > of {
				t.Errorf("%d of %d", done, of)
			}
			if done >= at {
				cancel()
			}
		}}, func(int, int) (io.Writer, error) { return io.Discard, nil })
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled at %d: %v", at, err)
		}
		if told == 0 {
			t.Error("nothing was told")
		}
	}
	if dump(t, s) != before {
		t.Error("a cancelled run left something")
	}
	done, _ := printLetters(t, s, LettersParams{Template: "inbjudan"})
	if done.Letters[0].Number != "26-0001" || done.Number != "26-001" {
		t.Errorf("%+v", done.Letters[0])
	}
}

func TestCoverTellsTheRunAndNobody(t *testing.T) {
	s, _, _ := lettersStore(t, 12)
	ctx := t.Context()
	must(t, s.SetSetting(ctx, "clinic.free_post", "on"))
	rows := allRows(t, s, Filter{Cohort: 2026})
	logKind(t, s, rows[0].Participant, journey.Declined, journey.Details{Channel: "phone"})
	must(t, moveTo(t, s, rows[1].Participant, strings.Repeat("Lång gata ", 9), ""))
	must(t, s.SetLetterLang(ctx, []string{rows[2].Participant}, letter.English))
	done, f := printLetters(t, s, LettersParams{Template: "inbjudan", Cover: true, Duplex: true, Enclose: []letter.Enclosure{{What: letter.EncloseForm, Print: true}, {What: letter.EncloseEnvelope}}})
	run, err := s.Run(ctx, done.Run)
	must(t, err)
	cover, _, _ := strings.Cut(pdfText(t, f), "\f")
	for _, want := range []string{"Försättsblad till utskrift 26-001", "10\n", "26-0001 till 26-0010", "Fyrtios text", "svenska 9", "engelska 1", "Frågeformulär, utskrivet här", "Svarskuvert, läggs i för hand",
		"2 är inte med", "avböjt", "adressen behöver rättas", "H2 (höger), C5"} {
		if !strings.Contains(cover, want) {
			t.Errorf("the cover lacks %q:\n%s", want, cover)
		}
	}
	if compact := strings.ReplaceAll(cover, " ", ""); !strings.Contains(compact, run.Checksum) {
		t.Errorf("%s is not on the cover", run.Checksum)
	}
	for _, r := range rows {
		if strings.Contains(cover, r.Family) {
			t.Errorf("the cover names %s", r.Family)
		}
	}
	if done.Letters[0].Sheet != 1 || done.Sheets != 10*done.Letters[0].Sheets || done.Pages != 2+2*done.Sheets {
		t.Errorf("%d sheets, %d pages", done.Sheets, done.Pages)
	}
	if dir := os.Getenv("PAPER_OUT"); dir != "" {
		must(t, os.WriteFile(filepath.Join(dir, "cover.pdf"), f.parts[0].Bytes(), 0o600))
	}
}

func TestRunsAreFoundByNumber(t *testing.T) {
	s, c, _ := lettersStore(t, 3)
	ctx := t.Context()
	first, _ := printLetters(t, s, LettersParams{Template: "inbjudan", Confirm: true})
	c.t = c.t.Add(time.Hour)
	second, _ := printLetters(t, s, LettersParams{Template: "cl24-information"})
	for query, want := range map[string]string{"26-002": second.Run, "26-0002": first.Run, "26+0006": second.Run, "inbjudan": first.Run, "clinic24": second.Run, "10 mars 2026 26-001": first.Run} {
		list, err := s.Runs(ctx, RunFilter{Query: query})
		if err != nil || len(list) != 1 || list[0].ID != want {
			t.Errorf("%q finds %d, %v", query, len(list), err)
		}
	}
	pending, err := s.Runs(ctx, RunFilter{Pending: true})
	if err != nil || len(pending) != 1 || pending[0].ID != second.Run {
		t.Errorf("%+v %v", pending, err)
	}
	for _, typed := range []string{"26-0002", " 26–0002 ", "26+0002", "26/0002", "260002", "26?0002"} {
		l, err := s.FindLetter(ctx, typed)
		if err != nil || l.Number != "26-0002" || l.Participant != first.Letters[1].Participant {
			t.Errorf("%q: %+v %v", typed, l, err)
		}
	}
	for _, typed := range []string{"", "26-", "x", "26-00020000", "19860101-2399"} {
		if _, err := s.FindLetter(ctx, typed); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("%q: %v", typed, err)
		}
	}
	// Spoiled ones are named by sheet or by letter.
	list, err := ParseSheets("26-0004, 3")
	must(t, err)
	conf, err := s.ConfirmRun(ctx, "%26-002", list)
	must(t, err)
	if len(conf.Events) != 1 || len(conf.Pending) != 2 || conf.Pending[0].Number != "26-0004" {
		t.Errorf("%d confirmed, %+v", len(conf.Events), conf.Pending)
	}
	list, err = ParseSheets("26-0001–26-0002")
	must(t, err)
	var f file
	_, err = s.ReprintLetters(ctx, second.Run, list, f.part)
	refuses(t, err, "letter.err.not_in_run")
	if r, err := s.ReprintLetters(ctx, first.Run, list, f.part); err != nil || len(r.Letters) != 2 {
		t.Errorf("%+v %v", r, err)
	}
	run, err := s.Run(ctx, second.Number)
	must(t, err)
	if run.Pending != 2 || len(run.Marks) != 1 || run.Marks[0].Sheets != "1,3" {
		t.Errorf("%+v", run)
	}
}

// Protected participants: letter, enclosures, outer sheet; never an address, a label or a
// name in the post book.
func TestS11ForwardingBatchHasNoAddress(t *testing.T) {
	const marker = "Hemligstigen 77"
	s, _, _ := lettersStore(t, 3)
	ctx := t.Context()
	rows := allRows(t, s, Filter{Cohort: 2026})
	for _, r := range rows[:2] {
		must(t, moveTo(t, s, r.Participant, marker, ""))
		_, err := s.SetProtected(ctx, r.Participant, true, "skydd")
		must(t, err)
	}
	done, f := printLetters(t, s, LettersParams{Template: "formedling", Cover: true, Confirm: true, Enclose: []letter.Enclosure{{What: letter.EncloseForm, Print: true}}})
	text := pdfText(t, f)
	if len(done.Letters) != 2 || strings.Contains(text, "Hemlig") || strings.Count(text, "Box 2820") != 2 || strings.Count(text, "403 20 Göteborg") != 2 {
		t.Errorf("%d letters", len(done.Letters))
	}
	cover, _, _ := strings.Cut(text, "\f")
	list, err := s.PostList(ctx, PostParams{Run: done.Run})
	must(t, err)
	var csv bytes.Buffer
	must(t, list.CSV(&csv, say.Swedish))
	run, left, err := s.Labels(ctx, LabelsParams{})
	must(t, err)
	if len(run.Labels) != 1 || len(left) != 2 {
		t.Errorf("%d labels, %d left out", len(run.Labels), len(left))
	}
	_, left, err = s.Labels(ctx, LabelsParams{Run: done.Number})
	must(t, err)
	if len(left) != 2 {
		t.Errorf("labels for a forwarding run: left out %d", len(left))
	}
	for _, r := range rows[:2] {
		for what, said := range map[string]string{"cover": cover, "post book": csv.String()} {
			if r.Family != "" && strings.Contains(said, r.Family) {
				t.Errorf("%s names %s", what, r.Family)
			}
		}
	}
	if !strings.Contains(csv.String(), done.Letters[0].Number) || !strings.Contains(csv.String(), "förmedling") {
		t.Errorf("%s", csv.String())
	}
}

func TestLabelsAndPostList(t *testing.T) {
	s, c, _ := lettersStore(t, 5)
	ctx := t.Context()
	rows := allRows(t, s, Filter{Cohort: 2026})
	must(t, moveTo(t, s, rows[4].Participant, "Flyttvägen 3", "11122"))
	done, _ := printLetters(t, s, LettersParams{Template: "inbjudan"})
	_, err := s.ConfirmRun(ctx, done.Run, SheetList{{From: 2, To: 2}})
	must(t, err)
	c.to(testDay.Add(3), 9, 0)
	for _, p := range []PostParams{{From: testDay}, {Run: done.Number}} {
		list, err := s.PostList(ctx, p)
		must(t, err)
		if len(list.Rows) != 4 || list.Rows[0][1].In(say.Swedish, list.Columns[1]) != done.Letters[0].Number || list.Rows[0][2].In(say.Swedish, list.Columns[2]) == "" {
			t.Errorf("%+v: %d rows", p, len(list.Rows))
		}
		var pdf bytes.Buffer
		if _, err := paper.WriteList(&pdf, paper.List{Clinic: s.Config().Clinic(), Lang: say.Swedish, Date: s.Day(), Table: list}); err != nil {
			t.Error(err)
		}
	}
	if list, err := s.PostList(ctx, PostParams{}); err != nil || len(list.Rows) != 0 {
		t.Errorf("today: %d rows, %v", len(list.Rows), err)
	}
	logKind(t, s, rows[0].Participant, journey.Ended, journey.Details{Reason: journey.EndDead})
	run, left, err := s.Labels(ctx, LabelsParams{Sheet: "2x7", Start: 14})
	must(t, err)
	if len(run.Labels) != 4 || len(left) != 1 || run.Labels[0].Address.Postcode != "11122" {
		t.Errorf("%d labels, left %+v", len(run.Labels), left)
	}
	var pdf bytes.Buffer
	if d, err := paper.WriteLabels(&pdf, run); err != nil || d.Pages != 2 {
		t.Errorf("%+v %v", d, err)
	}
	if _, _, err := s.Labels(ctx, LabelsParams{Sheet: "9x9"}); fault.CodeOf(err) != fault.Usage {
		t.Error(err)
	}
}

func TestPreviewOnAnybody(t *testing.T) {
	s, _, _ := lettersStore(t, 1)
	ctx := t.Context()
	row := allRows(t, s, Filter{Cohort: 2026})[0]
	text := "# Tid\n\nHej {namn}! {Besöksdag} kl. {besökstid}.\n"
	v, err := s.PreviewTemplate(ctx, PreviewParams{LettersParams: LettersParams{Template: "bekraftelse", Lang: letter.Swedish}, Text: &text, Recipient: row.Participant})
	must(t, err)
	if len(v.Run.Letters) != 1 || v.Run.Letters[0].Family == "" || !slices.Contains(v.Filled, "visit_day") || len(v.Problems) == 0 {
		t.Errorf("%+v", v)
	}
	var pdf bytes.Buffer
	if _, err := paper.Letters(&pdf, v.Run); err != nil {
		t.Error(err)
	}
	for _, id := range journey.Templates {
		for _, lang := range letter.Languages() {
			for _, longest := range []bool{false, true} {
				v, err := s.PreviewTemplate(ctx, PreviewParams{LettersParams: LettersParams{Template: id, Lang: lang, Date: day.New(2026, 3, 2)}, Longest: longest})
				must(t, err)
				if _, err := paper.Letters(io.Discard, v.Run); err != nil || v.Pages < 1 || v.Run.Letters[0].Lang != lang {
					t.Errorf("%s %s: %d pages, %v", id, lang, v.Pages, err)
				}
			}
		}
	}
	bad := "# x\n{nmn}"
	_, err = s.PreviewTemplate(ctx, PreviewParams{LettersParams: LettersParams{Template: "inbjudan"}, Text: &bad})
	refuses(t, err, "letter.err.line")
	_, err = s.SetProtected(ctx, row.Participant, true, "skydd")
	must(t, err)
	_, err = s.PreviewTemplate(ctx, PreviewParams{LettersParams: LettersParams{Template: "inbjudan"}, Recipient: row.Participant})
	refuses(t, err, "letter.err.preview.protected")
}

// picture makes a logo: a petrol bar with an empty margin, as PNG or JPEG.
func picture(t testing.TB, w, h int, asJPEG bool) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for x := w / 10; x < w-w/10; x++ {
		for y := h / 4; y < h-h/4; y++ {
			img.Set(x, y, color.NRGBA{0x14, 0x5f, 0x6d, uint8(128 + 127*x/w)})
		}
	}
	var b bytes.Buffer
	var err error
	if asJPEG {
		err = jpeg.Encode(&b, img, nil)
	} else {
		err = png.Encode(&b, img)
	}
	must(t, err)
	return b.Bytes()
}

func TestLogo(t *testing.T) {
	s, _, _ := lettersStore(t, 1)
	ctx := t.Context()
	for name, file := range map[string][]byte{"wide": picture(t, 2400, 400, false), "square": picture(t, 700, 700, true), "tall": picture(t, 200, 900, false)} {
		must(t, s.SetLogo(ctx, file))
		c, err := s.Clinic(ctx)
		must(t, err)
		if c.Logo == nil || c.Logo.H > 260 || c.Logo.W > 850 || bytes.Contains(c.Logo.PNG, []byte("tRNS")) {
			t.Fatalf("%s: %+v", name, c.Logo)
		}
		v, err := s.PreviewTemplate(ctx, PreviewParams{LettersParams: LettersParams{Template: "inbjudan"}})
		must(t, err)
		var a, b bytes.Buffer
		_, err = paper.Letters(&a, v.Run)
		must(t, err)
		_, err = paper.Letters(&b, v.Run)
		must(t, err)
		if !bytes.Equal(a.Bytes(), b.Bytes()) || !bytes.Contains(a.Bytes(), []byte("/Image")) {
			t.Errorf("%s: no picture, or other bytes the second time", name)
		}
		if dir := os.Getenv("PAPER_OUT"); dir != "" {
			must(t, os.WriteFile(filepath.Join(dir, "logo-"+name+".pdf"), a.Bytes(), 0o600))
		}
	}
	for id, file := range map[string][]byte{"paper.err.logo.kind": []byte("GIF89a"), "paper.err.logo.svg": []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`), "paper.err.logo.pixels": picture(t, 12, 12, false)} {
		refuses(t, s.SetLogo(ctx, file), id)
	}
	must(t, s.RemoveLogo(ctx))
	if c, err := s.Clinic(ctx); err != nil || c.Logo != nil {
		t.Errorf("%+v %v", c.Logo, err)
	}
	noProblems(t, s)
}
