package star_test

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyrtio/assets"
	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/score"
	"fyrtio/core/star"

	"pgregory.net/rapid"
)

// typed gives the cells of a column as they stand.
func typed(p *star.Criterion, col star.Column, lang say.Lang) map[int]string {
	cells := map[int]string{}
	for level := 0; level <= 4; level++ {
		cells[level] = p.Cell(col, level, lang)
	}
	return cells
}

func point(t testing.TB, c *star.Criteria, id string) *star.Criterion {
	t.Helper()
	p, ok := c.Criterion(id)
	if !ok {
		t.Fatalf("no point %s", id)
	}
	return p
}

// read reads criteria from the file that is written of them.
func read(t testing.TB, c *star.Criteria) *star.Criteria {
	t.Helper()
	got, err := star.ReadCriteria(c.JSON())
	if err != nil {
		t.Fatalf("%v\n%s", err, c.JSON())
	}
	return got
}

func TestCriteriaFileRoundTrip(t *testing.T) {
	c := star.ShippedCriteria()
	if got := read(t, c); !reflect.DeepEqual(got, c) {
		t.Error("the shipped criteria change when they are written and read")
	}
	if clone := c.Clone(); !reflect.DeepEqual(clone, c) {
		t.Error("a clone differs")
	}
}

// Any editing of the table gives criteria that are written and read again the same, or a
// fault in words; what has no faults can be read, and nothing edited touches the original.
func TestEditedCriteriaRoundTrip(t *testing.T) {
	d := form.Shipped()
	before := star.ShippedCriteria().JSON()
	cell := rapid.OneOf(rapid.StringMatching(`[<>≤≥]? ?[0-9]{1,3}([.,][0-9])?`), rapid.StringMatching(`[0-9]{1,3}[–-]<?[0-9]{1,3}`), rapid.StringMatching(`([1-9] ?){0,4}`), rapid.Just(""))
	rapid.Check(t, func(t *rapid.T) {
		c := star.ShippedCriteria().Clone()
		for range rapid.IntRange(1, 6).Draw(t, "edits") {
			p := &c.Points[rapid.IntRange(0, star.Points-1).Draw(t, "point")]
			switch rapid.IntRange(0, 7).Draw(t, "edit") {
			case 0:
				c.Move(p.ID, rapid.SampledFrom([]int{-1, 1}).Draw(t, "by"))
			case 6:
				worded(t, c, p, d)
			case 7:
				if rapid.Bool().Draw(t, "renew") {
					c.Renew(p.ID)
				} else if why := c.Rename(p.ID, rapid.SampledFrom([]string{"rygg", "", "heredity", "Å", "bmi"}).Draw(t, "id")); !why.IsZero() {
					said(t, []star.Fault{{Text: why}})
				}
			case 1:
				p.SetLevel(rapid.IntRange(1, 4).Draw(t, "level"), form.Words{SV: rapid.StringMatching(`[a-zåäö"<\\]{0,9}`).Draw(t, "words")})
			case 2:
				p.AddInput(rapid.SampledFrom(star.Sources(d)).Draw(t, "source"), d)
			case 3:
				if len(p.Inputs) > 0 {
					p.RemoveInput(rapid.IntRange(0, len(p.Inputs)-1).Draw(t, "input"))
				}
			case 4:
				p.SetWhy(form.Words{SV: "därför", EN: "because"})
			default:
				if len(p.Inputs) == 0 {
					continue
				}
				col := rapid.SampledFrom(p.Columns()).Draw(t, "column")
				cells := typed(p, col, say.Swedish)
				for range rapid.IntRange(1, 3).Draw(t, "cells") {
					cells[rapid.IntRange(0, 4).Draw(t, "row")] = cell.Draw(t, "cell")
				}
				was := fmt.Sprint(p.Inputs)
				if faults := p.SetColumn(col, cells, d); len(faults) > 0 {
					said(t, faults)
					if fmt.Sprint(p.Inputs) != was {
						t.Fatal("a faulty column was taken")
					}
				}
			}
		}
		faults := c.Faults()
		said(t, faults)
		if draft, err := star.ReadDraft(c.JSON()); err != nil || !bytes.Equal(draft.JSON(), c.JSON()) {
			t.Fatalf("a draft is not kept: %v\n%s", err, c.JSON())
		}
		if changes := star.Changes(star.ShippedCriteria(), c, d); len(changes) == 0 && !bytes.Equal(c.JSON(), before) {
			t.Fatalf("no difference is told of\n%s", c.JSON())
		}
		got, err := star.ReadCriteria(c.JSON())
		if len(faults) == 0 {
			if err != nil {
				t.Fatalf("no fault was told, but %v\n%s", err, c.JSON())
			}
			if !bytes.Equal(got.JSON(), c.JSON()) {
				t.Fatalf("%s\n%s", got.JSON(), c.JSON())
			}
		} else if err == nil && !slices.ContainsFunc(faults, func(f star.Fault) bool { return lenient[f.Text.ID] }) {
			t.Fatalf("%v was told of criteria that can be read", faults)
		}
	})
	if !bytes.Equal(star.ShippedCriteria().JSON(), before) {
		t.Fatal("editing a clone changed the original")
	}
}

