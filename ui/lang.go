package ui

import (
	"fyne.io/fyne/v2/lang"

	"fyrtio/assets"
)

// speak gives Fyne's own few words (the menu of a text field) the chosen language.
// Fyne follows the system's language and cannot be told another, so the words are
// registered under the system's name.
func (a *App) speak() {
	b, err := assets.Lang.ReadFile("lang/fyne." + string(a.p.Prefs.Lang) + ".json")
	if err == nil {
		err = lang.AddTranslationsForLocale(b, lang.SystemLocale())
	}
	if err != nil {
		a.p.Log.Warn("register Fyne's words", "err", err)
	}
}
