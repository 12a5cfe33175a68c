package data_test

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/pnr"
	"fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/core/table"
	"fyrtio/data"
	"fyrtio/data/keys"
	"fyrtio/data/planted"
)

// The sweep of S11 over the store: every exported method is called, with every argument
// that could lead to somebody protected; every paper that comes back is drawn; every
// table, page and file is read. A new method is swept without being named here; a new
// paper must say how it is drawn (drawn), and a method that cannot be called must say
// why (notSwept).

// notSwept are the methods that are not called, with the reason.
var notSwept = map[string]string{
	"Close": "ends the store", "Backup": "done in the test itself", "Import": "done by the planting", "UndoImport": "done by the planting",
	"SetProtected": "done by the planting", "AddUser": "no participant", "RemoveUser": "no participant", "ChangePassphrase": "no participant",
	"ResetPassphrase": "no participant", "NewRecovery": "no participant", "SetSetting": "no participant", "Undo": "would take back what is looked for",
	"UnmarkRun": "would take back what is looked for", "TakeBackNumber": "no number was changed", "SetNumber": "takes a number, gives none",
	"SaveTemplate": "no participant", "AddTemplate": "no participant", "RenameTemplate": "no participant", "HideTemplate": "no participant",
	"RevertTemplate": "no participant", "SetLogo": "no participant", "RemoveLogo": "no participant", "EditContact": "done by the planting",
	"SaveSource": "gives nothing", "BeginKeying": "gives nothing", "SaveKeyed": "gives nothing", "SaveKeyingPlace": "gives nothing",
	"EndKeying": "gives nothing", "SettleKeying": "gives nothing",
	"AddForm": "no participant", "AddCriteria": "no participant", "UseEdition": "no participant", "SaveDraft": "no participant", "Draft": "no participant", "EditionFile": "no participant",
	"SetEarlier": "no participant", "ImportEarlier": "no participant", "ActionTable": "no participant", "SaveActionTable": "no participant", "SavePMOTemplate": "no participant",
}

// mayFail are methods that need not succeed in a sweep, with the reason. Their refusals
// are swept.
var mayFail = map[string]string{
	"AddBlock": "no participant", "RemoveBlock": "no participant", "SavedMapping": "gives columns of a file", "AmendForm": "gives nothing",
	"AmendTyped": "gives nothing", "CompleteForm": "gives nothing", "EnterAnswers": "gives what is missing", "SaveAnswer": "gives nothing",
	"SaveComment": "gives nothing", "SaveNote": "gives nothing", "SavePlan": "gives nothing", "TickLine": "gives nothing", "Book": "the time may be taken", "Rebook": "the time may be taken",
}

// drawn says how each paper is drawn that a method gives.
var drawn = map[reflect.Type]func(v any, w io.Writer) error{
	typeOf[paper.LetterRun](): func(v any, w io.Writer) error {
		run := v.(paper.LetterRun)
		if len(run.Letters) == 0 {
			return nil
		}
		_, err := paper.Letters(w, run)
		return err
	},
	typeOf[paper.StarPage]():      draw(paper.WriteStar),
	typeOf[paper.PlanPage]():      draw(paper.WritePlan),
	typeOf[paper.BlankStar]():     draw(paper.WriteBlankStar),
	typeOf[paper.CriteriaSheet](): draw(paper.WriteCriteria),
	typeOf[paper.BlankForm]():     draw(paper.WriteBlankForm),
	typeOf[paper.Transcript]():    draw(paper.WriteTranscript),
	typeOf[paper.DaySheet]():      draw(paper.WriteDaySheet),
	typeOf[paper.List]():          draw(paper.WriteList),
	typeOf[paper.TestPage]():      draw(paper.WriteTestPage),
	typeOf[paper.LabelRun]():      draw(paper.WriteLabels),
	typeOf[table.Table](): func(v any, w io.Writer) error {
		text, err := planted.Texts(v.(table.Table))
		_, _ = io.WriteString(w, text)
		return err
	},
}

// parts are the types of core/paper that stand inside a paper or tell of one.
var parts = []string{"Problem", "Clinic", "Window", "Lang", "Letter", "Drawn", "Sheets", "Part", "Severity", "Address", "Image"}

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }

func draw[T any](f func(io.Writer, T) (paper.Drawn, error)) func(any, io.Writer) error {
	return func(v any, w io.Writer) error {
		_, err := f(w, v.(T))
		return err
	}
}