// lenient are the faults of criteria that can be read all the same: a file may come with them.
var lenient = map[string]bool{"star.rule.err.unused": true, "star.rule.err.braces": true, "star.rule.err.place": true}

// worded changes how something is shown.
func worded(t *rapid.T, c *star.Criteria, p *star.Criterion, d *form.Definition) {
	text := func(label string) form.Words {
		return form.Words{SV: rapid.SampledFrom([]string{"", "är {}", "{m.sbp}", "{", "ord"}).Draw(t, label), EN: rapid.SampledFrom([]string{"", "is {}"}).Draw(t, label+" en")}
	}
	h := &c.Heredity
	switch rapid.IntRange(0, 10).Draw(t, "what") {
	case 0:
		p.Lead = text("lead")
	case 1:
		p.Text = text("text")
	case 2:
		p.Show = rapid.SampledFrom([]star.Show{star.ShowFirst, star.ShowWorst, star.ShowAll}).Draw(t, "show")
	case 3:
		*rapid.SampledFrom(h.Texts()).Draw(t, "heredity").Words = text("text")
	case 4:
		if len(h.Inputs) > 0 {
			h.RemoveInput(0)
		}
	case 5:
		h.AddInput(rapid.SampledFrom(star.HereditySources(d)).Draw(t, "asked"))
	case 6:
		c.Notice, c.Example = text("notice"), false
	}
	if len(p.Inputs) == 0 {
		return
	}
	in := &p.Inputs[rapid.IntRange(0, len(p.Inputs)-1).Draw(t, "input")]
	if in.Codes != nil {
		in.SetWords(rapid.SampledFrom(in.CodesInOrder()).Draw(t, "code"), text("words"))
		return
	}
	switch rapid.IntRange(0, 3).Draw(t, "input's") {
	case 0:
		in.SplitSexes()
	case 1:
		in.JoinSexes()
	case 2:
		in.Text = text("value")
	case 3:
		col := p.Columns()[0]
		if ranges := p.RangesOf(col); len(ranges) > 0 {
			p.SetRangeText(col, 0, text("own"))
		}
	}
}

func said(t interface{ Fatalf(string, ...any) }, faults []star.Fault) {
	for _, f := range faults {
		for _, lang := range []say.Lang{say.Swedish, say.English} {
			if w := say.In(lang, f.Text); w == "" || strings.Contains(w, "star.rule") || strings.Contains(w, "<no value>") {
				t.Fatalf("%s has no words: %s", f.Text.ID, w)
			}
		}
	}
}

// Every cell of the shipped criteria can be typed as it is shown, in both languages, and
// changes nothing.
func TestCellsReadBack(t *testing.T) {
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		c := star.ShippedCriteria().Clone()
		for i := range c.Points {
			p := &c.Points[i]
			for _, col := range p.Columns() {
				if faults := p.SetColumn(col, typed(p, col, lang), form.Shipped()); len(faults) > 0 {
					t.Errorf("%s: %s", p.ID, say.In(lang, faults[0].Text))
				}
				if p.Head(col, form.Shipped()).In(lang) == "" {
					t.Errorf("%s has no heading", p.ID)
				}
			}
		}
		if !reflect.DeepEqual(c, star.ShippedCriteria()) {
			t.Errorf("typing in %s what is shown changes the criteria", lang)
		}
		if len(c.Faults()) > 0 {
			t.Errorf("faults in what ships: %v", c.Faults())
		}
	}
}

