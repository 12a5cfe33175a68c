package theme

import (
	"image/color"
	"sync/atomic"
)

// Role names what a colour is for. Widgets ask for roles, never for colours, so
// that one setting changes the whole window.
type Role uint8

// The roles of the look's colour table.
const (
	Clear        Role = iota
	Paper             // content background
	Surface           // card, row
	Nav               // menu bar, navigation
	Sunken            // handled row, quiet panel
	Neutral           // neutral chip, closed hour, button that is off
	Line              // divider
	Edge              // border of fields and buttons
	CapEdge           // border of key caps
	Ink               // text
	Ink2              // second line
	Ink3              // hints; not on Neutral
	Accent            // the next step, links, focus
	AccentDark        // pressed, text on Selected
	OnAccent          // text on Accent
	OnAccentEdge      // border of key caps on Accent
	Selected          // selected row
	SelectedEdge      // border of a tinted card
	Ticked            // ticked row
	Veil              // behind dialogs
	OK                // done, yes
	OKTint
	Warn // waits for you, expired, missing
	WarnTint
	Fault // error, blocked
	FaultTint
	Shield // protected identity, and nothing else
	ShieldTint
	Track // the empty part of a progress bar
	roles
)

type palette [roles]color.NRGBA

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

var paperWarm = palette{
	Paper: rgb(0xFBFAF7), Surface: rgb(0xFFFFFF), Nav: rgb(0xF3F0EA), Sunken: rgb(0xF6F4EF), Neutral: rgb(0xEEEBE4),
	Line: rgb(0xE5E0D7), Edge: rgb(0x8B857A), CapEdge: rgb(0xCFC9BD), Ink: rgb(0x1E2529), Ink2: rgb(0x4B5459), Ink3: rgb(0x666C70),
	Accent: rgb(0x145F6D), AccentDark: rgb(0x0E4A56), OnAccent: rgb(0xFFFFFF), OnAccentEdge: {0xff, 0xff, 0xff, 0x8c},
	Selected: rgb(0xE4F0F1), SelectedEdge: rgb(0xB9D6DA), Ticked: rgb(0xF1F7F8), Veil: {0x1E, 0x25, 0x29, 0x80},
	OK: rgb(0x2A6B3C), OKTint: rgb(0xE5F1E6), Warn: rgb(0x855000), WarnTint: rgb(0xFBEFD8),
	Fault: rgb(0xA3311F), FaultTint: rgb(0xFAE7E2), Shield: rgb(0x5A3D8A), ShieldTint: rgb(0xEDE7F6), Track: rgb(0xE0DBD0),
}

// highContrast keeps every role apart with at least 7:1 for text and 4.5:1 for borders.
var highContrast = palette{
	Paper: rgb(0xFFFFFF), Surface: rgb(0xFFFFFF), Nav: rgb(0xFFFFFF), Sunken: rgb(0xF0F0F0), Neutral: rgb(0xEBEBEB),
	Line: rgb(0x6B6B6B), Edge: rgb(0x1A1A1A), CapEdge: rgb(0x4A4A4A), Ink: rgb(0x000000), Ink2: rgb(0x1F1F1F), Ink3: rgb(0x333333),
	Accent: rgb(0x003A46), AccentDark: rgb(0x002830), OnAccent: rgb(0xFFFFFF), OnAccentEdge: rgb(0xFFFFFF),
	Selected: rgb(0xCFE9EE), SelectedEdge: rgb(0x003A46), Ticked: rgb(0xE3F2F5), Veil: {0x00, 0x00, 0x00, 0xa0},
	OK: rgb(0x0B4A1C), OKTint: rgb(0xDFF2E1), Warn: rgb(0x5C3600), WarnTint: rgb(0xFDEBC8),
	Fault: rgb(0x7A1406), FaultTint: rgb(0xFBDFD8), Shield: rgb(0x3C1F70), ShieldTint: rgb(0xE6DCF5), Track: rgb(0xC4C4C4),
}

var current atomic.Pointer[palette]

func init() { current.Store(&paperWarm) }

// UseContrast chooses the palette for everything drawn from now on.
func UseContrast(high bool) {
	if high {
		current.Store(&highContrast)
	} else {
		current.Store(&paperWarm)
	}
}

// Color gives the colour of a role in the palette in use. Clear is transparent.
func Color(r Role) color.NRGBA { return current.Load()[r] }