// sweep calls things and looks for traces in what they give.
type sweep struct {
	t      *testing.T
	s      *data.Store
	p      *planted.Clinic
	ctx    context.Context
	texts  int
	papers int
	read   map[[32]byte]string // papers that were read back
}

// look looks for traces in a text.
func (w *sweep) look(where, text string) {
	w.t.Helper()
	w.texts += len(text)
	if found := planted.Traces(text); found != nil {
		at := strings.Index(strings.ToLower(text), found[0][:5])
		w.t.Errorf("%s shows %v: …%.120q", where, found, text[max(0, at-40):])
	}
}

// strings of a value, those of fields that are not exported too.
func deep(v reflect.Value, b *strings.Builder, depth int) {
	if depth > 12 || !v.IsValid() {
		return
	}
	switch v.Kind() {
	case reflect.String:
		b.WriteString(v.String())
		b.WriteByte('\n')
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			deep(v.Elem(), b, depth+1)
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			if v.Kind() == reflect.Slice {
				b.Write(v.Bytes())
			}
			return
		}
		for i := range v.Len() {
			deep(v.Index(i), b, depth+1)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			deep(k, b, depth+1)
			deep(v.MapIndex(k), b, depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			deep(v.Field(i), b, depth+1)
		}
	}
}

// result looks at what a method gave: its texts, in both languages, and its papers.
func (w *sweep) result(where string, out reflect.Value) {
	w.t.Helper()
	var b strings.Builder
	deep(out, &b, 0)
	w.look(where, b.String())
	if j, err := json.Marshal(out.Interface()); err == nil {
		w.look(where+" as JSON", string(j))
	}
	w.said(where, out, 0)
	w.draw(where, out, 0)
}

// said puts every Text in a value into words.
func (w *sweep) said(where string, v reflect.Value, depth int) {
	if depth > 8 || !v.IsValid() || !v.CanInterface() {
		return
	}
	if text, ok := v.Interface().(say.Text); ok {
		w.look(where+" in words", say.In(say.Swedish, text)+say.In(say.English, text))
		return
	}
	w.inside(v, func(v reflect.Value) { w.said(where, v, depth+1) })
}

// inside calls f with what a value holds.
func (w *sweep) inside(v reflect.Value, f func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			f(v.Elem())
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() != reflect.Uint8 {
			for i := range v.Len() {
				f(v.Index(i))
			}
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			f(v.MapIndex(k))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				f(v.Field(i))
			}
		}
	}
}

// draw draws each paper in a value and reads it back.
func (w *sweep) draw(where string, v reflect.Value, depth int) {
	w.t.Helper()
	if depth > 3 || !v.IsValid() || !v.CanInterface() {
		return
	}
	t := v.Type()
	if how := drawn[t]; how != nil {
		var b bytes.Buffer
		if err := how(v.Interface(), &b); err != nil {
			w.look(where+" drawn", err.Error())
			return
		}
		w.look(where+" drawn", b.String())
		if bytes.HasPrefix(b.Bytes(), []byte("%PDF")) {
			w.look(where+" on paper", w.pdf(b.Bytes()))
		}
		return
	}
	if t.Kind() == reflect.Struct && t.PkgPath() == "fyrtio/core/paper" && !slices.Contains(parts, t.Name()) {
		w.t.Errorf("%s gives a paper.%s: say in this test how it is drawn", where, t.Name())
	}
	w.inside(v, func(v reflect.Value) { w.draw(where, v, depth+1) })
}

// pdf gives the text and the metadata of a PDF.
func (w *sweep) pdf(b []byte) string {
	w.t.Helper()
	sum := sha256.Sum256(b)
	if known, ok := w.read[sum]; ok {
		return known
	}
	cmd := exec.Command("pdftotext", "-htmlmeta", "-raw", "-", "-")
	cmd.Stdin = bytes.NewReader(b)
	out, err := cmd.Output()
	if err != nil {
		w.t.Skip("pdftotext is missing: papers cannot be read back")
	}
	w.read[sum] = html.UnescapeString(string(out))
	w.papers++
	return w.read[sum]
}

