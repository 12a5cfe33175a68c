//go:build !windows

package main

import (
	"fmt"
	"os"
	"os/exec"
)

// boxes are the programs that show a message without OpenGL, the best first.
var boxes = [][]string{
	{"zenity", "--error", "--title=Fyrtio", "--no-markup", "--text"},
	{"kdialog", "--title", "Fyrtio", "--error"},
	{"xmessage", "-center"},
}

// message shows a text in the terminal, and in a box if the computer has a program for it.
func message(text string) {
	fmt.Fprintln(os.Stderr, text)
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return
	}
	for _, box := range boxes {
		if _, err := exec.LookPath(box[0]); err != nil {
			continue
		}
		if exec.Command(box[0], append(box[1:], text)...).Run() == nil {
			return
		}
	}
}
