// Package say turns message ids into words, in Swedish or English.
//
// The rest of core never holds sentences: it gives a Text (an id and its
// arguments), and the layer that meets a person asks say.In for the words. The
// words are in assets/lang/*.sv.json and *.en.json, one pair of files an area,
// in go-i18n's format: {"journey.blocked.consent": "Samtycke saknas"}, plurals
// as {"one": …, "other": …} chosen by the argument N.
package say

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"fyrtio/assets"
	"fyrtio/core/day"
)

// Lang is a language of the interface.
type Lang string

// The languages of the interface; Swedish is the first and the default.
const (
	Swedish Lang = "sv"
	English Lang = "en"
)

// Text is something to be said: a message id and its arguments. Arguments may be
// strings, numbers, dates (day.Date) or Texts; they are put into words by In. A date
// is said without its year; {{.On.Full}} says it with the year.
type Text struct {
	ID   string         `json:"id"`
	Data map[string]any `json:"data,omitempty"`
}

// T makes a Text of an id and its arguments, given as name, value, name, value.
func T(id string, args ...any) Text {
	t := Text{ID: id}
	if len(args) > 0 {
		t.Data = make(map[string]any, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			t.Data[args[i].(string)] = args[i+1]
		}
	}
	return t
}

// UnmarshalJSON reads a stored Text back with the arguments it was made of: whole
// numbers as int, dates as day.Date, Texts as Text, the rest as JSON has it.
func (t *Text) UnmarshalJSON(b []byte) error {
	var raw struct {
		ID   string                     `json:"id"`
		Data map[string]json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	*t = Text{ID: raw.ID}
	for name, arg := range raw.Data {
		v, err := argument(arg)
		if err != nil {
			return fmt.Errorf("text %s, argument %s: %w", raw.ID, name, err)
		}
		if t.Data == nil {
			t.Data = make(map[string]any, len(raw.Data))
		}
		t.Data[name] = v
	}
	return nil
}

func argument(b json.RawMessage) (any, error) {
	var n int
	var d day.Date
	switch {
	case json.Unmarshal(b, &n) == nil:
		return n, nil
	case len(b) == len(`"2026-03-05"`) && json.Unmarshal(b, &d) == nil:
		return d, nil
	case b[0] == '{':
		var t Text
		err := json.Unmarshal(b, &t)
		return t, err
	}
	var v any
	err := json.Unmarshal(b, &v)
	return v, err
}

// IsZero reports whether there is nothing to say.
func (t Text) IsZero() bool { return t.ID == "" }

var speakers = load(assets.Lang)

func load(files fs.FS) map[Lang]*i18n.Localizer {
	bundle := i18n.NewBundle(language.Swedish)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".json") {
			return err
		}
		_, err = bundle.LoadMessageFileFS(files, path)
		return err
	})
	if err != nil {
		panic(err) // the files are part of the program; a test reads them all
	}
	return map[Lang]*i18n.Localizer{
		Swedish: i18n.NewLocalizer(bundle, "sv"),
		English: i18n.NewLocalizer(bundle, "en"),
	}
}

// In puts t into words. An id without words comes back as the id itself, so that
// a forgotten text is seen and never hides what it stands for.
func In(lang Lang, t Text) string {
	if t.ID == "" {
		return ""
	}
	speaker, ok := speakers[lang]
	if !ok {
		speaker = speakers[Swedish]
	}
	cfg := &i18n.LocalizeConfig{MessageID: t.ID}
	if len(t.Data) > 0 {
		words := make(map[string]any, len(t.Data))
		for name, v := range t.Data {
			words[name] = word(lang, v)
		}
		cfg.TemplateData = words
		if n, ok := t.Data["N"]; ok {
			cfg.PluralCount = n
		}
	}
	s, err := speaker.Localize(cfg)
	if err != nil {
		return t.ID
	}
	return s
}

func word(lang Lang, v any) any {
	switch v := v.(type) {
	case Text:
		return In(lang, v)
	case day.Date:
		return spoken{lang, v}
	case float64:
		return Decimal(lang, v, -1)
	case interface{ In(lang Lang) string }: // words of a form, a number of one
		return v.In(lang)
	default:
		return v
	}
}

// spoken is a date within a sentence: {{.On}} says "5 mars", {{.On.Full}} "5 mars 2026",
// {{.On.Weekday}} "torsdag 5 mars".
type spoken struct {
	lang Lang
	date day.Date
}

// String says the day and the month.
func (s spoken) String() string { return DayMonth(s.lang, s.date) }

// Weekday says "tisdag 17 mars".
func (s spoken) Weekday() string { return Weekday(s.lang, s.date) + " " + DayMonth(s.lang, s.date) }

// Full says the year too.
func (s spoken) Full() string { return Date(s.lang, s.date) }

var months = map[Lang][]string{
	Swedish: {"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"},
	English: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

var weekdays = map[Lang][]string{
	Swedish: {"söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"},
	English: {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}

func (l Lang) known() Lang {
	if l == English {
		return English
	}
	return Swedish
}

// Date gives "5 mars 2026".
func Date(lang Lang, d day.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s %d", DayMonth(lang, d), d.Year)
}

// DayMonth gives "5 mars".
func DayMonth(lang Lang, d day.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %s", d.Day, months[lang.known()][d.Month-1])
}

// DayShort gives "25 nov", for narrow columns; months of at most four letters stay whole.
func DayShort(lang Lang, d day.Date) string {
	if d.IsZero() {
		return ""
	}
	month := months[lang.known()][d.Month-1]
	if len(month) > 4 {
		month = month[:3]
	}
	return fmt.Sprintf("%d %s", d.Day, month)
}

// Weekday gives "tisdag".
func Weekday(lang Lang, d day.Date) string { return weekdays[lang.known()][d.Weekday()] }

// Clock gives the time of day in Sweden, "09.31" in Swedish and "09:31" in English.
func Clock(lang Lang, t time.Time) string {
	if lang.known() == English {
		return t.In(day.Zone).Format("15:04")
	}
	return t.In(day.Zone).Format("15.04")
}

// Decimal writes a number with the language's decimal sign; decimals -1 writes as many as needed.
func Decimal(lang Lang, v float64, decimals int) string {
	s := fmt.Sprint(v)
	if decimals >= 0 {
		s = fmt.Sprintf("%.*f", decimals, v)
	}
	if lang.known() == Swedish {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}
