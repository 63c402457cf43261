package incentive

import "fmt"

// Clause is one article (条款) of the notice that announces an award: it says who
// may have a share, how much each counts, or what limits there are, by editing
// the lines of a [Sheet] through its methods, which write a ledger entry that quotes
// the clause. What it needs to know of single counties it reads from the [Figures], by
// name ([Sheet.Decimals], [Sheet.Amounts], [Sheet.Words], [Sheet.Exceptions]).
//
// Edit reports all it has to report, joined; the plan adds the clause to the message.
//
// The clauses of this package are exported structs of data that hold no figure and no
// code of a county; a clause of one's own that is such a struct is written with a kind of
// its own ([basis.Kind]). A clause may also have a method Chinese() string, its text for
// Chinese explanations.
type Clause interface {
	Edit(s *Sheet) error
	fmt.Stringer
}

// ClauseFunc makes a clause of a function, for Go programs that need one of their
// own. It cannot be written, nor can a plan that has one; a struct with a method Edit can.
type ClauseFunc struct {
	Text string             // what the ledger quotes
	ZH   string             // the same in Chinese; "": Text is quoted
	Func func(*Sheet) error // see [Clause]
}

var _ Clause = ClauseFunc{}

// Edit calls Func.
func (c ClauseFunc) Edit(s *Sheet) error {
	if c.Func == nil {
		return errNilFunction
	}
	return c.Func(s)
}

// String gives Text.
func (c ClauseFunc) String() string { return c.Text }

// Chinese gives ZH, or Text if there is none.
func (c ClauseFunc) Chinese() string {
	if c.ZH == "" {
		return c.Text
	}
	return c.ZH
}

// Article is a clause of a plan as the record of an allocation keeps it.
type Article struct {
	Tranche string `json:"tranche,omitzero"` // "": of the whole plan
	Text    string `json:"text"`
	ZH      string `json:"zh"`
}

// quote puts name after a prefix, "cap: request".
func quote(prefix, name string) string {
	if name == "" {
		return prefix
	}
	return prefix + ": " + name
}

// quoteZH is quote with Chinese punctuation.
func quoteZH(prefix, name string) string {
	if name == "" {
		return prefix
	}
	return prefix + colonZH + name
}
