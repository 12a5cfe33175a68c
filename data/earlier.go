package data

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/pnr"
	"fyrtio/core/report"
)

// Figures of years before the program (reports are owed since 2002), as somebody typed
// them or a file had them. A year is replaced as a whole, and what it was before stays
// readable; a year that the program has counted itself is not typed.

// FirstEarlier is the first year for which figures are taken: some regions began before 2002.
const FirstEarlier = 1985

// maxEarlier is the largest number of people in a figure.
const maxEarlier = 1_000_000

// Earlier gives the figures that hold, by year and as they were typed.
func (s *Store) Earlier(ctx context.Context) (list []report.Figure, err error) {
	err = s.read(ctx, func(r reader) error {
		list, err = readEarlier(r, math.MaxInt32)
		return err
	})
	return list, err
}

// readEarlier gives the figures of the years up to one that the program has not counted.
func readEarlier(r reader, to int) (list []report.Figure, err error) {
	rows, err := r.rows(`SELECT cohort, indicator, sex, n, of, share FROM earlier e
		WHERE cohort <= ? AND indicator <> '' AND act = (SELECT act FROM earlier l WHERE l.cohort = e.cohort ORDER BY seq DESC LIMIT 1)
			AND NOT EXISTS (SELECT 1 FROM fact f WHERE f.cohort = e.cohort)
		ORDER BY cohort, seq`, to)
	if err != nil {
		return nil, err
	}
	return list, each(rows, func() error {
		var f report.Figure
		err := rows.Scan(&f.Cohort, &f.Indicator, &f.Sex, &f.N, &f.Of, &f.Share)
		list = append(list, f)
		return err
	})
}

// EarlierAct is what a year's figures were from an act on.
type EarlierAct struct {
	Cohort  int
	At      time.Time
	By      string // full name
	Figures []report.Figure
}

// EarlierHistory gives what a year's figures have been, newest first. SetEarlier with the
// figures of one of them goes back to it.
func (s *Store) EarlierHistory(ctx context.Context, cohort int) (list []EarlierAct, err error) {
	err = s.read(ctx, func(r reader) error {
		rows, err := r.rows(`SELECT e.act, e.at, coalesce(nullif(u.full_name, ''), e.actor), e.indicator, e.sex, e.n, e.of, e.share
			FROM earlier e LEFT JOIN user u ON u.name = e.actor WHERE e.cohort = ? ORDER BY e.seq`, cohort)
		if err != nil {
			return err
		}
		last := ""
		return each(rows, func() error {
			var at int64
			var id, by string
			f := report.Figure{Cohort: cohort}
			if err := rows.Scan(&id, &at, &by, &f.Indicator, &f.Sex, &f.N, &f.Of, &f.Share); err != nil {
				return err
			}
			if id != last {
				last, list = id, append(list, EarlierAct{Cohort: cohort, At: instant(at), By: by})
			}
			if act := &list[len(list)-1]; f.Indicator != "" {
				act.Figures = append(act.Figures, f)
			}
			return nil
		})
	})
	slices.Reverse(list)
	return list, err
}

// SetEarlier replaces the figures of one year; none takes the year away.
func (s *Store) SetEarlier(ctx context.Context, cohort int, figures []report.Figure) error {
	return s.setEarlier(ctx, "earlier.set", map[int][]report.Figure{cohort: figures})
}

// ImportEarlier replaces the figures of each year that a file has, all or none, and gives
// what it read. A dry run only checks. With faults nothing is taken in.
func (s *Store) ImportEarlier(ctx context.Context, name string, file []byte, dry bool) (read EarlierFile, err error) {
	if read, err = ReadEarlier(ctx, name, file); err != nil {
		return read, err
	}
	if len(read.Faults) > 0 {
		return read, fault.New(fault.Refused, "reportdata.err.file.faults", "N", len(read.Faults))
	}
	years := map[int][]report.Figure{}
	for _, f := range read.Figures {
		years[f.Cohort] = append(years[f.Cohort], f)
	}
	if dry {
		return read, s.read(ctx, func(r reader) error { return mayType(r, s.Day(), years) })
	}
	return read, s.setEarlier(ctx, "earlier.import", years)
}

func (s *Store) setEarlier(ctx context.Context, name string, years map[int][]report.Figure) error {
	cohorts := slices.Sorted(maps.Keys(years))
	return s.write(ctx, act{Act: name, Detail: map[string]any{"years": cohorts}}, func(t *tx) error {
		if err := mayType(t, t.today, years); err != nil {
			return err
		}
		for _, cohort := range cohorts {
			list := years[cohort]
			if len(list) == 0 {
				list = []report.Figure{{}} // the year has none any more
			}
			for _, f := range list {
				if _, err := t.exec(`INSERT INTO earlier (cohort, act, indicator, sex, n, of, share, at, actor) VALUES (?,?,?,?,?,?,?,?,?)`,
					cohort, t.id, f.Indicator, f.Sex, f.N, f.Of, f.Share, millis(t.now), t.s.user); err != nil {
					return fmt.Errorf("keep the figures of %d: %w", cohort, err)
				}
			}
		}
		return nil
	})
}

// mayType refuses years that are not over or that the program counts itself, and figures
// that cannot be. It completes the share of those that have numbers.
func mayType(r reader, today day.Date, years map[int][]report.Figure) error {
	for cohort, list := range years {
		if cohort < FirstEarlier || cohort >= today.Year {
			return fault.New(fault.Refused, "reportdata.err.year", "Year", cohort, "First", FirstEarlier, "Last", today.Year-1)
		}
		var counted bool
		if err := r.row(`SELECT EXISTS (SELECT 1 FROM fact WHERE cohort = ?)`, cohort).Scan(&counted); err != nil {
			return err
		}
		if counted && len(list) > 0 {
			return fault.New(fault.Refused, "reportdata.err.counted", "Year", cohort)
		}
		type of struct{ indicator, sex string }
		seen := map[of]bool{}
		for i := range list {
			f := &list[i]
			f.Cohort = cohort
			if err := settleFigure(f); err != nil {
				return err
			}
			if seen[of{f.Indicator, f.Sex}] {
				return fault.New(fault.Refused, "reportdata.err.twice", "Year", cohort, "Figure", f.Indicator)
			}
			seen[of{f.Indicator, f.Sex}] = true
		}
	}
	return nil
}

// settleFigure refuses a figure that cannot be and computes the share of its numbers. It
// has a number of so many, or a share alone; a share beside numbers must be theirs.
func settleFigure(f *report.Figure) error {
	known := slices.ContainsFunc(report.Indicators, func(i report.Indicator) bool { return i.ID == f.Indicator })
	switch {
	case !known:
		return fault.New(fault.Refused, "reportdata.err.indicator", "Figure", f.Indicator)
	case f.Sex != "" && f.Sex != string(pnr.Woman) && f.Sex != string(pnr.Man):
		return fault.New(fault.Refused, "reportdata.err.sex", "Sex", f.Sex)
	case f.N < 0 || f.Of < 0 || f.N > f.Of || f.Of > maxEarlier:
		return fault.New(fault.Refused, "reportdata.err.number", "N", f.N, "Of", f.Of)
	case !(f.Share >= 0 && f.Share <= 1):
		return fault.New(fault.Refused, "reportdata.err.share")
	}
	if f.Of > 0 {
		share := float64(f.N) / float64(f.Of)
		if f.Share > 0 && math.Abs(f.Share-share) > 0.0051 { // rounded to whole percents it may be
			return fault.New(fault.Refused, "reportdata.err.differs", "N", f.N, "Of", f.Of)
		}
		f.Share = share
	}
	return nil
}
