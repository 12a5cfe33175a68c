package data

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/say"
)

// The letters' texts. Fyrtio's own come with the program and are version 0; the clinic's
// are versions from 1, each with who and when. Versions are never edited.

// TemplateInfo is a kind of letter: one of Fyrtio's, or one that the clinic has added.
type TemplateInfo struct {
	ID     string
	Kind   string // the shipped template whose rules it follows (D6)
	Own    bool   // the clinic has added it
	Hidden bool   // no longer offered
	Langs  []TemplateLang

	name string
}

// TemplateLang is the text in force of a template in one language.
type TemplateLang struct {
	Lang    letter.Lang
	Version int  // 0 = Fyrtio's
	Shipped bool // there is one of Fyrtio's to go back to
	At      time.Time
	By      string // full name; "" for Fyrtio's
}

// Name says what the letter is called: "Inbjudan: vi ringer".
func (t *TemplateInfo) Name(lang say.Lang) string {
	if t.Own {
		return t.name
	}
	return say.In(lang, journey.TemplateName(t.ID))
}

// Has reports whether the template has a text in a language.
func (t *TemplateInfo) Has(lang letter.Lang) bool {
	return slices.ContainsFunc(t.Langs, func(l TemplateLang) bool { return l.Lang == lang })
}

// TemplateText is one version of a text.
type TemplateText struct {
	ID      string
	Lang    letter.Lang
	Version int // 0 = Fyrtio's
	Text    string
	At      time.Time // zero for Fyrtio's
	By      string    // full name; "" for Fyrtio's
	InForce bool
}

// Templates lists the kinds of letters, Fyrtio's first, then the clinic's by name.
func (s *Store) Templates(ctx context.Context) (list []TemplateInfo, err error) {
	err = s.read(ctx, func(r reader) error {
		list, err = readTemplates(r)
		return err
	})
	return list, err
}

func readTemplates(r reader) (list []TemplateInfo, err error) {
	for _, id := range journey.Templates {
		list = append(list, TemplateInfo{ID: id, Kind: id})
	}
	rows, err := r.rows(`SELECT id, name, hidden FROM template ORDER BY name, id`)
	if err != nil {
		return nil, err
	}
	if err := each(rows, func() error {
		t := TemplateInfo{Own: true}
		err := rows.Scan(&t.ID, &t.name, &t.Hidden)
		t.Kind = journey.TemplateKind(t.ID)
		list = append(list, t)
		return err
	}); err != nil {
		return nil, err
	}
	for i := range list {
		texts, err := textsInForce(r, list[i].ID)
		if err != nil {
			return nil, err
		}
		for _, lang := range letter.Languages() {
			if t, ok := texts[lang]; ok {
				_, err := letter.ShippedText(list[i].ID, lang)
				list[i].Langs = append(list[i].Langs, TemplateLang{Lang: lang, Version: t.Version, Shipped: err == nil, At: t.At, By: t.By})
			}
		}
	}
	return list, nil
}

// templateInfo gives one kind of letter.
func templateInfo(r reader, id string) (TemplateInfo, error) {
	list, err := readTemplates(r)
	if err != nil {
		return TemplateInfo{}, err
	}
	ids := make([]string, 0, len(list))
	for _, t := range list {
		if t.ID == id {
			return t, nil
		}
		ids = append(ids, t.ID)
	}
	return TemplateInfo{}, fault.New(fault.Usage, "letters.err.template", "Template", id, "Templates", strings.Join(ids, ", "))
}

// textsInForce gives the texts that new letters of a template are printed with.
func textsInForce(r reader, id string) (map[letter.Lang]TemplateText, error) {
	texts := map[letter.Lang]TemplateText{}
	for _, lang := range letter.Languages() {
		history, err := readHistory(r, id, lang)
		if err != nil {
			return nil, err
		}
		if at := slices.IndexFunc(history, func(t TemplateText) bool { return t.InForce }); at >= 0 {
			texts[lang] = history[at]
		}
	}
	return texts, nil
}

