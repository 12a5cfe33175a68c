package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// checkJSON is the script command "json PATH WANT": it demands that the last
// command's standard output is JSON in which PATH has the value WANT.
//
//	json 0.valid true
//	json indexes.bmi.value 27.4
//	json bad.len 3            the length of a list or object
//	json 0.next.step letter
//	! json bad.0.value …      PATH must not be there
//
// With PATH alone the value is only asked to be there; "json PATH -> NAME" keeps
// it in the environment variable NAME.
func checkJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("usage: json PATH [WANT | -> NAME]")
	}
	var doc any
	dec := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	dec.UseNumber()
	if err := dec.Decode(&doc); err != nil {
		ts.Fatalf("standard output is no JSON: %v", err)
	}
	got, ok := find(doc, args[0])
	switch {
	case neg && ok:
		ts.Fatalf("%s is there: %s", args[0], got)
	case neg:
		return
	case !ok:
		ts.Fatalf("%s is not there in %s", args[0], ts.ReadFile("stdout"))
	}
	if len(args) == 3 && args[1] == "->" {
		ts.Setenv(args[2], got)
		return
	}
	if len(args) > 1 && got != strings.Join(args[1:], " ") {
		ts.Fatalf("%s is %s, want %s", args[0], got, strings.Join(args[1:], " "))
	}
}

// find walks a path of keys and places, in which "len" is the length. Keys may hold
// dots themselves (link ids do): the longest key that fits is taken.
func find(doc any, path string) (string, bool) {
	if path == "" {
		return show(doc), true
	}
	switch v := doc.(type) {
	case []any:
		head, rest, _ := strings.Cut(path, ".")
		if head == "len" {
			return strconv.Itoa(len(v)), true
		}
		n, err := strconv.Atoi(head)
		if err != nil || n < 0 || n >= len(v) {
			return "", false
		}
		return find(v[n], rest)
	case map[string]any:
		if path == "len" {
			return strconv.Itoa(len(v)), true
		}
		for end := len(path); end > 0; end = strings.LastIndex(path[:end], ".") {
			if inner, ok := v[path[:end]]; ok {
				return find(inner, strings.TrimPrefix(path[end:], "."))
			}
		}
	}
	return "", false
}

func show(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return v
	case json.Number:
		return v.String()
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}
