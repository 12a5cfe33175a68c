package data

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fyrtio/core/fault"
	"fyrtio/core/letter"
)

// Sheets and numbers as people type and scan them.

// SheetRange is a stretch of a run's sheets, both ends included, counted from 1; or of its
// letters, by their numbers.
type SheetRange struct {
	From, To    int
	First, Last string // letter numbers; "" where it is sheets
}

// SheetList is what someone names of a run: 14-20,31 or 26-0152.
type SheetList []SheetRange

// ParseSheets reads sheets, 14-20,31, and letter numbers, 26-0152 and 26-0152–26-0158,
// mixed as one likes. Nothing is no sheet. A letter number has four digits after its
// year: whether 26-1234 is a letter or sheets is decided by the run.
func ParseSheets(s string) (SheetList, error) {
	var list SheetList
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		part = strings.ReplaceAll(part, "–", "-")
		if strings.HasPrefix(part, string(letter.ScanMark)) {
			part, _ = Scanned(part)
		}
		if m := letterRange.FindStringSubmatch(part); m != nil {
			list = append(list, SheetRange{First: m[1], Last: m[2]})
			continue
		}
		from, to, many := strings.Cut(part, "-")
		if !many {
			to = from
		}
		a, err1 := strconv.Atoi(from)
		b, err2 := strconv.Atoi(to)
		r := SheetRange{From: a, To: b}
		if letterAlone.MatchString(part) {
			r.First, r.Last = part, part
		} else if err1 != nil || err2 != nil || a < 1 || b < a || b > 1e6 {
			return nil, fault.New(fault.Usage, "letters.err.sheets", "Typed", part)
		}
		list = append(list, r)
	}
	return list, nil
}

var (
	letterAlone = regexp.MustCompile(`^\d\d-\d{4,5}$`)
	letterRange = regexp.MustCompile(`^(\d\d-\d{4,5})-(\d\d-\d{4,5})$`)
)

// String writes the list as it is typed.
func (l SheetList) String() string {
	parts := make([]string, len(l))
	for i, r := range l {
		switch {
		case r.First != "" && r.First == r.Last:
			parts[i] = r.First
		case r.First != "":
			parts[i] = r.First + "-" + r.Last
		case r.To > r.From:
			parts[i] = strconv.Itoa(r.From) + "-" + strconv.Itoa(r.To)
		default:
			parts[i] = strconv.Itoa(r.From)
		}
	}
	return strings.Join(parts, ",")
}

// has reports whether a letter has a sheet in the list.
func (l SheetList) has(p PrintedLetter) bool {
	return slices.ContainsFunc(l, func(r SheetRange) bool { return r.From < p.Sheet+p.Sheets && r.To >= p.Sheet })
}

// of gives the list in sheets of a run, and refuses what the run does not have.
func (l SheetList) of(r reader, run *Run) (SheetList, error) {
	var letters []PrintedLetter
	var list SheetList
	for _, part := range l {
		if part.First != "" {
			if letters == nil {
				var err error
				if letters, err = readLetters(r, run.ID); err != nil {
					return nil, err
				}
			}
			at := func(number string) int {
				return slices.IndexFunc(letters, func(p PrintedLetter) bool { return p.Number == number })
			}
			from, to := at(part.First), at(part.Last)
			switch {
			case from >= 0 && to >= from:
				part = SheetRange{From: letters[from].Sheet, To: letters[to].Sheet + letters[to].Sheets - 1}
			case part.From > 0 && part.To >= part.From && part.To <= run.Sheets:
				part = SheetRange{From: part.From, To: part.To}
			default:
				return nil, fault.New(fault.Refused, "letter.err.not_in_run", "Number", SheetList{part}.String(), "Run", run.Number, "First", run.First, "Last", run.Last)
			}
		}
		if part.To > run.Sheets {
			return nil, fault.New(fault.Refused, "letters.err.beyond", "Sheet", part.To, "N", run.Sheets)
		}
		list = append(list, part)
	}
	return list, nil
}

// Scanned reads a letter's number as it is typed, or as a scanner types it that takes the
// keyboard for another country's: the hyphen may have become + / ' or be missing. The code
// of a page of the questionnaire ends with the number of its letter. ok is false for what
// is no letter number.
func Scanned(s string) (number string, ok bool) {
	year, running, digits := numbered(s)
	if digits < 4 {
		return strings.TrimSpace(s), false
	}
	return letterNumber(year, running), true
}

// ScannedRun reads the number of a print run from the code on its cover sheet.
func ScannedRun(s string) (number string, ok bool) {
	year, running, digits := numbered(s)
	if digits != 3 || !strings.HasPrefix(s, string(letter.ScanMark)) { // typed, it may be the beginning of much
		return strings.TrimSpace(s), false
	}
	return runNumber(year, running), true
}

// numbered reads year and running number of a run, which has three digits, or a letter,
// which has more; 0 digits for what is neither.
func numbered(s string) (year, running, digits int) {
	m := scanned.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return 0, 0, 0
	}
	year, _ = strconv.Atoi(m[1])
	running, _ = strconv.Atoi(m[2])
	if running == 0 {
		return 0, 0, 0
	}
	return year, running, len(m[2])
}

// After the mark of our codes something else may stand before the number.
var scanned = regexp.MustCompile(`^(?:` + string(letter.ScanMark) + `(?:.*\D)?)?(\d\d)[-–‐‑−+/_'?]?(\d{3,6})$`)
