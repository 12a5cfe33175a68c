package paper

import (
	"math"
	"sync"

	"fyrtio/core/letter"
)

// rowCache keeps what was laid out: in a run most blocks are the same in every letter,
// and laying text out is most of the work. Several goroutines may ask at once.
type rowCache struct {
	mu   sync.RWMutex
	rows map[string][]row
}

// maxCached bounds the cache: blocks with a name in them come but once.
const maxCached = 4000

// get gives the rows of blocks in a place, laid out by lay the first time.
func (c *rowCache) get(place string, large bool, before letter.Kind, w float64, blocks []letter.Block, lay func() []row) []row {
	if c == nil || len(blocks) == 0 {
		return lay()
	}
	key := make([]byte, 0, 1024)
	key = append(key, place...)
	key = append(key, byte(before)+1, byte(math.Round(w)), 0)
	if large {
		key[len(key)-1] = 1
	}
	for _, b := range blocks {
		key = append(key, 0, byte(b.Kind), byte(b.N), byte(b.Room))
		for _, line := range b.Lines {
			key = append(key, 1)
			for _, s := range line {
				key = append(key, 2, byte(s.Rule))
				if s.Bold {
					key = append(key, 3)
				}
				key = append(key, s.Text...)
			}
		}
	}
	c.mu.RLock()
	rows, ok := c.rows[string(key)]
	c.mu.RUnlock()
	if ok {
		return rows
	}
	rows = lay()
	c.mu.Lock()
	if len(c.rows) < maxCached {
		c.rows[string(key)] = rows
	}
	c.mu.Unlock()
	return rows
}
