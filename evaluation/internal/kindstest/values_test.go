package kindstest_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// same reports whether two values are equal, NaN to NaN and nil to nil alone.
func same(a, b reflect.Value) bool {
	if a.Kind() != b.Kind() || a.IsValid() && a.Type() != b.Type() {
		return false
	}
	switch a.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Struct:
		if written := alike[a.Type()]; written != nil {
			return written(a.Interface()) == written(b.Interface())
		}
	}
	switch a.Kind() {
	case reflect.Float64:
		x, y := a.Float(), b.Float()
		return math.IsNaN(x) && math.IsNaN(y) || math.Float64bits(x) == math.Float64bits(y)
	case reflect.Interface, reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() && b.IsNil()
		}
		return same(a.Elem(), b.Elem())
	case reflect.Slice, reflect.Array:
		if a.Kind() == reflect.Slice && a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !same(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Map:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return false
		}
		for _, key := range a.MapKeys() {
			if y := b.MapIndex(key); !y.IsValid() || !same(a.MapIndex(key), y) {
				return false
			}
		}
		return true
	case reflect.Struct:
		for i := range a.NumField() {
			if !same(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Bool:
		return a.Bool() == b.Bool()
	case reflect.String:
		return a.String() == b.String()
	}
	if a.CanInt() {
		return a.Int() == b.Int()
	}
	return a.CanUint() && a.Uint() == b.Uint()
}

// alike are types whose values are the same if they are written alike.
var alike = map[reflect.Type]func(any) string{
	reflect.TypeFor[big.Rat](): func(v any) string {
		x := v.(big.Rat)
		return x.RatString()
	},
	reflect.TypeFor[evaluation.Result](): func(v any) string {
		r := v.(evaluation.Result)
		text, err := json.Marshal(&r)
		if err != nil {
			panic(err)
		}
		return string(text)
	},
}

func TestEveryKindReadsBack(t *testing.T) {
	all := kinds()
	for e := range all.All() {
		t.Run(e.Interface.String()+"/"+e.Word, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				x := reflect.New(e.Type).Elem()
				(&maker{t: t, kinds: all}).fill(x)
				held, back := reflect.New(e.Interface), reflect.New(e.Interface)
				held.Elem().Set(x)
				text, err := basis.Marshal(held.Interface(), all)
				require.NoError(t, err)
				require.True(t, json.Valid(text))
				require.True(t, strings.HasPrefix(string(text), `{"kind":"`+e.Word+`"`), string(text))
				require.NoError(t, basis.Unmarshal(text, back.Interface(), all), string(text))
				require.True(t, same(held.Elem(), back.Elem()), "%s\n%#v\n%#v", text, held.Elem(), back.Elem())
			})
		})
	}
}

func TestEveryRecordReadsBackWithNaN(t *testing.T) {
	all := kinds()
	for _, r := range append(records, settings...) {
		of := reflect.TypeOf(r)
		_, byItself := r.(json.Marshaler)
		t.Run(of.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				x, back := reflect.New(of), reflect.New(of)
				(&maker{t: t, kinds: all, nan: rapid.Bool().Draw(t, "NaN")}).fill(x.Elem())
				if byItself {
					text, err := json.Marshal(x.Elem().Interface())
					require.NoError(t, err)
					require.NoError(t, json.Unmarshal(text, back.Interface()), string(text))
				} else {
					text, err := basis.Marshal(x.Interface(), all)
					require.NoError(t, err)
					require.NoError(t, basis.Unmarshal(text, back.Interface(), all), string(text))
				}
				require.True(t, same(x, back), "%#v\n%#v", x.Elem(), back.Elem())
			})
		})
	}
}

func TestAmountsRefuseToBeWrittenAlone(t *testing.T) {
	for _, x := range inside {
		_, err := basis.Marshal(x, kinds())
		require.ErrorContains(t, err, "does not know the unit that it is counted in", "%T", x)
		_, err = json.Marshal(x)
		require.Error(t, err, "%T", x)
	}
}

// Methods say themselves in words, whatever their options.
func TestMethodsSayThemselves(t *testing.T) {
	bare := regexp.MustCompile(`[{}]|%!|0x`)
	all := kinds()
	for e := range all.All() {
		if e.Interface == reflect.TypeFor[error]() {
			continue
		}
		t.Run(e.Interface.String()+"/"+e.Word, func(t *testing.T) {
			x := reflect.Zero(e.Type).Interface()
			require.Implements(t, (*fmt.Stringer)(nil), x)
			assert.NotRegexp(t, `^[(&\[]`, fmt.Sprint(x))
			if e.Interface == reflect.TypeFor[normalize.Scale]() {
				return // made by fitting alone
			}
			rapid.Check(t, func(t *rapid.T) {
				x := reflect.New(e.Type).Elem()
				(&maker{t: t, kinds: all}).fill(x)
				if text := fmt.Sprintf("%v", x.Interface()); bare.MatchString(text) {
					t.Fatalf("%q is not in words", text)
				}
			})
		})
	}
	for _, x := range adapters {
		assert.NotRegexp(t, bare, fmt.Sprint(reflect.ValueOf(x).Elem().Interface()))
	}
}

func TestFunctionsRefuseToBeWritten(t *testing.T) {
	for i, f := range adapters {
		_, err := basis.Marshal(f, kinds())
		require.ErrorIs(t, err, basis.ErrValue)
		name := reflect.ValueOf(f).Elem().Elem().Type().String()
		assert.EqualError(t, err, "value: "+name+" is a function and cannot be written", "%d", i)
	}
}
