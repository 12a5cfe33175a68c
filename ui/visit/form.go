package visit

import (
	"context"
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/core/score"
	"fyrtio/core/star"
	record "fyrtio/core/visit"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// FormParams is what form entry needs. Store and Participant must be set.
type FormParams struct {
	Store       Forms
	Participant string // id
	Lang        say.Lang
	Context     context.Context // nil: Background
	// Do runs a function on the window's thread; nil: fyne.Do.
	Do func(func())
	// Mode is what the answers are typed for.
	Mode Mode
	// OnPause leaves the form; everything is saved then.
	OnPause func()
	// OnStar goes on to the star.
	OnStar func()
	// OnKeying goes on to the second keying.
	OnKeying func()
	// OnCompleted is told when the form has been locked.
	OnCompleted func()
	// OnChange is told when what Hints gives has changed.
	OnChange func()
	// Dialog shows a dialog and hands it the keys that nothing inside takes; nil: over the page's window.
	Dialog func(*widget.Dialog)
}

// Mode is what answers are typed for.
type Mode int

// The modes.
const (
	Typing      Mode = iota // the participant's form
	Blind                   // a second keying, without the first answers in sight
	Calculating             // nobody's: nothing is stored
)

// Form is the page where a questionnaire is typed in: one question at a time, one
// digit an answer, on disk before the next question has the keyboard.
type Form struct {
	p   FormParams
	rec record.Form
	def *form.Definition

	at      string // link id of the question; "" = the end of the form
	mark    int    // the option where the arrow stands, -1 = none
	field   field  // of a question that takes a number
	asked   string // what was typed when the program asked whether it is right
	message message
	drafts  map[string]string     // half-typed, by link id
	unsaved map[string]form.Value // answers that could not be written
	trouble string                // why, in words
	undo    []change
	amend   bool         // the locked question shown is being corrected
	pending form.Answers // corrections that wait for the answers to questions that they open
	intro   bool         // what is asked before the first question is shown
	listed  bool         // the question shown is answered from the list at the end
	noting  bool         // the note to the question is open
	warned  bool         // leaving was warned against: something is not on disk
	results bool         // the results lie over a narrow page

	indexes score.Indexes
	profile star.Profile

	saver   *saver
	ctx     context.Context
	content *fyne.Container
	header  *widget.Drawing
	rail    *widget.Drawing
	board   *widget.Board
	side    *widget.Drawing
	over    *widget.Drawing
	note    *widget.LongText // the note to a question
	long    *widget.LongText // the answer to a question that takes text
	mini    picture
	compact bool
}

// change is a stored answer and what it replaced.
type change struct {
	linkID string
	old    form.Value
	gone   form.Answers // answers that went because their question is no longer asked
}

// message is what the page has to say below the answers.
type message struct {
	kind widget.BandKind
	text string
}

// NewForm opens a participant's form at the field where it was left.
func NewForm(p FormParams) (*Form, error) {
	if p.Context == nil {
		p.Context = context.Background()
	}
	if p.Do == nil {
		p.Do = fyne.Do
	}
	f := &Form{p: p, ctx: p.Context, mark: -1, unsaved: map[string]form.Value{}}
	f.saver = newSaver(p.Do, func() { f.header.Refresh() })
	if err := f.open(); err != nil {
		return nil, err
	}
	f.build()
	at := f.start()
	f.place(at)
	f.intro = f.introduced() && f.rec.Status == "" && len(f.drafts) == 0 && (f.p.Mode != Typing || f.rec.Source == "")
	return f, nil
}

func (f *Form) open() error {
	rec, err := f.p.Store.OpenForm(f.ctx, f.p.Participant)
	if err != nil {
		return err
	}
	f.rec, f.def = rec, rec.Definition
	if f.rec.Answers == nil {
		f.rec.Answers = form.Answers{}
	}
	if f.rec.Notes == nil {
		f.rec.Notes = map[string]string{}
	}
	f.drafts = maps.Clone(rec.Place.Drafts)
	if f.drafts == nil {
		f.drafts = map[string]string{}
	}
	f.compute()
	return nil
}

// start gives the question to begin with.
func (f *Form) start() string {
	at := f.rec.Place.LinkID
	switch {
	case f.locked():
		return "" // the end page says that it is locked
	case at != "" && f.def.Enabled(at, f.rec.Answers):
		return at
	case len(f.rec.Answers) == 0:
		return f.def.First(f.rec.Answers)
	}
	return f.def.NextUnanswered("", f.rec.Answers)
}

func (f *Form) locked() bool { return f.rec.Status.Locked() }

// compute works out indexes and levels from the answers as they stand.
func (f *Form) compute() {
	f.indexes = score.Compute(f.def, f.rec.Answers)
	if f.rec.Criteria != nil {
		f.profile = star.Propose(f.rec.Criteria, f.def, f.rec.Answers, f.indexes, f.rec.Person.Sex)
	}
}

func (f *Form) build() {
	f.header = widget.NewDrawing(nil, f.paintHeader)
	f.rail = widget.NewDrawing(nil, f.paintRail)
	f.side = widget.NewDrawing(nil, f.paintSide)
	f.over = widget.NewDrawing(nil, f.paintSide)
	f.over.Hide()
	f.board = widget.NewBoard(f.paintBoard)
	f.board.OnKey = f.key
	f.board.OnRune = f.rune
	f.board.OnShortcut = f.shortcut
	f.board.OnSilent = func() { f.tell(widget.BandInfo, say.T("visit.numlock")) }
	f.board.Label = f.spoken
	f.long = widget.NewLongText()
	f.long.BeforeKey = f.longKey
	f.long.BeforeRune = f.longRune
	f.long.OnTab = f.longTab
	f.long.OnSkip = func() { f.longTab(false) }
	f.long.OnShortcut = f.longShortcut
	f.long.OnFocus = func(bool) { f.board.Refresh() }
	f.note = widget.NewLongText()
	f.note.BeforeKey = f.noteKey
	f.note.OnTab = func(bool) { f.closeNote() }
	f.note.OnShortcut = f.longShortcut
	f.content = container.New((*formLayout)(f), canvas.NewRectangle(theme.Color(theme.Paper)), f.header, f.rail, f.board, f.side, f.over)
}

// Content is the page: everything right of the navigation and above the footer.
func (f *Form) Content() fyne.CanvasObject { return f.content }

// Title is the page's name in the window's places: the person.
func (f *Form) Title() string { return f.rec.Person.Name }

// Focus gives the page the keyboard.
func (f *Form) Focus() {
	switch {
	case f.noting:
		widget.Focus(f.note)
	case f.item() != nil && text(f.item()) && f.editable():
		widget.Focus(f.long)
	default:
		widget.Focus(f.board)
	}
}

// SetLang shows the page in another language.
func (f *Form) SetLang(l say.Lang) {
	f.p.Lang = l
	f.refresh()
}

// Suspend waits for the write that is under way and stores where one is and what is
// half typed: before the window locks and before the page is left.
func (f *Form) Suspend() { _ = f.suspend() } // what cannot be written is still on the page

func (f *Form) suspend() error {
	f.saver.settle()
	if f.noting {
		f.storeNote()
	}
	if f.locked() {
		return nil
	}
	f.keepDraft()
	if f.intro {
		return nil
	}
	return f.p.Store.SavePlace(f.ctx, f.p.Participant, record.Place{LinkID: f.at, Drafts: f.drafts})
}

// Pause leaves the form. Everything is saved; an answer that could not be written is
// said, and a second Pause leaves it behind.
func (f *Form) Pause() {
	if err := f.suspend(); err != nil || len(f.unsaved) > 0 && !f.warned {
		if !f.warned {
			f.warned = true
			if err != nil {
				f.trouble = f.words(err)
			}
			f.tell(widget.BandFault, say.T("visit.leave.unsaved"))
			f.refresh()
			return
		}
	}
	if f.p.OnPause != nil {
		f.p.OnPause()
	}
}

func (f *Form) item() *form.Item {
	if f.intro {
		return nil
	}
	it, ok := f.def.Item(f.at)
	if !ok {
		return nil
	}
	return it
}

func text(it *form.Item) bool { return it.Type == form.String || it.Type == form.Long }

// editable reports whether the question shown may be answered now.
func (f *Form) editable() bool { return !f.locked() || f.amend }

// place goes to a question ("" = the end); nothing is marked on arrival.
func (f *Form) place(linkID string) {
	f.at, f.mark, f.asked, f.amend = linkID, -1, "", false
	f.intro, f.listed, f.pending = false, false, nil
	f.message = message{}
	f.load()
}

// show goes to a question and draws it.
func (f *Form) show(linkID string) {
	f.place(linkID)
	f.refresh()
	f.Focus()
	if f.p.OnChange != nil {
		f.p.OnChange()
	}
}

// load puts the stored or half-typed text of the question into its field.
func (f *Form) load() {
	f.field.clear()
	it := f.item()
	if it == nil || it.Type == form.Choice {
		return
	}
	draft, typed := f.drafts[f.at]
	if text(it) {
		s, _ := f.rec.Answers[f.at].Text()
		if typed {
			s = draft
		}
		f.long.SetText(s)
		return
	}
	if typed {
		f.field = newField(draft, false)
		return
	}
	f.field = newField(f.stored(f.at), true)
}

// stored gives the number of an answer as it is typed, "" for other answers.
func (f *Form) stored(linkID string) string {
	n, ok := f.rec.Answers[linkID].Number()
	if !ok {
		return ""
	}
	return n.In(f.p.Lang)
}

// keepDraft keeps what is half typed in the question shown.
func (f *Form) keepDraft() {
	it := f.item()
	if it == nil || it.Type == form.Choice || !f.editable() {
		return
	}
	typed, had := f.field.String(), f.stored(f.at)
	if text(it) {
		typed = f.long.Text
		had, _ = f.rec.Answers[f.at].Text()
	}
	if typed == had || typed == "" {
		delete(f.drafts, f.at)
	} else {
		f.drafts[f.at] = typed
	}
}

// goTo leaves the question shown for another. Text is stored on the way, half-typed
// numbers become drafts, a mark is dropped.
func (f *Form) goTo(linkID string) {
	if it := f.item(); it != nil && text(it) && f.editable() && !f.locked() {
		f.leaveText(linkID)
		return
	}
	f.keepDraft()
	f.show(linkID)
}

// next and previous give the neighbours of the question shown; "" is the end of the form.
func (f *Form) next() string { return f.def.Next(f.at, f.rec.Answers) }

func (f *Form) previous() (string, bool) {
	if f.at == "" {
		last := ""
		for id := f.def.First(f.rec.Answers); id != ""; id = f.def.Next(id, f.rec.Answers) {
			last = id
		}
		return last, last != ""
	}
	id := f.def.Previous(f.at, f.rec.Answers)
	return id, id != ""
}

func (f *Form) back() {
	if id, ok := f.previous(); ok {
		f.goTo(id)
	} else if f.introduced() {
		f.toIntro()
	}
}

func (f *Form) forward() {
	if f.intro {
		f.show(f.at)
	} else if f.at != "" {
		f.goTo(f.next())
	}
}

func (f *Form) tell(kind widget.BandKind, t say.Text) {
	f.message = message{kind, say.In(f.p.Lang, t)}
	f.board.Refresh()
}

func (f *Form) t(t say.Text) string { return say.In(f.p.Lang, t) }

func (f *Form) refresh() {
	f.header.Refresh()
	f.rail.Refresh()
	f.board.Refresh()
	f.side.Refresh()
	if f.over.Visible() {
		f.over.Refresh()
	}
}
