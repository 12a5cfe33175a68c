package vault

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"fyrtio/core/fault"
)

// offsets gives the bytes of a file to change: a spread with each border of pages
// and headers in it, or every byte in the long run.
func offsets(suffix string, size int) (at []int) {
	for i := range size {
		unit, in := i/pageSize, i%pageSize
		if suffix == "-wal" {
			if i < logHead {
				at = append(at, i)
				continue
			}
			unit, in = (i-logHead)/frameSize, (i-logHead)%frameSize
		}
		border := in == 0 || in == 17 || in == pageSize/2 || in == content || in == pageSize-1 || in == frameSize-1
		head := suffix == "-wal" && in < frameHead && unit%5 == 0
		index := suffix == "-shm" && i < 136
		if long || border || head || index || i%977 == 0 {
			at = append(at, i)
		}
	}
	return at
}

// One changed byte anywhere, in the database, in the log that a crash left, or in
// its index, is an error or changes nothing. It is never a wrong answer.
func TestS17ChangedByteIsNeverAWrongAnswer(t *testing.T) {
	rows := 90
	if long {
		rows = 30 // every byte is some 200,000 openings
	}
	img, want := crashed(t, rows, 12)
	path := filepath.Join(t.TempDir(), "clinic.db")
	for _, suffix := range suffixes {
		refused, tried := 0, 0
		for _, i := range offsets(suffix, len(img[suffix])) {
			b := bytes.Clone(img[suffix])
			b[i] ^= 1 << (i % 8)
			got, err := readImage(t, img.with(suffix, b), path)
			tried++
			if err == nil && got != want {
				t.Errorf("%q byte %d: a wrong answer", suffix, i)
			}
			if err != nil {
				refused++
				if fault.CodeOf(Fault(err)) != fault.Damaged {
					t.Errorf("%q byte %d: not told as damage: %v", suffix, i, err)
				}
			}
		}
		t.Logf("%q: %d of %d changes refused", suffix, refused, tried)
		if refused == 0 && suffix != "-shm" {
			t.Errorf("%q: no change was noticed", suffix)
		}
	}
}

// Pages carry their own place: a sound page of the same database elsewhere is refused.
func TestS17MovedPagesAreRefused(t *testing.T) {
	img, want := crashed(t, 90, 12)
	path := filepath.Join(t.TempDir(), "clinic.db")
	db := img[""]
	for from := 0; from < len(db)/pageSize; from++ {
		for to := 0; to < len(db)/pageSize; to++ {
			if from == to || !long && (from+to)%7 != 0 && (from != 2 || to != 3) {
				continue
			}
			b := bytes.Clone(db)
			copy(b[to*pageSize:], db[from*pageSize:(from+1)*pageSize])
			if got, err := readImage(t, img.with("", b), path); err == nil && got != want {
				t.Errorf("page %d over page %d: a wrong answer", from+1, to+1)
			}
		}
	}
	// The same for the log: whole frames, and the pages in them under other headers.
	log := img["-wal"]
	frames := (len(log) - logHead) / frameSize
	for from := range frames {
		for to := range frames {
			if from == to || !long && (from+to)%3 != 0 {
				continue
			}
			for _, skip := range []int{0, frameHead} {
				b := bytes.Clone(log)
				copy(b[logHead+to*frameSize+skip:], log[logHead+from*frameSize+skip:logHead+(from+1)*frameSize])
				if got, err := readImage(t, img.with("-wal", b), path); err == nil && got != want {
					t.Errorf("frame %d over frame %d: a wrong answer", from+1, to+1)
				}
			}
		}
	}
	// A page from the log is no page of the database.
	b := bytes.Clone(db)
	copy(b[2*pageSize:], log[logHead+frameHead:logHead+frameSize])
	if got, err := readImage(t, img.with("", b), path); err == nil && got != want {
		t.Error("a frame's page in the database: a wrong answer")
	}
}

// A file that was cut anywhere, grown or emptied is an error or has all its rows.
func TestS17CutFilesAreRefused(t *testing.T) {
	img, want := crashed(t, 90, 12)
	path := filepath.Join(t.TempDir(), "clinic.db")
	for _, suffix := range suffixes {
		unit, size := pageSize, len(img[suffix])
		if suffix == "-wal" {
			unit = frameSize
		}
		cuts := []int{0, 1, 16, 31, 32, 100, 4095, size - 1, size - 17}
		for n := 0; n <= size; n += unit {
			cuts = append(cuts, n, n+logHead, n+unit/2)
		}
		slices.Sort(cuts)
		for _, n := range slices.Compact(cuts) {
			if n > size {
				continue
			}
			got, err := readImage(t, img.with(suffix, img[suffix][:n]), path)
			if err == nil && got != want {
				t.Errorf("%q cut to %d of %d: a wrong answer", suffix, n, size)
			}
			if err != nil && fault.CodeOf(Fault(err)) != fault.Damaged {
				t.Errorf("%q cut to %d: not told as damage: %v", suffix, n, err)
			}
		}
		got, err := readImage(t, img.with(suffix, append(bytes.Clone(img[suffix]), make([]byte, 5000)...)), path)
		if err == nil && got != want {
			t.Errorf("%q grown: a wrong answer", suffix)
		}
	}
	without := image{"": img[""], "-shm": img["-shm"]}
	if got, err := readImage(t, without, path); err == nil && got != want {
		t.Error("log removed: a wrong answer")
	}
}

