package ui

import (
	"os"
	"strconv"

	"fyne.io/fyne/v2"

	"fyrtio/core/say"
	"fyrtio/ui/theme"
)

// look applies contrast and theme.
func (a *App) look() {
	theme.UseContrast(a.p.Prefs.Contrast)
	a.p.App.Settings().SetTheme(theme.Theme{})
}

// keep writes the preferences.
func (a *App) keep() {
	if err := a.p.Prefs.write(a.p.Dir); err != nil {
		a.p.Log.Warn("keep preferences", "err", err)
	}
}

// SetLang changes the language of the windows at once.
func (a *App) SetLang(l say.Lang) {
	a.p.Prefs.Lang = l
	a.keep()
	a.speak()
	a.shell.SetLang(l)
	a.showBackup()
	a.shell.Reload()
}

// SetContrast changes the palette at once.
func (a *App) SetContrast(high bool) {
	a.p.Prefs.Contrast = high
	a.keep()
	a.look()
	a.shell.SetLook(high, a.p.Prefs.Scale)
	a.shell.Reload()
}

// SetScale changes the size of text and measures at once: Fyne reads the environment
// anew when its settings change.
func (a *App) SetScale(percent int) {
	// Fyne keeps the size in points, which would make the window grow on the screen.
	size, part := a.p.Window.Canvas().Size(), float32(a.p.Prefs.Scale)/float32(percent)
	a.p.Window.Resize(fyne.NewSize(size.Width*part, size.Height*part))
	a.p.Prefs.Scale = percent
	a.keep()
	if err := os.Setenv("FYNE_SCALE", strconv.FormatFloat(float64(percent)/100, 'f', 2, 64)); err != nil {
		a.p.Log.Warn("set the scale", "err", err)
	}
	a.look()
	a.shell.SetLook(a.p.Prefs.Contrast, percent)
	a.shell.Reload()
}