func TestParseRange(t *testing.T) {
	for typed, want := range map[string]string{
		"< 130": "< 130", "<130": "< 130", "under 130": "< 130", "lägre än 5,0": "< 5,0", "≤6": "≤ 6", "<= 6,0": "≤ 6,0", "högst 6": "≤ 6", "6,0 eller lägre": "≤ 6,0",
		">88": "> 88", "över 88": "> 88", "≥ 160": "≥ 160", ">=160": "≥ 160", "160 eller mer": "≥ 160", "160+": "≥ 160", "minst 160": "≥ 160", "från 160": "≥ 160",
		"130–139": "130–139", "130-139": "130–139", "130 - < 140": "130–< 140", "80 till under 88": "80–< 88", "6,1–6.9": "6,1–6,9", ">6–<7": "> 6–< 7", "≥5–≤6": "5–6",
		"7": "7–7", "alla": "alla", "all": "alla",
		"": "", "åtta": "", "<": "", "5–": "", "5-": "", "–5": "", "1–2–3": "", "< 5 och": "",
	} {
		r, ok := star.ParseRange(typed)
		if got := r.In(say.Swedish); !ok && want != "" || ok && got != want {
			t.Errorf("%q is read as %q %v, want %q", typed, got, ok, want)
		}
	}
}

func FuzzParseRange(f *testing.F) {
	for _, s := range []string{"<130", "130–139", ">6–<7", "160 eller mer", "−5", "≥≥5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, ok := star.ParseRange(s)
		if !ok {
			return
		}
		for _, lang := range []say.Lang{say.Swedish, say.English} {
			again, ok := star.ParseRange(r.In(lang))
			if !ok || again.In(lang) != r.In(lang) {
				t.Fatalf("%q is shown as %q, which is read as %q", s, r.In(lang), again.In(lang))
			}
		}
	})
}

// Gaps and overlaps are told with the numbers between which they are; what only looks
// like a gap, between whole numbers, is none.
func TestGapsAndOverlaps(t *testing.T) {
	for _, c := range []struct {
		point, cells string // level 4 to 1, by |
		id           string
		level        int
	}{
		{"lipids", "< 5 | 5–< 6,5 | 6,5–7,5 | > 7,5", "", 0},
		{"lipids", "< 5 | 5,0–6,4 | 6,5–7,5 | ≥ 7,6", "", 0},
		{"lipids", "< 5 | 5–6,3 | 6,5–7,5 | > 7,5", "star.rule.err.gap", 2},
		{"lipids", "< 5 | 5–7 | 6,5–7,5 | > 7,5", "star.rule.err.overlap", 2},
		{"lipids", "≤ 5 | 5–< 6,5 | 6,5–7,5 | > 7,5", "star.rule.err.overlap", 3},
		{"lipids", "< 5 | > 5–< 6,5 | 6,5–7,5 | > 7,5", "star.rule.err.point", 3},
		{"lipids", "2–< 5 | 5–< 6,5 | 6,5–7,5 | > 7,5", "star.rule.err.low", 4},
		{"lipids", "< 5 | 5–< 6,5 | 6,5–7,5 | 7,6–9", "star.rule.err.high", 1},
		{"lipids", "< 5 | 5–< 6,5 | 7,5–6,5 | > 7,5", "star.rule.err.crossed", 2},
		{"lipids", "< 5 | fem | 6,5–7,5 | > 7,5", "star.rule.err.range", 3},
		{"lipids", " | | | ", "star.rule.err.empty", 4},
		{"diet", "9–12 | 7–8 | 5–6 | 0–4", "star.rule.err.low", 1},
		{"diet", "9+ | 7–8 | 5–6 | ≤ 4", "", 0},
		{"diet", "9+ | 7–8 | 6 | ≤ 4", "star.rule.err.gap", 2},
		{"blood_pressure", "< 130 | 130–139 | 140–159 | ≥ 160", "star.rule.err.gap", 2}, // pressure is compared as typed
		{"sitting", "1 2 3 | 4 | 5 | 6 7", "", 0},
		{"sitting", "1 2 3 | 4 | 5 | 6", "star.rule.err.lacks", 4},
		{"sitting", "1 2 3 | 3 4 | 5 | 6 7", "star.rule.err.twice", 3},
		{"sitting", "1 2 3 | 4 | 5 | 6 7 8", "star.rule.err.option", 1},
		{"sitting", "1 2 3 | 4 | 5 | sex", "star.rule.err.code", 1},
	} {
		crit := star.ShippedCriteria().Clone()
		p := point(t, crit, c.point)
		cells := map[int]string{}
		for i, text := range strings.Split(c.cells, "|") {
			cells[4-i] = text
		}
		faults := p.SetColumn(p.Columns()[0], cells, form.Shipped())
		said(t, faults)
		switch {
		case c.id == "" && len(faults) > 0:
			t.Errorf("%s %s: %s", c.point, c.cells, say.In(say.Swedish, faults[0].Text))
		case c.id != "" && (len(faults) == 0 || faults[0].Text.ID != c.id || faults[0].Level != c.level):
			t.Errorf("%s %s: %+v, want %s at %d", c.point, c.cells, faults, c.id, c.level)
		case c.id == "":
			read(t, crit)
		}
	}
}

