package keys

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fyrtio/core/fault"
)

func TestCodesAreAllDifferent(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		code, err := newCode()
		if err != nil {
			t.Fatal(err)
		}
		if len(code) != groups*groupSize+groups-1 || seen[code] {
			t.Fatalf("code %q", code)
		}
		seen[code] = true
		if plain, err := parseCode(code); err != nil || plain != strings.ReplaceAll(code, "-", "") {
			t.Fatalf("%q: %v", code, err)
		}
	}
}

// One wrong sign is told with its group; two groups exchanged are told too.
func TestSlipsAreTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var plain []byte
		for g := range groups {
			group := rapid.StringOfN(rapid.RuneFrom([]rune(signs)), groupSize-1, groupSize-1, -1).Draw(t, "group")
			plain = append(append(plain, group...), checkSign(g, group))
		}
		if _, err := parseCode(string(plain)); err != nil {
			t.Fatal(err)
		}
		at := rapid.IntRange(0, len(plain)-1).Draw(t, "at")
		wrong := rapid.SampledFrom([]byte(signs)).Filter(func(b byte) bool { return b != plain[at] }).Draw(t, "wrong")
		slip := append([]byte{}, plain...)
		slip[at] = wrong
		wantGroup(t, string(slip), at/groupSize+1)

		g := rapid.IntRange(0, groups-2).Draw(t, "g")
		a, b := g*groupSize, (g+1)*groupSize
		swapped := string(plain[:a]) + string(plain[b:b+groupSize]) + string(plain[a:b]) + string(plain[b+groupSize:])
		wantGroup(t, swapped, g+1)
	})
}

func wantGroup(t *rapid.T, typed string, group int) {
	_, err := parseCode(typed)
	var f *fault.Error
	if !errors.As(err, &f) || f.Text.ID != "vault.keys.err.code_group" || f.Text.Data["Group"] != group {
		t.Fatalf("%q: %v, want group %d", typed, err, group)
	}
}

func TestCodeIsRefused(t *testing.T) {
	code, err := newCode()
	if err != nil {
		t.Fatal(err)
	}
	for typed, id := range map[string]string{
		"":                            "vault.keys.err.code_length",
		code[:len(code)-1]:            "vault.keys.err.code_length",
		code + "7":                    "vault.keys.err.code_length",
		"U" + code[1:]:                "vault.keys.err.code_sign",
		code[:46] + "å":               "vault.keys.err.code_sign",
		strings.Repeat("0", 60) + "+": "vault.keys.err.code_sign",
	} {
		_, err := parseCode(typed)
		wantCode(t, err, fault.Refused, id)
	}
}

func FuzzCode(f *testing.F) {
	f.Add("")
	f.Add("00000-1111V-22222-33333-44444-55555-66666-77777")
	f.Add("o il\u2013\u00ad\ufeff")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, typed string) {
		plain, err := parseCode(typed)
		if err != nil {
			if fault.CodeOf(err) != fault.Refused {
				t.Fatalf("%q: %v", typed, err)
			}
			return
		}
		if again, err := parseCode(plain); err != nil || again != plain {
			t.Fatalf("%q gives %q, which gives %q (%v)", typed, plain, again, err)
		}
	})
}