// Zeros are what a failing disk gives for a lost sector.
func TestS17ZeroedPageIsRefused(t *testing.T) {
	img, want := crashed(t, 90, 0)
	path := filepath.Join(t.TempDir(), "clinic.db")
	for at := 0; at < len(img[""]); at += pageSize {
		for _, n := range []int{512, pageSize} {
			b := bytes.Clone(img[""])
			clear(b[at : at+n])
			got, err := readImage(t, img.with("", b), path)
			if err == nil && got != want {
				t.Errorf("page %d zeroed: a wrong answer", at/pageSize+1)
			}
			if verr := verifyImage(t, img.with("", b), path); fault.CodeOf(verr) != fault.Damaged {
				t.Errorf("page %d zeroed: Verify says %v", at/pageSize+1, verr)
			}
		}
	}
}

func verifyImage(t *testing.T, img image, path string) error {
	t.Helper()
	img.put(t, path)
	return Verify(path, testKey)
}

// A power cut in the middle of a checkpoint tears pages of the database that the
// log still has, page 1 among them. That is no damage.
func TestS1TornPagesThatTheLogHasAreMended(t *testing.T) {
	path, db := newDB(t)
	mustExec(t, db, schema)
	fill(t, db, 0, 50)
	mustExec(t, db, "PRAGMA wal_checkpoint(TRUNCATE)")
	mustExec(t, db, "UPDATE person SET town = 'Åre'; CREATE TABLE more(x)") // writes page 1 to the log
	want, err := dump(db)
	if err != nil {
		t.Fatal(err)
	}
	img := takeImage(t, path)
	delete(img, "-shm") // never synced: after a power cut it may be anything
	b := bytes.Clone(img[""])
	copyOfLog := bytes.Clone(img["-wal"])
	torn := 0
	for number := 0; logHead+(number+1)*frameSize <= len(copyOfLog); number++ {
		frame := copyOfLog[logHead+number*frameSize:]
		page := int(frame[0])<<24 | int(frame[1])<<16 | int(frame[2])<<8 | int(frame[3])
		if at := (page - 1) * pageSize; at < len(b) {
			clear(b[at+512 : at+pageSize])
			torn++
		}
	}
	if torn < 3 || bytes.Equal(b[:pageSize], img[""][:pageSize]) {
		t.Fatalf("%d pages torn, page 1 not among them", torn)
	}
	if got, err := readImage(t, img.with("", b), filepath.Join(t.TempDir(), "torn.db")); err != nil || got != want {
		t.Fatalf("not mended: %v", err)
	}
}

// A power cut leaves a log that ends in the middle of a transaction nobody was
// told of. SQLite forgets it, and so must we.
func TestS1TornTailOfTheLogIsForgotten(t *testing.T) {
	img, _ := crashed(t, 20, 3)
	path := filepath.Join(t.TempDir(), "clinic.db")
	img.put(t, path)
	db := mustOpen(t, path, Options{})
	want, err := dump(db)
	if err != nil {
		t.Fatal(err)
	}
	before := takeImage(t, path)
	fill(t, db, 1000, 1001)
	after := takeImage(t, path)
	start, end := len(before["-wal"]), len(after["-wal"])
	if end <= start {
		t.Fatalf("the log went from %d to %d bytes", start, end)
	}
	for cut := start; cut < end; cut += 512 {
		torn := image{"": before[""], "-wal": after["-wal"][:cut], "-shm": before["-shm"]}
		if got, err := readImage(t, torn, filepath.Join(t.TempDir(), "torn.db")); err != nil || got != want {
			t.Fatalf("cut at %d: %v", cut, err)
		}
	}
}

func TestVerifyFindsDamageInUnusedPages(t *testing.T) {
	path, db := newDB(t)
	mustExec(t, db, schema)
	fill(t, db, 0, 100)
	mustExec(t, db, "DELETE FROM person")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Verify(path, testKey); err != nil {
		t.Fatal(err)
	}
	img := takeImage(t, path)
	for at := 0; at < len(img[""]); at += pageSize {
		b := bytes.Clone(img[""])
		b[at+99] ^= 1
		err := verifyImage(t, img.with("", b), path)
		if fault.CodeOf(err) != fault.Damaged || !errors.Is(err, ErrDamaged) {
			t.Errorf("page %d: %v", at/pageSize+1, err)
		}
	}
}

// S4 needs this: a backup with a flipped byte is told.
func TestVerifyFindsDamageInBackups(t *testing.T) {
	path, db := newDB(t)
	mustExec(t, db, schema)
	fill(t, db, 0, 100)
	copyPath := path + ".backup"
	if err := Backup(context.Background(), db, copyPath, testKey); err != nil {
		t.Fatal(err)
	}
	if err := Verify(copyPath, testKey); err != nil {
		t.Fatal(err)
	}
	img := takeImage(t, copyPath)
	for i := 5; i < len(img[""]); i += 1999 {
		b := bytes.Clone(img[""])
		b[i] ^= 0x80
		if err := verifyImage(t, img.with("", b), copyPath); fault.CodeOf(err) != fault.Damaged {
			t.Errorf("byte %d: %v", i, err)
		}
	}
}
