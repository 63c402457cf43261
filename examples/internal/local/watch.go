package local

import (
	"context"
	"io"
	"net/http"
	"sync"
	"time"
)

// Watch ends a program when the last page has been away long enough.
type Watch struct {
	mu    sync.Mutex
	pages int
	wait  time.Duration
	timer *time.Timer
}

// NewWatch calls end when for so long no page was open and none asked.
func NewWatch(wait time.Duration, end func()) *Watch {
	return &Watch{wait: wait, timer: time.AfterFunc(wait, end)}
}

// touch is a request of whatever kind.
func (w *Watch) touch() { w.move(0) }

// move is a page that is opened (1) or closed (-1).
func (w *Watch) move(pages int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages += pages
	w.timer.Stop()
	if w.pages == 0 {
		w.timer.Reset(w.wait)
	}
}

// alive tells a page that the program lives, and the watch that the page is open.
func (w *Watch) alive(ctx context.Context, to http.ResponseWriter, r *http.Request) {
	w.move(1)
	defer w.move(-1)
	to.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	c, tick := http.NewResponseController(to), time.NewTicker(beat)
	defer tick.Stop()
	for {
		_ = c.SetWriteDeadline(time.Now().Add(2 * beat)) // a page that takes nothing is away
		if _, err := io.WriteString(to, ":\n\n"); err != nil || c.Flush() != nil {
			return
		}
		select {
		case <-tick.C:
		case <-r.Context().Done():
			return
		case <-ctx.Done():
			return
		}
	}
}
