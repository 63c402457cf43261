package scheme_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// The methods of a user: a weighting that names an indicator, and a clause that names a
// list of figures.
type favor struct {
	Code  string  `json:"code" names:"node"`
	Times float64 `json:"times"`
}

func (f favor) Weigh(dst []float64, g weights.Group) error {
	for i, code := range g.Codes {
		if dst[i] = g.Declared[i]; code == f.Code {
			dst[i] *= f.Times
		}
	}
	return nil
}

func (f favor) String() string { return "favor " + f.Code }

type atMost struct {
	List string `json:"list" names:"figure"`
}

func (a atMost) Edit(s *incentive.Sheet) error {
	return s.Amounts(a.List, 0, false, func(i int, x incentive.Amount) error { s.Limit(i, x); return nil })
}

func (a atMost) String() string { return "at most " + a.List }

func ownKinds() basis.Kinds {
	return basis.Join(basis.Kind[weights.Scheme]("favor", favor{}), basis.Kind[incentive.Clause]("at_most", atMost{}))
}

// TestOwnKinds: methods of one's own stand in a file as ours do, with their names checked
// and their figures found.
func TestOwnKinds(t *testing.T) {
	text := strings.NewReplacer("normalize: min_max", "normalize: min_max\n  weigh: {favor: {code: tax, times: 2}}", "cap_at: {figure: land, rate: 0.5}", "at_most: {list: land}").Replace(small)
	f, err := scheme.Open(fstest.MapFS{"s.yaml": {Data: []byte(text)}}, "s.yaml", ownKinds())
	require.NoError(t, err)
	assert.Equal(t, favor{"tax", 2}, f.Scheme.Model.Weigh)
	table, err := f.ReadTable(strings.NewReader(zones), "zones.csv")
	require.NoError(t, err)
	o, err := scheme.Run(f, table)
	require.NoError(t, err)
	require.NoError(t, o.Err())
	assert.Equal(t, "at most land", o.Awards[0].Allocation.Articles[2].Text.String())
	assert.EqualValues(t, 9, o.Awards[0].Allocation.Awards[0].Amount)

	_, err = scheme.Read([]byte(strings.Replace(text, "code: tax, times", "code: tacks, times", 1)), "s.yaml", ownKinds())
	require.ErrorContains(t, err, `s.yaml:17:25: model.weigh.favor.code: unknown: no indicator has the code "tacks"`)
	_, err = scheme.Read([]byte(text), "s.yaml")
	require.ErrorContains(t, err, `"favor" is no kind of weights.Scheme`)
	written, err := scheme.Marshal(f.Scheme, ownKinds())
	require.NoError(t, err)
	back, err := scheme.Read(written, "s.yaml", ownKinds())
	require.NoError(t, err)
	assert.Equal(t, f.Scheme, back)
	_, err = scheme.Marshal(f.Scheme)
	require.ErrorContains(t, err, "has no kind")
	_, err = scheme.MarshalYAML(f.Scheme)
	require.Error(t, err)

	later := f.Scheme
	later.Plans[0].Clauses[2] = atMost{"levy"}
	changes, err := scheme.Diff(f.Scheme, later, ownKinds())
	require.NoError(t, err)
	assert.Empty(t, changes, "the slices are the same")
	before, err := scheme.Read([]byte(text), "s.yaml", ownKinds())
	require.NoError(t, err)
	changes, err = scheme.Diff(before, later, ownKinds())
	require.NoError(t, err)
	require.Len(t, changes, 1)
	assert.Equal(t, "Land, article: at most land -> at most levy", changes[0].Text().English)
	_, err = scheme.Diff(before, later)
	require.Error(t, err)
}

