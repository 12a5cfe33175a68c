package data

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"fyrtio/core/fault"
)

//go:embed schema/*.sql
var schema embed.FS

// migrations gives the schema's steps in order: schema/0001_….sql, 0002_….sql. The
// database's user_version is the number of steps that it has taken. A step that has
// been released is never edited, only followed by a new one.
func migrations() ([]string, error) {
	names, err := fs.Glob(schema, "schema/*.sql") // sorted by name
	if err != nil {
		return nil, err
	}
	steps := make([]string, len(names))
	for i, name := range names {
		b, err := schema.ReadFile(name)
		if err != nil {
			return nil, err
		}
		steps[i] = string(b)
	}
	return steps, nil
}

// migrate brings the database up to this program's schema, each step in its own
// transaction. A database of a newer program is refused, not guessed at. The rules may
// have changed with the program: the next reading computes every journey anew, also
// where this is broken off, because a day to come was noted as the last one turned.
func migrate(ctx context.Context, db *sql.DB) error {
	steps, err := migrations()
	if err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	version, err := schemaVersion(ctx, db)
	if err != nil {
		return err
	}
	if version > len(steps) {
		return fault.New(fault.Refused, "data.err.newer")
	}
	for n := version; n < len(steps); n++ {
		if err := migrateStep(ctx, db, n+1, steps[n]); err != nil {
			return fmt.Errorf("bring the schema to version %d: %w", n+1, err)
		}
	}
	return nil
}

func migrateStep(ctx context.Context, db *sql.DB, version int, script string) error {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = t.Rollback() }()
	if _, err := t.ExecContext(ctx, script); err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, "UPDATE turned SET day = '9999-12-31'"); err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version)); err != nil {
		return err
	}
	return t.Commit()
}
