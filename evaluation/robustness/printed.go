package robustness

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/printed"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// form lays out what is printed of the parts of scores; nil if nothing is said of them.
func form(r *evaluation.Result, t evaluation.Ties) *printed.Form {
	if t.Print.Of == evaluation.TotalOnly {
		return nil
	}
	c := printed.Choice{Points: t.Print.Of == evaluation.PrintedPoints, Digits: *t.Digits, Leaf: *t.Digits}
	if t.Print.Digits != nil {
		c.Leaf = *t.Print.Digits
	}
	return printed.New(r.Prepared.Framework(), r.Model.Flat, c)
}

// slips are what is printed of the nodes in one draw, of one goroutine.
type slips struct {
	work  []*printed.Work  // of each class
	nodes [][]printed.Node // class, node
	of    [][][]float64    // class, node, row of the class; of the root before rulings
}

// slips makes room; nil if nothing is printed of parts.
func (e *Evaluator) slips(w *Worker) *slips {
	if e.form == nil {
		return nil
	}
	s := &slips{}
	for c := range e.l.Classes {
		nodes := make([]printed.Node, len(e.l.Codes))
		for _, at := range e.l.Order {
			nodes[at] = printed.Node{Group: w.groups[c][at], Shares: make([]float64, len(e.l.Children[at]))}
		}
		s.work, s.nodes, s.of = append(s.work, e.form.Work()), append(s.nodes, nodes), append(s.of, e.columns(c))
	}
	return s
}

// print prints the parts of the scores at hand, and takes as scores what is printed of
// the node that is ranked.
func (w *Worker) print() error {
	s, e := w.slips, w.e
	for c, rows := range e.l.Rows {
		for _, at := range e.l.Order {
			s.nodes[c][at].By = e.by[w.aggregate][at]
		}
		if err := s.work[c].Fill(s.of[c], w.scores[c], s.nodes[c]); err != nil {
			if named := e.form.Check(s.nodes[c]); named != nil {
				return basis.JoinErrors(named...)
			}
			return err
		}
		for i, row := range rows {
			w.out[row] = w.shown(e.judge.At, c, i, row)
		}
	}
	for row, x := range w.out {
		if !printed.Fits(x, e.form.Digits) {
			return basis.Errorf("%w: %v of %s is too large to be printed with %d decimals", basis.ErrDomain, x, e.l.Units[row], e.form.Digits)
		}
	}
	return nil
}

// shown is what is printed of a node, of the root with the points of rulings.
func (w *Worker) shown(at, class, i, row int) float64 {
	x := w.slips.of[class][at][i]
	if at == 0 && w.e.l.Points != nil {
		x = printed.Add(x, stats.Round(w.e.l.Points[row], w.e.form.Digits), w.e.form.Digits)
	}
	return x
}
