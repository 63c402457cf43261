package scheme

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrPath is a path at which a file has no value, or none that can be set.
const ErrPath = basis.Sentinel("path")

// Set replaces one value in the text of a scheme, and nothing else: comments, blank lines
// and indentation stay as they are. The new text is read before it is returned, so that a
// value that does not fit is refused as [Read] refuses it.
//
// A path is that of messages, keys with points between them and numbers in brackets; in
// brackets may also stand the code, name or grade of what is meant:
//
//	framework.indicators[0].weight
//	framework[sec_va].weight                 an indicator, wherever it stands
//	plans[Land].pool.amount
//	decision.grader.quotas.grades[A].share
//
// The value is a text, number, true or false, and must stand there as such: a key that
// is not there is not added, and texts over several lines, and what an alias stands for,
// are for an editor.
func Set(text []byte, file, path string, value any, kinds ...basis.Kinds) ([]byte, error) {
	d, err := parse(text, file)
	if err != nil {
		return nil, err
	}
	fail := func(format string, args ...any) ([]byte, error) {
		return nil, basis.Errorf("%w %q: "+format, append([]any{ErrPath, path}, args...)...)
	}
	steps, ok := splitPath(path)
	if !ok {
		return fail("it is not of the form a.b[0].c")
	}
	n, inFlow := d.root, false
	for _, s := range steps {
		inFlow = inFlow || n.Style&yaml.FlowStyle != 0
		next := child(n, s)
		if next == nil {
			return fail("the file has no %q there", s.text)
		}
		n = next
	}
	switch {
	case n.Kind == yaml.AliasNode:
		return fail("an alias stands there; change what it stands for")
	case n.Kind != yaml.ScalarNode:
		return fail("a list or record stands there, no single value")
	}
	from := d.offset(n)
	to, ok := d.end(n, &from)
	if !ok {
		return fail("the value stands there in a form that an editor has to change")
	}
	said, err := basis.Marshal(value, basis.Kinds{})
	if err != nil {
		return fail("%w", err)
	}
	to2, err := basis.ParseJSON(said)
	if err != nil || !scalar(to2) || to2.Kind == basis.NodeNull {
		return fail("%s is no text, number, true or false", string(said))
	}
	line, _ := flow(to2)
	if to2.Kind == basis.NodeText {
		line = yamlText(to2.Text, inFlow)
	}
	out := slices.Concat(text[:from], []byte(line), text[to:])
	if _, err := Read(out, file, kinds...); err != nil {
		return nil, err
	}
	return out, nil
}

// pathStep is a key, or a number or name in brackets.
type pathStep struct {
	text  string
	index bool
}

func splitPath(path string) ([]pathStep, bool) {
	var out []pathStep
	for path != "" {
		if strings.HasPrefix(path, "[") {
			end := strings.IndexByte(path, ']')
			if strings.HasPrefix(path, `["`) {
				end = strings.Index(path, `"]`) + 1
			}
			if end < 2 {
				return nil, false
			}
			text := path[1:end]
			if said, err := strconv.Unquote(text); err == nil {
				text = said
			}
			out = append(out, pathStep{text, true})
			path = path[end+1:]
			continue
		}
		if len(out) > 0 {
			if path[0] != '.' {
				return nil, false
			}
			path = path[1:]
		}
		end := strings.IndexAny(path, ".[")
		if end < 0 {
			end = len(path)
		}
		if end == 0 {
			return nil, false
		}
		out = append(out, pathStep{path[:end], false})
		path = path[end:]
	}
	return out, len(out) > 0
}

// child is the value at a step of a path, or nil.
func child(n *yaml.Node, s pathStep) *yaml.Node {
	switch {
	case n.Kind == yaml.MappingNode:
		if x := valueOf(n, s.text); x != nil {
			return x
		}
		if s.index {
			return find(n, s.text)
		}
	case n.Kind == yaml.SequenceNode && s.index:
		if i, err := strconv.Atoi(s.text); err == nil && i >= 0 && i < len(n.Content) {
			return n.Content[i]
		}
		return find(n, s.text)
	}
	return nil
}

// valueOf is the value of a key of a mapping, or nil.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// find is the first record in a value that has a name: its code, name or grade, or that
// of a pool in it.
func find(n *yaml.Node, name string) *yaml.Node {
	if n.Kind == yaml.MappingNode {
		of := n
		if pool := valueOf(n, "pool"); pool != nil && pool.Kind == yaml.MappingNode {
			of = pool
		}
		for _, key := range []string{"code", "name", "grade"} {
			if x := valueOf(of, key); x != nil && x.Kind == yaml.ScalarNode && x.Value == name {
				return n
			}
		}
	}
	for _, c := range n.Content {
		if c.Kind == yaml.MappingNode || c.Kind == yaml.SequenceNode {
			if x := find(c, name); x != nil {
				return x
			}
		}
	}
	return nil
}

// end is the byte behind a scalar; from moves behind an anchor or tag before it. ok is
// false for a scalar over several lines.
func (d *document) end(n *yaml.Node, from *int) (to int, ok bool) {
	at := *from
	for at < len(d.text) && (d.text[at] == '&' || d.text[at] == '!') {
		for at < len(d.text) && d.text[at] != ' ' {
			at++
		}
		for at < len(d.text) && d.text[at] == ' ' {
			at++
		}
	}
	*from = at
	rest := d.text[at:]
	if line := bytes.IndexAny(rest, "\r\n\u0085\u2028\u2029"); line >= 0 {
		rest = rest[:line]
	}
	size := 0
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0 && len(rest) > 0:
		for size = 1; size < len(rest) && rest[size] != '"'; size++ {
			if rest[size] == '\\' {
				size++
			}
		}
		size++
	case n.Style&yaml.SingleQuotedStyle != 0 && len(rest) > 0:
		for size = 1; size < len(rest); size++ {
			if rest[size] == '\'' {
				if size+1 < len(rest) && rest[size+1] == '\'' {
					size++
					continue
				}
				break
			}
		}
		size++
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return 0, false
	default:
		if size = len(n.Value); !bytes.HasPrefix(rest, []byte(n.Value)) {
			return 0, false
		}
	}
	if size > len(rest) || !utf8.Valid(rest[:size]) {
		return 0, false
	}
	// What was found must be the value itself.
	var same yaml.Node
	if err := yaml.Unmarshal(rest[:size], &same); err != nil || len(same.Content) != 1 || same.Content[0].Value != n.Value {
		return 0, false
	}
	return at + size, true
}
