package folder

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// Kinds of network file systems: by the number that statfs gives, and for those in
// user space (FUSE, which is also used for local disks) by the name in mountinfo.
var (
	remoteMagic = []uint32{
		unix.NFS_SUPER_MAGIC, unix.SMB_SUPER_MAGIC, unix.SMB2_SUPER_MAGIC, unix.CIFS_SUPER_MAGIC,
		unix.AFS_SUPER_MAGIC, unix.AFS_FS_MAGIC, unix.CODA_SUPER_MAGIC, unix.NCP_SUPER_MAGIC, unix.CEPH_SUPER_MAGIC,
	}
	remoteFuse = []string{
		"fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.ceph", "fuse.ceph-fuse",
		"fuse.s3fs", "fuse.smbnetfs", "fuse.curlftpfs", "fuse.gvfsd-fuse", "fuse.onedriver", "fuse.google-drive-ocamlfuse",
	}
)

// Remote tells whether the folder dir, which must exist, is on a network share.
func Remote(dir string) (bool, error) {
	var fs unix.Statfs_t
	if err := unix.Statfs(dir, &fs); err != nil {
		return false, fmt.Errorf("find the file system of %s: %w", dir, err)
	}
	magic := uint32(fs.Type)
	if magic != unix.FUSE_SUPER_MAGIC {
		return slices.Contains(remoteMagic, magic), nil
	}
	var stat unix.Stat_t
	if err := unix.Stat(dir, &stat); err != nil {
		return false, fmt.Errorf("find the file system of %s: %w", dir, err)
	}
	mounts, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return false, fmt.Errorf("find the file system of %s: %w", dir, err)
	}
	defer mounts.Close()
	device := fmt.Sprintf("%d:%d", unix.Major(uint64(stat.Dev)), unix.Minor(uint64(stat.Dev)))
	lines := bufio.NewScanner(mounts)
	for lines.Scan() {
		if kind, ok := mountKind(lines.Text(), device); ok {
			return slices.Contains(remoteFuse, kind), nil
		}
	}
	return false, lines.Err()
}

// mountKind gives the file system's name if the line of mountinfo is for device.
// A line is: id parent major:minor root point options [fields…] - kind source options.
func mountKind(line, device string) (kind string, ok bool) {
	before, after, found := strings.Cut(line, " - ")
	head, tail := strings.Fields(before), strings.Fields(after)
	if !found || len(head) < 3 || head[2] != device || len(tail) == 0 {
		return "", false
	}
	return tail[0], true
}
