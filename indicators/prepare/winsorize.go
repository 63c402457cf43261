package prepare

import (
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Winsorize sets the values of a column beyond a [Fence] to the fence. Each cell it
// changes is recorded, and marked [indicators.Treated] unless it is imputed or under
// query, which says more.
//
// What the fence refuses is an error that names the indicator; all are reported at
// once, with columns that the table does not have or that are named twice. Columns
// without values or with equal ones have no outliers. The stage warns of a column
// that was treated before ([ErrOrder]).
//
// [Treat] winsorizes point by point, by the shape of the whole column. The zero
// Winsorize takes the zero [IQR] of all measured indicators.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5;
// W. J. Dixon (1960), Simplified Estimation from Censored Normal Samples, Annals of
// Mathematical Statistics 31(2), 385-391.
type Winsorize struct {
	Columns []string `json:"columns,omitzero" names:"column"` // none: all measured indicators
	At      Fence    `json:"at,omitzero"`                     // nil: IQR{}
}

var _ Columnwise = Winsorize{}

// On gives the step for these columns alone.
func (s Winsorize) On(columns ...string) (indicators.Step, error) {
	err := on(s, s.Columns)
	s.Columns = columns
	return s, err
}

// String gives "winsorization of rd at 1.5 interquartile ranges beyond the quartiles".
func (s Winsorize) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Winsorize) Text() basis.Text {
	return basis.Textf("winsorization of %v at %v", ofColumns(s.Columns), s.at())
}

func (s Winsorize) at() Fence {
	if s.At == nil {
		return IQR{}
	}
	return s.At
}

// Apply implements [indicators.Step].
func (s Winsorize) Apply(t *indicators.Table) (indicators.Stage, error) {
	return treat(t, s.Text(), s.Columns, func(v values) (treated, error) {
		if len(v.x) == 0 {
			return treated{}, nil
		}
		if lo, hi := extremes(v.x); lo == hi {
			return treated{}, nil
		}
		lo, hi, err := s.at().Fence(v.x)
		if err != nil {
			return treated{}, v.at(err)
		}
		out := treated{
			x:   slices.Clone(v.x),
			why: [2]basis.Text{basis.Textf("below %s, %v", figure(lo), s.at()), basis.Textf("above %s, %v", figure(hi), s.at())},
		}
		for i, x := range v.x {
			switch {
			case x < lo:
				out.x[i], out.low = lo, append(out.low, i)
			case x > hi:
				out.x[i], out.high = hi, append(out.high, i)
			}
		}
		return out, nil
	})
}
