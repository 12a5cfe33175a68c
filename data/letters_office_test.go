package data

import (
	"errors"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyrtio/core/journey"
	"fyrtio/core/paper"
)

// BenchmarkMailMerge1000 has LibreOffice merge the words of the same invitation with as
// many people, beside BenchmarkLetters1000: without codes, checks, cover sheet and log.
// The processor's time may be compared on a busy computer too.
func BenchmarkMailMerge1000(b *testing.B) {
	for _, needed := range [][]string{{"soffice", "--version"}, {"/usr/bin/python3", "-c", "import uno"}, {"pdftotext", "-v"}} {
		if err := exec.Command(needed[0], needed[1:]...).Run(); err != nil {
			b.Skipf("LibreOffice is not there to compare with: %s: %v", needed[0], err)
		}
	}
	const n = 1000
	var seconds, cpu, peak float64
	for b.Loop() {
		dir := b.TempDir()
		list := "number;given;family;street;postcode;town\n"
		for i, p := range manyPeople(n, 1986) {
			list += fmt.Sprintf("26-%04d;%s;%s;%s;%s;%s\n", i+1, p.given, p.family, p.street, p.postcode, p.town)
		}
		must(b, os.WriteFile(filepath.Join(dir, "people.csv"), []byte(list), 0o600))
		must(b, os.WriteFile(filepath.Join(dir, "letter.fodt"), []byte(officeLetter(b)), 0o600))
		out, err := exec.Command("timeout", "600", "/usr/bin/python3", "testdata/mailmerge.py", dir).Output()
		if err != nil {
			if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
				b.Fatalf("%v: %s", err, exit.Stderr)
			}
			b.Fatal(err)
		}
		told := strings.Fields(string(out))
		seconds, _ = strconv.ParseFloat(told[0], 64)
		cpu, _ = strconv.ParseFloat(told[1], 64)
		peak, _ = strconv.ParseFloat(told[2], 64)
		text, err := exec.Command("pdftotext", filepath.Join(dir, "letters0.pdf"), "-").Output()
		pages := strings.Split(string(text), "\f")
		if err != nil || len(pages) != n+1 || !strings.Contains(pages[n-1], fmt.Sprintf("26-%04d", n)) {
			b.Fatalf("%v: %d pages\n%s", err, len(pages), pages[0])
		}
	}
	b.ReportMetric(seconds, "s-merge")
	b.ReportMetric(cpu, "s-cpu")
	b.ReportMetric(peak*1024/1e6, "MB-peak")
}

// officeLetter makes a text document of the shipped invitation with the fields of a list.
func officeLetter(b *testing.B) string {
	l := paper.Letter{Number: "{number}", Template: journey.TemplateInvitation, Lang: paper.Swedish, Given: "{given}", Family: "{family}"}
	text, err := paper.FrozenText(paper.LetterRun{Clinic: paper.Clinic{Name: "Granlunda hälsocentral", Phone: "0980-31 92 40", Signer: "Karin Nordin"}, Date: testDay}, l)
	must(b, err)
	text = "Granlunda hälsocentral\n" + testDay.String() + " {number}\n\n{given} {family}\n{street}\n{postcode} {town}\n\n" + text
	var body strings.Builder
	for line := range strings.Lines(text) {
		body.WriteString("<text:p>" + html.EscapeString(strings.TrimSpace(line)) + "</text:p>")
	}
	page := body.String()
	for _, field := range []string{"number", "given", "family", "street", "postcode", "town"} {
		page = strings.ReplaceAll(page, "{"+field+"}", `<text:database-display text:database-name="people" text:table-name="people" text:table-type="table" text:column-name="`+field+`">x</text:database-display>`)
	}
	return `<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">` +
		`<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:font-size="10pt"/></style:default-style></office:styles>` +
		`<office:automatic-styles><style:page-layout style:name="a4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="1.5cm"/></style:page-layout></office:automatic-styles>` +
		`<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="a4"/></office:master-styles>` +
		`<office:body><office:text>` + page + `</office:text></office:body></office:document>`
}
