package folder

import (
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// Remote tells whether the folder dir is on a network share: a name that begins
// with \\server, or a drive letter that stands for one.
func Remote(dir string) (bool, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return false, fmt.Errorf("find the drive of %s: %w", dir, err)
	}
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved
	}
	volume := filepath.VolumeName(path)
	if strings.HasPrefix(volume, `\\`) {
		local := strings.HasPrefix(volume, `\\?\`) || strings.HasPrefix(volume, `\\.\`)
		return !local || strings.HasPrefix(strings.ToUpper(volume), `\\?\UNC`), nil
	}
	root, err := windows.UTF16PtrFromString(volume + `\`)
	if err != nil {
		return false, fmt.Errorf("find the drive of %s: %w", dir, err)
	}
	return windows.GetDriveType(root) == windows.DRIVE_REMOTE, nil
}
