package data

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"fyrtio/core/fault"
	"fyrtio/data/vault"
)

// BackupReason says when a backup was made.
type BackupReason string

// The reasons.
const (
	AtStart      BackupReason = "start"
	AtClose      BackupReason = "close"
	ByHand       BackupReason = "hand"
	ByClock      BackupReason = "clock"
	BeforeImport BackupReason = "import"
	BeforeUndo   BackupReason = "undo"
	// BeforeUpgrade is a copy in the format of the program that was used before.
	BeforeUpgrade BackupReason = "upgrade"
)

// BackupInfo is a backup as it is remembered.
type BackupInfo struct {
	File    string // base name in the backups folder
	At      time.Time
	Reason  BackupReason
	Size    int64  // bytes
	Problem string // "" when it was opened and found whole
	Head    Head   // the end of the log chain in it
}

// counted are the tables whose rows a backup must have as many of.
var counted = []string{"participant", "contact_version", "event", "journey", "access", "answer", "star", "letter"}

// Backup makes a copy of the database in the same encryption, opens it, has SQLite
// check it, and compares its rows and its log chain with the original. A copy that
// does not pass is an error and is not kept. Old copies are then rotated away.
func (s *Store) Backup(ctx context.Context, reason BackupReason) (BackupInfo, error) {
	s.backing.Lock()
	defer s.backing.Unlock()
	b := s.newBackup(reason)
	path := filepath.Join(s.dir, backupFolder, b.File)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return b, fault.Wrap(fault.Refused, err, "data.err.backup.folder")
	}
	if err := s.copyVerified(ctx, path, &b); err != nil {
		_ = os.Remove(path)
		return b, fault.Wrap(codeOr(err, fault.Refused), err, "data.err.backup.failed")
	}
	err := s.write(ctx, act{Act: "backup", Detail: map[string]any{"file": b.File, "reason": reason}}, func(t *tx) error {
		return t.rememberBackup(b)
	})
	if err != nil {
		return b, err
	}
	return b, s.rotate(ctx)
}

// newBackup names a backup that is made now.
func (s *Store) newBackup(reason BackupReason) BackupInfo {
	b := BackupInfo{At: s.clock(), Reason: reason}
	b.File = fmt.Sprintf("fyrtio-%s-%s.db", b.At.UTC().Format("20060102-150405"), s.ids.next()[16:])
	return b
}

func (t *tx) rememberBackup(b BackupInfo) error {
	_, err := t.exec(`INSERT INTO backup (file, at, reason, size, head, head_seq, problem) VALUES (?,?,?,?,?,?,'')`,
		b.File, millis(b.At), b.Reason, b.Size, b.Head.Hash, b.Head.Seq)
	return err
}

// codeOr gives err's code, or c when err has none.
func codeOr(err error, c fault.Code) fault.Code {
	if code := fault.CodeOf(err); code != fault.Internal {
		return code
	}
	return c
}

// copyVerified copies the database to path and reads the copy. Writes go on
// meanwhile, so the copy is of some state between before and after.
func (s *Store) copyVerified(ctx context.Context, path string, b *BackupInfo) error {
	read := func() (c contents, err error) {
		err = s.read(ctx, func(r reader) error {
			c, err = readContents(r)
			return err
		})
		return c, err
	}
	before, err := read()
	if err != nil {
		return err
	}
	if err := vault.Backup(ctx, s.readers, path, s.key); err != nil {
		return err
	}
	got, err := s.openBackup(ctx, path)
	if err != nil {
		return err
	}
	after, err := read()
	if err != nil {
		return err
	}
	same, err := s.hasHead(ctx, got.head)
	if err != nil {
		return err
	}
	if !same || !got.between(before, after) {
		return fault.New(fault.Damaged, "data.err.backup.differs")
	}
	b.Head = got.head
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	b.Size = info.Size()
	return nil
}

// hasHead reports whether the log chain has, or had, this end.
func (s *Store) hasHead(ctx context.Context, h Head) (same bool, err error) {
	if h.Seq == 0 {
		return true, nil
	}
	err = s.read(ctx, func(r reader) error {
		var hash []byte
		if err := r.row(`SELECT hash FROM access WHERE seq = ?`, h.Seq).Scan(&hash); err != nil && !none(err) {
			return err
		}
		same = bytes.Equal(hash, h.Hash)
		return nil
	})
	return same, err
}

