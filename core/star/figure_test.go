package star_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"fyrtio/core/say"
	"fyrtio/core/star"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func at(p star.Pt, x, y float64) bool { return near(p.X, x) && near(p.Y, y) }

// polar says where a place is, seen from the middle: radius as a part of R, and degrees
// clockwise from 12 o'clock.
func polar(p star.Pt, cx, cy, r float64) (radius, degrees float64) {
	d := math.Atan2(p.X-cx, cy-p.Y) * 180 / math.Pi
	if d < -1e-9 {
		d += 360
	}
	return math.Hypot(p.X-cx, p.Y-cy) / r, d
}

const cx, cy, r = 105.0, 119.0, 49.0

func TestTipsAndValleys(t *testing.T) {
	radii := []float64{0, 0.565, 0.710, 0.855, 1}
	for k := range 12 {
		for level := 1; level <= 4; level++ {
			radius, degrees := polar(star.Tip(cx, cy, r, k, level), cx, cy, r)
			if !near(radius, radii[level]) || !near(degrees, 15+30*float64(k)) {
				t.Errorf("tip %d, level %d: %v R at %v°", k, level, radius, degrees)
			}
		}
		radius, degrees := polar(star.Valley(cx, cy, r, k), cx, cy, r)
		if !near(radius, 0.42) || !near(degrees, 30*float64(k)) {
			t.Errorf("valley %d: %v R at %v°", k, radius, degrees)
		}
	}
	if p := star.Valley(cx, cy, r, 3); !at(p, cx+0.42*r, cy) {
		t.Errorf("valley 3 is at %v, want 3 o'clock", p)
	}
}

// A point's shape depends on its own level only.
func TestValleyWhateverTheNeighboursAre(t *testing.T) {
	outline := func(l star.Levels, k int) []star.Pt {
		for _, s := range star.Figure(star.Drawing{CX: cx, CY: cy, R: r, Levels: l}) {
			if s.Kind == star.Line && len(s.Points) == 3 && s.Points[1] == star.Tip(cx, cy, r, k, l[k]) {
				return s.Points
			}
		}
		t.Fatalf("no outline of %d in %v", k, l)
		return nil
	}
	want := outline(star.Levels{4, 3, 4}, 1)
	for _, l := range []star.Levels{{1, 3, 1}, {2, 3, 4}, {0, 3, 0}} {
		if got := outline(l, 1); !slices.Equal(got, want) {
			t.Errorf("%v: %v, want %v", l, got, want)
		}
	}
}

