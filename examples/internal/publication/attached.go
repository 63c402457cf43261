package publication

import (
	"bytes"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// scoreDigits are the decimals of scores.csv, from which the published ones can be checked.
const scoreDigits = 6

// Attached are the files for people beside what every bundle has, of an outcome that may be
// cut for the public:
//
//	results.xlsx         all of it as a workbook
//	report.html          all of it with figures, to look at and to print
//	scores.csv           every unit, every indicator, 0 to 100
//	ranking.csv          rank, score and grade, and who is not ranked, with the reason
//	weightings.csv       the ranks under other weightings
//	awards-*.csv         what each ranked unit gets
//	ledger-*.csv         how each award came about, entry by entry
//	certificate-*.csv    the proof that the shares are right, to be checked in a spreadsheet
//
// The rivals are rankings under other weightings; a bundle for the public has nothing of
// them, nor of what is proved of ranks, since both are made of the whole result.
func Attached(s scheme.Scheme, o *scheme.Outcome, rivals []report.Rival, audience string, v report.View) ([]scheme.Part, error) {
	d := report.Document{Result: o.Result, Decision: s.Decision, Ranking: o.Ranking}
	if err := d.Audience.UnmarshalText([]byte(audience)); err != nil {
		return nil, err
	}
	if d.Audience != evaluation.Public {
		d.Rivals, d.Risk = rivals, proved(s, o)
	}
	sheets := map[string]tables.Sheet{"scores.csv": tables.Scores(o.Result, scoreDigits), "ranking.csv": tables.Ranking(o.Ranking)}
	if len(d.Rivals) > 0 {
		sheets["weightings.csv"] = weightings(o.Ranking, d.Rivals)
	}
	for _, a := range o.Awards {
		if a.Allocation != nil {
			d.Awards, d.Plans = append(d.Awards, a.Allocation), append(d.Plans, a.Plan)
			name := FileName(a.Plan.Pool.Name) + ".csv"
			sheets["awards-"+name] = tables.Allocation(a.Allocation)
			sheets["ledger-"+name] = tables.Ledger(a.Allocation)
			sheets["certificate-"+name] = tables.Certificate(a.Allocation)
		}
	}
	files, err := CSV(sheets, v)
	if err != nil {
		return nil, err
	}
	book, err := Workbook(s, o, v)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := d.WriteHTML(&page, v); err != nil {
		return nil, basis.Errorf("report.html: %w", err)
	}
	return append(files, book, scheme.Part{Name: "report.html", Text: page.Bytes()}), nil
}

// proved is what can be proved of the ranks for weights that are off by up to 5 % of
// themselves, and how far they may move until neighbors turn; nothing where a score is no
// weighted mean.
func proved(s scheme.Scheme, o *scheme.Outcome) (r report.Risk) {
	const off = 0.05
	c, err := proof.Certify(o.Result, s.Decision, proof.Box{Radius: off})
	if err != nil {
		return r
	}
	p, err := proof.New(o.Result, s.Decision, proof.Simplex())
	if err != nil {
		return r
	}
	return report.Risk{Certificate: c, Proof: p}
}

// weightings has the rank of each unit in a ranking and in others.
func weightings(r evaluation.Ranking, rivals []report.Rival) tables.Sheet {
	ranks := func(head tables.Text, r evaluation.Ranking) tables.Field[evaluation.Place] {
		return tables.Of(tables.Column{Head: head, Align: tables.Right}, func(p evaluation.Place) tables.Cell {
			q, _ := r.Find(p.Unit.Code)
			return tables.Rank(q.Rank)
		})
	}
	fields := []tables.Field[evaluation.Place]{
		tables.Of(tables.Column{Head: headCode}, func(p evaluation.Place) tables.Cell { return tables.Data(p.Unit.Code) }),
		tables.Of(tables.Column{Head: headUnit}, func(p evaluation.Place) tables.Cell { return tables.Words(tables.UnitName(p.Unit)) }),
		ranks(headRank, r),
	}
	for _, x := range rivals {
		fields = append(fields, ranks(x.Name, x.Ranking))
	}
	return tables.SheetOf(tables.Text{}, r.Places, fields...)
}
