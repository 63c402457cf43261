package aggregate

import "github.com/countyeval/countyeval/indicators/basis"

var compositionWords = basis.Words{"mean", "max-min", "max-product", "bounded sum"}

// String gives the text form: mean, max-min, max-product or bounded sum.
func (c Composition) String() string { return basis.Name(compositionWords, "Composition", c) }

// MarshalText gives the text form; a value that does not exist is an error.
func (c Composition) MarshalText() ([]byte, error) {
	return basis.MarshalWord(compositionWords, "composition", c)
}

// UnmarshalText accepts the text forms and nothing else.
func (c *Composition) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(compositionWords, "composition", c, text)
}

var shapeWords = basis.Words{"usual", "u-shape", "v-shape", "level", "linear", "gaussian"}

// String gives the text form: usual, u-shape, v-shape, level, linear or gaussian.
func (s Shape) String() string { return basis.Name(shapeWords, "Shape", s) }

// MarshalText gives the text form; a value that does not exist is an error.
func (s Shape) MarshalText() ([]byte, error) {
	return basis.MarshalWord(shapeWords, "shape", s)
}

// UnmarshalText accepts the text forms and nothing else.
func (s *Shape) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(shapeWords, "shape", s, text)
}

var distanceWords = basis.Words{"euclidean", "city block"}

// String gives the text form: euclidean or city block.
func (d Distance) String() string { return basis.Name(distanceWords, "Distance", d) }

// MarshalText gives the text form; a value that does not exist is an error.
func (d Distance) MarshalText() ([]byte, error) {
	return basis.MarshalWord(distanceWords, "distance", d)
}

// UnmarshalText accepts the text forms and nothing else.
func (d *Distance) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(distanceWords, "distance", d, text)
}

var coordinationWords = basis.Words{"extreme imbalance", "serious imbalance", "moderate imbalance", "mild imbalance", "near imbalance", "bare coordination", "primary coordination", "intermediate coordination", "good coordination", "quality coordination"}

// String gives the text form: "primary coordination".
func (l CoordinationLevel) String() string {
	return basis.Name(coordinationWords, "CoordinationLevel", l)
}

// MarshalText gives the text form; a value that does not exist is an error.
func (l CoordinationLevel) MarshalText() ([]byte, error) {
	return basis.MarshalWord(coordinationWords, "level of coordination", l)
}

// UnmarshalText accepts the text forms and nothing else.
func (l *CoordinationLevel) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(coordinationWords, "level of coordination", l, text)
}
