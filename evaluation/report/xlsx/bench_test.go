package xlsx_test

import (
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/report/xlsx"
	"github.com/countyeval/countyeval/indicators/basis"
)

// BenchmarkWrite is to stay within 0.5 s: all pages of 158 counties, 28 indicators and
// three awards. Its floor is to lay the pages out without writing them.
func BenchmarkWrite(b *testing.B) {
	r := many(b)
	for b.Loop() {
		pages, err := r.Pages()
		require.NoError(b, err)
		require.NoError(b, xlsx.Write(io.Discard, pages, xlsx.Options{Language: basis.Chinese}))
	}
}

func BenchmarkWriteFloor(b *testing.B) {
	r := many(b)
	for b.Loop() {
		_, err := r.Pages()
		require.NoError(b, err)
	}
}
