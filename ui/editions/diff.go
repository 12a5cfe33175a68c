package editions

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/form"
	"fyrtio/core/star"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// line is a line of the pane at the right: what a version loses, how it differs, or a
// question as it is asked.
type line struct {
	mark     icon.Name
	role     theme.Role
	head     string
	old, new string
	single   bool // one text over both columns
}

const lineHeight = 30

// losses counts what the version under the bar cannot score.
func (p *Page) losses() int {
	r := p.at()
	switch {
	case r == nil || r.failed != nil:
		return 0
	case r.form != nil:
		return len(star.Audit(r.form, p.criteria))
	}
	return len(star.Audit(p.form, r.crit))
}

// linesOf gives the lines for a version.
func (p *Page) linesOf(r *row) (list []line) {
	s, lang := p.s, p.s.Lang()
	if r.failed != nil {
		return p.faultsOf(r.failed)
	}
	if p.what == showScreen && r.form != nil {
		return p.asked(r.form)
	}
	if p.taken(r) {
		list = append(list, line{mark: icon.Fault, role: theme.Fault, head: s.T("edition.err.exists", "Version", r.Version), single: true})
	}
	d, c := p.form, p.criteria
	if r.form != nil {
		d = r.form
	} else {
		c = r.crit
	}
	losses := 0
	for _, l := range star.Audit(d, c) {
		losses++
		list = append(list, line{mark: icon.Expired, role: theme.Warn, head: l.About(c).In(lang) + ": " + s.Say(l.Text), single: true})
	}
	if losses == 0 {
		list = append(list, line{mark: icon.Done, role: theme.OK, head: s.T("edition.audit.good"), single: true})
	}
	if r.InForce {
		return append(list, line{mark: icon.Info, role: theme.Ink2, head: s.T("edition.diff.self"), single: true})
	}
	before := len(list)
	if r.form != nil {
		for _, ch := range form.Changes(p.form, d) {
			l := line{head: s.T("edition.change." + string(ch.Kind)), old: ch.Old.In(lang), new: ch.New.In(lang)}
			if ch.LinkID != "" {
				l.head = p.itemName(ch.LinkID, d) + ": " + l.head
			}
			if ch.Breaks() {
				l.mark, l.role, l.head = icon.Expired, theme.Warn, l.head+" – "+s.T("edition.breaks")
			}
			list = append(list, l)
		}
	} else {
		for _, ch := range star.Changes(p.criteria, c, p.form) {
			l := line{head: s.Say(ch.What), old: ch.Old.In(lang), new: ch.New.In(lang)}
			about := s.T("edition.criteria")
			if pt, ok := c.Criterion(ch.Point); ok {
				about = pt.Name.In(lang)
			}
			l.head = about + ": " + l.head
			if ch.Levels {
				l.mark, l.role, l.head = icon.Expired, theme.Warn, l.head+" – "+s.T("edition.levels")
			}
			list = append(list, l)
		}
	}
	if len(list) > before { // the two sides are named over the first
		list = slices.Insert(list, before, line{old: s.T("edition.head.old"), new: s.T("edition.head.new")})
	} else {
		list = append(list, line{mark: icon.Info, role: theme.Ink2, head: s.T("edition.diff.none"), single: true})
	}
	return list
}

// faultsOf tells of all that a file cannot be used for.
func (p *Page) faultsOf(err error) (list []line) {
	var all *form.Unreadable
	if !errors.As(err, &all) {
		return []line{{mark: icon.Fault, role: theme.Fault, head: p.words(err), single: true}}
	}
	list = append(list, line{mark: icon.Info, role: theme.Ink2, head: p.s.T("edition.failed", "N", len(all.Faults)), single: true})
	for _, f := range all.Faults {
		list = append(list, line{mark: icon.Fault, role: theme.Fault, head: p.s.Say(f), single: true})
	}
	return list
}

// itemName names a question by its number and short name, in the version or the one in force.
func (p *Page) itemName(linkID string, d *form.Definition) string {
	for _, d := range []*form.Definition{d, p.form} {
		if it, ok := d.Item(linkID); ok {
			return fmt.Sprintf("%d %s", it.Number, it.Short.In(p.s.Lang()))
		}
		if sec, ok := d.Section(linkID); ok {
			return sec.Title.In(p.s.Lang())
		}
	}
	return linkID
}

