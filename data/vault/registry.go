package vault

// #include "shim.h"
import "C"

import (
	"fmt"
	"sync"
	"unsafe"
)

// Each open database has an entry in the registry. Its number, the token, stands
// in the URI that SQLite opens, so that the shim can say whose page it has; the
// key itself is never in a name, a DSN or C's memory.
type entry struct {
	*sealer
	path    string
	files   int  // files that SQLite has open with this token
	retired bool // the pool is closed; the entry goes with its last file
}

var registry = struct {
	sync.RWMutex
	last    int64
	entries map[int64]*entry
}{entries: map[int64]*entry{}}

// register gives a token for a database that is about to be opened.
func register(path string, key [32]byte) int64 {
	registry.Lock()
	defer registry.Unlock()
	registry.last++
	registry.entries[registry.last] = &entry{sealer: newSealer(key), path: path}
	return registry.last
}

// retire lets the key go as soon as no file needs it: the last connection still
// writes when it closes.
func retire(token int64) {
	registry.Lock()
	defer registry.Unlock()
	if e := registry.entries[token]; e != nil {
		e.retired = true
		drop(token, e)
	}
}

// drop forgets an entry that nobody needs; the registry is locked.
func drop(token int64, e *entry) {
	if e.retired && e.files == 0 {
		delete(registry.entries, token)
	}
}

// inUse tells whether this process has the database open.
func inUse(path string) bool {
	registry.RLock()
	defer registry.RUnlock()
	for _, e := range registry.entries {
		if e.path == path {
			return true
		}
	}
	return false
}

func lookup(token C.longlong) *sealer {
	registry.RLock()
	defer registry.RUnlock()
	if e := registry.entries[int64(token)]; e != nil {
		return e.sealer
	}
	return nil
}

var registerVFS = sync.OnceValue(func() error {
	if rc := C.fyrtio_vault_register(); rc != 0 {
		return fmt.Errorf("register the encrypting VFS: SQLite code %d", int(rc))
	}
	return nil
})

func bytesAt(p *C.uchar, n int) []byte { return unsafe.Slice((*byte)(unsafe.Pointer(p)), n) }

// What follows is called by shim.c; 0 is success.

//export fyrtioHold
func fyrtioHold(token C.longlong) C.int {
	registry.Lock()
	defer registry.Unlock()
	e := registry.entries[int64(token)]
	if e == nil {
		return 1
	}
	e.files++
	return 0
}

//export fyrtioRelease
func fyrtioRelease(token C.longlong) {
	registry.Lock()
	defer registry.Unlock()
	if e := registry.entries[int64(token)]; e != nil {
		e.files--
		drop(int64(token), e)
	}
}

//export fyrtioSealPage
func fyrtioSealPage(token C.longlong, number C.uint, head, page, out *C.uchar) C.int {
	s := lookup(token)
	if s == nil {
		return 1
	}
	var h []byte
	if head != nil {
		h = bytesAt(head, frameHead)
	}
	if s.seal(bytesAt(out, pageSize), bytesAt(page, pageSize), place(uint32(number), h)) != nil {
		return 1
	}
	return 0
}

//export fyrtioOpenPage
func fyrtioOpenPage(token C.longlong, number C.uint, page *C.uchar) C.int {
	s := lookup(token)
	if s == nil || s.open(bytesAt(page, pageSize), place(uint32(number), nil)) != nil {
		return 1
	}
	return 0
}

//export fyrtioOpenFrame
func fyrtioOpenFrame(token C.longlong, number C.uint, frame *C.uchar) C.int {
	s := lookup(token)
	if s == nil || s.openFrame(bytesAt(frame, frameSize), uint32(number)) != nil {
		return 1
	}
	return 0
}

//export fyrtioSealBlock
func fyrtioSealBlock(token C.longlong, block *C.uchar) C.int {
	s := lookup(token)
	if s == nil {
		return 1
	}
	s.sealBlock(bytesAt(block, blockSize))
	return 0
}

//export fyrtioOpenBlock
func fyrtioOpenBlock(token C.longlong, block *C.uchar) C.int {
	s := lookup(token)
	if s == nil {
		return 1
	}
	s.openBlock(bytesAt(block, blockSize))
	return 0
}
