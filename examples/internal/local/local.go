// Package local shows pages to the machine that a program runs on, and to no other: it
// listens on the loopback address at a free port, answers requests of its own pages alone, and
// ends when the last page has been away long enough.
package local

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/countyeval/countyeval/indicators/basis"
)

const (
	patience    = 10 * time.Minute // without a page, the program ends
	beat        = 20 * time.Second // between signs of life to a page
	longest     = 16 << 10         // bytes of a query
	longestHead = 32 << 10         // bytes of the head of a request
)

// Why a request is refused.
const (
	ErrOrigin = basis.Sentinel("the page of another address asked")
	ErrHost   = basis.Sentinel("this address is not the one of the program")
	ErrBody   = basis.Sentinel("a request here has no body")
	ErrLong   = basis.Sentinel("the address is too long")
	ErrMethod = basis.Sentinel("only reading is possible here")
)

// Texts are the Chinese of what this package says.
func Texts() basis.Texts {
	return basis.Texts{
		"the page of another address asked":          "请求来自其他地址的页面",
		"this address is not the one of the program": "此地址不是本程序的地址",
		"a request here has no body":                 "此处的请求不应带有内容",
		"the address is too long":                    "地址过长",
		"only reading is possible here":              "此处只能读取",
		"cannot listen: %w":                          "无法监听：%w",
	}
}

// policy lets a page load what this address has, and run no script that stands in it.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// Pages are the pages of a program.
type Pages struct {
	Answer http.HandlerFunc
	// Refuse says why a request is not answered.
	Refuse func(w http.ResponseWriter, r *http.Request, status int, why error)
}

// Serve answers until the context ends, or no page has been open for ten minutes. A page is
// open as long as it listens to the events at /alive. ready is told the address.
func (p Pages) Serve(ctx context.Context, ready func(address string)) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return basis.Errorf("cannot listen: %w", err)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	h := &http.Server{
		Handler: p.Handler(ctx, netip.MustParseAddrPort(l.Addr().String()).Port(), NewWatch(patience, stop)),
		// An answer takes milliseconds; events set their own limit.
		ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: longestHead,
	}
	ready("http://" + l.Addr().String() + "/")
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

// Handler answers what comes to a port of this machine, until the context ends.
func (p Pages) Handler(ctx context.Context, port uint16, watch *Watch) http.Handler {
	hosts := map[string]bool{fmt.Sprintf("127.0.0.1:%d", port): true, fmt.Sprintf("localhost:%d", port): true}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", policy)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("Cross-Origin-Resource-Policy", "same-origin")
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		head.Set("Cache-Control", "no-store")
		if status, why := refused(r, hosts); why != nil {
			p.Refuse(w, r, status, why)
			return
		}
		watch.touch()
		if r.URL.Path == "/alive" {
			watch.alive(ctx, w, r)
			return
		}
		p.Answer(w, r)
	})
}

// refused says why a request is not answered: nil if it is. A page elsewhere may link to the
// first page, and do nothing else.
func refused(r *http.Request, hosts map[string]bool) (status int, why error) {
	site := r.Header.Get("Sec-Fetch-Site")
	linked := r.URL.Path == "/" && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
	origin, named := r.Header["Origin"]
	switch {
	case !hosts[r.Host]:
		return http.StatusForbidden, ErrHost
	case named && (len(origin) != 1 || origin[0] != "http://"+r.Host):
		return http.StatusForbidden, ErrOrigin
	case site != "" && site != "same-origin" && site != "none" && !linked:
		return http.StatusForbidden, ErrOrigin
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed, ErrMethod
	case r.ContentLength != 0:
		return http.StatusRequestEntityTooLarge, ErrBody
	case len(r.URL.RawQuery) > longest:
		return http.StatusRequestURITooLong, ErrLong
	}
	return 0, nil
}
