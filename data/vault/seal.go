package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"

	"golang.org/x/crypto/chacha20poly1305"
)

// The layout of what is on disk. SQLite leaves the last 40 bytes of each page
// alone; a sealed page is ciphertext (4056), tag (16), nonce (24).
const (
	pageSize  = 4096
	reserved  = chacha20poly1305.Overhead + chacha20poly1305.NonceSizeX // 40
	content   = pageSize - reserved
	logHead   = 32 // header of the write-ahead log
	frameHead = 24 // header of each frame in it: page, commit mark, salts, checksums
	frameSize = frameHead + pageSize
	blockSize = aes.BlockSize // the half of a header with salts and checksums
)

var errSeal = errors.New("the page was not written by this key, or not for this place")

// A sealer turns pages into what is on disk and back. It has no state besides the
// key and may be used by many connections at once.
type sealer struct {
	pages cipher.AEAD
	heads cipher.Block
}

// newSealer derives a key for each purpose from the database's one.
func newSealer(key [32]byte) *sealer {
	pages, err := chacha20poly1305.NewX(derive(key, "fyrtio vault page v1"))
	if err != nil {
		panic(err) // the length is right
	}
	heads, err := aes.NewCipher(derive(key, "fyrtio vault log head v1"))
	if err != nil {
		panic(err) // the length is right
	}
	return &sealer{pages, heads}
}

func derive(key [32]byte, purpose string) []byte {
	sub, err := hkdf.Key(sha256.New, key[:], nil, purpose, 32)
	if err != nil {
		panic(err) // only for absurd lengths
	}
	return sub
}

// place is what a page is bound to: the kind of file, the page number in a
// database or the frame number in a log, and in a log the first 8 bytes of the
// frame's header (page number, commit mark). A page that is moved to another place
// no longer opens. The rest of the header cannot be bound: SQLite writes it as
// zeros first when a transaction overwrites frames of its own.
func place(number uint32, head []byte) []byte {
	b := make([]byte, 0, 16)
	if head == nil {
		return binary.BigEndian.AppendUint32(append(b, 'D'), number)
	}
	b = binary.BigEndian.AppendUint32(append(b, 'W'), number)
	return append(b, head[:8]...)
}

// seal writes page, sealed for its place, to out; both are pageSize long.
//
// It refuses a page whose reserved bytes are not zero: they would be lost, and
// SQLite's checksum over them would make recovery drop the frame.
func (s *sealer) seal(out, page, place []byte) error {
	for _, b := range page[content:pageSize] {
		if b != 0 {
			return errSeal
		}
	}
	nonce := out[pageSize-chacha20poly1305.NonceSizeX : pageSize]
	if _, err := rand.Read(nonce); err != nil {
		return err
	}
	s.pages.Seal(out[:0], nonce, page[:content], place)
	return nil
}

// open turns a sealed page into clear text where it stands, with zeros in the
// reserved bytes as SQLite wrote them. On an error the page holds nothing of use.
func (s *sealer) open(page, place []byte) error {
	sealed := pageSize - chacha20poly1305.NonceSizeX
	if _, err := s.pages.Open(page[:0], page[sealed:pageSize], page[:sealed], place); err != nil {
		return errSeal
	}
	clear(page[content:pageSize])
	return nil
}

// sealBlock and openBlock hide the salts and checksums of a log header or frame
// header: SQLite's checksums are taken over clear text and would tell of it. They
// are one AES block, so any change of a byte turns all of them into noise, which
// SQLite sees as the end of the log and checkLog as damage.
func (s *sealer) sealBlock(b []byte) { s.heads.Encrypt(b[:blockSize], b[:blockSize]) }

func (s *sealer) openBlock(b []byte) { s.heads.Decrypt(b[:blockSize], b[:blockSize]) }

// openFrame turns frame number (from 1) of a log into clear text where it stands.
func (s *sealer) openFrame(frame []byte, number uint32) error {
	s.openBlock(frame[frameHead-blockSize : frameHead])
	return s.open(frame[frameHead:frameSize], place(number, frame[:frameHead]))
}
