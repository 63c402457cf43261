package main

import (
	"math"

	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/indicators/target"
)

// monitored are the indicators that are followed by the half-year, with their targets for the
// end of 2025, all made up: a factor on the figure of 2024.
var monitored = []struct {
	code, zh, en string
	measure      target.Measure
	bound        target.Bound
	factor       float64
	digits       int  // of figures and targets
	sum          bool // of the months since January, so that the year begins at 0
}{
	{"va", "工业增加值（1—6 月累计）", "value added, January to June", target.Level, target.AtLeast, 1.06, 1, true},
	{"hightech", "高新技术企业数", "high-tech firms", target.Count, target.AtLeast, 1.1, 0, false},
	{"energy", "单位能耗", "energy per output", target.Level, target.AtMost, 0.97, 3, false},
}

// halfway are the figures of June 2025, in the order of the counties; the value added of I
// has not come.
var halfway = map[string][]float64{
	"va":       {221.4, 205, 161.9, 158.9, 146.8, 121.7, 120.4, 111.2, math.NaN(), 89.9, 70.1, 62.7},
	"hightech": {103, 85, 75, 67, 62, 50, 41, 39, 30, 25, 17, 13},
	"energy":   {0.411, 0.462, 0.506, 0.571, 0.48, 0.541, 0.672, 1.925, 0.705, 0.6, 0.803, 0.756},
}

// lights: up to 3 % behind the path is yellow.
var lights = target.Lights{Yellow: 3}

// half numbers half-years, in which a target's path goes straight from one to the next.
func half(year, n int) int { return 2*year + n }

// signal is one figure of the monitoring.
type signal struct {
	unit   indicators.Unit
	code   string
	figure float64
	wanted float64
	light  target.Light
}

// signals hold the figures of June against targets made of those that the round settled on.
func signals(r *procedure.Round) ([]signal, error) {
	o, _ := r.Final()
	var out []signal
	for i, u := range r.Call().Units {
		for _, m := range monitored {
			was, _ := o.Result.Raw.Value(u.Code, m.code)
			base := target.Figure{Year: half(2024, 2), Value: was}
			if m.sum {
				base.Value = 0
			}
			x := signal{unit: u, code: m.code, figure: halfway[m.code][i]}
			goal := target.Goal{Year: half(2025, 2), Value: stats.Round(was*m.factor, m.digits)}
			x.wanted = (base.Value + goal.Value) / 2
			if !math.IsNaN(x.figure) {
				p, err := target.Target{Code: m.code, Measure: m.measure, Bound: m.bound, Goals: []target.Goal{goal}}.Progress(target.Assessment{
					Goal: goal.Year, Base: &base, Figures: []target.Figure{{Year: half(2025, 1), Value: x.figure}},
				})
				if err != nil {
					return nil, err
				}
				x.wanted = p.Points[0].Required
				if x.light, err = lights.Of(p); err != nil {
					return nil, err
				}
			}
			out = append(out, x)
		}
	}
	return out, nil
}

// signalSheet has a row a county, in the order of their codes: there are no ranks.
func signalSheet(all []signal) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("Monitoring of the first half of 2025, against targets that are made up", "2025 年上半年监测（目标为虚构）"), Keys: 1}
	s.Head(tables.Left, tables.Both("county", "县"))
	for _, m := range monitored {
		s.Head(tables.Point, tables.Both(m.en, m.zh), tables.Both("wanted", "应达到"))
		s.Head(tables.Left, tables.Both("light", "信号灯"))
	}
	count := map[target.Light]int{}
	var row []tables.Cell
	for i, x := range all {
		m := monitored[i%len(monitored)]
		if i%len(monitored) == 0 {
			row = []tables.Cell{tables.Words(tables.UnitName(x.unit))}
		}
		figure, light := tables.Decimal(x.figure, m.digits), tables.Words(tables.Kept(basis.Textf("%v", x.light)))
		if x.light == 0 {
			figure, light = tables.Missing(tables.Both("not reported", "未报")), tables.Missing(tables.Text{})
		}
		row = append(row, figure, tables.Decimal(x.wanted, m.digits+1), light)
		count[x.light]++
		if len(row) == len(s.Columns) {
			s.Add(row...)
		}
	}
	s.Note(
		tables.Sentence(tables.Both("Lights: %d green, %d yellow, %d red, %d not reported. Monitoring ranks nobody and awards nothing.", "绿灯 %d 个，黄灯 %d 个，红灯 %d 个，未报 %d 个。监测不排名、不奖励。"),
			count[target.Green], count[target.Yellow], count[target.Red], count[0]),
		tables.Both("Green: on the path to the target of the year, half of the way by June. Yellow: behind what is wanted by up to 3 % of it. Red: farther behind.",
			"绿灯：符合进度（6 月末应完成全年路径的一半）；黄灯：落后不超过应达到值的 3%；红灯：落后更多。"),
		tables.Both("Targets: value added of 2024 + 6 %, high-tech firms + 10 %, energy per output less 3 %. The value added of a year begins at 0, the others at their figures of 2024.",
			"目标：工业增加值比 2024 年增长 6%，高新技术企业数增长 10%，单位能耗下降 3%。增加值自年初从 0 累计，其余以 2024 年数据为起点。"))
	return s
}

// behind are the red lights as items of the work register.
func behind(all []signal) []procedure.Item {
	var out []procedure.Item
	for _, x := range all {
		if x.light == target.Red {
			out = append(out, procedure.Item{
				Kind: procedure.BehindTarget, Office: x.unit.Code, Indicator: x.code, Units: []string{x.unit.Code}, Due: "2025-12-31",
				Text: basis.Named("red at half-year (target made up)", "半年监测为红灯（目标为虚构）"),
			})
		}
	}
	return out
}

// monitor is the half-year monitoring, beside the evaluation of the year.
func (s *story) monitor() {
	s.day("2025-07-21", "Half-year monitoring, beside the yearly evaluation", "半年监测（与年度评价并行）")
	if s.err != nil {
		return
	}
	all, err := signals(s.round)
	s.done(err)
	if s.err != nil {
		return
	}
	sheet := signalSheet(all)
	s.show(sheet, nil)
	items, err := s.round.Register(s.date, behind(all)...)
	s.done(err)
	if s.err != nil {
		return
	}
	open := items[len(items)-len(behind(all)):]
	s.show(procedure.WorkRegister(s.round, open), nil)
	s.keep("monitoring", sheet)
	last := ""
	for _, x := range open { // by county
		if x.Office != last {
			s.keep("behind-"+x.Office, procedure.Reminder(s.round, open, x.Office))
		}
		last = x.Office
	}
}
