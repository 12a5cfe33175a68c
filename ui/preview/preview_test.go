package preview

import (
	"bytes"
	"context"
	"image/color"
	"os"
	"testing"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
)

func page(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	clinic := paper.Clinic{Name: "Granlunda hälsocentral", CareGiver: "Regionen", Street: "Box 7", Postcode: "999 40", Town: "Granlunda",
		Phone: "08-465 004 12", PhoneHours: "vardagar 8–16", Signer: "Lena Sundkvist", RoleTitle: "hälsosamordnare", VisitPlace: "Skolgatan 1"}
	on := day.New(2026, 3, 10)
	fields := letter.Merge{Sent: on, Age: 40, ReplyBy: on.Add(21)}.Fields(letter.Swedish)
	_, err := paper.Letters(&b, paper.LetterRun{Clinic: clinic, Date: on, Letters: []paper.Letter{{Number: "26-0148", Template: journey.TemplateInvitationCall, Lang: letter.Swedish,
		Given: "Elin", Family: "Sjödahl", Address: paper.Address{Street: "Tallbacksgränd 7", Postcode: "999 41", Town: "Granlunda"}, Fields: fields}}})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The picture is the page itself: white, with ink where the letter has text.
func TestPageIsDrawn(t *testing.T) {
	cache := os.Getenv("FYRTIO_PDFIUM_CACHE") // spares a developer the slow first start
	if cache == "" {
		cache = t.TempDir()
	}
	r := New(cache)
	defer r.Close()
	pdf := page(t)
	picture, pages, err := r.Page(context.Background(), pdf, 0, 700, 990)
	if err != nil {
		t.Fatal(err)
	}
	b := picture.Bounds()
	if pages < 1 || b.Dx() > 700 || b.Dy() > 990 || b.Dy() < 900 {
		t.Fatalf("%d pages, %v", pages, b)
	}
	ink := 0
	for y := range b.Dy() {
		for x := range b.Dx() {
			if picture.RGBAAt(x, y) != (color.RGBA{255, 255, 255, 255}) {
				ink++
			}
		}
	}
	if picture.RGBAAt(2, 2) != (color.RGBA{255, 255, 255, 255}) || ink < 2000 || ink > b.Dx()*b.Dy()/2 {
		t.Errorf("%d pixels of ink", ink)
	}
	if _, _, err := r.Page(context.Background(), []byte("no pdf"), 0, 100, 100); err == nil {
		t.Error("what is no PDF is drawn")
	}
	again, _, err := r.Page(context.Background(), pdf, 99, 700, 990)
	if err != nil || !bytes.Equal(again.Pix, picture.Pix) && pages == 1 {
		t.Errorf("the same page differs, %v", err)
	}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := r.Page(gone, pdf, 0, 100, 100); err == nil {
		t.Error("a page that nobody waits for is drawn")
	}
}
