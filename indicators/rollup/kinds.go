package rollup

import (
	"iter"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

var (
	_ Rule = Sum{}
	_ Rule = Count{}
	_ Rule = Portion{}
	_ Rule = Ratio{}
	_ Rule = Mean{}
	_ Rule = Quantile{}
	_ Rule = Concentration{}

	_ basis.Naming = Sum{}
	_ basis.Naming = Count{}
	_ basis.Naming = Portion{}
	_ basis.Naming = Ratio{}
	_ basis.Naming = Mean{}
	_ basis.Naming = Quantile{}
	_ basis.Naming = Concentration{}
)

// Kinds are the kinds of rules of this package, with those of package indicators.
func Kinds() basis.Kinds {
	return indicators.Kinds().With(
		basis.Kind[Rule]("concentration", Concentration{}),
		basis.Kind[Rule]("count", Count{}),
		basis.Kind[Rule]("mean", Mean{}),
		basis.Kind[Rule]("portion", Portion{}),
		basis.Kind[Rule]("quantile", Quantile{}),
		basis.Kind[Rule]("ratio", Ratio{}),
		basis.Kind[Rule]("sum", Sum{}),
	)
}

// MarshalJSON writes the roll-up with the kinds of this package.
func (r Rollup) MarshalJSON() ([]byte, error) { return basis.Marshal(r, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Rollup) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, Kinds()) }

// MarshalJSON writes the record by basis.Marshal: NaN is null.
func (r Rolled) MarshalJSON() ([]byte, error) { return basis.Marshal(r, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Rolled) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, Kinds()) }

// Names implements [basis.Naming]: the column.
func (r Sum) Names() iter.Seq[basis.Mention] { return basis.Mentions(basis.MeasuredIndicator, r.Of) }

// Names implements [basis.Naming]: what units have under the heading.
func (r Count) Names() iter.Seq[basis.Mention] { return basis.Labels(r.Heading, r.Is...) }

// Names implements [basis.Naming]: what units have under the heading, and the column.
func (r Portion) Names() iter.Seq[basis.Mention] {
	return basis.AllNames(basis.Labels(r.Heading, r.Is...), columns(r.By))
}

// Names implements [basis.Naming]: both columns.
func (r Ratio) Names() iter.Seq[basis.Mention] { return columns(r.Of, r.By) }

// Names implements [basis.Naming]: both columns.
func (r Mean) Names() iter.Seq[basis.Mention] { return columns(r.Of, r.By) }

// Names implements [basis.Naming]: the column.
func (r Quantile) Names() iter.Seq[basis.Mention] { return columns(r.Of) }

// Names implements [basis.Naming]: the column.
func (r Concentration) Names() iter.Seq[basis.Mention] { return columns(r.Of) }

// columns are those that are given.
func columns(codes ...string) iter.Seq[basis.Mention] {
	return func(yield func(basis.Mention) bool) {
		for _, c := range codes {
			if c != "" && !yield(basis.Mention{Sort: basis.MeasuredIndicator, Name: c}) {
				return
			}
		}
	}
}

// Text gives the words of String.
func (r Sum) Text() basis.Text { return basis.Textf("sum of %s", r.Of) }

// Text gives the words of String.
func (r Count) Text() basis.Text {
	if r.Heading == "" {
		return basis.Textf("number of units")
	}
	return basis.Textf("number of units with %s %s", r.Heading, list(r.Is))
}

// Text gives the words of String.
func (r Portion) Text() basis.Text {
	if r.By == "" {
		return basis.Textf("share of the units with %s %s", r.Heading, list(r.Is))
	}
	return basis.Textf("share in %s of the units with %s %s", r.By, r.Heading, list(r.Is))
}

// Text gives the words of String.
func (r Ratio) Text() basis.Text { return basis.Textf("sum of %s over sum of %s", r.Of, r.By) }

// Text gives the words of String.
func (r Mean) Text() basis.Text {
	if r.By == "" {
		return basis.Textf("mean of %s, each unit alike, which is no ratio of sums", r.Of)
	}
	return basis.Textf("mean of %s weighted by %s", r.Of, r.By)
}

// Text gives the words of String.
func (r Quantile) Text() basis.Text { return basis.Textf("quantile %v of %s", r.P, r.Of) }

// Text gives the words of String.
func (r Concentration) Text() basis.Text {
	if r.First == 0 {
		return basis.Textf("concentration of %s: sum of squared shares", r.Of)
	}
	return basis.Textf("concentration of %s: share of the largest %d", r.Of, r.First)
}

// String says the rule in words.
func (r Sum) String() string { return r.Text().String() }

// String says the rule in words.
func (r Count) String() string { return r.Text().String() }

// String says the rule in words.
func (r Portion) String() string { return r.Text().String() }

// String says the rule in words.
func (r Ratio) String() string { return r.Text().String() }

// String says the rule in words.
func (r Mean) String() string { return r.Text().String() }

// String says the rule in words.
func (r Quantile) String() string { return r.Text().String() }

// String says the rule in words.
func (r Concentration) String() string { return r.Text().String() }
