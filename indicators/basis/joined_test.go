package basis_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
)

// cell is a fault in a cell of a file.
func cell(line int, indicator, text string) error {
	return &fault{
		basis.Place{File: "a.csv", Line: line, Column: 5, Unit: fmt.Sprint("u", line), Indicator: indicator},
		basis.Errorf("%w: %q has a percent sign", basis.ErrNumber, text),
	}
}

// TestJoinErrorsInShort: many errors of one cause are summed up first, by column, and
// then the first of them follow.
func TestJoinErrorsInShort(t *testing.T) {
	var errs []error
	for i := range 12 {
		errs = append(errs, cell(i+2, "rd", fmt.Sprint(i, "%")))
	}
	errs = append(errs, cell(20, "va", "7%"), basis.Errorf("%w: of another kind", basis.ErrFew))
	err := basis.JoinErrors(errs...)
	lines := strings.Split(err.Error(), "\n")
	require.Len(t, lines, 1+1+10+1+1)
	assert.Equal(t, "14 faults, in short:", lines[0])
	assert.Equal(t, "  13 times in rd (12), va (1), first at a.csv:2:5: not a finite number: … has a percent sign", lines[1])
	assert.Equal(t, errs[0].Error(), lines[2])
	assert.Equal(t, errs[9].Error(), lines[11])
	assert.Equal(t, "too few values: of another kind", lines[12])
	assert.Equal(t, "3 more are not listed", lines[13])

	zh := basis.Say(err, basis.Chinese, basis.JoinTexts(basis.CommonTexts(), basis.Texts{"%w: %q has a percent sign": "%w：%q 带百分号"}))
	assert.Contains(t, zh, "共 14 处错误，概要如下：\n  13 处，见 rd（12），va（1），首见于 a.csv:2:5：不是有效数值：… 带百分号\n")
	assert.Contains(t, zh, "\n另有 3 处未列出")

	same := basis.JoinErrors(errs[:4]...)
	assert.Contains(t, same.Error(), "4 faults, in short:\n  4 times in rd, first at a.csv:2:5: not a finite number: … has a percent sign\n")
	assert.Equal(t, errors.Join(errs[:3]...).Error(), basis.JoinErrors(errs[:3]...).Error(), "few need no summary")

	var memory []error
	for i := range 4 {
		memory = append(memory, &fault{basis.Place{Unit: fmt.Sprint("u", i)}, basis.ErrConstant})
	}
	assert.Contains(t, basis.JoinErrors(memory...).Error(), "  4 times, first at unit u0: all values are equal\n")

	var wide, kinds []error
	for i := range 40 {
		wide = append(wide, cell(1, fmt.Sprint("x", i/4), "%"))
		for range 4 {
			kinds = append(kinds, basis.Sentinel(fmt.Sprint("kind ", i)))
		}
	}
	assert.Contains(t, basis.JoinErrors(wide...).Error(), "40 times in x0 (4), x1 (4), x2 (4), x3 (4), x4 (4), x5 (4), x6 (4), x7 (4) and 2 more columns, first")
	text := basis.JoinErrors(kinds...).Error()
	assert.Contains(t, text, "160 faults, in short:\n  4 times: kind 0\n")
	assert.Contains(t, text, "\n  80 of 20 other kinds\n")
	assert.Equal(t, 1+20+1+80+1, strings.Count(text, "\n")+1)
}

