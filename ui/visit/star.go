package visit

import (
	"context"
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/say"
	"fyrtio/core/score"
	"fyrtio/core/star"
	record "fyrtio/core/visit"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Paper is a paper that the star page asks for.
type Paper string

// The papers.
const (
	PaperStar     Paper = "star"
	PaperEmpty    Paper = "empty_star"
	PaperCriteria Paper = "criteria"
	PaperPlan     Paper = "plan"
)

// StarParams is what the star page needs. Store and Participant must be set.
type StarParams struct {
	Store       Stars
	Participant string // id
	Lang        say.Lang
	Context     context.Context // nil: Background
	Do          func(func())    // runs on the window's thread; nil: fyne.Do
	OnForm      func()          // goes to the questionnaire: Esc and the tab
	OnPlan      func()          // goes to goals and plan: P and the tab
	OnRecord    func()          // goes to the writing down: D and the tab
	OnPrint     func(Paper)
	OnChange    func() // what Hints gives has changed
}

// Star is the page where the star is set: twelve points, each with a proposed level
// and its reason; a person decides.
type Star struct {
	p       StarParams
	rec     record.Star
	indexes score.Indexes
	profile star.Profile

	at         int // place of the selected point in profile.Points
	earlier    bool
	message    message
	unsaved    map[string]int // levels that could not be written
	trouble    string
	undo       []map[string]int // what stood before each act
	commenting bool

	saver   *saver
	content *fyne.Container
	header  *widget.Drawing
	board   *widget.Board // the list of points
	middle  *widget.Drawing
	figure  *widget.Figure
	side    *widget.Drawing
	comment *widget.LongText
	compact bool
	drawn   star.Drawing // what the figure shows
}

// NewStar opens a participant's star.
func NewStar(p StarParams) (*Star, error) {
	if p.Context == nil {
		p.Context = context.Background()
	}
	if p.Do == nil {
		p.Do = fyne.Do
	}
	s := &Star{p: p, unsaved: map[string]int{}}
	if err := s.open(); err != nil {
		return nil, err
	}
	s.saver = newSaver(p.Do, func() { s.tell(widget.BandInfo, say.T("visit.saving")) })
	s.build()
	s.at = s.firstUnset()
	s.loadComment()
	return s, nil
}

func (s *Star) open() error {
	rec, err := s.p.Store.OpenStar(s.p.Context, s.p.Participant)
	if err != nil {
		return err
	}
	s.rec = rec
	s.rec.Levels, s.rec.Comments = maps.Clone(rec.Levels), maps.Clone(rec.Comments)
	if s.rec.Levels == nil {
		s.rec.Levels = map[string]int{}
	}
	if s.rec.Comments == nil {
		s.rec.Comments = map[string]string{}
	}
	s.indexes = score.Compute(rec.Definition, rec.Answers)
	s.profile = star.Propose(rec.Criteria, rec.Definition, rec.Answers, s.indexes, rec.Person.Sex)
	s.at = min(s.at, len(s.profile.Points)-1)
	return nil
}

func (s *Star) build() {
	s.header = widget.NewDrawing(nil, s.paintHeader)
	s.middle = widget.NewDrawing(nil, s.paintMiddle)
	s.side = widget.NewDrawing(nil, s.paintSide)
	s.board = widget.NewBoard(s.paintList)
	s.board.OnKey = s.key
	s.board.OnRune = s.rune
	s.board.OnShortcut = s.shortcut
	s.board.OnSilent = func() { s.tell(widget.BandInfo, say.T("visit.numlock")) }
	s.board.Label = s.spoken
	s.figure = widget.NewFigure(fyne.Size{}, s.shapes)
	s.figure.OnTap = s.tapFigure
	s.comment = widget.NewLongText()
	s.comment.SetPlaceHolder(s.t(say.T("visit.comment.hint")))
	s.comment.BeforeKey = s.commentKey
	s.comment.OnTab = func(bool) { s.closeComment() }
	s.comment.OnFocus = s.commentFocus
	s.content = container.New((*starLayout)(s), canvas.NewRectangle(theme.Color(theme.Paper)), s.header, s.board, s.middle, s.figure, s.side)
}

// Content is the page: everything right of the navigation and above the footer.
func (s *Star) Content() fyne.CanvasObject { return s.content }

// Title is the page's name in the window's places: the person.
func (s *Star) Title() string { return s.rec.Person.Name }

// Focus gives the page the keyboard.
func (s *Star) Focus() { widget.Focus(s.board) }

// SetLang shows the page in another language.
func (s *Star) SetLang(l say.Lang) {
	s.p.Lang = l
	s.comment.SetPlaceHolder(s.t(say.T("visit.comment.hint")))
	s.refresh()
}

// Resume reads the star again: the answers may have been corrected meanwhile.
func (s *Star) Resume() {
	if err := s.open(); err != nil {
		s.trouble = s.words(err)
	}
	s.loadComment()
	s.refresh()
}

// Suspend waits for the write that is under way and stores a comment being typed.
func (s *Star) Suspend() {
	s.saver.settle()
	s.storeComment()
	s.saver.settle()
}

func (s *Star) t(t say.Text) string { return say.In(s.p.Lang, t) }

func (s *Star) words(err error) string { return wordsOf(s.p.Lang, err) }

func (s *Star) tell(kind widget.BandKind, t say.Text) {
	s.message = message{kind, s.t(t)}
	s.board.Refresh()
}

func (s *Star) point() star.Point { return s.profile.Points[s.at] }

// level gives the chosen level of a point, 0 when none is; one that could not be written counts.
func (s *Star) level(id string) int {
	if l, ok := s.unsaved[id]; ok {
		return l
	}
	return s.rec.Levels[id]
}

// proposed gives the proposed level, 0 when there is none or proposals are off.
func (s *Star) proposed(p star.Point) int {
	if !s.rec.Proposals {
		return 0
	}
	return p.Level
}

// levels are the chosen levels by place in the figure.
func (s *Star) levels() star.Levels {
	var l star.Levels
	for _, p := range s.profile.Points {
		l[p.K] = s.level(p.ID)
	}
	return l
}

func (s *Star) set() int {
	n := 0
	for _, p := range s.profile.Points {
		if s.level(p.ID) > 0 {
			n++
		}
	}
	return n
}

func (s *Star) firstUnset() int {
	for i, p := range s.profile.Points {
		if s.level(p.ID) == 0 {
			return i
		}
	}
	return 0
}

// choosePoint goes to a point.
func (s *Star) choosePoint(i int) {
	i = max(0, min(len(s.profile.Points)-1, i))
	s.storeComment()
	s.at, s.message = i, message{}
	s.loadComment()
	s.refresh()
	if s.p.OnChange != nil {
		s.p.OnChange()
	}
}

// save writes levels, with those that failed before, and keeps what stood for undo.
func (s *Star) save(levels map[string]int, undoable bool, then func()) {
	before := map[string]int{}
	all := maps.Clone(s.unsaved)
	maps.Copy(all, levels)
	for id := range levels {
		before[id] = s.rec.Levels[id]
	}
	s.saver.run(func() error { return s.p.Store.SaveLevels(s.p.Context, s.p.Participant, all) }, func(err error) {
		if err != nil {
			s.unsaved, s.trouble = all, s.words(err)
			s.refresh()
			return
		}
		for id, l := range all {
			s.rec.Levels[id] = l
			if l == 0 {
				delete(s.rec.Levels, id)
			}
		}
		s.unsaved, s.trouble, s.message = map[string]int{}, "", message{}
		if undoable {
			s.undo = append(s.undo, before)
		}
		s.refresh()
		if then != nil {
			then()
		}
	})
}

// Undo takes back the last act; it reports whether Ctrl+Z is the page's.
func (s *Star) Undo() bool {
	if s.commenting {
		return false
	}
	if s.saver.busy() {
		s.saver.later(func() { s.Undo() })
		return true
	}
	if len(s.undo) == 0 {
		s.tell(widget.BandInfo, say.T("visit.star.undo.none"))
		return true
	}
	last := s.undo[len(s.undo)-1]
	s.undo = s.undo[:len(s.undo)-1]
	s.save(last, false, func() {
		for i, p := range s.profile.Points {
			if _, ok := last[p.ID]; ok {
				s.choosePoint(i)
				break
			}
		}
		s.tell(widget.BandOK, say.T("visit.star.undone"))
	})
	return true
}

// AsProposed sets every point that is not set to its proposal (D26).
func (s *Star) AsProposed() {
	levels := map[string]int{}
	for _, p := range s.profile.Points {
		if l := s.proposed(p); l > 0 && s.level(p.ID) == 0 {
			levels[p.ID] = l
		}
	}
	if len(levels) == 0 {
		s.tell(widget.BandInfo, say.T("visit.star.nothing_to_set"))
		return
	}
	s.save(levels, true, func() { s.tell(widget.BandOK, say.T("visit.star.as_proposed", "N", len(levels))) })
}

// Earlier lays the earlier star under today's, or takes it away.
func (s *Star) Earlier() {
	if s.rec.Earlier == nil {
		s.tell(widget.BandInfo, say.T("visit.star.no_earlier"))
		return
	}
	s.earlier = !s.earlier
	s.refresh()
}

func (s *Star) print(p Paper) {
	if s.p.OnPrint != nil {
		s.p.OnPrint(p)
	}
}

func (s *Star) refresh() {
	s.header.Refresh()
	s.board.Refresh()
	s.middle.Refresh()
	s.side.Refresh()
	s.redraw()
}

// redraw draws the figure anew, if what it shows has changed.
func (s *Star) redraw() {
	d := star.Drawing{Levels: s.levels(), Heredity: s.profile.Heredity.Value, Marker: true, Selected: s.point().K + 1}
	if s.earlier && s.rec.Earlier != nil {
		d.Earlier = &s.rec.Earlier.Levels
	}
	if d != s.drawn {
		s.drawn = d
		s.figure.Redraw()
	}
}
