package report

import (
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Section is a part that a caller adds to a report: of years ([BridgeSection]), of a round
// ([RoundSections]), of enterprises ([ListSection], [PolicySection]), or of one's own.
type Section struct {
	Title tables.Text
	// Audience: Internal is refused in a report for the public or for nobody in particular.
	Audience evaluation.Audience
	Items    []Item
}

// Item is one thing of a section: what of it is given, in this order.
type Item struct {
	Heading tables.Text
	Text    tables.Text
	List    []tables.Text
	Figure  Figure
	Sheet   *tables.Sheet
	Folded  bool // the sheet stands behind a click
}

// admitted refuses a section that the audience may not see.
func (s Section) admitted(d Document) error {
	if s.Audience < evaluation.AudienceUnsaid || s.Audience > evaluation.Public {
		return basis.Errorf("%w: there is no audience %d", basis.ErrUnknown, int(s.Audience))
	}
	if s.Audience == evaluation.Internal && d.Audience != evaluation.Internal {
		return basis.Errorf("%w: the part %q is for the authority alone", evaluation.ErrConfidential, s.Title.English)
	}
	return nil
}

// more are the parts of the caller.
func (s *study) more() []section {
	var out []section
	for i, x := range s.Sections {
		blocks := make([]block, len(x.Items))
		for k, it := range x.Items {
			blocks[k] = block{Heading: it.Heading, Text: it.Text, List: it.List, Figure: it.Figure, Sheet: it.Sheet, Folded: it.Folded}
		}
		out = append(out, section{"more-" + strconv.Itoa(i+1), x.Title, blocks})
	}
	return out
}

// sheetsOf are sheets one below the other, those from the first folded one on behind a click.
func sheetsOf(open int, sheets ...tables.Sheet) []Item {
	out := make([]Item, len(sheets))
	for i := range sheets {
		out[i] = Item{Sheet: &sheets[i], Folded: i >= open}
	}
	return out
}

// BridgeSection says what moved the scores and ranks of units between two editions: a heat
// map of the parts by cause for the units that moved most, which add up to the move in the
// last column, and the tables of all. Rankings of more years flow into one another.
func BridgeSection(b years.Bridge, history ...years.Published) Section {
	const most = 40
	score, rank := tables.Bridge(b), tables.RankBridge(b)
	moves := slices.Clone(b.Moves)
	slices.SortStableFunc(moves, func(a, b years.Move) int { return compare(abs(b.Score.Move), abs(a.Score.Move)) })
	f := Heat{Caption: Caption{Title: tables.Sentence(figureBridge, min(most, len(moves)), b.From, b.To), Unit: wordPoints}, Digits: b.Digits}
	used := make([]bool, len(b.Steps))
	for _, m := range b.Moves {
		for k, x := range m.Score.Of {
			used[k] = used[k] || x != 0
		}
	}
	heads := score.Columns[len(score.Columns)-len(b.Steps):]
	for k, head := range heads {
		if used[k] {
			f.Columns = append(f.Columns, head.Head)
		}
	}
	f.Columns = append(f.Columns, headMove)
	for _, m := range moves[:min(most, len(moves))] {
		var row []float64
		for k, x := range m.Score.Of {
			if used[k] {
				row = append(row, x)
			}
		}
		row = append(row, m.Score.Move)
		for _, x := range row {
			f.Most = max(f.Most, abs(x))
		}
		f.Rows, f.Values = append(f.Rows, tables.UnitName(m.Unit)), append(f.Values, row)
	}
	title := partBridge
	if b.Way == years.Shapley {
		title = partBridgeMean
	}
	out := Section{Title: tables.Sentence(title, b.From, b.To), Items: []Item{{Text: tables.Kept(b.Text())}}}
	if len(f.Rows) > 0 {
		out.Items = append(out.Items, Item{Figure: f})
	}
	if len(history) > 1 {
		var stages []tables.Text
		var rankings []evaluation.Ranking
		for _, h := range history {
			stages, rankings = append(stages, tables.Same(strconv.Itoa(h.Year))), append(rankings, h.Ranking)
		}
		out.Items = append(out.Items, Item{Figure: RankFlow(20, stages, rankings...)})
	}
	out.Items = append(out.Items, sheetsOf(0, score, rank)...)
	return out
}

func abs(x float64) float64 { return max(x, -x) }

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// RoundSections are what a round says of itself: the public list, and how the final result
// differs from the provisional one with the cause of each difference; for the authority also
// what is reported, signed and in doubt, the queries, the objections, the register of open
// items on a date and the trail, as [procedure.Book] has them.
func RoundSections(r *procedure.Round, to evaluation.Audience, date string) ([]Section, error) {
	list, err := procedure.PublicList(r)
	if err != nil {
		return nil, err
	}
	open := Section{Title: partRound, Items: sheetsOf(1, list)}
	if _, ok := r.Final(); ok {
		changed, err := procedure.Changed(r)
		if err != nil {
			return nil, err
		}
		open.Items = append(open.Items, sheetsOf(1, changed)...)
	}
	if to != evaluation.Internal {
		return []Section{open}, nil
	}
	book, err := procedure.Book(r, date)
	if err != nil {
		return nil, err
	}
	return []Section{open, {Title: partBook, Audience: evaluation.Internal, Items: sheetsOf(1, book...)}}, nil
}

// ListSection is a list of enterprises or projects: who is on it, what changed since an
// earlier one if there is one, and who is not on it, with reasons.
func ListSection(is enterprise.List, was *enterprise.List) Section {
	name := tables.Both(is.Name, is.NameZH)
	out := Section{Title: name, Items: sheetsOf(1, tables.Listed(is))}
	if was != nil {
		out.Items = append(out.Items, sheetsOf(1, tables.ListChanges(name, enterprise.Update(*was, is)))...)
	}
	out.Items = append(out.Items, sheetsOf(0, tables.Unlisted(is))...)
	return out
}

// PolicySection is what a policy gives each unit, summed up by its cases and in full.
func PolicySection(p enterprise.Policy, terms []enterprise.Term) Section {
	sums, all := tables.TermSums(p, terms), tables.Terms(p, terms)
	return Section{Title: tables.Both(p.Name, p.NameZH), Items: append(sheetsOf(1, sums), sheetsOf(0, all)...)}
}
