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
func (ix Indexes) Render(lang say.Lang) map[string]Rendered { return nil }