// arguments gives the values to try for a parameter; collect gets what is written.
func (w *sweep) arguments(t reflect.Type, collect *bytes.Buffer) (list []reflect.Value) {
	add := func(values ...any) {
		for _, v := range values {
			list = append(list, reflect.ValueOf(v))
		}
	}
	switch t {
	case typeOf[context.Context]():
		add(w.ctx)
	case typeOf[io.Writer]():
		add(io.Writer(collect))
	case typeOf[data.PartWriter]():
		add(data.PartWriter(func(int, int) (io.Writer, error) { return collect, nil }))
	case typeOf[day.Date]():
		add(planted.Today, planted.Today.Add(-30))
	case typeOf[say.Lang]():
		add(say.Swedish, say.English)
	case typeOf[letter.Lang]():
		add(letter.Swedish, letter.English)
	case typeOf[data.Look]():
		add(data.Look{Reason: "sweep"})
	case typeOf[[]pnr.Number]():
		add(w.numbers())
	case typeOf[report.Period]():
		add(report.Period{From: 2026, To: 2026})
	case typeOf[data.ReportParams]():
		period := report.Period{From: 2026, To: 2026}
		add(data.ReportParams{Period: period}, data.ReportParams{Period: period, Open: true})
	case typeOf[report.Query]():
		for _, v := range report.Variables {
			for _, sex := range []string{"", string(pnr.Woman)} {
				add(report.Query{Variable: v.ID, Sex: sex, Period: report.Period{From: 2026, To: 2026}})
			}
		}
	default:
		return w.byKind(t, collect)
	}
	return list
}

func (w *sweep) byKind(t reflect.Type, collect *bytes.Buffer) (list []reflect.Value) {
	switch t.Kind() {
	case reflect.String:
		for _, text := range w.words() {
			list = append(list, reflect.ValueOf(text).Convert(t))
		}
	case reflect.Int, reflect.Int64:
		for _, n := range []int{0, 2026} {
			list = append(list, reflect.ValueOf(n).Convert(t))
		}
	case reflect.Struct:
		list = w.structs(t)
	case reflect.Slice:
		list = append(list, reflect.Zero(t))
		for _, v := range w.arguments(t.Elem(), collect) {
			one := reflect.MakeSlice(t, 1, 1)
			one.Index(0).Set(v)
			list = append(list, one)
		}
	default:
		list = append(list, reflect.Zero(t))
	}
	return list
}

// words are the texts that a method may be asked for: people, letters, runs, rooms, templates.
func (w *sweep) words() []string {
	list := append(w.p.Protected(), "", "1", "inbjudan", w.p.Batches[0], w.p.Open)
	return append(append(list, w.p.Runs...), w.p.Letters...)
}

func (w *sweep) numbers() (list []pnr.Number) {
	for _, line := range strings.Split(string(w.p.Roster()), "\n")[1:] {
		typed, _, _ := strings.Cut(line, ";")
		if n, err := pnr.Parse(typed, planted.Today); err == nil {
			list = append(list, n)
		}
	}
	return list
}

// structs gives parameters filled by the names of their fields.
func (w *sweep) structs(t reflect.Type) (list []reflect.Value) {
	for _, who := range append(w.p.Protected(), w.p.Open, "") {
		for _, override := range []bool{false, true} {
			v := reflect.New(t).Elem()
			w.fill(v, who, override)
			list = append(list, v)
		}
	}
	return list
}

// fill fills parameters for somebody, "" for everybody.
func (w *sweep) fill(v reflect.Value, who string, override bool) {
	is := func(name string, names ...string) bool { return slices.Contains(names, name) }
	for i := range v.NumField() {
		f, field := v.Field(i), v.Type().Field(i)
		switch name := field.Name; {
		case !f.CanSet():
		case field.Anonymous && f.Kind() == reflect.Struct:
			w.fill(f, who, override)
		case f.Type() == typeOf[day.Date]() && is(name, "From", "Day", "Date"):
			f.Set(reflect.ValueOf(planted.Today))
		case f.Type() == typeOf[journey.Start]():
			f.Set(reflect.ValueOf(journey.Start{Day: planted.Today.Add(8), Clock: "09:00"}))
		case f.Type() == typeOf[journey.Details]():
			f.Set(reflect.ValueOf(journey.Details{Text: "sweep"}))
		case f.Type() == typeOf[[]string]() && is(name, "Participants", "Only", "People") && who != "":
			f.Set(reflect.ValueOf([]string{who}))
		case f.Kind() != reflect.String:
		case is(name, "Participant", "Who", "ID", "Recipient"):
			f.SetString(who)
		case is(name, "Reason", "Override", "Force") && override:
			f.SetString("sweep")
		case name == "Template" && override:
			f.SetString("formedling")
		case name == "Template":
			f.SetString("inbjudan")
		case name == "Kind":
			f.SetString("note")
		case name == "Query" && override:
			f.SetString("hemligavagen")
		case name == "Run":
			f.SetString(w.p.Runs[0])
		}
	}
}

