package keys

import (
	"bytes"
	"strings"
	"testing"

	"fyrtio/core/fault"
)

func sealedFile(t testing.TB, plain string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := newRing("", []Option{cheap}).Seal(&b, "EJ FÖR PUBLICERING", []byte(plain), "länets fem ord"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSealedFileOpens(t *testing.T) {
	for _, plain := range []string{"", "82 av 164", strings.Repeat("a", 100_000)} {
		file := sealedFile(t, plain)
		if !bytes.Contains(file, []byte("\nEJ FÖR PUBLICERING\n")) {
			t.Error("the notice does not stand in clear")
		}
		if plain != "" && bytes.Contains(file, []byte(plain)) {
			t.Error("the content stands in clear")
		}
		got, err := Unseal(file, "la\u0308nets fem ord") // another keyboard composes ä otherwise
		if err != nil || string(got) != plain {
			t.Errorf("%d bytes come back, %v; want %d", len(got), err, len(plain))
		}
	}
}

func TestSealedFileIsRefused(t *testing.T) {
	file := sealedFile(t, "82 av 164")
	if _, err := Unseal(file, "landets fem ord"); fault.CodeOf(err) != fault.Locked {
		t.Errorf("a wrong passphrase: %v", err)
	}
	for i := range file { // each byte counts
		changed := bytes.Clone(file)
		changed[i] ^= 4
		if plain, err := Unseal(changed, "länets fem ord"); err == nil {
			t.Fatalf("byte %d was changed and the file opens: %q", i, plain)
		} else if c := fault.CodeOf(err); c != fault.Locked && c != fault.Damaged {
			t.Fatalf("byte %d: %v", i, err)
		}
	}
	for n := range file {
		if _, err := Unseal(file[:n], "länets fem ord"); err == nil {
			t.Fatalf("%d of %d bytes open", n, len(file))
		}
	}
	var b bytes.Buffer
	if err := newRing("", []Option{cheap}).Seal(&b, "", nil, "kort"); fault.CodeOf(err) != fault.Refused || b.Len() > 0 {
		t.Errorf("a short passphrase: %v", err)
	}
}

func FuzzUnseal(f *testing.F) {
	file := sealedFile(f, "82 av 164")
	f.Add(file)
	f.Add([]byte(sealedTitle + "\n\nargon2id 1 64 1 00 00\n"))
	f.Add(bytes.Replace(file, []byte("argon2id 1 64"), []byte("argon2id 100 1048576"), 1))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, cost, _, _, err := sealedHead(b)
		if err != nil || cost.Time*cost.Memory > 1024 {
			return // a costly key is not made here
		}
		if plain, err := Unseal(b, "länets fem ord"); err == nil && !bytes.Equal(b, file) {
			t.Fatalf("opens as %q", plain)
		}
	})
}
