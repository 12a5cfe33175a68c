package data

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
)

// SettingKind is what a setting's value may be.
type SettingKind string

// The kinds of settings.
const (
	Switch   SettingKind = "switch"   // on, off
	Count    SettingKind = "count"    // a whole number from Min to Max
	Measure  SettingKind = "measure"  // millimetres with decimals, from Min to Max
	Choice   SettingKind = "choice"   // one of Choices
	Words    SettingKind = "words"    // text of at most Max characters
	AgeList  SettingKind = "ages"     // ages from Min to Max, 40,50
	MonthDay SettingKind = "monthday" // 12-31
	RoomList SettingKind = "rooms"    // Rum 2 · Lena; Rum 4 · Petra
	OpenDays SettingKind = "hours"    // mån–tor 08.00–16.00; fre 08.00–13.00
	Pauses   SettingKind = "breaks"   // mån–fre 12.00–13.00 Lunch
)

// Setting is a setting's key, default and bounds.
type Setting struct {
	Key      string
	Kind     SettingKind
	Default  string
	Min, Max int
	Choices  []string
	Rule     bool // the journeys' next steps depend on it
}

// Settings lists every setting in the order in which they are shown: the rules of
// D10, the clinic as it stands on papers, the window of the envelope, the screen.
var Settings = []Setting{
	{Key: "cl24", Kind: Switch, Default: "on", Rule: true},
	{Key: "ages", Kind: AgeList, Default: "40", Min: 18, Max: 100, Rule: true},
	{Key: "letter_days", Kind: Count, Default: "21", Min: 1, Max: 365, Rule: true},
	{Key: "reminders", Kind: Count, Default: "1", Min: 0, Max: 2, Rule: true},
	{Key: "call_tries", Kind: Count, Default: "3", Min: 1, Max: 20, Rule: true},
	{Key: "retry_days", Kind: Count, Default: "1", Min: 1, Max: 60, Rule: true},
	{Key: "quiet_days", Kind: Count, Default: "14", Min: 1, Max: 180, Rule: true},
	{Key: "chat_days", Kind: Count, Default: "7", Min: 1, Max: 60, Rule: true},
	{Key: "ticket_days", Kind: Count, Default: "14", Min: 1, Max: 180, Rule: true},
	{Key: "sample_days", Kind: Count, Default: "7", Min: 0, Max: 90, Rule: true},
	{Key: "invite_weeks", Kind: Count, Default: "6", Min: 0, Max: 52, Rule: true},
	{Key: "invite_order", Kind: Choice, Default: string(OrderRandom), Choices: []string{string(OrderRandom), string(OrderBirth), "name"}},
	{Key: "defer_max", Kind: MonthDay, Default: "12-31", Rule: true},
	{Key: "lead_days", Kind: Count, Default: "0", Min: 0, Max: 90, Rule: true},
	{Key: "proposals", Kind: Switch, Default: "on"},
	{Key: "alert.sbp", Kind: Measure, Default: "180", Min: 0, Max: 300}, // values that matter at once; 0 = never
	{Key: "alert.dbp", Kind: Measure, Default: "110", Min: 0, Max: 200},
	{Key: "alert.pressure", Kind: Words, Max: 300}, // what to do, in the clinic's words; "" = those that ship
	{Key: "alert.glucose.from", Kind: Measure, Default: "7", Min: 0, Max: 40},
	{Key: "alert.glucose", Kind: Words, Max: 300},
	{Key: "alert.hba1c.from", Kind: Measure, Default: "48", Min: 0, Max: 200},
	{Key: "alert.hba1c", Kind: Words, Max: 300},
	{Key: "alert.chol.from", Kind: Measure, Default: "0", Min: 0, Max: 30},
	{Key: "alert.chol", Kind: Words, Max: 300},
	{Key: "role_title", Kind: Words, Default: "hälsosamordnare", Max: 60},
	{Key: "role_title_en", Kind: Words, Default: "health coordinator", Max: 60}, // on papers in English
	{Key: "time_type", Kind: Words, Default: "Koordinator hälsosamtal", Max: 60},
	{Key: "slot_minutes", Kind: Count, Default: "60", Min: 10, Max: 240},
	{Key: "booking.rooms", Kind: RoomList},
	{Key: "booking.hours", Kind: OpenDays, Default: booking.DefaultHours},
	{Key: "booking.breaks", Kind: Pauses, Default: booking.DefaultBreaks},

	{Key: "clinic.name", Kind: Words, Max: 80},
	{Key: "clinic.caregiver", Kind: Words, Max: 80},
	{Key: "clinic.street", Kind: Words, Max: 80},
	{Key: "clinic.postcode", Kind: Words, Max: 10},
	{Key: "clinic.town", Kind: Words, Max: 60},
	{Key: "clinic.phone", Kind: Words, Max: 40},
	{Key: "clinic.phone_hours", Kind: Words, Max: 80},
	{Key: "clinic.email", Kind: Words, Max: 120},
	{Key: "clinic.signer", Kind: Words, Max: 80},
	{Key: "clinic.visit_place", Kind: Words, Max: 120},
	{Key: "clinic.sample_place", Kind: Words, Max: 120},
	{Key: "clinic.sample_hours", Kind: Words, Max: 120},
	{Key: "clinic.fasting", Kind: Words, Max: 300},
	{Key: "clinic.free_post", Kind: Switch, Default: "off"},
	{Key: "clinic.forwarding", Kind: Words, Max: 300}, // lines parted by |

	{Key: "window", Kind: Choice, Default: paper.WindowH2, Choices: []string{paper.WindowH2, paper.WindowV2}},
	{Key: "window.dx", Kind: Measure, Default: "0", Min: -40, Max: 40},
	{Key: "window.dy", Kind: Measure, Default: "0", Min: -40, Max: 40},
	{Key: "window.envelope", Kind: Choice, Default: string(paper.C5), Choices: []string{string(paper.C5), string(paper.E65), string(paper.C4)}},
	{Key: "window.x", Kind: Measure, Default: "0", Min: 0, Max: 180}, // of the opening on the sheet; 0 = the preset's
	{Key: "window.y", Kind: Measure, Default: "0", Min: 0, Max: 70},
	{Key: "window.w", Kind: Measure, Default: "0", Min: 0, Max: 140},
	{Key: "window.h", Kind: Measure, Default: "0", Min: 0, Max: 60},

	{Key: "letters.order", Kind: Choice, Default: "postcode", Choices: []string{"postcode", "name"}},
	{Key: "letters.duplex", Kind: Switch, Default: "off"},
	{Key: "letters.cover", Kind: Switch, Default: "on"},
	{Key: "letters.form", Kind: Switch, Default: "off"}, // the questionnaire is printed with what invites

	{Key: "report.payment", Kind: Count, Default: "1100", Min: 0, Max: 100_000}, // kronor for a talk (RG-2018)
	{Key: "report.target", Kind: Count, Default: "50", Min: 0, Max: 100},        // per cent of those listed who come; the clinic's own

	{Key: "lock_minutes", Kind: Count, Default: "10", Min: 5, Max: 60}, // without a key or a tap, and the window locks itself
	{Key: "lang", Kind: Choice, Default: "sv", Choices: []string{"sv", "en"}},
	{Key: "scale", Kind: Count, Default: "100", Min: 80, Max: 200},
}

