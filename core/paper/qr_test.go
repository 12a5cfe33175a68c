package paper

import (
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
)

// The library chooses its mask by the same rules, but any mask is a valid code: ours
// must be the library's under one of the eight.
func TestQRIsTheLibrarys(t *testing.T) {
	for _, text := range []string{"26-0148", "26-10295", "halsosamtal/1/3/26-0148", strings.Repeat("åäö/", 5), "", strings.Repeat("x", 42)} {
		words, version, err := qrWords(text)
		if err != nil {
			t.Fatal(err)
		}
		base := &matrix{size: qrSizes[version].side}
		base.frame()
		base.fill(words)
		code, err := qr.Encode(text, qr.M, qr.Unicode)
		if err != nil {
			t.Fatal(err)
		}
		if code.Bounds().Dx() != base.size {
			t.Fatalf("%q: %d modules, want %d", text, base.size, code.Bounds().Dx())
		}
		found := false
		for mask := range 8 {
			m, same := base.masked(mask), true
			for r := range m.size {
				for c := range m.size {
					v, _, _, _ := code.At(c, r).RGBA()
					same = same && m.dark[r][c] == (v < 0x8000)
				}
			}
			found = found || same
		}
		if !found {
			t.Errorf("%q: no mask gives the library's code", text)
		}
	}
	if _, err := newQR(strings.Repeat("x", 43)); err == nil {
		t.Error("43 bytes are accepted")
	}
}

func BenchmarkQR(b *testing.B) {
	for range b.N {
		if _, err := newQR("26-0148"); err != nil {
			b.Fatal(err)
		}
	}
}
