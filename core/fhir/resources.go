package fhir

import "encoding/json"

// The resources and data types of FHIR R4, as far as they are written here.

type patient struct {
	Type       string       `json:"resourceType"`
	ID         string       `json:"id"`
	Identifier []identifier `json:"identifier,omitempty"`
}

type identifier struct {
	System string `json:"system,omitempty"`
	Value  string `json:"value"`
}

type reference struct {
	Reference string `json:"reference"`
}

type response struct {
	Type          string    `json:"resourceType"`
	ID            string    `json:"id"`
	Questionnaire string    `json:"questionnaire"`
	Status        string    `json:"status"`
	Subject       reference `json:"subject"`
	Authored      string    `json:"authored"`
	Items         []item    `json:"item,omitempty"`
}

type item struct {
	Extension []extension `json:"extension,omitempty"`
	LinkID    string      `json:"linkId"`
	Text      string      `json:"text,omitempty"`
	Answers   []answer    `json:"answer,omitempty"`
	Items     []item      `json:"item,omitempty"`
}

type answer struct {
	Integer json.Number `json:"valueInteger,omitempty"`
	Decimal json.Number `json:"valueDecimal,omitempty"`
	String  string      `json:"valueString,omitempty"`
	Coding  *coding     `json:"valueCoding,omitempty"`
}

type extension struct {
	URL  string `json:"url"`
	Code string `json:"valueCode"`
}

type coding struct {
	System  string `json:"system,omitempty"`
	Code    string `json:"code"`
	Display string `json:"display,omitempty"`
}

type concept struct {
	Codings []coding `json:"coding"`
	Text    string   `json:"text,omitempty"`
}

type quantity struct {
	Value  json.Number `json:"value"`
	Unit   string      `json:"unit,omitempty"`
	System string      `json:"system"`
	Code   string      `json:"code"`
}

// component is what an Observation and a part of one have in common.
type component struct {
	Code     concept   `json:"code"`
	Quantity *quantity `json:"valueQuantity,omitempty"`
	Absent   *concept  `json:"dataAbsentReason,omitempty"`
}

type observation struct {
	Type       string    `json:"resourceType"`
	ID         string    `json:"id"`
	Status     string    `json:"status"`
	Categories []concept `json:"category"`
	Subject    reference `json:"subject"`
	Effective  string    `json:"effectiveDateTime"`
	component
	Components []component `json:"component,omitempty"`
}
