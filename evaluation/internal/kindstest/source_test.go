package kindstest_test

import (
	"go/importer"
	"go/token"
	"go/types"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// source has the types of the rooms as they stand in the source.
type source struct {
	by    map[string]*types.Package
	names []*types.TypeName // exported, in the order of the rooms
}

func load(t *testing.T) source {
	t.Helper()
	from := importer.ForCompiler(token.NewFileSet(), "source", nil)
	s := source{by: map[string]*types.Package{}}
	for _, room := range rooms {
		p, err := from.Import(module + room)
		require.NoError(t, err)
		s.by[p.Path()] = p
		for _, name := range p.Scope().Names() {
			n, ok := p.Scope().Lookup(name).(*types.TypeName)
			if ok && n.Exported() && !n.IsAlias() {
				s.names = append(s.names, n)
			}
		}
	}
	return s
}

// nameOf is the name of a type, such as "indicators/prepare.Median".
func nameOf(n *types.TypeName) string {
	return strings.TrimPrefix(n.Pkg().Path(), module) + "." + n.Name()
}

func nameOfReflected(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return strings.TrimPrefix(t.PkgPath(), module) + "." + t.Name()
}

func namesOf(values []any) (out []string) {
	for _, v := range values {
		out = append(out, nameOfReflected(reflect.TypeOf(v)))
	}
	return out
}

// faceOf finds an interface in the source.
func (s source) faceOf(t *testing.T, of reflect.Type) *types.Interface {
	t.Helper()
	if of == reflect.TypeFor[error]() {
		return types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	}
	p := s.by[of.PkgPath()]
	require.NotNil(t, p, of.String())
	return p.Scope().Lookup(of.Name()).Type().Underlying().(*types.Interface)
}

func has(n *types.TypeName, method string) bool {
	return types.NewMethodSet(types.NewPointer(n.Type())).Lookup(n.Pkg(), method) != nil
}

// registered has the names of the types with a kind, by interface.
func registered() map[reflect.Type][]string {
	out := map[reflect.Type][]string{}
	for e := range kinds().All() {
		out[e.Interface] = append(out[e.Interface], nameOfReflected(e.Type))
	}
	return out
}

func TestSource(t *testing.T) {
	s := load(t)
	t.Run("every method has a kind", s.methods)
	t.Run("every field has a tag", s.tags)
	t.Run("every choice has words", s.words)
	t.Run("every record is written by the codec", s.records)
}

// methods: each has a kind.
func (s source) methods(t *testing.T) {
	known := registered()
	for _, of := range interfaces {
		face, found := s.faceOf(t, of), 0
		for _, n := range s.names {
			switch u := n.Type().Underlying().(type) {
			case *types.Interface:
				continue
			case *types.Signature:
				if types.Implements(n.Type(), face) {
					assert.Contains(t, typesOf(adapters), nameOf(n), "%v is made of a function: add it to adapters", u)
				}
				continue
			}
			if !types.Implements(n.Type(), face) && !types.Implements(types.NewPointer(n.Type()), face) {
				continue
			}
			if slices.Contains(typesOf(adapters), nameOf(n)) {
				continue
			}
			if of == reflect.TypeFor[error]() && slices.Contains(plain, nameOf(n)) {
				continue
			}
			found++
			assert.Contains(t, known[of], nameOf(n), "%s is a %s and has no kind: add it to Kinds of its package", nameOf(n), of)
		}
		assert.Positive(t, found, of.String())
	}
}

// typesOf has the names of what pointers to interfaces hold.
func typesOf(of []any) (out []string) {
	for _, p := range of {
		out = append(out, nameOfReflected(reflect.ValueOf(p).Elem().Elem().Type()))
	}
	return out
}

func TestKindsAreWords(t *testing.T) {
	for e := range kinds().All() {
		assert.Regexp(t, `^[a-z0-9]+(_[a-z0-9]+)*$`, e.Word)
	}
}

var key = regexp.MustCompile(`^[a-z0-9]+(_[a-z0-9]+)*(,omitempty|,omitzero)?$`)

// tags: each field of what is written has one.
func (s source) tags(t *testing.T) {
	for _, n := range s.names {
		u, ok := n.Type().Underlying().(*types.Struct)
		if !ok || slices.Contains(noData, nameOf(n)) {
			continue
		}
		for i := range u.NumFields() {
			if f := u.Field(i); f.Exported() {
				assert.Regexp(t, key, reflect.StructTag(u.Tag(i)).Get("json"), "the tag of %s.%s", nameOf(n), f.Name())
			}
		}
	}
}

// words: each choice has them.
func (s source) words(t *testing.T) {
	for _, n := range s.names {
		u, ok := n.Type().Underlying().(*types.Basic)
		if !ok || u.Info()&types.IsInteger == 0 || slices.Contains(noWord, nameOf(n)) {
			continue
		}
		constants := slices.ContainsFunc(n.Pkg().Scope().Names(), func(name string) bool {
			c, ok := n.Pkg().Scope().Lookup(name).(*types.Const)
			return ok && types.Identical(c.Type(), n.Type())
		})
		if constants {
			assert.True(t, has(n, "MarshalText") && has(n, "UnmarshalText") && has(n, "String"), "%s is written as a number", nameOf(n))
		}
	}
}

// numbers reports whether values of a type have numbers that may be NaN.
func (s source) numbers(of types.Type, seen map[types.Type]bool) bool {
	if seen[of] {
		return false
	}
	seen[of] = true
	switch u := of.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsFloat != 0
	case *types.Pointer:
		return s.numbers(u.Elem(), seen)
	case *types.Slice:
		return s.numbers(u.Elem(), seen)
	case *types.Array:
		return s.numbers(u.Elem(), seen)
	case *types.Map:
		return s.numbers(u.Elem(), seen)
	case *types.Struct:
		for f := range u.Fields() {
			if s.numbers(f.Type(), seen) {
				return true
			}
		}
	}
	return false
}

