package evaluation_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// innovationFirst gives each indicator 1, and innovation Times as much.
type innovationFirst struct {
	Times float64 `json:"times"`
}

func (s innovationFirst) Weigh(dst []float64, g weights.Group) error {
	for i, code := range g.Codes {
		dst[i] = 1
		if code == "innovation" {
			dst[i] = s.Times
		}
	}
	return nil
}

var kinds = evaluation.Kinds().With(basis.Kind[weights.Scheme]("innovation_first", innovationFirst{}))

// keep writes a result, and rankKept decides one that was written, years later.
func keep(r *evaluation.Result) ([]byte, error) { return basis.Marshal(r, kinds) }

func rankKept(text []byte, d evaluation.Decision) (evaluation.Ranking, error) {
	r, err := evaluation.ReadResult(bytes.NewReader(text), "result.json", kinds)
	if err != nil {
		return evaluation.Ranking{}, err
	}
	return d.Rank(r)
}

// A result is written with all that it was made of, and read back to one that ranks as
// before; a scheme of one's own needs a kind.
func ExampleReadResult() {
	f, _ := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{{Code: "innovation"}, {Code: "output"}}})
	counties, _ := indicators.CSV{}.ReadTable(strings.NewReader("code,innovation,output\n甲县,3,40\n乙县,2,90\n丙县,1,50\n"), f)
	r, _ := evaluation.Model{Weigh: innovationFirst{Times: 2}}.Evaluate(counties, nil)
	text, err := keep(r)
	if err != nil {
		fmt.Println(err)
		return
	}
	ranking, err := rankKept(text, evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range ranking.Places {
		fmt.Println(p.Rank, p.Unit.Code, p.Score)
	}
	fmt.Println(r.Model)
	// Output:
	// 1 甲县 66.67
	// 1 乙县 66.67
	// 3 丙县 6.67
	// model (normalize min max, weigh innovationfirst (times 2), aggregate arithmetic)
}

// TestREADME holds the program in the README to the one above, byte for byte.
func TestREADME(t *testing.T) {
	own, err := os.ReadFile("stored_example_test.go")
	require.NoError(t, err)
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	from, to := bytes.Index(own, []byte("// innovationFirst gives")), bytes.Index(own, []byte("// A result is written"))
	assert.Contains(t, string(readme), "```go\n"+strings.TrimSpace(string(own[from:to]))+"\n```\n")
}