// SettingOf gives the setting of a key.
func SettingOf(key string) (Setting, bool) {
	for _, s := range Settings {
		if s.Key == key {
			return s, true
		}
	}
	return Setting{}, false
}

// check gives the value in the form in which it is kept, or a refusal that says
// what the setting takes.
func (d Setting) check(value string) (string, error) {
	value = strings.TrimSpace(value)
	switch d.Kind {
	case Switch:
		switch strings.ToLower(value) {
		case "on", "true", "1", "ja", "yes", "på":
			return "on", nil
		case "off", "false", "0", "nej", "no", "av":
			return "off", nil
		}
		return "", fault.New(fault.Refused, "data.err.setting.switch", "Key", d.Key)
	case Count:
		if n, err := strconv.Atoi(value); err == nil && n >= d.Min && n <= d.Max {
			return strconv.Itoa(n), nil
		}
		return "", d.outside()
	case Measure:
		if x, err := strconv.ParseFloat(strings.Replace(value, ",", ".", 1), 64); err == nil && x >= float64(d.Min) && x <= float64(d.Max) {
			return strconv.FormatFloat(x, 'f', -1, 64), nil
		}
		return "", d.outside()
	case Choice:
		for _, c := range d.Choices {
			if strings.EqualFold(c, value) {
				return c, nil
			}
		}
		return "", fault.New(fault.Refused, "data.err.setting.choice", "Key", d.Key, "Choices", strings.Join(d.Choices, ", "))
	case AgeList:
		if ages := readAges(value, d.Min, d.Max); ages != nil {
			return strings.Trim(strings.ReplaceAll(value, " ", ""), ","), nil
		}
		return "", d.outside()
	case MonthDay:
		if d, err := day.Parse("2028-" + value); err == nil { // a leap year
			return d.String()[5:], nil
		}
		return "", fault.New(fault.Refused, "data.err.setting.monthday", "Key", d.Key)
	case RoomList, OpenDays, Pauses:
		return value, d.checkCalendar(value)
	}
	if n := len([]rune(value)); n > d.Max || strings.ContainsAny(value, "\x00\n\r\t") {
		return "", fault.New(fault.Refused, "data.err.setting.words", "Key", d.Key, "Max", d.Max)
	}
	// Patients never see Cl24's name for the role (D10).
	if strings.HasPrefix(d.Key, "role_title") && strings.Contains(fold(value), "vardkoordinator") {
		return "", fault.New(fault.Refused, "data.err.setting.role")
	}
	return value, nil
}

