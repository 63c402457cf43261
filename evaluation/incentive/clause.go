package incentive

import (
	"fmt"
	"strconv"

	"github.com/countyeval/countyeval/indicators/basis"
)

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
// its own ([basis.Kind]). A clause that is [basis.Worded] is quoted by its Text, in the
// language of the reader; its Chinese is that of [Texts], or stands in it ([basis.Named]).
type Clause interface {
	Edit(s *Sheet) error
	fmt.Stringer
}

// ClauseFunc makes a clause of a function and the words by which the ledger quotes it, for
// Go programs that need one of their own. It cannot be written, nor can a plan that has one; a struct with a method Edit can.
type ClauseFunc struct {
	Name   string             // what the ledger quotes
	NameZH string             // the same in Chinese; "": Name is quoted
	Func   func(*Sheet) error // see [Clause]
}

var _ Clause = ClauseFunc{}

// Edit calls Func.
func (c ClauseFunc) Edit(s *Sheet) error {
	if c.Func == nil {
		return errNilFunction
	}
	return c.Func(s)
}

// String gives Name.
func (c ClauseFunc) String() string { return c.Text().String() }

// Text gives Name, NameZH.
func (c ClauseFunc) Text() basis.Text { return basis.Named(c.Name, c.NameZH) }

// Article is a clause of a plan as the record of an allocation keeps it.
type Article struct {
	Tranche string     `json:"tranche,omitzero"` // "": of the whole plan
	Text    basis.Text `json:"text"`
}

// A lister gives the Chinese name of a list of figures; "" is none.
type lister func(list string) string

// unlisted knows no list.
func unlisted(string) string { return "" }

// quoting is a clause that names lists: its text has their names in Chinese.
type quoting interface{ text(zh lister) basis.Text }

// named is the name of a clause or of a part of one as the notice has it, or else that of
// the list which it reads.
func named(name, nameZH, list string, zh lister) basis.Text {
	if name == "" && nameZH == "" {
		return basis.Named(list, zh(list))
	}
	return basis.Named(or(name, list), nameZH)
}

// measured is what an article says of an amount a county: the name of the clause, as the
// notice has it, or else the amount that is the same for each, or the list with its rate.
func measured(name, nameZH, figure string, rate float64, each *float64, zh lister) basis.Text {
	of := basis.Named(figure, zh(figure))
	switch {
	case each != nil:
		of = basis.Textf("%s", plain(*each))
	case figure != "" && rate != 0 && rate != 1:
		of = basis.Textf("%s x %v", plain(rate), of)
	}
	if name == "" && nameZH == "" {
		return of
	}
	return basis.Named(or(name, of.String()), nameZH)
}

// series puts texts one after the other, in halves, so that many do not stand deep in
// each other.
func series(items []basis.Text) basis.Text {
	switch n := len(items); n {
	case 0:
		return basis.Text{}
	case 1:
		return items[0]
	default:
		return basis.Textf("%s, %s", series(items[:n/2]), series(items[n/2:]))
	}
}

// seriesOf is series of what is said of each of some things.
func seriesOf[T any](things []T, say func(T) basis.Text) basis.Text {
	items := make([]basis.Text, len(things))
	for k, x := range things {
		items[k] = say(x)
	}
	return series(items)
}

// word is a word of the data.
func word(s string) basis.Text { return basis.Named(s, "") }

// plain is the shortest decimal text of x.
func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// or is the first of two texts that is not empty.
func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
