package data

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyrtio/core/form"
	"fyrtio/core/visit"
)

// TestS1AcknowledgedAnswersSurviveKill types in a child process and kills it at random
// moments; every answer that was acknowledged must be there afterwards, at most the
// one being typed may be lost. FYRTIO_KILLS sets how many times.
func TestS1AcknowledgedAnswersSurviveKill(t *testing.T) {
	if dir := os.Getenv("FYRTIO_TEST_TYPE"); dir != "" {
		typeUntilKilled(t, dir, os.Getenv("FYRTIO_TEST_WHO"))
		return
	}
	kills := 50
	if n, err := strconv.Atoi(os.Getenv("FYRTIO_KILLS")); err == nil {
		kills = n
	}
	if testing.Short() {
		kills = 5
	}
	c := &clock{testDay.At(9, 0)}
	dir := initStore(t, c)
	s := openStore(t, dir, c)
	importRows(t, s, people(t, 1))
	who := allRows(t, s, Filter{})[0].Participant
	must(t, s.Close())
	seed := uint64(time.Now().UnixNano())
	rng := rand.New(rand.NewPCG(seed, 1))
	typed := 0
	for i := range kills {
		last, next := killed(t, dir, who, time.Duration(rng.IntN(150_000))*time.Microsecond)
		typed += len(last)
		s := openStore(t, dir, c)
		must(t, s.read(t.Context(), func(r reader) error {
			var verdict string
			if err := r.row(`PRAGMA integrity_check`).Scan(&verdict); err != nil || verdict != "ok" {
				t.Errorf("kill %d (seed %d): integrity %q, %v", i, seed, verdict, err)
			}
			return nil
		}))
		a := openForm(t, s, who).Answers
		for item, want := range last {
			got, _ := a[item].Number()
			if got.String() != want && (item != next.item || got.String() != next.value) {
				t.Fatalf("kill %d (seed %d): %s is %q, acknowledged was %q", i, seed, item, got, want)
			}
		}
		must(t, s.Close())
	}
	t.Logf("%d kills, %d acknowledged answers at the kills", kills, typed)
}

// begun is the answer that was being typed when the child died.
type begun struct{ item, value string }

// killed starts a child that types, kills it a while after its first answer, and
// gives the last acknowledged value of each item.
func killed(t *testing.T, dir, who string, after time.Duration) (last map[string]string, next begun) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestS1AcknowledgedAnswersSurviveKill$")
	cmd.Env = append(os.Environ(), "FYRTIO_TEST_TYPE="+dir, "FYRTIO_TEST_WHO="+who)
	out, err := cmd.StdoutPipe()
	must(t, err)
	cmd.Stderr = os.Stderr
	must(t, cmd.Start())
	last = map[string]string{}
	var text strings.Builder
	lines := bufio.NewScanner(out)
	for first := true; lines.Scan(); {
		word := strings.Fields(lines.Text())
		switch {
		case len(word) == 3 && word[0] == "begin":
			next = begun{word[1], word[2]}
		case len(word) == 3 && word[0] == "ack":
			last[word[1]] = word[2]
			if first {
				first = false
				time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
			}
		default:
			text.WriteString(lines.Text() + "\n")
		}
	}
	_ = cmd.Wait()
	if len(last) == 0 {
		t.Fatalf("the child typed nothing: %s", text.String())
	}
	return last, next
}

// typeUntilKilled types numbers in turn, saying what it begins and what is on disk.
func typeUntilKilled(t *testing.T, dir, who string) {
	c := &clock{testDay.At(9, 0)}
	s := openStore(t, dir, c)
	items := []string{"m.height", "m.waist", "m.hip", "m.sbp"}
	for i := 0; ; i++ {
		item, n := items[i%len(items)], 100+i%80
		fmt.Printf("begin %s %d\n", item, n)
		if err := s.SaveAnswer(context.Background(), who, item, form.Number(float64(n)), visit.Place{LinkID: item}); err != nil {
			t.Fatal(err)
		}
		fmt.Printf("ack %s %d\n", item, n)
	}
}