// checkCalendar refuses what the calendar could not be made of, in the words that were typed.
func (d Setting) checkCalendar(value string) (err error) {
	switch d.Kind {
	case RoomList:
		_, err = booking.ReadRooms(value)
	case OpenDays:
		_, err = booking.ReadHours(value)
	default:
		_, err = booking.ReadBreaks(value)
	}
	return err
}

func (d Setting) outside() error {
	return fault.New(fault.Refused, "data.err.setting.range", "Key", d.Key, "Min", d.Min, "Max", d.Max)
}

func readAges(value string, lo, hi int) (ages []int) {
	for _, part := range strings.Split(value, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil || n < lo || n > hi {
			return nil
		}
		ages = append(ages, n)
	}
	return ages
}

// Config is all settings as they stand; keys that were never set have their defaults.
type Config map[string]string

// Text gives a value as it is kept; an unknown key gives "".
func (c Config) Text(key string) string {
	if v, ok := c[key]; ok {
		return v
	}
	d, _ := SettingOf(key)
	return d.Default
}

// On reports whether a switch is on.
func (c Config) On(key string) bool { return c.Text(key) == "on" }

// Int gives a count.
func (c Config) Int(key string) int {
	n, _ := strconv.Atoi(c.Text(key))
	return n
}

// Millimetres gives a measure.
func (c Config) Millimetres(key string) float64 {
	x, _ := strconv.ParseFloat(c.Text(key), 64)
	return x
}

// Ages gives the ages whose cohorts are invited.
func (c Config) Ages() []int { return readAges(c.Text("ages"), 0, 200) }

