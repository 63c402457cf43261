package procedure

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ItemKind says what is to be done.
type ItemKind int

// The kinds of items of the register.
const (
	ToReport     ItemKind = iota // "to report": figures are not there
	ToSign                       // "to sign": they are there, and nobody has signed
	ToFill                       // "missing": it is reported that there is no figure, without leave
	ToAnswer                     // "to answer": a query
	ToDecide                     // "to decide": an objection
	BehindTarget                 // "behind target": from outside the round; see [Round.Register]
)

var itemWords = basis.Words{"to report", "to sign", "missing", "to answer", "to decide", "behind target"}

// String gives the word.
func (k ItemKind) String() string { return basis.Name(itemWords, "ItemKind", k) }

// MarshalText gives the word; a kind that does not exist is an error.
func (k ItemKind) MarshalText() ([]byte, error) {
	return basis.MarshalWord(itemWords, "kind of item", k)
}

// UnmarshalText accepts exactly the words of String.
func (k *ItemKind) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(itemWords, "kind of item", k, text)
}

// Item is a line of the register: something that somebody has to do, or has done.
type Item struct {
	Kind      ItemKind   `json:"kind"`
	Office    string     `json:"office"`             // who must do it: code of a department or a unit; "": the office that runs the round
	Indicator string     `json:"indicator,omitzero"` // code
	Units     []string   `json:"units,omitzero"`     // codes of the units concerned
	Number    int        `json:"number,omitzero"`    // of the query or objection
	Due       string     `json:"due,omitzero"`       // last day
	Done      string     `json:"done,omitzero"`      // date; "": open
	Late      int        `json:"late,omitzero"`      // days by which it is, or was done, past its last day
	Text      basis.Text `json:"text"`               // in words
}

// Register lists what is still to be done on a date, and the queries and objections that
// are done: figures by office and indicator, then queries, then objections, then more,
// which are items of one's own such as targets that are behind. Days late are counted for
// all.
func (r *Round) Register(date string, more ...Item) ([]Item, error) {
	if err := r.call.Calendar.Covers(date); err != nil {
		return nil, err
	}
	var out []Item
	if r.state == Collecting {
		out = r.lacking(date)
	}
	for _, q := range r.queries {
		x := q.item(r.names())
		x.Done = q.Closed
		out = append(out, x)
	}
	for _, o := range r.objections {
		out = append(out, o.item(r.names()))
	}
	out = append(out, more...)
	for i := range out {
		on := date
		if out[i].Done != "" {
			on = out[i].Done
		}
		out[i].Late = daysLate(out[i].Due, on)
	}
	return out, nil
}

// item is the query as a line of the register.
func (q Query) item(name naming) Item {
	x := Item{Kind: ToAnswer, Office: q.To, Indicator: q.Indicator, Number: q.Number, Due: q.Due}
	x.Text = basis.Textf("%v has not answered query %d about %v: %v", name.office(q.To), q.Number, name.indicator(q.Indicator), q.Finding.Text)
	if q.Unit != "" {
		x.Units = []string{q.Unit}
		x.Text = basis.Textf("%v has not answered query %d about %v of %v: %v", name.office(q.To), q.Number, name.indicator(q.Indicator), name.office(q.Unit), q.Finding.Text)
	}
	if q.Closed != "" {
		x.Text = basis.Textf("query %d to %v is settled", q.Number, name.office(q.To))
	}
	return x
}

// hindrances are what keeps the figures from being verified on a date.
func (r *Round) hindrances(date string) []Item {
	out := r.lacking(date)
	for _, q := range r.queries {
		switch {
		case q.Closed != "":
		case date <= q.Due || r.call.Unanswered == Refuse:
			out = append(out, q.item(r.names()))
		case r.call.Unanswered == CountMissing && q.Unit != "" && !r.call.mayMiss(q.Indicator):
			x := q.item(r.names())
			x.Text = basis.Textf("%v, and the figure may not be missing", x.Text)
			out = append(out, x)
		}
	}
	return out
}

// lacking lists the figures that are not there, missing without leave or not signed, by
// office and indicator.
func (r *Round) lacking(date string) []Item {
	var out []Item
	for _, in := range r.call.Framework.Reported() {
		for _, kind := range []ItemKind{ToReport, ToFill, ToSign} {
			var found []Item // by office, in the order of the units
			for _, u := range r.call.Units {
				office, is := r.lacks(kind, in, u.Code, date)
				if !is {
					continue
				}
				at := slices.IndexFunc(found, func(x Item) bool { return x.Office == office })
				if at < 0 {
					at = len(found)
					found = append(found, Item{Kind: kind, Office: office, Indicator: in.Code, Due: r.call.ReportBy})
				}
				found[at].Units = append(found[at].Units, u.Code)
			}
			for _, x := range found {
				x.Text = x.lacks(r.names())
				out = append(out, x)
			}
		}
	}
	return out
}

// lacks reports whether a figure is wanting in a way, and of whom.
func (r *Round) lacks(kind ItemKind, in indicators.Indicator, unit, date string) (office string, is bool) {
	f, there := r.figures[cell{unit, in.Code}]
	leave := r.call.mayMiss(in.Code)
	switch kind {
	case ToReport:
		return reporter(in, unit), !there && (!leave || date <= r.call.ReportBy)
	case ToFill:
		return f.from, there && math.IsNaN(f.reading.Value) && !leave
	case ToSign:
		return f.from, there && !f.signed
	}
	return "", false
}

// lacks is the text of an item about figures.
func (x Item) lacks(name naming) basis.Text {
	units := basis.Textf("%d units", len(x.Units))
	if len(x.Units) == 1 {
		units = name.office(x.Units[0])
	}
	own := len(x.Units) == 1 && x.Units[0] == x.Office
	switch {
	case x.Kind == ToReport && own:
		return basis.Textf("%v has not reported its %v", name.office(x.Office), name.indicator(x.Indicator))
	case x.Kind == ToSign && own:
		return basis.Textf("%v has not signed its %v", name.office(x.Office), name.indicator(x.Indicator))
	case x.Kind == ToReport:
		return basis.Textf("%v has not reported %v of %v", name.office(x.Office), name.indicator(x.Indicator), units)
	case x.Kind == ToSign:
		return basis.Textf("%v has not signed %v of %v", name.office(x.Office), name.indicator(x.Indicator), units)
	}
	return basis.Textf("%v says that there is no %v of %v, which may not be missing", name.office(x.Office), name.indicator(x.Indicator), units)
}
