package data

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyrtio/core/journey"
)

// BenchmarkLetters1000 prints 1,000 letters with everything that is recorded of them and
// their cover sheet. Budget: 1 s, a file under 3 MB.
func BenchmarkLetters1000(b *testing.B) { benchmarkLetters(b, 1000) }

// BenchmarkLetters10000 prints ten times as many, in parts. Budget: 150 MB of memory for
// the whole process that opens the folder and prints.
func BenchmarkLetters10000(b *testing.B) { benchmarkLetters(b, 10000) }

// benchmarkLetters measures the time here and the memory in a process of its own: this one
// has held the roster that was read in. The key is derived as in earnest, for that takes
// memory too.
func benchmarkLetters(b *testing.B, n int) {
	c := &clock{testDay.At(9, 0)}
	dir := b.TempDir()
	_, err := Init(b.Context(), dir, InitParams{Clinic: "Granlunda hälsocentral", User: testUser, Passphrase: testPassphrase, Clock: c.now, Workplace: "test"})
	must(b, err)
	s := openStore(b, dir, c)
	clinicSettings(b, s)
	importRows(b, s, manyPeople(n, 1986))
	must(b, s.Close())
	memory, cpu := peakOfPrinting(b, dir, n)
	s = openStore(b, dir, c)
	defer s.Close()
	var size int64
	for b.Loop() {
		done, bytes, err := printToFiles(b.Context(), s, b.TempDir())
		if err != nil || len(done.Letters) != n {
			b.Fatal(len(done.Letters), err)
		}
		size = bytes
		b.StopTimer()
		_, err = s.UnmarkRun(b.Context(), done.Run)
		must(b, err)
		b.StartTimer()
	}
	b.ReportMetric(float64(size)/1e6, "MB-file")
	b.ReportMetric(memory, "MB-peak")
	b.ReportMetric(cpu, "s-cpu")
}

// printToFiles prints an invitation to everyone, as sent, and tells how large the files are.
func printToFiles(ctx context.Context, s *Store, dir string) (Printed, int64, error) {
	var files []*os.File
	done, err := s.PrintLetters(ctx, LettersParams{Template: journey.TemplateInvitation, Cover: true, Confirm: true}, func(part, _ int) (io.Writer, error) {
		f, err := os.Create(filepath.Join(dir, fmt.Sprintf("letters-%d.pdf", part)))
		files = append(files, f)
		return f, err
	})
	var size int64
	for _, f := range files {
		if at, e := f.Seek(0, io.SeekEnd); e == nil {
			size += at
		}
		_ = f.Close()
	}
	return done, size, err
}

// printingIn names the environment variable that makes TestPrintAlone print.
const printingIn = "FYRTIO_PRINT_ALONE"

// TestPrintAlone is the process whose memory peakOfPrinting measures.
func TestPrintAlone(t *testing.T) {
	dir := os.Getenv(printingIn)
	if dir == "" {
		t.Skip("only the benchmark of the letters' memory runs it")
	}
	s := openStore(t, dir, &clock{testDay.At(9, 0)})
	done, _, err := printToFiles(t.Context(), s, t.TempDir())
	must(t, err)
	status, err := os.ReadFile("/proc/self/status")
	must(t, err)
	_, err = s.UnmarkRun(t.Context(), done.Run)
	must(t, err)
	must(t, s.Close())
	fmt.Printf("%d letters\n%s", len(done.Letters), status)
}

// peakOfPrinting prints n letters in a process of its own and gives the most memory that
// it had, in MB, and the seconds of the processor that it took, from the derivation of the
// key to the end; 0 where the system does not tell.
func peakOfPrinting(b *testing.B, dir string, n int) (memory, cpu float64) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		return 0, 0
	}
	cmd := exec.Command(os.Args[0], "-test.run", "^TestPrintAlone$")
	cmd.Env = append(os.Environ(), printingIn+"="+dir)
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), fmt.Sprintf("%d letters\n", n)) {
		b.Fatalf("%v\n%s", err, out)
	}
	_, rest, _ := strings.Cut(string(out), "VmHWM:")
	kB, err := strconv.ParseFloat(strings.Fields(rest + " none")[0], 64)
	must(b, err)
	return kB * 1024 / 1e6, (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
}