// The steps of the drawing, in order, with colours and widths.
func TestDrawingOrder(t *testing.T) {
	e := star.Levels{2, 4, 0, 1}
	l := star.Levels{3, 0, 2, 4, 1, 1, 1, 1, 1, 1, 1, 1}
	shapes := star.Figure(star.Drawing{CX: cx, CY: cy, R: r, Levels: l, Earlier: &e, Heredity: star.HeredityYes, Marker: true})
	var steps []string
	for _, s := range shapes {
		step := ""
		switch {
		case s.Kind == star.Circle && near(s.Radius, r) && s.Fill == star.Disc && s.Stroke == star.Rule && near(s.Width, 0.3):
			step = "disc"
		case s.Kind == star.Circle && s.Fill == star.None && s.Stroke == star.Hair && near(s.Width, 0.2):
			step = "ring"
		case s.Kind == star.Arc && near(s.Radius, r+2) && s.Stroke == star.Brand && near(s.Width, 0.7):
			step = "arc"
		case s.Kind == star.Polygon && s.Fill == star.White && s.Stroke == star.Shadow:
			step = "shadow"
		case s.Kind == star.Polygon && len(s.Points) == 4 && s.Fill == star.White && s.Stroke == star.None:
			step = "kite"
		case s.Kind == star.Polygon && len(s.Points) == 3 && s.Stroke == star.None:
			step = "facet"
		case s.Kind == star.Line && len(s.Points) == 2:
			step = "seam"
		case s.Kind == star.Line && s.Stroke == star.Ink && near(s.Width, 0.3):
			step = "outline"
		case s.Kind == star.Line && s.Stroke == star.Mut && near(s.Width, 0.35) && s.Dash == [2]float64{1.6, 1.2}:
			step = "dashed"
		case s.Kind == star.Line && (s.Stroke == star.White && near(s.Width, 0.75) || s.Stroke == star.Ink && near(s.Width, 0.32)):
			step = "earlier"
		case s.Kind == star.Circle && near(s.Radius, 0.95):
			step = "dot"
		case s.Kind == star.Circle && near(s.Radius, 0.126*r) && s.Stroke == star.Ink:
			step = "hub"
		case s.Kind == star.Polygon && s.Fill == star.Ink:
			step = "marker"
		case s.Kind == star.Label && near(s.Size, 0.19*r*25.4/72) && s.Bold:
			step = "digit"
		case s.Kind == star.Circle && near(s.Radius, 0.042*r), s.Kind == star.Label && s.Fill == star.Mut && near(s.Center.X, cx):
			step = "scale"
		default:
			t.Fatalf("unexpected shape %+v", s)
		}
		if len(steps) == 0 || steps[len(steps)-1] != step {
			steps = append(steps, step)
		}
	}
	const want = "disc ring arc shadow kite facet seam outline dashed earlier dot hub marker digit scale"
	if got := strings.Join(steps, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	count := func(f func(star.Shape) bool) (n int) {
		for _, s := range shapes {
			if f(s) {
				n++
			}
		}
		return n
	}
	for what, c := range map[string][2]int{
		"shadows": {count(func(s star.Shape) bool { return s.Stroke == star.Shadow }), 12},
		"facets":  {count(func(s star.Shape) bool { return s.Kind == star.Polygon && len(s.Points) == 3 && s.Stroke == star.None }), 22},
		// Two seams beside the point that is not assessed are ink.
		"ink seams":   {count(func(s star.Shape) bool { return s.Kind == star.Line && len(s.Points) == 2 && s.Stroke == star.Ink }), 2},
		"white seams": {count(func(s star.Shape) bool { return s.Kind == star.Line && len(s.Points) == 2 && s.Stroke == star.White }), 10},
		// Earlier lines only at 0 and 3, where today is assessed; dots also at 1.
		"earlier lines": {count(func(s star.Shape) bool { return near(s.Width, 0.75) }), 2},
		"earlier dots":  {count(func(s star.Shape) bool { return near(s.Radius, 0.95) }), 3},
		"digits":        {count(func(s star.Shape) bool { return s.Kind == star.Label }), 16},
	} {
		if c[0] != c[1] {
			t.Errorf("%d %s, want %d", c[0], what, c[1])
		}
	}
}

func TestFacetsAndDigits(t *testing.T) {
	l := star.Levels{4, 3, 2, 1}
	shapes := star.Figure(star.Drawing{CX: cx, CY: cy, R: r, Levels: l})
	light := []star.Colour{star.Level4Light, star.Level3Light, star.Level2Light, star.Level1Light}
	dark := []star.Colour{star.Level4Dark, star.Level3Dark, star.Level2Dark, star.Level1Dark}
	digit := []star.Colour{star.White, star.White, star.Ink, star.Ink}
	centre := star.Pt{X: cx, Y: cy}
	for k, level := range l[:4] {
		tip := star.Tip(cx, cy, r, k, level)
		wantLight := []star.Pt{centre, star.Valley(cx, cy, r, k), tip}
		wantDark := []star.Pt{centre, tip, star.Valley(cx, cy, r, k+1)}
		found := 0
		for _, s := range shapes {
			if s.Fill == light[k] && slices.Equal(s.Points, wantLight) || s.Fill == dark[k] && slices.Equal(s.Points, wantDark) {
				found++
			}
			if s.Kind == star.Label && s.Fill == digit[k] {
				if radius, degrees := polar(s.Center, cx, cy, r); near(radius, 0.31) && near(degrees, 15+30*float64(k)) && s.Text == string(rune('0'+level)) {
					found++
				}
			}
		}
		if found != 3 {
			t.Errorf("point %d: %d of light, dark and digit", k, found)
		}
	}
}

func TestSmallStars(t *testing.T) {
	all := star.Levels{4, 3, 2, 1, 0, 4, 3, 2, 1, 4, 3, 2}
	has := func(shapes []star.Shape, kind star.Kind) bool {
		return slices.ContainsFunc(shapes, func(s star.Shape) bool { return s.Kind == kind })
	}
	plan := star.Figure(star.Drawing{CX: 50, CY: 50, R: 21, Levels: all, Marker: true})
	if has(plan, star.Label) || !has(plan, star.Circle) {
		t.Error("a star of 21 mm has digits, or no disc")
	}
	for _, s := range plan {
		if s.Width > 0.2+1e-9 {
			t.Errorf("a star of 21 mm has a line of %v", s.Width)
		}
	}
	if !has(star.Figure(star.Drawing{R: 30, Levels: all}), star.Label) {
		t.Error("a star of 30 mm has no digits")
	}
	tiny := star.Figure(star.Drawing{R: 11, Levels: all, Marker: true})
	if has(tiny, star.Label) || has(tiny, star.Circle) || has(tiny, star.Arc) {
		t.Error("a star of 11 mm has more than points")
	}
	for _, s := range append(star.Logo(0, 0, 5.5, 1), star.Mini(0, 0, 5.2, 1, 3)...) {
		if s.Kind == star.Label || s.Kind == star.Circle || s.Stroke == star.Shadow {
			t.Errorf("the mark has %+v", s)
		}
	}
	// On screen the same star is only larger: 98 pixels at 2 a millimetre is 49 mm.
	paper := star.Figure(star.Drawing{R: 49, Levels: all, Marker: true})
	screen := star.Figure(star.Drawing{R: 98, Unit: 2, Levels: all, Marker: true})
	for i := range paper {
		if p, s := paper[i], screen[i]; p.Kind != s.Kind || !near(2*p.Width, s.Width) || !near(2*p.Size, s.Size) || !near(2*p.Radius, s.Radius) {
			t.Errorf("shape %d: %+v and %+v", i, p, s)
		}
	}
}

func TestEmptyStar(t *testing.T) {
	shapes := star.Empty(105, 126, 58, 1)
	rings, dots, dashed := 0, 0, 0
	for _, s := range shapes {
		switch {
		case s.Kind == star.Circle && near(s.Radius, 0.95):
			rings++
		case s.Kind == star.Circle && s.Fill == star.Ink:
			dots++
		case s.Dash[0] > 0:
			dashed++
		case s.Kind == star.Polygon && len(s.Points) == 3:
			t.Errorf("the empty star has a facet: %+v", s)
		}
	}
	if rings != 48 || dots != 12 || dashed != 12 {
		t.Errorf("%d rings, %d valley dots, %d dashed points", rings, dots, dashed)
	}
}

func TestMarker(t *testing.T) {
	for value, want := range map[string]string{
		"": "white dashed", star.HeredityNo: "white", star.HeredityUnknown: "white half", star.HeredityYes: "ink",
	} {
		got := "white"
		for _, s := range star.Diamond(0, 0, 4, 1, value) {
			switch {
			case s.Dash[0] > 0:
				got += " dashed"
			case s.Fill == star.Ink && len(s.Points) == 4:
				got = "ink"
			case s.Fill == star.Ink:
				got += " half"
				for _, p := range s.Points {
					if p.X > 1e-9 {
						t.Errorf("the right half is filled: %v", s.Points)
					}
				}
			}
		}
		if got != want {
			t.Errorf("heredity %q is drawn %s, want %s", value, got, want)
		}
	}
	for _, s := range star.Figure(star.Drawing{R: 49}) {
		if near(s.Radius, 0.126*49) && s.Stroke != star.None {
			t.Error("a hub without heredity has an outline")
		}
	}
}

func TestLabels(t *testing.T) {
	for k, want := range map[int][2]float64{
		0: {cx + 6.5, cy - r - 15}, 1: {cx + 0.84*r + 1, cy - 0.80*r - 6.3}, 2: {cx + r + 4, cy - 0.27*r - 6.3},
		3: {cx + r + 4, cy + 0.27*r - 6.3}, 4: {cx + 0.84*r + 1, cy + 0.80*r - 6.3}, 5: {cx + 6.5, cy + r + 3.6},
	} {
		b := star.LabelAt(cx, cy, r, 1, k)
		if b.Left || !near(b.X, want[0]) || !near(b.Y, want[1]) || !near(b.Baselines[0], want[1]+3.8) || !near(b.Baselines[1], want[1]+8.1) || !near(b.Baselines[2], want[1]+12.3) {
			t.Errorf("label %d: %+v, want %v", k, b, want)
		}
		if m := star.LabelAt(cx, cy, r, 1, 11-k); !m.Left || !near(m.X, 2*cx-b.X) || !near(m.Y, b.Y) {
			t.Errorf("label %d does not mirror %d: %+v", 11-k, k, m)
		}
	}
	one, two := star.LabelAt(0, 0, 49, 1, 1), star.LabelAt(0, 0, 98, 2, 1)
	if !near(2*one.X, two.X) || !near(2*one.Baselines[2], two.Baselines[2]) || !near(2*one.Height, two.Height) {
		t.Errorf("on screen: %+v and %+v", one, two)
	}
}

func TestPointAt(t *testing.T) {
	for k := range 12 {
		p := star.Tip(cx, cy, r, k, 2)
		if got := star.PointAt(cx, cy, r, p.X, p.Y); got != k {
			t.Errorf("the middle of point %d is taken for %d", k, got)
		}
	}
	if star.PointAt(cx, cy, r, cx, cy) != -1 || star.PointAt(cx, cy, r, cx+r+1, cy) != -1 {
		t.Error("hub or margin is a point")
	}
}

// The outline of the selected point runs round it at the same distance.
func TestSelected(t *testing.T) {
	l := star.Levels{3, 1, 4, 0}
	for k := range 4 {
		plain := star.Figure(star.Drawing{R: 49, Levels: l})
		chosen := star.Figure(star.Drawing{R: 49, Levels: l, Selected: k + 1})
		if len(chosen) != len(plain)+2 {
			t.Fatalf("%d shapes more", len(chosen)-len(plain))
		}
		level := max(l[k], 0)
		if level == 0 {
			level = 4
		}
		for _, s := range chosen {
			if s.Stroke != star.Selected {
				continue
			}
			a, tip, b := star.Valley(0, 0, 49, k), star.Tip(0, 0, 49, k, level), star.Valley(0, 0, 49, k+1)
			for _, p := range s.Points[2:5] {
				if d := min(distance(p, a, tip), distance(p, tip, b), math.Hypot(p.X-tip.X, p.Y-tip.Y)); d > 8/3.6+1e-9 {
					t.Errorf("point %d: %v is %v away", k, p, d)
				}
			}
		}
	}
}

// distance is how far p is from the line through a and b.
func distance(p, a, b star.Pt) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	return math.Abs(dx*(p.Y-a.Y)-dy*(p.X-a.X)) / math.Hypot(dx, dy)
}

