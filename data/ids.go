package data

import (
	"crypto/rand"
	"io"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"
)

// ids makes ULIDs from the real clock, each greater than the one before. (With
// --today the use cases' clock stands still; ids go on, so that events that were
// recorded at the same instant keep their order.)
type ids struct {
	mu      sync.Mutex
	entropy io.Reader
	last    uint64
}

func newIDs() *ids { return &ids{entropy: ulid.Monotonic(rand.Reader, 0)} }

func (g *ids) next() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	// A clock that is set back must not set the ids back.
	g.last = max(g.last, ulid.Timestamp(time.Now()))
	for {
		if id, err := ulid.New(g.last, g.entropy); err == nil {
			return id.String()
		}
		g.last++ // the random part of this millisecond has run over
	}
}
