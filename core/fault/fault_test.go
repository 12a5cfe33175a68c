package fault_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyrtio/core/fault"
	"fyrtio/core/say"
)

func TestCodeOf(t *testing.T) {
	refused := fault.New(fault.Refused, "some.text")
	for _, c := range []struct {
		err  error
		want fault.Code
	}{
		{nil, ""},
		{refused, fault.Refused},
		{fmt.Errorf("import: %w", refused), fault.Refused},
		{errors.New("disk full"), fault.Internal},
	} {
		if got := fault.CodeOf(c.err); got != c.want {
			t.Errorf("CodeOf(%v) = %q, want %q", c.err, got, c.want)
		}
	}
}

// The cause is for the log: a person must never be shown a path or an SQL error.
func TestWordsHideTheCause(t *testing.T) {
	secret := errors.New("open /home/lena/data.db: permission denied")
	for _, err := range []error{secret, fault.Wrap(fault.Internal, secret, "fault.unexpected")} {
		words := fault.Words(say.Swedish, err)
		if strings.Contains(words, "lena") || words == "" {
			t.Errorf("shown: %q", words)
		}
		if !strings.Contains(err.Error(), "lena") {
			t.Errorf("the log lost the cause: %q", err)
		}
	}
	if !errors.Is(fault.Wrap(fault.Internal, secret, "fault.unexpected"), secret) {
		t.Error("the cause cannot be found")
	}
}
