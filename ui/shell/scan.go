package shell

import (
	"strings"
	"time"

	"fyrtio/core/letter"
	"fyrtio/core/say"
	"fyrtio/ui/widget"
)

// A keyboard-wedge scanner types what a code holds like a very fast hand, and Enter. Our
// codes begin with a mark that no view has a use for: what follows it at once is a scan,
// does nothing in the view, answers no question, and leads to the participant or the run.
// Only a field for text takes it as text.

// scanGap is the longest time between two characters of a scan: more than a slow computer
// needs for one of them, less than a hand for all.
const scanGap = 300 * time.Millisecond

// scanLeast is how many characters a scan has at least, its mark and a run's number; no
// hand types them and Enter so fast.
const scanLeast = len("%26014")

// scan collects what is scanned.
type scan struct {
	typed []rune
	last  time.Time
}

// take adds a character, and reports whether it is part of a scan.
func (c *scan) take(r rune, now time.Time) bool {
	if now.Sub(c.last) > scanGap {
		c.typed = c.typed[:0]
	}
	if r != letter.ScanMark && len(c.typed) == 0 {
		return false
	}
	if r == letter.ScanMark {
		c.typed = c.typed[:0]
	}
	c.typed, c.last = append(c.typed, r), now
	return true
}

// end gives what was scanned when Enter comes, "" for nothing.
func (c *scan) end(now time.Time) string {
	text := string(c.typed)
	c.typed = c.typed[:0]
	if now.Sub(c.last) > scanGap || len(text) < scanLeast {
		return ""
	}
	return text
}

// scanned takes Enter after a scan, before anything acts on it.
func (s *Shell) scanned() bool {
	text := s.scan.end(time.Now())
	if text == "" {
		return false
	}
	if !s.locked && len(s.openDialogs())+len(s.overlays) == 0 && s.p.Scanned != nil && !s.p.Scanned(text) {
		s.Tell(widget.BandWarn, say.T("letters.scan.unknown"))
	}
	return true
}

// Number leads to what a typed or scanned number names, and reports whether it may be
// the number of a letter at all.
func (s *Shell) Number(text string) bool {
	return s.p.Scanned != nil && s.p.Scanned(strings.TrimSpace(text))
}

func (s *Shell) watchScanner() {
	widget.BeforeRune = func(r rune) bool { return s.scan.take(r, time.Now()) }
	widget.BeforeEnter = s.scanned
}
