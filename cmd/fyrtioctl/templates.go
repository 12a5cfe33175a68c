package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/table"
	"fyrtio/data"
)

// Around the letters: their texts, the runs, labels, the test page, the post book.

type (
	letterTemplateJSON struct {
		ID     string             `json:"id"`
		Name   string             `json:"name"`
		Kind   string             `json:"kind"`
		Own    bool               `json:"own"`
		Hidden bool               `json:"hidden"`
		Texts  []templateTextJSON `json:"texts"`
	}
	templateTextJSON struct {
		Lang    string `json:"lang"`
		Version int    `json:"version"` // 0 = Fyrtio's
		By      string `json:"by,omitempty"`
	}
	faultJSON struct {
		Line int    `json:"line"`
		Col  int    `json:"col"`
		Text string `json:"text"`
		Near string `json:"near,omitempty"`
	}
	runJSON struct {
		Run      string   `json:"run"`
		Number   string   `json:"number"`
		Template string   `json:"template"`
		Texts    []string `json:"texts"` // sv:3
		Date     string   `json:"date"`
		By       string   `json:"by"`
		Letters  int      `json:"letters"`
		Sheets   int      `json:"sheets"`
		First    string   `json:"first"`
		Last     string   `json:"last"`
		Pending  int      `json:"pending"`
		Returned int      `json:"returned"`
		Unmarked bool     `json:"unmarked"`
		Checksum string   `json:"checksum"`
	}
)

func (a *app) templates() *cobra.Command {
	var add data.AddTemplateParams
	cmd := &cobra.Command{
		Use:     "templates [--add NAME --kind T]",
		Short:   a.say("letter.ctl.templates"),
		Example: "fyrtioctl letters templates\nfyrtioctl letters templates --add 'Inbjudan kvällstid' --kind inbjudan",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			if add.Name != "" {
				id, err := s.AddTemplate(cmd.Context(), add)
				if err != nil {
					return err
				}
				return a.print(map[string]string{"id": id}, func() { a.line("letter.ctl.added", "ID", id) })
			}
			list, err := s.Templates(cmd.Context())
			if err != nil {
				return err
			}
			out := make([]letterTemplateJSON, len(list))
			for i, t := range list {
				out[i] = letterTemplateJSON{ID: t.ID, Name: t.Name(a.lang), Kind: t.Kind, Own: t.Own, Hidden: t.Hidden, Texts: []templateTextJSON{}}
				for _, l := range t.Langs {
					out[i].Texts = append(out[i].Texts, templateTextJSON{string(l.Lang), l.Version, l.By})
				}
			}
			return a.print(out, func() {
				rows := make([][]string, len(out))
				for i, t := range out {
					var texts []string
					for _, l := range t.Texts {
						texts = append(texts, l.Lang+" "+paper.VersionName(a.lang, l.Version))
					}
					rows[i] = []string{t.ID, t.Name, strings.Join(texts, ", ")}
				}
				a.table([]string{"ctl.col.id", "ctl.col.name", "letter.ctl.col.texts"}, rows)
			})
		},
	}
	cmd.Flags().StringVar(&add.Name, "add", "", a.say("letter.ctl.flag.add"))
	cmd.Flags().StringVar(&add.Kind, "kind", journey.TemplateCl24, a.say("letter.ctl.flag.kind"))
	return cmd
}

func (a *app) template() *cobra.Command {
	var lang, save, check string
	var version, revert int
	cmd := a.onRun("template ID [--template-lang L] [--save FILE | --check FILE | --revert N]", "letters.template",
		"fyrtioctl letters template inbjudan --template-lang sv > inbjudan.txt\nfyrtioctl letters template inbjudan --save inbjudan.txt\nfyrtioctl letters template inbjudan --revert 0",
		func(ctx context.Context, s *data.Store, id string) error {
			l := letter.Lang(lang)
			switch {
			case check != "":
				text, err := readFile(check)
				if err != nil {
					return err
				}
				return a.checkTemplate(text)
			case save != "":
				text, err := readFile(save)
				if err != nil {
					return err
				}
				n, err := s.SaveTemplate(ctx, data.SaveTemplateParams{ID: id, Lang: l, Text: string(text), From: letter.InForce})
				if err != nil {
					return err
				}
				return a.print(map[string]any{"id": id, "lang": lang, "version": n}, func() { a.line("letter.ctl.saved", "ID", id, "Lang", lang, "Version", n) })
			case revert >= 0:
				if err := s.RevertTemplate(ctx, id, l, revert); err != nil {
					return err
				}
				return a.print(map[string]any{"id": id, "lang": lang, "version": revert}, func() {
					a.line("letter.ctl.reverted", "ID", id, "Lang", lang, "Version", paper.VersionName(a.lang, revert))
				})
			}
			t, err := s.Template(ctx, id, l, version)
			if err != nil {
				return err
			}
			return a.print(map[string]any{"id": id, "lang": lang, "version": t.Version, "by": t.By, "text": t.Text, "in_force": t.InForce}, func() { fmt.Fprint(a.out, t.Text) })
		})
	flags := cmd.Flags()
	flags.StringVar(&lang, "template-lang", string(letter.Swedish), a.say("letter.ctl.flag.lang"))
	flags.IntVar(&version, "version", letter.InForce, a.say("letter.ctl.flag.version"))
	flags.StringVar(&save, "save", "", a.say("letter.ctl.flag.save"))
	flags.StringVar(&check, "check", "", a.say("letter.ctl.flag.check"))
	flags.IntVar(&revert, "revert", -1, a.say("letter.ctl.flag.revert"))
	return cmd
}

