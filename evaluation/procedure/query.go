package procedure

import (
	"math"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

// Query is a question about a figure, or about a whole column, to whoever reported it.
// Until it is answered, or settled by the rule for what nobody answers, the figure is in
// doubt.
type Query struct {
	Number    int             `json:"number"`            // from 1
	To        string          `json:"to"`                // code of the department or of the unit
	Unit      string          `json:"unit,omitzero"`     // "": of the whole column
	Indicator string          `json:"indicator"`         //
	Finding   profile.Finding `json:"finding"`           // what raised it
	Asked     string          `json:"asked"`             // date
	Due       string          `json:"due"`               // last day for the answer
	Answer    *Answer         `json:"answer,omitzero"`   // nil: none yet
	Was       float64         `json:"was"`               // the figure when it was answered or settled; NaN: none, or of a column
	Closed    string          `json:"closed,omitzero"`   // date of the answer, or of the rule
	Document  string          `json:"document,omitzero"` // of the answer
	ByRule    bool            `json:"by_rule,omitzero"`  // nobody answered, and [Call.Unanswered] was applied
}

// MarshalJSON writes the query by [basis.Marshal]: NaN is null.
func (q Query) MarshalJSON() ([]byte, error) { return basis.Marshal(q, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (q *Query) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, q, Kinds()) }

// Ask makes a query of each finding of a check (package profile) or of one's own, such as
// a Finding of the rule "by hand" with a text. Findings that say that a rule could not be
// applied (Err) are kept on the trail, and nobody is asked. The figure asked about must be
// there; a finding about a whole column goes to its department.
type Ask struct {
	Findings []profile.Finding `json:"findings"`
	Due      string            `json:"due"` // last day for the answers, a working day
}

// AnswerKind says what an answer does. The zero value is Confirm.
type AnswerKind int

// The kinds of answers.
const (
	Confirm  AnswerKind = iota // "confirm": the figure is right
	Correct                    // "correct": it is another one, which is marked restated
	Withdraw                   // "withdraw": there is no figure
)

var answerWords = basis.Words{"confirm", "correct", "withdraw"}

// String gives the word.
func (k AnswerKind) String() string { return basis.Name(answerWords, "AnswerKind", k) }

// MarshalText gives the word; a kind that does not exist is an error.
func (k AnswerKind) MarshalText() ([]byte, error) {
	return basis.MarshalWord(answerWords, "kind of answer", k)
}

// UnmarshalText accepts exactly the words of String.
func (k *AnswerKind) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(answerWords, "kind of answer", k, text)
}

// Answer answers a query, by the office that was asked; the document is that of the step.
// A query about a whole column can be confirmed alone; what is wrong in single figures is
// asked about one by one. An answer may come late, as long as the round is collecting.
type Answer struct {
	Query int        `json:"query"` // number
	From  string     `json:"from"`
	Kind  AnswerKind `json:"does,omitzero"`
	Value float64    `json:"value,omitzero"` // Correct: the figure
	Note  string     `json:"note,omitzero"`  // why
}

// Verify ends the collecting. It is refused while a figure that counts is not reported,
// not signed, in doubt, or missing without leave ([Call.MayMiss]); what is asked and not
// answered by its date follows [Call.Unanswered]. (A query about a whole column that nobody
// answers is settled without touching a figure.)
type Verify struct{}

var _, _, _ Action = Ask{}, Answer{}, Verify{}