// below lists the structs that fields of a type reach, by name.
func below(of types.Type, into map[string]bool) {
	switch u := types.Unalias(of).(type) {
	case *types.Named:
		if _, ok := u.Underlying().(*types.Struct); ok && u.Obj().Pkg() != nil {
			if name := nameOf(u.Obj()); !into[name] {
				into[name] = true
				below(u.Underlying(), into)
			}
			return
		}
		below(u.Underlying(), into)
	case *types.Pointer:
		below(u.Elem(), into)
	case *types.Slice:
		below(u.Elem(), into)
	case *types.Array:
		below(u.Elem(), into)
	case *types.Map:
		below(u.Elem(), into)
	case *types.Struct:
		for f := range u.Fields() {
			below(f.Type(), into)
		}
	}
}

// records: every struct with numbers is a kind or a part of one, or it is listed as a record or
// as settings; records are written by the codec even where encoding/json is asked.
func (s source) records(t *testing.T) {
	parts := map[string]bool{}
	for e := range kinds().All() {
		of := e.Type
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		if p := s.by[of.PkgPath()]; p != nil {
			below(p.Scope().Lookup(of.Name()).Type(), parts)
		}
	}
	listed, settled := append(namesOf(records), namesOf(inside)...), namesOf(settings)
	for _, n := range s.names {
		name := nameOf(n)
		if _, ok := n.Type().Underlying().(*types.Struct); !ok || !s.numbers(n.Type(), map[types.Type]bool{}) {
			continue
		}
		switch {
		case slices.Contains(listed, name):
			assert.True(t, has(n, "MarshalJSON") && has(n, "UnmarshalJSON"), "%s has no MarshalJSON and UnmarshalJSON, so encoding/json fails at NaN", name)
		case parts[name], slices.Contains(settled, name), slices.Contains(noData, name):
		default:
			assert.Fail(t, "not listed", "%s has numbers that may be NaN: add it to records", name)
		}
	}
}