// TestJoinErrorsKeeps: every place is kept up to a limit, and beyond it all are counted.
func TestJoinErrorsKeeps(t *testing.T) {
	require.NoError(t, basis.JoinErrors())
	require.NoError(t, basis.JoinErrors(nil, nil))
	one := cell(1, "rd", "1%")
	assert.Same(t, one, basis.JoinErrors(nil, one))
	assert.Equal(t, []error{one, basis.ErrFew, one}, slices.Collect(basis.All(basis.JoinErrors(errors.Join(one, basis.ErrFew), basis.JoinErrors(one)))))

	errs := make([]error, 0, basis.MostKept+7)
	for i := range basis.MostKept + 5 {
		errs = append(errs, cell(i, "rd", "1%"))
	}
	errs = append(errs, cell(1, "va", "1%"), basis.ErrFew)
	err := basis.JoinErrors(errs...)
	all := slices.Collect(basis.All(err))
	require.Len(t, all, basis.MostKept+3)
	assert.Equal(t, errs[:basis.MostKept], all[:basis.MostKept])
	assert.EqualError(t, all[basis.MostKept], "a.csv:100000:5: unit u100000, indicator rd: from here on 5, whose places are not kept: not a finite number: … has a percent sign")
	assert.EqualError(t, all[basis.MostKept+1], "a.csv:1:5: unit u1, indicator va: from here on 1, whose places are not kept: not a finite number: … has a percent sign")
	assert.ErrorIs(t, err, basis.ErrFew, "counted, and still told")
	text := err.Error()
	assert.Less(t, len(text), 2_000)
	assert.Contains(t, text, "100007 faults, in short:\n  100006 times in rd (100005), va (1), first at a.csv: unit u0: not a finite number")
	assert.Contains(t, text, "\n99997 more are not listed\nthe places of the first 100000 are kept; all others are only counted")

	assert.Equal(t, all[basis.MostKept:], basis.Counted(basis.Errorf("step: %w", err)))
	assert.Empty(t, basis.Counted(errs[0]))
	more := basis.JoinErrors(err, cell(7, "rd", "1%"))
	assert.Contains(t, more.Error(), "in rd (100006), va (1)")
	require.Len(t, slices.Collect(basis.All(more)), basis.MostKept+3)
}

// TestCauses: errors have one cause if they say the same but for places and data.
func TestCauses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := []string{"%w: %v is 0", "%w: %v is negative", "%w: %d is 0"}
		draw := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) error {
			text := rapid.SampledFrom(texts).Draw(t, "text")
			err := basis.Errorf(text, rapid.SampledFrom([]error{basis.ErrFew, basis.ErrDomain}).Draw(t, "sentinel"), rapid.SampledFrom([]int{1, 2}).Draw(t, "datum"))
			if rapid.Bool().Draw(t, "placed") {
				err = &fault{basis.Place{Unit: "u", Indicator: rapid.SampledFrom([]string{"x", "y"}).Draw(t, "column")}, err}
			}
			if rapid.Bool().Draw(t, "in a sentence") {
				err = basis.Errorf("step %s: %w", rapid.SampledFrom([]string{"a", "b"}).Draw(t, "step"), err)
			}
			return err
		}), 0, 40).Draw(t, "errors")
		var tallies basis.Tallies
		want := map[string]int{}
		for _, err := range draw {
			tallies.Add(err)
			want[key(err)]++
		}
		got := map[string]int{}
		for _, err := range tallies.Errors() {
			var tally *basis.Tally
			require.ErrorAs(t, err, &tally)
			got[tally.Indicator+": "+tally.Of.Error()] += tally.N
		}
		require.Equal(t, want, got)
	})
}

// key is the column and the cause of an error that TestCauses draws, by its parts.
func key(err error) string {
	column, step := "", ""
	if s, ok := err.(*basis.Sentence); ok && s.Text == "step %s: %w" { //nolint:errorlint // this one
		err, step = s.Args[1].(error), "step …: "
	}
	if f, ok := err.(*fault); ok { //nolint:errorlint // this one
		err, column = f.err, f.at.Indicator
	}
	s := err.(*basis.Sentence) //nolint:errorlint,forcetypeassert // that is what was drawn
	text := s.Text
	for _, verb := range []string{"%d", "%v"} {
		text = strings.ReplaceAll(text, verb, "…")
	}
	return column + ": " + step + strings.Replace(text, "%w", s.Args[0].(error).Error(), 1)
}
