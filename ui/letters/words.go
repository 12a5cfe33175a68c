package letters

import (
	"fyrtio/core/fault"
	"fyrtio/ui/shell"
)

func words(s *shell.Shell, err error) string { return fault.Words(s.Lang(), err) }
