package bookings

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/data/demo"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

// today is the Tuesday of the look's pictures; the week in view is the one after it.
var (
	today  = day.New(2026, time.March, 10)
	monday = day.New(2026, time.March, 16)
)

const room2, room4 = "Rum 2 · Lena", "Rum 4 · Petra"

// desk is the week in a window, on a store of its own.
type desk struct {
	t     testing.TB
	store *data.Store
	now   time.Time
	ids   map[string]string // of people by family name
	shell *shell.Shell
	win   fyne.Window
	page  *Page
	paper string // the title of the last paper offered
	pages int
	run   func(work func() error, then func(error))
}

// names are "Family;Given", protected ones with an S at the end.
func newDesk(t testing.TB, names ...string) *desk {
	t.Helper()
	d := &desk{t: t, now: today.Add(-60).At(9, 0), ids: map[string]string{}, run: uitest.Run}
	d.store = uitest.Store(t, func() time.Time { return d.now })
	numbers, err := demo.Numbers(1986)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("Personnummer;Efternamn;Förnamn;Gatuadress;Postnummer;Ort;Mobil;Sekretessmarkering\n")
	for i, n := range names {
		name, protected := strings.CutSuffix(n, ";S")
		mark := ""
		if protected {
			mark = "J"
		}
		fmt.Fprintf(&b, "%s;%s;Tallbacksgränd %d;999 41;Granlunda;070-174 06 %02d;%s\n", numbers[i].Display(), name, i+1, i, mark)
	}
	if _, err := d.store.Import(t.Context(), data.ImportParams{Name: "lista.csv", Data: []byte(b.String()), Cohort: 2026}); err != nil {
		t.Fatal(err)
	}
	list, err := d.store.Participants(t.Context(), data.Filter{Cohort: 2026})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list.Rows {
		name := r.Family
		if r.Protected {
			name = r.Label()
		}
		d.ids[name] = r.Participant
	}
	d.set("booking.rooms", room2+"; "+room4)
	return d
}

func (d *desk) set(key, value string) {
	d.t.Helper()
	if err := d.store.SetSetting(context.Background(), key, value); err != nil {
		d.t.Fatal(err)
	}
}

// log records something of somebody at a day before today.
func (d *desk) log(ago int, family string, kind journey.Kind, kv ...string) {
	d.t.Helper()
	d.now = today.Add(-ago).At(9, 0)
	set := map[string]string{}
	for _, s := range kv {
		k, v, _ := strings.Cut(s, "=")
		set[k] = v
	}
	details, err := journey.NewDetails(kind, set)
	if err != nil {
		d.t.Fatal(err)
	}
	id := d.ids[family]
	if id == "" {
		d.t.Fatalf("nobody is called %s: %v", family, d.ids)
	}
	if _, err := d.store.Log(context.Background(), data.LogParams{Participants: []string{id}, Kind: kind, Details: details}); err != nil {
		d.t.Fatalf("%s %s: %v", family, kind, err)
	}
	d.now = today.At(9, 45)
}

// booked books somebody at "17 13:00" of March, made so many days ago.
func (d *desk) booked(ago int, family, at, room string, more ...string) {
	d.t.Helper()
	d.log(ago, family, journey.Booked, append([]string{"start=2026-03-" + strings.Replace(at, " ", "T", 1), "room=" + room, "via=phone"}, more...)...)
}

// block keeps time of the clinic's own: "16 15.00–16.00".
func (d *desk) block(dd int, span, room, name string) {
	d.t.Helper()
	s, err := booking.ParseSpan(span)
	if err != nil {
		d.t.Fatal(err)
	}
	d.now = today.At(9, 45)
	if _, err := d.store.AddBlock(context.Background(), data.BlockParams{From: day.New(2026, time.March, dd), Span: s, Room: room, Name: name}); err != nil {
		d.t.Fatal(err)
	}
}

// blank is another page.
type blank struct{ resumed int }

func (*blank) Content() fyne.CanvasObject { return widget.NewBand() }
func (*blank) Hints() []widget.Hint       { return nil }
func (*blank) Focus()                     {}
func (b *blank) Resume()                  { b.resumed++ }

var back = &blank{}

// open opens the week in a window of w × h points.
func (d *desk) open(lang say.Lang, w, h float32, r shell.Route) *desk {
	d.t.Helper()
	d.now = today.At(9, 45)
	d.win = uitest.Window(d.t, w, h)
	d.shell = shell.New(shell.Params{Window: d.win, Lang: lang, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026, Cohorts: []int{2026}, Ages: []int{40},
		Now: func() time.Time { return d.now }, Run: d.run, Lock: func() {}, Quit: func() {},
		Pages: func(s *shell.Shell, r shell.Route) (shell.Page, error) {
			if b, ok := r.(shell.ToBookings); ok {
				d.page = New(s, d.store, d.offer, b)
				return d.page, nil
			}
			return back, nil
		}})
	*back = blank{}
	if b, ok := r.(shell.ToBookings); ok && b.Person != "" {
		d.shell.Show(shell.ToToday{})
		d.shell.Go(r)
	} else {
		d.shell.Show(r)
	}
	d.win.Resize(fyne.NewSize(w, h))
	return d
}

