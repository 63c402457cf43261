package prepare

import (
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// The text forms of choices, for files.
var (
	growthTexts = []string{"rate", "difference", "cagr", "trend"}
	logTexts    = []string{"range", "tail", "one", "gii", "plain"}
)

// MarshalText gives the text form: rate, difference, cagr or trend.
func (f GrowthForm) MarshalText() ([]byte, error) { return textOf(growthTexts, int(f)) }

// UnmarshalText accepts exactly the text forms.
func (f *GrowthForm) UnmarshalText(text []byte) error {
	i, err := ofText(growthTexts, text)
	*f = GrowthForm(i)
	return err
}

// MarshalText gives the text form: range, tail, one, gii or plain.
func (f LogForm) MarshalText() ([]byte, error) { return textOf(logTexts, int(f)) }

// UnmarshalText accepts exactly the text forms.
func (f *LogForm) UnmarshalText(text []byte) error {
	i, err := ofText(logTexts, text)
	*f = LogForm(i)
	return err
}

func textOf(texts []string, i int) ([]byte, error) {
	if i < 0 || i >= len(texts) {
		return nil, basis.Errorf("%w: %d is none of %s", basis.ErrValue, i, strings.Join(texts, ", "))
	}
	return []byte(texts[i]), nil
}

func ofText(texts []string, text []byte) (int, error) {
	i := slices.Index(texts, string(text))
	if i < 0 {
		return 0, basis.Errorf("%w: %q is none of %s", basis.ErrValue, text, strings.Join(texts, ", "))
	}
	return i, nil
}
