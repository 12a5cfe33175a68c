package shell

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/ui/widget"
)

// Beside runs work beside Fyne's thread, then then on it.
func Beside(work func() error, then func(error)) {
	go func() {
		err := work()
		fyne.Do(func() { then(err) })
	}()
}

// Do runs work on a worker and then tells then, on Fyne's thread. A second Do with
// the same key makes the first one's answer unwanted: its context ends and its then
// is never called. Leave key empty for work whose answer is always wanted. An answer
// that comes when another page has been opened does not take the keyboard from it.
func (s *Shell) Do(key string, work func(ctx context.Context) error, then func(err error)) {
	ctx, cancel := context.WithCancel(s.ctx)
	gen := 0
	if key != "" {
		if t := s.tasks[key]; t != nil {
			t.cancel()
			gen = t.gen + 1
		}
		s.tasks[key] = &task{gen: gen, cancel: cancel}
	}
	asked := s.asking
	if asked == nil {
		asked = &asker{s.page()}
	}
	s.run(func() (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = s.panicked(p, debug.Stack())
			}
		}()
		return work(ctx)
	}, func(err error) {
		if key != "" {
			if t := s.tasks[key]; t == nil || t.gen != gen {
				cancel()
				return
			}
		}
		cancel()
		if then != nil {
			s.answer(asked, func() { then(err) })
		}
	})
}

// asker is the page that work was begun for; it is known once the page is made.
type asker struct{ page Page }

// answer calls then, and gives the keyboard back to the page in view where then, for a
// page that is not, took it: Enter must never act on what nobody sees.
func (s *Shell) answer(asked *asker, then func()) {
	top, had, open := s.page(), s.Canvas().Focused(), len(s.dialogs)
	outer := s.asking
	s.asking = asked // what then begins is for the same page
	s.guard(then)
	s.asking = outer
	if s.Canvas().Focused() == nil && s.Canvas().Overlays().Top() == nil {
		s.focusPage() // Fyne had not laid the page out when it was shown
	}
	if asked.page == nil || asked.page == top || s.page() != top || len(s.dialogs) != open || s.Canvas().Focused() == had {
		return
	}
	if had == nil {
		s.focusPage()
		return
	}
	s.Canvas().Focus(had)
}

type task struct {
	gen    int
	cancel context.CancelFunc
}

// guard runs f and catches a panic: it is logged, shown, and the work goes on (S22).
func (s *Shell) guard(f func()) {
	defer func() {
		if p := recover(); p != nil {
			s.Fail(s.panicked(p, debug.Stack()))
		}
	}()
	f()
}

// panicked logs a panic by place, without its text: a text may hold what was typed.
func (s *Shell) panicked(p any, stack []byte) error {
	s.faults++
	code := fmt.Sprintf("F%d-%03d", s.p.Now().Unix()%100000, s.faults)
	s.p.Log.Error("panic", "code", code, "kind", fmt.Sprintf("%T", p), "at", places(stack))
	return fault.New(fault.Internal, "ui.err.panic", "Code", code)
}

// places gives the functions of our own in a stack, innermost first, without arguments.
func places(stack []byte) string {
	var list []string
	for _, line := range strings.Split(string(stack), "\n") {
		if strings.HasPrefix(line, "fyrtio/") && !strings.Contains(line, ".guard") && !strings.Contains(line, ".panicked") {
			if i := strings.LastIndex(line, "("); i > 0 {
				line = line[:i]
			}
			list = append(list, line)
		}
	}
	return strings.Join(list, " < ")
}

// Fail tells the user of an error, in a band over the footer that stays until the
// next act. Errors without words for a person are logged and named as unexpected.
func (s *Shell) Fail(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	var known *fault.Error
	if !errors.As(err, &known) {
		s.p.Log.Error("unexpected", "err", err.Error())
	} else if known.Cause != nil {
		s.p.Log.Warn("refused", "id", known.Text.ID, "cause", known.Cause.Error())
	}
	s.frame.fail(widget.BandFault, fault.Words(s.p.Lang, err))
}

// Tell shows a text in a band over the footer until the next act.
func (s *Shell) Tell(kind widget.BandKind, text say.Text) { s.frame.fail(kind, s.Say(text)) }
