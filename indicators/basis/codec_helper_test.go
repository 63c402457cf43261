package basis_test

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/internal/textstest"
)

// The types of a made-up library: methods behind an interface, an enumeration, a
// type that keeps its parts to itself, a placed error, and a document of them all.
type method interface{ Do() string }

type plain struct{}

type mix struct {
	Of     []method  `json:"of"`
	Shares []float64 `json:"shares"`
	Base   float64   `json:"base,omitzero"`
}

type (
	grades   []string
	perLevel map[level]method
	function func() string
)

// sealed is written as its data.
type sealed struct {
	of method
	n  int
}

// boxed is sealed whose data are no record.
type boxed struct{ words []string }

func (plain) Do() string      { return "plain" }
func (m mix) Do() string      { return "mix" }
func (g grades) Do() string   { return "grades" }
func (p perLevel) Do() string { return "per level" }
func (f function) Do() string { return f() }
func (s sealed) Do() string   { return "sealed" }
func (b boxed) Do() string    { return "boxed" }

type sealedData struct {
	Of method `json:"of"`
	N  int    `json:"n"`
}

func (s sealed) MarshalData() (any, error) { return sealedData{s.of, s.n}, nil }

func (s *sealed) UnmarshalData(read func(any) error) error {
	var d sealedData
	if err := read(&d); err != nil {
		return basis.Errorf("sealed: %w", err)
	}
	if d.N < 0 {
		return fmt.Errorf("%w: %d is negative", basis.ErrDomain, d.N)
	}
	*s = sealed{d.Of, d.N}
	return nil
}

func (b boxed) MarshalData() (any, error)                 { return b.words, nil }
func (b *boxed) UnmarshalData(read func(any) error) error { return read(&b.words) }

type level uint8

var levels = basis.Words{"county", "city", "province"}

func (l level) MarshalText() ([]byte, error) { return basis.MarshalWord(levels, "level", l) }
func (l *level) UnmarshalText(b []byte) error {
	return basis.UnmarshalWord(levels, "level", l, b)
}

// misplaced is a placed error; it stands in interfaces as a pointer.
type misplaced struct {
	Unit string `json:"unit"`
	Err  error  `json:"err"`
}

func (m *misplaced) Error() string { return m.Unit + ": " + m.Err.Error() }
func (m *misplaced) Unwrap() error { return m.Err }

type base struct {
	Name   string `json:"name"`
	NameZH string `json:"name_zh,omitempty"`
}

// document has MarshalJSON through the codec, as documents have.
type document struct {
	base
	Level    level              `json:"level"`
	Method   method             `json:"method"`
	Score    float64            `json:"score"`
	Single   float32            `json:"single"`
	Limit    *float64           `json:"limit"`
	Scores   [][]float64        `json:"scores"`
	Marks    []uint8            `json:"marks"`
	Pair     [2]int16           `json:"pair"`
	ByLevel  map[level]*float64 `json:"by_level"`
	ByNumber map[int8]string    `json:"by_number"`
	By       map[string]method  `json:"by"`
	Exact    *big.Rat           `json:"exact"`
	Large    *big.Int           `json:"large"`
	Count    uint64             `json:"count,omitempty"`
	Sealed   sealed             `json:"sealed"`
	Inner    []document         `json:"inner"`
	Warnings []error            `json:"warnings"`
	Yes      bool               `json:"yes,omitzero"`
	Off      chan int           `json:"-"`
	cache    int                //nolint:unused // what is not exported is not written
}

func (d document) MarshalJSON() ([]byte, error) { return basis.Marshal(d, builtIn()) }
func (d *document) UnmarshalJSON(b []byte) error {
	return basis.Unmarshal(b, d, builtIn())
}

// builtIn are the kinds of the made-up library, without the user's.
func builtIn() basis.Kinds {
	return basis.Join(
		basis.Kind[method]("plain", plain{}),
		basis.Kind[method]("mix", mix{}),
		basis.Kind[method]("grades", grades{}),
		basis.Kind[method]("per-level", perLevel{}),
		basis.Kind[error]("misplaced", (*misplaced)(nil)),
	)
}

func kinds() basis.Kinds {
	return builtIn().With(basis.Kind[method]("sealed", sealed{}), basis.Kind[method]("boxed", boxed{}))
}

func drawFloat(t *rapid.T) float64 {
	return rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1), 1e-9, 1e21, 5e-324})).Draw(t, "float")
}

