package paper

// Cover is the first sheet of a file of letters: what lies under it, for whoever folds,
// counts and posts. It names nobody.
type Cover struct{}

func (c *Cover) draw(d *doc, run LetterRun) { d.newPage() }
