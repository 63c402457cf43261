package indicators_test

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestCheckHeadings(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "a"}, {Code: "b"}}})
	require.NoError(t, err)
	tests := []struct {
		name, text string
		csv        indicators.CSV
		is         error
	}{
		{"fits, whatever the rows", "code,a,b\n1,x\n", indicators.CSV{}, nil},
		{"fits without rows, behind blank lines", "\n , \n\ufeff"[:3] + "\ncode,b,a", indicators.CSV{}, nil},
		{"with a column more", "code,a,b,c", indicators.CSV{}, nil},
		{"one lacks", "code,a\n", indicators.CSV{}, indicators.ErrHeader},
		{"another separator", "code;a;b\n", indicators.CSV{}, indicators.ErrHeader},
		{"that separator", "code;a;b\n", indicators.CSV{Comma: ';'}, nil},
		{"none that there is", "code,a,b\n", indicators.CSV{Comma: 'x'}, indicators.ErrHeader},
		{"no line", "\n\n", indicators.CSV{}, basis.ErrEmpty},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.csv.CheckHeadings(strings.NewReader(tt.text), f)
			if tt.is == nil {
				assert.NoError(t, err)
			} else {
				assert.ErrorIs(t, err, tt.is)
			}
		})
	}
	broken := errors.New("disk on fire")
	require.ErrorIs(t, indicators.CSV{}.CheckHeadings(iotest.ErrReader(broken), f), broken)
	require.ErrorIs(t, indicators.RowReader{}.CheckHeadings(nil, f), basis.ErrEmpty)
	require.ErrorIs(t, indicators.RowReader{}.CheckHeadings(nil, nil), basis.ErrEmpty)
	require.NoError(t, indicators.RowReader{}.CheckHeadings([]indicators.Field{{Text: "b"}, {Text: "code"}, {Text: "a"}}, f))
}

func TestWarn(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "a"}}})
	require.NoError(t, err)
	plain, err := indicators.CSV{}.ReadTable(strings.NewReader("code,a\n1,2\n"), f)
	require.NoError(t, err)
	said := errors.New("row 7 is hidden")
	warned := plain.Warn(said)
	assert.Equal(t, []error{said}, warned.Warnings())
	assert.Empty(t, plain.Warnings(), "the table itself stays as it was")
	assert.Same(t, plain, plain.Warn())
}
