package uitest

import (
	"strconv"
	"strings"
	"testing"

	"fyrtio/assets"
)

// Numbers gives n of Skatteverket's published test numbers of people born in a year.
func Numbers(t testing.TB, born, n int) (list []string) {
	t.Helper()
	b, err := assets.Demo.ReadFile("demo/testpersonnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, number := range strings.Fields(string(b)) {
		if strings.HasPrefix(number, strconv.Itoa(born)) && len(list) < n {
			list = append(list, number)
		}
	}
	if len(list) < n {
		t.Fatalf("only %d test numbers of %d", len(list), born)
	}
	return list
}
