package people

import (
	"context"

	"fyrtio/data"
)

// page is how many rows are read at a time. The list is as long as the filter finds;
// rows are read when they come into view.
const page = 100

// pages are the rows that have been read.
type pages struct {
	count int // how many the filter finds
	total int // in the cohort
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

// query searches as one types.
func (p *Page) query(text string) {
	p.filter.Query = text
	p.fresh()
}

// fresh reads the list from its beginning: the filter has changed.
func (p *Page) fresh() { p.readAt(0, true) }

// reload reads the rows in view again: someone may have changed. Bar and scroll stay.
func (p *Page) reload() { p.readAt(max(0, p.list.Selected())/page, false) }

func (p *Page) readAt(n int, fresh bool) {
	f := p.filter
	f.Offset, f.Limit = n*page, page
	var l data.List
	p.s.Do("people", func(ctx context.Context) (err error) {
		l, err = p.store.Participants(ctx, f)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.rows = pages{count: l.Count, total: l.Total, gen: p.rows.gen + 1, read: map[int][]data.Row{n: l.Rows}, asked: map[int]bool{n: true}, want: p.readPage}
		p.loaded = true
		if fresh {
			p.list.SetOffset(0)
			p.list.Select(0)
		}
		p.show()
	})
}

// readPage reads one more page for the rows in view.
func (p *Page) readPage(n int) {
	f, gen := p.filter, p.rows.gen
	f.Offset, f.Limit = n*page, page
	var l data.List
	p.s.Do("", func(ctx context.Context) (err error) {
		l, err = p.store.Participants(ctx, f)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		if gen == p.rows.gen { // else the filter has changed meanwhile
			p.rows.read[n] = l.Rows
			p.list.Reload()
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
