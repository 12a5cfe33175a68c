//go:build !linux && !windows

package vault

import "time"

// bootTime is unknown here: the beginning of time.
func bootTime() time.Time { return time.Time{} }
