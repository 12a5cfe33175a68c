package vault

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// No bytes but those that were sealed for a place open there.
func FuzzOpenPage(f *testing.F) {
	s := newSealer(testKey)
	page, sealed := make([]byte, pageSize), make([]byte, pageSize)
	copy(page, marker)
	if err := s.seal(sealed, page, place(7, nil)); err != nil {
		f.Fatal(err)
	}
	f.Add(sealed, uint32(7))
	f.Add(sealed, uint32(8))
	f.Add(page, uint32(7))
	f.Add([]byte{}, uint32(1))
	f.Fuzz(func(t *testing.T, b []byte, number uint32) {
		unit := make([]byte, pageSize)
		copy(unit, b)
		same := bytes.Equal(unit, sealed) && number == 7
		err := s.open(unit, place(number, nil))
		// Workers of the fuzzer seal the page with nonces of their own: what opens must
		// be that page in its place.
		if same && err != nil || err == nil && (number != 7 || !bytes.Equal(unit, page)) {
			t.Fatalf("page %d: %v", number, err)
		}
		frame := make([]byte, frameSize)
		copy(frame, b)
		if s.openFrame(frame, number) == nil {
			t.Fatal("a frame opened that was never sealed")
		}
	})
}

// Any two files stand beside a database after a crash: no panic, no endless loop,
// and what is read of them is whole.
func FuzzCheckLog(f *testing.F) {
	img, _ := crashed(f, 5, 2)
	f.Add(img["-wal"], img["-shm"][:200])
	f.Add(img["-wal"][:100], img["-shm"][:200])
	f.Add([]byte{}, img["-shm"][:136])
	f.Add([]byte("x"), []byte{})
	s := newSealer(testKey)
	path := filepath.Join(f.TempDir(), "clinic.db")
	f.Fuzz(func(t *testing.T, log, index []byte) {
		for name, b := range map[string][]byte{path + "-wal": log, path + "-shm": index} {
			if err := os.WriteFile(name, b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		l, err := readLog(path+"-wal", s)
		if err != nil || int(l.frames)*frameSize > len(log) {
			t.Fatalf("%+v of %d bytes: %v", l, len(log), err)
		}
		if _, _, err := readClaim(path + "-shm"); err != nil {
			t.Fatal(err)
		}
		_ = checkLog(path, s) // damage or not, it returns
	})
}

func TestSealRefusesWhatItWouldLose(t *testing.T) {
	s := newSealer(testKey)
	for i := content; i < pageSize; i++ {
		page := make([]byte, pageSize)
		page[i] = 1
		if s.seal(make([]byte, pageSize), page, place(1, nil)) == nil {
			t.Fatalf("byte %d of the reserved ones was lost", i)
		}
	}
}

// The same page twice is two different ciphertexts.
func TestNoncesAreFresh(t *testing.T) {
	s := newSealer(testKey)
	page := make([]byte, pageSize)
	seen := map[string]bool{}
	for range 1000 {
		out := make([]byte, pageSize)
		if err := s.seal(out, page, place(1, nil)); err != nil {
			t.Fatal(err)
		}
		if seen[string(out[:32])] || seen[string(out[content+16:])] {
			t.Fatal("a nonce came twice")
		}
		seen[string(out[:32])], seen[string(out[content+16:])] = true, true
	}
}
