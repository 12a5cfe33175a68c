package uitest

import (
	"context"
	"testing"
	"time"

	"fyrtio/data"
	"fyrtio/data/keys"
)

// Passphrase opens what Store made, as the user lena.
const Passphrase = "granen vid sjön"

// Cheap derives keys at floor cost: no screen depends on how slow that is (D32).
var Cheap = []keys.Option{keys.WithCost(keys.Cost{Time: 1, Memory: 8, Threads: 1})}

// Store gives a clinic without participants in a folder of its own, with the clock.
// It is closed when the test ends, and closing must go well.
func Store(t testing.TB, clock func() time.Time) *data.Store {
	t.Helper()
	dir, ctx := t.TempDir(), context.Background()
	if _, err := data.Init(ctx, dir, data.InitParams{Clinic: "Granlunda hälsocentral", User: "lena", FullName: "Lena Sundkvist",
		Passphrase: Passphrase, Clock: clock, Workplace: "test", Keys: Cheap}); err != nil {
		t.Fatal(err)
	}
	s, err := data.Open(ctx, dir, data.Options{User: "lena", Passphrase: Passphrase, Clock: clock, Workplace: "test", Keys: Cheap})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