// checkTemplate tells every fault of a text; any fault is a refusal.
func (a *app) checkTemplate(text []byte) error {
	_, faults := letter.Parse(string(text))
	out := make([]faultJSON, len(faults))
	for i, f := range faults {
		out[i] = faultJSON{f.Line, f.Col, a.text(f.Text), f.Near}
	}
	err := a.print(map[string]any{"faults": out}, func() {
		for _, f := range out {
			fmt.Fprintf(a.out, "%d:%d %s\n", f.Line, f.Col, f.Text)
		}
		if len(out) == 0 {
			a.line("letter.ctl.whole")
		}
	})
	if err == nil {
		err = letter.Err(faults)
	}
	return err
}

func (a *app) runs() *cobra.Command {
	var f data.RunFilter
	cmd := &cobra.Command{
		Use:     "runs [--query TEXT] [--pending]",
		Short:   a.say("letter.ctl.runs"),
		Example: "fyrtioctl letters runs\nfyrtioctl letters runs --query påminnelse",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			list, err := s.Runs(cmd.Context(), f)
			if err != nil {
				return err
			}
			out := make([]runJSON, len(list))
			for i, r := range list {
				out[i] = runJSON{Run: r.ID, Number: r.Number, Template: r.Template, Texts: []string{}, Date: r.Date.String(), By: r.By, Letters: r.Letters, Sheets: r.Sheets,
					First: r.First, Last: r.Last, Pending: r.Pending, Returned: r.Returned, Unmarked: !r.Unmarked.IsZero(), Checksum: r.Checksum}
				for _, t := range r.Texts {
					out[i].Texts = append(out[i].Texts, fmt.Sprintf("%s:%d", t.Lang, t.Version))
				}
			}
			return a.print(out, func() {
				rows := make([][]string, len(out))
				for i, r := range out {
					rows[i] = []string{r.Number, r.Date, list[i].TemplateName(a.lang), fmt.Sprint(r.Letters), r.First + "–" + r.Last, fmt.Sprint(r.Pending), r.Run}
				}
				a.table([]string{"letter.ctl.col.run", "ctl.col.date", "letter.ctl.col.letter", "letter.ctl.col.count", "letter.ctl.col.numbers", "letter.ctl.col.pending", "ctl.col.id"}, rows)
			})
		},
	}
	cmd.Flags().StringVar(&f.Query, "query", "", a.say("letter.ctl.flag.query"))
	cmd.Flags().IntVar(&f.Cohort, "cohort", 0, a.say("ctl.flag.cohort"))
	cmd.Flags().BoolVar(&f.Pending, "pending", false, a.say("letter.ctl.flag.pending"))
	return cmd
}