// A limit that differs by sex says itself in words when it changes.
func TestLimitsBySex(t *testing.T) {
	c := star.ShippedCriteria().Clone()
	p := point(t, c, "waist")
	cols := p.Columns()
	if len(cols) != 2 || cols[0].Sex != pnr.Woman || cols[1].Sex != pnr.Man {
		t.Fatal(cols)
	}
	if faults := p.SetColumn(cols[0], map[int]string{4: "< 82", 2: "82–88", 1: "> 88"}, form.Shipped()); len(faults) > 0 {
		t.Fatal(faults)
	}
	got := map[string]bool{}
	for _, r := range read(t, c).Points[6].Inputs[0].Sexes[pnr.Woman] {
		got[r.Text.SV] = true
	}
	want := map[string]bool{"kvinna < 82": true, "kvinna 82–88": true, "kvinna över 88": true}
	if !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
	man := read(t, c).Points[6].Inputs[0].Sexes[pnr.Man]
	if !reflect.DeepEqual(man, star.ShippedCriteria().Points[6].Inputs[0].Sexes[pnr.Man]) {
		t.Error("the other sex's limits changed")
	}
}

// Limits for all become limits by sex, which say theirs, and back; the proposal stays the same.
func TestSplitAndJoinBySex(t *testing.T) {
	c := star.ShippedCriteria().Clone()
	p := point(t, c, "lipids")
	p.Inputs[0].SplitSexes()
	cols := p.Columns()
	if len(cols) != 2 || p.Cell(cols[0], 3, say.Swedish) != "5–< 6,5" || p.RangesOf(cols[1])[1].Text.SV != "man 5–< 6,5" {
		t.Fatalf("%+v", p.Inputs[0].Sexes)
	}
	if faults := p.SetColumn(cols[1], map[int]string{4: "< 5,5", 3: "5,5–< 6,5", 2: "6,5–7,5", 1: "> 7,5"}, form.Shipped()); len(faults) > 0 {
		t.Fatal(faults)
	}
	c = read(t, c)
	a := form.Answers{"m.chol": form.Number(5.2)}
	for sex, want := range map[pnr.Sex]int{pnr.Woman: 3, pnr.Man: 4, pnr.Unknown: 0} {
		for _, pt := range star.Propose(c, form.Shipped(), a, score.Compute(form.Shipped(), a), sex).Points {
			if pt.ID == "lipids" && pt.Level != want {
				t.Errorf("%s: level %d, want %d", sex, pt.Level, want)
			}
		}
	}
	p = point(t, c, "lipids")
	p.Inputs[0].JoinSexes()
	if shipped := point(t, star.ShippedCriteria(), "lipids"); !reflect.DeepEqual(p.Inputs, shipped.Inputs) {
		t.Errorf("%+v", p.Inputs)
	}
}