// call calls a method with all combinations of arguments, few of which fit.
func (w *sweep) call(name string, method reflect.Value) (worked bool) {
	w.t.Helper()
	t := method.Type()
	var collect bytes.Buffer
	combos := [][]reflect.Value{nil}
	for i := range t.NumIn() {
		if t.IsVariadic() && i == t.NumIn()-1 {
			break
		}
		var longer [][]reflect.Value
		values := w.arguments(t.In(i), &collect)
		for _, c := range combos {
			for _, v := range values {
				if !v.IsValid() {
					v = reflect.Zero(t.In(i))
				}
				longer = append(longer, append(slices.Clone(c), v))
			}
		}
		combos = longer
	}
	combos = combos[:min(len(combos), 200)]
	if t.IsVariadic() { // a variadic of people: all who are protected
		if t.In(t.NumIn()-1) == typeOf[[]string]() {
			for _, c := range slices.Clone(combos) {
				for _, who := range w.p.Protected() {
					combos = append(combos, append(slices.Clone(c), reflect.ValueOf(who)))
				}
			}
		}
	}
	for _, c := range combos {
		collect.Reset()
		out, err := w.try(method, c)
		if err != nil {
			w.look(name+"'s refusal", fault.Words(say.Swedish, err)+err.Error())
			continue
		}
		worked = true
		for _, v := range out {
			w.result(name, v)
		}
		w.look(name+"'s file", collect.String())
		if bytes.HasPrefix(collect.Bytes(), []byte("%PDF")) {
			w.look(name+"'s paper", w.pdf(collect.Bytes()))
		}
		if bytes.HasPrefix(collect.Bytes(), []byte("PK")) {
			w.look(name+"'s workbook", unzipped(w.t, collect.Bytes()))
		}
	}
	return worked
}

// try calls a method; a panic over an argument that cannot be is no finding here.
func (w *sweep) try(method reflect.Value, args []reflect.Value) (out []reflect.Value, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	out = method.Call(args)
	if n := len(out); n > 0 {
		if e, ok := out[n-1].Interface().(error); ok && e != nil {
			return nil, e
		}
	}
	return out, nil
}

// S11: nothing of an address that was known before the protection is in anything that
// the store gives, draws or keeps.
func TestS11SweepOfTheStore(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	clock := planted.NewClock()
	s, dir := openPlanted(t, clock)
	p, err := planted.Before(t.Context(), s, clock)
	if err != nil {
		t.Fatal(err)
	}
	w := &sweep{t: t, s: s, p: p, ctx: data.WithReason(context.Background(), "sweep"), read: map[[32]byte]string{}}
	before, err := s.Backup(t.Context(), data.ByHand)
	if err != nil {
		t.Fatal(err)
	}
	// What is looked for can be found: it is there before anybody is protected.
	for name, text := range map[string]string{"tables": tables(t, s), "pages": plain(t, s), "letter": letterText(w, p.Letters[0])} {
		if planted.Traces(text) == nil {
			t.Fatalf("nothing was planted in the %s: this test would find nothing", name)
		}
	}
	if err := p.Protect(); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"Hemligavägen", "hemliga", "070-555 01 77", "5550177", "Gömdahamn", "gomd@"} {
		if list, err := s.Participants(t.Context(), data.Filter{Query: query}); err != nil || list.Count != 0 {
			t.Errorf("%s finds %d people, %v", query, list.Count, err)
		}
	}
	w.methods()
	w.kept()
	after, err := s.Backup(t.Context(), data.ByHand)
	if err != nil {
		t.Fatal(err)
	}
	b, err := data.PlainBackup(t.Context(), s, after)
	if err != nil {
		t.Fatal(err)
	}
	w.look("a backup made afterwards", string(b))
	w.restored(before)
	w.files(dir)
	w.files(temp)
	t.Logf("%d characters and %d papers looked through", w.texts, w.papers)
	if w.papers < 20 || w.texts < 100000 {
		t.Error("the sweep has not seen much")
	}
}