func (a Ask) plan(r *Round, s Step) (func(), error) {
	if err := r.in(Collecting); err != nil {
		return nil, err
	}
	var errs []error
	if ok, err := r.call.Calendar.Working(a.Due); err != nil {
		errs = append(errs, err)
	} else if !ok || a.Due < s.Date {
		errs = append(errs, basis.Errorf("%w: %s, when answers are due, is no working day from %s on", ErrDate, a.Due, s.Date))
	}
	var queries []Query
	for _, f := range a.Findings {
		if f.Err != nil {
			continue
		}
		fail := func(text string, args ...any) {
			errs = append(errs, &indicators.InputError{Unit: f.Unit, Indicator: f.Indicator, Err: basis.Errorf(text, args...)})
		}
		in, known := r.columns[f.Indicator]
		q := Query{Number: len(r.queries) + len(queries) + 1, To: in.Department, Indicator: f.Indicator, Finding: f, Asked: s.Date, Due: a.Due, Was: math.NaN()}
		if f.Unit != "" {
			x, there := r.figures[cell{f.Unit, f.Indicator}]
			q.Unit, q.To = f.Unit, x.from
			known = known && there && !math.IsNaN(x.reading.Value)
		}
		switch {
		case !known:
			fail("%w: there is no such figure to ask about", basis.ErrUnknown)
		case q.To == "":
			fail("%w: the column has no department to ask", basis.ErrUnknown)
		case f.Text.IsZero():
			fail("%w: the query has no words", basis.ErrMissing)
		}
		queries = append(queries, q)
	}
	if len(queries) == 0 {
		errs = append(errs, basis.Errorf("%w: there is nothing to ask", basis.ErrEmpty))
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	return func() {
		r.queries = append(r.queries, queries...)
		for _, q := range queries {
			r.doubt(cell{q.Unit, q.Indicator})
		}
	}, nil
}

// doubt sets the state of a figure: in doubt while a query about it is open, otherwise
// signed or not.
func (r *Round) doubt(at cell) {
	f, ok := r.figures[at]
	if !ok {
		return
	}
	f.reading.State = indicators.AsReported
	if f.signed {
		f.reading.State = indicators.Signed
	}
	for _, q := range r.queries {
		if q.Unit == at.unit && q.Indicator == at.indicator && q.Closed == "" {
			f.reading.State = indicators.InDoubt
		}
	}
	r.figures[at] = f
}

func (a Answer) plan(r *Round, s Step) (func(), error) {
	if err := r.in(Collecting); err != nil {
		return nil, err
	}
	if a.Query < 1 || a.Query > len(r.queries) {
		return nil, basis.Errorf("%w: there is no query %d", basis.ErrUnknown, a.Query)
	}
	q := r.queries[a.Query-1]
	at := cell{q.Unit, q.Indicator}
	var errs []error
	fail := func(text string, args ...any) {
		errs = append(errs, &indicators.InputError{Unit: q.Unit, Indicator: q.Indicator, Err: basis.Errorf("query %d: %w", a.Query, basis.Errorf(text, args...))})
	}
	was := math.NaN()
	if q.Unit != "" {
		was = r.figures[at].reading.Value
	}
	switch {
	case q.Closed != "":
		fail("%w: it was answered on %s", ErrState, q.Closed)
	case q.To != a.From:
		fail("%w: it was put to %s, not to %q", basis.ErrUnknown, q.To, a.From)
	}
	switch {
	case a.Kind < Confirm || a.Kind > Withdraw:
		fail("%w: there is no kind of answer %v", basis.ErrValue, a.Kind)
	case a.Kind != Confirm && q.Unit == "":
		fail("%w: it is about a whole column, which can be confirmed alone", basis.ErrValue)
	case a.Kind == Correct && (math.IsNaN(a.Value) || math.IsInf(a.Value, 0)):
		fail("%w: the correction is %v", basis.ErrNumber, a.Value)
	case a.Kind == Correct && a.Value == was:
		fail("%w: the correction is %v, which the figure is already; that confirms it", basis.ErrValue, a.Value)
	case a.Kind != Correct && a.Value != 0:
		fail("%w: the answer %v has a figure, %v", basis.ErrValue, a.Kind, a.Value)
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	return func() {
		q.Answer, q.Was, q.Closed, q.Document = &a, was, s.Date, s.Document
		r.queries[a.Query-1] = q
		if f, ok := r.figures[at]; ok {
			f.signed = true // the answer has a document
			switch a.Kind {
			case Correct:
				f.reading.Value, f.reading.Mark, f.reading.Note = a.Value, indicators.Restated, a.Note
			case Withdraw:
				f.reading.Value, f.reading.Mark, f.reading.Note = math.NaN(), indicators.Missing, a.Note
			}
			r.figures[at] = f
		}
		r.doubt(at)
	}, nil
}

func (Verify) plan(r *Round, s Step) (func(), error) {
	if err := r.in(Collecting); err != nil {
		return nil, err
	}
	var errs []error
	for _, x := range r.hindrances(s.Date) {
		errs = append(errs, basis.Errorf("%w: %v", ErrOpen, x.Text))
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	return func() {
		for i, q := range r.queries {
			if q.Closed != "" {
				continue
			}
			q.Closed, q.ByRule = s.Date, true
			at := cell{q.Unit, q.Indicator}
			f, ok := r.figures[at]
			if ok {
				q.Was = f.reading.Value
			}
			r.queries[i] = q
			if !ok {
				continue
			}
			switch {
			case r.call.Unanswered == CountMissing:
				f.reading.Value, f.reading.Mark = math.NaN(), indicators.Missing
			case !math.IsNaN(f.reading.Value):
				f.reading.Mark = indicators.Open
			}
			r.figures[at] = f
			r.doubt(at)
		}
		r.state = ToGrade
	}, nil
}

// blank reports whether a text says nothing.
func blank(text string) bool { return strings.TrimSpace(text) == "" }
