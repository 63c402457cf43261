package browser_test

import (
	"bufio"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators/basis"
)

// explorerBrowser is a tab of a headless Chromium, which ends with the test.
func explorerBrowser(t *testing.T) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		t.Skip("no Chromium is installed: the explorer is not tried in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.ExecPath(path))
	ctx, end := chromedp.NewExecAllocator(t.Context(), options...)
	ctx, leave := chromedp.NewContext(ctx)
	t.Cleanup(func() { leave(); end() })
	return ctx
}

// startExplorer starts examples/explorer as a user does, and gives the address that it prints. It
// ends with the test.
func startExplorer(t *testing.T, args ...string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "explorer")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./examples/explorer")
	build.Dir = explorerRoot(t)
	said, err := build.CombinedOutput()
	require.NoError(t, err, string(said))
	cmd := exec.CommandContext(t.Context(), program, append([]string{"-lang", "en"}, args...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	return strings.TrimSpace(address)
}

// explorerRoot is the folder of the project.
func explorerRoot(t *testing.T) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/countyeval/countyeval").Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(out))
}

// explorerView is what a page of the explorer shows: its address, its weights and its table.
type explorerView struct {
	Address, Trouble string
	Values           map[string]string   // of the numbers, by name
	Units            []string            // codes in the order of the table
	Cells            map[string][]string // of a unit
}

const (
	// explorerSettled is true once the page shows what its panel says, and its address says so, too.
	explorerSettled = `(q => !document.getElementById('panel').hasAttribute('aria-busy') &&
		q(document.body.dataset.shown) === q(document.getElementById('save').search) && q(document.body.dataset.shown) === q(location.search)
	)(text => [...new URLSearchParams(text)].sort().join('&'))`
	explorerSeen = `({
		Address: location.href, Trouble: document.getElementById('trouble').innerText,
		Values: Object.fromEntries([...document.querySelectorAll('input[type=number]')].map(n => [n.name, n.value])),
		Units: [...document.querySelectorAll('tbody tr')].map(r => r.dataset.unit),
		Cells: Object.fromEntries([...document.querySelectorAll('tbody tr')].map(r => [r.dataset.unit, [...r.cells].map(c => c.textContent)]))})`
)

// lookAtExplorer waits until the page is settled.
func lookAtExplorer(ctx context.Context, t *testing.T) explorerView {
	t.Helper()
	_, err := chromedp.Run(ctx, chromedp.Poll[bool](explorerSettled, chromedp.WithPollingTimeout(30*time.Second)))
	require.NoError(t, err)
	return explorerValue[explorerView](ctx, t, explorerSeen)
}

// explorerValue is what a page gives for an expression.
func explorerValue[T any](ctx context.Context, t *testing.T, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	require.NoError(t, err)
	return v
}

// holdsExplorer compares what a page shows, number by number, with what the library makes of the
// weights that it shows.
func holdsExplorer(t *testing.T, v explorerView) {
	t.Helper()
	require.Empty(t, v.Trouble)
	f := data.Scheme()
	s, err := scheme.Read(f.Text, f.Name) // a copy to change
	require.NoError(t, err)
	var weigh func(all []scheme.Indicator)
	weigh = func(all []scheme.Indicator) {
		for i := range all {
			x, err := strconv.ParseFloat(v.Values["w."+all[i].Code], 64)
			require.NoError(t, err, all[i].Code)
			all[i].Weight = &x
			weigh(all[i].Indicators)
		}
	}
	weigh(s.Framework.Indicators)
	f.Scheme = s
	_, table, err := data.Read()
	require.NoError(t, err)
	o, err := scheme.Run(f, table)
	require.NoError(t, err)
	require.Len(t, v.Units, o.Ranking.Ranked())
	for i, p := range o.Ranking.Places[:len(v.Units)] {
		require.Equal(t, p.Unit.Code, v.Units[i], "place %d", i+1)
		cells := v.Cells[p.Unit.Code]
		require.Equal(t, strconv.Itoa(p.Rank), cells[0])
		require.Equal(t, tables.Decimal(p.Score, 2).Shown(basis.English, nil), cells[3])
		require.Equal(t, p.Grade, cells[4][strings.LastIndexByte(cells[4], ' ')+1:])
		for k, column := range []int{5, 7, 8} { // column 6 is the change of the first
			w, _ := o.Awards[k].Allocation.Find(p.Unit.Code)
			want := ""
			if w.Amount > 0 {
				want = tables.Amount(w.Amount, o.Awards[k].Plan.Pool.Measure).Shown(basis.English, nil)
			}
			require.Equal(t, want, cells[column], "%s, %s", p.Unit.Code, o.Awards[k].Plan.Pool.Name)
		}
	}
}

// explorerSlider is the selector of the slider of a weight.
func explorerSlider(ctx context.Context, t *testing.T, code string) string {
	t.Helper()
	return explorerValue[string](ctx, t, fmt.Sprintf(`'#r' + document.querySelector('input[name="w.%s"]').id`, code))
}

