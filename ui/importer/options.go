package importer

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/roster"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// options asks how the file is to be read where the guess is wrong: header row, sheet,
// cohort, and whether it is the whole list.
func (c *checkStep) options() {
	p := c.p
	s, sheet := p.s, p.result.Sheet
	if sheet == nil || p.busy {
		return
	}
	row := widget.NewField(s.T("importer.header.label"), "")
	row.SetText(headerText(sheet.HeaderRow))
	row.Entry.SelectOnFocus = true
	whole := widget.NewSelect(s.T("importer.part"), []string{s.T("importer.part.no"), s.T("importer.part.yes")}, 0, nil)
	if p.params.Part || sheet.Part {
		whole.SetSelected(1)
	}
	names := make([]string, len(p.file.years))
	at := 0
	for i, y := range p.file.years {
		names[i] = s.T("importer.cohort.year", "Year", y)
		if y == p.params.Cohort {
			at = i
		}
	}
	cohort := widget.NewSelect(s.T("importer.cohort"), names, at, nil)
	reserve := widget.NewSelect(s.T("importer.reserve"), []string{s.T("importer.reserve.no"), s.T("importer.reserve.yes")}, 0, nil)
	if p.params.Reserve {
		reserve.SetSelected(1)
	}
	objects := []fyne.CanvasObject{row}
	var sheets *widget.Select
	if len(sheet.Sheets) > 1 {
		at := 0
		for i, name := range sheet.Sheets {
			if name == sheet.Sheet {
				at = i
			}
		}
		sheets = widget.NewSelect(s.T("importer.sheet"), sheet.Sheets, at, nil)
		objects = append(objects, sheets)
	}
	objects = append(objects, whole, cohort, reserve)
	d := &widget.Dialog{Icon: icon.Form, Tone: theme.Accent, Title: s.T("importer.options"), Body: widget.Column(10, objects...), Focus: row.Entry,
		Left: s.T("ui.cancel"), Right: s.T("importer.options.act")}
	d.OnRight = func() bool {
		n, err := strconv.Atoi(strings.TrimSpace(row.Text()))
		if err != nil || n < 0 || n > roster.MaxRows {
			row.SetError(s.T("importer.header.bad"))
			return false
		}
		if n == 0 {
			n = roster.NoHeader
		}
		o := roster.Options{HeaderRow: n, Sheet: sheet.Sheet}
		if sheets != nil {
			o.Sheet = sheet.Sheets[sheets.Selected()]
		}
		p.params.Part = whole.Selected() == 1
		p.params.Cohort = p.file.years[cohort.Selected()]
		p.params.Reserve = reserve.Selected() == 1
		p.file.cohort.SetSelected(cohort.Selected())
		c.reread(o)
		return true
	}
	row.Entry.OnEnter = d.Confirm
	s.Ask(d)
}

// reread reads the same bytes again in another way; the columns may be others then.
func (c *checkStep) reread(o roster.Options) {
	p := c.p
	sheet := p.result.Sheet
	if o.HeaderRow != sheet.HeaderRow || o.Sheet != sheet.Sheet {
		p.params.Options, p.params.Sheet, p.params.Mapping = o, nil, nil
		p.params.Data = p.bytes
		c.columns.Select(-1)
	}
	p.dryRun()
}
