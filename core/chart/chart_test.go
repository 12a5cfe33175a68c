package chart

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/core/star"
)

func said(text string) say.Text { return say.Text{ID: text} }

func box(w, h float64) Box {
	return Box{W: w, H: h, Size: 10, Lang: say.Swedish, Measure: func(text string, _ bool) float64 { return 5.5 * float64(len([]rune(text))) }}
}

func words(d Drawing) (list []string) {
	for _, t := range d.Texts {
		list = append(list, t.Text)
	}
	return list
}

func TestHiddenNumberIsAGap(t *testing.T) {
	for kind, want := range map[report.ChartKind]int{report.Stack: 1, report.Funnel: 1, report.Lines: 0} {
		c := report.Chart{Kind: kind, Share: true, Top: 1, Labels: []say.Text{said("Dagligen"), said("Ibland"), said("Aldrig")},
			Series: []report.Series{{Label: said("Alla"), Values: []report.Point{{Value: 0.3}, {Gap: true, Value: 0.04, N: 3}, {Value: 0.6}}}}}
		d := Draw(c, box(400, 200))
		got := 0
		for _, w := range words(d) {
			if w == report.HiddenMark {
				got++
			}
			if w == "4\u00a0%" || w == "3" {
				t.Errorf("kind %d tells the hidden number: %q", kind, words(d))
			}
		}
		if got != want {
			t.Errorf("kind %d marks %d gaps, want %d: %q", kind, got, want, words(d))
		}
	}
}

func TestGapBreaksTheLine(t *testing.T) {
	c := report.Chart{Kind: report.Lines, Share: true, Series: []report.Series{{Label: said("Alla")}}}
	for y := 2002; y <= 2011; y++ {
		c.Labels = append(c.Labels, said(fmt.Sprint(y)))
		c.Series[0].Values = append(c.Series[0].Values, report.Point{Value: 0.2, Gap: y == 2006, Typed: y < 2005})
	}
	pieces, marks, hollow := 0, 0, 0
	for _, s := range Draw(c, box(500, 160)).Shapes {
		switch {
		case s.Kind == star.Line && s.Stroke == tones[0]:
			pieces++
		case s.Kind == star.Circle:
			marks++
			if s.Fill == star.White {
				hollow++
			}
		}
	}
	if pieces != 2 || marks != 9 || hollow != 3 {
		t.Errorf("%d pieces, %d marks, %d of them hollow", pieces, marks, hollow)
	}
}

// Tones that stand beside each other must be told apart in grey.
func TestTonesInGrey(t *testing.T) {
	grey := func(c star.Colour) float64 {
		r, g, b := c.RGB()
		return 0.299*float64(r) + 0.587*float64(g) + 0.114*float64(b)
	}
	for _, list := range [][]star.Colour{tones[:3], steps[:6]} {
		for i := range list {
			for k := range list[:i] {
				if d := math.Abs(grey(list[i]) - grey(list[k])); d < 15 {
					t.Errorf("tones %d and %d are %.0f apart in grey", list[i], list[k], d)
				}
			}
		}
	}
}

func TestChartsStayInTheirBoxAndAreTheSameAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := report.Chart{Kind: report.ChartKind(rapid.IntRange(0, 3).Draw(t, "kind")), Share: rapid.Bool().Draw(t, "share")}
		n := rapid.IntRange(0, 25).Draw(t, "labels")
		for i := range n {
			c.Labels = append(c.Labels, said(fmt.Sprintf("kategori %d", i)))
		}
		for k := range rapid.IntRange(0, 3).Draw(t, "series") {
			s := report.Series{Label: said(fmt.Sprintf("serie %d", k))}
			left := 1.0
			for range n {
				v := rapid.Float64Range(0, left).Draw(t, "value")
				if c.Kind == report.Stack {
					left -= v
				}
				if !c.Share && c.Kind != report.Stack {
					v = math.Round(v * 5000)
				}
				s.Values = append(s.Values, report.Point{Value: v, Gap: rapid.Bool().Draw(t, "gap")})
			}
			c.Series = append(c.Series, s)
		}
		b := box(rapid.Float64Range(300, 900).Draw(t, "w"), 0)
		b.H = Height(c, b)
		d := Draw(c, b)
		const slack = 8
		inside := func(x, y float64) {
			if x < -slack || x > b.W+slack || y < -slack || y > b.H+slack || math.IsNaN(x+y) {
				t.Fatalf("%.0f, %.0f is outside %.0f × %.0f", x, y, b.W, b.H)
			}
		}
		for _, s := range d.Shapes {
			for _, p := range s.Points {
				inside(p.X, p.Y)
			}
		}
		for _, w := range d.Texts {
			inside(w.X, w.Y)
			width := b.Measure(w.Text, w.Bold)
			switch w.Align {
			case Start:
				inside(w.X+width, w.Y)
			case End:
				inside(w.X-width, w.Y)
			}
		}
		if again := Draw(c, b); !reflect.DeepEqual(d, again) {
			t.Fatal("drawn again it is another")
		}
	})
}

func TestRoundNumbers(t *testing.T) {
	for v, want := range map[float64]float64{0: 1, 0.07: 0.08, 0.22: 0.3, 0.5: 0.5, 1: 1, 99: 100, 101: 200, 163: 200, 730: 800} {
		if got, _ := round(v); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v ends at %v, want %v", v, got, want)
		}
	}
	if got := words(Draw(report.Chart{Kind: report.Lines, Labels: []say.Text{said("jan")}, Series: []report.Series{{Values: []report.Point{{Value: 2}}}}}, box(300, 160))); !slices.Contains(got, "2") {
		t.Errorf("the axis has %q", got)
	}
}

func TestEndsOfLinesKeepApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := report.Chart{Kind: report.Lines, Share: true, Top: 0.9, Target: 0.5, Labels: []say.Text{said("2025"), said("2026")}}
		for k := range rapid.IntRange(1, 6).Draw(t, "series") {
			c.Series = append(c.Series, report.Series{Label: said(fmt.Sprint(k)), Values: []report.Point{{Value: 0.1}, {Value: rapid.Float64Range(0, 0.9).Draw(t, "value")}}})
		}
		b := box(400, 160)
		var ends []float64
		for _, w := range Draw(c, b).Texts {
			if w.X > 340 && w.Align == Start {
				ends = append(ends, w.Y)
			}
		}
		slices.Sort(ends)
		for i := 1; i < len(ends); i++ {
			if ends[i]-ends[i-1] < b.Size {
				t.Fatalf("values at %v", ends)
			}
		}
	})
}

func TestTicksOfShares(t *testing.T) {
	for top, want := range map[float64]string{0.9: "10\u00a0%", 1: "25\u00a0%", 0.2: "5\u00a0%", 0.6: "20\u00a0%"} {
		c := report.Chart{Kind: report.Lines, Share: true, Top: top, Labels: []say.Text{said("2025"), said("2026")}, Series: []report.Series{{Values: []report.Point{{}, {}}}}}
		if got := words(Draw(c, box(400, 160))); !slices.Contains(got, want) {
			t.Errorf("up to %v the axis has %q", top, got)
		}
	}
}