// A lower level is lighter, so the order survives a grey print.
func TestPaletteInGrey(t *testing.T) {
	luma := func(c star.Colour) float64 {
		r, g, b := c.RGB()
		return (0.299*float64(r) + 0.587*float64(g) + 0.114*float64(b)) / 255
	}
	for level := 1; level <= 3; level++ {
		if luma(star.Light(level)) <= luma(star.Light(level+1)) || luma(star.Dark(level)) <= luma(star.Dark(level+1)) {
			t.Errorf("level %d is not lighter than %d", level, level+1)
		}
		if luma(star.Dark(level)) >= luma(star.Light(level)) {
			t.Errorf("level %d: the dark facet is lighter", level)
		}
	}
	if star.DigitOn(4) != star.White || star.DigitOn(2) != star.Ink || star.DigitOn(0) != star.Mut {
		t.Error("digits")
	}
	for level, want := range []string{"Ej bedömd", "Mest att vinna", "Kan bli bättre", "Bra", "Mycket bra"} {
		if got := star.LevelWords(level).SV; got != want {
			t.Errorf("level %d is called %s", level, got)
		}
	}
}

func TestSummary(t *testing.T) {
	write := func(lines [][]star.Run) string {
		var out []string
		for _, line := range lines {
			s := ""
			for _, run := range line {
				if run.Bold {
					s += "*" + run.Text + "*"
				} else {
					s += run.Text
				}
			}
			out = append(out, s)
		}
		return strings.Join(out, " | ")
	}
	// By place: sömn och hälsa, tobak, alkohol, aktivitet, stillasittande, matvanor, blodsocker, blodfetter, blodtryck, midja, BMI, stress.
	for _, c := range []struct {
		levels     star.Levels
		lang       say.Lang
		good, gain string
	}{
		{star.Levels{3, 4, 2, 3, 1, 3, 4, 3, 4, 2, 3, 2}, say.Swedish,
			"*Tobak*, *blodtryck* och *blodsocker*: längsta udden. | Fysisk aktivitet, matvanor, BMI, blodfetter samt sömn och hälsa ligger också bra till.",
			"*Stillasittande* har den kortaste udden. | Alkohol, midjemått och stress kan bli bättre. | Välj själv vad du vill börja med."},
		{star.Levels{4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 4}, say.English,
			"*Tobacco*, *alcohol*, *physical activity*, *sitting*, *eating habits*, *waist*, *blood pressure*, *blood fats*, *blood sugar*, *stress*, and *sleep and health*: the longest points. | BMI is also going well.",
			"No point is short. Carry on as you do."},
		{star.Levels{0, 2, 1, 1, 2, 2, 0, 2, 2, 2, 2, 2}, say.Swedish,
			"Ingen udd är lång än. Det finns mycket att vinna.",
			"*Alkohol* och *fysisk aktivitet* har de kortaste uddarna. | Tobak, stillasittande, matvanor, BMI, midjemått, blodtryck, blodfetter och stress kan bli bättre. | Blodsocker samt sömn och hälsa är inte bedömda i dag. | Välj själv vad du vill börja med."},
		{star.Levels{3, 3, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3}, say.Swedish,
			"Tobak, fysisk aktivitet, stillasittande, matvanor, BMI, midjemått, blodtryck, blodfetter, blodsocker, stress samt sömn och hälsa ligger bra till.",
			"*Alkohol* har den kortaste udden. | Välj själv vad du vill börja med."},
		{star.Levels{}, say.Swedish, "Ingen udd är bedömd än.", "Ingen udd är bedömd än."},
	} {
		s := star.Summarize(star.ShippedCriteria(), c.levels, c.lang)
		if good := write(s.Good); good != c.good {
			t.Errorf("got  %s\nwant %s", good, c.good)
		}
		if gain := write(s.Gain); gain != c.gain {
			t.Errorf("got  %s\nwant %s", gain, c.gain)
		}
	}
}

