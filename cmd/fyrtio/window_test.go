package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/score"
	"fyrtio/core/star"
	"fyrtio/data"
)

const (
	testUser       = "lena"
	testPassphrase = "fyra ord man minns"
	testName       = "Anna-Karin Wennerström"
)

var testDay = day.New(2026, 3, 10)

// typedAnswers are what the test types, in the form's own notation; every question
// that is asked has one. Smokers and users of snus are asked how much.
var typedAnswers = map[string]string{
	"bg.education": "4", "bg.employment": "1", "bg.birthplace": "1", "bg.household": "3", "bg.economy": "1",
	"dx.cvd": "2", "dx.hypertension": "1", "dx.lipids": "2", "dx.diabetes": "2", "med.bp": "1", "med.lipids": "2", "med.diabetes": "2",
	"her.cvd": "1", "her.diabetes": "2",
	"health.general": "2", "health.stress": "3", "health.sleep": "2", "health.confidant": "-",
	"tobacco.smoking": "5", "tobacco.cigarettes": "8", "tobacco.snus": "5", "tobacco.boxes": "0,5", "tobacco.ecig": "1",
	"activity.training": "3", "activity.everyday": "5", "activity.sitting": "3",
	"diet.vegetables": "2", "diet.fruit": "2", "diet.fish": "3", "diet.sweets": "2", "diet.breakfast": "1",
	"alcohol.weekly": "2", "alcohol.binge": "1",
	"change.tobacco": "1", "change.alcohol": "4", "change.activity": "2", "change.diet": "*",
	"m.height": "168", "m.weight": "71,5", "m.waist": "84", "m.hip": "-", "m.sbp": "128", "m.dbp": "82",
	"m.chol": "5,1", "m.ldl": "3,1", "m.hdl": "1,5", "m.tg": "1,2", "m.glucose": "5,4", "m.hba1c": "/",
	"note": "Ringer i april",
}

