package main

import (
	"context"
	"encoding/csv"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/local"
	"github.com/countyeval/countyeval/indicators/basis"
)

const host = "127.0.0.1:4321"

// builtIn is an explorer of the built-in scheme, made once.
var builtIn = sync.OnceValues(func() (*explorer, error) {
	in, err := data.ReadInput("", "")
	if err != nil {
		return nil, err
	}
	return newExplorer(in)
})

func henan(t testing.TB) *explorer {
	t.Helper()
	e, err := builtIn()
	require.NoError(t, err)
	return e
}

// get asks an explorer's server for a target such as /view?pool=2.
func get(t testing.TB, e *explorer, target string) (status int, body string, head http.Header) {
	t.Helper()
	h := server{e, basis.English}.pages().Handler(t.Context(), 4321, local.NewWatch(time.Hour, func() {}))
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, http.NoBody)
	r.Host = host
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String(), w.Header()
}

var (
	rowOf  = regexp.MustCompile(`(?s)<tr data-unit="([^"]*)".*?</tr>`)
	cellOf = regexp.MustCompile(`(?s)<t[hd][^>]*>(.*?)</t[hd]>`)
	headOf = regexp.MustCompile(`(?s)<thead>.*?</thead>`)
	tagOf  = regexp.MustCompile(`<[^>]*>`)
)

// read are the rows of the table of an answer, as they are printed: the cells by their
// headings, in the order of the table.
func read(t testing.TB, body string) (units []string, cells map[string]map[string]string) {
	t.Helper()
	var heads []string
	for _, m := range cellOf.FindAllStringSubmatch(headOf.FindString(body), -1) {
		heads = append(heads, strings.TrimSpace(html.UnescapeString(tagOf.ReplaceAllString(m[1], ""))))
	}
	cells = map[string]map[string]string{}
	for _, m := range rowOf.FindAllStringSubmatch(body, -1) {
		unit := html.UnescapeString(m[1])
		units, cells[unit] = append(units, unit), map[string]string{}
		for j, c := range cellOf.FindAllStringSubmatch(m[0], -1) {
			cells[unit][heads[j]] = html.UnescapeString(c[1])
		}
	}
	return units, cells
}

// TestBadInput: the library's message in the language of the page, and status 400.
func TestBadInput(t *testing.T) {
	e := henan(t)
	for query, says := range map[string]string{
		"w.scale=30":         "weights in overall sum to 105, not 100",
		"w.scale=30&lang=zh": "合计为 105，应为 100",
		"w.scale=0&w.sec_va=0&w.enterprises=0&w.talent=45&w.sci_tech_emp=29": "weights of its children are all 0",
		"w.sec_va=-5&w.enterprises=30":                                       "sec_va",
		"w.sec_va=x":                                                         `w.sec_va is &#34;x&#34;`,
		"w.sec_va=1e3":                                                       `w.sec_va is`,
		"w.sec_va=NaN":                                                       `w.sec_va is`,
		"w.sec_va=0x1p4":                                                     `w.sec_va is`,
		"w.sec_va=1&w.sec_va=2":                                              "given twice",
		"w.secva=1":                                                          `do you mean &#34;w.sec_va&#34;?`,
		"zzzzzzzzzzzz=1&lang=zh":                                             "没有名为",
		"normalize=ranks":                                                    "normalize is &#34;ranks&#34;",
		"aggregate=geometric":                                                "not positive under a mean that needs scores above 0",
		"aggregate=geometric&lang=zh":                                        "得分",
		"impute=refused":                                                     "missing value",
		"pool=4":                                                             "pool is",
		"pool=-1":                                                            "pool is",
		"pin=nobody":                                                         "pin is",
		"amount.1=-5":                                                        "Land: ",
		"amount.1=0.5&lang=zh":                                               "土地",
		"amount.1=10000.5":                                                   "Land: ",
		"base.1.2=-3&amount.2=-1&pool=9":                                     "pool is",
		"%zz=1":                                                              "the address cannot be read",
		"a;b=1":                                                              "the address cannot be read",
		"w.sec_va=%3Cscript%3Ealert%3C%2F":                                   "&lt;script&gt;",
	} {
		for _, path := range []string{"/view?", "/?", "/scheme.yaml?"} {
			status, body, _ := get(t, e, path+query)
			if path == "/scheme.yaml?" && status == http.StatusOK { // a file may hold what cannot be given
				continue
			}
			assert.Equal(t, http.StatusBadRequest, status, path+query)
			if says != "土地" {
				assert.Contains(t, body, says, path+query)
			}
			assert.NotContains(t, body, "<script>alert")
		}
	}
}