// TestExplorer: a slider is moved by keyboard and by mouse, and ranks, scores, grades and
// awards are those that the library gives for these weights; the address gives the same view
// again, and the way back is the way there.
func TestExplorer(t *testing.T) {
	ctx := explorerBrowser(t)
	address := startExplorer(t)
	require.NoError(t, chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address)))
	published := lookAtExplorer(ctx, t)
	holdsExplorer(t, published)

	scale := explorerSlider(ctx, t, "scale")
	require.NoError(t, chromedp.Do(ctx, chromedp.Focus(scale), chromedp.KeyEvent(kb.PageUp), chromedp.KeyEvent(kb.ArrowRight)))
	keyed := lookAtExplorer(ctx, t)
	assert.Equal(t, "30.5", keyed.Values["w.scale"])
	assert.Equal(t, "18.3", keyed.Values["w.sec_va"], "what lies below it is scaled with it")
	holdsExplorer(t, keyed)
	require.NotEqual(t, published.Units, keyed.Units)

	talent := explorerSlider(ctx, t, "talent")
	require.NoError(t, chromedp.Do(ctx, chromedp.ScrollIntoView(talent)))
	box := explorerValue[struct{ X, Y, W, H float64 }](ctx, t,
		fmt.Sprintf(`(r => ({X: r.x, Y: r.y, W: r.width, H: r.height}))(document.querySelector('%s').getBoundingClientRect())`, talent))
	drag := []chromedp.Action[chromedp.Void]{chromedp.MouseEvent("mousePressed", box.X+0.2*box.W, box.Y+box.H/2, chromedp.ButtonLeft)}
	for k := range 60 {
		drag = append(drag, chromedp.MouseEvent("mouseMoved", box.X+(0.2+0.006*float64(k))*box.W, box.Y+box.H/2, chromedp.ButtonLeft))
	}
	drag = append(drag, chromedp.MouseEvent("mouseReleased", box.X+0.554*box.W, box.Y+box.H/2, chromedp.ButtonLeft))
	require.NoError(t, chromedp.Do(ctx, drag...))
	dragged := lookAtExplorer(ctx, t)
	x, err := strconv.ParseFloat(dragged.Values["w.talent"], 64)
	require.NoError(t, err)
	assert.InDelta(t, 56, x, 5)
	holdsExplorer(t, dragged)

	require.NoError(t, chromedp.Do(ctx, chromedp.Navigate(dragged.Address)))
	assert.Equal(t, dragged, lookAtExplorer(ctx, t), "the address gives the same view")
	require.NoError(t, chromedp.Do(ctx, chromedp.NavigateBack()))
	back := lookAtExplorer(ctx, t)
	assert.Equal(t, keyed.Values, back.Values, "one step back for the mouse")
	assert.Equal(t, keyed.Cells, back.Cells)
	require.NoError(t, chromedp.Do(ctx, chromedp.Click("#back"), chromedp.WaitReady("#results table")))
	undone := lookAtExplorer(ctx, t)
	assert.Equal(t, published.Cells, undone.Cells)
	assert.Equal(t, published.Values, undone.Values)
}

// TestExplorerRapid: 200 moves faster than the program answers end in the right state.
func TestExplorerRapid(t *testing.T) {
	ctx := explorerBrowser(t)
	require.NoError(t, chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(startExplorer(t))))
	efficiency := explorerSlider(ctx, t, "efficiency")
	explorerValue[bool](ctx, t, fmt.Sprintf(`(async () => {
		const r = document.querySelector('%s');
		for (let i = 0; i < 200; i++) {
			r.value = String(10 + (i * 7) %% 50);
			r.dispatchEvent(new Event('input', {bubbles: true}));
			if (i %% 5 === 0) await new Promise(done => setTimeout(done, 5));
		}
		return true;
	})()`, efficiency))
	v := lookAtExplorer(ctx, t)
	assert.Equal(t, "53", v.Values["w.efficiency"])
	holdsExplorer(t, v)
}

// TestExplorerSizes: nothing overflows, on a telephone and on a desk, in both languages, by day and by
// night, and what goes wrong is said on the page.
func TestExplorerSizes(t *testing.T) {
	ctx := explorerBrowser(t)
	address := startExplorer(t)
	base, _, _ := strings.Cut(address, "?")
	for _, width := range []int64{390, 1280} {
		for _, lang := range []string{"en", "zh"} {
			for _, mode := range []string{"light", "dark"} {
				q := url.Values{"lang": {lang}, "w.sec_va": {"5"}, "w.enterprises": {"20"}, "normalize": {"percentile"}}
				_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
					Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: mode}},
				})
				require.NoError(t, err)
				require.NoError(t, chromedp.Do(ctx, chromedp.EmulateViewport(width, 844), chromedp.Navigate(base+"?"+q.Encode())))
				over := explorerValue[bool](ctx, t, `document.documentElement.scrollWidth > document.documentElement.clientWidth`)
				assert.False(t, over, "%d %s %s", width, lang, mode)
			}
		}
	}
	require.NoError(t, chromedp.Do(ctx, chromedp.Navigate(address)))
	explorerValue[bool](ctx, t, `(s => { s.value = 'geometric'; return s.dispatchEvent(new Event('change', {bubbles: true})); })(document.querySelector('select[name=aggregate]'))`)
	assert.Contains(t, lookAtExplorer(ctx, t).Trouble, "needs scores above 0")
}
