package folder

import "testing"

func TestMountKind(t *testing.T) {
	const sshfs = `98 29 0:53 / /mnt/my\040disk rw,nosuid shared:61 - fuse.sshfs eva@host:/home rw,user_id=1000`
	for _, c := range []struct {
		line, device, kind string
		ok                 bool
	}{
		{sshfs, "0:53", "fuse.sshfs", true},
		{sshfs, "0:5", "", false},
		{"29 1 8:2 / / rw - ext4 /dev/sda2 rw", "8:2", "ext4", true},
		{"", "0:53", "", false},
		{"29 1 0:53 - ", "0:53", "", false},
	} {
		if kind, ok := mountKind(c.line, c.device); kind != c.kind || ok != c.ok {
			t.Errorf("%q: %q %v", c.line, kind, ok)
		}
	}
}
