package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// S20: no network connection is ever opened. The main job runs under a tracer of
// every call that concerns a socket; only a local one (the name service's) may be
// asked for.
func TestS20NoConnectionIsOpened(t *testing.T) {
	tracer, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed: make setup does it")
	}
	dir := t.TempDir()
	trace := filepath.Join(dir, "trace")
	if out, err := exec.Command(tracer, "-o", trace, "true").CombinedOutput(); err != nil {
		t.Skipf("processes cannot be traced here: %v: %s", err, out)
	}
	command, err := exec.LookPath("fyrtioctl") // TestMain puts it there
	if err != nil {
		t.Fatal(err)
	}
	network := regexp.MustCompile(`AF_INET|AF_NETLINK|AF_PACKET|sendto|sendmsg`)
	for _, args := range []string{
		"demo --participants 20 --cohort 2026 --seed 40",
		"today",
		"letters --template inbjudan --cohort 2026 --out letters.pdf",
		"star criteria --out criteria.pdf",
		"form blank --out form.pdf",
		"check",
	} {
		cmd := exec.Command(tracer, append([]string{"-f", "-e", "trace=execve,%network", "-o", trace, command}, strings.Fields(args)...)...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "FYRTIO_DATA="+filepath.Join(dir, "kliniken"), "FYRTIO_USER=lena", "FYRTIO_PASSPHRASE=fyra ord man minns")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", args, err, out)
		}
		calls, err := os.ReadFile(trace)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(calls), "execve") {
			t.Fatalf("%s was not traced", args)
		}
		if call := network.FindString(string(calls)); call != "" {
			t.Errorf("%s reaches for the network: %s", args, call)
		}
	}
}
