package command

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

var (
	placeUnknown = tables.Both("the data have no \"%s\"", "数据中没有“%s”")
	placeSimilar = tables.Both("; do you mean %s?", "；是否为：%s")
	placeSeveral = tables.Both("several units are called \"%s\"; use the code", "名为“%s”的不止一个，请用代码")
)

// Place returns the place of the unit with that code, name or English name, or of the only
// one that has it as a part. The error is a [Fault] of the flag and proposes names that are
// alike, in a language.
func Place(r evaluation.Ranking, name, flag string, lang basis.Language) (evaluation.Place, error) {
	same, alike := r.Search(name)
	const most = 5
	text := tables.Sentence(placeUnknown, name).In(lang, nil)
	switch {
	case len(same) == 1:
		return same[0], nil
	case len(same) == 0 && len(alike) == 1:
		return alike[0], nil
	case len(same) > 1:
		text = tables.Sentence(placeSeveral, name).In(lang, nil)
	case len(alike) > 0 && len(alike) <= most:
		text += tables.Sentence(placeSimilar, tables.ListOf(alike, func(x evaluation.Place) tables.Text { return tables.UnitName(x.Unit) })).In(lang, nil)
	}
	return evaluation.Place{}, fmt.Errorf("%w: %s", Fault(flag), text)
}
