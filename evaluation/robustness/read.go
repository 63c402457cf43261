package robustness

import (
	"io"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ReadStudy reads a study as [Study.MarshalJSON] writes it; file is its name, for messages.
// Factors, methods and clauses of one's own need their kinds.
func ReadStudy(r io.Reader, file string, kinds ...basis.Kinds) (Study, error) {
	var s Study
	err := basis.Read(r, file, &s, Kinds().With(kinds...))
	return s, err
}

// ReadReport reads a report, of a part of the draws too, as [Report.MarshalJSON] writes it.
// Read back it merges as before.
func ReadReport(r io.Reader, file string, kinds ...basis.Kinds) (*Report, error) {
	out := new(Report)
	if err := basis.Read(r, file, out, Kinds().With(kinds...)); err != nil {
		return nil, err
	}
	return out, nil
}
