package visit

import (
	"image"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/score"
	"fyrtio/core/star"
	record "fyrtio/core/visit"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

func sexKey(p record.Person) string {
	switch p.Sex {
	case pnr.Woman:
		return "woman"
	case pnr.Man:
		return "man"
	}
	return "unknown"
}

// lower writes a name as inside a sentence; abbreviations (HbA1c, LDL-kolesterol) stay.
func lower(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	word, _, _ := strings.Cut(s[n:], " ")
	if n == 0 || strings.ContainsFunc(word, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) }) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}

// result is one line of the results: what is known, or what it waits for.
type result struct {
	name, detail, right string
	mark                icon.Name
	role                theme.Role
	done                bool
}

// shownResults are the indexes and points beside the questions, in this order; those
// without room are left out from the end.
var shownResults = []struct {
	index string // or
	point string
}{
	{index: score.ActivityMinutes}, {point: "tobacco"}, {point: "stress"}, {point: "sleep_health"}, {point: "alcohol"},
	{index: score.DietIndex}, {index: score.BMI}, {point: "blood_pressure"}, {point: "sitting"}, {point: "waist"}, {point: "lipids"}, {point: "glucose"},
}

func (f *Form) resultLines() []result {
	var rs []result
	for _, s := range shownResults {
		if s.index != "" {
			rs = append(rs, f.indexResult(f.indexes.Get(s.index)))
		} else if p := f.profile.Point(s.point); p.ID != "" {
			rs = append(rs, f.pointResult(p))
		}
	}
	for _, p := range f.profile.Points {
		if _, shipped := star.ShippedCriteria().Criterion(p.ID); !shipped { // of the clinic's own criteria
			rs = append(rs, f.pointResult(p))
		}
	}
	if f.p.Mode == Calculating { // what was asked about stands first
		slices.SortStableFunc(rs, func(a, b result) int {
			switch {
			case a.done == b.done:
				return 0
			case a.done:
				return -1
			}
			return 1
		})
	}
	return rs
}

// indexUnits are the units after an index's value; the others have none.
var indexUnits = map[string]say.Text{
	score.ActivityMinutes: say.T("visit.unit.minutes"),
	score.DietIndex:       say.T("visit.unit.of12"),
}

func (f *Form) indexResult(ix score.Index) result {
	r := result{name: ix.Name.In(f.p.Lang)}
	if !ix.Has {
		return f.waiting(r, ix.Missing)
	}
	r.done, r.mark, r.role = true, icon.Done, theme.OK
	r.right = ix.Value.In(f.p.Lang)
	if u, ok := indexUnits[ix.ID]; ok {
		r.right += " " + f.t(u)
	}
	r.detail = ix.Working.In(f.p.Lang)
	if w := ix.Words.In(f.p.Lang); ix.ID == score.BMI && w != "" {
		r.detail = w
	}
	return r
}

func (f *Form) pointResult(p star.Point) result {
	r := result{name: p.Name.In(f.p.Lang)}
	if len(p.Missing) > 0 {
		return f.waiting(r, p.Missing)
	}
	r.done, r.mark, r.role = true, icon.Done, theme.OK
	r.detail = lower(p.Value.In(f.p.Lang))
	switch {
	case p.Level == 0:
		r.detail, r.mark, r.role = p.Reason.In(f.p.Lang), icon.Info, theme.Ink2
	case f.rec.Proposals:
		r.right = f.t(say.T("visit.level", "Level", p.Level))
	}
	return r
}

// waiting says which answers a result waits for, or that one of them is missing for good.
func (f *Form) waiting(r result, ids []string) result {
	r.mark, r.role, r.right = icon.Waiting, theme.Ink2, f.t(say.T("visit.waiting"))
	var open, gone []string
	for i := range f.def.Items { // in the form's order
		it, id := &f.def.Items[i], f.def.Items[i].LinkID
		if !slices.Contains(ids, id) {
			continue
		}
		name := lower(it.Short.In(f.p.Lang))
		if f.rec.Answers[id].IsZero() && (!f.passed(it) || id == f.at || f.p.Mode == Calculating) {
			open = append(open, name)
		} else {
			gone = append(gone, name)
		}
	}
	switch {
	case len(gone) > 0:
		r.mark, r.role, r.right = icon.Expired, theme.Warn, f.t(say.T("visit.cannot"))
		r.detail = f.t(say.T("visit.lacks", "Name", gone[0], "N", len(gone)))
	case len(open) == 1:
		r.detail = f.t(say.T("visit.left.one", "Name", open[0]))
	case len(open) == 2 && !strings.Contains(open[0]+open[1], ", ") && len(open[0]+open[1]) < 30:
		r.detail = f.t(say.T("visit.left.two", "Name", open[0], "Second", open[1]))
	default:
		r.detail = f.t(say.T("visit.left", "N", len(open)))
	}
	return r
}

const (
	sideHead   = 111
	sideRow    = 54
	minSideRow = 44
	miniStar   = 88
)

// paintSide draws the star so far and the results, live.
func (f *Form) paintSide(p *widget.Pen) {
	size := p.Size()
	p.Card(0, 0, size.Width, size.Height)
	head := float32(sideHead)
	if f.compact {
		head = 84
	}
	star := min(miniStar, head-14)
	p.Image(16, (head-star)/2, star, star, f.miniature(star))
	x := 16 + star + 16
	p.Text(x, head/2-22, f.t(say.T("visit.results_so_far")), widget.Heading)
	if f.rec.Proposals && f.rec.Criteria != nil {
		n := 0
		for _, pt := range f.profile.Points {
			if pt.Level > 0 {
				n++
			}
		}
		p.Text(x, head/2+4, f.t(say.T("visit.points_assessed", "Points", n, "All", len(f.profile.Points))), widget.Second)
	}
	rows := f.resultLines()
	row := float32(sideRow)
	y := head
	if len(f.alerts()) > 0 {
		kept := float32(4) // results that stay below
		if f.compact {
			kept = 1
		}
		y = f.paintAlerts(p, 10, head, size.Width-20, size.Height-kept*minSideRow) + 2
	}
	if room := size.Height - y; row*8 > room {
		row = max(minSideRow, room/8)
	}
	for _, r := range rows {
		if y+row > size.Height {
			break
		}
		p.Line(1, y, size.Width-2, theme.Line)
		f.paintResult(p, y, row, size.Width, r)
		y += row
	}
	if y+row <= size.Height {
		p.Line(1, y, size.Width-2, theme.Line)
	}
}

func (f *Form) paintResult(p *widget.Pen, y, h, w float32, r result) {
	top := y + (h-37)/2
	p.Icon(14, top+3, 16, r.mark, r.role)
	name, right := widget.Plain, widget.Second.In(theme.Ink3)
	if r.done {
		name, right = widget.Strong, widget.Heading
	}
	rw := p.RightMid(w-15, top, 20, r.right, right)
	p.Fit(40, top, 20, w-15-rw-8-40, r.name, name)
	p.Fit(40, top+20, 17, w-55, r.detail, widget.Style{Size: theme.TextSmall, Role: theme.Ink2})
}

// miniature draws the star of the proposed levels, once for each change.
func (f *Form) miniature(points float32) image.Image {
	scale := float32(1)
	if c := f.canvas(); c != nil {
		scale = c.Scale()
	}
	levels := star.Levels{}
	if f.rec.Proposals {
		levels = f.profile.Levels()
	}
	return f.mini.picture(star.Drawing{Levels: levels}, points, scale, 0.96)
}
