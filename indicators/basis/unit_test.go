package basis_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
)

// hundred counts hundredths; any other name is no unit.
type hundred struct {
	Name string `json:"name"`
}

func (h hundred) Check() error {
	if h.Name != "yuan" {
		return basis.Errorf("%w: %q is no unit", basis.ErrValue, h.Name)
	}
	return nil
}

func (hundred) Value(x *big.Rat) *big.Rat { return new(big.Rat).Mul(x, big.NewRat(1, 100)) }
func (hundred) Units(x *big.Rat) *big.Rat { return new(big.Rat).Mul(x, big.NewRat(100, 1)) }

// cents is an amount.
type cents int64

func (c cents) MarshalIn(u basis.Unit) (any, error) {
	return u.Value(new(big.Rat).SetInt64(int64(c))), nil
}

func (c *cents) UnmarshalIn(u basis.Unit, read func(into any) error) error {
	var x *big.Rat
	if err := read(&x); err != nil {
		return err
	}
	*c = cents(u.Units(x).Num().Int64())
	return nil
}

// purse knows its unit through its owner.
type purse struct {
	Coins []cents  `json:"coins"`
	Exact *big.Rat `json:"exact" unit:"in"`
	Parts *big.Rat `json:"parts"`
	Owner owner    `json:"owner" unit:"of"`
	Old   *purse   `json:"old,omitzero"`
}

type owner struct {
	Of hundred `json:"of" unit:"of"`
}

func TestAmountsAreWrittenInTheirUnit(t *testing.T) {
	yuan := owner{hundred{"yuan"}}
	v := purse{Coins: []cents{150, -1}, Exact: big.NewRat(1, 3), Parts: big.NewRat(1, 3), Owner: yuan, Old: &purse{Owner: yuan, Coins: []cents{7}}}
	text := written(t, v)
	assert.JSONEq(t, `{"coins":["1.5","-0.01"],"exact":"1/300","parts":"1/3","owner":{"of":{"name":"yuan"}},`+
		`"old":{"coins":["0.07"],"exact":null,"parts":null,"owner":{"of":{"name":"yuan"}}}}`, text)
	var back purse
	require.NoError(t, basis.Unmarshal([]byte(text), &back, basis.Kinds{}))
	assert.Equal(t, text, written(t, back))
	assert.Equal(t, v.Coins, back.Coins)
	assert.Zero(t, v.Exact.Cmp(back.Exact))

	err := basis.Unmarshal([]byte(strings.ReplaceAll(text, "yuan", "gold")), &back, basis.Kinds{})
	require.Error(t, err)
	assert.Equal(t, "1:70: owner.of: value: \"gold\" is no unit\n1:151: old.owner.of: value: \"gold\" is no unit", err.Error(), "once for each")
	err = basis.Unmarshal([]byte(`{"coins":["1"],"exact":"1","parts":"1","owner":7}`), &back, basis.Kinds{})
	require.EqualError(t, err, "1:48: owner: value: 7 stands where a record should")
	_, err = basis.Marshal(purse{Coins: []cents{1}}, basis.Kinds{})
	require.EqualError(t, err, `owner: value: "" is no unit`)

	type loose struct {
		Coins cents    `json:"coins"`
		Exact *big.Rat `json:"exact" unit:"in"`
	}
	const alone = " does not know the unit that it is counted in; it is written in what does"
	_, err = basis.Marshal(loose{Exact: new(big.Rat)}, basis.Kinds{})
	require.EqualError(t, err, "coins: value: basis_test.cents"+alone+"\nexact: value: *big.Rat"+alone)
	err = basis.Unmarshal([]byte(`{"coins":"1","exact":"2"}`), new(loose), basis.Kinds{})
	require.ErrorContains(t, err, "coins: value: basis_test.cents"+alone)
}
