package paper

import (
	"io"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// LabelSheet is a sheet of labels: how they lie on an A4 page, in mm.
type LabelSheet struct {
	ID      string
	Columns int
	Rows    int
	X, Y    float64 // of the first label's corner
	W, H    float64 // of a label
	PitchX  float64 // from one label's edge to the next one's
	PitchY  float64
}

// labelSheets are common A4 sheets; the numbers are those of Avery, whose measures other
// makers follow.
var labelSheets = []LabelSheet{
	{ID: "3x7", Columns: 3, Rows: 7, X: 7.25, Y: 15.15, W: 63.5, H: 38.1, PitchX: 66.04, PitchY: 38.1},      // L7160
	{ID: "3x8", Columns: 3, Rows: 8, X: 0, Y: 0.5, W: 70, H: 37, PitchX: 70, PitchY: 37},                    // 3474, 70 × 37
	{ID: "3x8-small", Columns: 3, Rows: 8, X: 7.25, Y: 12.9, W: 63.5, H: 33.9, PitchX: 66.04, PitchY: 33.9}, // L7159
	{ID: "2x7", Columns: 2, Rows: 7, X: 4.67, Y: 15.15, W: 99.1, H: 38.1, PitchX: 101.6, PitchY: 38.1},      // L7163
	{ID: "2x8", Columns: 2, Rows: 8, X: 4.67, Y: 13.1, W: 99.1, H: 33.9, PitchX: 101.6, PitchY: 33.9},       // L7162
}

// LabelSheets lists the sheets of labels that can be printed.
func LabelSheets() []LabelSheet { return append([]LabelSheet(nil), labelSheets...) }

// LabelSheetOf finds a sheet by its id: 3x7.
func LabelSheetOf(id string) (LabelSheet, bool) {
	for _, s := range labelSheets {
		if s.ID == strings.ReplaceAll(strings.ToLower(id), "×", "x") {
			return s, true
		}
	}
	return LabelSheet{}, false
}

// Count is how many labels the sheet has.
func (s LabelSheet) Count() int { return s.Columns * s.Rows }

// Name says the sheet: "3 × 7, 63,5 × 38,1 mm".
func (s LabelSheet) Name(lang say.Lang) string {
	return say.In(lang, say.T("paper.labels.sheet", "Columns", s.Columns, "Rows", s.Rows, "W", say.Decimal(lang, s.W, -1), "H", say.Decimal(lang, s.H, -1)))
}

// Label is the address on one label.
type Label struct {
	Name    string
	Address Address
}

// LabelRun is a run of address labels.
type LabelRun struct {
	Sheet  LabelSheet
	Start  int // the first label that is used, from 1, along the rows: a begun sheet can be used up
	Lang   say.Lang
	Date   day.Date
	Labels []Label
}

// The room round the text of a label, mm, and its type.
const (
	labelEdge  = 4.0
	labelSize  = 11.0
	labelSmall = 9.0 // a line that is longer at this size is broken in two
	labelLeast = 7.5 // only where the lines do not fit the height
)

// WriteLabels draws address labels, and nothing but addresses. A line that is too long
// at the least size is broken in two; an address that does not fit its label at all is
// told in Problems and printed shortened.
func WriteLabels(w io.Writer, run LabelRun) (Drawn, error) {
	if len(run.Labels) == 0 {
		return Drawn{}, fault.New(fault.Refused, "paper.err.labels.none")
	}
	if run.Start < 1 || run.Start > run.Sheet.Count() {
		return Drawn{}, fault.New(fault.Refused, "paper.err.labels.start", "N", run.Sheet.Count())
	}
	d := newDoc(say.In(run.Lang, say.T("paper.labels.title", "N", len(run.Labels))), run.Lang, run.Date)
	for i, l := range run.Labels {
		at := (i + run.Start - 1) % run.Sheet.Count()
		if i == 0 || at == 0 {
			d.newPage()
		}
		s := run.Sheet
		d.label(l, s.X+float64(at%s.Columns)*s.PitchX, s.Y+float64(at/s.Columns)*s.PitchY, s.W, s.H)
	}
	return d.finish(w)
}

// label draws an address in a box, its lines in the middle of the height.
func (d *doc) label(l Label, x, y, w, h float64) {
	lines := l.lines(d)
	w -= 2 * labelEdge
	st := plain(labelSize)
	for _, line := range lines {
		st, _ = fit(st, line, w, labelSmall)
	}
	var wrapped []string
	for _, line := range lines {
		wrapped = append(wrapped, wrapText(line, st, w)...)
	}
	pitch := st.size * mmPerPoint * 1.2
	most := int((h - 4) / pitch)
	if len(wrapped) > most {
		st = st.sized(labelLeast)
		pitch = st.size * mmPerPoint * 1.2
		most = int((h - 4) / pitch)
		wrapped = wrapped[:0]
		for _, line := range lines {
			wrapped = append(wrapped, wrapText(line, st, w)...)
		}
	}
	if len(wrapped) > most {
		d.report(PartAddress, "paper.problem.label", "Text", shorten(l.Name))
		wrapped = wrapped[:most]
	}
	base := y + (h-pitch*float64(len(wrapped)))/2 + st.size*mmPerPoint*0.95
	for i, line := range wrapped {
		d.text(x+labelEdge, base+float64(i)*pitch, st, line)
	}
}

// lines gives the address, closed up.
func (l Label) lines(d *doc) []string {
	clean := func(s string) string {
		s, bad := tidy(s)
		d.bad = append(d.bad, bad...)
		return s
	}
	return l.Address.lines(clean(l.Name), clean)
}
