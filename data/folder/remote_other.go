//go:build !linux && !windows

package folder

// Remote cannot tell on this system, and says no.
func Remote(string) (bool, error) { return false, nil }
