package fyrtio_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A layer says what the packages below a folder may never import. One sentence
// is behind it: core knows nobody; data and ui know core; cmd introduces them.
var layers = []struct {
	below     string   // folder, with a slash at the end
	except    string   // folder to which the rule does not apply
	forbidden []string // import paths, with everything below them
}{
	{below: "core/", forbidden: []string{"fyrtio/data", "fyrtio/ui", "fyrtio/cmd", "fyne.io/fyne", "database/sql", "github.com/mattn/go-sqlite3"}},
	{below: "core/", except: "core/paper/", forbidden: []string{"github.com/jung-kurt/gofpdf"}},
	{below: "assets/", forbidden: []string{"fyrtio"}},
	{below: "data/", forbidden: []string{"fyrtio/ui", "fyrtio/cmd", "fyne.io/fyne", "github.com/jung-kurt/gofpdf"}},
	{below: "ui/", forbidden: []string{"database/sql", "github.com/mattn/go-sqlite3", "fyrtio/cmd", "github.com/jung-kurt/gofpdf"}},
	{below: "ui/widget/", forbidden: []string{"fyrtio/data", "fyrtio/core/journey"}},
	{below: "", except: "cmd/fyrtio/", forbidden: []string{"fyne.io/fyne/v2/app"}},
	{below: "cmd/fyrtioctl/", forbidden: []string{"fyne.io/fyne", "fyrtio/ui"}},
}

// The net packages would be the way to a network; Fyrtio never opens one.
var offline = []string{"net", "net/http", "net/rpc"}

func TestLayers(t *testing.T) {
	files := 0
	walkGo(t, func(path string, source []byte) {
		files++
		file, err := parser.ParseFile(token.NewFileSet(), path, source, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range faults(path, imported) {
				t.Error(fault)
			}
		}
	})
	if files < 10 {
		t.Fatalf("read only %d files: the check does not see the program", files)
	}
}

// walkGo calls visit with each Go file of the program, by its path with slashes.
func walkGo(t *testing.T, visit func(path string, source []byte)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "out" || d.Name() == "bin") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		visit(filepath.ToSlash(path), source)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func faults(path, imported string) (found []string) {
	for _, l := range layers {
		if !strings.HasPrefix(path, l.below) || l.except != "" && strings.HasPrefix(path, l.except) {
			continue
		}
		for _, f := range l.forbidden {
			if imported == f || strings.HasPrefix(imported, f+"/") {
				found = append(found, path+" imports "+imported+": not from "+l.below)
			}
		}
	}
	for _, f := range offline {
		if imported == f && !strings.HasSuffix(path, "_test.go") {
			found = append(found, path+" imports "+imported+": the program never opens a network connection")
		}
	}
	return found
}

// The check itself must see a fault, or it proves nothing.
func TestLayersAreSeen(t *testing.T) {
	for path, imported := range map[string]string{
		"core/journey/x.go":   "fyrtio/data",
		"core/score/x.go":     "database/sql",
		"data/x.go":           "fyrtio/ui/widget",
		"ui/x.go":             "database/sql",
		"ui/y.go":             "fyne.io/fyne/v2/app",
		"cmd/fyrtioctl/x.go":  "fyne.io/fyne/v2",
		"core/form/x.go":      "fyne.io/fyne/v2/widget",
		"data/upload/send.go": "net/http",
	} {
		if len(faults(path, imported)) == 0 {
			t.Errorf("%s importing %s goes unseen", path, imported)
		}
	}
	if f := faults("cmd/fyrtio/main.go", "fyne.io/fyne/v2/app"); len(f) > 0 {
		t.Error(f)
	}
}
