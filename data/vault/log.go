package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// After a crash, SQLite takes the log up to the first frame that is not whole and
// forgets the rest: a torn tail was never acknowledged. The same rule would let a
// damaged byte in the log silently undo what had been committed. So before the
// first connection, checkLog compares the log with what SQLite last wrote in its
// shared-memory file (-shm): how many frames were committed, and how many of them
// are in the database already.
//
// That file is never synced. After a power cut it may be missing or older than the
// log, and then it claims less or speaks of another log generation; it can never
// claim a frame that had not been synced before.

// A claim is what the shared-memory file says of the log.
type claim struct {
	salts    [8]byte // the log's generation
	frames   uint32  // committed
	inDB     uint32  // of these, copied to the database
	modified time.Time
}

// checkLog returns a damaged error if committed frames are missing from the log of
// the database at path. No connection may be open.
func checkLog(path string, s *sealer) error {
	c, ok, err := readClaim(path + "-shm")
	if err != nil {
		return fmt.Errorf("check the log: %w", err)
	}
	if !ok || c.inDB >= c.frames {
		return nil
	}
	l, err := readLog(path+"-wal", s)
	switch {
	case err != nil:
		return fmt.Errorf("check the log: %w", err)
	case l.empty && c.modified.Before(bootTime()):
		// A log that was emptied just before a power cut beside a claim from before that.
		return nil
	case l.empty:
		return damaged(path+"-wal", errors.New("the log is empty or gone"))
	case !l.head:
		return damaged(path+"-wal", errors.New("the header of the log is not whole"))
	case l.salts == c.salts && l.frames < c.frames:
		return damaged(path+"-wal", fmt.Errorf("of %d committed frames, %d are whole", c.frames, l.frames))
	}
	return nil
}

// readClaim reads SQLite's index header (WalIndexHdr, 48 bytes, twice) and what
// follows it (WalCkptInfo). It is in the machine's byte order. A header that is not
// whole claims nothing.
func readClaim(path string) (c claim, ok bool, err error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return claim{}, false, nil
	}
	if err != nil {
		return claim{}, false, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return claim{}, false, err
	}
	var b [100]byte
	if _, err := io.ReadFull(file, b[:]); err != nil {
		return claim{}, false, nil
	}
	h, order := b[:48], binary.NativeEndian
	sum := checksum(order, h[:40], [2]uint32{})
	if order.Uint32(h) == 0 || sum != [2]uint32{order.Uint32(h[40:]), order.Uint32(h[44:])} {
		return claim{}, false, nil
	}
	copy(c.salts[:], h[32:40])
	c.frames, c.inDB, c.modified = order.Uint32(h[16:]), order.Uint32(b[96:]), info.ModTime()
	return c, true, nil
}

// A logState is what can be recovered from a log.
type logState struct {
	empty  bool // there is no log, or nothing in it
	head   bool // the header is whole
	salts  [8]byte
	frames uint32 // up to and with the last whole commit
}

// readLog follows the log as SQLite's recovery does.
func readLog(path string, s *sealer) (l logState, err error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return logState{empty: true}, nil
	}
	if err != nil {
		return l, err
	}
	defer file.Close()
	frame := make([]byte, frameSize)
	head := frame[:logHead]
	if n, err := io.ReadFull(file, head); err != nil {
		return logState{empty: n == 0}, ignoreEnd(err)
	}
	s.openBlock(head[logHead-blockSize:])
	var order binary.ByteOrder = binary.LittleEndian
	magic := binary.BigEndian.Uint32(head)
	if magic&1 == 1 {
		order = binary.BigEndian
	}
	sum := checksum(order, head[:24], [2]uint32{})
	if magic&^1 != 0x377f0682 || sum != sums(head[24:]) {
		return l, nil
	}
	l.head = true
	copy(l.salts[:], head[16:24])
	for number := uint32(1); ; number++ {
		if _, err := io.ReadFull(file, frame); err != nil {
			return l, ignoreEnd(err)
		}
		if s.openFrame(frame, number) != nil || !bytes.Equal(frame[8:16], l.salts[:]) {
			return l, nil
		}
		sum = checksum(order, frame[frameHead:], checksum(order, frame[:8], sum))
		if sum != sums(frame[16:]) {
			return l, nil
		}
		if binary.BigEndian.Uint32(frame[4:]) != 0 { // the database's size after a commit
			l.frames = number
		}
	}
}

func ignoreEnd(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}

func sums(b []byte) [2]uint32 {
	return [2]uint32{binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])}
}

// checksum is SQLite's, over a multiple of 8 bytes and going on from sum.
func checksum(order binary.ByteOrder, b []byte, sum [2]uint32) [2]uint32 {
	for ; len(b) >= 8; b = b[8:] {
		sum[0] += order.Uint32(b) + sum[1]
		sum[1] += order.Uint32(b[4:]) + sum[0]
	}
	return sum
}
