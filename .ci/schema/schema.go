package main

import (
	"encoding"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators/basis"
)

const (
	module  = "github.com/countyeval/countyeval"
	defs    = "#/$defs/"
	textDef = "text"
	numDef  = "number"
)

// maker makes the schema: what reflection knows of structs, and what the codec does with
// all other types.
type maker struct {
	r     jsonschema.Reflector
	kinds map[reflect.Type][]basis.KindEntry // by interface
	defs  jsonschema.Definitions
}

// schema is that of a scheme file.
func schema() (*jsonschema.Schema, error) {
	m := &maker{kinds: map[reflect.Type][]basis.KindEntry{}, defs: jsonschema.Definitions{}}
	for e := range scheme.Kinds().All() {
		if e.Interface != reflect.TypeFor[error]() {
			m.kinds[e.Interface] = append(m.kinds[e.Interface], e)
		}
	}
	m.r = jsonschema.Reflector{Anonymous: true, Mapper: m.mapped, Namer: name}
	for _, folder := range []string{"evaluation", "indicators", "weights"} { // what people read where they write a key
		if err := m.r.AddGoComments(module, folder); err != nil {
			return nil, err
		}
	}
	for key, text := range m.r.CommentMap {
		m.r.CommentMap[key] = strings.Join(strings.Fields(text), " ")
	}

	m.defs[textDef] = &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Type: "string"}, {Type: "number"}, {Type: "boolean"}}, Description: "a text; one that looks like a number, such as a code or a year, needs no quotes"}
	m.defs[numDef] = &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Type: "number"}, {Enum: []any{"+inf", "-inf"}}, {Type: "null"}}}
	for _, of := range slices.SortedFunc(maps.Keys(m.kinds), func(a, b reflect.Type) int { return strings.Compare(name(a), name(b)) }) {
		m.defs[name(of)] = m.held(of)
	}
	top := m.reflect(reflect.TypeFor[scheme.Scheme]())
	return &jsonschema.Schema{
		Version: jsonschema.Version, Title: "countyeval scheme", Description: "a whole evaluation as a file, 评价方案",
		Ref: top.Ref, Definitions: m.defs,
	}, nil
}

// name is that of a type among the definitions: package and type; "" for one without a
// name.
func name(t reflect.Type) string {
	if t.Name() == "" || t.PkgPath() == "" {
		return t.Name()
	}
	path := strings.Split(t.PkgPath(), "/")
	return path[len(path)-1] + "." + t.Name()
}

// reflect makes the schema of a type, and keeps the definitions that it needs.
func (m *maker) reflect(t reflect.Type) *jsonschema.Schema {
	if s := m.mapped(t); s != nil {
		return s
	}
	s := m.r.ReflectFromType(t)
	maps.Copy(m.defs, s.Definitions)
	s.Definitions, s.Version = nil, ""
	return s
}

// held is what may stand where an interface is: the word of a kind that needs no options,
// a record with the word as its one key, or the long form.
func (m *maker) held(of reflect.Type) *jsonschema.Schema {
	var bare, all []any
	options := jsonschema.NewProperties()
	for _, e := range m.kinds[of] {
		t := e.Type
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		all = append(all, e.Word)
		s := m.reflect(t)
		options.Set(e.Word, s)
		if d := m.defs[strings.TrimPrefix(s.Ref, defs)]; d != nil && len(d.Required) == 0 && t.Kind() == reflect.Struct {
			bare = append(bare, e.Word)
		}
	}
	one := uint64(1)
	long := jsonschema.NewProperties()
	long.Set("kind", &jsonschema.Schema{Enum: all})
	out := []*jsonschema.Schema{
		{Type: "object", Properties: options, AdditionalProperties: jsonschema.FalseSchema, MinProperties: &one, MaxProperties: &one},
		{Type: "object", Properties: long, Required: []string{"kind"}},
		{Type: "null"},
	}
	if bare != nil {
		out = append([]*jsonschema.Schema{{Enum: bare}}, out...)
	}
	return &jsonschema.Schema{AnyOf: out}
}

var (
	texts = reflect.TypeFor[encoding.TextMarshaler]()
	data  = reflect.TypeFor[basis.DataMarshaler]()
)

// mapped is the schema of a type that the codec writes otherwise than by its fields; nil
// for all others.
func (m *maker) mapped(t reflect.Type) *jsonschema.Schema {
	switch {
	case t.Kind() == reflect.Interface && m.kinds[t] != nil:
		return &jsonschema.Schema{Ref: defs + name(t)}
	case t == reflect.TypeFor[scheme.Formula]():
		return &jsonschema.Schema{Type: "string", Pattern: `^([^+*/×÷]+(\+[^+*/×÷]+)+|([^+/×÷*]+[*×])?[^+*/×÷]+[/÷][^+*/×÷]+|[^+*/×÷]+[/÷][^+*/×÷]+[*×][^+*/×÷]+)$`, Description: "a + b, a / b or 100 * a / b, with codes of columns"}
	case t.Implements(texts) && t.Kind() != reflect.Struct:
		return &jsonschema.Schema{Enum: words(t)}
	case t.Implements(data):
		if v, err := reflect.Zero(t).Interface().(basis.DataMarshaler).MarshalData(); err == nil && v != nil && reflect.TypeOf(v) != t {
			return m.reflect(reflect.TypeOf(v))
		}
		return jsonschema.TrueSchema
	}
	switch t.Kind() {
	case reflect.String:
		return &jsonschema.Schema{Ref: defs + textDef}
	case reflect.Float64:
		return &jsonschema.Schema{Ref: defs + numDef}
	}
	return nil
}

// words are those of an enumeration.
func words(t reflect.Type) []any {
	var out []any
	for i := range 64 {
		v := reflect.New(t).Elem()
		if v.CanInt() {
			v.SetInt(int64(i))
		} else {
			v.SetUint(uint64(i))
		}
		text, err := v.Interface().(encoding.TextMarshaler).MarshalText()
		if err != nil {
			break
		}
		out = append(out, string(text))
	}
	return out
}
