package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

const (
	patience    = 10 * time.Minute // without a page, the program ends
	beat        = 20 * time.Second // between signs of life to a page
	longest     = 16 << 10         // bytes of a query
	longestHead = 32 << 10         // bytes of the head of a request
)

// Refusals.
const (
	errOrigin  = basis.Sentinel("the page of another address asked")
	errHost    = basis.Sentinel("this address is not the one of the program")
	errBody    = basis.Sentinel("a request here has no body")
	errLong    = basis.Sentinel("the address is too long")
	errMethod  = basis.Sentinel("only reading is possible here")
	errNoPage  = basis.Sentinel("there is no such page")
	policy     = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	typeHTML   = "text/html; charset=utf-8"
	typeYAML   = "application/yaml; charset=utf-8"
	typeScript = "text/javascript; charset=utf-8"
	typeStyle  = "text/css; charset=utf-8"
)

// server answers the requests of pages on this machine.
type server struct {
	*explorer
	lang  basis.Language // of pages that do not say theirs
	hosts map[string]bool
	watch *watch
	ctx   context.Context // ends with the program
}

// serve answers until the context ends, or the last page has been away long enough.
func serve(ctx context.Context, e *explorer, v state, lang basis.Language, out io.Writer) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return basis.Errorf("cannot listen: %w", err)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := newServer(ctx, e, lang, l.Addr().(*net.TCPAddr).Port, newWatch(patience, stop)) //nolint:forcetypeassert // of tcp
	h := &http.Server{Handler: s, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: longestHead}
	fmt.Fprint(out, reader(lang).say(servedAt, tables.Same("http://"+l.Addr().String()+"/?"+v.encode(lang))))
	done := make(chan error, 1)
	go func() { done <- h.Serve(l) }()
	select {
	case err = <-done:
		return err
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err = h.Shutdown(end); errors.Is(err, context.DeadlineExceeded) {
		err = h.Close()
	}
	return err
}

func newServer(ctx context.Context, e *explorer, lang basis.Language, port int, w *watch) *server {
	s := &server{explorer: e, lang: lang, hosts: map[string]bool{}, watch: w, ctx: ctx}
	for _, name := range []string{"127.0.0.1", "localhost"} {
		s.hosts[fmt.Sprintf("%s:%d", name, port)] = true
	}
	return s
}

// ServeHTTP implements [http.Handler].
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Content-Security-Policy", policy)
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Referrer-Policy", "no-referrer")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	head.Set("Cross-Origin-Opener-Policy", "same-origin")
	head.Set("Cache-Control", "no-store")
	query, err := url.ParseQuery(r.URL.RawQuery)
	to := reader(s.lang)
	if lang := basis.Language(0); lang.UnmarshalText([]byte(query.Get(keyLang))) == nil {
		to = reader(lang)
	}
	if status, why := s.refuse(r); why != nil {
		s.fail(w, to, status, why)
		return
	}
	s.watch.touch()
	var v state
	if err != nil {
		err = basis.Errorf("%w: the address cannot be read", basis.ErrValue)
	} else {
		v, err = s.decode(query)
	}
	switch r.URL.Path {
	case "/":
		s.page(w, to, v, err)
	case "/view":
		s.view(w, to, v, err)
	case "/scheme.yaml":
		s.save(w, to, v, err)
	case "/page.css":
		send(w, http.StatusOK, typeStyle, []byte(report.StyleSheet()+file("page.css")))
	case "/page.js":
		send(w, http.StatusOK, typeScript, []byte(file("page.js")))
	case "/alive":
		s.alive(w, r)
	default:
		s.fail(w, to, http.StatusNotFound, errNoPage)
	}
}

