package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyrtio/assets"
	"fyrtio/core/form"
	"fyrtio/core/star"
	"fyrtio/core/visit"
	"fyrtio/data"
)

// formSeed makes the forms that are typed; the same seed gives the same forms.
const formSeed = 5

// script is a whole form as it is typed: the keys, and what must be stored.
type script struct {
	keys   []string
	wanted form.Answers
	goal   int // coded items + digits of numbers + one for each number (S19)
}

// invented gives a whole form of invented answers: every question that is asked, one in
// eight without a value.
func invented(t *testing.T, n int) script {
	t.Helper()
	rng := rand.New(rand.NewPCG(formSeed, uint64(n)))
	def := form.Shipped()
	s := script{wanted: form.Answers{}}
	for id := def.First(s.wanted); id != ""; id = def.Next(id, s.wanted) {
		it, _ := def.Item(id)
		typed := inventedAnswer(rng, it, n)
		v, err := def.ParseTyped(id, typed)
		if err != nil {
			t.Fatalf("%s: %q: %v", id, typed, err)
		}
		if warning, err := def.Check(id, v, s.wanted); err != nil || !warning.IsZero() {
			t.Fatalf("%s: %q would be asked about: %v", id, typed, err)
		}
		if !v.IsZero() {
			s.wanted[id] = v
		}
		s.keys = append(s.keys, keysOf(it, typed, rng)...)
		switch {
		case it.Type == form.Choice || v.Kind() == form.KindMissing:
			s.goal++
		case it.Numeric():
			s.goal += len(typed) + 1
		default:
			s.goal += len(typed) + 1 // a text is typed and left
		}
	}
	return s
}

func inventedAnswer(rng *rand.Rand, it *form.Item, n int) string {
	if it.Type == form.String || it.Type == form.Long {
		return "formular " + strconv.Itoa(n)
	}
	if rng.IntN(8) == 0 {
		codes := []string{"-", "*", "/"}
		if !it.Measurement {
			codes = codes[:2]
		}
		return codes[rng.IntN(len(codes))]
	}
	if it.Type == form.Choice {
		return it.Options[rng.IntN(len(it.Options))].Code
	}
	low, high := it.Min.Float(), it.Max.Float()
	switch it.LinkID { // the lower pressure stays below the upper
	case "m.sbp":
		low = 110
	case "m.dbp":
		high = 105
	}
	x := low + rng.Float64()*(high-low)
	if it.Type == form.Integer {
		return strconv.Itoa(int(x))
	}
	typed := strconv.FormatFloat(float64(int(x*10))/10, 'f', -1, 64)
	if x*10 < low*10+1 {
		typed = strconv.FormatFloat(high, 'f', -1, 64)
	}
	return strings.Replace(typed, ".", []string{".", ","}[rng.IntN(2)], 1)
}

// keysOf gives the keys that type an answer, as xdotool names them.
func keysOf(it *form.Item, typed string, rng *rand.Rand) (keys []string) {
	for _, r := range typed {
		key, ok := map[rune]string{',': "comma", '.': "period", '-': "minus", '*': "asterisk", '/': "slash", ' ': "space"}[r]
		if !ok {
			key = string(r)
		}
		keys = append(keys, key)
	}
	_, missing := form.MissingKey([]rune(typed)[0])
	switch {
	case it.Type == form.Choice || missing:
	case it.Numeric():
		last := []string{"Return", "KP_Enter", "Tab", "Down"}[rng.IntN(4)]
		if it.LinkID == "m.sbp" && rng.IntN(2) == 0 {
			last = "slash" // 128/82
		}
		keys = append(keys, last)
	default:
		keys = append(keys, "Tab")
	}
	return keys
}