func (d *desk) offer(s *shell.Shell, name, title string, draw func(context.Context, io.Writer) (int, error)) {
	d.paper = title
	s.Do("paper", func(ctx context.Context) (err error) {
		d.pages, err = draw(ctx, io.Discard)
		return err
	}, s.Fail)
}

// press presses keys as a keyboard does: down, then the key.
func (d *desk) press(keys ...fyne.KeyName) {
	d.t.Helper()
	for _, k := range keys {
		if f, ok := d.win.Canvas().Focused().(desktop.Keyable); ok {
			f.KeyDown(&fyne.KeyEvent{Name: k})
			defer f.KeyUp(&fyne.KeyEvent{Name: k})
		} else if c, ok := d.win.Canvas().(desktop.Canvas); ok && d.win.Canvas().Focused() == nil {
			c.OnKeyDown()(&fyne.KeyEvent{Name: k})
		}
		uitest.Press(d.win, k)
	}
}

func (d *desk) typed(text string) { uitest.Type(d.win, text) }

func (d *desk) shows(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if !uitest.Shows(d.win, text) {
			d.t.Errorf("%q is not shown: %q", text, uitest.Texts(d.win))
		}
	}
}

// at demands where the slot stands: "17 13:00 2".
func (d *desk) at(want string) {
	d.t.Helper()
	p := d.page.at
	room := ""
	if f := strings.Fields(string(p.Room)); len(f) > 1 {
		room = f[1]
	}
	if got := fmt.Sprintf("%d %s %s", p.Day.Day, p.From, room); got != want {
		d.t.Errorf("the slot is at %s, want %s", got, want)
	}
}

// status gives where somebody stands.
func (d *desk) status(family string) journey.Status {
	d.t.Helper()
	l, err := d.store.Participants(context.Background(), data.Filter{Participants: []string{d.ids[family]}, Cohort: 2026})
	if err != nil || len(l.Rows) != 1 {
		d.t.Fatal(err)
	}
	return l.Rows[0].Status
}

// time gives somebody's booked time: "2026-03-17 13:00 Rum 2 · Lena", "" for none.
func (d *desk) time(family string) string {
	d.t.Helper()
	b := d.status(family).Booking
	if b == nil {
		return ""
	}
	return b.Day.String() + " " + b.Time + " " + b.Room
}

// march is the week of the look's picture 09.
func march(t testing.TB) *desk {
	t.Helper()
	d := newDesk(t, "Malmquist;Johanna", "Nordenfelt;Therese", "Sundelius;Jan-Olov", "Hallgren;Emilia", "Karlström;Ove", "Karim;Leila", "Wijkmark;Göran",
		"Grahn;Joakim", "Norling;Axel", "Lund;Sofia", "Hemlig;Person;S", "Hägglöv;Marianne", "Ljunggren;Britt-Inger", "Palmcrantz;Ida", "Wennerström-Lindqvist;Anna-Karin",
		"Papadimitriouopoulos;Konstantinos", "Ek;Bo")
	for i, w := range []string{"helst em, inte onsdag", "tidig morgon", "efter 17 mars", "helst fredag"} {
		name := []string{"Malmquist", "Nordenfelt", "Sundelius", "Hallgren"}[i]
		d.log([]int{9, 5, 3, 2}[i], name, journey.WantsHelp, "what="+w)
	}
	cl24 := func(family string) { d.log(25, family, journey.FormReceived, "source=cl24") }
	paper := func(family string) { d.log(2, family, journey.FormReceived, "source=paper_home") }
	d.booked(30, "Karlström", "16 09:00", room2)
	cl24("Karlström")
	d.log(1, "Karlström", journey.SamplesTaken)
	d.booked(30, "Karim", "16 13:00", room2)
	d.log(29, "Karim", journey.NeedsInterpreter, "language=arabiska")
	paper("Karim")
	d.booked(30, "Wijkmark", "17 08:00", room2)
	cl24("Wijkmark")
	d.booked(20, "Grahn", "17 09:00", room2)
	d.booked(30, "Norling", "17 14:00", room2)
	cl24("Norling")
	d.booked(30, "Lund", "18 08:00", room2)
	cl24("Lund")
	d.booked(15, "S-01", "18 10:00", room2)
	d.booked(15, "Hägglöv", "19 09:00", room2)
	paper("Hägglöv")
	d.booked(15, "Ljunggren", "19 10:00", room2)
	d.booked(15, "Palmcrantz", "20 08:00", room2)
	cl24("Palmcrantz")
	d.block(16, "15.00–16.00", room2, "Planering")
	d.block(20, "13.00–16.00", room2, "Stängt från 13 planeringsdag")
	d.now = today.At(9, 45)
	return d
}