// contents is what a backup is compared by.
type contents struct {
	rows []int64
	head Head
}

// between reports whether c can be a state between two others.
func (c contents) between(before, after contents) bool {
	for i, n := range c.rows {
		if n < min(before.rows[i], after.rows[i]) || n > max(before.rows[i], after.rows[i]) {
			return false
		}
	}
	return before.head.Seq <= c.head.Seq && c.head.Seq <= after.head.Seq
}

func readContents(r reader) (c contents, err error) {
	for _, table := range counted {
		var n int64
		if err := r.row(`SELECT count(*) FROM ` + table).Scan(&n); err != nil {
			return c, err
		}
		c.rows = append(c.rows, n)
	}
	c.head, err = readHead(r)
	return c, err
}

// openBackup verifies a backup's file and reads what it holds.
func (s *Store) openBackup(ctx context.Context, path string) (c contents, err error) {
	if err := vault.Verify(path, s.key); err != nil {
		return c, err
	}
	db, err := vault.Open(path, s.key, vault.Options{ReadOnly: true, MaxConns: 1})
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return c, err
	}
	r := &snap{newStatements(ctx, t)}
	defer r.end()
	return readContents(r)
}

// Backups lists the backups that are kept, newest first.
func (s *Store) Backups(ctx context.Context) (list []BackupInfo, err error) {
	err = s.read(ctx, func(r reader) error {
		rows, err := r.rows(`SELECT file, at, reason, size, problem, head_seq, head FROM backup WHERE removed IS NULL ORDER BY at DESC, file DESC`)
		if err != nil {
			return err
		}
		return each(rows, func() error {
			var b BackupInfo
			var at int64
			if err := rows.Scan(&b.File, &at, &b.Reason, &b.Size, &b.Problem, &b.Head.Seq, &b.Head.Hash); err != nil {
				return err
			}
			b.At = instant(at)
			list = append(list, b)
			return nil
		})
	})
	return list, err
}

// Unsaved reports whether anything was written since the newest backup.
func (s *Store) Unsaved(ctx context.Context) (bool, error) {
	var changed bool
	err := s.read(ctx, func(r reader) error {
		return r.row(`SELECT EXISTS (SELECT 1 FROM access WHERE act NOT IN ('backup', 'look')
			AND seq > (SELECT coalesce(max(head_seq), 0) FROM backup WHERE removed IS NULL))`).Scan(&changed)
	})
	return changed, err
}

// rotate removes the backups that kept does not name.
func (s *Store) rotate(ctx context.Context) error {
	list, err := s.Backups(ctx)
	if err != nil {
		return err
	}
	times := make([]time.Time, len(list))
	for i, b := range list {
		times[i] = b.At
	}
	keep := kept(times)
	var gone []string
	for i, b := range list {
		if !keep[i] {
			gone = append(gone, b.File)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	return s.write(ctx, act{Act: "backup.rotate", Detail: gone}, func(t *tx) error {
		for _, file := range gone {
			if _, err := t.exec(`UPDATE backup SET removed = ? WHERE file = ?`, millis(t.now), file); err != nil {
				return err
			}
			if err := os.Remove(filepath.Join(s.dir, backupFolder, file)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return fmt.Errorf("remove the old backup %s: %w", file, err)
			}
		}
		return nil
	})
}

// kept says which backups are kept, of times sorted newest first: the newest ten, and
// the newest of each of the latest 24 hours, 14 days, 8 weeks and 24 months that
// have one.
func kept(times []time.Time) []bool {
	keep := make([]bool, len(times))
	for i := range min(10, len(times)) {
		keep[i] = true
	}
	for _, rule := range []struct {
		n      int
		period func(time.Time) string
	}{
		{24, func(t time.Time) string { return t.UTC().Format("2006-01-02T15") }},
		{14, func(t time.Time) string { return t.UTC().Format("2006-01-02") }},
		{8, func(t time.Time) string { y, w := t.UTC().ISOWeek(); return fmt.Sprint(y, "-", w) }},
		{24, func(t time.Time) string { return t.UTC().Format("2006-01") }},
	} {
		last, n := "", 0
		for i, t := range times {
			if p := rule.period(t); p != last && n < rule.n {
				last, n, keep[i] = p, n+1, true
			}
		}
	}
	return keep
}