// S1, S19: many different forms are typed into a real window by real keys, as fast as
// they come; what is stored is what the scripts say, and no key more was needed than one
// for a coded answer and one after each number. FYRTIO_FORMS sets how many.
func TestS19FormsByRealKeys(t *testing.T) {
	forms := 20
	if n, err := strconv.Atoi(os.Getenv("FYRTIO_FORMS")); err == nil {
		forms = n
	}
	if testing.Short() {
		forms = 3
	}
	s := newScreen(t)
	dir := filepath.Join(s.dir, "clinic")
	who := manyPeople(t, dir, forms)
	s.open("Lås upp", "--data", dir, "--user", testUser, "--today", testDay.String())
	s.typed(testPassphrase)
	s.press("Return")
	s.shows("Idag")
	s.press("ctrl+2")
	s.shows("Deltagare")
	s.press("o", "Down", "Down", "Return") // by name: a form that is begun changes the next step
	scripts := make([]script, forms)
	for n := range forms {
		scripts[n] = invented(t, n)
		if n > 0 {
			s.press("Down")
		}
		s.press("Return")
		s.shows("En deltagare")
		s.press("f")
		s.shows("Formulär, källa")
		s.press("1")
		s.shows("Formulär 1/" + strconv.Itoa(len(form.Shipped().Items)))
		begun := time.Now()
		s.run("xdotool", append([]string{"key", "--clearmodifiers", "--delay", "4"}, scripts[n].keys...)...)
		s.shows("Formulär, sista sidan")
		took := time.Since(begun)
		s.press("Return")
		s.shows("Formulär, klarmarkerat")
		s.press("Escape")
		s.shows("En deltagare")
		s.press("Escape")
		s.shows("Deltagare")
		keys, goal := len(scripts[n].keys), scripts[n].goal
		t.Logf("form %2d: %2d answers, %3d key presses (goal %3d), %.1f s", n+1, len(scripts[n].wanted), keys, goal, took.Seconds())
		if keys > goal {
			t.Errorf("form %d takes %d key presses, the goal is %d", n+1, keys, goal)
		}
	}
	s.quit()
	s.healthy(filepath.Join(logFolder(dir), "fyrtio.log"))

	store := openStore(t, dir)
	defer closeStore(t, store)
	for n, id := range who {
		rec, err := store.ShowForm(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if !rec.Status.Locked() || rec.Source != "paper_home" {
			t.Errorf("form %d: %s from %s", n+1, rec.Status, rec.Source)
		}
		if len(rec.Answers) != len(scripts[n].wanted) {
			t.Errorf("form %d: %d answers are stored, %d were typed", n+1, len(rec.Answers), len(scripts[n].wanted))
		}
		for item, v := range scripts[n].wanted {
			if rec.Answers[item] != v {
				t.Errorf("form %d: %s: stored %v, typed %v", n+1, item, rec.Answers[item], v)
			}
		}
	}
}

// manyPeople makes a clinic with so many participants and gives their ids in the order
// of the list.
func manyPeople(t *testing.T, dir string, n int) (ids []string) {
	t.Helper()
	b, err := assets.Demo.ReadFile("demo/testpersonnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := data.Init(t.Context(), dir, data.InitParams{Clinic: "Granlunda hälsocentral", User: testUser, FullName: "Lena Sundkvist",
		Passphrase: testPassphrase, Clock: data.Standing(testDay)}); err != nil {
		t.Fatal(err)
	}
	s := openStore(t, dir)
	defer closeStore(t, s)
	list := "Personnummer;Efternamn;Förnamn;Adress;Postnr;Ort\n"
	made := 0
	for _, number := range strings.Fields(string(b)) {
		if strings.HasPrefix(number, "1986") && made < n {
			list += fmt.Sprintf("%s;Ek%c%c;Anna;Björkstigen %d;999 63;Östanå\n", number, 'a'+made/26, 'a'+made%26, made+1)
			made++
		}
	}
	if made < n {
		t.Fatalf("only %d published numbers of 1986", made)
	}
	if _, err := s.Import(t.Context(), data.ImportParams{Name: "lista.csv", Data: []byte(list), Cohort: 2026}); err != nil {
		t.Fatal(err)
	}
	rows, err := s.Participants(t.Context(), data.Filter{})
	if err != nil || len(rows.Rows) != n {
		t.Fatalf("%d participants, %v", len(rows.Rows), err)
	}
	for _, r := range rows.Rows {
		ids = append(ids, r.Participant)
	}
	return ids
}

