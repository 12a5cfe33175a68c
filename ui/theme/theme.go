// Package theme is Fyrtio's look as far as it is numbers: colours by role, text
// sizes, measures and fonts. It also gives Fyne a theme for the few widgets of
// Fyne's own that we use: text entries, menus and scroll bars.
package theme

import (
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"fyrtio/assets"
)

// Theme is the fyne.Theme of the program: always light, whatever the system says.
type Theme struct{}

var _ fyne.Theme = Theme{}

// Color gives Fyne's own widgets our colours.
func (Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	switch name {
	case fynetheme.ColorNameBackground:
		return Color(Nav) // the menu bar takes it; the content has a paper of its own
	case fynetheme.ColorNameMenuBackground, fynetheme.ColorNameOverlayBackground:
		return Color(Surface)
	case fynetheme.ColorNameForeground:
		return Color(Ink)
	case fynetheme.ColorNamePlaceHolder:
		return Color(Ink3)
	case fynetheme.ColorNameDisabled:
		return Color(Ink3)
	case fynetheme.ColorNamePrimary, fynetheme.ColorNameHyperlink:
		return Color(Accent)
	case fynetheme.ColorNameForegroundOnPrimary:
		return Color(OnAccent)
	case fynetheme.ColorNameFocus, fynetheme.ColorNameHover, fynetheme.ColorNamePressed:
		return Color(Selected)
	case fynetheme.ColorNameSelection:
		return Color(SelectedEdge)
	case fynetheme.ColorNameSeparator:
		return Color(Line)
	case fynetheme.ColorNameScrollBar:
		return Color(CapEdge)
	case fynetheme.ColorNameScrollBarBackground, fynetheme.ColorNameShadow,
		fynetheme.ColorNameInputBackground, fynetheme.ColorNameInputBorder:
		return color.Transparent // fields draw their own frame
	case fynetheme.ColorNameError:
		return Color(Fault)
	case fynetheme.ColorNameWarning:
		return Color(Warn)
	case fynetheme.ColorNameSuccess:
		return Color(OK)
	case fynetheme.ColorNameButton, fynetheme.ColorNameDisabledButton, fynetheme.ColorNameHeaderBackground:
		return Color(Neutral)
	}
	return fynetheme.DefaultTheme().Color(name, fynetheme.VariantLight)
}

// Size gives Fyne's own widgets our measures.
func (Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case fynetheme.SizeNameText:
		return Text
	case fynetheme.SizeNameCaptionText:
		return TextSmall
	case fynetheme.SizeNameInnerPadding:
		return 13 // makes the menu bar 32 high
	case fynetheme.SizeNamePadding:
		return 4
	case fynetheme.SizeNameLineSpacing:
		return 4
	case fynetheme.SizeNameInputBorder:
		return 0
	case fynetheme.SizeNameInputRadius, fynetheme.SizeNameSelectionRadius:
		return RadiusCap
	case fynetheme.SizeNameScrollBar, fynetheme.SizeNameScrollBarSmall:
		return 6
	case fynetheme.SizeNameScrollBarRadius:
		return 3
	case fynetheme.SizeNameModalBlurRadius:
		return 0 // a blur repaints the window twice
	}
	return fynetheme.DefaultTheme().Size(name)
}

// Icon gives Fyne's own icons; ours come from package icon.
func (Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return fynetheme.DefaultTheme().Icon(name)
}

// Font gives Noto Sans; bold is SemiBold, as the look asks.
func (Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace, style.Symbol:
		return fynetheme.DefaultTheme().Font(style)
	case style.Bold:
		return semiBold()
	}
	return regular()
}

var (
	regular  = font("NotoSans-Regular.ttf")
	semiBold = font("NotoSans-SemiBold.ttf")
)

func font(name string) func() fyne.Resource {
	return sync.OnceValue(func() fyne.Resource {
		b, err := assets.Fonts.ReadFile("fonts/" + name)
		if err != nil {
			panic(err) // the fonts are part of the program
		}
		return fyne.NewStaticResource(name, b)
	})
}
