// Package kindstest_test checks that all that is a method or a record can be written
// and read back: by the source, so that nothing is forgotten, and by values.
package kindstest_test

import (
	"math/big"
	"reflect"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/outranking"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/robustness/requirements"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/henan"
	"github.com/countyeval/countyeval/indicators/industry"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/indicators/profile"
	"github.com/countyeval/countyeval/indicators/rollup"
	"github.com/countyeval/countyeval/indicators/target"
	"github.com/countyeval/countyeval/weights"
)

const module = "github.com/countyeval/countyeval/"

// rooms are the packages looked at. A new one is added here, to kinds, and with its
// interfaces and records below.
var rooms = []string{
	"indicators/basis", "indicators/stats", "indicators", "indicators/prepare", "indicators/normalize",
	"indicators/profile", "indicators/rollup", "indicators/industry", "indicators/henan", "indicators/target", "weights", "evaluation/aggregate", "evaluation/outranking",
	"evaluation", "evaluation/enterprise", "evaluation/incentive/fill", "evaluation/incentive", "evaluation/incentive/scrutiny",
	"evaluation/robustness", "evaluation/robustness/proof", "evaluation/robustness/whatif", "evaluation/robustness/requirements",
	"evaluation/procedure", "evaluation/years",
}

// kinds joins those of all rooms.
func kinds() basis.Kinds {
	return basis.Join(profile.Kinds(), rollup.Kinds(), enterprise.Kinds(), procedure.Kinds(), requirements.Kinds())
}

// interfaces are those that methods stand behind.
var interfaces = []reflect.Type{
	reflect.TypeFor[indicators.Step](),
	reflect.TypeFor[prepare.Curve](),
	reflect.TypeFor[prepare.Fence](),
	reflect.TypeFor[normalize.Normalizer](),
	reflect.TypeFor[normalize.Scale](),
	reflect.TypeFor[profile.Check](),
	reflect.TypeFor[rollup.Rule](),
	reflect.TypeFor[weights.Scheme](),
	reflect.TypeFor[aggregate.Aggregator](),
	reflect.TypeFor[evaluation.Grader](),
	reflect.TypeFor[enterprise.Condition](),
	reflect.TypeFor[fill.Rule](),
	reflect.TypeFor[fill.Rounder](),
	reflect.TypeFor[incentive.Clause](),
	reflect.TypeFor[robustness.Factor](),
	reflect.TypeFor[robustness.Spread](),
	reflect.TypeFor[requirements.Requirement](),
	reflect.TypeFor[procedure.Action](),
	reflect.TypeFor[error](),
}

// plain are the errors that the codec writes without a kind.
var plain = []string{"indicators/basis.Sentinel", "indicators/basis.Sentence", "indicators/basis.Errors"}

// adapters are the methods made of a function, which cannot be written.
var adapters = []any{
	ptr[indicators.Step](indicators.StepFunc(nil)),
	ptr[normalize.Normalizer](normalize.Func(nil)),
	ptr[weights.Scheme](weights.Func(nil)),
	ptr[aggregate.Aggregator](aggregate.Rows(nil)),
	ptr[incentive.Clause](incentive.ClauseFunc{}),
}

func ptr[I any](x I) *I { return &x }

