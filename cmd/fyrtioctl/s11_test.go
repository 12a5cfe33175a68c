package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"fyrtio/core/form"
	"fyrtio/data"
	"fyrtio/data/planted"
)

// The sweep of S11 over the commands: each is run for people whose address was known
// before their identity was protected, for people and as JSON, in both languages; what
// it prints, each file that it writes and each file that lies about afterwards is
// searched. A new command, and a new flag that names a file, must have a line here.

// commands are what is run of each command, by its path. {who} runs once for each
// protected participant, {out} is a new file. A line must be done for one of them at
// least; one that begins with ! must be refused for all, with ? either will do.
var commands = map[string][]string{
	"bookings":          {"", "--day 2026-03-10", "--week 2026-03-10", "--day 2026-03-10 --out {out}.pdf", "--week 2026-03-10 --out {out}.pdf"},
	"bookings block":    {"Planering --from 2026-03-12 --time 14.00-15.00"},
	"bookings unblock":  {"!{who}"},
	"check":             {""},
	"backup":            {"", "?--to {dir}"},
	"users":             {""},
	"users add":         {"!"},
	"users remove":      {"!"},
	"settings":          {""},
	"settings set":      {"letter_days 22"},
	"demo":              {"!--participants 3 --cohort 2026"},
	"log":               {"{who} note text=ringde", "!{who} ticket_sent"},
	"undo":              {"!{who} --reason test"},
	"export fhir":       {"?--out {out}.json", "!{who} --out {out}.json", "{who} --reason test --out {out}.json"},
	"form":              {"?"},
	"star":              {"?"},
	"export":            {"?"},
	"form blank":        {"--out {out}.pdf"},
	"form enter":        {"{who} --answers {answers}"},
	"form complete":     {"!{who}"},
	"form amend":        {"!{who} --set m.weight=80 --reason test"},
	"form show":         {"!{who}", "{who} --reason test"},
	"form transcript":   {"{who} --reason test", "{who} --reason test --out {out}.pdf", "!{who}"},
	"form keying":       {"", "--cohort 2026"},
	"import":            {"{roster} --cohort 2026 --dry-run --force test", "{faults} --cohort 2026 --force test --part --bad-rows {out}.csv"},
	"import undo":       {"!{batch}"},
	"init":              {"!--clinic Igen"},
	"letters":           {"--template inbjudan --dry-run", "--template inbjudan --override test --out {out}.pdf", "--template formedling --cover --out {out}.pdf", "--template inbjudan --override test --duplex --cover --out {out}.pdf", "--template paminnelse --dry-run --override test"},
	"letters labels":    {"--run {run} --out {out}.pdf", "--cohort 2026 --out {out}.pdf", "?--only {who} --out {out}.pdf"},
	"letters lang":      {"{who}", "{who} sv-latt"},
	"letters logo":      {"?--remove"},
	"letters post":      {"--run {run} --out {out}.pdf", "--from 2026-01-01 --to 2026-03-12 --out {out}.xlsx", "--from 2026-01-01 --to 2026-03-12 --out {out}.csv"},
	"letters runs":      {"", "--query Hemliga", "--query inbjudan"},
	"letters template":  {"inbjudan"},
	"letters templates": {""},
	"letters testpage":  {"--out {out}.pdf"},
	"letters confirm":   {"!{run}"},
	"letters reprint":   {"{run} --out {out}.pdf", "?{run} --sheets 1 --out {out}.pdf"},
	"letters returned":  {"?{letter}"},
	"letters unmark":    {"?{run}"},
	"participants":      {"", "--query Hemliga", "--query 5550177", "--out {out}.pdf", "--out {out}.xlsx", "--out {out}.csv", "--protected yes", "--protected yes --reason test --out {out}.csv"},
	"pnr":               {"19860101-2399"},
	"report":            {"--cohort 2026", "--cohort 2026 --open", "--cohort 2026 --out {out}.pdf --xlsx {out}.xlsx --csv {dir} --aggregate {out}.fyrtio --aggregate-passphrase-file {secret}"},
	"report merge":      {"!{answers} --aggregate-passphrase-file {secret} --out {out}.pdf --xlsx {out}.xlsx --csv {dir}"},
	"report earlier":    {"--template {out}.csv", "!{answers}"},
	"rules":             {"", "--reasons"},
	"score":             {"--answers {answers} --sex kvinna"},
	"show":              {"!{who}", "{who} --reason test"},
	"plan":              {"?"},
	"plan actions":      {""},
	"plan print":        {"{who} --reason test --out {out}.pdf", "!{who} --out {out}.pdf"},
	"plan set":          {"!{who} goal1.what=Promenad", "{who} --reason test goal1.what=Promenad"},
	"plan show":         {"!{who}", "{who} --reason test"},
	"plan text":         {"!{who}", "{who} --reason test"},
	"star blank":        {"--out {out}.pdf"},
	"star criteria":     {"--out {out}.pdf"},
	"star print":        {"{who} --reason test --out {out}.pdf"},
	"star set":          {"!{who} bmi 2", "{who} --reason test bmi 2"},
	"star show":         {"{who} --reason test", "!{who}"},
	"today":             {""},
	"form versions":     {""},
	"form add":          {"!{answers}"},
	"form use":          {"1", "!9"},
	"form file":         {"--out {out}.json"},
	"form diff":         {"!{answers}"},
	"star diff":         {"exempel-1", "exempel-1 exempel-1", "!{answers}"},
	"star versions":     {""},
	"star add":          {"!{answers}"},
	"star use":          {"exempel-1", "!9"},
	"star file":         {"--out {out}.json"},
}

