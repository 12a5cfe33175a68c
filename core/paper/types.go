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
	"context"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/letter"
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

	RoleTitleEn string `json:",omitempty"` // health coordinator: on papers in English; "" takes RoleTitle

	VisitPlace  string // where the talk is held: Ängsgatan 7, plan 2
	SamplePlace string // where blood samples are taken: Ängsgatan 7, plan 1
	SampleHours string // drop-in hours of the laboratory: 7.30–9.30; empty = by appointment
	Fasting     string // the clinic's own fasting rule, a sentence; empty = the letter's general words

	FreePost bool // the reply envelope is paid for
	Cl24     bool // the clinic uses Clinic24; the slip then asks for consent (Q1, Q2)

	Logo       *Logo    // nil takes Fyrtio's star
	Window     Window   // where the envelope's window is; the zero value is H2
	Forwarding []string // address of Skatteverket's forwarding; empty = ForwardingAddress
}

// role gives the title of whoever signs, in a language.
func (c Clinic) role(lang say.Lang) string {
	if lang == say.English && c.RoleTitleEn != "" {
		return c.RoleTitleEn
	}
	return c.RoleTitle
}

// ForwardingAddress is where letters to protected persons are sent for forwarding
// (domain.md 6.2). A setting may replace it: skyddad folkbokföring can have another.
var ForwardingAddress = []string{"Skatteverket", "Box 2820", "403 20 Göteborg"}

// Lang is the language of a letter.
type Lang = letter.Lang

// The languages of the shipped letters.
const (
	Swedish = letter.Swedish
	Easy    = letter.Easy
	English = letter.English
)

// Letter is one letter to one person. Names, address and fields are user text.
type Letter struct {
	Number   string // the letter number, 26-0148: year and running number, never a personal number
	Template string // template id
	Lang     Lang
	Given    string
	Family   string
	Address  Address // empty where the template is forwarded

	// PersonalNumber is printed only on the label that a forwarded letter's sheet has for
	// the inner envelope; every other letter ignores it.
	PersonalNumber string

	// Fields are the merge fields beyond those that the letter and the clinic
	// give; Merge makes them from dates and times.
	Fields map[string]string

	// Version of the template: 0 is Fyrtio's own, 1 and up the clinic's.
	Version int `json:",omitempty"`
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
	Template func(id string, lang Lang) (*letter.Template, error)

	Enclose []Enclosure // printed after each letter, in order
	Duplex  bool        // both sides of the sheet: each letter and enclosure begins on a front side
	Cover   *Cover      // a first sheet that tells what the file is; nil for none

	Context  context.Context     // ends the printing early; nil never does
	Progress func(done, all int) // called now and then while letters are drawn; may be nil
}

// Enclosure is a paper that is printed with each letter.
type Enclosure struct {
	Form  *form.Definition // the blank questionnaire
	Sheet string           // or a template, printed as a sheet without address
}

// MaxLetters is the most letters that one file holds (D28).
const MaxLetters = 2500

// Sheets says what was placed in a file of letters.
type Sheets struct {
	Pages   int      // of the file
	Sheets  int      // of paper, the cover sheet not counted
	Letters []Placed // in the order printed
}

// Placed says where one letter is in the file, its enclosures included.
type Placed struct {
	Number   string // the letter number
	Page     int    // its first page, from 1
	Pages    int    // how many pages it takes, blank backs included
	Sheet    int    // its first sheet, from 1; the cover sheet is not counted
	Sheets   int    // how many sheets it takes
	Problems []Problem
}

// Problem is something that a person should know about a letter before it is sent.
type Problem struct {
	Letter   string // the letter number, "" when it concerns all
	Severity Severity
	Part     Part     // what it is about
	Mend     Mend     // what mends it, "" when nothing needs to be mended
	Line     int      // the line of the template, 0 for none
	Text     say.Text // what is wrong and what to do
}

// Severity says what a problem does to the letter.
type Severity string

// The severities, the gravest first.
const (
	Stop Severity = "stop" // the letter is not printed
	Look Severity = "look" // it is printed: look at it first
	Tell Severity = "tell" // it is as it should be, and worth knowing
)

// Part names what a problem is about.
type Part string

// The parts of a letter that can have problems.
const (
	PartName      Part = "name"
	PartAddress   Part = "address"
	PartPostcode  Part = "postcode"
	PartClinic    Part = "clinic"
	PartWindow    Part = "window"
	PartField     Part = "field"
	PartTemplate  Part = "template"
	PartText      Part = "text"
	PartNumber    Part = "number"
	PartLang      Part = "lang"
	PartHousehold Part = "household"
)

// Mend names what mends a problem, so that a screen can offer it there and then.
type Mend string

// The ways to mend.
const (
	MendContact  Mend = "contact"  // correct the participant's name or address
	MendSettings Mend = "settings" // fill in what the settings lack of the sender
	MendWindow   Mend = "window"   // set the envelope's window and print a test page
	MendTemplate Mend = "template" // edit the template, at Line where there is one
	MendDates    Mend = "dates"    // give the run's days: calls, last day to answer
	MendBooking  Mend = "booking"  // book a time first
	MendOverride Mend = "override" // take the letter along with a reason
	MendLang     Mend = "lang"     // choose another language, or write the template in this one
)