// drawSlice draws nil, an empty slice or a few values.
func drawSlice[T any](t *rapid.T, one func(*rapid.T) T) []T {
	n := rapid.IntRange(-1, 3).Draw(t, "n")
	if n < 0 {
		return nil
	}
	out := make([]T, n)
	for i := range out {
		out[i] = one(t)
	}
	return out
}

func drawText(t *rapid.T) string { return rapid.String().Draw(t, "text") }

func drawMethod(t *rapid.T, depth int) method {
	inner := func(t *rapid.T) method { return drawMethod(t, depth-1) }
	top := 6
	if depth <= 0 {
		top = 2
	}
	switch rapid.IntRange(0, top).Draw(t, "method") {
	case 0:
		return nil
	case 1:
		return plain{}
	case 2:
		return grades(drawSlice(t, drawText))
	case 3:
		return mix{Of: drawSlice(t, inner), Shares: drawSlice(t, drawFloat), Base: drawFloat(t)}
	case 4:
		return perLevel{level(rapid.IntRange(0, 2).Draw(t, "level")): inner(t)}
	case 5:
		return boxed{drawSlice(t, drawText)}
	}
	return sealed{of: inner(t), n: rapid.IntRange(0, 9).Draw(t, "n")}
}

func drawError(t *rapid.T, depth int) error {
	top := 3
	if depth <= 0 {
		top = 0
	}
	switch rapid.IntRange(0, top).Draw(t, "error") {
	case 0:
		return basis.Sentinel(drawText(t))
	case 1:
		return &misplaced{Unit: drawText(t), Err: drawError(t, depth-1)}
	case 2:
		return basis.JoinErrors(drawError(t, depth-1), drawError(t, depth-1))
	}
	return basis.Errorf("%w: %s has %d and %.3g, %v, %q", drawError(t, depth-1), drawText(t),
		rapid.Int().Draw(t, "int"), drawFloat(t), drawFloat(t), big.NewRat(1, 3))
}

func drawDocument(t *rapid.T, depth int) document {
	pointer := func(t *rapid.T) *float64 {
		if x := drawFloat(t); rapid.Bool().Draw(t, "given") {
			return &x
		}
		return nil
	}
	d := document{
		base:     base{Name: drawText(t), NameZH: drawText(t)},
		Level:    level(rapid.IntRange(0, 2).Draw(t, "level")),
		Method:   drawMethod(t, 2),
		Score:    drawFloat(t),
		Single:   rapid.Float32().Draw(t, "single"),
		Limit:    pointer(t),
		Scores:   drawSlice(t, func(t *rapid.T) []float64 { return drawSlice(t, drawFloat) }),
		Marks:    drawSlice(t, func(t *rapid.T) uint8 { return rapid.Uint8().Draw(t, "mark") }),
		Pair:     [2]int16{rapid.Int16().Draw(t, "int"), 1},
		ByLevel:  map[level]*float64{1: pointer(t), 2: pointer(t)},
		ByNumber: rapid.MapOf(rapid.Int8(), rapid.String()).Draw(t, "by number"),
		By:       map[string]method{drawText(t): drawMethod(t, 1)},
		Count:    rapid.Uint64().Draw(t, "count"),
		Sealed:   sealed{of: drawMethod(t, 1), n: 1},
		Warnings: drawSlice(t, func(t *rapid.T) error { return drawError(t, 2) }),
		Yes:      rapid.Bool().Draw(t, "yes"),
	}
	if rapid.Bool().Draw(t, "exact") {
		d.Exact = big.NewRat(rapid.Int64().Draw(t, "num"), rapid.Int64Range(1, 1000).Draw(t, "den"))
		d.Large = new(big.Int).Mul(d.Exact.Num(), d.Exact.Num())
	}
	if depth > 0 {
		d.Inner = drawSlice(t, func(t *rapid.T) document { return drawDocument(t, depth-1) })
	}
	return d
}

// written marshals a value and fails the test if that fails.
func written(t require.TestingT, v any) string {
	b, err := basis.Marshal(v, kinds())
	require.NoError(t, err)
	return string(b)
}

// refusals reads a document into v and lists what is wrong with it.
func refusals(t *testing.T, text string, v any) []string {
	t.Helper()
	err := basis.Unmarshal([]byte(text), v, kinds())
	require.Error(t, err)
	var out []string
	for e := range basis.All(err) {
		var d *basis.DataError
		assert.ErrorAs(t, e, &d)
		out = append(out, e.Error())
		assert.Empty(t, textstest.Spoken(e, basis.CommonTexts()), basis.Say(e, basis.Chinese, basis.CommonTexts()))
	}
	return out
}