// The second keying by keyboard in a real window: begun from the locked form, stopped,
// taken up on Idag, typed blind, its one difference settled; the form has the amendment.
func TestQ17SecondKeyingByKeyboard(t *testing.T) {
	s := newScreen(t)
	dir := filepath.Join(s.dir, "clinic")
	who := manyPeople(t, dir, 1)[0]
	sc, def := invented(t, 0), form.Shipped()
	store := openStore(t, dir)
	first := sc.wanted.Clone()
	first["health.general"], sc.wanted["health.general"] = form.Code("2"), form.Code("4")
	for _, it := range def.Items {
		if v := first[it.LinkID]; !v.IsZero() {
			if err := store.SaveAnswer(t.Context(), who, it.LinkID, v, visit.Place{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := store.CompleteForm(t.Context(), who); err != nil {
		t.Fatal(err)
	}
	closeStore(t, store)

	s.open("Lås upp", "--data", dir, "--user", testUser, "--today", testDay.String())
	s.typed(testPassphrase)
	s.press("Return")
	s.shows("Idag")
	s.press("ctrl+2")
	s.shows("Deltagare")
	s.press("Return")
	s.shows("En deltagare")
	s.press("f")
	s.shows("Formulär, klarmarkerat")
	s.press("ctrl+shift+k")
	s.shows("Andra inmatningen")
	s.press("2") // the star's fields
	sub := def.Subset(star.ShippedCriteria().LinkIDs(def))
	var keys []string
	for id := sub.First(sc.wanted); id != ""; id = sub.Next(id, sc.wanted) {
		it, _ := sub.Item(id)
		keys = append(keys, keysOf(it, typedAs(sc.wanted[id]), rand.New(rand.NewPCG(1, 1)))...)
	}
	at := func(id string) {
		t.Helper()
		it, _ := sub.Item(id)
		s.shows(fmt.Sprintf("Andra inmatningen %d/%d", it.Number, sub.Items[len(sub.Items)-1].Number))
	}
	begin := sub.First(nil)
	at(begin)
	s.press(keys[0], "Escape") // stopped, it waits on Idag
	s.shows("Formulär, klarmarkerat")
	s.press("ctrl+1")
	s.shows("Idag · 0 av 1 klara") // its row is there: before, Enter is the empty page's
	s.press("Return")
	at(sub.Next(begin, sc.wanted))
	s.run("xdotool", append([]string{"key", "--clearmodifiers", "--delay", "4"}, keys[1:]...)...)
	s.shows("Andra inmatningen")
	s.press("Return") // compare
	s.shows("Andra inmatningen, en skillnad kvar")
	s.press("2")
	s.shows("Andra inmatningen, 0 skillnader kvar")
	s.quit()
	s.healthy(filepath.Join(logFolder(dir), "fyrtio.log"))

	store = openStore(t, dir)
	defer closeStore(t, store)
	rec, err := store.ShowForm(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	if rec.Answers["health.general"] != form.Code("4") || len(rec.Amendments) != 1 || rec.Amendments[0].Reason != "andra inmatningen" {
		t.Errorf("got %v, %+v", rec.Answers["health.general"], rec.Amendments)
	}
	rate, err := store.Keyings(t.Context(), 0)
	if err != nil || rate.First != 1 || rate.Open != 0 {
		t.Errorf("the rate is %+v, %v", rate, err)
	}
}

// typedAs gives an answer as it is typed.
func typedAs(v form.Value) string {
	if m, ok := v.Missing(); ok {
		return map[form.Missing]string{form.Unanswered: "-", form.Declined: "*", form.Unmeasured: "/"}[m]
	}
	_, content := v.Pack()
	return content
}