// files are the flags that name a file or a folder that is written.
var files = []string{"out", "xlsx", "csv", "bad-rows", "aggregate", "labels", "post-list", "cover"}

// swept runs commands in a folder where an address was planted.
type swept struct {
	t      *testing.T
	dir    string // of the data
	out    string // of what commands write
	temp   string
	p      *planted.Clinic
	n      int
	papers int
}

func TestS11SweepOfTheCommands(t *testing.T) {
	s := &swept{t: t, dir: t.TempDir(), out: t.TempDir(), temp: t.TempDir()}
	t.Setenv("TMPDIR", s.temp)
	t.Setenv("FYRTIO_DATA", s.dir)
	t.Setenv("FYRTIO_USER", "lena")
	t.Setenv("FYRTIO_PASSPHRASE", "fyra ord man minns")
	s.plant()
	var tree func(cmd *cobra.Command)
	tree = func(cmd *cobra.Command) {
		path := strings.TrimPrefix(strings.TrimPrefix(cmd.CommandPath(), "fyrtioctl"), " ")
		if cmd.Runnable() && path != "" {
			s.command(path, cmd)
		}
		for _, sub := range cmd.Commands() {
			tree(sub)
		}
	}
	a := &app{lang: "sv", out: io.Discard}
	tree(a.root())
	for path := range commands {
		if found, _, err := a.root().Find(strings.Fields(path)); err != nil || strings.TrimPrefix(found.CommandPath(), "fyrtioctl ") != path {
			t.Logf("the sweep names %q, which is no command", path)
		}
	}
	s.look("the data folder", s.under(s.dir))
	s.look("the folder for temporary files", s.under(s.temp))
	if s.papers < 10 {
		t.Errorf("only %d papers were read", s.papers)
	}
}

