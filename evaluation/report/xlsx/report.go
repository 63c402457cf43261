package xlsx

import (
	"math"
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Report is a whole evaluation, of which Pages makes a workbook.
type Report struct {
	Result   *evaluation.Result
	Decision evaluation.Decision
	Ranking  evaluation.Ranking // of Result by Decision
	Awards   []*incentive.Allocation

	SumBy string // attribute by which awards are summed up; "": region, if a unit has one
}

// The pages, by their English names, which formulas have.
var (
	pageRanking  = tables.Both("Ranking", "排名")
	pageScores   = tables.Both("Scores", "得分")
	pageScales   = tables.Both("Indicators", "指标")
	pageWeights  = tables.Both("Weights", "权重")
	pageFigures  = tables.Both("Figures", "数据")
	pageMethod   = tables.Both("Method", "方法")
	pageWarnings = tables.Both("Warnings", "提示")
	nameAwards   = tables.Both("Awards %s", "奖励 %s")
	nameLedger   = tables.Both("Ledger %s", "明细 %s")
	nameSums     = tables.Both("Sums %s", "汇总 %s")

	noteRounded = tables.Both("A score is that of the page of scores, rounded.", "得分由“得分”页的总分按公布小数位取整而得。")
	noteSums    = tables.Both("Scores of %s are weighted sums of the scores below, by the page of weights.", "%s的得分为下级得分按“权重”页的加权和。")
	noteValues  = tables.Both("Scores of %s are no weighted sums, or not of all counties, and stand as numbers.", "%s的得分不是加权和，或有单位缺下级得分，以数值列出。")
	notePoints  = tables.Both("To the score of %d units rulings gave points, which stand behind the sum.", "%d 个单位有加减分，列在加权和之后。")
)

// shown are the decimals of scores and weights that a reader sees; the cells have 12.
const shown = 4

// Pages are the pages of the workbook.
func (r Report) Pages() ([]Page, error) {
	if r.Result == nil {
		return nil, basis.Errorf("%w: there is no result", basis.ErrMissing)
	}
	weights := Page{Name: pageWeights, Sheet: tables.Weights(r.Result, 12), Digits: new(shown)}
	scores := Page{Name: pageScores, Sheet: tables.Scores(r.Result, 12), Digits: new(shown)}
	if err := r.sum(&scores, &weights); err != nil {
		return nil, err
	}
	ranking := Page{Name: pageRanking, Sheet: tables.Ranking(r.Ranking)}
	r.publish(&ranking, &scores)
	pages := []Page{
		ranking, scores,
		{Name: pageScales, Sheet: tables.Scales(r.Result)},
		weights,
		{Name: pageFigures, Sheet: tables.Figures(r.Result.Prepared)},
	}
	warnings := [][]error{r.Result.Warnings, r.Ranking.Warnings}
	for i, a := range r.Awards {
		more, err := r.awards(a, i)
		if err != nil {
			return nil, err
		}
		pages = append(pages, more...)
		warnings = append(warnings, a.Warnings)
	}
	return append(pages,
		Page{Name: pageMethod, Sheet: tables.Method(r.Result, r.Decision, r.Awards...)},
		Page{Name: pageWarnings, Sheet: tables.Warnings(warnings...)}), nil
}

// awards are the pages of a pool.
func (r Report) awards(a *incentive.Allocation, number int) ([]Page, error) {
	name := tables.Both(a.Pool.Name, a.Pool.NameZH)
	if a.Pool.Name == "" && a.Pool.NameZH == "" {
		name = tables.Same(strconv.Itoa(number + 1))
	}
	page := func(of tables.Text, s tables.Sheet) Page { return Page{Name: tables.Sentence(of, name), Sheet: s} }
	awards := page(nameAwards, tables.Allocation(a))
	rows := len(awards.Sheet.Rows)
	if c := amountColumn(&awards); rows > 0 && c >= 0 { // total, remainder, reserve, pool
		awards.Formulas = []Formula{
			{Row: rows, Column: c, Text: "SUM(%s:%s)", Refs: here(c, 0, rows-1)},
			{Row: rows + 3, Column: c, Text: "SUM(%s:%s)", Refs: here(c, rows, rows+2)},
		}
	}
	pages := []Page{awards}
	if by := r.sumBy(a); by != "" {
		sums, err := scrutiny.Sums(a, by)
		if err != nil {
			return nil, err
		}
		sheet, err := tables.Sums(sums, tables.Both(by, tables.OwnTexts()[by]))
		if err != nil {
			return nil, err
		}
		pages = append(pages, page(nameSums, sheet))
		addTotals(&pages[1])
	}
	return append(pages, page(nameLedger, tables.Ledger(a))), nil
}

// sumBy is the attribute by which awards are summed up, "" for none.
func (r Report) sumBy(a *incentive.Allocation) string {
	if r.SumBy != "" {
		return r.SumBy
	}
	if slices.ContainsFunc(a.Awards, func(w incentive.Award) bool { return w.Place.Unit.Region != "" }) {
		return "region"
	}
	return ""
}

// amountColumn is the column of the awards, in which the foot has the sums.
func amountColumn(p *Page) int {
	for j, c := range p.Sheet.Foot[0] {
		if c.Kind == tables.AmountCell {
			return j
		}
	}
	return -1
}

// addTotals makes formulas of the totals of a page of sums, and of the pool below them.
func addTotals(p *Page) {
	rows := len(p.Sheet.Rows)
	for j, c := range p.Sheet.Foot[0] {
		if c.Value != nil && rows > 0 {
			p.Formulas = append(p.Formulas, Formula{Row: rows, Column: j, Text: "SUM(%s:%s)", Refs: here(j, 0, rows-1)})
		}
	}
	if j := amountColumn(p); j >= 0 {
		p.Formulas = append(p.Formulas, Formula{Row: rows + 3, Column: j, Text: "SUM(%s:%s)", Refs: here(j, rows, rows+2)})
	}
}

// publish makes the scores of the ranking formulas: those of the page of scores, rounded.
// First to 11 decimals, as a person would see them, since a sum in binary can lie a hair
// below the border that it reaches on paper ([stats.Round] does it alike).
func (r Report) publish(ranking, scores *Page) {
	digits, ok, err := r.Ranking.Ties.Published()
	column, root := ranking.column("score"), scores.rootColumn()
	if err != nil || !ok || column < 0 || r.Ranking.Code != r.Result.Prepared.Framework().Root().Code {
		return
	}
	const hair = 11
	places := append(slices.Clone(r.Ranking.Places), r.Ranking.Apart...)
	some := false
	for i, p := range places {
		row, found := r.Result.Prepared.Row(p.Unit.Code)
		if !found || ranking.cell(i, column).Value == nil {
			continue
		}
		score, _ := scores.cell(row, root).Value.Float64()
		if published, _ := ranking.cell(i, column).Value.Float64(); !equal(stats.Round(stats.Round(score, hair), digits), published) {
			continue // another figure than that page has, such as one that was given
		}
		some = true
		ranking.Formulas = append(ranking.Formulas, Formula{
			Row: i, Column: column, Text: "ROUND(ROUND(%s," + strconv.Itoa(hair) + ")," + strconv.Itoa(digits) + ")",
			Refs: []Ref{{Page: pageScores.English, Row: row, Column: root}},
		})
	}
	if some {
		ranking.Sheet.Note(noteRounded)
	}
}

// equal compares figures to 9 significant digits, as formulas are tried.
func equal(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }
