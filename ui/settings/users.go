package settings

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

func (p *Page) readUsers() {
	var users []data.User
	p.s.Do("settings.users", func(ctx context.Context) (err error) {
		users, err = p.store.Users(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.users = users
		if p.section != people {
			return
		}
		key := ""
		if p.at != nil {
			key = p.at.key
		}
		p.fill()
		p.find(key)
		p.arrange()
		if p.s.Page() == shell.Page(p) && key != "" {
			p.Focus()
		}
	})
}

// admin reports whether the one who is logged in may change users.
func (p *Page) admin() bool {
	for _, u := range p.users {
		if u.Name == p.store.User() {
			return u.Role == data.Admin
		}
	}
	return false
}

// button makes a line with a button.
func (p *Page) button(l *line, words string, look widget.Kind, allowed bool, do func()) *line {
	b := widget.NewButton(widget.Look{Kind: look, Text: words}, do)
	if !allowed {
		b.Kind, b.Reason = widget.Off, p.s.T("data.err.user.admin")
		b.OnReason = func(why string) { l.wrong = why; l.mark() }
	}
	b.OnFocus = l.focused
	l.object, l.focus, l.wide = b, b, b.MinSize().Width
	return l
}

// userLines are who may log in, and what can be done about it.
func (p *Page) userLines() (lines []*line) {
	admin := p.admin()
	lines = append(lines, p.button(p.bare("passphrase"), p.s.T("settings.passphrase.do"), widget.Secondary, true, p.changePassphrase))
	for _, u := range p.users {
		if !u.Removed.IsZero() {
			continue // kept for the log's sake
		}
		l := &line{p: p, key: "user." + u.Name, title: u.FullName, icon: icon.User}
		l.text = p.s.T("settings.user."+string(u.Role), "Name", u.Name)
		if u.Name == p.store.User() {
			l.title = p.s.T("settings.user.you", "Name", u.FullName)
		} else {
			p.button(l, p.s.T("settings.user.remove"), widget.Secondary, admin, func() { p.remove(u) })
		}
		lines = append(lines, l)
	}
	return append(lines,
		p.button(p.bare("add"), p.s.T("settings.add.do"), widget.Secondary, admin, p.add),
		p.button(p.bare("recovery"), p.s.T("settings.recovery.do"), widget.Secondary, admin, p.recovery))
}

// why is the place for an error inside a dialog: two lines are kept for it.
type why struct {
	*widget.Drawing
	text string
}

func newWhy() *why {
	w := &why{}
	style := widget.Second.In(theme.Fault)
	w.Drawing = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(200, 2*style.Line()) }, func(pen *widget.Pen) {
		if w.text != "" {
			pen.Icon(0, 1, 16, icon.Fault, theme.Fault)
			pen.Wrap(22, 0, pen.Size().Width-22, w.text, style)
		}
	})
	return w
}

func (w *why) say(text string) {
	w.text = text
	w.Refresh()
}

// secret asks for something with a new passphrase, typed twice, and does it on a
// worker: making a key takes a second.
func (p *Page) secret(d *widget.Dialog, above []*widget.Field, work func(ctx context.Context, passphrase string) error, done func()) {
	fresh, again := widget.NewPassword(p.s.T("settings.pass.new")), widget.NewPassword(p.s.T("settings.pass.again"))
	w := newWhy()
	fields := append(above, fresh, again)
	var objects []fyne.CanvasObject
	for i, f := range fields {
		objects = append(objects, f)
		f.Entry.OnEnter = func() {
			if i+1 < len(fields) {
				fields[i+1].Focus()
				return
			}
			d.Confirm()
		}
	}
	d.Body, d.Focus, d.Left = widget.Column(12, append(objects, w)...), fields[0].Entry, p.s.T("ui.cancel")
	busy := false
	d.OnRight = func() bool {
		switch {
		case busy:
			return false
		case fresh.Text() != again.Text():
			w.say(p.s.T("settings.pass.differ"))
			again.Focus()
			return false
		}
		busy = true
		w.say("")
		pass := fresh.Text()
		p.s.Do("", func(ctx context.Context) error { return work(ctx, pass) }, func(err error) {
			busy = false
			if err != nil {
				w.say(fault.Words(p.s.Lang(), err))
				return
			}
			d.Close()
			done()
			p.readUsers()
		})
		return false
	}
	p.s.Ask(d)
}

func (p *Page) told(text say.Text) { p.s.Done(text, nil, nil) }

func (p *Page) changePassphrase() {
	old := widget.NewPassword(p.s.T("settings.pass.old"))
	p.secret(&widget.Dialog{Icon: icon.Lock, Title: p.s.T("settings.passphrase"), Text: p.s.T("settings.pass.advice"), Right: p.s.T("settings.passphrase.right")},
		[]*widget.Field{old}, func(ctx context.Context, pass string) error { return p.store.ChangePassphrase(ctx, old.Text(), pass) },
		func() { p.told(say.T("settings.passphrase.done")) })
}

func (p *Page) add() {
	login, full := widget.NewField(p.s.T("settings.add.login"), ""), widget.NewField(p.s.T("settings.add.full"), "")
	p.secret(&widget.Dialog{Icon: icon.User, Title: p.s.T("settings.add"), Text: p.s.T("settings.pass.advice"), Right: p.s.T("settings.add.right")},
		[]*widget.Field{full, login}, func(ctx context.Context, pass string) error {
			return p.store.AddUser(ctx, data.User{Name: strings.TrimSpace(login.Text()), FullName: strings.TrimSpace(full.Text())}, pass)
		}, func() { p.told(say.T("settings.add.done", "Name", strings.TrimSpace(login.Text()))) })
}

func (p *Page) remove(u data.User) {
	p.s.Ask(&widget.Dialog{Icon: icon.User, Title: p.s.T("settings.remove.title", "Name", u.FullName), Text: p.s.T("settings.remove.text"),
		Left: p.s.T("ui.cancel"), Right: p.s.T("settings.remove.right"), Danger: true, OnRight: func() bool {
			p.s.Do("", func(ctx context.Context) error { return p.store.RemoveUser(ctx, u.Name) }, func(err error) {
				if err != nil {
					p.s.Fail(err)
					return
				}
				p.told(say.T("settings.remove.done", "Name", u.FullName))
				p.readUsers()
			})
			return true
		}})
}

// recovery makes a new recovery code and shows it, this once.
func (p *Page) recovery() {
	d := &widget.Dialog{Icon: icon.Lock, Title: p.s.T("settings.recovery.ask"), Text: p.s.T("settings.recovery.old"),
		Left: p.s.T("ui.cancel"), Right: p.s.T("settings.recovery.right")}
	d.OnRight = func() bool {
		d.Close() // before the next dialog, which would go with it
		var code string
		p.s.Do("", func(ctx context.Context) (err error) {
			code, err = p.store.NewRecovery(ctx)
			return err
		}, func(err error) {
			if err != nil {
				p.s.Fail(err)
				return
			}
			p.showCode(code)
		})
		return true
	}
	p.s.Ask(d)
}

func (p *Page) showCode(code string) {
	groups := strings.FieldsFunc(code, func(r rune) bool { return r == '-' || r == ' ' })
	const high = 34
	half := (len(groups) + 1) / 2
	body := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(300, 2*high+24) }, func(pen *widget.Pen) {
		size := pen.Size()
		pen.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Sunken, Stroke: theme.Line, Radius: theme.RadiusField})
		each := (size.Width - 24) / float32(half)
		for i, g := range groups {
			pen.CenterMid(12+float32(i%half)*each, 12+float32(i/half)*high, each, high, g, widget.Style{Size: 18, Bold: true})
		}
	})
	p.s.Ask(&widget.Dialog{Icon: icon.Lock, Title: p.s.T("settings.recovery.title"), Text: p.s.T("settings.recovery.once"), Body: body, Right: p.s.T("settings.recovery.written")})
}