// plant makes the folder and closes it, so that the commands can open it.
func (s *swept) plant() {
	clock := planted.NewClock()
	options := data.Options{User: "lena", Passphrase: "fyra ord man minns", Clock: clock.Now, Workplace: "test", Keys: keyOptions}
	if _, err := data.Init(context.Background(), s.dir, data.InitParams{Clinic: "Granlunda hälsocentral", User: "lena", FullName: "Lena Sundkvist",
		Passphrase: options.Passphrase, Clock: clock.Now, Workplace: "test", Keys: keyOptions}); err != nil {
		s.t.Fatal(err)
	}
	store, err := data.Open(context.Background(), s.dir, options)
	if err != nil {
		s.t.Fatal(err)
	}
	if s.p, err = planted.Before(context.Background(), store, clock); err == nil {
		err = store.Close()
	}
	if err != nil {
		s.t.Fatal(err)
	}
	// What is looked for can be found, in what a command prints and writes.
	text, _ := s.run([]string{"--today", "2026-02-20", "letters", "reprint", s.p.Runs[0], "--out", filepath.Join(s.out, "before.pdf")})
	if planted.Traces(text+s.under(s.out)) == nil {
		s.t.Fatal("the address cannot be found before the protection: this test would find nothing")
	}
	if err := os.Remove(filepath.Join(s.out, "before.pdf")); err != nil {
		s.t.Fatal(err)
	}
	if store, err = data.Open(context.Background(), s.dir, options); err == nil {
		if err = s.p.ProtectIn(store); err == nil {
			err = store.Close()
		}
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// command runs all lines of a command.
func (s *swept) command(path string, cmd *cobra.Command) {
	s.t.Helper()
	lines, ok := commands[path]
	if !ok {
		s.t.Errorf("%q is not in the sweep: add what is to be run of it", path)
		return
	}
	for _, flag := range files {
		if cmd.LocalFlags().Lookup(flag) != nil && !strings.Contains(strings.Join(lines, " ")+" ", "--"+flag+" ") {
			s.t.Errorf("%s --%s is not in the sweep", path, flag)
		}
	}
	for _, line := range lines {
		who := []string{""}
		if strings.Contains(line, "{who}") {
			who = s.p.Protected()
		}
		done := false
		for _, id := range who {
			for i, flag := range [][]string{nil, {"--json", "--lang", "en"}} {
				flags := append([]string{"--today", planted.Today.Add(i).String()}, flag...)
				done = s.line(path, strings.ReplaceAll(line, "{who}", id), flags) || done
			}
		}
		if !done && line != "" && !strings.ContainsRune("!?", rune(line[0])) {
			s.t.Errorf("%s %s was refused for everybody", path, line)
		}
	}
}

// line runs one line and searches what came of it.
func (s *swept) line(path, line string, flags []string) (done bool) {
	s.t.Helper()
	refused := strings.HasPrefix(line, "!")
	line = strings.TrimLeft(line, "!?")
	first := form.Shipped().Items[0]
	answers := fmt.Sprintf(`{%q: %q}`, first.LinkID, first.Options[0].Code)
	out := filepath.Join(s.out, fmt.Sprint(s.n))
	s.n++
	for name, value := range map[string]string{"{out}": out, "{dir}": s.out, "{run}": s.p.Runs[0], "{letter}": s.p.Letters[0], "{batch}": s.p.Batches[0],
		"{answers}": s.file("answers.json", answers), "{secret}": s.file("secret.txt", "länets fem ord\n"), "{roster}": s.file("lista.csv", s.harmless()), "{faults}": s.file("fel.csv", string(s.p.Faults()))} {
		line = strings.ReplaceAll(line, name, value)
	}
	args := append(append(flags, strings.Fields(path)...), strings.Fields(line)...)
	text, status := s.run(args)
	where := "fyrtioctl " + strings.Join(args, " ")
	if refused && status == 0 {
		s.t.Errorf("%s was not refused", where)
	}
	s.look(where, text)
	s.look(where+" in its files", s.under(s.out))
	s.clear()
	return status == 0
}

// file writes an input that a command reads; it lies outside of what is searched.
func (s *swept) file(name, text string) string {
	path := filepath.Join(s.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

// harmless is a roster without anybody's planted address.
func (s *swept) harmless() string {
	return string(s.p.Ordinary())
}

func (s *swept) run(args []string) (text string, status int) {
	var out, errs bytes.Buffer
	status = run(args, strings.NewReader(""), &out, &errs)
	return out.String() + errs.String(), status
}

func (s *swept) look(where, text string) {
	s.t.Helper()
	if found := planted.Traces(text); found != nil {
		s.t.Errorf("%s shows %v", where, found)
	}
}

// clear takes away what a command wrote, so that each is searched once.
func (s *swept) clear() {
	entries, err := os.ReadDir(s.out)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(s.out, e.Name())); err != nil {
			s.t.Fatal(err)
		}
	}
}

// under gives the text of all files below a folder, papers and workbooks opened.
func (s *swept) under(dir string) string {
	s.t.Helper()
	var text strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text.WriteString(filepath.Base(path) + "\n")
		text.Write(b)
		switch {
		case bytes.HasPrefix(b, []byte("%PDF")):
			s.papers++
			text.WriteString(s.pdf(b))
		case bytes.HasPrefix(b, []byte("PK")):
			text.WriteString(s.workbook(b))
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return text.String()
}

func (s *swept) pdf(b []byte) string {
	cmd := exec.Command("pdftotext", "-htmlmeta", "-raw", "-", "-")
	cmd.Stdin = bytes.NewReader(b)
	out, err := cmd.Output()
	if err != nil {
		s.t.Skip("pdftotext is missing: papers cannot be read back")
	}
	return html.UnescapeString(string(out))
}

func (s *swept) workbook(b []byte) string {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		s.t.Fatal(err)
	}
	var text strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			s.t.Fatal(err)
		}
		if _, err := io.Copy(&text, r); err != nil {
			s.t.Fatal(err)
		}
		_ = r.Close()
	}
	return text.String()
}
