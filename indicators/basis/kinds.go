package basis

import (
	"iter"
	"reflect"
	"slices"
)

// Kinds are the words by which documents name the types of values that stand where
// an interface is: "entropy" is weights.Entropy where a weights.Scheme stands. The
// zero Kinds has none. Kinds do not change; [Kinds.With] makes new ones.
//
// Each package has a function Kinds that joins those of the packages below with its
// own; callers join theirs:
//
//	kinds := evaluation.Kinds().With(basis.Kind[weights.Scheme]("mine", Mine{}))
type Kinds struct {
	entries []KindEntry               // in the order in which they came
	types   map[kindWord]reflect.Type // none of a single kind
	words   map[kindType]string
}

// A KindEntry is one line of [Kinds].
type KindEntry struct {
	Interface reflect.Type
	Word      string
	Type      reflect.Type
}

type kindWord struct {
	of   reflect.Type
	word string
}

type kindType struct{ of, held reflect.Type }

// Kind is the one kind of values of the type of v where an I stands. What v holds
// does not matter. The type is the very one that stands in the interface: a
// pointer, as (*InputError)(nil), only if values stand there as pointers.
//
// It panics at a mistake of the programmer: I is no interface, v is nil, a function
// (which cannot be written) or a pointer to something else than a struct, or the
// word is empty.
func Kind[I any](word string, v I) Kinds {
	of, held := reflect.TypeFor[I](), reflect.TypeOf(v)
	switch {
	case of.Kind() != reflect.Interface:
		panic(Errorf("kind %q: %v is no interface", word, of))
	case word == "":
		panic(Errorf("kind of %v in %v: no word", held, of))
	case held == nil:
		panic(Errorf("kind %q of %v: no value, so no type", word, of))
	case held.Kind() == reflect.Func:
		panic(Errorf("kind %q of %v: %v is a function and cannot be written", word, of, held))
	case held.Kind() == reflect.Pointer && held.Elem().Kind() != reflect.Struct:
		panic(Errorf("kind %q of %v: %v is a pointer to no struct", word, of, held))
	}
	return Kinds{entries: []KindEntry{{Interface: of, Word: word, Type: held}}}
}

// Join joins kinds. The same kind may come several times, as it does where two
// packages rest on the same third. It panics if one word stands for two types where
// the same interface is, or one type has two words there.
func Join(kinds ...Kinds) Kinds { return Kinds{}.With(kinds...) }

// With returns k joined with more, as [Join] does.
func (k Kinds) With(more ...Kinds) Kinds {
	all := slices.Clone(k.entries)
	for _, m := range more {
		all = append(all, m.entries...)
	}
	return kindsOf(all...)
}

func kindsOf(entries ...KindEntry) Kinds {
	k := Kinds{entries: make([]KindEntry, 0, len(entries)), types: make(map[kindWord]reflect.Type, len(entries)), words: make(map[kindType]string, len(entries))}
	for _, e := range entries {
		word, held := kindWord{e.Interface, e.Word}, kindType{e.Interface, e.Type}
		t, taken := k.types[word]
		if taken && t == e.Type {
			continue
		}
		if taken {
			panic(Errorf("kind %q of %v is both %v and %v", e.Word, e.Interface, t, e.Type))
		}
		if w, ok := k.words[held]; ok {
			panic(Errorf("%v is both kind %q and %q of %v", e.Type, w, e.Word, e.Interface))
		}
		k.types[word], k.words[held] = e.Type, e.Word
		k.entries = append(k.entries, e)
	}
	return k
}

// word is that of a type where an interface is; "" if it has none.
func (k Kinds) word(of, held reflect.Type) string {
	if len(k.entries) == 1 && k.entries[0].Interface == of && k.entries[0].Type == held {
		return k.entries[0].Word
	}
	return k.words[kindType{of, held}]
}

// held is the type that a word stands for where an interface is.
func (k Kinds) held(of reflect.Type, word string) (reflect.Type, bool) {
	if len(k.entries) == 1 && k.entries[0].Interface == of && k.entries[0].Word == word {
		return k.entries[0].Type, true
	}
	t, ok := k.types[kindWord{of, word}]
	return t, ok
}

// All ranges over the kinds in the order in which they were joined.
func (k Kinds) All() iter.Seq[KindEntry] { return slices.Values(k.entries) }

// wordsOf lists the words that may stand where an interface is.
func (k Kinds) wordsOf(of reflect.Type) []string {
	var out []string
	for _, e := range k.entries {
		if e.Interface == of {
			out = append(out, e.Word)
		}
	}
	return out
}