// records are the structs with numbers that are written by themselves or in others:
// they have MarshalJSON and UnmarshalJSON through the codec.
var records = []any{
	indicators.Change{},
	indicators.Lost{},
	indicators.Reading{},
	indicators.Stage{},

	profile.Adequacy{},
	profile.AdequacyItem{},
	profile.Alpha{},
	profile.AlphaItem{},
	profile.Columns{},
	profile.Components{},
	profile.Correlation{},
	profile.Finding{},
	profile.Group{},
	profile.Report{},
	profile.Rotated{},
	profile.Summary{},

	enterprise.Entry{},
	enterprise.List{},
	enterprise.Policy{},
	enterprise.Rule{},
	enterprise.Term{},

	rollup.Rollup{},
	rollup.Rolled{},

	industry.Choice{},
	industry.Components{},
	industry.Concentration{},
	industry.Reason{},
	industry.Shift{},
	industry.Specialization{},
	industry.Verdict{},

	target.Assessment{},
	target.Contribution{},
	target.Figure{},
	target.Goal{},
	henan.Overlap{},
	target.Part{},
	target.Lights{},
	target.Need{},
	target.Point{},
	target.Progress{},
	target.Span{},
	target.Target{},

	weights.AHPSolution{},
	weights.FuzzyAHPSolution{},
	weights.Agreement{},
	weights.DelphiRound{},
	weights.BWMSolution{},
	weights.BalanceSolution{},
	weights.ChildImportance{},
	weights.Components{},
	weights.FactorSolution{},
	weights.GroupAHPSolution{},
	weights.Interval{},
	weights.Node{},
	weights.Triad{},

	aggregate.BenefitOfDoubtSolution{},
	aggregate.COPRASSolution{},
	aggregate.CopelandSolution{},
	aggregate.CouplingDegrees{},
	aggregate.EDASSolution{},
	aggregate.FuzzySolution{},
	aggregate.MULTIMOORASolution{},
	aggregate.ObstacleDegrees{},
	aggregate.PROMETHEESolution{},
	aggregate.RSRLevel{},
	aggregate.RSRSolution{},
	aggregate.TOPSISSolution{},
	aggregate.VIKORSolution{},
	outranking.ELECTREISolution{},
	outranking.ELECTREIIISolution{},

	evaluation.Adjustment{},
	evaluation.Border{},
	evaluation.ClassPlace{},
	evaluation.Comparison{},
	evaluation.Decision{},
	evaluation.Done{},
	evaluation.Explanation{},
	evaluation.Graded{},
	evaluation.ItemPoints{},
	evaluation.Leaving{},
	evaluation.List{},
	evaluation.ListRule{},
	evaluation.Miss{},
	evaluation.Model{},
	evaluation.Neighbor{},
	evaluation.Obstacle{},
	evaluation.Part{},
	evaluation.Passing{},
	evaluation.Place{},
	evaluation.PrintedParts{},
	evaluation.Ranking{},
	evaluation.Refusal{},
	evaluation.Ruling{},
	evaluation.RulingEffect{},
	evaluation.SchemeComparison{},
	evaluation.Shift{},
	evaluation.Standing{},
	evaluation.Uneven{},

	incentive.Allocation{},
	incentive.Decimals{},
	incentive.Estate{},
	incentive.Figures{},
	incentive.Plan{},
	incentive.Settled{},

	procedure.Change{},
	procedure.Difference{},
	procedure.Figure{},
	procedure.Method{},
	procedure.Move{},
	procedure.Objection{},
	procedure.Outcome{},
	procedure.Query{},
	procedure.Revision{},
	procedure.ScoreMove{},

	scrutiny.Cliff{},
	scrutiny.Decomposition{},
	scrutiny.Inequality{},
	scrutiny.Inversion{},
	scrutiny.Prices{},
	scrutiny.StrandedTranche{},
	scrutiny.SumTable{},
	scrutiny.Target{},
	scrutiny.Turnover{},
	scrutiny.ZeroPoint{},

	years.Bridge{},
	years.Edition{},
	years.Mean{},
	years.Move{},
	years.Outcome{},
	years.Pace{},
	years.Parts{},
	years.Published{},
	years.Recomputed{},
	years.Scheme{},
	years.Trend{},

	robustness.Draw{},
	robustness.Index{},
	robustness.Indices{},
	robustness.Influence{},
	robustness.Outputs{},
	robustness.Report{},
	robustness.Study{},

	proof.Pair{},
	proof.PairRadius{},
	proof.Radius{},
	proof.Reach{},
	proof.Standing{},
	proof.Swap{},
	proof.Witness{},

	whatif.ImputationError{},
	whatif.ImputationTest{},
	whatif.Moved{},
	whatif.Omission{},
	whatif.OneStep{},
	whatif.Position{},
	whatif.RankChange{},
	whatif.Reversal{},
	whatif.Side{},
	whatif.Slope{},
	whatif.Slopes{},
	whatif.StepRow{},
	whatif.Stepped{},
	whatif.Sweep{},
	whatif.SweepPoint{},
	whatif.Way{},
}