// methods calls every exported method of the store.
func (w *sweep) methods() {
	v := reflect.ValueOf(w.s)
	var names []string
	for i := range v.NumMethod() {
		if name := v.Type().Method(i).Name; notSwept[name] == "" {
			names = append(names, name)
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(changes(a), changes(b)) })
	for _, name := range names {
		if !w.call(name, v.MethodByName(name)) && mayFail[name] == "" {
			w.t.Errorf("%s was never called with success: give the sweep the arguments that it needs, or the reason why not", name)
		}
	}
	for name := range notSwept {
		if _, ok := v.Type().MethodByName(name); !ok {
			w.t.Logf("notSwept names %s, which the store does not have", name)
		}
	}
}

// changes gives 1 for a method that changes something: those come after all that look.
func changes(name string) int {
	for _, verb := range []string{"Add", "Amend", "Book", "Cancel", "Complete", "Confirm", "Draw", "Enter", "Log", "Print", "Rebook", "Rebuild", "Remove",
		"Rename", "Reprint", "Returned", "Revert", "Save", "Set", "Hide"} {
		if strings.HasPrefix(name, verb) {
			return 1
		}
	}
	return 0
}

// kept looks at what the store keeps: tables, pages that no row uses, the search index.
func (w *sweep) kept() {
	tables, err := data.Tables(w.ctx, w.s)
	if err != nil {
		w.t.Fatal(err)
	}
	for name, text := range tables {
		w.look("table "+name, text)
	}
	w.look("the database's pages", plain(w.t, w.s))
	w.look("the search index", data.Searchable(w.s))
}

// restored puts an older backup in the place of the database and applies the erasures
// again, as D11 demands of restoring.
func (w *sweep) restored(b data.BackupInfo) {
	t := w.t
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(w.s.Dir())); err != nil {
		t.Fatal(err)
	}
	for _, beside := range []string{"-wal", "-shm"} {
		_ = os.Remove(filepath.Join(dir, data.DatabaseName+beside))
	}
	old, err := os.ReadFile(filepath.Join(dir, data.BackupFolder, b.File))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, data.DatabaseName), old, 0o600); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(filepath.Join(dir, "fyrtio.lock"))
	erased, err := data.Erased(w.ctx, w.s)
	if err != nil {
		t.Fatal(err)
	}
	s := reopen(t, dir, w.s.Now)
	if planted.Traces(plain(t, s)) == nil {
		t.Fatal("the older backup does not hold what was known then")
	}
	for _, who := range erased {
		if _, err := s.SetProtected(w.ctx, who, true, "återställd kopia"); err != nil {
			t.Fatal(err)
		}
	}
	w.look("an older backup, restored", plain(t, s))
}

// files looks for traces in every file of a folder, and in its name.
func (w *sweep) files(dir string) {
	w.t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		w.look("the file "+filepath.Base(path), filepath.Base(path)+"\n"+string(b))
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

var cheap = []keys.Option{keys.WithCost(keys.Cost{Time: 1, Memory: 8, Threads: 1})}

const (
	login      = "lena"
	passphrase = "granen vid sjön"
)

func openPlanted(t *testing.T, clock *planted.Clock) (*data.Store, string) {
	t.Helper()
	dir := t.TempDir()
	if _, err := data.Init(t.Context(), dir, data.InitParams{Clinic: "Granlunda hälsocentral", User: login, FullName: "Lena Sundkvist", Passphrase: passphrase,
		Clock: clock.Now, Workplace: "test", Keys: cheap}); err != nil {
		t.Fatal(err)
	}
	s, err := data.Open(t.Context(), dir, data.Options{User: login, Passphrase: passphrase, Clock: clock.Now, Workplace: "test", Keys: cheap})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, dir
}

func plain(t *testing.T, s *data.Store) string {
	t.Helper()
	b, err := data.Plain(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func tables(t *testing.T, s *data.Store) string {
	t.Helper()
	all, err := data.Tables(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(all)
}

func letterText(w *sweep, number string) string {
	w.t.Helper()
	run, err := w.s.LetterCopy(w.ctx, number)
	if err != nil {
		w.t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := paper.Letters(&b, run); err != nil {
		w.t.Fatal(err)
	}
	return w.pdf(b.Bytes())
}

// unzipped gives the texts of a workbook.
func unzipped(t *testing.T, b []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&text, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return text.String()
}

func reopen(t *testing.T, dir string, clock func() time.Time) *data.Store {
	t.Helper()
	s, err := data.Open(context.Background(), dir, data.Options{User: login, Passphrase: passphrase, Clock: clock, Workplace: "test", Keys: cheap})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}
