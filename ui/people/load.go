package people

import (
	"context"

	"fyrtio/data"
	"fyrtio/ui/shell"
)

// page is how many rows are read at a time. The list is as long as the filter finds;
// rows are read when they come into view.
const page = 100

// pages are the rows that have been read.
type pages struct {
	count int // how many the filter finds
	total int // in the cohort
	seed  int // of a random order
	gen   int // of the filter
	read  map[int][]data.Row
	asked map[int]bool
	want  func(page int)
}

// at gives row i, nil while it is not read; asking has it read.
func (r *pages) at(i int) *data.Row {
	if i < 0 || i >= r.count {
		return nil
	}
	n := i / page
	if rows, ok := r.read[n]; ok {
		if k := i % page; k < len(rows) {
			return &rows[k]
		}
		return nil
	}
	if !r.asked[n] {
		r.asked[n] = true
		r.want(n)
	}
	return nil
}

// typed searches as one types.
func (p *Page) typed(text string) {
	if !p.quiet {
		p.kept.filter.Query = text
		p.fresh()
	}
}

// quietly changes the search field without searching.
func (p *Page) quietly(change func()) {
	p.quiet = true
	change()
	p.quiet = false
}

// fresh reads the list from its beginning: the filter has changed.
func (p *Page) fresh() { p.readAt(0, func() { p.stand(0, 0) }) }

// reload reads the rows in view again: someone may have changed. Bar and scroll stay.
func (p *Page) reload() { p.readAt(max(0, p.list.Selected())/page, nil) }

// resume reads the list and goes to where it was left.
func (p *Page) resume() {
	at, offset := p.kept.selected, p.kept.offset
	p.readAt(at/page, func() { p.stand(at, offset) })
}

// stand puts the bar on a row and the list to a place.
func (p *Page) stand(at int, offset float32) {
	p.list.SetOffset(offset)
	p.list.Select(at)
}

// ask reads a list and hands it on; key is as for the shell's Do. A fault is told.
func (p *Page) ask(key string, f data.Filter, then func(data.List)) {
	var l data.List
	p.s.Do(key, func(ctx context.Context) (err error) {
		l, err = p.p.Store.Participants(ctx, f)
		return err
	}, p.orFail(func() { then(l) }))
}

// orFail does then where nothing went wrong, and tells of what did.
func (p *Page) orFail(then func()) func(error) {
	return func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		then()
	}
}

func (p *Page) readAt(n int, then func()) {
	f := p.query()
	f.Offset, f.Limit = n*page, page
	p.ask("people", f, func(l data.List) {
		p.rows = pages{count: l.Count, total: l.Total, seed: l.Seed, gen: p.rows.gen + 1, read: map[int][]data.Row{n: l.Rows}, asked: map[int]bool{n: true}, want: p.readPage}
		p.loaded = true
		if then != nil {
			then()
		}
		p.show()
	})
}

// readPage reads one more page for the rows in view.
func (p *Page) readPage(n int) {
	f, gen := p.query(), p.rows.gen
	f.Offset, f.Limit = n*page, page
	p.ask("", f, func(l data.List) {
		if gen == p.rows.gen { // else the filter has changed meanwhile
			p.rows.read[n] = l.Rows
			p.list.Reload()
			if i := p.awaited; i >= 0 && i/page == n && i == p.list.Selected() && p.s.Page() == shell.Page(p) {
				p.awaited = -1
				p.open(p.row(i))
			}
		}
	})
}

// countWaiting counts who waits for a first invitation: they have a button while there
// is anybody.
func (p *Page) countWaiting() {
	if p.band != nil {
		return // a figure's people are not whom one invites from
	}
	n := 0
	p.s.Do("waiting", func(ctx context.Context) error {
		l, err := p.p.Store.Participants(ctx, data.Filter{Cohort: p.s.Cohort(), ToInvite: true, Limit: 1})
		n = l.Count
		return err
	}, func(err error) {
		if err == nil && n != p.waiting {
			p.waiting = n
			p.header.Refresh()
		}
	})
}

func (p *Page) show() {
	p.list.Reload()
	p.showChips()
	focused := p.s.Canvas().Focused()
	here := focused == p.list || p.empty.Has(focused)
	p.bare = p.rows.count == 0
	if p.bare {
		p.fillEmpty()
	}
	p.header.Refresh()
	p.lower.Refresh()
	p.s.Refooter()
	if here {
		p.Focus() // list and empty state take each other's place
	}
}
