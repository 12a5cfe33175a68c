package star

import (
	"bytes"
	"encoding/json"
	"strconv"

	"fyrtio/core/form"
	"fyrtio/core/pnr"
)

// The file's elements in the order in which they are written.
type (
	criteriaFile struct {
		ID       string       `json:"id"`
		Version  string       `json:"version"`
		Date     string       `json:"date"`
		Example  bool         `json:"example,omitempty"`
		Name     *form.Words  `json:"name,omitempty"`
		Notice   *form.Words  `json:"notice,omitempty"`
		Points   []pointFile  `json:"points"`
		Heredity heredityFile `json:"heredity"`
	}
	pointFile struct {
		ID     string                `json:"id"`
		K      int                   `json:"k"`
		Group  Group                 `json:"group"`
		Name   *form.Words           `json:"name,omitempty"`
		Unit   *form.Words           `json:"unit,omitempty"`
		Levels map[string]form.Words `json:"levels"`
		Show   Show                  `json:"show,omitempty"`
		Text   *form.Words           `json:"text,omitempty"`
		Lead   *form.Words           `json:"lead,omitempty"`
		Inputs []inputFile           `json:"inputs"`
	}
	inputFile struct {
		Answer   string                  `json:"answer,omitempty"`
		Index    string                  `json:"index,omitempty"`
		Optional bool                    `json:"optional,omitempty"`
		Decimals *int                    `json:"decimals,omitempty"`
		Text     *form.Words             `json:"text,omitempty"`
		Codes    map[string]int          `json:"codes,omitempty"`
		Words    map[string]form.Words   `json:"words,omitempty"`
		Ranges   []rangeFile             `json:"ranges,omitempty"`
		Sexes    map[pnr.Sex][]rangeFile `json:"by_sex,omitempty"`
	}
	rangeFile struct {
		Level int         `json:"level"`
		From  string      `json:"from,omitempty"`
		Above string      `json:"above,omitempty"`
		To    string      `json:"to,omitempty"`
		Below string      `json:"below,omitempty"`
		Text  *form.Words `json:"text,omitempty"`
		Why   *form.Words `json:"why,omitempty"`
	}
	heredityFile struct {
		Name    *form.Words         `json:"name,omitempty"`
		Inputs  []heredityInputFile `json:"inputs"`
		Yes     *form.Words         `json:"yes,omitempty"`
		No      *form.Words         `json:"no,omitempty"`
		Unknown *form.Words         `json:"unknown,omitempty"`
		None    *form.Words         `json:"none,omitempty"`
	}
	heredityInputFile struct {
		Answer string      `json:"answer"`
		Words  *form.Words `json:"words,omitempty"`
	}
)

// JSON writes the criteria as the file that ReadCriteria reads: what is read from it
// again is the same. Criteria with faults are written as they are.
func (c *Criteria) JSON() []byte {
	f := criteriaFile{ID: c.ID, Version: c.Version, Date: c.Date.String(), Example: c.Example, Name: some(c.Name), Notice: some(c.Notice)}
	for _, p := range c.Points {
		f.Points = append(f.Points, p.file())
	}
	h := c.Heredity
	f.Heredity = heredityFile{Inputs: []heredityInputFile{}, Name: some(h.Name), Yes: some(h.Yes), No: some(h.No), Unknown: some(h.Unknown), None: some(h.None)}
	for _, in := range h.Inputs {
		f.Heredity.Inputs = append(f.Heredity.Inputs, heredityInputFile{in.Answer, some(in.Words)})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	_ = e.Encode(f) // texts and numbers always can be
	return b.Bytes()
}

func (c *Criterion) file() pointFile {
	f := pointFile{ID: c.ID, K: c.K, Group: c.Group, Name: some(c.Name), Unit: some(c.Unit), Levels: map[string]form.Words{}, Inputs: []inputFile{}, Show: c.Show, Text: some(c.Text), Lead: some(c.Lead)}
	if c.Show == ShowFirst {
		f.Show = "" // as usual
	}
	for n, w := range c.Levels {
		f.Levels[strconv.Itoa(n)] = w
	}
	for _, in := range c.Inputs {
		i := inputFile{Answer: in.Answer, Index: in.Index, Optional: in.Optional, Text: some(in.Text), Codes: in.Codes, Words: in.Words, Ranges: rangeFiles(in.Ranges)}
		if in.Decimals >= 0 && in.Codes == nil {
			i.Decimals = &in.Decimals
		}
		if in.Sexes != nil {
			i.Sexes = map[pnr.Sex][]rangeFile{}
			for sex, ranges := range in.Sexes {
				i.Sexes[sex] = rangeFiles(ranges)
			}
		}
		f.Inputs = append(f.Inputs, i)
	}
	return f
}

func rangeFiles(ranges []Range) (list []rangeFile) {
	number := func(n *form.Decimal) string {
		if n == nil {
			return ""
		}
		return n.String()
	}
	for _, r := range ranges {
		list = append(list, rangeFile{r.Level, number(r.From), number(r.Above), number(r.To), number(r.Below), some(r.Text), some(r.Why)})
	}
	return list
}

// some gives a text to be written; one that is not there is not written.
func some(w form.Words) *form.Words {
	if w.IsZero() {
		return nil
	}
	return &w
}