func (a *app) labels() *cobra.Command {
	var p data.LabelsParams
	var out, order string
	cmd := &cobra.Command{
		Use:     "labels [--run RUN | --only P,…] [--sheet 3x7] [--start N] --out FILE.pdf",
		Short:   a.say("letter.ctl.labels"),
		Example: "fyrtioctl letters labels --run 26-014 --sheet 3x8 --start 5 --out etiketter.pdf",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := needed(out); err != nil {
				return err
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			if p.Order, err = a.order(order); err != nil {
				return err
			}
			run, left, err := s.Labels(cmd.Context(), p)
			if err != nil {
				return err
			}
			var b bytes.Buffer
			drawn, err := paper.WriteLabels(&b, run)
			if err != nil {
				return err
			}
			if err := save(out, b.Bytes()); err != nil {
				return err
			}
			list := a.leftOut(left)
			return a.print(map[string]any{"labels": len(run.Labels), "pages": drawn.Pages, "left_out": list, "warnings": a.sender(drawn.Problems)}, func() {
				a.line("letter.ctl.labelled", "N", len(run.Labels), "Pages", drawn.Pages, "File", out)
				a.printLeftOut(list)
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&p.Run, "run", "", a.say("letter.ctl.flag.run"))
	flags.IntVar(&p.Cohort, "cohort", 0, a.say("ctl.flag.cohort.latest"))
	flags.StringSliceVar(&p.Only, "only", nil, a.say("ctl.flag.only"))
	flags.StringVar(&p.Sheet, "sheet", "3x7", a.say("letter.ctl.flag.sheet"))
	flags.IntVar(&p.Start, "start", 1, a.say("letter.ctl.flag.start"))
	flags.StringVar(&order, "order", "", a.say("letter.ctl.flag.order"))
	flags.StringVar(&out, "out", "", a.say("ctl.flag.out"))
	return cmd
}

// order reads postcode or name; nothing is the first.
func (a *app) order(typed string) (data.LetterOrder, error) {
	switch typed {
	case "", "postcode":
		return data.LettersByPostcode, nil
	case "name":
		return data.LettersByName, nil
	}
	return "", fault.New(fault.Usage, "letter.ctl.err.order", "Typed", typed)
}

func (a *app) testPage() *cobra.Command {
	return a.paper("testpage", "letters.testpage", "fyrtioctl letters testpage --out provsida.pdf", func(_ context.Context, s *data.Store, w io.Writer) (paper.Drawn, error) {
		return paper.WriteTestPage(w, s.TestPage(a.lang))
	})
}

func (a *app) post() *cobra.Command {
	var p data.PostParams
	var from, to, out string
	cmd := &cobra.Command{
		Use:     "post [--run RUN | --from DATE --to DATE] --out FILE.pdf|.xlsx|.csv",
		Short:   a.say("letter.ctl.post"),
		Example: "fyrtioctl letters post --from 2026-03-02 --out postbok.xlsx\nfyrtioctl letters post --run 26-014 --out postbok.pdf",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := needed(out); err != nil {
				return err
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			if p.From, err = a.dayOr(from, s.Day()); err != nil {
				return err
			}
			if p.To, err = a.dayOr(to, s.Day()); err != nil {
				return err
			}
			list, err := s.PostList(cmd.Context(), p)
			if err != nil {
				return err
			}
			if err := a.saveTable(s, list, out); err != nil {
				return err
			}
			return a.print(map[string]any{"letters": len(list.Rows), "file": out}, func() { a.line("letter.ctl.posted", "N", len(list.Rows), "File", out) })
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&p.Run, "run", "", a.say("letter.ctl.flag.run"))
	flags.StringVar(&from, "from", "", a.say("letter.ctl.flag.from"))
	flags.StringVar(&to, "to", "", a.say("letter.ctl.flag.to"))
	flags.StringVar(&out, "out", "", a.say("ctl.flag.out.file"))
	return cmd
}

func (a *app) logo() *cobra.Command {
	var remove bool
	cmd := &cobra.Command{
		Use:     "logo FILE.png|FILE.jpg | --remove",
		Short:   a.say("letter.ctl.logo"),
		Example: "fyrtioctl letters logo logotyp.png",
		Args:    arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if remove == (len(args) == 1) {
				return fault.New(fault.Usage, "ctl.err.arguments", "Command", cmd.CommandPath(), "Use", cmd.UseLine())
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			if remove {
				if err := s.RemoveLogo(cmd.Context()); err != nil {
					return err
				}
			} else {
				file, err := readFile(args[0])
				if err != nil {
					return err
				}
				if err := s.SetLogo(cmd.Context(), file); err != nil {
					return err
				}
			}
			return a.print(map[string]bool{"logo": !remove}, func() { a.line(map[bool]string{true: "letter.ctl.logo.removed", false: "letter.ctl.logo.set"}[remove]) })
		},
	}
	cmd.Flags().BoolVar(&remove, "remove", false, a.say("letter.ctl.flag.remove"))
	return cmd
}

func (a *app) letterLang() *cobra.Command {
	return &cobra.Command{
		Use:     "lang P [sv|sv-latt|en|none]",
		Short:   a.say("letter.ctl.lang"),
		Example: "fyrtioctl letters lang 19860201-2380 sv-latt",
		Args:    arguments(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			if len(args) == 2 {
				lang := letter.Lang(args[1])
				if lang == "none" {
					lang = ""
				}
				if err := s.SetLetterLang(cmd.Context(), args[:1], lang); err != nil {
					return err
				}
			}
			lang, chosen, err := s.LetterLang(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return a.print(map[string]any{"lang": lang, "chosen": chosen}, func() {
				a.line(map[bool]string{true: "letter.ctl.lang.chosen", false: "letter.ctl.lang.follows"}[chosen], "Lang", lang.Name())
			})
		},
	}
}

// saveTable writes a list as the file's ending says: .csv, .xlsx, else PDF.
func (a *app) saveTable(s *data.Store, list table.Table, path string) error {
	if err := writable(path); err != nil {
		return err
	}
	var b bytes.Buffer
	var err error
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv":
		err = list.CSV(&b, a.lang)
	case ".xlsx":
		err = list.XLSX(&b, a.lang)
	default:
		_, err = paper.WriteList(&b, paper.List{Clinic: s.Config().Clinic(), Lang: a.lang, Date: s.Day(), Table: list})
	}
	if err != nil {
		return err
	}
	return save(path, b.Bytes())
}

// enclosures reads --enclose form,envelope,cl24-information and --print form: what is
// printed is enclosed as well.
func enclosures(enclose, print []string) (list []letter.Enclosure) {
	for _, what := range append(slices.Clone(enclose), print...) {
		if !slices.ContainsFunc(list, func(e letter.Enclosure) bool { return e.What == what }) {
			list = append(list, letter.Enclosure{What: what, Print: slices.Contains(print, what)})
		}
	}
	return list
}
