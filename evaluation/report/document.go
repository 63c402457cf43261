package report

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Document is a report of a whole evaluation. Its zero value but for Result, Decision and
// Ranking is a report of these alone; what else is given makes more of it.
type Document struct {
	Title    tables.Text // none: the name of the framework's root
	Audience evaluation.Audience

	Result   *evaluation.Result
	Decision evaluation.Decision
	Ranking  evaluation.Ranking      // of Result by Decision
	Awards   []*incentive.Allocation // of Ranking
	Plans    []incentive.Plan        // that made them, for their zero points; matched by the name of the pool

	// Cliffs are what the next place or grade is worth, by the name of the pool
	// ([scrutiny.Cliffs]).
	Cliffs map[string][]scrutiny.Cliff

	Rivals []Rival // other rankings of the same units, in the order of the rank flow
	Risk   Risk

	Areas []Area     // outlines of units, for maps ([ReadAreas])
	Maps  []Coloring // what maps are colored by; nil: by score, by grade and by each award

	Sources []tables.Text // where the data come from, beside the sources of the indicators
	Digest  string        // of the bundle, to compare
	Pairs   [][2]string   // indicators that are set against each other; none: those most alike of different dimensions

	Sections []Section // parts of the caller, before the pages of the counties

	Parts []Part // none: all

	only string // the code of the county that the report is cut to
}

// Rival is another ranking of the same units: by other weights, of another year, before a
// correction.
type Rival struct {
	Name    tables.Text
	Ranking evaluation.Ranking
}

// Risk is what is known of how sure the ranking is. All of it may be missing.
type Risk struct {
	Report      *robustness.Report // draws: rank acceptability, awards at risk
	Certificate *proof.Certificate // proved bounds of ranks
	Proof       *proof.Proof       // how far weights may move until neighbors turn
	Ways        []whatif.Way       // the cheapest ways up of single units, for their pages
	Sobol       []Sobol            // from which choice the variance comes
}

// Part is a part of a report.
type Part int

// The parts, in their order.
const (
	Brief      Part = iota // what one should know, on two pages
	Places                 // the ranking
	Groups                 // by class and region
	Tree                   // framework and weights
	Indicators             // each of them, and how they go together
	Flow                   // ranks beside those of the rivals
	Pools                  // the awards
	Robustness             // how sure it is
	Counties               // a page for each county
	Background             // method, sources, warnings, versions
)

var parts = basis.Words{"brief", "places", "groups", "tree", "indicators", "flow", "pools", "robustness", "counties", "background"}

// String gives brief, places, groups and so on.
func (p Part) String() string { return basis.Name(parts, "Part", p) }

// MarshalText gives the word.
func (p Part) MarshalText() ([]byte, error) { return basis.MarshalWord(parts, "part", p) }

// UnmarshalText accepts exactly the words of String.
func (p *Part) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(parts, "part", p, text)
}

// County is the report cut to one county, by code, for its feedback sheet: its page alone,
// with the method behind it. A county without a place in the ranking is refused.
func (d Document) County(code string) (Document, error) {
	if !slices.ContainsFunc(d.Ranking.Places, func(p evaluation.Place) bool { return p.Unit.Code == code }) {
		return Document{}, basis.Errorf("%w: %q has no place in the ranking", basis.ErrUnknown, code)
	}
	d.only, d.Parts, d.Sections = code, []Part{Counties, Background}, nil
	return d, nil
}

// check refuses a document that cannot be written.
func (d Document) check() error {
	if d.Result == nil || d.Result.Prepared == nil {
		return basis.Errorf("%w: there is no result", basis.ErrMissing)
	}
	if len(d.Ranking.Places) == 0 {
		return basis.Errorf("%w: the ranking has no places", basis.ErrEmpty)
	}
	for _, p := range d.Parts {
		if p < Brief || p > Background {
			return basis.Errorf("%w: there is no part %d", basis.ErrUnknown, int(p))
		}
	}
	for _, x := range d.Sections {
		if err := x.admitted(d); err != nil {
			return err
		}
	}
	for _, c := range d.Maps {
		if c < ByScore || c > ByAward {
			return basis.Errorf("%w: there is no coloring %d", basis.ErrUnknown, int(c))
		}
	}
	for _, pair := range d.Pairs {
		for _, code := range pair {
			if in, ok := d.Result.Prepared.Framework().Find(code); !ok || !in.Measured() {
				return basis.Errorf("%w: %q is no measured indicator", basis.ErrUnknown, code)
			}
		}
	}
	return d.admit()
}

// has reports whether the report has a part.
func (d Document) has(p Part) bool { return len(d.Parts) == 0 || slices.Contains(d.Parts, p) }

// title is the title of the report.
func (d Document) title() tables.Text {
	t := d.Title
	if t == (tables.Text{}) {
		t = tables.Sentence(titleReport, tables.IndicatorName(d.Result.Prepared.Framework().Root()))
	}
	if d.only != "" {
		if p, ok := d.Ranking.Find(d.only); ok {
			t = tables.Sentence(titleCounty, tables.UnitName(p.Unit), t)
		}
	}
	return t
}

// digits are the decimals of scores.
func (d Document) digits() int {
	if digits, ok, err := d.Ranking.Ties.Published(); ok && err == nil {
		return digits
	}
	return 4
}