// refuse says why a request is not answered: nil if it is. A page elsewhere may link here,
// and nothing else.
func (s *server) refuse(r *http.Request) (status int, why error) {
	site := r.Header.Get("Sec-Fetch-Site")
	linked := r.URL.Path == "/" && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
	origin, named := r.Header["Origin"]
	switch {
	case !s.hosts[r.Host]:
		return http.StatusForbidden, errHost
	case named && (len(origin) != 1 || origin[0] != "http://"+r.Host):
		return http.StatusForbidden, errOrigin
	case site != "" && site != "same-origin" && site != "none" && !linked:
		return http.StatusForbidden, errOrigin
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed, errMethod
	case r.ContentLength != 0:
		return http.StatusRequestEntityTooLarge, errBody
	case len(r.URL.RawQuery) > longest:
		return http.StatusRequestURITooLong, errLong
	}
	return 0, nil
}

func send(w http.ResponseWriter, status int, kind string, body []byte) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write(body) // who went away needs no answer
}

// fail says why there is no answer.
func (s *server) fail(w http.ResponseWriter, to reader, status int, why error) {
	s.write(w, status, "trouble", to.trouble(why))
}

func (s *server) write(w http.ResponseWriter, status int, name string, of any) {
	var b bytes.Buffer
	if err := write(&b, name, of); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	send(w, status, typeHTML, b.Bytes())
}

// page is the whole page at a view.
func (s *server) page(w http.ResponseWriter, to reader, v state, err error) {
	var a *answer
	if err == nil {
		a, err = s.answer(v)
	}
	status := http.StatusOK
	if err != nil {
		status = http.StatusBadRequest
	}
	of, err := s.sight(to, v, a, err)
	if err != nil {
		s.fail(w, to, http.StatusInternalServerError, err)
		return
	}
	s.write(w, status, "page", of)
}

// view is what changes on the page.
func (s *server) view(w http.ResponseWriter, to reader, v state, err error) {
	var a *answer
	if err == nil {
		a, err = s.answer(v)
	}
	var of *shown
	if err == nil {
		of, err = to.show(a)
	}
	if err != nil {
		s.fail(w, to, http.StatusBadRequest, err)
		return
	}
	s.write(w, http.StatusOK, "view", of)
}

// save is the scheme of a view as a file.
func (s *server) save(w http.ResponseWriter, to reader, v state, err error) {
	text := s.in.Scheme.Text
	if err == nil && len(v.dials)+len(v.switches) > 0 {
		f, why := s.file(v)
		if err = why; err == nil {
			text = f.Text
		}
	}
	if err != nil {
		s.fail(w, to, http.StatusBadRequest, err)
		return
	}
	w.Header().Set("Content-Disposition", `attachment; filename="scheme.yaml"`)
	send(w, http.StatusOK, typeYAML, text)
}

// alive tells a page that the program lives, and the program that a page is open.
func (s *server) alive(w http.ResponseWriter, r *http.Request) {
	s.watch.come()
	defer s.watch.goAway()
	w.Header().Set("Content-Type", "text/event-stream")
	c := http.NewResponseController(w)
	for tick := time.Tick(beat); ; {
		_ = c.SetWriteDeadline(time.Now().Add(2 * beat)) // a page that takes nothing is away
		if _, err := io.WriteString(w, ":\n\n"); err != nil || c.Flush() != nil {
			return
		}
		select {
		case <-tick:
		case <-r.Context().Done():
			return
		case <-s.ctx.Done():
			return
		}
	}
}

// watch ends the program when the last page has been away long enough.
type watch struct {
	mu    sync.Mutex
	pages int
	wait  time.Duration
	timer *time.Timer
}

func newWatch(wait time.Duration, end func()) *watch {
	return &watch{wait: wait, timer: time.AfterFunc(wait, end)}
}

// touch is a request of whatever kind.
func (w *watch) touch() { w.move(0) }

// come and goAway are a page that is opened and closed.
func (w *watch) come()   { w.move(1) }
func (w *watch) goAway() { w.move(-1) }

func (w *watch) move(pages int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages += pages
	w.timer.Stop()
	if w.pages == 0 {
		w.timer.Reset(w.wait)
	}
}
