package data

import (
	"context"
	"fmt"

	"fyrtio/core/paper"
)

// The clinic's logo. Its pictures are in the database, encrypted like everything else,
// and none is removed: letters that were printed with one are printed again with it.

// logoKey is where the settings keep which logo holds; it is no setting that one types.
const logoKey = "clinic.logo"

// SetLogo reads a PNG or JPEG picture and makes it the clinic's logo.
func (s *Store) SetLogo(ctx context.Context, file []byte) error {
	logo, err := paper.ReadLogo(file)
	if err != nil {
		return err
	}
	return s.chooseLogo(ctx, logo.ID, func(t *tx) error {
		_, err := t.exec(`INSERT OR IGNORE INTO logo (id, png, w, h, at, actor) VALUES (?,?,?,?,?,?)`, logo.ID, logo.PNG, logo.W, logo.H, millis(t.now), t.s.user)
		return err
	})
}

// RemoveLogo goes back to Fyrtio's star.
func (s *Store) RemoveLogo(ctx context.Context) error {
	return s.chooseLogo(ctx, "", func(*tx) error { return nil })
}

func (s *Store) chooseLogo(ctx context.Context, id string, keep func(*tx) error) error {
	var c Config
	err := s.write(ctx, act{Act: "logo", Detail: map[string]string{"from": s.Config()[logoKey], "to": id}}, func(t *tx) error {
		if err := keep(t); err != nil {
			return err
		}
		_, err := t.exec(`INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2`, logoKey, id)
		if err == nil {
			c, err = readConfig(t)
		}
		return err
	})
	if err == nil {
		s.configMu.Lock()
		s.config = c
		s.configMu.Unlock()
	}
	return err
}

// Clinic gives the sender as papers show it, with its logo.
func (s *Store) Clinic(ctx context.Context) (c paper.Clinic, err error) {
	err = s.read(ctx, func(r reader) error {
		c, err = readClinic(r, s.Config())
		return err
	})
	return c, err
}

func readClinic(r reader, config Config) (c paper.Clinic, err error) {
	c = config.Clinic()
	if id := config[logoKey]; id != "" {
		c.Logo, err = readLogo(r, id)
	}
	return c, err
}

func readLogo(r reader, id string) (*paper.Logo, error) {
	l := &paper.Logo{ID: id}
	if err := r.row(`SELECT png, w, h FROM logo WHERE id = ?`, id).Scan(&l.PNG, &l.W, &l.H); err != nil {
		return nil, fmt.Errorf("read logo %s: %w", id, err)
	}
	return l, nil
}
