package main

import (
	"syscall"
	"unsafe"
)

// message shows a text in a box of the system's own: it needs no OpenGL.
func message(text string) {
	const iconError = 0x10
	box := syscall.NewLazyDLL("user32.dll").NewProc("MessageBoxW")
	words, err := syscall.UTF16PtrFromString(text)
	if err != nil {
		return
	}
	title, _ := syscall.UTF16PtrFromString("Fyrtio")
	_, _, _ = box.Call(0, uintptr(unsafe.Pointer(words)), uintptr(unsafe.Pointer(title)), iconError)
}
