package score

import "fyrtio/core/say"

// Rendered is an index as fyrtioctl writes it in JSON.
type Rendered struct {
	Value   any      `json:"value"` // number, true or false, "128/82"; null when not computed
	Class   *string  `json:"class"` // null when there is none
	Working string   `json:"working,omitempty"`
	Missing []string `json:"missing,omitempty"`
	Source  string   `json:"source"`
}

// Render puts the indexes into words, by id.
func (ix Indexes) Render(lang say.Lang) map[string]Rendered {
	out := make(map[string]Rendered, len(ix))
	for _, i := range ix {
		r := Rendered{Missing: i.Missing, Working: i.Working.In(lang), Source: i.Source.In(lang)}
		switch {
		case !i.Has:
		case i.ID == AlcoholRisk:
			r.Value = i.Risk
		case i.ID == BPClass:
			r.Value = i.Value.In(say.English)
		default:
			r.Value = i.Number
		}
		if i.Class != "" {
			r.Class = &i.Class
		}
		out[i.ID] = r
	}
	return out
}