// What is worded wrongly is told with its place.
func TestFaultsOfWords(t *testing.T) {
	for name, x := range map[string]struct {
		edit func(c *star.Criteria)
		want star.Fault
		id   string
	}{
		"lead":     {func(c *star.Criteria) { point(t, c, "bmi").Lead.SV = "BMI {bmi}" }, star.Fault{Point: "bmi", Part: star.PartLead}, "place"},
		"text":     {func(c *star.Criteria) { point(t, c, "blood_pressure").Text.SV = "{m.sbp}/{m.pulse}" }, star.Fault{Point: "blood_pressure", Part: star.PartText}, "place"},
		"value":    {func(c *star.Criteria) { point(t, c, "glucose").Inputs[0].Text.EN = "{ mmol/l" }, star.Fault{Point: "glucose", Part: star.PartValue}, "place"},
		"code":     {func(c *star.Criteria) { point(t, c, "alcohol").Inputs[1].SetWords("3", form.Words{EN: "x"}) }, star.Fault{Point: "alcohol", Part: star.PartCode, Column: star.Column{Input: 1}, Code: "3"}, "code_words"},
		"yes":      {func(c *star.Criteria) { c.Heredity.Yes.SV = "{x}" }, star.Fault{Point: "heredity", Part: star.PartYes}, "place"},
		"no":       {func(c *star.Criteria) { c.Heredity.No = form.Words{} }, star.Fault{Point: "heredity", Part: star.PartNo}, "text"},
		"asked":    {func(c *star.Criteria) { c.Heredity.Inputs[1].Words.SV = "" }, star.Fault{Point: "heredity", Part: star.PartAsked, Column: star.Column{Input: 1}}, "text"},
		"nothing":  {func(c *star.Criteria) { c.Heredity.Inputs = nil }, star.Fault{Point: "heredity"}, "heredity"},
		"nameless": {func(c *star.Criteria) { c.Name.SV = "" }, star.Fault{Part: star.PartName}, "nameless"},
		"unit":     {func(c *star.Criteria) { point(t, c, "waist").Unit.SV = "" }, star.Fault{Point: "waist", Part: star.PartUnit}, "swedish"},
	} {
		c := star.ShippedCriteria().Clone()
		x.edit(c)
		faults := c.Faults()
		said(t, faults)
		x.want.Level = -1
		if len(faults) != 1 || faults[0].Text.ID != "star.rule.err."+x.id {
			t.Errorf("%s: %+v", name, faults)
			continue
		}
		if got := faults[0]; got.Point != x.want.Point || got.Part != x.want.Part || got.Column != x.want.Column || got.Code != x.want.Code || got.Level != -1 {
			t.Errorf("%s: at %+v", name, got)
		}
	}
	if !bytes.Equal(star.ShippedCriteria().JSON(), star.ShippedCriteria().Clone().JSON()) {
		t.Error("the original changed")
	}
}

func TestMoveAroundTheStar(t *testing.T) {
	c := star.ShippedCriteria().Clone()
	c.Move("sleep_health", -1)
	if point(t, c, "sleep_health").K != 11 || point(t, c, "stress").K != 0 {
		t.Error("not around the end")
	}
	c.Move("diet", +1)
	if diet, glucose := point(t, c, "diet"), point(t, c, "glucose"); diet.K != 6 || diet.Group != star.Measures || glucose.Group != star.Habits {
		t.Error("the group does not follow the place")
	}
	read(t, c)
}

