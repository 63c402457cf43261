package data_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
)

// TestSteps: the steps make every computed column of the framework, in order.
func TestSteps(t *testing.T) {
	f, table, err := data.Read()
	require.NoError(t, err)
	require.Equal(t, 110, table.Len())
	for _, s := range data.Sums() {
		stage, err := s.Apply(table)
		require.NoError(t, err)
		table = stage.Table
	}
	for _, r := range data.Ratios() {
		stage, err := r.Apply(table)
		require.NoError(t, err)
		table = stage.Table
	}
	for _, in := range append(f.Measured(), f.Aux()...) {
		if in.Computed {
			_, mark := table.Value("410181", in.Code)
			assert.Equal(t, indicators.Derived, mark, in.Code)
		}
	}
	assert.Contains(t, data.TableText(), "巩义市")
	assert.Contains(t, data.FrameworkText(), "overall")
}
