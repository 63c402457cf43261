package scheme_test

import (
	"fmt"
	"os"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestRandomSchemes: what is written is read as the same, with methods of every kind and
// texts that YAML could take for something else, and written again with the same bytes.
func TestRandomSchemes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s scheme.Scheme
		m := maker{t: t}
		m.fill(reflect.ValueOf(&s).Elem())
		want, err := basis.Marshal(s, scheme.Kinds())
		require.NoError(t, err)
		text, err := scheme.MarshalYAML(s)
		require.NoError(t, err)
		n, err := scheme.ParseYAML(text, "random.yaml")
		require.NoError(t, err, string(text))
		var back scheme.Scheme
		require.NoError(t, basis.Decode(n, &back, scheme.Kinds()), string(text))
		got, err := basis.Marshal(back, scheme.Kinds())
		require.NoError(t, err)
		require.Equal(t, string(want), string(got), string(text))
		again, err := scheme.MarshalYAML(back)
		require.NoError(t, err)
		require.Equal(t, string(text), string(again))
	})
}

// drawFramework makes a framework whose names are anything.
func drawFramework(t *rapid.T) scheme.Framework {
	m := maker{t: t}
	text := func() string {
		return rapid.SampledFrom(append([]string{"plain"}, texts...)).Filter(func(s string) bool { return s != "" }).Draw(t, "text")
	}
	code := 0
	row := func(weight bool) scheme.Indicator {
		code++
		in := scheme.Indicator{Code: fmt.Sprintf("c%d", code), Name: text(), NameZH: text(), Unit: text(), Period: text(), Definition: m.text(), Confidential: rapid.Bool().Draw(t, "confidential")}
		if weight {
			in.Weight = new(float64(rapid.IntRange(1, 50).Draw(t, "weight")))
		}
		if rapid.Bool().Draw(t, "points") {
			in.Zero, in.Full = new(rapid.Float64Range(0, 10).Draw(t, "zero")), new(rapid.Float64Range(11, 20).Draw(t, "full"))
			if rapid.Bool().Draw(t, "less is better") {
				in.Zero, in.Full = in.Full, in.Zero
			}
		}
		return in
	}
	var f scheme.Framework
	for range rapid.IntRange(1, 3).Draw(t, "groups") {
		g := scheme.Indicator{Code: fmt.Sprintf("g%d", code), Name: text(), Weight: new(float64(code + 1))}
		for range rapid.IntRange(1, 3).Draw(t, "indicators") {
			g.Indicators = append(g.Indicators, row(true))
		}
		f.Indicators = append(f.Indicators, g)
	}
	f.Aux = append(f.Aux, row(false), row(false))
	f.Aux[1].Formula = rapid.SampledFrom([]scheme.Formula{{Of: []string{"c1"}, By: f.Aux[0].Code, Factor: 0.25}, {Of: []string{"c1", f.Aux[0].Code}}}).Draw(t, "formula")
	return f
}

func TestRandomFrameworks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scheme.Scheme{Version: 1, Title: scheme.Text{English: "x"}, Framework: drawFramework(t)}
		text, err := scheme.Marshal(s)
		require.NoError(t, err)
		back, err := scheme.Read(text, "x.yaml")
		require.NoError(t, err, string(text))
		require.Equal(t, s, back)
		again, err := scheme.Marshal(back)
		require.NoError(t, err)
		require.Equal(t, string(text), string(again))
		a, err := s.Tree()
		require.NoError(t, err)
		b, err := back.Tree()
		require.NoError(t, err)
		require.Equal(t, a, b)
	})
}

// TestMarshal: the scheme of the Henan example as the library writes it.
func TestMarshal(t *testing.T) {
	f, err := scheme.OpenFile(henan)
	require.NoError(t, err)
	text, err := scheme.Marshal(f.Scheme)
	require.NoError(t, err)
	const golden = "testdata/henan.yaml"
	if os.Getenv("COUNTYEVAL_UPDATE") != "" {
		require.NoError(t, os.WriteFile(golden, text, 0o600))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(text))
	back, err := scheme.Read(text, "henan.yaml")
	require.NoError(t, err)
	assert.Equal(t, f.Scheme, back)
}

// FuzzRead: whatever is read is written, read as the same, and written the same.
func FuzzRead(f *testing.F) {
	f.Add(small)
	f.Add("scheme: 1\ntitle: {zh: 甲}\nframework:\n  indicators: [&a {code: x}, {code: y}]\nrankings: {a: {since: b}}\n")
	f.Add("scheme: 1\r\ntitle: \"\\u00e9\"\r\nframework: |\n  x\n? a\n: b\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := scheme.Read([]byte(text), "f.yaml")
		if err != nil {
			for e := range basis.All(err) {
				_ = basis.Say(e, basis.Chinese, scheme.Texts())
			}
			return
		}
		written, err := scheme.Marshal(s)
		require.NoError(t, err)
		back, err := scheme.Read(written, "f.yaml")
		require.NoError(t, err, string(written))
		again, err := scheme.Marshal(back)
		require.NoError(t, err)
		require.Equal(t, string(written), string(again))
	})
}

func BenchmarkRead(b *testing.B) {
	text, err := os.ReadFile(henan)
	require.NoError(b, err)
	for b.Loop() {
		if _, err := scheme.Read(text, "henan.yaml"); err != nil {
			b.Fatal(err)
		}
	}
}
