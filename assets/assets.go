// Package assets holds what is shipped inside the program besides code: texts,
// forms, criteria, letters, fonts and icons. It has no logic.
package assets

import "embed"

// Lang has the interface's words: lang/AREA.sv.json and lang/AREA.en.json.
//
//go:embed lang/*.json
var Lang embed.FS

// Fonts has the Noto Sans family (OFL 1.1, licence beside it): Regular and Bold
// for papers, Regular and SemiBold for screens.
//
//go:embed fonts/*.ttf fonts/OFL.txt
var Fonts embed.FS

// Demo has the personal numbers that tests and demos use: Skatteverket's
// published test numbers (CC0), which are well formed and never anybody's.
//
//go:embed demo/*.txt
var Demo embed.FS

// Help has the user guide, guide.sv.md and guide.en.md.
//
//go:embed help/*.md
var Help embed.FS

// Icons has the icons of the windows: lines on a 20-grid in currentColor.
//
//go:embed icons/*.svg
var Icons embed.FS

// Logo is the program's icon, 512 × 512.
//
//go:embed icons/fyrtio.png
var Logo []byte

// Forms has the questionnaires, FHIR R4 Questionnaire resources, one file a version.
//
//go:embed forms/*.json
var Forms embed.FS

// Criteria has the criteria of the star, one file a version.
//
//go:embed criteria/*.json
var Criteria embed.FS

// Letters has the letter templates, letters/TEMPLATE.LANG.txt, in the markup that
// core/paper describes.
//
//go:embed letters/*.txt
var Letters embed.FS

// Actions is the table of actions that a plan can name, as core/plan reads it.
//
//go:embed plan/atgarder.txt
var Actions []byte

// PMO is the text for PMO that ships, as core/pmo reads it.
//
//go:embed plan/pmo.txt
var PMO []byte