// readHistory gives a text's versions, the newest first and Fyrtio's last.
func readHistory(r reader, id string, lang letter.Lang) (list []TemplateText, err error) {
	name := contentName(id, lang)
	var force string
	err = r.row(`SELECT version FROM template_choice WHERE name = ? ORDER BY seq DESC LIMIT 1`, name).Scan(&force)
	if err != nil && !none(err) {
		return nil, err
	}
	rows, err := r.rows(`SELECT c.version, c.body, c.at, coalesce(u.full_name, c.actor) FROM content c LEFT JOIN user u ON u.name = c.actor
		WHERE c.kind = ? AND c.name = ? AND c.shipped = 0 ORDER BY CAST(c.version AS INTEGER) DESC`, contentTemplate, name)
	if err != nil {
		return nil, err
	}
	err = each(rows, func() error {
		t := TemplateText{ID: id, Lang: lang}
		var version string
		var at int64
		err := rows.Scan(&version, &t.Text, &at, &t.By)
		t.Version, t.At, t.InForce = versionNumber(version), instant(at), version == force
		list = append(list, t)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the texts of %s: %w", name, err)
	}
	if text, err := letter.ShippedText(id, lang); err == nil {
		list = append(list, TemplateText{ID: id, Lang: lang, Text: string(text), InForce: force == ""})
	}
	return list, nil
}

func contentName(id string, lang letter.Lang) string { return id + "/" + string(lang) }

// versionNumber gives the number of a version as it is kept: 0 for Fyrtio's texts.
func versionNumber(version string) int {
	n, err := strconv.Atoi(version)
	if err != nil {
		return 0
	}
	return n
}

// TemplateHistory gives a text's versions, the newest first and Fyrtio's last.
func (s *Store) TemplateHistory(ctx context.Context, id string, lang letter.Lang) (list []TemplateText, err error) {
	err = s.read(ctx, func(r reader) error {
		if _, err := templateInfo(r, id); err != nil {
			return err
		}
		list, err = readHistory(r, id, lang)
		return err
	})
	return list, err
}

// Template gives one version of a text; letter.InForce is the one that new letters are
// printed with.
func (s *Store) Template(ctx context.Context, id string, lang letter.Lang, version int) (t TemplateText, err error) {
	err = s.read(ctx, func(r reader) error {
		t, err = readText(r, id, lang, version)
		return err
	})
	return t, err
}

func readText(r reader, id string, lang letter.Lang, version int) (TemplateText, error) {
	if _, err := templateInfo(r, id); err != nil {
		return TemplateText{}, err
	}
	list, err := readHistory(r, id, lang)
	if err != nil {
		return TemplateText{}, err
	}
	for _, t := range list {
		if t.Version == version || version == letter.InForce && t.InForce {
			return t, nil
		}
	}
	if version > 0 {
		return TemplateText{}, fault.New(fault.NotFound, "letter.err.version", "Template", id, "Version", version)
	}
	return TemplateText{}, fault.New(fault.NotFound, "letter.err.none", "Template", id, "Language", string(lang))
}

// SaveTemplateParams is a text that the clinic has edited.
type SaveTemplateParams struct {
	ID   string
	Lang letter.Lang
	Text string
	From int // the version that was edited, letter.InForce for whichever is in force
}

// SaveTemplate makes a text the next version of its template, in force from now on, and
// gives the version. It refuses a text with faults, and one that was edited from a
// version that somebody has replaced meanwhile. A text that says the same as the one in
// force is no new version.
func (s *Store) SaveTemplate(ctx context.Context, p SaveTemplateParams) (version int, err error) {
	err = s.write(ctx, act{Act: "template.save"}, func(t *tx) error {
		info, err := templateInfo(t, p.ID)
		if err != nil {
			return err
		}
		version, err = t.saveText(info, p)
		return err
	})
	return version, err
}

// maxText bounds a template's text, in bytes.
const maxText = 64 << 10

func (t *tx) saveText(info TemplateInfo, p SaveTemplateParams) (int, error) {
	if !p.Lang.Known() {
		return 0, fault.New(fault.Usage, "letters.err.lang", "Lang", string(p.Lang))
	}
	if len(p.Text) > maxText {
		return 0, fault.New(fault.Refused, "letter.err.text")
	}
	p.Text = strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(p.Text)) + "\n"
	if _, err := letter.Read(p.Text); err != nil {
		return 0, err
	}
	history, err := readHistory(t, p.ID, p.Lang)
	if err != nil {
		return 0, err
	}
	newest := 0
	for _, old := range history {
		newest = max(newest, old.Version)
		if !old.InForce {
			continue
		}
		if p.From != letter.InForce && p.From != old.Version {
			return 0, fault.New(fault.Refused, "letter.err.meanwhile", "By", cmp.Or(old.By, "Fyrtio"), "Version", old.Version)
		}
		if old.Text == p.Text {
			t.quiet = true
			return old.Version, nil
		}
	}
	name, version := contentName(p.ID, p.Lang), strconv.Itoa(newest+1)
	if _, err := t.exec(`INSERT INTO content (kind, name, version, body, shipped, valid, at, actor) VALUES (?,?,?,?,0,?,?,?)`,
		contentTemplate, name, version, p.Text, t.today.String(), millis(t.now), t.s.user); err != nil {
		return 0, err
	}
	if err := t.dropDraft(name); err != nil {
		return 0, err
	}
	t.act.Detail = map[string]string{"template": name, "version": version}
	return newest + 1, t.choose(name, version)
}

