package data

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"fyrtio/core/fault"
	"fyrtio/core/pnr"
	"fyrtio/core/report"
	"fyrtio/core/roster"
	"fyrtio/core/say"
	"fyrtio/core/table"
)

// EarlierFile is what a file of earlier figures says.
type EarlierFile struct {
	Figures []report.Figure
	Years   []int // that the file has figures of
	Faults  []EarlierFault
}

// EarlierFault is a row that cannot be taken in.
type EarlierFault struct {
	Line int // the file's own row number
	Text say.Text
}

// earlierColumns are the columns of a file of earlier figures by what their head may say;
// others, such as the figure's name in words, are there for people.
var earlierColumns = map[string][]string{
	"year":   {"år", "ar", "year", "kohort"},
	"figure": {"nyckeltal", "figure", "indicator"},
	"sex":    {"kön", "kon", "sex"},
	"n":      {"antal", "number", "n"},
	"of":     {"av", "of"},
	"share":  {"andel", "andel %", "andel (%)", "procent", "share", "share %", "share (%)", "%"},
}

// ReadEarlier reads a file of earlier figures, comma-separated values or a workbook. A row
// without number and share is one of the template that was not filled in.
func ReadEarlier(ctx context.Context, name string, file []byte) (e EarlierFile, err error) {
	lines, err := roster.Lines(ctx, file)
	if err != nil {
		return e, err
	}
	if len(lines) == 0 {
		return e, fault.New(fault.Refused, "reportdata.err.file.empty", "File", name)
	}
	at := map[string]int{}
	for i, head := range lines[0].Cells {
		for column, heads := range earlierColumns {
			if _, twice := at[column]; !twice && slices.Contains(heads, strings.ToLower(strings.TrimSpace(head))) {
				at[column] = i
			}
		}
	}
	for _, column := range []string{"year", "figure"} {
		if _, ok := at[column]; !ok {
			return e, fault.New(fault.Refused, "reportdata.err.file.column", "File", name, "Column", earlierColumns[column][0])
		}
	}
	for _, l := range lines[1:] {
		cell := func(column string) string {
			if i, ok := at[column]; ok && i < len(l.Cells) {
				return strings.TrimSpace(l.Cells[i])
			}
			return ""
		}
		if cell("n") == "" && cell("of") == "" && cell("share") == "" {
			continue
		}
		f, err := readFigure(cell)
		if err == nil {
			err = settleFigure(&f)
		}
		if err == nil && slices.ContainsFunc(e.Figures, func(o report.Figure) bool {
			return o.Cohort == f.Cohort && o.Indicator == f.Indicator && o.Sex == f.Sex
		}) {
			err = fault.New(fault.Refused, "reportdata.err.twice", "Year", f.Cohort, "Figure", f.Indicator)
		}
		if no := (*fault.Error)(nil); errors.As(err, &no) {
			e.Faults = append(e.Faults, EarlierFault{l.Number, no.Text})
			continue
		}
		e.Figures = append(e.Figures, f)
		if !slices.Contains(e.Years, f.Cohort) {
			e.Years = append(e.Years, f.Cohort)
		}
	}
	slices.Sort(e.Years)
	if len(e.Figures)+len(e.Faults) == 0 {
		return e, fault.New(fault.Refused, "reportdata.err.file.empty", "File", name)
	}
	return e, nil
}

// readFigure reads the cells of a row.
func readFigure(cell func(string) string) (f report.Figure, err error) {
	if f.Cohort, err = strconv.Atoi(cell("year")); err != nil || f.Cohort < FirstEarlier || f.Cohort > 2200 {
		return f, fault.New(fault.Refused, "reportdata.err.file.year", "Typed", short(cell("year")))
	}
	f.Indicator = cell("figure")
	for _, i := range report.Indicators {
		if strings.EqualFold(f.Indicator, i.ID) || strings.EqualFold(f.Indicator, say.In(say.Swedish, i.Label())) || strings.EqualFold(f.Indicator, say.In(say.English, i.Label())) {
			f.Indicator = i.ID
		}
	}
	switch strings.ToLower(cell("sex")) {
	case "kvinna", "kvinnor", "woman", "women", "k":
		f.Sex = string(pnr.Woman)
	case "man", "män", "men", "m":
		f.Sex = string(pnr.Man)
	case "", "alla", "all", "totalt", "total":
	default:
		return f, fault.New(fault.Refused, "reportdata.err.sex", "Sex", short(cell("sex")))
	}
	whole := func(column string, into *int) error {
		text := strings.ReplaceAll(strings.ReplaceAll(cell(column), " ", ""), "\u00a0", "")
		if *into, err = strconv.Atoi(cmp.Or(text, "0")); err != nil {
			return fault.New(fault.Refused, "reportdata.err.file.number", "Typed", short(cell(column)))
		}
		return nil
	}
	if err := whole("n", &f.N); err != nil {
		return f, err
	}
	if err := whole("of", &f.Of); err != nil {
		return f, err
	}
	share := strings.TrimSpace(strings.TrimSuffix(cell("share"), "%"))
	percent, err := strconv.ParseFloat(strings.Replace(cmp.Or(share, "0"), ",", ".", 1), 64)
	switch {
	case err != nil || !(percent >= 0 && percent <= 100):
		return f, fault.New(fault.Refused, "reportdata.err.file.share", "Typed", short(cell("share")))
	case (cell("n") == "") != (cell("of") == ""), f.Of == 0 && share == "": // 40, of nobody knows how many
		return f, fault.New(fault.Refused, "reportdata.err.file.of")
	}
	f.Share = math.Round(percent*1e7) / 1e9 // 11,2 % is 0,112
	return f, nil
}

// short gives the beginning of what was typed, for a message.
func short(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// EarlierTemplate is a file to type earlier figures into: a row for each figure of the
// years, women, men and all. What is not known is left empty.
func EarlierTemplate(years ...int) table.Table {
	t := table.Table{Title: say.T("reportdata.template.title")}
	for _, c := range []string{"year", "figure", "what", "sex", "n", "of", "share"} {
		col := table.Column{Head: say.T("reportdata.col." + c), Decimals: -1}
		if c == "year" || c == "n" || c == "of" || c == "share" {
			col.Kind = table.Numbers
		}
		t.Columns = append(t.Columns, col)
	}
	for _, year := range years {
		for _, i := range report.Indicators {
			for _, sex := range []string{"", string(pnr.Woman), string(pnr.Man)} {
				t.Rows = append(t.Rows, []table.Cell{table.Int(year), table.Text(i.ID), table.Say(i.Label()), table.Say(say.T("reportdata.sex." + cmp.Or(sex, "all")))})
			}
		}
	}
	return t
}
