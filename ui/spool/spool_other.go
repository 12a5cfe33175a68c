//go:build !windows

package spool

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"fyrtio/core/fault"
)

// Can reports whether there is something to print with.
func (*System) Can() bool {
	_, err := exec.LookPath("lp")
	return err == nil
}

// cups runs one of the commands of CUPS. Their words are read, so they are English.
func cups(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "LANG=C")
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		// What lp says may name the file; it is counted, not kept.
		return out.String(), fmt.Errorf("run %s: %w (%d bytes said)", name, err, complaint.Len())
	}
	return out.String(), nil
}

// Printers lists the printers of the system, the usual one first.
func (s *System) Printers(ctx context.Context) ([]Printer, error) {
	if !s.Can() {
		return nil, fault.New(fault.Refused, "printing.err.none")
	}
	out, err := cups(ctx, "lpstat", "-l", "-p")
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	list := readPrinters(out)
	if err != nil && len(list) == 0 {
		// lpstat ends in error both without a printer and without a scheduler.
		return nil, fault.Wrap(fault.Refused, err, "printing.err.none")
	}
	usual, err := cups(ctx, "lpstat", "-d")
	if err != nil {
		return list, nil // a usual one is a convenience
	}
	_, name, _ := strings.Cut(usual, ": ")
	for i, p := range list {
		if p.Name == strings.TrimSpace(name) {
			list[i].Default = true
			list[0], list[i] = list[i], list[0]
		}
	}
	return list, nil
}

// readPrinters reads lpstat -l -p: a line "printer NAME is idle. …" or "printer NAME
// disabled since …", followed by indented lines.
func readPrinters(out string) (list []Printer) {
	for _, line := range strings.Split(out, "\n") {
		if rest, ok := strings.CutPrefix(line, "printer "); ok {
			name, state, _ := strings.Cut(rest, " ")
			list = append(list, Printer{Name: name, Stopped: strings.HasPrefix(state, "disabled")})
			continue
		}
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		if len(list) == 0 || value == "" {
			continue
		}
		p := &list[len(list)-1]
		switch {
		case key == "Description" && value != p.Name:
			p.Info = value
		case key == "Location" && p.Info == "":
			p.Info = value
		case key == "Location":
			p.Info += " · " + value
		}
	}
	return list
}

// Print hands a file to a printer and returns when the system has taken it.
func (s *System) Print(ctx context.Context, path string, j Job) (Sent, error) {
	out, err := cups(ctx, "lp", arguments(path, j)...)
	if ctx.Err() != nil {
		return Sent{}, ctx.Err()
	}
	if err != nil {
		var gone *exec.Error
		if errors.As(err, &gone) {
			return Sent{}, fault.Wrap(fault.Refused, err, "printing.err.none")
		}
		return Sent{}, fault.Wrap(fault.Refused, err, "printing.err.printer")
	}
	return Sent{Printer: j.Printer, Job: jobNumber(out)}, nil
}

func arguments(path string, j Job) []string {
	args := []string{"-d", j.Printer, "-n", strconv.Itoa(max(1, min(j.Copies, MaxCopies))), "-t", j.Title,
		"-o", "sides=" + string(j.Sides), "-o", "media=A4", "-o", "print-scaling=none"}
	if j.From > 0 {
		args = append(args, "-P", fmt.Sprintf("%d-%d", j.From, j.To))
	}
	return append(args, "--", path)
}

// jobNumber reads "request id is Laser-12 (1 file(s))".
func jobNumber(out string) string {
	_, rest, ok := strings.Cut(out, "request id is ")
	if !ok {
		return ""
	}
	id, _, _ := strings.Cut(rest, " ")
	return id[strings.LastIndexByte(id, '-')+1:]
}