// TestFrameworkOf: a framework in another form becomes an annex and back.
func TestFrameworkOf(t *testing.T) {
	f, err := indicators.ReadFramework(strings.NewReader(`{"code": "all", "name": "X", "children": [
		{"code": "g", "weight": 0, "children": [{"code": "a", "bounds": {"lo": 1, "hi": 2}, "period": "2024"}, {"code": "b", "direction": "lower", "bounds": {"lo": 1, "hi": 2}}]},
		{"code": "c", "weight": 3, "direction": "target", "target": {"lo": 1, "hi": 1}, "bounds": {"lo": 0, "hi": 2}},
		{"code": "d", "weight": 2, "direction": "lower", "computed": true, "confidential": true, "base": 4}],
		"aux": [{"code": "x", "unit": "mu", "department": "y", "definition": "z", "source": "s"}]}`), "f.json")
	require.NoError(t, err)
	s := scheme.Scheme{Framework: scheme.FrameworkOf(f)}
	text, err := scheme.Marshal(s)
	require.NoError(t, err)
	back, err := scheme.Read(text, "f.yaml")
	require.NoError(t, err)
	tree, err := back.Tree()
	require.NoError(t, err)
	assert.Equal(t, f, tree)
}

// TestOddTexts: byte order marks, line ends of every system, and separators that YAML
// takes for line ends keep places and changes right.
func TestOddTexts(t *testing.T) {
	text := "\ufeffscheme: 1 # \u2028\r\ntitle: {zh: \"甲\", en: 乙丙}\r# x\u0085# y\nframework: {indicators: [{code: a, weigth: 1}]}\n"
	_, err := scheme.Read([]byte(text), "x.yaml")
	said := lines(err)
	require.Len(t, said, 1)
	assert.Contains(t, said[0], `key "weigth" is unknown`)
	good := strings.Replace(text, "weigth", "weight", 1)
	out, err := scheme.Set([]byte(good), "x.yaml", "framework[a].weight", 2)
	require.NoError(t, err)
	assert.Equal(t, strings.Replace(good, "weight: 1", "weight: 2", 1), string(out))
	out, err = scheme.Set([]byte(good), "x.yaml", "title.en", "丁")
	require.NoError(t, err)
	assert.Equal(t, strings.Replace(good, "乙丙", "丁", 1), string(out))
	out, err = scheme.Set([]byte(good), "x.yaml", "scheme", 1)
	require.NoError(t, err)
	assert.Equal(t, good, string(out))

	_, err = scheme.Formula{Of: []string{"a"}}.MarshalText()
	require.ErrorIs(t, err, scheme.ErrFormula, "a sum of one")
	for said, want := range map[string]string{"a/b×100": "100 * a / b", " a ÷ b ": "a / b", "a+b + c": "a + b + c", "0.5 * a / b": "0.5 * a / b"} {
		var f scheme.Formula
		require.NoError(t, f.UnmarshalText([]byte(said)))
		assert.Equal(t, want, f.String())
	}
	for _, bad := range []string{"", "a", "a /", "/ b", "a * b", "2 * a", "a / b * ", "a / b / c", "1e999 * a / b", "0 * a / b", "a + ", "a / b * c", "3 / b"} {
		require.ErrorIs(t, new(scheme.Formula).UnmarshalText([]byte(bad)), scheme.ErrFormula, bad)
	}
	for _, text := range []string{"null", "[]", "{}", "3"} {
		_, err := scheme.Read([]byte(text), "x.yaml")
		require.ErrorIs(t, err, scheme.ErrVersion)
	}
	for value, want := range map[any]string{3.5: "3.5\n", "x": "x\n", true: "true\n"} {
		text, err := scheme.MarshalYAML(value)
		require.NoError(t, err)
		assert.Equal(t, want, string(text))
	}
	nested, err := scheme.MarshalYAML([][][][][]int{{{{{1}}}}})
	require.NoError(t, err)
	n, err := scheme.ParseYAML(nested, "n.yaml")
	require.NoError(t, err)
	var back [][][][][]int
	require.NoError(t, basis.Decode(n, &back, basis.Kinds{}))
	assert.Equal(t, [][][][][]int{{{{{1}}}}}, back)
}
