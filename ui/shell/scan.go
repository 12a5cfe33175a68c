package shell

import (
	"strings"
	"time"

	"fyrtio/ui/widget"
)

// A keyboard-wedge scanner types a letter's number like a very fast hand, and Enter. Where
// no text field has the keyboard, the number leads to its participant.

// scanTime is how long a scanner takes at most for a number; nobody types six digits
// so fast.
const scanTime = 400 * time.Millisecond

// scan collects what is typed outside text fields.
type scan struct {
	typed []rune
	began time.Time
}

// take adds a rune; what was typed too long ago was typed by hand.
func (c *scan) take(r rune, now time.Time) {
	digit := r >= '0' && r <= '9'
	if len(c.typed) > 0 && now.Sub(c.began) > scanTime || !digit && len(c.typed) != 2 {
		c.typed = c.typed[:0]
	}
	if !digit && len(c.typed) == 0 {
		return
	}
	if len(c.typed) == 0 {
		c.began = now
	}
	c.typed = append(c.typed, r)
}

// end gives what was scanned when Enter comes, "" for nothing.
func (c *scan) end(now time.Time) string {
	text := string(c.typed)
	c.typed = c.typed[:0]
	if now.Sub(c.began) > scanTime {
		return ""
	}
	return text
}

// scanned takes Enter after a number that a scanner typed, before anything acts on it.
func (s *Shell) scanned() bool {
	text := s.scan.end(time.Now())
	if text == "" || s.locked || s.p.Scanned == nil || len(s.openDialogs())+len(s.overlays) > 0 {
		return false
	}
	return s.p.Scanned(text)
}

// Number leads to what a typed or scanned number names, and reports whether it may be
// the number of a letter at all.
func (s *Shell) Number(text string) bool {
	return s.p.Scanned != nil && s.p.Scanned(strings.TrimSpace(text))
}

func (s *Shell) watchScanner() { widget.BeforeEnter = s.scanned }