// asked gives the form as it is asked on the screen.
func (p *Page) asked(d *form.Definition) (list []line) {
	lang := p.s.Lang()
	for _, sec := range d.Sections {
		list = append(list, line{head: sec.Title.In(lang), single: true, mark: icon.Form, role: theme.Accent})
		for _, it := range d.SectionItems(sec) {
			l := line{head: fmt.Sprintf("%d  %s", it.Number, it.Text.In(lang))}
			if it.Required {
				l.head += " *"
			}
			for i, o := range it.Options {
				text := o.Code + "  " + o.Text.In(lang)
				if i%2 == 0 {
					l.old += text + "\n"
				} else {
					l.new += text + "\n"
				}
			}
			if it.Numeric() {
				l.old = it.Min.In(lang) + "–" + it.Max.In(lang) + " " + it.Unit.In(lang)
			}
			if help := it.Help.In(lang); help != "" {
				l.old = help + "\n" + l.old
				l.new = "\n" + l.new
			}
			l.old, l.new = strings.TrimSuffix(l.old, "\n"), strings.TrimSuffix(l.new, "\n")
			list = append(list, l)
		}
	}
	return list
}

// columns gives the widths of a line's texts.
func columns(width float32) (left, right, each float32) {
	each = (width - 38 - 14 - 16) / 2
	return 38, 38 + each + 16, each
}

func (p *Page) heightOf(i int) float32 {
	l, width := p.lines[i], max(p.diffs.Size().Width, 200)
	left, _, each := columns(width)
	h := float32(len(widget.Lines(l.head, widget.Strong, width-left-14))) * widget.Strong.Line()
	if l.single {
		return h + 14
	}
	body := max(len(widget.Lines(l.old, widget.Second, each)), len(widget.Lines(l.new, widget.Second, each)))
	if l.head == "" {
		return float32(body)*widget.Second.Line() + 12
	}
	return h + float32(body)*widget.Second.Line() + 18
}

func (p *Page) paintLine(pen *widget.Pen, i int, _ widget.RowState) {
	l, size := p.lines[i], pen.Size()
	left, right, each := columns(size.Width)
	if l.mark != icon.None {
		pen.Icon(12, 8, 16, l.mark, l.role)
	}
	h := pen.Wrap(left, 7, size.Width-left-14, l.head, widget.Strong)
	if l.single {
		return
	}
	y := 7 + h + 3
	if l.head == "" {
		style := widget.Style{Size: theme.TextSmall, Bold: true, Role: theme.Ink2}
		pen.Wrap(left, 7, each, l.old, style)
		pen.Wrap(right, 7, each, l.new, style)
		return
	}
	pen.Wrap(left, y, each, l.old, widget.Second)
	pen.Wrap(right, y, each, l.new, widget.Second.In(theme.Ink))
}

type layout struct{ p *Page }

func (p *Page) newLayout() *fyne.Container {
	objects := []fyne.CanvasObject{p.tabs, p.list, p.views, p.diffs, p.sheet}
	for _, b := range p.buttons {
		objects = append(objects, b)
	}
	return container.New(layout{p}, objects...)
}

// MinSize is for Fyne.
func (layout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

// Layout puts the versions at the left and what is shown of one at the right.
func (l layout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := l.p
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, max(0, h)))
	}
	gap := float32(16)
	left := min(510, size.Width*0.5)
	tm, vm := p.tabs.MinSize(), p.views.MinSize()
	put(p.tabs, 0, 0, tm.Width, tm.Height)
	put(p.views, left+gap, 0, min(vm.Width, size.Width-left-gap), vm.Height)
	top := tm.Height + 12
	x, y := float32(0), size.Height-theme.RowButtonHeight
	wide := float32(0)
	for _, b := range p.buttons {
		wide += b.MinSize().Width + 6
	}
	if wide > left+6 {
		y -= theme.RowButtonHeight + 6
	}
	bottom := y
	for _, b := range p.buttons {
		m := b.MinSize()
		if x+m.Width > left {
			x, y = 0, y+theme.RowButtonHeight+6
		}
		put(b, x, y, m.Width, m.Height)
		x += m.Width + 6
	}
	put(p.list, 0, top, left, min(bottom-12-top, float32(len(p.rows))*theme.RowToday+2))
	put(p.diffs, left+gap, top, size.Width-left-gap, size.Height-top)
	p.diffs.Reload() // rows are as high as their words need
	put(p.sheet, left+gap, top, size.Width-left-gap, size.Height-top)
	if p.paperShown() {
		p.diffs.Hide()
		p.sheet.Show()
		p.sheet.Laid()
	} else {
		p.sheet.Hide()
		p.diffs.Show()
	}
}
