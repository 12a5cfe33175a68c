// Package icon has the program's icons: line drawings on a 20-grid, in
// assets/icons, each in any of the look's colours.
package icon

import (
	"fmt"
	"strings"
	"sync"

	"fyne.io/fyne/v2"

	"fyrtio/assets"
	"fyrtio/ui/theme"
)

// Name names an icon: the file's name without its ending.
type Name string

// The icons. A state always shows its icon together with a word.
const (
	None         Name = ""
	Today        Name = "today"
	Participants Name = "participants"
	Booking      Name = "booking"
	Letter       Name = "letter"
	Ticket       Name = "ticket"
	Phone        Name = "phone"
	Chat         Name = "chat"
	Help         Name = "help"    // wants help to find a time
	Waiting      Name = "waiting" // clock
	Expired      Name = "expired" // triangle: waits for you, expired, missing
	Blocked      Name = "blocked" // crossed ring
	Fault        Name = "fault"   // octagon
	Done         Name = "done"    // ringed check
	Yes          Name = "yes"     // check
	No           Name = "no"      // cross; also close
	Ring         Name = "ring"    // not asked, not begun
	Dot          Name = "dot"     // here
	Shield       Name = "shield"  // protected identity, and nothing else
	Interpreter  Name = "interpreter"
	Samples      Name = "samples"
	Form         Name = "form"
	Begun        Name = "begun" // pencil: begun, corrected
	Note         Name = "note"
	Star         Name = "star"
	Heredity     Name = "heredity"
	Undo         Name = "undo"
	Print        Name = "print"
	Lock         Name = "lock"
	Search       Name = "search"
	Filter       Name = "filter"
	Report       Name = "report"
	Settings     Name = "settings"
	Backup       Name = "backup"
	Info         Name = "info"
	Import       Name = "import"
	Down         Name = "down"
	Up           Name = "up"
	Left         Name = "left"
	Right        Name = "right"
	To           Name = "to" // arrow from one thing to another
	Plus         Name = "plus"
	Minus        Name = "minus"
	User         Name = "user"
	Eye          Name = "eye"
)

// All lists every icon.
var All = []Name{
	Today, Participants, Booking, Letter, Ticket, Phone, Chat, Help, Waiting, Expired, Blocked, Fault, Done, Yes, No, Ring, Dot,
	Shield, Interpreter, Samples, Form, Begun, Note, Star, Heredity, Undo, Print, Lock, Search, Filter, Report, Settings, Backup,
	Info, Import, Down, Up, Left, Right, To, Plus, Minus, User, Eye,
}

var cache sync.Map // of key to fyne.Resource

type key struct {
	name Name
	hex  string
}

// Resource gives an icon in the colour of a role. Fyne recolours fills only, not
// lines, so the colour is written into the drawing, once per icon and colour.
// An unknown name gives nil.
func Resource(name Name, role theme.Role) fyne.Resource {
	k := key{name, hex(role)}
	if r, ok := cache.Load(k); ok {
		return r.(fyne.Resource)
	}
	b, err := assets.Icons.ReadFile("icons/" + string(name) + ".svg")
	if err != nil {
		return nil
	}
	svg := strings.ReplaceAll(string(b), "currentColor", k.hex)
	r := fyne.NewStaticResource(string(name)+k.hex[1:]+".svg", []byte(svg))
	cache.Store(k, r)
	return r
}

func hex(role theme.Role) string {
	c := theme.Color(role)
	return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
}

// Corner gives what lies outside a round corner: top left, top right, bottom
// right, bottom left (0–3), 12 points wide, for laying over square things.
func Corner(i int, role theme.Role) fyne.Resource {
	k := key{Name(fmt.Sprintf("corner%d", i)), hex(role)}
	if r, ok := cache.Load(k); ok {
		return r.(fyne.Resource)
	}
	svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="12" height="12" viewBox="0 0 12 12"><path fill="%s" d="%s"/></svg>`,
		k.hex, [...]string{
			"M0 0 H12 A12 12 0 0 0 0 12 Z", "M12 0 V12 A12 12 0 0 0 0 0 Z",
			"M12 12 H0 A12 12 0 0 0 12 0 Z", "M0 12 V0 A12 12 0 0 0 12 12 Z",
		}[i])
	r := fyne.NewStaticResource(string(k.name)+k.hex[1:]+".svg", []byte(svg))
	cache.Store(k, r)
	return r
}

// Dashed gives a dashed outline with round corners, w × h points and 2 wide: the slot
// of a time that is not booked yet.
func Dashed(w, h, radius float32, role theme.Role) fyne.Resource {
	k := key{Name(fmt.Sprintf("dashed%gx%gx%g", w, h, radius)), hex(role)}
	if r, ok := cache.Load(k); ok {
		return r.(fyne.Resource)
	}
	svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%g" height="%g" viewBox="0 0 %g %g"><rect x="1" y="1" width="%g" height="%g" rx="%g" ry="%g" fill="none" stroke="%s" stroke-width="2" stroke-dasharray="6 4"/></svg>`,
		w, h, w, h, w-2, h-2, radius-1, radius-1, k.hex)
	r := fyne.NewStaticResource(string(k.name)+k.hex[1:]+".svg", []byte(svg))
	cache.Store(k, r)
	return r
}