// SaveTemplateDraft keeps what the user is writing, so that nothing is lost before it is
// a version; "" drops it. Faults do not matter, and nothing of it is in force.
func (s *Store) SaveTemplateDraft(ctx context.Context, id string, lang letter.Lang, text string, from int) error {
	if len(text) > maxText {
		return fault.New(fault.Refused, "letter.err.text")
	}
	return s.saveDraft(ctx, contentName(id, lang), text, from)
}

// TemplateDraft gives what the user was writing; Version is the one that was edited. No
// text means that there is no draft.
func (s *Store) TemplateDraft(ctx context.Context, id string, lang letter.Lang) (TemplateText, error) {
	d, err := s.readDraft(ctx, contentName(id, lang))
	return TemplateText{ID: id, Lang: lang, Text: d.Text, Version: d.from, At: d.At}, err
}

// choose says which version of a text holds; "" = Fyrtio's.
func (t *tx) choose(name, version string) error {
	_, err := t.exec(`INSERT INTO template_choice (name, version, at, actor) VALUES (?,?,?,?)`, name, version, millis(t.now), t.s.user)
	return err
}

// RevertTemplate puts an earlier version of a text in force: 0 is Fyrtio's own.
func (s *Store) RevertTemplate(ctx context.Context, id string, lang letter.Lang, version int) error {
	return s.write(ctx, act{Act: "template.revert", Detail: map[string]string{"template": contentName(id, lang), "version": strconv.Itoa(version)}}, func(t *tx) error {
		old, err := readText(t, id, lang, version)
		if err != nil {
			return err
		}
		if old.InForce {
			t.quiet = true
			return nil
		}
		if old.Version == 0 {
			return t.choose(contentName(id, lang), "")
		}
		return t.choose(contentName(id, lang), strconv.Itoa(old.Version))
	})
}

// TemplateKinds lists the shipped templates whose rules a template of the clinic's own
// may follow.
func TemplateKinds() []string { return slices.Clone(journey.Templates) }

// AddTemplateParams is a template of the clinic's own.
type AddTemplateParams struct {
	Name  string
	Kind  string                 // whose rules it follows (TemplateKinds)
	Texts map[letter.Lang]string // nil takes those of Kind, to be edited
}

// AddTemplate adds a template of the clinic's own and gives its id, which is made of
// kind and name and never changes.
func (s *Store) AddTemplate(ctx context.Context, p AddTemplateParams) (id string, err error) {
	name, err := templateName(p.Name)
	if err != nil {
		return "", err
	}
	if !slices.Contains(journey.Templates, p.Kind) {
		return "", fault.New(fault.Usage, "letters.err.template", "Template", p.Kind, "Templates", strings.Join(journey.Templates, ", "))
	}
	err = s.write(ctx, act{Act: "template.add"}, func(t *tx) error {
		list, err := readTemplates(t)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(list, func(o TemplateInfo) bool { return o.Own && strings.EqualFold(o.name, name) }) {
			return fault.New(fault.Refused, "letter.err.name.taken", "Name", name)
		}
		id = ownID(p.Kind, name, list)
		if _, err := t.exec(`INSERT INTO template (id, name, at, actor) VALUES (?,?,?,?)`, id, name, millis(t.now), t.s.user); err != nil {
			return err
		}
		texts := p.Texts
		if texts == nil {
			texts = map[letter.Lang]string{}
			inForce, err := textsInForce(t, p.Kind)
			if err != nil {
				return err
			}
			for lang, text := range inForce {
				texts[lang] = text.Text
			}
		}
		if len(texts) == 0 {
			return fault.New(fault.Refused, "letter.err.texts")
		}
		info := TemplateInfo{ID: id, Kind: p.Kind, Own: true}
		for _, lang := range letter.Languages() {
			if text, ok := texts[lang]; ok {
				if _, err := t.saveText(info, SaveTemplateParams{ID: id, Lang: lang, Text: text, From: letter.InForce}); err != nil {
					return err
				}
			}
		}
		t.act.Detail = map[string]string{"template": id, "name": name}
		return nil
	})
	if err != nil {
		return "", err
	}
	return id, nil
}

