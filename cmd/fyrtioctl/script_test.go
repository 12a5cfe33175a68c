package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"fyrtio/data/keys"
)

// The scripts in testdata/script run the command itself, each in a folder of its
// own: what a script sees is what an administrator sees.

func TestMain(m *testing.M) {
	// A key that is derived at floor cost: what the scripts prove does not depend on it (D32).
	keyOptions = []keys.Option{keys.WithCost(keys.Cost{Time: 1, Memory: 8, Threads: 1})}
	testscript.Main(m, map[string]func(){
		"fyrtioctl": func() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("FYRTIO_DATA", filepath.Join(env.WorkDir, "kliniken"))
			env.Setenv("FYRTIO_USER", "lena")
			env.Setenv("FYRTIO_PASSPHRASE", "fyra ord man minns")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status,
			"json":   checkJSON,
			"flip":   flip,
		},
	})
}

// status N COMMAND … runs a command and demands its exit status: fyrtioctl's
// contract has five, and "! exec" tells none of them apart.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command …")
	}
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		_, after, ok := strings.Cut(err.Error(), "exit status ")
		if !ok {
			ts.Fatalf("%s: %v", args[1], err)
		}
		got = after
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

// flip FILE OFFSET changes one byte of a file; a negative offset counts from its end.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: flip file offset")
	}
	path := ts.MkAbs(args[0])
	b, err := os.ReadFile(path)
	ts.Check(err)
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	if at < 0 {
		at += len(b)
	}
	if at < 0 || at >= len(b) {
		ts.Fatalf("%s has %d bytes", args[0], len(b))
	}
	b[at] ^= 0x41
	ts.Check(os.WriteFile(path, b, 0o600))
}
