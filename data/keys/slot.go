package keys

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

// Cost is how much work Argon2id does for one try at a passphrase.
type Cost struct {
	Time    uint32 `json:"time"`       // passes
	Memory  uint32 `json:"memory_kib"` // KiB
	Threads uint8  `json:"threads"`
}

// floor is the least that the product uses; target is how long a try should take
// on the computer where the slot is made, by more passes than the floor's.
var floor = Cost{Time: 3, Memory: 64 * 1024, Threads: 2}

const target = 700 * time.Millisecond

// The most that is accepted from a file, so that a tampered one cannot hang the
// program: a gigabyte, and a minute or so.
const (
	maxTime    = 100
	maxMemory  = 1024 * 1024
	maxThreads = 16
)

func (c Cost) check() error {
	if c.Time < 1 || c.Time > maxTime || c.Threads < 1 || c.Threads > maxThreads ||
		c.Memory < 8*uint32(c.Threads) || c.Memory > maxMemory {
		return fmt.Errorf("cost %+v is out of bounds", c)
	}
	return nil
}

// calibrate measures the floor on this computer and raises the passes to the target.
func calibrate() (Cost, error) {
	begun := time.Now()
	argon2.IDKey([]byte("calibrate"), make([]byte, saltSize), floor.Time, floor.Memory, floor.Threads, chacha20poly1305.KeySize)
	return raise(time.Since(begun)), nil
}

// raise gives the cost for a computer that needs took for the floor.
func raise(took time.Duration) Cost {
	c := floor
	if took > 0 {
		passes := time.Duration(floor.Time) * target / took
		c.Time = uint32(min(max(passes, time.Duration(floor.Time)), maxTime))
	}
	return c
}

// The kinds of slots.
const (
	userSlot     = "user"
	recoverySlot = "recovery"
)

const saltSize = 16

// A slot is one sealed copy of the key. Bytes are base64 in the file.
type slot struct {
	Kind  string `json:"kind"`
	Name  string `json:"name,omitempty"`
	KDF   string `json:"kdf"` // always "argon2id"
	Cost  Cost   `json:"cost"`
	Salt  []byte `json:"salt"`
	Nonce []byte `json:"nonce"`
	Key   []byte `json:"key"` // sealed
}

const kdf = "argon2id"

// check refuses a slot that seal would not make.
func (s slot) check() error {
	switch {
	case s.Kind == userSlot && (CheckName(s.Name) != nil || clean(s.Name) != s.Name),
		s.Kind == recoverySlot && s.Name != "",
		s.Kind != userSlot && s.Kind != recoverySlot:
		return errors.New("kind or name is wrong")
	case s.KDF != kdf:
		return fmt.Errorf("key derivation %q is unknown", s.KDF)
	case len(s.Salt) != saltSize || len(s.Nonce) != chacha20poly1305.NonceSizeX ||
		len(s.Key) != len(Key{})+chacha20poly1305.Overhead:
		return errors.New("salt, nonce or key has the wrong length")
	}
	return s.Cost.check()
}

func seal(key Key, kind, name string, secret []byte, cost Cost) (slot, error) {
	s := slot{Kind: kind, Name: name, KDF: kdf, Cost: cost,
		Salt: make([]byte, saltSize), Nonce: make([]byte, chacha20poly1305.NonceSizeX)}
	for _, b := range [][]byte{s.Salt, s.Nonce} {
		if _, err := rand.Read(b); err != nil {
			return slot{}, err
		}
	}
	aead, err := chacha20poly1305.NewX(derive(secret, s.Salt, s.Cost))
	if err != nil {
		return slot{}, err
	}
	s.Key = aead.Seal(nil, s.Nonce, key[:], s.bound())
	return s, nil
}

func (s slot) open(secret []byte) (key Key, err error) {
	aead, err := chacha20poly1305.NewX(derive(secret, s.Salt, s.Cost))
	if err != nil {
		return Key{}, err
	}
	b, err := aead.Open(nil, s.Nonce, s.Key, s.bound())
	if err != nil {
		return Key{}, errors.New("the slot does not open")
	}
	copy(key[:], b)
	return key, nil
}

// bound is what the sealed key is bound to: a slot whose kind, name or cost was
// changed does not open.
func (s slot) bound() []byte {
	b := []byte("fyrtio key slot v1\x00" + s.Kind + "\x00" + s.Name + "\x00" + s.KDF + "\x00")
	b = binary.BigEndian.AppendUint32(b, s.Cost.Time)
	b = binary.BigEndian.AppendUint32(b, s.Cost.Memory)
	return append(b, s.Cost.Threads)
}
