package data

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"fyrtio/core/fault"
	"fyrtio/data/keys"
)

// Role is what a user may do besides the daily work.
type Role string

// The roles.
const (
	Coordinator Role = "coordinator" // the daily work
	Admin       Role = "admin"       // users and settings too
)

// User is someone who may log in. A removed user is kept, since the log names them.
type User struct {
	Name     string // login name, also the key slot's
	FullName string // as papers and the timeline show it
	Role     Role
	Added    time.Time
	Removed  time.Time // zero for one who may log in
}

// Users lists the users by name, removed ones last.
func (s *Store) Users(ctx context.Context) (list []User, err error) {
	err = s.read(ctx, func(r reader) error {
		rows, err := r.rows(`SELECT name, full_name, role, added, coalesce(removed, 0) FROM user ORDER BY removed IS NOT NULL, name`)
		if err != nil {
			return err
		}
		return each(rows, func() error {
			var u User
			var added, removed int64
			if err := rows.Scan(&u.Name, &u.FullName, &u.Role, &added, &removed); err != nil {
				return err
			}
			u.Added = instant(added)
			if removed > 0 {
				u.Removed = instant(removed)
			}
			list = append(list, u)
			return nil
		})
	})
	return list, err
}

// User gives the user who opened the store.
func (s *Store) User() string { return s.user }

// AddUser lets another person log in with a passphrase of their own.
func (s *Store) AddUser(ctx context.Context, u User, passphrase string) error {
	if err := u.check(); err != nil {
		return err
	}
	err := s.write(ctx, act{Act: "user.add", Detail: map[string]string{"user": u.Name}}, func(t *tx) error {
		if err := t.admin(); err != nil {
			return err
		}
		if err := t.addUser(u); err != nil {
			return err
		}
		// The slot comes last: without the row it would be a login that nobody knows of.
		return s.ring.AddUser(s.key, u.Name, passphrase)
	})
	return err
}

func (u *User) check() error {
	u.Name = strings.TrimSpace(u.Name)
	if u.FullName == "" {
		u.FullName = u.Name
	}
	if u.Role == "" {
		u.Role = Coordinator
	}
	if u.Name == "" || len(u.Name) > 60 || strings.ContainsAny(u.Name, "\x00\n\r\t/\\") || u.Role != Coordinator && u.Role != Admin {
		return fault.New(fault.Refused, "data.err.user.name")
	}
	return nil
}

func (t *tx) addUser(u User) error {
	_, err := t.exec(`INSERT INTO user (name, full_name, role, added) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (name) DO UPDATE SET full_name = ?2, role = ?3, removed = NULL WHERE removed IS NOT NULL`,
		u.Name, u.FullName, u.Role, millis(t.now))
	return err
}

// admin refuses anyone who is no admin.
func (t *tx) admin() error {
	var role Role
	err := t.row(`SELECT role FROM user WHERE name = ? AND removed IS NULL`, t.s.user).Scan(&role)
	if err != nil && !none(err) {
		return err
	}
	if role != Admin {
		return fault.New(fault.Refused, "data.err.user.admin")
	}
	return nil
}

// RemoveUser takes a user's key slot away. The last admin and oneself cannot be removed.
func (s *Store) RemoveUser(ctx context.Context, name string) error {
	if name == s.user {
		return fault.New(fault.Refused, "data.err.user.self")
	}
	return s.write(ctx, act{Act: "user.remove", Detail: map[string]string{"user": name}}, func(t *tx) error {
		if err := t.admin(); err != nil {
			return err
		}
		res, err := t.exec(`UPDATE user SET removed = ? WHERE name = ? AND removed IS NULL`, millis(t.now), name)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return fault.Wrap(fault.NotFound, err, "data.err.user.unknown", "Name", name)
		}
		return s.ring.RemoveUser(name)
	})
}

// ChangePassphrase gives the user who opened the store a new passphrase.
func (s *Store) ChangePassphrase(ctx context.Context, old, new string) error {
	return s.write(ctx, act{Act: "user.passphrase"}, func(*tx) error { return s.ring.ChangePassphrase(s.user, old, new) })
}

// ResetPassphrase gives any user a new passphrase, for a store that was opened with
// the recovery code.
func (s *Store) ResetPassphrase(ctx context.Context, user, passphrase string) error {
	if !s.recovered {
		return fault.New(fault.Refused, "data.err.user.recovery")
	}
	return s.write(ctx, act{Act: "user.passphrase", Detail: map[string]string{"user": user, "by": "recovery code"}}, func(*tx) error {
		return s.ring.SetPassphrase(s.key, user, passphrase)
	})
}

// NewRecovery makes a new recovery code; the old one opens nothing any more.
func (s *Store) NewRecovery(ctx context.Context) (code string, err error) {
	err = s.write(ctx, act{Act: "user.recovery"}, func(t *tx) error {
		if err := t.admin(); err != nil {
			return err
		}
		code, err = s.ring.NewRecovery(s.key)
		return err
	})
	return code, err
}

// Logins lists the names that the unlock screen of a data folder offers.
func Logins(dir string) ([]string, error) {
	ring, err := keys.Open(filepath.Join(dir, keys.FileName))
	if err != nil {
		return nil, err
	}
	return ring.Users(), nil
}