// Beside an earlier star it is told how many points have grown; what was not assessed both
// times is no change.
func TestSummarySinceLastTime(t *testing.T) {
	now := star.Levels{3, 4, 2, 3, 1, 3, 4, 3, 4, 2, 3, 0}
	for _, c := range []struct {
		earlier    star.Levels
		good, gain string
	}{
		{star.Levels{2, 3, 2, 3, 2, 3, 4, 3, 4, 2, 3, 4}, "2 uddar är längre än förra gången.", "En udd är kortare än förra gången."},
		{now, "Alla uddar är lika långa som förra gången.", ""},
		{star.Levels{3, 4, 2, 3, 1, 3, 4, 3, 4, 2, 2, 1}, "En udd är längre än förra gången.", ""},
		{star.Levels{11: 2}, "", ""},
	} {
		s := star.Summarize(star.ShippedCriteria(), now, say.Swedish)
		good, gain := len(s.Good), len(s.Gain)
		last := s.Gain[gain-1][0].Text
		s.Since(now, c.earlier, say.Swedish)
		if c.good == "" && len(s.Good) != good || c.good != "" && s.Good[good][0].Text != c.good {
			t.Errorf("%v: %v", c.earlier, s.Good)
		}
		if c.gain == "" && len(s.Gain) != gain || c.gain != "" && s.Gain[gain-1][0].Text != c.gain || s.Gain[len(s.Gain)-1][0].Text != last {
			t.Errorf("%v: %v", c.earlier, s.Gain)
		}
	}
}
