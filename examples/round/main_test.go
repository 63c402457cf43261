package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/examples/internal/pages"
	"github.com/countyeval/countyeval/indicators/basis"
)

var digest = regexp.MustCompile(`[0-9a-f]{64}`)

var languages = []basis.Language{basis.English, basis.Chinese}

func TestGolden(t *testing.T) {
	for _, lang := range languages {
		var out bytes.Buffer
		require.NoError(t, run(&out, lang, ""))
		pages.Golden(t, lang.String()+".txt", digest.ReplaceAllString(out.String(), "(digest)")) // they hang on the version of the library
		assert.Contains(t, out.String(), map[basis.Language]string{basis.English: "all made up", basis.Chinese: "全部为虚构"}[lang])
	}
}

// TestLanguage: the page in Chinese has no English but codes and names of methods, and the
// one in English no Chinese but what the account of an award calls a county.
func TestLanguage(t *testing.T) {
	s, err := tell(basis.Chinese)
	require.NoError(t, err)
	word := regexp.MustCompile(`[A-Za-z]{3,}`)
	for _, w := range word.FindAllString(digest.ReplaceAllString(s.page.String(), ""), -1) {
		assert.Contains(t, []string{"SHA", "energy", "csv", "tce", "science", "projects"}, w)
	}
	s, err = tell(basis.English)
	require.NoError(t, err)
	assert.NotRegexp(t, `\p{Han}`, strings.ReplaceAll(s.page.String(), "己县", ""))
}

// TestPapers: -out writes every paper, no confidential figure stands in a paper of
// somebody else, and the trail makes the same round again.
func TestPapers(t *testing.T) {
	for _, lang := range languages {
		dir := t.TempDir()
		var page bytes.Buffer
		require.NoError(t, run(&page, lang, dir))
		texts := map[string]string{}
		require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path) //nolint:gosec // a file of the test's own
			name, _ := filepath.Rel(dir, path)
			texts[filepath.ToSlash(name)] = string(b)
			return err
		}))
		for _, want := range []string{
			"public-provisional.csv", "public-final.txt", "changed.csv", "revision-1.csv", "reminder-R10.csv", "questions-1-R03.txt",
			"feedback/R01.txt", "monitoring.csv", "behind-R11.txt", "feedback/R12-2.csv", "internal/book.txt", "internal/trail.jsonl",
			"report.html", "internal/report.html",
		} {
			assert.NotEmpty(t, texts[want], want)
		}
		for _, part := range []string{"places", "indicators", "pools", "counties"} { // with the totals of the list, other scores would give the confidential one
			assert.NotContains(t, texts["report.html"], `id="`+part+`"`)
			assert.Contains(t, texts["internal/report.html"], `id="`+part+`"`)
		}
		at := slices.Index(columns, "tax")
		for _, c := range reported {
			if math.IsNaN(c.x[at]) {
				continue
			}
			secrets := []string{fmt.Sprint(c.x[at]), fmt.Sprintf("%.6g", c.x[at]*10000/c.x[at+1])}
			for name, text := range texts {
				for _, x := range secrets {
					there := regexp.MustCompile(`(^|[^0-9.])` + regexp.QuoteMeta(x)).MatchString(text)
					switch {
					case strings.HasPrefix(name, "internal/"):
					case strings.HasPrefix(name, "feedback/"+c.code):
					default:
						assert.False(t, there, "%s of %s in %s", x, c.code, name)
					}
				}
			}
			assert.Contains(t, texts["internal/book.txt"], secrets[0])
		}
		r, err := procedure.Read(strings.NewReader(texts["internal/trail.jsonl"]), "trail.jsonl", procedure.Head{})
		require.NoError(t, err)
		assert.Equal(t, procedure.Final, r.State())
		assert.Contains(t, page.String(), r.Head().Digest)
		require.NoError(t, r.Recompute(method()))
		broken := strings.Replace(texts["internal/trail.jsonl"], `"value":3124`, `"value":3125`, 1)
		require.ErrorContains(t, procedure.VerifyTrail(strings.NewReader(broken), procedure.Head{}), "entry 2 was changed")
	}
}

// TestScores recomputes a score of the final list without the library: that of County F.
func TestScores(t *testing.T) {
	s, err := tell(basis.English)
	require.NoError(t, err)
	o, ok := s.round.Final()
	require.True(t, ok)
	x := map[string][]float64{}
	for _, c := range reported {
		for j, code := range columns {
			x[code] = append(x[code], c.x[j])
		}
	}
	x["va"][2], x["projects"][5] = 312.4, 12
	for i := range reported {
		x["per"] = append(x["per"], 1e4*x["tax"][i]/x["area"][i])
	}
	var known []float64
	for _, v := range x["per"] {
		if !math.IsNaN(v) {
			known = append(known, v)
		}
	}
	slices.Sort(known)
	x["per"][8] = known[5] // the median of 11
	score := func(code string, i int) float64 {
		return (x[code][i] - slices.Min(x[code])) / (slices.Max(x[code]) - slices.Min(x[code]))
	}
	for i, c := range reported {
		want := 24*score("va", i) + 16*score("growth", i) + 18*score("rd", i) + 12*score("hightech", i) + 15*score("per", i) + 9*(1-score("energy", i)) + 6*score("projects", i)
		if c.code == "R04" {
			want--
		}
		p, ok := o.Ranking.Find(c.code)
		require.True(t, ok)
		assert.InDelta(t, want, p.Score, 0.005+1e-9, c.en)
	}
}

func TestUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	require.Error(t, run(new(bytes.Buffer), basis.English, file))
	require.Error(t, run(failing{}, basis.English, ""))
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, os.ErrClosed }