// TestFiles: what there is besides the page, and that there is nothing else.
func TestFiles(t *testing.T) {
	e := henan(t)
	for target, want := range map[string]struct {
		status int
		kind   string
	}{
		"/page.css": {200, "text/css"}, "/page.js": {200, "text/javascript"}, "/": {200, "text/html"}, "/scheme.yaml": {200, "application/yaml"},
		"/favicon.ico": {204, ""}, "/page.tmpl": {404, "text/html"}, "/go.mod": {404, "text/html"}, "//": {404, "text/html"}, "/view/": {404, "text/html"}, "/../main.go": {404, "text/html"},
	} {
		status, body, head := get(t, e, target)
		assert.Equal(t, want.status, status, target)
		assert.Truef(t, strings.HasPrefix(head.Get("Content-Type"), want.kind), "%s: %s", target, head.Get("Content-Type"))
		assert.Contains(t, head.Get("Content-Security-Policy"), "default-src 'none'", target)
		assert.NotContains(t, head.Get("Content-Security-Policy"), "unsafe", target)
		assert.Equal(t, want.status == 204, body == "", target)
	}
	_, body, _ := get(t, e, "/nothing?lang=zh")
	assert.Contains(t, body, "没有这个页面")
}

// TestSave: the file of a view gives examples/henan the same ranks, scores and awards, and
// that of no view is the published file, byte for byte.
func TestSave(t *testing.T) {
	e := henan(t)
	_, body, head := get(t, e, "/scheme.yaml?pool=2&pin=scale")
	assert.Equal(t, string(e.in.Scheme.Text), body)
	assert.Contains(t, head.Get("Content-Disposition"), "attachment")
	const query = "w.scale=30&w.sec_va=18&w.enterprises=12&w.talent=15&w.prof_tech_share=4.5&w.tertiary_edu_share=3.75&w.nonlocal_share=3.75&w.sci_tech_emp=3&normalize=percentile&impute=left_out&base.1.2=45&cap.1.3=700&amount.3=45000"
	status, text, _ := get(t, e, "/scheme.yaml?"+query)
	require.Equal(t, http.StatusOK, status, text)
	dir := t.TempDir()
	file, out, program := filepath.Join(dir, "mine.yaml"), filepath.Join(dir, "out"), filepath.Join(dir, "henan")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	said, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "../henan").CombinedOutput() //nolint:gosec // of this module
	require.NoError(t, err, string(said))
	said, err = exec.CommandContext(t.Context(), program, "-lang", "en", "-all", "-scheme", file, "-out", out).CombinedOutput() //nolint:gosec // built above
	require.NoError(t, err, string(said))
	ranking, err := os.ReadFile(filepath.Join(out, "ranking.csv")) //nolint:gosec // of this test
	require.NoError(t, err)
	given := map[string]map[string]map[string]string{}
	for _, pool := range []string{"land", "cod", "funds"} {
		awards, err := os.ReadFile(filepath.Join(out, "awards-"+pool+".csv")) //nolint:gosec // of this test
		require.NoError(t, err)
		given[pool] = table(t, string(awards))
	}
	_, body, _ = get(t, e, "/view?"+query)
	units, cells := read(t, body)
	require.Len(t, units, 103)
	rows := table(t, string(ranking))
	for _, unit := range units {
		c := cells[unit]
		grade := c["Grade"][strings.LastIndexByte(c["Grade"], ' ')+1:] // B → A is A
		assert.Equal(t, []string{c["Rank"], c["Score"], grade}, []string{rows[unit]["rank"], rows[unit]["score"], rows[unit]["grade"]}, unit)
		for here, there := range map[string][2]string{"Land mu": {"land", "award (mu)"}, "COD t a year": {"cod", "award (t a year)"}, "Funds million yuan": {"funds", "award (million yuan)"}} {
			want, ok := given[there[0]][unit][there[1]]
			assert.True(t, ok, there)
			if x, err := strconv.ParseFloat(want, 64); err != nil || x == 0 {
				want = ""
			}
			assert.Equal(t, want, strings.ReplaceAll(c[here], ",", ""), "%s %s", unit, here)
		}
	}
}

// table are the rows of a file by the code of the unit.
func table(t *testing.T, text string) map[string]map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	require.NoError(t, err)
	out := map[string]map[string]string{}
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for j, head := range rows[0] {
			cells[head] = row[j]
		}
		out[cells["code"]] = cells
	}
	return out
}

// TestVisitors: many who look at different views at once each get their own.
func TestVisitors(t *testing.T) {
	e := henan(t)
	s := httptest.NewUnstartedServer(nil)
	defer s.Close()
	port := netip.MustParseAddrPort(s.Listener.Addr().String()).Port()
	s.Config.Handler = server{e, basis.English}.pages().Handler(t.Context(), port, local.NewWatch(time.Hour, func() {}))
	s.Start()
	ask := func(ctx context.Context, k int) (string, error) {
		q := url.Values{"w.sec_va": {number(float64(k))}, "w.enterprises": {number(float64(25 - k))}}
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/view?"+q.Encode(), http.NoBody)
		if err != nil {
			return "", err
		}
		answer, err := s.Client().Do(r)
		if err != nil {
			return "", err
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		return string(body), err
	}
	var alone [26]string
	var err error
	for k := range alone {
		alone[k], err = ask(t.Context(), k)
		require.NoError(t, err)
		require.False(t, k > 0 && alone[k] == alone[k-1])
	}
	var wait sync.WaitGroup
	for i := range 200 {
		wait.Go(func() {
			body, err := ask(t.Context(), i%26)
			assert.NoError(t, err)
			assert.Equal(t, alone[i%26], body)
		})
	}
	wait.Wait()
}
