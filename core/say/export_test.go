package say

import "io/fs"

// Swap loads other words for a test and gives the function that takes them back.
func Swap(files fs.FS) (restore func()) {
	before := speakers
	speakers = load(files)
	return func() { speakers = before }
}
