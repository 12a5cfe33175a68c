package theme

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

func luminance(c color.NRGBA) float64 {
	lin := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

func TestContrast(t *testing.T) {
	defer UseContrast(false)
	pairs := []struct {
		text, on       Role
		normal, strong float64
	}{
		{Ink, Surface, 7, 15}, {Ink, Paper, 7, 15}, {Ink, Nav, 7, 15}, {Ink, Selected, 7, 12}, {Ink, Neutral, 7, 12},
		{Ink2, Surface, 4.5, 7}, {Ink2, Paper, 4.5, 7}, {Ink2, Nav, 4.5, 7}, {Ink2, Selected, 4.5, 7}, {Ink2, Neutral, 4.5, 7},
		{Ink3, Surface, 4.5, 7}, {Ink3, Paper, 4.5, 7}, {Ink3, Nav, 4.5, 7}, {Ink3, Selected, 4.5, 7}, {Ink3, Sunken, 4.5, 7},
		{Accent, Surface, 4.5, 7}, {Accent, Paper, 4.5, 7}, {Accent, Selected, 4.5, 7}, {OnAccent, Accent, 4.5, 7},
		{OK, OKTint, 4.5, 7}, {Warn, WarnTint, 4.5, 7}, {Fault, FaultTint, 4.5, 7}, {Shield, ShieldTint, 4.5, 7},
		{OK, Surface, 4.5, 7}, {Warn, Surface, 4.5, 7}, {Fault, Surface, 4.5, 7}, {OK, Sunken, 4.5, 7},
		{Edge, Surface, 3, 4.5}, {Line, Surface, 1, 4.5},
	}
	for _, p := range pairs {
		UseContrast(false)
		if c := contrast(Color(p.text), Color(p.on)); c < p.normal {
			t.Errorf("role %d on %d: contrast %.1f, want %.1f", p.text, p.on, c, p.normal)
		}
		UseContrast(true)
		if c := contrast(Color(p.text), Color(p.on)); c < p.strong {
			t.Errorf("high contrast, role %d on %d: contrast %.1f, want %.1f", p.text, p.on, c, p.strong)
		}
	}
}

func TestEveryRoleHasAColour(t *testing.T) {
	for _, p := range []palette{paperWarm, highContrast} {
		for r := Clear + 1; r < roles; r++ {
			if p[r].A == 0 {
				t.Errorf("role %d has no colour", r)
			}
		}
	}
}

func TestFontsAreOurs(t *testing.T) {
	if n := (Theme{}).Font(fyne.TextStyle{Bold: true}).Name(); n != "NotoSans-SemiBold.ttf" {
		t.Error(n)
	}
	if n := (Theme{}).Font(fyne.TextStyle{}).Name(); n != "NotoSans-Regular.ttf" {
		t.Error(n)
	}
	// the dark system theme changes nothing
	a := Theme{}.Color(fynetheme.ColorNameForeground, fynetheme.VariantDark)
	if a != (Theme{}).Color(fynetheme.ColorNameForeground, fynetheme.VariantLight) {
		t.Error("the system's dark variant changes our colours")
	}
}

func TestBreakpoint(t *testing.T) {
	if For(999).Compact != true || For(1000).Compact != false {
		t.Error("the breakpoint is not at 1000")
	}
}
