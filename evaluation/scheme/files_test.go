package scheme_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators/basis"
)

const (
	rulings = "- {unit: 410181, effect: no award, reason: accident, document: No. 3}\n"
	figures = "decimals:\n  - {name: requests, of: {1: 30, 2: 40, 3: none}}\nwords: [{name: barred, of: {}}]\n"
)

// folder is the small scheme with files beside it.
func folder(t *testing.T, more map[string]string) fstest.MapFS {
	t.Helper()
	text := small + "rulings: {effects: [no award], file: year/rulings.yaml}\nfigures: [figures.yaml, last.json]\n"
	out := fstest.MapFS{
		"scheme.yaml":       {Data: []byte(strings.Replace(text, "figure: land", "figure: requests", 1))},
		"year/rulings.yaml": {Data: []byte(rulings)},
		"figures.yaml":      {Data: []byte(figures)},
		"last.json":         {Data: []byte(`{"flags":[{"name":"done","of":{"1":true}}]}`)},
	}
	for name, text := range more {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestOpen(t *testing.T) {
	f, err := scheme.Open(folder(t, nil), "scheme.yaml")
	require.NoError(t, err)
	assert.Equal(t, []evaluation.Ruling{{Unit: "410181", Effect: evaluation.NoAward, Reason: "accident", Document: "No. 3"}}, f.Rulings)
	require.Len(t, f.Figures.Decimals, 1)
	assert.InDelta(t, incentive.None(), f.Figures.Decimals[0].Of["3"], 0)
	require.Len(t, f.Figures.Flags, 1)
	var names []string
	for _, p := range f.Parts {
		names = append(names, p.Name)
	}
	assert.Equal(t, []string{"scheme.yaml", "year/rulings.yaml", "figures.yaml", "last.json"}, names)
	assert.Equal(t, f.Text, f.Parts[0].Text)
}

func TestOpenFaults(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"a fault in each file": {
			map[string]string{
				"year/rulings.yaml": "- {unit: 1, effect: no awards, reason: x, document: y}\n", "figures.yaml": "decimal: []\n", "last.json": "{",
			},
			[]string{`year/rulings.yaml:1:21: [0].effect: unknown: "no awards" is no effect`, `figures.yaml:1:1: key "decimal" is unknown (did you mean "decimals"?)`, "last.json:1:2: not well formed"},
		},
		"an effect that is not allowed": {
			map[string]string{"year/rulings.yaml": "- {unit: 1, effect: not ranked, reason: x, document: y}\n"},
			[]string{`year/rulings.yaml:1:21: [0].effect: ruling: the scheme has no rulings of the effect "not ranked"`},
		},
		"figures that nobody has": {
			map[string]string{"figures.yaml": "decimals: [{name: request, of: {}}]\n"},
			[]string{`scheme.yaml:29:26: plans[0].clauses[2].cap_at.figure: unknown: no column and no list in the files of figures has the name "requests" (did you mean "request"?)`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := scheme.Open(folder(t, c.files), "scheme.yaml")
			said := lines(err)
			require.Len(t, said, len(c.want), err)
			for i, want := range c.want {
				assert.Contains(t, said[i], want)
			}
		})
	}
	_, err := scheme.Open(folder(t, nil), "none.yaml")
	require.ErrorIs(t, err, fs.ErrNotExist)
	assert.Equal(t, "none.yaml：文件不存在", basis.Say(err, basis.Chinese, scheme.Texts()))
	missing := folder(t, nil)
	delete(missing, "last.json")
	_, err = scheme.Open(missing, "scheme.yaml")
	require.EqualError(t, err, "scheme.yaml:31:25: last.json: file does not exist")
	_, err = scheme.OpenFile(filepath.Join(t.TempDir(), "none", "x.yaml"))
	require.ErrorIs(t, err, fs.ErrNotExist)
}

// TestNames: no name leads out of the folder, and no link is followed, not even one that
// stays inside.
func TestNames(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "in", "sub"), 0o700))
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	write("outside.yaml", figures)
	write("in/inside.yaml", figures)
	write("in/sub/deep.yaml", figures)
	require.NoError(t, os.Symlink("inside.yaml", filepath.Join(dir, "in", "link.yaml")))
	require.NoError(t, os.Symlink("../outside.yaml", filepath.Join(dir, "in", "out.yaml")))
	require.NoError(t, os.Symlink("sub", filepath.Join(dir, "in", "other")))
	for name, ok := range map[string]bool{
		"inside.yaml": true, "sub/deep.yaml": true, "../outside.yaml": false, "sub/../inside.yaml": false, "./inside.yaml": false, ".": false, "": false,
		"link.yaml": false, "out.yaml": false, "other/deep.yaml": false, "sub": false, "sub/": false, `..\\outside.yaml`: false, `sub\\deep.yaml`: false, "c:outside.yaml": false,
		filepath.Join(dir, "outside.yaml"): false, "none.yaml": false, "inside.yaml/x": false,
	} {
		write("in/scheme.yaml", small+"figures: [\""+name+"\"]\n")
		f, err := scheme.OpenFile(filepath.Join(dir, "in", "scheme.yaml"))
		if ok {
			require.NoError(t, err, name)
			assert.Len(t, f.Figures.Decimals, 1)
			continue
		}
		require.Error(t, err, name)
		assert.Contains(t, err.Error(), "scheme.yaml:30:11: ", name)
	}
	_, err := scheme.OpenFile(filepath.Join(dir, "in", "link.yaml"))
	require.ErrorIs(t, err, scheme.ErrName)
}

func TestLimits(t *testing.T) {
	big := strings.Repeat("#", scheme.MaxBytes+1)
	_, err := scheme.Read([]byte(big), "big.yaml")
	require.ErrorIs(t, err, basis.ErrValue)
	_, err = scheme.Open(fstest.MapFS{"big.yaml": {Data: []byte(big)}}, "big.yaml")
	require.ErrorIs(t, err, basis.ErrValue)
	_, err = scheme.ParseYAML([]byte("a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"+
		"d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"), "laughs.yaml")
	require.ErrorContains(t, err, "more than 500000 values")
	require.Len(t, lines(err), 1)
	_, err = scheme.ParseYAML([]byte(strings.Repeat("[", 200)+strings.Repeat("]", 200)), "deep.yaml")
	require.ErrorContains(t, err, "1:101: value: more than 100 values stand in each other")
	_, err = scheme.ParseYAML([]byte(strings.Repeat("{a: ", 20000)), "deeper.yaml")
	require.ErrorIs(t, err, basis.ErrSyntax)
	_, err = scheme.ParseYAML([]byte("a: &a {b: &b {c: *a}}"), "cycle.yaml")
	require.ErrorContains(t, err, `1:18: value: the alias "a" holds itself`)
	for _, text := range []string{"", "# only\n", "\n\n"} {
		_, err = scheme.ParseYAML([]byte(text), "none.yaml")
		require.ErrorIs(t, err, basis.ErrEmpty)
	}
}
