package table

import (
	"os"
	"testing"
)

// watcher looks at a folder while something is written.
type watcher struct {
	t   *testing.T
	dir string
}

func (w watcher) Write(b []byte) (int, error) {
	if files, err := os.ReadDir(w.dir); err != nil || len(files) > 0 {
		w.t.Errorf("%d files while writing, %v", len(files), err)
	}
	return len(b), nil
}
