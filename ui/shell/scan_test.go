package shell

import (
	"testing"
	"time"
)

func TestScannerIsToldFromAHand(t *testing.T) {
	start := time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	typed := func(text string, gap time.Duration) string {
		var c scan
		now := start
		for _, r := range text {
			c.take(r, now)
			now = now.Add(gap)
		}
		return c.end(now)
	}
	for text, want := range map[string]string{"26-0148": "26-0148", "260148": "260148", "26+0148": "26+0148", "oa26-0148": "26-0148", "o": "", "": "", "26-01x48": "48"} {
		if got := typed(text, 5*time.Millisecond); got != want {
			t.Errorf("%q scanned is %q, not %q", text, got, want)
		}
	}
	if got := typed("26-0148", 120*time.Millisecond); got == "26-0148" {
		t.Error("a hand is taken for a scanner")
	}
}
