package paper

import (
	"fyrtio/core/say"
)

// forwardingSheet draws the second sheet of a letter that Skatteverket forwards:
// above the cut the sheet for the outer envelope, with the forwarding service's
// address in the window and not a word about who or what; below it what to do, and
// the label for the inner envelope, the only place with name and personal number.
func (run LetterRun) forwardingSheet(d *doc, o *layout) {
	lang := say.Swedish // Skatteverket and the clinic read this, not the receiver
	word := func(id string) string { return say.In(lang, say.T("paper.forward."+id)) }
	d.newPage()
	address := run.Clinic.Forwarding
	if len(address) == 0 {
		address = ForwardingAddress
	}
	st := plain(11)
	for _, s := range address {
		st, _ = fit(st, s, run.Clinic.Window.Block().W, 7)
	}
	d.text(112, 17.1, quiet(8.5), say.In(lang, say.T("paper.letter.date")))
	d.text(112, 21.8, plain(10), say.Date(lang, run.Date))
	run.window(d, lang, address[:min(len(address), addressMax)], st)
	d.foldMarks(run.Clinic.Window)
	d.text(letterLeft, titleY, strong(16).in(brand), word("title"))
	y := 100.0
	for _, line := range wrapText(word("service"), plain(11), letterRight-letterLeft) {
		d.text(letterLeft, y, plain(11), line)
		y += 5.54
	}

	const cutY = 132.0
	label := word("cut")
	end := letterLeft + 1 + quiet(8.5).width(label) + 6
	d.dashed(0, cutY, letterLeft-1.5, cutY, hairline, mut, 2, 1.6)
	d.dashed(end, cutY, sheetW, cutY, hairline, mut, 2, 1.6)
	d.text(letterLeft+1, cutY+1, quiet(8.5), label)

	y = cutY + 14
	d.text(letterLeft, y, strong(13).in(brand), word("how"))
	d.right(letterRight, y, strong(10), o.number)
	y += 9
	for i, id := range []string{"step1", "step2", "step3", "step4", "step5"} {
		d.bullet(letterLeft+2.9, y-1.3, 2.9, i+1)
		for _, line := range wrapText(word(id), plain(11), letterRight-letterLeft-8.5) {
			d.text(letterLeft+8.5, y, plain(11), line)
			y += 5.54
		}
		y += 1.6
	}

	const labelW, labelH = 110.0, 34.0
	y += 5
	d.text(letterLeft, y, quiet(8.5), word("label"))
	y += 3
	d.draw(nil, &mut, hairline, []float64{2, 1.6}, path{points: []point{
		{letterLeft, y}, {letterLeft + labelW, y}, {letterLeft + labelW, y + labelH}, {letterLeft, y + labelH}}})
	name := mustClean(o.letter.Given + " " + o.letter.Family)
	nameSt, _ := fit(strong(14), name, labelW-12, 8)
	d.text(letterLeft+6, y+14, nameSt, name)
	number, _ := fit(strong(14), o.letter.PersonalNumber, labelW-12, 8)
	d.text(letterLeft+6, y+22, number, o.letter.PersonalNumber)
}