// settings are structs with numbers that have no kind, as they stand where no
// interface is; basis.Marshal writes them.
var settings = []any{
	indicators.Merged{},
	indicators.Range{},
	indicators.Indicator{}, // in frameworks and method values
	profile.Coherence{},
	profile.Jumps{},
	profile.Size{},
	profile.Totals{},
	rollup.Cell{},
	rollup.Column{},
	rollup.Disclosure{},
	rollup.Interval{},
	rollup.Secondary{},
	rollup.Split{},
	rollup.Sums{},
	industry.Leading{},
	industry.Options{},
	evaluation.Limits{},
	evaluation.Withholding{},
	enterprise.Case{},
	incentive.Capacity{},
	incentive.Charge{},
	incentive.Pool{},
	incentive.Return{},
	incentive.Tranche{},
	scrutiny.WhatIf{},
	robustness.Bootstrap{},
	robustness.Confidence{},
	whatif.Goal{},
	whatif.Lever{},
}

// inside are structs with amounts, or with exact figures of amounts, that are written in
// what knows their measure, and refuse to be written alone.
var inside = []any{
	fill.Amount(1),
	fill.Ceiling{},
	fill.Line{},
	fill.Shares{Level: new(big.Rat)},
	incentive.Award{},
	incentive.Division{Amount: new(big.Rat)},
	incentive.Entry{Delta: new(big.Rat)},
	scrutiny.Move{},
	scrutiny.Price{Own: new(big.Rat)},
	scrutiny.StrandedCeiling{},
	scrutiny.SumRow{},
	scrutiny.TheilGroup{},
}

// noData are the exported structs that are never written: what is handed to a method,
// readers of other formats, machinery, and what has a form of its own.
var noData = []string{
	"indicators/basis.KindEntry", "indicators/basis.Kinds", "indicators/basis.Member", "indicators/basis.Node", "indicators/basis.Place",
	"indicators/basis.Sentence", "indicators/basis.View",
	"indicators.CSV", "indicators.Field", "indicators.Framework", "indicators.Panel", "indicators.RowReader", "indicators.Rows", "indicators.Table", "indicators.Tags",
	"indicators/normalize.Sample", "indicators/industry.Structure", "indicators/rollup.Members", "weights.Group", "weights.Components", "weights.FactorSolution",
	"evaluation.Entrants", "evaluation/enterprise.Data", "evaluation/enterprise.Subject", "evaluation.Result", // the latter is tested in its package
	"evaluation/incentive/fill.Sum", "evaluation/incentive/fill.Totals", "evaluation/incentive/fill.Twin",
	"evaluation/incentive.CertificateRow", "evaluation/incentive.ClauseFunc", "evaluation/incentive.Column", "evaluation/incentive.LedgerRow",
	"evaluation/robustness.DesignOptions", "evaluation/robustness.Options", // data but for a function that is told of progress
	"evaluation/robustness.Evaluator", "evaluation/robustness.Sampler", "evaluation/robustness.Sobol", "evaluation/robustness.Worker",
	"evaluation/robustness/proof.Certificate", "evaluation/robustness/proof.Proof",
	"evaluation/robustness/whatif.Case", "evaluation/robustness/requirements.Candidate",
	"evaluation/incentive.Sheet", "evaluation/procedure.Round",
}

// noWord are integers with constants that are never written.
var noWord = []string{"indicators/basis.NodeKind", "evaluation/incentive/fill.Amount"}
