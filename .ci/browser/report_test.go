package browser_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

// reports are the files that the example made, by language.
var reports = map[string]string{}

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "report")
	if err != nil {
		panic(err)
	}
	code := 1
	if err := makeReports(folder); err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
	} else {
		code = m.Run()
	}
	os.RemoveAll(folder)
	os.Exit(code)
}

func makeReports(folder string) error {
	program := filepath.Join(folder, "henan")
	build := exec.Command("go", "build", "-o", program, "./examples/henan")
	build.Dir, build.Stderr = filepath.Join("..", ".."), os.Stderr
	if err := build.Run(); err != nil {
		return err
	}
	for _, language := range []string{"zh", "en"} {
		to := filepath.Join(folder, language)
		made := exec.Command(program, "-lang", language, "-out", to)
		made.Stderr = os.Stderr
		if err := made.Run(); err != nil {
			return err
		}
		reports[language] = filepath.Join(to, "report.html")
	}
	return nil
}

// each runs a test on the reports of both languages.
func each(t *testing.T, test func(t *testing.T, b *tab, url string)) {
	t.Helper()
	for _, language := range []string{"zh", "en"} {
		t.Run(language, func(t *testing.T) { test(t, start(t), "file://"+reports[language]) })
	}
}

func TestReportIsQuiet(t *testing.T) {
	each(t, func(_ *testing.T, b *tab, url string) {
		b.open(url)
		b.quiet(url)
	})
}

func TestReportSortsAndFilters(t *testing.T) {
	each(t, func(t *testing.T, b *tab, url string) {
		b.open(url)
		const first = `Array.from(document.querySelector("table.wide").tBodies[0].rows).filter(r => !r.hidden && !r.className).map(r => parseFloat(r.cells[0].textContent)).filter(r => r === r)`
		before := ask[[]float64](b, first)
		if len(before) < 100 {
			t.Fatalf("%d rows in the ranking", len(before))
		}
		const click = `document.querySelector("table.wide thead button").click()`
		ask[any](b, click+";0")
		up := ask[[]float64](b, first)
		ask[any](b, click+";0")
		down := ask[[]float64](b, first)
		for i := 1; i < len(up); i++ {
			if up[i] < up[i-1] || down[i] > down[i-1] {
				t.Fatalf("row %d is out of order: %v after %v, %v after %v", i, up[i], up[i-1], down[i], down[i-1])
			}
		}
		if len(up) != len(before) || len(down) != len(before) {
			t.Errorf("%d rows, then %d and %d", len(before), len(up), len(down))
		}
		name := ask[string](b, `document.querySelector("table.wide tbody a").textContent`)
		ask[any](b, `(() => { const i = document.querySelector("label.filter input"); i.value = document.querySelector("table.wide tbody a").textContent; i.dispatchEvent(new Event("input")); return 0 })()`)
		if left := ask[[]float64](b, first); len(left) == 0 || len(left) > 5 {
			t.Errorf("%d rows are left by the filter %q", len(left), name)
		}
	})
}

func TestReportAnchors(t *testing.T) {
	each(t, func(t *testing.T, b *tab, url string) {
		b.open(url)
		if lost := ask[[]string](b, `Array.from(document.querySelectorAll("a[href^='#']")).map(a => a.getAttribute("href").slice(1)).filter(h => !document.getElementById(h))`); len(lost) > 0 {
			t.Errorf("links to nowhere: %v", lost)
		}
		open := ask[bool](b, `new Promise(done => { const a = document.querySelector("table.wide tbody a"); addEventListener("hashchange", () => setTimeout(() => done(document.getElementById(a.hash.slice(1)).closest("details").open))); a.click() })`)
		if !open {
			t.Error("the link to a county does not open its page")
		}
	})
}