func TestAuditOfForms(t *testing.T) {
	c := star.ShippedCriteria()
	if losses := star.Audit(form.Shipped(), c); len(losses) > 0 {
		t.Errorf("the shipped form loses %+v", losses)
	}
	whole, err := assets.Forms.ReadFile("forms/halsosamtal-1.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		old, new string
		want     []string // about, id
	}{
		{`"linkId": "m.waist"`, `"linkId": "m.waistline"`, []string{"waist_hip star.audit.item", "waist star.audit.item"}},
		{`"code": "mmol/L"`, `"code": "mg/dL"`, []string{"lipids star.audit.unit"}},
		{`"linkId": "her.diabetes"`, `"linkId": "her.sugar"`, []string{"heredity star.audit.item"}},
		{`"linkId": "diet.fruit"`, `"linkId": "diet.fruits"`, []string{"diet_index star.audit.item", "diet star.audit.index"}},
		{`"valueDecimal": 120`, `"valueDecimal": 120`, nil},
	} {
		changed := bytes.Replace(whole, []byte(x.old), []byte(x.new), 1)
		d, err := form.Read(changed)
		if err != nil {
			t.Fatal(x.new, err)
		}
		var got []string
		for _, l := range star.Audit(d, c) {
			got = append(got, l.Index+l.Point+" "+l.Text.ID)
			if w := say.In(say.Swedish, l.Text); strings.Contains(w, "star.audit") || strings.Contains(w, "<no value>") || l.About(c).SV == "" {
				t.Errorf("no words: %s", w)
			}
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", x.new, got, x.want)
		}
	}
	// An option more, less, and without its score.
	d := form.Shipped()
	changed := *d
	changed.Items = slices.Clone(d.Items)
	for i := range changed.Items {
		it := &changed.Items[i]
		switch it.LinkID {
		case "diet.fish":
			it.Options = slices.Clone(it.Options)
			it.Options[1].HasScore = false
		case "health.stress":
			it.Options = append(slices.Clone(it.Options), form.Option{Code: "5", Text: form.Words{SV: "Vet ej"}})
		case "health.sleep":
			it.Options = it.Options[:3]
		}
	}
	var got []string
	for _, l := range star.Audit(&changed, c) {
		got = append(got, l.Index+l.Point+" "+l.Text.ID)
	}
	if want := []string{"diet_index star.audit.score", "diet star.audit.index", "stress star.audit.level", "sleep_health star.audit.code"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

func TestChangesOfCriteria(t *testing.T) {
	a, d := star.ShippedCriteria(), form.Shipped()
	if list := star.Changes(a, a.Clone(), d); len(list) > 0 {
		t.Errorf("criteria differ from themselves: %v", list)
	}
	b := a.Clone()
	point(t, b, "bmi").SetLevel(4, form.Words{SV: "lagom", EN: "fine"})
	b.Move("diet", 1)
	p := point(t, b, "waist")
	p.SetColumn(p.Columns()[1], map[int]string{4: "< 95", 2: "95–102", 1: "> 102"}, d)
	got := map[string]bool{}
	for _, c := range star.Changes(a, b, d) {
		got[c.Point+": "+say.In(say.Swedish, c.What)+": "+c.Old.SV+" → "+c.New.SV] = c.Levels
	}
	want := map[string]bool{"bmi: text, nivå 4: 18,5–24,9 → lagom": false, "diet: plats i stjärnan: 6 → 7": false, "glucose: plats i stjärnan: 7 → 6": false,
		"waist: Midjemått, man, nivå 4: < 94 → < 95": true, "waist: Midjemått, man, nivå 2: 94–102 → 95–102": true,
		"waist: Midjemått, man, nivå 4: egna ord: man under 94 → man < 95": false, "waist: Midjemått, man, nivå 2: egna ord: man 94–102 → man 95–102": false}
	if !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
	b = a.Clone()
	point(t, b, "tobacco").RemoveInput(2)
	point(t, b, "stress").AddInput(star.Source{Answer: "health.confidant"}, d)
	for _, c := range star.Changes(a, b, d) {
		if !c.Levels || c.Old.IsZero() == c.New.IsZero() {
			t.Errorf("%+v", c)
		}
	}
	b = a.Clone()
	point(t, b, "blood_pressure").Lead.SV = "Tryck {}"
	point(t, b, "stress").Inputs[0].SetWords("4", form.Words{SV: "Jättemycket"})
	b.Heredity.Unknown.SV = "Vet inte."
	if why := b.Rename("lipids", "kolesterol"); !why.IsZero() {
		t.Error(why)
	}
	b.Renew("diet")
	said := []string{}
	for _, c := range star.Changes(a, b, d) {
		said = append(said, c.Point+": "+say.In(say.Swedish, c.What)+": "+c.Old.SV+" → "+c.New.SV)
	}
	if want := []string{"egen-1: udden:  → egen-1", "blood_pressure: hur skälet börjar: Blodtryck {} → Tryck {}", "kolesterol: udden:  → Blodfetter",
		"stress: Stress, ord för svar 4: Väldigt mycket → Jättemycket", "heredity: text vid vet ej: Vet ej om någon förälder eller något syskon haft hjärtsjukdom, stroke eller diabetes. → Vet inte.",
		"diet: udden: Matvanor → ", "lipids: udden: Blodfetter → "}; !slices.Equal(said, want) {
		t.Errorf("%q", said)
	}
	if p := star.Propose(a, d, star.Sample(d), score.Compute(d, star.Sample(d)), pnr.Woman); slices.ContainsFunc(p.Points, func(pt star.Point) bool { return pt.Level == 0 }) {
		t.Error("the sample has no star")
	}
}
