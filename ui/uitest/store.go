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

// Clinic fills in what letters want to know of the sender.
func Clinic(t testing.TB, s *data.Store) {
	t.Helper()
	for key, value := range map[string]string{"clinic.street": "Skolgatan 1", "clinic.postcode": "999 40", "clinic.town": "Granlunda", "clinic.phone": "08-465 004 12",
		"clinic.phone_hours": "vardagar 8–16", "clinic.signer": "Lena Sundkvist", "clinic.visit_place": "Skolgatan 1", "clinic.sample_place": "Skolgatan 1",
		"clinic.sample_hours": "7.30–9.30", "clinic.fasting": "Ät inget efter midnatt.", "clinic.email": "halsa@example.org"} {
		if err := s.SetSetting(context.Background(), key, value); err != nil {
			t.Fatal(key, err)
		}
	}
}

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
