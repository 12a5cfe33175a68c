// Command fyrtio is the desktop program: it starts the log, makes sure that there is
// OpenGL, and opens the window on a data folder. Everything else is in package ui.
package main

import (
	"flag"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui"
)

// version is set by the linker.
var version = "dev"

// appID is the program's name for the desktop, as in FyneApp.toml.
const appID = "se.fyrtio.desktop"

// The size of the window when it opens, in points at 100 %.
const width, height = 1280, 720

// Exit statuses.
const (
	exitDone    = 0
	exitTour    = 1 // the screenshots could not be taken
	exitUsage   = 2
	exitGraphic = 3 // no OpenGL
)

// options are the command line.
type options struct {
	data        string
	lang        string
	user        string
	clock       func() time.Time // nil = the real one
	screenshots string
}

func init() { runtime.LockOSThread() } // the window lives on the first thread

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	o, err := parse(args)
	if err != nil {
		return exitUsage // the flag package has said why
	}
	if o.data == "" {
		if o.data, err = dataFolder(); err != nil {
			message(both("main.err.folder"))
			return exitUsage
		}
	}
	startLog(logFolder(o.data))
	if err := probe(); err != nil {
		slog.Error("no OpenGL", "err", err)
		message(both("main.err.graphics"))
		return exitGraphic
	}
	return open(o)
}

// parse reads the command line; it prints help and errors itself.
func parse(args []string) (options, error) {
	var o options
	var today string
	lang := say.Swedish
	for i, arg := range args {
		if arg == "--lang=en" || arg == "-lang=en" || arg == "en" && i > 0 && (args[i-1] == "--lang" || args[i-1] == "-lang") {
			lang = say.English
		}
	}
	words := func(id string) string { return say.In(lang, say.T(id)) }
	flags := flag.NewFlagSet("fyrtio", flag.ContinueOnError)
	flags.StringVar(&o.data, "data", os.Getenv("FYRTIO_DATA"), words("main.flag.data"))
	flags.StringVar(&o.lang, "lang", "", words("main.flag.lang"))
	flags.StringVar(&o.user, "user", os.Getenv("FYRTIO_USER"), words("main.flag.user"))
	flags.StringVar(&today, "today", "", words("main.flag.today"))
	flags.StringVar(&o.screenshots, "screenshots", "", words("main.flag.screenshots"))
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if o.lang != "" && o.lang != string(say.Swedish) && o.lang != string(say.English) {
		return o, refuse(words("main.err.lang"))
	}
	if today != "" {
		d, err := day.Parse(today)
		if err != nil {
			return o, refuse(words("main.err.today"))
		}
		o.clock = data.Standing(d)
	}
	return o, nil
}

func refuse(words string) error {
	fmt.Fprintln(os.Stderr, "fyrtio:", words)
	return flag.ErrHelp
}

// both says something in both languages: before the window, nobody knows which one is wanted.
func both(id string) string {
	return say.In(say.Swedish, say.T(id)) + "\n\n" + say.In(say.English, say.T(id))
}

// open shows the window and gives the exit status once it is closed.
func open(o options) (status int) {
	prefs := ui.ReadPrefs(o.data)
	if o.lang != "" {
		prefs.Lang = say.Lang(o.lang)
	}
	if o.user != "" {
		prefs.User = o.user
	}
	if o.screenshots != "" {
		prefs.Scale = 100
	}
	if os.Getenv("FYNE_SCALE") == "" {
		_ = os.Setenv("FYNE_SCALE", strconv.FormatFloat(float64(prefs.Scale)/100, 'f', 2, 64)) // Fyne reads it in New
	}
	a := app.NewWithID(appID)
	a.SetIcon(fyne.NewStaticResource("fyrtio.png", assets.Logo))
	w := a.NewWindow("Fyrtio")
	points := 100 / float32(prefs.Scale) // sizes are points: the window stays the same on the screen
	w.Resize(fyne.NewSize(width*points, height*points))
	w.CenterOnScreen()
	program := ui.New(ui.Params{App: a, Window: w, Dir: o.data, Version: version, Prefs: prefs, Log: slog.Default(), Clock: o.clock, Quit: a.Quit})
	program.Start()
	if o.screenshots != "" {
		go func() {
			err := tour(program, w, o)
			if err != nil {
				slog.Error("screenshots", "err", err)
				fmt.Fprintln(os.Stderr, "fyrtio:", err)
				status = exitTour
			}
			fyne.Do(program.RequestQuit)
		}()
	}
	w.ShowAndRun()
	slog.Info("end")
	return status
}
