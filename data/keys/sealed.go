package keys

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"

	"fyrtio/core/fault"
)

// A sealed file is one that leaves the data folder and that only who knows its
// passphrase can read. Three lines stand in clear: what it is with the version of its
// layout, a notice for people, and how the key is made of the passphrase. The sealed
// content follows, bound to those lines: a file in which any byte was changed does not
// open.
const sealedTitle = "fyrtio sealed file 1"

// MaxSealed is the most that is read of a sealed file.
const MaxSealed = 64 << 20

// maxHead is how long each line in clear may be.
const maxHead = 1000

// Seal writes a sealed file with a notice in clear, one line. Errors: fault.Refused for
// a passphrase that is too weak.
func (r *Ring) Seal(w io.Writer, notice string, plain []byte, passphrase string) error {
	if err := CheckPassphrase("", passphrase); err != nil {
		return err
	}
	if strings.ContainsAny(notice, "\r\n") || len(notice) > maxHead {
		return errors.New("seal: the notice is not one line")
	}
	cost, err := r.cost()
	if err != nil {
		return fmt.Errorf("seal: %w", err)
	}
	random := make([]byte, saltSize+chacha20poly1305.NonceSizeX)
	if _, err := rand.Read(random); err != nil {
		return fmt.Errorf("seal: %w", err)
	}
	salt, nonce := random[:saltSize], random[saltSize:]
	head := fmt.Appendf(nil, "%s\n%s\n%s\n", sealedTitle, notice, costLine(cost, salt, nonce))
	aead, err := chacha20poly1305.NewX(derive(secret(passphrase), salt, cost))
	if err != nil {
		return fmt.Errorf("seal: %w", err)
	}
	_, err = w.Write(aead.Seal(head, nonce, plain, head))
	return err
}

// costLine says how the key is made: argon2id, passes, KiB, threads, salt, nonce.
func costLine(c Cost, salt, nonce []byte) string {
	return fmt.Sprintf("%s %d %d %d %x %x", kdf, c.Time, c.Memory, c.Threads, salt, nonce)
}

// Unseal reads a sealed file. Errors: fault.Damaged for what is no sealed file or is cut
// short, fault.Locked for a wrong passphrase or a file in which something was changed:
// the two cannot be told apart.
func Unseal(b []byte, passphrase string) (plain []byte, err error) {
	head, cost, salt, nonce, err := sealedHead(b)
	if err != nil {
		return nil, fault.Wrap(fault.Damaged, err, "vault.sealed.err.form")
	}
	aead, err := chacha20poly1305.NewX(derive(secret(passphrase), salt, cost))
	if err != nil {
		return nil, err
	}
	if plain, err = aead.Open(nil, nonce, b[len(head):], head); err != nil {
		return nil, fault.Wrap(fault.Locked, err, "vault.sealed.err.passphrase")
	}
	return plain, nil
}

// sealedHead reads the lines in clear; head is all of them.
func sealedHead(b []byte) (head []byte, cost Cost, salt, nonce []byte, err error) {
	bad := func(what string) ([]byte, Cost, []byte, []byte, error) {
		return nil, Cost{}, nil, nil, errors.New("sealed file: " + what)
	}
	if len(b) > MaxSealed {
		return bad("too long")
	}
	rest := b
	var lines [3]string
	for i := range lines {
		end := bytes.IndexByte(rest[:min(len(rest), maxHead+1)], '\n')
		if end < 0 {
			return bad("a line is missing")
		}
		lines[i], rest = string(rest[:end]), rest[end+1:]
	}
	if lines[0] != sealedTitle {
		return bad("it is none, or of another version")
	}
	var saltHex, nonceHex string
	if _, err := fmt.Sscanf(lines[2], kdf+" %d %d %d %s %s", &cost.Time, &cost.Memory, &cost.Threads, &saltHex, &nonceHex); err != nil {
		return bad("how its key is made cannot be read")
	}
	salt, err1 := hex.DecodeString(saltHex)
	nonce, err2 := hex.DecodeString(nonceHex)
	if err1 != nil || err2 != nil || len(salt) != saltSize || len(nonce) != chacha20poly1305.NonceSizeX || costLine(cost, salt, nonce) != lines[2] {
		return bad("how its key is made is not as it was written")
	}
	if len(rest) < chacha20poly1305.Overhead {
		return bad("the content is missing")
	}
	return b[:len(b)-len(rest)], cost, salt, nonce, cost.check()
}

// derive makes a key of a passphrase.
func derive(secret, salt []byte, c Cost) []byte {
	return argon2.IDKey(secret, salt, c.Time, c.Memory, c.Threads, chacha20poly1305.KeySize)
}
