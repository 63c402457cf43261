package weights_test

import (
	"encoding"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/weights"
)

// option is a choice with a text form.
type option interface {
	fmt.Stringer
	encoding.TextMarshaler
}

func checkText[T interface {
	option
	~int
}, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, forms ...string,
) {
	t.Helper()
	for v, form := range forms {
		assert.Equal(t, form, T(v).String())
		text, err := T(v).MarshalText()
		require.NoError(t, err)
		assert.Equal(t, form, string(text))
		var back T
		require.NoError(t, P(&back).UnmarshalText(text))
		assert.Equal(t, T(v), back)
		require.ErrorContains(t, P(&back).UnmarshalText([]byte(strings.ToUpper(form))), form)
		assert.Equal(t, T(v), back, "left as it was")
	}
	for _, v := range []int{-1, len(forms)} {
		_, err := T(v).MarshalText()
		require.Error(t, err)
		assert.Contains(t, T(v).String(), fmt.Sprintf("(%d)", v))
	}
}

// Options have a text form for records and files.
func TestText(t *testing.T) {
	checkText[weights.RankRule](t, "roc", "rank sum", "rank reciprocal", "rancom")
	checkText[weights.ZeroRule](t, "keep zeros", "refuse zeros", "replace zeros")
	checkText[weights.Correlation](t, "pearson", "spearman", "kendall")
}
