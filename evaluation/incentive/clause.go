package incentive

import "fmt"

// Clause is one article (条款) of the notice that announces an award: it says who
// may have a share, how much each counts, or what limits there are, by editing
// the lines of a [Sheet]. Whatever it changes is found by comparing the lines
// before and after, and leaves a ledger entry that quotes its text, so no clause
// can change an award in silence.
//
// Edit skips lines that are out. It reports all it has to report, joined; the
// plan adds the clause to the message. It never puts a line back in, and never
// adds, drops or renames lines.
//
// The clauses of this package are exported structs of data. A clause may also
// have a method Chinese() string, its text for Chinese explanations.
type Clause interface {
	Edit(s *Sheet) error
	fmt.Stringer
}

// ClauseFunc makes a clause of a function, for Go programs that need one of their
// own.
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
	Tranche string `json:"tranche,omitempty"` // "": of the whole plan
	Text    string `json:"text"`
	ZH      string `json:"zh"`
}

// articleOf quotes a clause.
func articleOf(tranche string, c Clause) Article {
	a := Article{Tranche: tranche, Text: c.String()}
	if z, ok := c.(interface{ Chinese() string }); ok {
		a.ZH = z.Chinese()
	} else {
		a.ZH = a.Text
	}
	return a
}

// quote puts name after a prefix, "cap: request".
func quote(prefix, name string) string {
	if name == "" {
		return prefix
	}
	return prefix + ": " + name
}
