// Package paper draws everything that is printed, as PDF: letters, the star, the
// criteria sheet, the blank questionnaire and the transcript for Clinic24.
//
// A paper is laid out once: the same input gives the same bytes, and what the
// screen shows is that PDF. All measures are millimetres from the sheet's top
// left corner, all type sizes are points. Text that does not fit shrinks, wraps
// or is reported as a Problem; it never overflows and is never cut in silence.
// Only this package knows the PDF library.
package paper

import (
	"fyrtio/core/day"
	"fyrtio/core/say"
)

// Clinic is the sender: what the settings know about the clinic. Every field is
// user text and may be empty; Preflight tells what a letter misses.
type Clinic struct {
	Name      string // Björkens hälsocentral
	CareGiver string // Region Gävleborg; printed where the law wants the care giver
	Street    string // the return address …
	Postcode  string // … 829 99 or 82999
	Town      string

	Phone      string // 0980-31 92 40
	PhoneHours string // vardagar 8–11
	Email      string

	Signer    string // who signs the letters: Karin Nordin
	RoleTitle string // hälsosamordnare (D10 role_title)

	VisitPlace  string // where the talk is held: Ängsgatan 7, plan 2
	SamplePlace string // where blood samples are taken: Ängsgatan 7, plan 1
	SampleHours string // drop-in hours of the laboratory: 7.30–9.30; empty = by appointment
	Fasting     string // the clinic's own fasting rule, a sentence; empty = the letter's general words

	FreePost bool // the reply envelope is paid for
	Cl24     bool // the clinic uses Clinic24; the slip then asks for consent (Q1, Q2)

	Window     Window   // where the envelope's window is; the zero value is H2
	Forwarding []string // address of Skatteverket's forwarding; empty = ForwardingAddress
}

// ForwardingAddress is where letters to protected persons are sent for forwarding
// (domain.md 6.2). A setting may replace it: skyddad folkbokföring can have another.
var ForwardingAddress = []string{"Skatteverket", "Box 2820", "403 20 Göteborg"}

// Window says where the address stands so that it shows in the envelope's window.
type Window struct {
	Preset string  // WindowH2 (default) or WindowV2
	DX, DY float64 // the measured correction, mm to the right and down
}

// The window presets (papers.md 2; the places are likely, not verified: print a test).
const (
	WindowH2 = "H2" // window to the right
	WindowV2 = "V2" // window to the left
)

// Lang is the language of a letter; it has more values than the interface has languages.
type Lang string

// The languages of the shipped letters.
const (
	Swedish Lang = "sv"
	Easy    Lang = "sv-latt" // easy-to-read Swedish
	English Lang = "en"
)

// Say gives the language in which dates and the program's own words are put.
func (l Lang) Say() say.Lang {
	if l == English {
		return say.English
	}
	return say.Swedish
}

// The template ids of the shipped letters (fyrtioctl.md).
const (
	Invite        = "inbjudan"         // we call you
	InviteCall    = "inbjudan-ring"    // call us
	InviteTime    = "inbjudan-tid"     // a time is booked
	Reminder      = "paminnelse"       // the invitation had no answer
	Missed        = "uteblev"          // did not come
	Confirmation  = "bekraftelse"      // the booked time
	DeclineReply  = "avbojt"           // we have noted your no
	Forwarding    = "formedling"       // invitation by Skatteverket's forwarding
	Cl24Info      = "cl24-information" // what being registered in Clinic24 means
	letterVersion = 1                  // version of the markup that this program reads
)

// Templates lists the shipped template ids in the order in which they are shown.
func Templates() []string {
	return []string{Invite, InviteCall, InviteTime, Reminder, Missed, Confirmation, DeclineReply, Forwarding, Cl24Info}
}

// Letter is one letter to one person. Names, address and fields are user text.
type Letter struct {
	Number   string // the letter number, 26-0148: year and running number, never a personal number
	Template string // template id
	Lang     Lang
	Given    string
	Family   string
	Address  Address // empty for Forwarding

	// PersonalNumber is printed only on the label that Forwarding's sheet has for
	// the inner envelope; every other letter ignores it.
	PersonalNumber string

	// Fields are the merge fields beyond those that the letter and the clinic
	// give; Merge makes them from dates and times.
	Fields map[string]string
}

// Address is where a letter goes; the name stands above it.
type Address struct {
	CareOf   string // without c/o, or with: it is printed once
	Street   string
	Postcode string
	Town     string
	Country  string // only abroad
}

// LetterRun is one print run, or one part file of it: the caller splits a run above
// MaxLetters into numbered parts (D28) and gives each its own writer.
type LetterRun struct {
	Clinic  Clinic
	Date    day.Date // the date on the letters and in the file: same run, same bytes
	Letters []Letter

	// Template finds the template of a letter; nil takes the shipped ones.
	Template func(id string, lang Lang) (*Template, error)
}

// MaxLetters is the most letters that one file holds (D28).
const MaxLetters = 2500

// Sheets says what was placed in a file of letters.
type Sheets struct {
	Pages   int
	Letters []Placed // in the order printed
}

// Placed says where one letter is in the file.
type Placed struct {
	Number   string // the letter number
	Page     int    // its first page, from 1
	Pages    int    // how many pages it takes
	Problems []Problem
}

// Problem is something that a person should know about a letter before it is sent.
type Problem struct {
	Letter string   // the letter number, "" when it concerns all
	Part   Part     // what to mend
	Stops  bool     // true: the letter is not printed; false: it prints, look at it
	Text   say.Text // what is wrong and what to do
}

// Part names what a problem is about, so that a screen can offer the right field.
type Part string

// The parts of a letter that can have problems.
const (
	PartName     Part = "name"
	PartAddress  Part = "address"
	PartPostcode Part = "postcode"
	PartClinic   Part = "clinic"
	PartField    Part = "field"
	PartTemplate Part = "template"
	PartText     Part = "text"
	PartNumber   Part = "number"
)
