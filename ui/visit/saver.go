package visit

import (
	"fmt"
	"time"
)

// patience is how long a write may take before the page says that it is saving.
const patience = 100 * time.Millisecond

// saver runs the writes of a page one after another on a worker. The page waits
// for each, so that a field is on disk before the next has the keyboard. A write
// that takes longer than patience does not freeze the window: the page says so, and
// what is pressed meanwhile waits and is done in order afterwards.
type saver struct {
	do     func(func())            // runs on the window's thread
	slow   func() <-chan time.Time // fires when patience has ended
	onSlow func()                  // says that it is saving
	now    *write
	queue  []func()
}

type write struct {
	done  chan struct{}
	err   error
	then  func(error)
	ended bool
}

func newSaver(do func(func()), onSlow func()) *saver {
	return &saver{do: do, onSlow: onSlow, slow: func() <-chan time.Time { return time.After(patience) }}
}

// busy reports whether a write is still under way.
func (s *saver) busy() bool { return s.now != nil }

// later keeps what was pressed during a write.
func (s *saver) later(act func()) { s.queue = append(s.queue, act) }

// run writes, and then tells how it went, on the window's thread.
func (s *saver) run(store func() error, then func(error)) {
	w := &write{done: make(chan struct{}), then: then}
	s.now = w
	go func() {
		defer close(w.done)
		defer func() {
			if r := recover(); r != nil {
				w.err = fmt.Errorf("write answer: a panic of %T", r) // its text may hold an answer
			}
		}()
		w.err = store()
	}()
	timeout := s.slow()
	select {
	case <-w.done:
		s.end(w)
		return
	case <-timeout:
	}
	s.onSlow()
	go func() {
		<-w.done
		s.do(func() { s.end(w) })
	}()
}

func (s *saver) end(w *write) {
	if w.ended {
		return
	}
	w.ended = true
	s.now = nil
	if w.err != nil {
		s.queue = nil // what was pressed was meant for a question that is not there yet
	}
	w.then(w.err)
	for !s.busy() && len(s.queue) > 0 {
		act := s.queue[0]
		s.queue = s.queue[1:]
		act()
	}
}

// settle waits for a write that is under way: before locking and leaving.
func (s *saver) settle() {
	for s.now != nil {
		w := s.now
		<-w.done
		s.end(w)
	}
}
