package main

import (
	"os"
	"path/filepath"
)

// dataFolder gives where the data is when no flag says: a folder `data` beside the
// program (portable, nothing installed), else the user's own configuration folder.
func dataFolder() (string, error) {
	if program, err := os.Executable(); err == nil {
		beside := filepath.Join(filepath.Dir(program), "data")
		if info, err := os.Stat(beside); err == nil && info.IsDir() {
			return beside, nil
		}
	}
	config, err := os.UserConfigDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(config, "Fyrtio", "data"), nil
}

// logFolder gives the folder beside the data for log and crash file. Nothing in it is personal.
func logFolder(data string) string { return filepath.Clean(data) + ".log" }