func TestReportWithoutScript(t *testing.T) {
	each(t, func(t *testing.T, b *tab, url string) {
		const text = `(() => { const m = document.querySelector("main").cloneNode(true); m.querySelectorAll("label.filter").forEach(e => e.remove()); return m.textContent })()`
		b.open(url)
		with := ask[string](b, text)
		b.script(false)
		b.open(url)
		if ask[int](b, `document.querySelectorAll("button, input").length`) != 0 {
			t.Error("script runs, or buttons are there without it")
		}
		if without := ask[string](b, text); without != with || len(without) < 100_000 {
			t.Errorf("%d bytes of text without script, %d with it", len(without), len(with))
		}
	})
}

func TestReportFits(t *testing.T) {
	each(t, func(t *testing.T, b *tab, url string) {
		b.open(url)
		language := filepath.Base(filepath.Dir(url))
		for _, w := range []struct {
			width int64
			name  string
		}{{390, "narrow"}, {1280, "broad"}} {
			b.size(w.width, 900)
			ask[any](b, `document.querySelectorAll("details.card").forEach((d, i) => { d.open = i < 3 }), 0`)
			for _, found := range ask[[]string](b, wide) {
				t.Errorf("at %d px sticks out: %s", w.width, found)
			}
			for _, scheme := range []string{"light", "dark"} {
				b.media("screen", scheme)
				sections := ask[int](b, `document.querySelectorAll("main > section").length`)
				for i := range sections {
					ask[any](b, `document.querySelectorAll("main > section")[`+string(rune('0'+i))+`].scrollIntoView(), 0`)
					b.screenshot(language + "-" + w.name + "-" + scheme + "-" + string(rune('0'+i)))
				}
			}
		}
	})
}

var pages = regexp.MustCompile(`/Type\s*/Page\b[^s]`)

func TestReportPrints(t *testing.T) {
	each(t, func(t *testing.T, b *tab, url string) {
		b.open(url)
		cards := ask[int](b, `document.querySelectorAll("details.card").length`)
		sections := ask[int](b, `document.querySelectorAll("main > section").length`)
		n := len(pages.FindAll(b.pdf(), -1))
		// A county fits on a page; a few with many figures under query may need two.
		if least, most := cards+sections, cards+cards/4+8*sections; n < least || n > most {
			t.Errorf("%d pages of paper for %d counties and %d sections, not %d to %d", n, cards, sections, least, most)
		}
		t.Logf("%d pages", n)
		b.media("print", "light")
		b.size(688, 900) // A4 less its margins
		if n := ask[int](b, `Array.from(document.querySelectorAll("tr")).filter(e => getComputedStyle(e).breakInside !== "avoid").length + Array.from(document.querySelectorAll("thead")).filter(e => getComputedStyle(e).display !== "table-header-group").length`); n > 0 {
			t.Errorf("%d rows can be cut by the end of a page, or heads are not repeated", n)
		}
		for _, found := range ask[[]string](b, `Array.from(document.querySelectorAll("table, svg.fig")).filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.closest("section").id + ": " + (e.caption ? e.caption.textContent : e.tagName) + " " + Math.round(e.getBoundingClientRect().right)).slice(0, 10)`) {
			t.Errorf("paper cuts %s", found)
		}
	})
}

func TestReportIsValid(t *testing.T) {
	program := filepath.Join(tools(t), ".bin", "html-validate")
	for language, path := range reports {
		found, err := exec.Command(program, "--config", "html-validate.json", path).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v: %.3000s", language, err, found)
		}
	}
}

// TestReportIsAccessible: axe-core finds no serious fault, in light and in dark. The pages of
// all counties are made alike, so that two of them are looked at.
func TestReportIsAccessible(t *testing.T) {
	tools(t)
	each(t, func(t *testing.T, b *tab, url string) {
		t.Helper()
		b.size(1280, 900)
		for _, scheme := range []string{"light", "dark"} {
			b.media("screen", scheme)
			b.open(url)
			ask[any](b, `document.querySelectorAll("details.card").forEach((d, i) => { d.open = true; if (i % 60) d.remove() }), 0`)
			b.axe()
		}
	})
}