// Rules gives the settings that the journeys follow.
func (c Config) Rules() journey.Rules {
	until, _ := day.Parse("2028-" + c.Text("defer_max"))
	r := journey.DefaultRules()
	r.Cl24 = c.On("cl24")
	r.LetterDays = c.Int("letter_days")
	r.Reminders = c.Int("reminders")
	r.CallTries = c.Int("call_tries")
	r.RetryDays = c.Int("retry_days")
	r.QuietDays = c.Int("quiet_days")
	r.ChatDays = c.Int("chat_days")
	r.TicketDays = c.Int("ticket_days")
	r.SampleDays = c.Int("sample_days")
	r.InviteWeeks = c.Int("invite_weeks")
	r.LeadDays = c.Int("lead_days")
	r.DeferMonth, r.DeferDay = time.Month(until.Month), until.Day
	return r
}

// Calendar gives when and where the clinic receives.
func (c Config) Calendar() booking.Calendar {
	cal, err := booking.Read(c.Text("booking.rooms"), c.Text("booking.hours"), c.Text("booking.breaks"), c.Int("slot_minutes"))
	if err != nil { // kept values were read before they were kept
		cal, _ = booking.Read("", booking.DefaultHours, booking.DefaultBreaks, c.Int("slot_minutes"))
	}
	return cal
}

// Clinic gives the sender as papers show it.
func (c Config) Clinic() paper.Clinic {
	p := paper.Clinic{
		Name: c.Text("clinic.name"), CareGiver: c.Text("clinic.caregiver"), Street: c.Text("clinic.street"),
		Postcode: c.Text("clinic.postcode"), Town: c.Text("clinic.town"), Phone: c.Text("clinic.phone"),
		PhoneHours: c.Text("clinic.phone_hours"), Email: c.Text("clinic.email"), Signer: c.Text("clinic.signer"),
		RoleTitle: c.Text("role_title"), RoleTitleEn: c.Text("role_title_en"), VisitPlace: c.Text("clinic.visit_place"), SamplePlace: c.Text("clinic.sample_place"),
		SampleHours: c.Text("clinic.sample_hours"), Fasting: c.Text("clinic.fasting"), FreePost: c.On("clinic.free_post"),
		Cl24: c.On("cl24"),
		Window: paper.Window{Preset: c.Text("window"), Envelope: paper.Envelope(c.Text("window.envelope")),
			DX: c.Millimetres("window.dx"), DY: c.Millimetres("window.dy"),
			X: c.Millimetres("window.x"), Y: c.Millimetres("window.y"), W: c.Millimetres("window.w"), H: c.Millimetres("window.h")},
	}
	if lines := c.Text("clinic.forwarding"); lines != "" {
		p.Forwarding = strings.Split(lines, "|")
	}
	return p
}

// Config gives the settings. It is read at the opening and kept; SetSetting renews it.
func (s *Store) Config() Config {
	s.configMu.RLock()
	defer s.configMu.RUnlock()
	return s.config
}

func (s *Store) rules() journey.Rules { return s.Config().Rules() }

func readConfig(r reader) (Config, error) {
	rows, err := r.rows(`SELECT key, value FROM setting`)
	if err != nil {
		return nil, err
	}
	c := Config{}
	return c, each(rows, func() error {
		var k, v string
		if err := rows.Scan(&k, &v); err != nil {
			return err
		}
		c[k] = v
		return nil
	})
}

// SetSetting checks and keeps a setting. One that the journeys follow changes every
// list at once. Values of clinic.* are in the log; they are the clinic's own.
func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	d, ok := SettingOf(key)
	if !ok {
		return fault.New(fault.Usage, "data.err.setting.unknown", "Key", key)
	}
	value, err := d.check(value)
	if err != nil {
		return err
	}
	var c Config
	detail := map[string]string{"key": key, "from": s.Config().Text(key), "to": value}
	err = s.write(ctx, act{Act: "setting", Detail: detail}, func(t *tx) error {
		if _, err := t.exec(`INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2`, key, value); err != nil {
			return err
		}
		var err error
		if c, err = readConfig(t); err != nil {
			return err
		}
		if !d.Rule {
			return nil
		}
		t.rules = c.Rules()
		return t.recompute()
	})
	if err != nil {
		return err
	}
	s.configMu.Lock()
	s.config = c
	s.configMu.Unlock()
	return nil
}
