package tables

import (
	"strings"
	"sync"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Text is a text in both languages. What has no words in one of them, such as a name,
// an identifier or a sentence of somebody else, stands in one alone.
type Text struct {
	English string `json:"en,omitempty"`
	Chinese string `json:"zh,omitempty"`
}

// Same is a text that is the same in both languages, such as a name.
func Same(s string) Text { return Text{English: s, Chinese: s} }

// Both is a text in its two languages.
func Both(english, chinese string) Text { return Text{English: english, Chinese: chinese} }

// told is a word or reason that came as an English text; texts may have its Chinese.
func told(s string) Text { return Text{English: s} }

// Kept is a text that kept its parts: in Chinese by the texts of its room, and if these
// do not have it as [told].
func Kept(t basis.Text) Text {
	en, zh := t.String(), t.Say(basis.Chinese, sayings())
	if zh == en {
		return told(en)
	}
	return Text{English: en, Chinese: zh}
}

// sayings are the Chinese of sentences and of texts that kept their parts. They are not
// for [told]: a name that somebody gave may be a word of a room.
var sayings = sync.OnceValue(Texts)

// In is the text in a language. Its Chinese is that of texts, if these have some, and
// otherwise its own; without either it stands as it is, and one without English stands in
// Chinese. A text that is the same in both languages, such as a name, is not looked up.
func (t Text) In(lang basis.Language, texts basis.Texts) string {
	switch {
	case lang == basis.Chinese && texts[t.English] != "" && t.Chinese != t.English:
		return texts[t.English]
	case lang == basis.Chinese && t.Chinese != "":
		return t.Chinese
	case t.English == "":
		return t.Chinese
	}
	return t.English
}

// Of is a heading with the unit of its figures: land (mu), 土地（亩）. Without a unit it
// is the heading alone.
func (t Text) Of(unit Text) Text {
	if unit == (Text{}) {
		return t
	}
	zh := unit.In(basis.Chinese, own)
	return Text{English: t.English + " (" + unit.In(basis.English, nil) + ")", Chinese: t.In(basis.Chinese, own) + "（" + zh + "）"}
}

// join puts texts after one another: with "; " in English and "；" in Chinese.
func join(texts ...Text) Text {
	if len(texts) == 1 {
		return texts[0]
	}
	var en, zh []string
	for _, t := range texts {
		if t == (Text{}) {
			continue
		}
		en = append(en, t.In(basis.English, nil))
		zh = append(zh, t.In(basis.Chinese, own))
	}
	return Text{English: strings.Join(en, "; "), Chinese: strings.Join(zh, "；")}
}

// List names things behind one another: with ", " in English and "、" in Chinese.
func List(items ...Text) Text {
	return ListOf(items, func(t Text) Text { return t })
}

// ListOf is [List] of what is said of each of some things.
func ListOf[T any](things []T, say func(T) Text) Text {
	var en, zh []string
	for _, x := range things {
		t := say(x)
		en = append(en, t.In(basis.English, nil))
		zh = append(zh, t.In(basis.Chinese, own))
	}
	return Text{English: strings.Join(en, ", "), Chinese: strings.Join(zh, "、")}
}

// Said is what an error says, in both languages: by the words of this library, also where
// rooms below made the error.
func Said(err error) Text {
	if err == nil {
		return Text{}
	}
	return Text{English: basis.Say(err, basis.English, nil), Chinese: basis.Say(err, basis.Chinese, sayings())}
}

// saidAll are the errors of a list, a note each.
func saidAll(errs []error) []Text {
	var out []Text
	for _, err := range errs {
		out = append(out, Said(err))
	}
	return out
}

// UnitName is the name of a unit: its own, or in English its tag name_en if it has one;
// without a name it is its code.
func UnitName(u indicators.Unit) Text {
	name := u.Name
	if name == "" {
		name = u.Code
	}
	return tagged(name, u.Tags.Get("name_en"))
}

// RegionName is the region of a unit, in English its tag region_en if it has one.
func RegionName(u indicators.Unit) Text { return tagged(u.Region, u.Tags.Get("region_en")) }

// ClassName is the class of a unit: in Chinese as the texts of the caller have it, or as it
// stands.
func ClassName(u indicators.Unit) Text { return told(u.Class) }

func tagged(zh, en string) Text {
	if en == "" {
		return Same(zh)
	}
	return Text{English: en, Chinese: zh}
}

// IndicatorName is the name of an indicator, or its code.
func IndicatorName(in indicators.Indicator) Text {
	if in.Name == "" && in.NameZH == "" {
		return Same(in.Code)
	}
	return Text{English: in.Name, Chinese: in.NameZH}
}
