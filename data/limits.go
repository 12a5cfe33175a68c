package data

import (
	"fyrtio/core/form"
	"fyrtio/core/score"
)

// limitKeys are the settings of the limits' measurements.
var limitKeys = map[string]string{
	"m.sbp": "alert.sbp", "m.dbp": "alert.dbp", "m.glucose": "alert.glucose.from", "m.hba1c": "alert.hba1c.from", "m.chol": "alert.chol.from",
}

// Limits gives the values that matter at once, as the clinic has set them.
func (c Config) Limits() score.Limits {
	list := score.ShippedLimits()
	for i := range list {
		l := &list[i]
		l.Text = c.Text("alert." + l.ID)
		for j := range l.Parts {
			p := &l.Parts[j]
			p.From = form.Decimal{}
			if n, err := form.ParseNumber(c.Text(limitKeys[p.LinkID])); err == nil && n.Rat().Sign() > 0 {
				p.From = n
			}
		}
	}
	return list
}
