package tables

import (
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation/years"
)

// Bridge is what moved the published score of each unit between two editions: before, now,
// the move, and a column for each step of causes, whose parts add up to the move. A step that
// moved nobody is a column for files, and is named in a note; other notes say which way the
// parts were told apart, and which units have no bridge and why.
func Bridge(b years.Bridge) Sheet {
	title := titleBridge
	if b.Way == years.Shapley {
		title = titleBridgeMean
	}
	return bridged(b, title, b.Digits, b.Digits, func(m years.Move) years.Parts { return m.Score })
}

// RankBridge is as [Bridge] for ranks: a better rank is a gain. Parts by [years.Shapley] have
// two decimals.
func RankBridge(b years.Bridge) Sheet {
	title, digits := titleRankBridge, 0
	if b.Way == years.Shapley {
		title, digits = titleRankBridgeMean, 2
	}
	return bridged(b, title, 0, digits, func(m years.Move) years.Parts { return m.Rank })
}

// bridged is a bridge of one figure: it and its move have some digits, its parts others.
func bridged(b years.Bridge, title Text, whole, parts int, of func(years.Move) years.Parts) Sheet {
	fields := []Field[years.Move]{
		Of(detail(headCode), func(m years.Move) Cell { return Data(m.Unit.Code) }).Keyed(),
		Of(left(headUnit), func(m years.Move) Cell { return Words(UnitName(m.Unit)) }).Keyed(),
		Of(point(Sentence(headEdition, b.From)), func(m years.Move) Cell { return Decimal(of(m).From, whole) }),
		Of(point(Sentence(headEdition, b.To)), func(m years.Move) Cell { return Decimal(of(m).To, whole) }),
		Of(point(headMove), func(m years.Move) Cell { return Decimal(of(m).Move, whole).Plus() }),
	}
	var idle []Text
	for k, step := range b.Steps {
		column := point(stepHead(step))
		if !slices.ContainsFunc(b.Moves, func(m years.Move) bool { return of(m).Of[k] != 0 }) {
			column.Detail = true
			idle = append(idle, column.Head)
		}
		fields = append(fields, Of(column, func(m years.Move) Cell { return Decimal(of(m).Of[k], parts).Plus() }))
	}
	s := SheetOf(title, b.Moves, fields...)
	s.Note(Kept(b.Text()))
	if len(idle) > 0 && len(b.Moves) > 0 {
		s.Note(Sentence(noteNoMove, List(idle...)))
	}
	if len(b.None) > 0 {
		s.Note(Sentence(noteNoBridge, ListOf(b.None, func(a years.Apart) Text { return Sentence(wordApartWhy, UnitName(a.Unit), Kept(a.Why)) })))
	}
	return s
}

// stepHead names a step by its causes.
func stepHead(s years.Step) Text {
	var en, zh []string
	for _, c := range s {
		en, zh = append(en, causes[c].English), append(zh, causes[c].Chinese)
	}
	return Both(strings.Join(en, " + "), strings.Join(zh, "＋"))
}

// Words of bridges.
var (
	titleBridge         = Text{"Bridge of the scores, causes in order", "得分变动分解（按次序）"}
	titleBridgeMean     = Text{"Bridge of the scores, mean over all orders (Shapley)", "得分变动分解（沙普利值）"}
	titleRankBridge     = Text{"Bridge of the ranks, causes in order (+ is up)", "位次变动分解（按次序，+ 为进位）"}
	titleRankBridgeMean = Text{"Bridge of the ranks, mean over all orders (Shapley, + is up)", "位次变动分解（沙普利值，+ 为进位）"}
	headEdition         = Text{"%d", "%d 年"}
	headMove            = Text{"move", "变动"}
	noteNoMove          = Text{"Nothing came of: %s.", "没有影响的原因：%s。"}
	noteNoBridge        = Text{"Without a bridge: %s.", "不作分解的单位：%s。"}
	wordApartWhy        = Text{"%s (%s)", "%s（%s）"}
)

// causes are the causes of moves, short enough for a heading.
var causes = map[years.Cause]Text{
	years.Own: {"own", "自身"}, years.Others: {"others", "其他单位"}, years.Members: {"members", "单位增减"}, years.Scales: {"scales", "评分标准"},
	years.Weights: {"weights", "权重"}, years.Indicators: {"indicators", "指标增减"}, years.Rules: {"rules", "裁定与规则"},
}
