package procedure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestCalendar(t *testing.T) {
	require.NoError(t, calendar.Check())
	for date, want := range map[string]bool{
		"2025-04-25": true, "2025-04-26": false, "2025-04-27": true /* a Sunday that is worked */, "2025-05-01": false, "2025-05-06": true,
	} {
		is, err := calendar.Working(date)
		require.NoError(t, err)
		assert.Equal(t, want, is, date)
	}
	// Friday 25, Sunday 27, Monday 28, Tuesday 29, Wednesday 30, then Tuesday May 6.
	for n, want := range map[int]string{1: "2025-04-25", 2: "2025-04-27", 5: "2025-04-30", 6: "2025-05-06"} {
		is, err := calendar.After("2025-04-24", n)
		require.NoError(t, err)
		assert.Equal(t, want, is, n)
	}
	n, err := calendar.Between("2025-04-24", "2025-05-06")
	require.NoError(t, err)
	assert.Equal(t, 7, n)
	n, err = calendar.Between("2025-05-06", "2025-04-24")
	require.NoError(t, err)
	assert.Zero(t, n)
}

func TestCalendarRefuses(t *testing.T) {
	bad := procedure.Calendar{Years: []int{2025}, Off: []string{"2025-13-01", "2026-01-01", "2025-04-27"}, Work: []string{"2025-04-27", "2025-04-28", "x"}}
	assert.Equal(t, []string{
		`date: "2025-13-01" is not of the form 2026-03-31`,
		"date: the calendar does not have the year of 2026-01-01",
		"date: 2025-04-27 is both off and worked",
		"date: 2025-04-28 is neither Saturday nor Sunday, and worked anyhow",
		`date: "x" is not of the form 2026-03-31`,
	}, said(t, bad.Check()))
	_, err := calendar.After("2025-12-31", 1)
	require.ErrorIs(t, err, procedure.ErrDate)
	_, err = calendar.After("2026-01-05", 1)
	require.ErrorIs(t, err, procedure.ErrDate)
	_, err = calendar.After("2025-12-31", 0)
	require.ErrorIs(t, err, basis.ErrValue)
	_, err = calendar.Working("2024-12-31")
	require.ErrorIs(t, err, procedure.ErrDate)
	_, err = calendar.Between("2025-01-01", "2026-01-05")
	require.ErrorIs(t, err, procedure.ErrDate)
	_, err = procedure.Calendar{Years: []int{2024, 2026}}.Between("2024-12-31", "2026-01-05")
	require.ErrorIs(t, err, procedure.ErrDate)
}

// TestWorkingDays: the n-th working day after a date is a working day, and there are n
// from the day after it on.
func TestWorkingDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 300).Draw(t, "day"))
		n := rapid.IntRange(1, 30).Draw(t, "n")
		to, err := calendar.After(from.Format(time.DateOnly), n)
		require.NoError(t, err)
		is, err := calendar.Working(to)
		require.NoError(t, err)
		assert.True(t, is)
		days, err := calendar.Between(from.AddDate(0, 0, 1).Format(time.DateOnly), to)
		require.NoError(t, err)
		assert.Equal(t, n, days)
	})
}
