//go:build !windows

package spool

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyrtio/core/fault"
)

// A printer of CUPS's own that takes PDFs and tells in front of them how it was set up.
const ppd = "/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd"

// queue starts a CUPS of the test's own, in a folder of its own and reached by a
// socket in it, with one printer whose sheets end in the file that is returned. The
// system's own printers are not touched.
func queue(t *testing.T) (printed string) {
	t.Helper()
	cupsd, err := exec.LookPath("cupsd")
	if err != nil {
		cupsd = "/usr/sbin/cupsd"
	}
	for _, file := range []string{cupsd, "/usr/sbin/lpadmin", ppd} {
		if _, err := os.Stat(file); err != nil {
			t.Skipf("no CUPS to print to: %s is missing (Debian: cups-daemon cups-client cups-filters)", file)
		}
	}
	if _, err := exec.LookPath("lp"); err != nil {
		t.Skip("no CUPS to print to: lp is missing (Debian: cups-client)")
	}
	dir, err := os.MkdirTemp("", "cups") // a short path: a socket's is bounded
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil { // as root, filters run as another user
		t.Fatal(err)
	}
	for _, sub := range []string{"conf", "spool", "cache", "state", "log", "out"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	socket := filepath.Join(dir, "sock")
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, "conf", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("cupsd.conf", fmt.Sprintf("Listen %s\nBrowsing No\nWebInterface No\nLogLevel info\nDefaultAuthType None\n"+
		"<Location />\nOrder allow,deny\nAllow all\n</Location>\n<Policy default>\n<Limit All>\nOrder deny,allow\nAllow all\n</Limit>\n</Policy>\n", socket))
	write("cups-files.conf", strings.ReplaceAll("FileDevice Yes\nServerRoot DIR/conf\nRequestRoot DIR/spool\nCacheDir DIR/cache\nStateDir DIR/state\n"+
		"TempDir DIR/spool\nErrorLog DIR/log/error\nAccessLog DIR/log/access\nPageLog DIR/log/page\n", "DIR", dir))
	daemon := exec.Command(cupsd, "-f", "-c", filepath.Join(dir, "conf", "cupsd.conf"), "-s", filepath.Join(dir, "conf", "cups-files.conf"))
	if err := daemon.Start(); err != nil {
		t.Skip("CUPS does not start here: ", err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	})
	t.Setenv("CUPS_SERVER", socket)
	until(t, "CUPS to answer", func() bool {
		out, err := cups(context.Background(), "lpstat", "-r")
		return err == nil && strings.Contains(out, "scheduler is running")
	})
	printed = filepath.Join(dir, "out", "sheets.pdf")
	args := []string{"-p", "Kontoret", "-E", "-D", "Laser", "-L", "Rum 2", "-v", "file:" + printed, "-P", ppd}
	if out, err := exec.Command("/usr/sbin/lpadmin", args...).CombinedOutput(); err != nil {
		t.Skipf("CUPS takes no printer here: %v\n%s", err, out)
	}
	if _, err := cups(context.Background(), "lpadmin", "-d", "Kontoret"); err != nil {
		t.Fatal(err)
	}
	return printed
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("waited in vain for ", what)
		}
	}
}

