package basis_test

import (
	"encoding"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/industry"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/indicators/profile"
	"github.com/countyeval/countyeval/indicators/target"
	"github.com/countyeval/countyeval/weights"
)

// enumeration is a choice with a text form.
type enumeration interface {
	~int | ~uint8
	fmt.Stringer
	encoding.TextMarshaler
}

// asWords checks that the values 0, 1, 2 and so on have these words, and that these
// words alone are read.
func asWords[E enumeration, P interface {
	*E
	encoding.TextUnmarshaler
}](words ...string) func(t *testing.T) {
	return func(t *testing.T) {
		t.Helper()
		for i, word := range words {
			e := E(i)
			assert.Equal(t, word, e.String())
			assert.Equal(t, strings.ToLower(word), word)
			text, err := e.MarshalText()
			require.NoError(t, err)
			assert.Equal(t, word, string(text))
			var back E
			require.NoError(t, P(&back).UnmarshalText(text))
			assert.Equal(t, e, back)
			require.ErrorContains(t, P(&back).UnmarshalText([]byte(strings.ToUpper(word))), word)
			assert.Equal(t, e, back, "left as it was")
		}
		beyond := E(len(words))
		assert.Contains(t, beyond.String(), fmt.Sprintf("(%d)", len(words)))
		_, err := beyond.MarshalText()
		require.Error(t, err)
	}
}

func TestEnumerations(t *testing.T) {
	for name, check := range map[string]func(*testing.T){
		"indicators.Mark":        asWords[indicators.Mark]("reported", "missing", "not applicable", "imputed", "treated", "restated", "open", "derived"),
		"indicators.Direction":   asWords[indicators.Direction]("higher", "lower", "target"),
		"target.State":           asWords[target.State]("no state", "on track", "behind", "met", "missed"),
		"target.Measure":         asWords[target.Measure]("share", "ratio", "level", "count", "yearly", "growth"),
		"target.Bound":           asWords[target.Bound]("at least", "at most", "about, at least", "about, either side", "between"),
		"industry.Order":         asWords[industry.Order]("excess", "quotient", "share"),
		"industry.Test":          asWords[industry.Test]("above one", "least quotient", "least share", "place"),
		"normalize.BaseOf":       asWords[normalize.BaseOf]("declared", "mean", "best", "worst", "max", "sum", "norm"),
		"indicators.Period":      asWords[indicators.Period]("year", "half-year", "quarter", "month"),
		"normalize.Cost":         asWords[normalize.Cost]("reciprocal", "negative", "complement", "mirror"),
		"normalize.RankTies":     asWords[normalize.RankTies]("average", "lowest", "dense", "highest"),
		"prepare.GrowthForm":     asWords[prepare.GrowthForm]("rate", "difference", "cagr", "trend", "signless rate"),
		"prepare.LogForm":        asWords[prepare.LogForm]("range", "tail", "one", "gii", "plain"),
		"profile.Method":         asWords[profile.Method]("pearson", "spearman", "kendall"),
		"profile.Side":           asWords[profile.Side]("both", "above", "below"),
		"profile.Relation":       asWords[profile.Relation]("equal", "at most", "less than"),
		"weights.RankRule":       asWords[weights.RankRule]("roc", "rank sum", "rank reciprocal", "rancom"),
		"weights.ZeroRule":       asWords[weights.ZeroRule]("keep zeros", "refuse zeros", "replace zeros"),
		"weights.Correlation":    asWords[weights.Correlation]("pearson", "spearman", "kendall"),
		"weights.PairwiseMethod": asWords[weights.PairwiseMethod]("eigenvector", "row geometric mean", "column mean"),
		"weights.Combining":      asWords[weights.Combining]("judgements", "priorities"),
		"aggregate.Composition":  asWords[aggregate.Composition]("mean", "max-min", "max-product", "bounded sum"),
		"aggregate.Shape":        asWords[aggregate.Shape]("usual", "u-shape", "v-shape", "level", "linear", "gaussian"),
		"aggregate.Distance":     asWords[aggregate.Distance]("euclidean", "city block"),
		"aggregate.CoordinationLevel": asWords[aggregate.CoordinationLevel]("extreme imbalance", "serious imbalance", "moderate imbalance", "mild imbalance",
			"near imbalance", "bare coordination", "primary coordination", "intermediate coordination", "good coordination", "quality coordination"),
	} {
		t.Run(name, check)
	}
}
