package main

import (
	"fmt"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// probe tries to make a hidden window with OpenGL 2.1, as Fyne does later: without
// OpenGL, Fyne 2.8 keeps running without a window and without a word. It must run
// on the main thread before Fyne starts, and leaves GLFW as it was.
func probe() (err error) {
	defer func() {
		if p := recover(); p != nil { // go-gl panics on what it does not expect
			err = fmt.Errorf("glfw: %v", p)
		}
	}()
	if err := glfw.Init(); err != nil {
		return err
	}
	defer glfw.Terminate()
	glfw.WindowHint(glfw.Visible, glfw.False)
	glfw.WindowHint(glfw.ContextVersionMajor, 2)
	glfw.WindowHint(glfw.ContextVersionMinor, 1)
	w, err := glfw.CreateWindow(16, 16, "Fyrtio", nil, nil)
	if err != nil {
		return err
	}
	w.Destroy()
	return nil
}
