package weights

import (
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// names are the text forms of the values of an option, in order.
type names []string

func (n names) text(what string, v int) string {
	if v < 0 || v >= len(n) {
		return fmt.Sprintf("%s(%d)", what, v)
	}
	return n[v]
}

func (n names) marshal(what string, v int) ([]byte, error) {
	if v < 0 || v >= len(n) {
		return nil, basis.Errorf("%s %d is not one of %q", what, v, []string(n))
	}
	return []byte(n[v]), nil
}

func (n names) unmarshal(what string, text []byte) (int, error) {
	v := slices.Index(n, string(text))
	if v < 0 {
		return 0, basis.Errorf("%s %q is not one of %q", what, text, []string(n))
	}
	return v, nil
}

func (RankRule) names() names { return names{"roc", "rank sum", "rank reciprocal", "rancom"} }

// String gives the text form: roc, rank sum, rank reciprocal or rancom.
func (r RankRule) String() string { return r.names().text("RankRule", int(r)) }

// MarshalText gives the text form; a value that does not exist is an error.
func (r RankRule) MarshalText() ([]byte, error) { return r.names().marshal("rank rule", int(r)) }

// UnmarshalText accepts the text forms and nothing else.
func (r *RankRule) UnmarshalText(text []byte) error {
	v, err := r.names().unmarshal("rank rule", text)
	if err == nil {
		*r = RankRule(v)
	}
	return err
}

func (ZeroRule) names() names { return names{"keep zeros", "refuse zeros", "replace zeros"} }

// String gives the text form: keep zeros, refuse zeros or replace zeros.
func (r ZeroRule) String() string { return r.names().text("ZeroRule", int(r)) }

// MarshalText gives the text form; a value that does not exist is an error.
func (r ZeroRule) MarshalText() ([]byte, error) { return r.names().marshal("zero rule", int(r)) }

// UnmarshalText accepts the text forms and nothing else.
func (r *ZeroRule) UnmarshalText(text []byte) error {
	v, err := r.names().unmarshal("zero rule", text)
	if err == nil {
		*r = ZeroRule(v)
	}
	return err
}

func (Correlation) names() names { return names{"pearson", "spearman", "kendall"} }

// String gives the text form: pearson, spearman or kendall.
func (c Correlation) String() string { return c.names().text("Correlation", int(c)) }

// MarshalText gives the text form; a value that does not exist is an error.
func (c Correlation) MarshalText() ([]byte, error) { return c.names().marshal("correlation", int(c)) }

// UnmarshalText accepts the text forms and nothing else.
func (c *Correlation) UnmarshalText(text []byte) error {
	v, err := c.names().unmarshal("correlation", text)
	if err == nil {
		*c = Correlation(v)
	}
	return err
}
