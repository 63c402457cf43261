package enterprise

import (
	"github.com/countyeval/countyeval/indicators/basis"
)

// Text gives the words of String.
func (c Among) Text() basis.Text {
	return basis.Textf("%v one of %v", c.heading(), words(c.Who.In))
}

// Text gives the words of String.
func (c Figure) Text() basis.Text {
	switch {
	case c.AtLeast != nil && c.AtMost != nil:
		return basis.Textf("%s from %v to %v", c.Of, *c.AtLeast, *c.AtMost)
	case c.AtLeast != nil:
		return basis.Textf("%s at least %v", c.Of, *c.AtLeast)
	case c.AtMost != nil:
		return basis.Textf("%s at most %v", c.Of, *c.AtMost)
	}
	return basis.Textf("a figure of %s", c.Of)
}

// Text gives the words of String.
func (c Reached) Text() basis.Text {
	times := c.Times
	if times == 0 {
		times = 1
	}
	if c.AtMost {
		return basis.Textf("%s at most %v times %s", c.Of, times, c.To)
	}
	return basis.Textf("%s at least %v times %s", c.Of, times, c.To)
}

// Text gives the words of String.
func (c All) Text() basis.Text { return listed(c.Of, basis.Textf("no condition"), "%v; %v") }

// Text gives the words of String.
func (c Any) Text() basis.Text { return listed(c.Of, basis.Textf("nothing that can hold"), "%v or %v") }

// Text gives the words of String.
func (c Not) Text() basis.Text { return basis.Textf("not %v", text(c.Of)) }

// String says the condition in words.
func (c Among) String() string { return c.Text().String() }

// String says the condition in words.
func (c Figure) String() string { return c.Text().String() }

// String says the condition in words.
func (c Reached) String() string { return c.Text().String() }

// String says the condition in words.
func (c All) String() string { return c.Text().String() }

// String says the condition in words.
func (c Any) String() string { return c.Text().String() }

// String says the condition in words.
func (c Not) String() string { return c.Text().String() }

func listed(of []Condition, none basis.Text, pair string) basis.Text {
	out := none
	for i, c := range of {
		if i == 0 {
			out = text(c)
			continue
		}
		out = basis.Textf(pair, out, text(c))
	}
	return out
}

// words are a list of words.
func words(of []string) basis.Text {
	var out basis.Text
	for i, w := range of {
		if i == 0 {
			out = basis.Textf("%s", w)
			continue
		}
		out = basis.Textf("%v, %s", out, w)
	}
	return out
}

// text is a condition in words.
func text(c Condition) basis.Text {
	if w, ok := c.(basis.Worded); ok {
		return w.Text()
	}
	return basis.Textf("%s", basis.Describe(c, Kinds()))
}
