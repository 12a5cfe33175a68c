package fhir

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/say"
)

// observations are the measurements that have a LOINC code: each with its number, or
// with why there is none. The two blood pressures become one panel.
func (r *Record) observations(subject reference) (list []observation) {
	on := r.Measured
	if on.IsZero() {
		on = day.Of(r.Authored)
	}
	status := "preliminary"
	switch r.Status {
	case form.Complete:
		status = "final"
	case form.Amended:
		status = "amended"
	}
	panel := -1
	for _, it := range r.Form.Items {
		v, ok := r.Answers[it.LinkID]
		code := loinc(&it)
		if !it.Measurement || !ok || code == "" {
			continue
		}
		m := measured(&it, v)
		m.Code = concept{Codings: []coding{{System: systemLOINC, Code: code}}, Text: it.Short.In(say.Swedish)}
		o := observation{Type: "Observation", ID: r.ID + "-" + strings.ReplaceAll(it.LinkID, ".", "-"), Status: status, Subject: subject, Effective: on.String(), component: m}
		o.Categories = []concept{{Codings: []coding{category(code)}}}
		if code != systolic && code != diastolic {
			list = append(list, o)
			continue
		}
		if panel < 0 {
			panel = len(list)
			whole := o
			whole.ID = r.ID + "-blood-pressure"
			whole.component = component{Code: concept{Codings: []coding{{System: systemLOINC, Code: panelPressure}}, Text: "Blodtryck"}}
			list = append(list, whole)
		}
		list[panel].Components = append(list[panel].Components, m)
	}
	return list
}

func loinc(it *form.Item) string {
	for _, c := range it.Codes {
		if c.System == systemLOINC {
			return c.Code
		}
	}
	return ""
}

// category tells a laboratory's values from what was measured in the room: LOINC
// observations of the body and the pressure are vital signs, the others blood.
func category(code string) coding {
	switch code {
	case systolic, diastolic, "8302-2", "29463-7", "8280-0":
		return coding{System: systemCategory, Code: "vital-signs", Display: "Vital Signs"}
	}
	return coding{System: systemCategory, Code: "laboratory", Display: "Laboratory"}
}

func measured(it *form.Item, v form.Value) (c component) {
	if m, ok := v.Missing(); ok {
		why := absent[m]
		c.Absent = &concept{Codings: []coding{why}}
		return c
	}
	n, _ := v.Number()
	c.Quantity = &quantity{Value: json.Number(n.String()), Unit: it.Unit.In(say.Swedish), System: systemUCUM, Code: it.UnitCode}
	return c
}

// urn names a resource in the bundle by a UUID that follows from the participant's id
// and the part, so that the same data give the same file.
func urn(id, part string) string {
	h := sha256.Sum256([]byte(id + "/" + part))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80 // version 8: made by rules of one's own (RFC 9562)
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}
