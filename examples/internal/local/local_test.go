package local_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/examples/internal/local"
)

// hello are pages that answer all that comes to them.
func hello() local.Pages {
	return local.Pages{
		Answer: func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "hello "+r.URL.Path) },
		Refuse: func(w http.ResponseWriter, _ *http.Request, status int, why error) {
			http.Error(w, why.Error(), status)
		},
	}
}

func unwatched() *local.Watch { return local.NewWatch(time.Hour, func() {}) }

// TestRefused: what comes from elsewhere, would change something, or is too much.
func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(r *http.Request)
		status int
		why    error
	}{
		"own":                   {func(*http.Request) {}, http.StatusOK, nil},
		"localhost":             {func(r *http.Request) { r.Host = "localhost:4321" }, http.StatusOK, nil},
		"head":                  {func(r *http.Request) { r.Method = http.MethodHead }, http.StatusOK, nil},
		"own origin":            {func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:4321") }, http.StatusOK, nil},
		"own page":              {func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-origin") }, http.StatusOK, nil},
		"typed":                 {func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "none") }, http.StatusOK, nil},
		"linked":                {linked("cross-site", "navigate", "document", "/"), http.StatusOK, nil},
		"linked deeper":         {linked("cross-site", "navigate", "document", "/view"), http.StatusForbidden, local.ErrOrigin},
		"framed":                {linked("cross-site", "navigate", "iframe", "/"), http.StatusForbidden, local.ErrOrigin},
		"fetched":               {linked("cross-site", "cors", "empty", "/"), http.StatusForbidden, local.ErrOrigin},
		"another port":          {linked("same-site", "no-cors", "script", "/page.js"), http.StatusForbidden, local.ErrOrigin},
		"another name":          {func(r *http.Request) { r.Host = "evil.example:4321" }, http.StatusForbidden, local.ErrHost},
		"rebound":               {func(r *http.Request) { r.Host = "evil.example" }, http.StatusForbidden, local.ErrHost},
		"another port's name":   {func(r *http.Request) { r.Host = "127.0.0.1:80" }, http.StatusForbidden, local.ErrHost},
		"no name":               {func(r *http.Request) { r.Host = "" }, http.StatusForbidden, local.ErrHost},
		"another origin":        {func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") }, http.StatusForbidden, local.ErrOrigin},
		"null origin":           {func(r *http.Request) { r.Header.Set("Origin", "null") }, http.StatusForbidden, local.ErrOrigin},
		"empty origin":          {func(r *http.Request) { r.Header["Origin"] = []string{""} }, http.StatusForbidden, local.ErrOrigin},
		"two origins":           {func(r *http.Request) { r.Header["Origin"] = []string{"http://127.0.0.1:4321", "http://evil.example"} }, http.StatusForbidden, local.ErrOrigin},
		"origin by other name":  {func(r *http.Request) { r.Header.Set("Origin", "http://localhost:4321") }, http.StatusForbidden, local.ErrOrigin},
		"secure origin":         {func(r *http.Request) { r.Header.Set("Origin", "https://127.0.0.1:4321") }, http.StatusForbidden, local.ErrOrigin},
		"post":                  {func(r *http.Request) { r.Method = http.MethodPost }, http.StatusMethodNotAllowed, local.ErrMethod},
		"options":               {func(r *http.Request) { r.Method = http.MethodOptions }, http.StatusMethodNotAllowed, local.ErrMethod},
		"body":                  {func(r *http.Request) { r.ContentLength = 1 }, http.StatusRequestEntityTooLarge, local.ErrBody},
		"body of unknown size":  {func(r *http.Request) { r.ContentLength = -1 }, http.StatusRequestEntityTooLarge, local.ErrBody},
		"long address":          {func(r *http.Request) { r.URL.RawQuery = strings.Repeat("a", 16<<10+1) }, http.StatusRequestURITooLong, local.ErrLong},
		"not quite so long":     {func(r *http.Request) { r.URL.RawQuery = strings.Repeat("a", 16<<10) }, http.StatusOK, nil},
		"events from elsewhere": {linked("cross-site", "cors", "empty", "/alive"), http.StatusForbidden, local.ErrOrigin},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", http.NoBody)
			r.Host = "127.0.0.1:4321"
			c.change(r)
			w := httptest.NewRecorder()
			hello().Handler(t.Context(), 4321, unwatched()).ServeHTTP(w, r)
			assert.Equal(t, c.status, w.Code)
			if c.why == nil {
				assert.Equal(t, "hello /", w.Body.String())
			} else {
				assert.Equal(t, c.why.Error()+"\n", w.Body.String())
				assert.NotEmpty(t, local.Texts()[c.why.Error()])
			}
			for _, head := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Cross-Origin-Resource-Policy", "Referrer-Policy"} {
				assert.NotEmpty(t, w.Header().Get(head))
			}
			assert.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
		})
	}
}

// linked is a request as a browser makes it for the page of another address.
func linked(site, mode, dest, path string) func(r *http.Request) {
	return func(r *http.Request) {
		r.Header.Set("Sec-Fetch-Site", site)
		r.Header.Set("Sec-Fetch-Mode", mode)
		r.Header.Set("Sec-Fetch-Dest", dest)
		r.URL.Path = path
	}
}

// TestWatch: the program ends when for ten minutes no page was open and none asked.
func TestWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		var ended atomic.Int64 // so long after
		watch := local.NewWatch(10*time.Minute, func() { ended.Store(int64(time.Since(begun))) })
		h := hello().Handler(t.Context(), 4321, watch)
		ask := func(ctx context.Context, path string) {
			r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, http.NoBody)
			r.Host = "127.0.0.1:4321"
			h.ServeHTTP(httptest.NewRecorder(), r)
		}
		time.Sleep(9 * time.Minute)
		ask(t.Context(), "/") // it is asked for: ten minutes more
		time.Sleep(9 * time.Minute)
		first, close1 := context.WithCancel(t.Context())
		second, close2 := context.WithCancel(t.Context())
		go ask(first, "/alive")
		go ask(second, "/alive")
		time.Sleep(5 * time.Hour) // two pages are open
		close1()
		time.Sleep(5 * time.Hour) // one is
		require.Zero(t, ended.Load())
		close2()
		time.Sleep(10*time.Minute - time.Second)
		require.Zero(t, ended.Load())
		time.Sleep(2 * time.Second)
		synctest.Wait()
		assert.Equal(t, 10*time.Hour+28*time.Minute, time.Duration(ended.Load()))
	})
}

// TestServe: a page of this machine is answered at the address that was said, the events go
// on until the program ends, and it ends when it is told to.
func TestServe(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	address, done := make(chan string, 1), make(chan error, 1)
	go func() { done <- hello().Serve(ctx, func(at string) { address <- at }) }()
	at := <-address
	assert.Regexp(t, `^http://127\.0\.0\.1:\d+/$`, at)
	get := func(path string) *http.Response {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at+path, http.NoBody)
		require.NoError(t, err)
		answer, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		return answer
	}
	page := get("x")
	text, err := io.ReadAll(page.Body)
	require.NoError(t, err)
	require.NoError(t, page.Body.Close())
	assert.Equal(t, "hello /x", string(text))
	events := get("alive")
	assert.Equal(t, "text/event-stream", events.Header.Get("Content-Type"))
	lines := bufio.NewReader(events.Body)
	line, err := lines.ReadString('\n')
	require.NoError(t, err)
	assert.Equal(t, ":\n", line)
	stop()
	_, err = io.ReadAll(lines)
	require.NoError(t, err, "the events end with the program")
	require.NoError(t, events.Body.Close())
	require.NoError(t, <-done)
}