func templateName(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	if n := len([]rune(name)); n == 0 || n > 60 {
		return "", fault.New(fault.Refused, "letter.err.name", "Max", 60)
	}
	return name, nil
}

// ownID makes the id of a template of the clinic's own: its kind, and its name in a-z.
func ownID(kind, name string, taken []TemplateInfo) string {
	var slug strings.Builder
	for _, r := range fold(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			slug.WriteRune(r)
		case slug.Len() > 0 && !strings.HasSuffix(slug.String(), "-"):
			slug.WriteByte('-')
		}
	}
	base := kind + "-" + cmp.Or(strings.Trim(strings.TrimPrefix(slug.String(), kind+"-"), "-"), "egen")
	for n := 1; ; n++ {
		id := base
		if n > 1 {
			id += "-" + strconv.Itoa(n)
		}
		// A name may happen to spell another kind: inbjudan-tid follows other rules.
		if journey.TemplateKind(id) != kind {
			id = kind + "-egen-" + strings.TrimPrefix(id, kind+"-")
		}
		if !slices.ContainsFunc(taken, func(o TemplateInfo) bool { return o.ID == id }) {
			return id
		}
	}
}

// RenameTemplate gives a template of the clinic's own another name; its id stays.
func (s *Store) RenameTemplate(ctx context.Context, id, name string) error {
	name, err := templateName(name)
	if err != nil {
		return err
	}
	return s.changeOwn(ctx, id, "template.rename", name, `UPDATE template SET name = ? WHERE id = ?`, name)
}

// HideTemplate stops offering a template of the clinic's own, or offers it again.
func (s *Store) HideTemplate(ctx context.Context, id string, hidden bool) error {
	return s.changeOwn(ctx, id, "template.hide", strconv.FormatBool(hidden), `UPDATE template SET hidden = ? WHERE id = ?`, hidden)
}

func (s *Store) changeOwn(ctx context.Context, id, name, to, query string, value any) error {
	return s.write(ctx, act{Act: name, Detail: map[string]string{"template": id, "to": to}}, func(t *tx) error {
		info, err := templateInfo(t, id)
		if err != nil {
			return err
		}
		if !info.Own {
			return fault.New(fault.Refused, "letter.err.shipped")
		}
		_, err = t.exec(query, value, id)
		return err
	})
}

// textSet has the texts of some templates, read and ready; several goroutines may ask.
type textSet map[string]map[letter.Lang]readyText

type readyText struct {
	version  int
	text     string
	template *letter.Template
}

// loadTexts reads the texts in force of templates.
func loadTexts(r reader, ids ...string) (textSet, error) {
	set := textSet{}
	for _, id := range ids {
		texts, err := textsInForce(r, id)
		if err != nil {
			return nil, err
		}
		set[id] = map[letter.Lang]readyText{}
		for lang, text := range texts {
			t, err := letter.Read(text.Text)
			if err != nil {
				return nil, fmt.Errorf("read the text %s: %w", contentName(id, lang), err)
			}
			set[id][lang] = readyText{text.Version, text.Text, t}
		}
	}
	return set, nil
}

// find is what paper.LetterRun wants of the texts.
func (set textSet) find(id string, lang letter.Lang) (*letter.Template, error) {
	if t, ok := set[id][lang]; ok {
		return t.template, nil
	}
	return nil, fault.New(fault.NotFound, "letter.err.none", "Template", id, "Language", string(lang))
}

// lang gives the language in which a letter can be written to somebody who wants one.
func (set textSet) lang(id string, want letter.Lang) (lang letter.Lang, ok bool) {
	for _, l := range want.Fallback() {
		if _, has := set[id][l]; has {
			return l, true
		}
	}
	return want, false
}

// keepText keeps the text that letters are printed with and gives its version. The
// clinic's are kept already; Fyrtio's are named by the beginning of their hash, so that
// no two texts share a version.
func (t *tx) keepText(set textSet, id string, lang letter.Lang) (string, error) {
	text, ok := set[id][lang]
	if !ok {
		return "", fault.New(fault.NotFound, "letter.err.none", "Template", id, "Language", string(lang))
	}
	if text.version > 0 {
		return strconv.Itoa(text.version), nil
	}
	version := fmt.Sprintf("0-%x", sha256.Sum256([]byte(text.text)))[:10]
	return version, t.keepContent(contentTemplate, contentName(id, lang), version, []byte(text.text))
}