// clinic makes a data folder with one participant who has a visit at one o'clock, and
// gives the participant's id.
func clinic(t *testing.T, dir string) (participant string) {
	t.Helper()
	b, err := assets.Demo.ReadFile("demo/testpersonnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	number := ""
	for _, line := range strings.Fields(string(b)) {
		if strings.HasPrefix(line, "1986") && strings.Contains("02468", line[10:11]) { // a woman
			number = line
			break
		}
	}
	if number == "" {
		t.Fatal("no test number of a woman born in 1986")
	}
	ctx, clock := t.Context(), data.Standing(testDay)
	if _, err := data.Init(ctx, dir, data.InitParams{Clinic: "Granlunda hälsocentral", User: testUser, FullName: "Lena Sundkvist",
		Passphrase: testPassphrase, Clock: clock}); err != nil {
		t.Fatal(err)
	}
	s := openStore(t, dir)
	defer closeStore(t, s)
	list := "Personnummer;Efternamn;Förnamn;Adress;Postnr;Ort\n" + number + ";Wennerström;Anna-Karin;Björkstigen 5;999 63;Östanå\n"
	if _, err := s.Import(ctx, data.ImportParams{Name: "lista.csv", Data: []byte(list), Cohort: 2026}); err != nil {
		t.Fatal(err)
	}
	rows, err := s.Participants(ctx, data.Filter{})
	if err != nil || len(rows.Rows) != 1 {
		t.Fatalf("%d participants, %v", len(rows.Rows), err)
	}
	participant = rows.Rows[0].Participant
	if _, err := s.Log(ctx, data.LogParams{Participants: []string{participant}, Kind: journey.Booked,
		Details: journey.Details{Start: testDay.String() + "T13:00", Room: "Rum 2", Via: "phone"}}); err != nil {
		t.Fatal(err)
	}
	return participant
}

func openStore(t *testing.T, dir string) *data.Store {
	t.Helper()
	s, err := data.Open(t.Context(), dir, data.Options{User: testUser, Passphrase: testPassphrase, Clock: data.Standing(testDay)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func closeStore(t *testing.T, s *data.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// start opens the program on a new clinic, unlocked, at the form of its participant.
func start(t *testing.T) (s *screen, dir, participant string) {
	t.Helper()
	s = newScreen(t)
	dir = filepath.Join(s.dir, "clinic")
	participant = clinic(t, dir)
	s.open("Lås upp", "--data", dir, "--user", testUser, "--today", testDay.String())
	s.typed(testPassphrase)
	s.press("Return")
	s.shows("Idag")
	s.press("o")
	s.shows("En deltagare")
	s.press("f")
	s.shows("Formulär, källa")
	s.press("1")
	return s, dir, participant
}

// at gives the title at a question.
func at(it *form.Item) string {
	return fmt.Sprintf("Formulär %d/%d", it.Number, len(form.Shipped().Items))
}

// keysym names the characters of answers for xdotool.
var keysym = map[rune]string{',': "comma", '-': "minus", '*': "asterisk", '/': "slash"}

// enter types the answer to a question: one key for a coded answer, Enter after a number.
func (s *screen) enter(it *form.Item, answer string) {
	s.t.Helper()
	if it.Type == form.String || it.Type == form.Long {
		s.typed(answer)
		s.press("Tab")
		return
	}
	var keys []string
	for _, r := range answer {
		key, ok := keysym[r]
		if !ok {
			key = string(r)
		}
		keys = append(keys, key)
	}
	if _, missing := form.MissingKey(rune(answer[0])); it.Numeric() && !missing {
		keys = append(keys, "Return")
	}
	s.press(keys...)
}

// A visit by keyboard alone, in a real window: from Idag over the whole questionnaire,
// one key a coded answer, to the printed star. What was typed is what is stored.
func TestVisitByKeyboard(t *testing.T) {
	need(t, "pdftotext")
	s, dir, participant := start(t)
	printed := filepath.Join(s.dir, "printed.pdf")
	// The system's viewer of this test keeps the paper that it is asked to show.
	viewer := "#!/bin/sh\ncp \"$1\" '" + printed + ".part' && mv '" + printed + ".part' '" + printed + "'\n"
	if err := os.WriteFile(filepath.Join(s.dir, "xdg-open"), []byte(viewer), 0o700); err != nil {
		t.Fatal(err)
	}

	def := form.Shipped()
	wanted := form.Answers{}
	keys := 0
	for i := range def.Items {
		it := &def.Items[i]
		if !def.Enabled(it.LinkID, wanted) {
			continue
		}
		typed, ok := typedAnswers[it.LinkID]
		if !ok {
			t.Fatalf("the test has no answer to %s", it.LinkID)
		}
		v, err := def.ParseTyped(it.LinkID, typed)
		if err != nil {
			t.Fatal(err)
		}
		wanted[it.LinkID] = v
		s.shows(at(it))
		s.enter(it, typed)
		keys++
	}
	if keys != len(def.Items) {
		t.Errorf("%d questions of %d were asked", keys, len(def.Items))
	}
	s.shows("Formulär, sista sidan")
	s.press("Return")
	s.shows("Formulär, klarmarkerat")
	s.press("Return")
	const points = 12
	for i := range points {
		s.shows(fmt.Sprintf("Stjärna %d/%d", i+1, points))
		s.press("Return")
	}
	s.press("ctrl+p")
	s.printed(printed)
	s.quit()
	s.healthy(filepath.Join(logFolder(dir), "fyrtio.log"))

	text, err := exec.Command("pdftotext", "-layout", printed, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	if !strings.Contains(string(text), testName) {
		t.Errorf("the star does not bear the name:\n%s", text)
	}
	stored(t, dir, participant, wanted)
}

// stored compares what is in the store with what was typed.
func stored(t *testing.T, dir, participant string, wanted form.Answers) {
	t.Helper()
	store := openStore(t, dir)
	defer closeStore(t, store)
	rec, err := store.ShowForm(t.Context(), participant)
	if err != nil {
		t.Fatal(err)
	}
	if !rec.Status.Locked() {
		t.Error("the form is not completed")
	}
	if len(rec.Answers) != len(wanted) {
		t.Errorf("%d answers are stored, %d were typed", len(rec.Answers), len(wanted))
	}
	for id, v := range wanted {
		if rec.Answers[id] != v {
			t.Errorf("%s: stored %v, typed %v", id, rec.Answers[id], v)
		}
	}
	set, err := store.ShowStar(t.Context(), participant)
	if err != nil {
		t.Fatal(err)
	}
	proposed := star.Propose(set.Criteria, set.Definition, wanted, score.Compute(set.Definition, wanted), set.Person.Sex)
	for _, p := range proposed.Points {
		if got := set.Levels[p.ID]; got != p.Level || got == 0 {
			t.Errorf("%s: level %d is stored, %d was proposed", p.ID, got, p.Level)
		}
	}
}

// S19: locking in the middle of a number keeps it, at the same field.
func TestS19LockInTheMiddleOfANumber(t *testing.T) {
	s, dir, participant := start(t)
	def := form.Shipped()
	height, _ := def.Item("m.height")
	first := &def.Items[0]
	s.shows(at(first))
	for n := first.Number; n < height.Number; n++ { // ↓ leaves a question without an answer
		if def.Enabled(def.Items[n-1].LinkID, nil) {
			s.shows(at(&def.Items[n-1]))
			s.press("Down")
		}
	}
	s.shows(at(height))
	s.press("1", "7")
	s.press("ctrl+l")
	s.shows("Låst")
	s.typed(testPassphrase)
	s.press("Return")
	s.shows(at(height))
	s.press("4", "Return")
	weight, _ := def.Item("m.weight")
	s.shows(at(weight))
	s.press("ctrl+l")
	s.shows("Låst")
	s.quit() // locked, without a mouse
	s.healthy(filepath.Join(logFolder(dir), "fyrtio.log"))

	store := openStore(t, dir)
	defer closeStore(t, store)
	rec, err := store.ShowForm(t.Context(), participant)
	if err != nil {
		t.Fatal(err)
	}
	want, err := def.ParseTyped("m.height", "174")
	if err != nil {
		t.Fatal(err)
	}
	if rec.Answers["m.height"] != want || len(rec.Answers) != 1 {
		t.Errorf("stored %v", rec.Answers)
	}
}
