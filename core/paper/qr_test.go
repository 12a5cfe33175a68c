package paper

import (
	"bytes"
	"fmt"
	"os/exec"
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

// Every module of a printed code is where a scanner looks for it.
func TestPrintedQRIsTheCode(t *testing.T) {
	needTools(t, "pdftoppm")
	m, err := newQR("26-0148")
	if err != nil {
		t.Fatal(err)
	}
	d := newDoc("qr", "sv", testDate)
	d.newPage()
	const x, y, side = 30.0, 40.0, 42.0 // 2 mm a module
	d.qr(x, y, side, m)
	var pdf bytes.Buffer
	if err := d.write(&pdf); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("pdftoppm", "-r", "254", "-gray", "-") // 10 dots a millimetre
	cmd.Stdin = &pdf
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var w, h, most int
	if _, err := fmt.Sscanf(string(out), "P5\n%d %d\n%d\n", &w, &h, &most); err != nil {
		t.Fatal(err)
	}
	pixels := out[len(out)-w*h:]
	for r := range m.size {
		for c := range m.size {
			px, py := int((x+(float64(c)+0.5)*side/float64(m.size))*10), int((y+(float64(r)+0.5)*side/float64(m.size))*10)
			if dark := pixels[py*w+px] < 100; dark != m.dark[r][c] {
				t.Fatalf("module %d, %d is printed %v", r, c, dark)
			}
		}
	}
	for _, p := range [][2]float64{{x - 1, y - 1}, {x + side + 1, y + side + 1}} {
		if pixels[int(p[1]*10)*w+int(p[0]*10)] < 200 {
			t.Errorf("there is ink at %v", p)
		}
	}
}
