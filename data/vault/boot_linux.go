package vault

import (
	"time"

	"golang.org/x/sys/unix"
)

// bootTime is when the machine was started, or the beginning of time if unknown.
func bootTime() time.Time {
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) != nil {
		return time.Time{}
	}
	return time.Now().Add(-time.Duration(info.Uptime) * time.Second)
}
