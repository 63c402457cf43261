package basis

import (
	"fmt"
	"unicode/utf8"
)

// NodeKind is one of the kinds of values in a document.
type NodeKind uint8

// The kinds of values.
const (
	NodeNull   NodeKind = iota
	NodeBool            // Text is "true" or "false"
	NodeNumber          // Text is the number as it was written, in the grammar of JSON
	NodeText            // Text is what it says, without quotes and escapes
	NodeList            // Items are its values
	NodeRecord          // Members are its keys with their values
)

var nodeKinds = Words{"null", "true or false", "a number", "a text", "a list", "a record"}

// String gives "a number", for messages.
func (k NodeKind) String() string { return Name(nodeKinds, "NodeKind", k) }

// A Node is a value as it stands in a document, whatever the format: [ParseJSON]
// makes it from JSON, other readers may fill it from theirs, and [Decode] takes it
// from there. Unlike the values of encoding/json it knows its place and keeps the
// order of keys, equal keys and the digits of numbers.
type Node struct {
	Kind         NodeKind
	Line, Column int // of its first byte, from 1; 0 is not known
	Text         string
	Items        []Node
	Members      []Member

	// Plain marks a number, true or false of a format that needs no quotes around texts,
	// such as YAML: where a text is wanted it is one, so that a code of 410181 or a year
	// needs none.
	Plain bool
}

// A Member is a key of a record with its value.
type Member struct {
	Key          string
	Line, Column int // of the key
	Value        Node
}

// Find returns the first member with that key, or nil.
func (n *Node) Find(key string) *Member {
	for i := range n.Members {
		if n.Members[i].Key == key {
			return &n.Members[i]
		}
	}
	return nil
}

// quote quotes a text for a message and cuts what is longer than a person reads.
func quote(text string) string {
	const most = 40
	n := 0
	for i := range text {
		if n++; n > most {
			return fmt.Sprintf("%q...", text[:i])
		}
	}
	return fmt.Sprintf("%q", text)
}

// damage is the first byte of a text that is not UTF-8, or -1.
func damage(text string) int {
	if utf8.ValidString(text) {
		return -1
	}
	at := 0
	for {
		r, size := utf8.DecodeRuneInString(text[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
}
