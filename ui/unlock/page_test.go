package unlock

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"

	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

func page(t *testing.T, p Params) (*Page, fyne.Window) {
	t.Helper()
	p.Run, p.Version = uitest.Run, "1.0"
	if p.Lang == "" {
		p.Lang = say.Swedish
	}
	if p.SetLang == nil {
		p.SetLang = func(say.Lang) {}
	}
	win := uitest.Window(t, 1280, 720)
	pg := New(p)
	win.SetContent(pg)
	win.Resize(fyne.NewSize(1280, 720))
	pg.Focus()
	return pg, win
}

func TestUnlockByKeyboard(t *testing.T) {
	open := 0
	pg, win := page(t, Params{Users: []string{"Lena Sundkvist", "Petra Nyholm"}, User: "Lena Sundkvist", Clinic: "Granlunda hälsocentral",
		Unlock: func(user, pass string) error {
			if user != "Lena Sundkvist" || pass != "fyra små grå katter" {
				return fault.New(fault.Locked, "unlock.err.empty")
			}
			return nil
		},
		Done: func() { open++ }})
	uitest.Look(t, win, "unlock")
	uitest.Press(win, fyne.KeyReturn)
	if open != 0 || pg.band.Kind() != widget.BandFault {
		t.Fatal("an empty passphrase opens")
	}
	uitest.Type(win, "fel")
	uitest.Press(win, fyne.KeyEnter)
	if open != 0 || pg.band.Kind() != widget.BandFault || pg.pass.Text() != "" || win.Canvas().Focused() != pg.pass.Entry {
		t.Fatal("a wrong passphrase: no band, or the field is not ready for the next try")
	}
	uitest.Type(win, "fyra små grå katter")
	uitest.Press(win, fyne.KeyReturn)
	if open != 1 {
		t.Fatal("the right passphrase does not open")
	}
}

// Blindly typed from field to field, the passphrase must not end on a button.
func TestTabGoesFromPassphraseToPassphrase(t *testing.T) {
	pg, win := page(t, Params{Create: func(string, string, string) (string, error) { return "A", nil }})
	pg.pass.Focus()
	win.Canvas().(interface{ FocusNext() }).FocusNext()
	if win.Canvas().Focused() != pg.again.Entry {
		t.Fatalf("Tab from the passphrase goes to %T", win.Canvas().Focused())
	}
	uitest.Type(win, "fem ord")
	if !pg.again.Entry.Password {
		t.Fatal("the passphrase is shown unasked")
	}
	uitest.Press(win, fyne.KeyF2)
	if pg.again.Entry.Password || pg.again.Text() != "fem ord" {
		t.Fatal("F2 does not show the passphrase")
	}
	uitest.Press(win, fyne.KeyF2)
	if !pg.again.Entry.Password {
		t.Fatal("F2 does not hide the passphrase again")
	}
}

func TestCapsLockBand(t *testing.T) {
	pg, win := page(t, Params{Users: []string{"Lena"}})
	before := pg.MinSize()
	uitest.Type(win, "A")
	if pg.band.Kind() != widget.BandWarn {
		t.Error("Caps Lock is not told")
	}
	uitest.Look(t, win, "unlock-caps")
	uitest.Type(win, "a")
	if pg.band.Kind() != widget.BandNone || pg.MinSize() != before {
		t.Error("the band stays, or the page moves")
	}
}

func TestFirstRunShowsTheCodeOnce(t *testing.T) {
	done := false
	pg, win := page(t, Params{
		Create: func(clinic, user, pass string) (string, error) {
			if clinic != "Granlunda hälsocentral" || user != "Lena Sundkvist" || pass != "hemligt nog" {
				return "", errors.New("wrong")
			}
			return "ABCD-EFGH-JKLM-NPQR", nil
		},
		Done: func() { done = true }})
	uitest.Look(t, win, "unlock-first")
	for _, text := range []string{"Granlunda hälsocentral", "Lena Sundkvist", "hemligt nog", "hemligt"} {
		uitest.Type(win, text)
		uitest.Press(win, fyne.KeyReturn)
	}
	if pg.mode != creating || win.Canvas().Focused() != pg.again.Entry {
		t.Fatal("two passphrases that differ are taken")
	}
	uitest.Type(win, " nog")
	uitest.Press(win, fyne.KeyReturn)
	if pg.mode != confirming {
		t.Fatalf("the code is not shown; band: %s", pg.band.Text())
	}
	uitest.Look(t, win, "unlock-code")
	uitest.Type(win, "abcd")
	uitest.Press(win, fyne.KeyReturn)
	if done {
		t.Fatal("the code need not be confirmed")
	}
	pg.codeIn.SetText("npqr")
	uitest.Press(win, fyne.KeyReturn)
	if !done || pg.code != "" {
		t.Error("the confirmed code does not open, or stays in memory")
	}
}

func TestRecoveryCode(t *testing.T) {
	got := ""
	pg, win := page(t, Params{Users: []string{"Lena"}, Recover: func(user, code, pass string) error {
		got = user + "|" + code + "|" + pass
		return nil
	}, Done: func() {}})
	pg.otherWay()
	uitest.Look(t, win, "unlock-recover")
	for _, text := range []string{"AAAA-BBBB", "ny lösenfras", "ny lösenfras"} {
		uitest.Type(win, text)
		uitest.Press(win, fyne.KeyReturn)
	}
	if got != "Lena|AAAA-BBBB|ny lösenfras" {
		t.Error(got)
	}
}

func TestLooksInEnglishAndCompact(t *testing.T) {
	_, win := page(t, Params{Lang: say.English, Users: []string{"Lena"}, Clinic: "Granlunda hälsocentral", Locked: true, Switch: func() {}})
	uitest.Look(t, win, "unlock-en-locked")
	win.Resize(fyne.NewSize(853, 480))
	uitest.Look(t, win, "unlock-150")
}
