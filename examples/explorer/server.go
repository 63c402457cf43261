package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/examples/internal/local"
	"github.com/countyeval/countyeval/indicators/basis"
)

const errNoPage = basis.Sentinel("there is no such page")

// server answers the requests of pages on this machine.
type server struct {
	*explorer
	lang basis.Language // of pages that do not say theirs
}

// serve shows the page until the context ends or nobody looks.
func serve(ctx context.Context, e *explorer, v state, lang basis.Language, out io.Writer) error {
	return server{e, lang}.pages().Serve(ctx, func(address string) {
		fmt.Fprintf(out, "%s?%s\n%s\n", address, v.encode(lang), reader(lang).say(servedUntil))
	})
}

func (s server) pages() local.Pages {
	return local.Pages{Answer: s.answerTo, Refuse: func(w http.ResponseWriter, r *http.Request, status int, why error) {
		s.fail(w, s.reader(r.URL.Query()), status, why)
	}}
}

// reader is who asks: in the language that the address says.
func (s server) reader(q url.Values) reader {
	if lang := basis.Language(0); lang.UnmarshalText([]byte(q.Get(keyLang))) == nil {
		return reader(lang)
	}
	return reader(s.lang)
}

func (s server) answerTo(w http.ResponseWriter, r *http.Request) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	to := s.reader(query)
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
		send(w, http.StatusOK, "text/css; charset=utf-8", []byte(report.StyleSheet()+file("page.css")))
	case "/page.js":
		send(w, http.StatusOK, "text/javascript; charset=utf-8", []byte(file("page.js")))
	case "/favicon.ico":
		w.WriteHeader(http.StatusNoContent)
	default:
		s.fail(w, to, http.StatusNotFound, errNoPage)
	}
}

func send(w http.ResponseWriter, status int, kind string, body []byte) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write(body) // who went away needs no answer
}

// fail says why there is no answer.
func (s server) fail(w http.ResponseWriter, to reader, status int, why error) {
	s.write(w, status, "trouble", to.trouble(why))
}

// write answers with a template of the page.
func (s server) write(w http.ResponseWriter, status int, name string, of any) {
	var b bytes.Buffer
	if err := templates().ExecuteTemplate(&b, name, of); err != nil {
		status, b = http.StatusInternalServerError, bytes.Buffer{}
	}
	send(w, status, "text/html; charset=utf-8", b.Bytes())
}

// page is the whole page at a view.
func (s server) page(w http.ResponseWriter, to reader, v state, err error) {
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
func (s server) view(w http.ResponseWriter, to reader, v state, err error) {
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
func (s server) save(w http.ResponseWriter, to reader, v state, err error) {
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
	send(w, http.StatusOK, "application/yaml; charset=utf-8", text)
}