// pages gives a PDF of n empty A4 pages.
func pages(t *testing.T, n int) string {
	t.Helper()
	var b bytes.Buffer
	var at []int
	object := func(text string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), text)
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	kids := ""
	for i := range n {
		kids += fmt.Sprintf("%d 0 R ", i+3)
	}
	object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", n, kids))
	for range n {
		object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]/Resources<<>>>>")
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	path := filepath.Join(t.TempDir(), "papper.pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestRealQueuePrints prints through CUPS itself: the printer gets both sides, the
// copies and the chosen pages, in actual size.
func TestRealQueuePrints(t *testing.T) {
	printed := queue(t)
	s := New(nil)
	list, err := s.Printers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if want := (Printer{Name: "Kontoret", Info: "Laser · Rum 2", Default: true}); len(list) != 1 || list[0] != want {
		t.Fatalf("printers %+v", list)
	}
	sent, err := s.Print(t.Context(), pages(t, 6), Job{Printer: "Kontoret", Title: "Brev", Copies: 2, Sides: TwoSided, From: 2, To: 4})
	if err != nil {
		t.Fatal(err)
	}
	if sent.Job != "1" || sent.Printer != "Kontoret" {
		t.Errorf("sent %+v", sent)
	}
	var sheets []byte
	until(t, "the sheets", func() bool {
		out, err := cups(t.Context(), "lpstat", "-W", "completed", "-o")
		if err != nil || !strings.Contains(out, "Kontoret-1") {
			return false
		}
		sheets, err = os.ReadFile(printed)
		return err == nil && bytes.Contains(sheets, []byte("%%EOF"))
	})
	for _, said := range []string{"SET DUPLEX=ON", "BINDING=LONGEDGE", "PAPER=A4", "%PDF"} {
		if !bytes.Contains(sheets, []byte(said)) {
			t.Errorf("the printer did not hear %s", said)
		}
	}
	if tool, err := exec.LookPath("pdfinfo"); err == nil {
		// Pages 2–4 fill two sheets on both sides; the second's back is empty, then the other copy.
		out, err := exec.Command(tool, printed).Output()
		if err != nil || !strings.Contains(string(out), "Pages:           8") {
			t.Errorf("%v, the printer got\n%s", err, out)
		}
	}
	if _, err := s.Print(t.Context(), pages(t, 1), Job{Printer: "Borta", Title: "Brev", Copies: 1, Sides: OneSided}); fault.CodeOf(err) != fault.Refused {
		t.Errorf("a printer that is not there: %v", err)
	}
	if out, err := exec.Command("cupsdisable", "-r", "slut på papper", "Kontoret").CombinedOutput(); err == nil {
		if list, err := s.Printers(t.Context()); err != nil || !list[0].Stopped {
			t.Errorf("a stopped printer: %+v, %v", list, err)
		}
	} else {
		t.Logf("not tried: %v %s", err, out)
	}
}

func TestNoSchedulerIsSaid(t *testing.T) {
	if _, err := exec.LookPath("lp"); err != nil {
		t.Skip("lp is missing")
	}
	t.Setenv("CUPS_SERVER", filepath.Join(t.TempDir(), "nowhere"))
	var known *fault.Error
	if _, err := New(nil).Printers(t.Context()); !errors.As(err, &known) || known.Text.ID != "printing.err.none" {
		t.Errorf("%v", err)
	}
}

func TestLpstatIsRead(t *testing.T) {
	got := readPrinters("printer Laser is idle.  enabled since Mon\n\tDescription: Laser\n\tLocation: Rum 2\n\tConnection: direct\n" +
		"printer Kopiator disabled since Mon -\n\tPaused\n\tDescription: Kopiatorn: plan 3\n\tLocation: \nprinter Nytt now printing Nytt-7.  enabled since Mon\n")
	want := []Printer{{Name: "Laser", Info: "Rum 2"}, {Name: "Kopiator", Info: "Kopiatorn: plan 3", Stopped: true}, {Name: "Nytt"}}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, not %+v", got[i], want[i])
		}
	}
	for said, want := range map[string]string{"request id is Laser-2-12 (1 file(s))\n": "12", "": ""} {
		if n := jobNumber(said); n != want {
			t.Errorf("%q: %q", said, n)
		}
	}
}

// The name of a printer or a file is never taken for an option of lp.
func TestArgumentsOfLp(t *testing.T) {
	got := strings.Join(arguments("-oraw", Job{Printer: "-x", Title: "Brev", Copies: 500, Sides: OneSided}), " ")
	if want := "-d -x -n 99 -t Brev -o sides=one-sided -o media=A4 -o print-scaling=none -- -oraw"; got != want {
		t.Error(got)
	}
}
