package data

import (
	"slices"
	"testing"
)

// A name is found as the lists write it too: with the comma between its parts.
func TestTermsOfASearch(t *testing.T) {
	for query, want := range map[string][]string{
		"Östergren, Anna":       {"ostergren", "anna"},
		"östergren,anna":        {"ostergren", "anna"},
		" , ":                   nil,
		"860101-2390":           {"8601012390"},
		"Lindqvist-Ek 1986-01-": {"lindqvist-ek", "198601"},
	} {
		if got := terms(query); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
}
