package basis_test

import (
	"encoding/json"
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
)

// speller names its texts; holder what it holds.
type (
	speller []string
	holder  struct {
		Of   basis.Naming
		More []any
		By   map[string]speller
		To   *speller
	}
	mute struct{ Of any }
)

func (s speller) Names() iter.Seq[basis.Mention] {
	return basis.Mentions(basis.AnyIndicator, s...)
}

func (h holder) Names() iter.Seq[basis.Mention] {
	return basis.AllNames(basis.NamesOf(h.Of), basis.NamesOf(h.More...), basis.NamesIn(h.By), basis.NamesOf(h.To))
}

func TestNamesAreToldByWhoHoldsThem(t *testing.T) {
	h := holder{Of: speller{"a", "b"}, More: []any{speller{"c"}, 7, nil}, By: map[string]speller{"x": {"d"}}}
	assert.Empty(t, basis.Untold(h))
	var got []string
	for m := range basis.NamesOf[any](nil, h, "text") {
		got = append(got, m.Name)
	}
	assert.Equal(t, []string{"a", "b", "c", "d"}, got)
	// A loop may stop anywhere.
	for stop := range 5 {
		n := 0
		for range h.Names() {
			if n++; n > stop {
				break
			}
		}
		assert.Equal(t, min(stop+1, 4), n)
	}
	to := speller{"e"}
	assert.Equal(t, `what it holds names ["a" "b" "c" "d" "e"], and its Names do not (basis.NamesOf)`,
		basis.Untold(mute{[]holder{{Of: h.Of, More: h.More, By: h.By, To: &to}}}))
	assert.Empty(t, basis.Untold(nil))
	assert.Empty(t, basis.Untold(mute{}))

	all := slices.Collect(basis.AllNames(basis.Labels("class", "x", "y"), basis.Keys(basis.GradeName, map[string]int{"A": 1})))
	assert.Equal(t, []basis.Mention{{Sort: basis.Attribute, Heading: "class", Name: "x"}, {Sort: basis.Attribute, Heading: "class", Name: "y"}, {Sort: basis.GradeName, Name: "A"}}, all)
	for _, list := range []iter.Seq[basis.Mention]{basis.Labels("class", "x", "y"), basis.Keys(basis.GradeName, map[string]int{"A": 1, "B": 2}), basis.NamesIn(map[string]speller{"a": {"x", "y"}})} {
		for range list {
			break
		}
	}
}

func TestNameError(t *testing.T) {
	grade := basis.Mention{Sort: basis.GradeName, Name: "ｂ"}
	for _, c := range []struct {
		e    *basis.NameError
		want string
		is   error
	}{
		{basis.NewNameError(grade, basis.Textf("article 3"), basis.Text{}, []string{"AA", "b"}), `unknown: grade "ｂ", named by article 3: nothing has this name (did you mean "b"?)`, basis.ErrUnknown},
		{basis.NewNameError(grade, basis.Textf("article 3"), basis.Textf("it is out of place"), []string{"ｂ", "b"}), `unknown: grade "ｂ", named by article 3: it is out of place`, basis.ErrUnknown},
		{&basis.NameError{Mention: basis.Mention{Sort: basis.Attribute, Heading: "tag:basin", Name: "Hai"}, By: basis.Textf("it"), Idle: true}, `named, but nothing has it: tag:basin "Hai", named by it: nothing has this name`, basis.ErrIdle},
		{&basis.NameError{Mention: basis.Mention{Sort: basis.Attribute, Heading: "tag:basn"}, By: basis.Textf("it"), Why: basis.Textf("no unit has it")}, `unknown: heading "tag:basn", named by it: no unit has it`, basis.ErrUnknown},
	} {
		require.EqualError(t, c.e, c.want)
		require.ErrorIs(t, c.e, c.is)
		// Written and read back it is the same.
		kinds := basis.Kind[error]("name", (*basis.NameError)(nil))
		b, err := basis.Marshal(struct {
			Err error `json:"err"`
		}{c.e}, kinds)
		require.NoError(t, err)
		var back struct {
			Err error `json:"err"`
		}
		require.NoError(t, basis.Unmarshal(b, &back, kinds))
		require.EqualError(t, back.Err, c.want)
		var e *basis.NameError
		require.ErrorAs(t, back.Err, &e)
		assert.Equal(t, c.e.Mention, e.Mention)
	}
	b, err := json.Marshal(basis.ComposedIndicator)
	require.NoError(t, err)
	assert.Equal(t, `"composed indicator"`, string(b))
	var s basis.Sort
	require.NoError(t, json.Unmarshal(b, &s))
	assert.Equal(t, basis.ComposedIndicator, s)
	require.ErrorIs(t, s.UnmarshalText([]byte("unit")), basis.ErrUnknown)
}

func TestNarrow(t *testing.T) {
	for wide, want := range map[string]string{"４１０２２１": "410221", "ＡＢｃ～！": "ABc~!", "县　a": "县 a", "": "", "｟": "｟"} {
		assert.Equal(t, want, basis.Narrow(wide))
		assert.Equal(t, want, basis.Narrow(basis.Narrow(wide)))
	}
	assert.Equal(t, "410221", basis.Nearest("４１０２２１", []string{"410222", "410221"}))
}
