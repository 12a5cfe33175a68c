package shell

import (
	"testing"
	"time"
)

func TestScannerIsToldFromAHand(t *testing.T) {
	start := time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	typed := func(text string, gap time.Duration) (taken int, scanned string) {
		var c scan
		now := start
		for _, r := range text {
			if c.take(r, now) {
				taken++
			}
			now = now.Add(gap)
		}
		return taken, c.end(now)
	}
	for text, want := range map[string]string{"%26-0148": "%26-0148", "%260148": "%260148", "%26+014": "%26+014", "3%26-0148": "%26-0148",
		"%rhs40/1.0/3/26-0148": "%rhs40/1.0/3/26-0148", "%2%26-0148": "%26-0148", "26-0148": "", "%5": "", "50 % ": "", "": ""} {
		if _, got := typed(text, 16*time.Millisecond); got != want {
			t.Errorf("%q scanned is %q, not %q", text, got, want)
		}
	}
	if taken, got := typed("%26-0148", 350*time.Millisecond); got != "" || taken != 1 {
		t.Errorf("a hand is taken for a scanner: %q, %d taken", got, taken)
	}
}
