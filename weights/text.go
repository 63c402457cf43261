package weights

import "github.com/countyeval/countyeval/indicators/basis"

var rankRuleWords = basis.Words{"roc", "rank sum", "rank reciprocal", "rancom"}

// String gives the text form: roc, rank sum, rank reciprocal or rancom.
func (r RankRule) String() string { return basis.Name(rankRuleWords, "RankRule", r) }

// MarshalText gives the text form; a value that does not exist is an error.
func (r RankRule) MarshalText() ([]byte, error) {
	return basis.MarshalWord(rankRuleWords, "rank rule", r)
}

// UnmarshalText accepts the text forms and nothing else.
func (r *RankRule) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(rankRuleWords, "rank rule", r, text)
}

var zeroRuleWords = basis.Words{"keep zeros", "refuse zeros", "replace zeros"}

// String gives the text form: keep zeros, refuse zeros or replace zeros.
func (r ZeroRule) String() string { return basis.Name(zeroRuleWords, "ZeroRule", r) }

// MarshalText gives the text form; a value that does not exist is an error.
func (r ZeroRule) MarshalText() ([]byte, error) {
	return basis.MarshalWord(zeroRuleWords, "zero rule", r)
}

// UnmarshalText accepts the text forms and nothing else.
func (r *ZeroRule) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(zeroRuleWords, "zero rule", r, text)
}

var correlationWords = basis.Words{"pearson", "spearman", "kendall"}

// String gives the text form: pearson, spearman or kendall.
func (c Correlation) String() string { return basis.Name(correlationWords, "Correlation", c) }

// MarshalText gives the text form; a value that does not exist is an error.
func (c Correlation) MarshalText() ([]byte, error) {
	return basis.MarshalWord(correlationWords, "correlation", c)
}

// UnmarshalText accepts the text forms and nothing else.
func (c *Correlation) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(correlationWords, "correlation", c, text)
}

var pairwiseWords = basis.Words{"eigenvector", "row geometric mean", "column mean"}

// String gives the text form: eigenvector, row geometric mean or column mean.
func (m PairwiseMethod) String() string { return basis.Name(pairwiseWords, "PairwiseMethod", m) }

// MarshalText gives the text form; a value that does not exist is an error.
func (m PairwiseMethod) MarshalText() ([]byte, error) {
	return basis.MarshalWord(pairwiseWords, "pairwise method", m)
}

// UnmarshalText accepts the text forms and nothing else.
func (m *PairwiseMethod) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(pairwiseWords, "pairwise method", m, text)
}

var combiningWords = basis.Words{"judgements", "priorities"}

// String gives the text form: judgements or priorities.
func (c Combining) String() string { return basis.Name(combiningWords, "Combining", c) }

// MarshalText gives the text form; a value that does not exist is an error.
func (c Combining) MarshalText() ([]byte, error) {
	return basis.MarshalWord(combiningWords, "combining", c)
}

// UnmarshalText accepts the text forms and nothing else.
func (c *Combining) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(combiningWords, "combining", c, text)
}
