package scheme

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/countyeval/countyeval/indicators/basis"
)

// The limits of a document. What goes beyond is refused, wrapping [basis.ErrValue].
const (
	MaxBytes  = 4 << 20 // of the file
	MaxValues = 500_000 // after aliases are put in
	MaxDepth  = 100     // values in each other
)

// ParseYAML parses a text as one YAML document, for [basis.Decode]: every value with the
// line and the column, in bytes, at which it stands. file is its name for messages.
//
// It reads what people write in files of settings and refuses the rest of YAML, each at
// its place and all at once: a second document, keys that are no texts, merge keys (<<),
// tags of one's own, a key with nothing behind it, aliases that hold themselves, and
// what is beyond the limits. Equal keys are all kept, and refused when the document is
// decoded. A number is one if JSON has it too; 010, .5 and 1_000 are texts. What has no
// quotes is a text where one is wanted ([basis.Node.Plain]), so that a code of 410181
// needs none.
func ParseYAML(text []byte, file string) (*basis.Node, error) {
	doc, err := parse(text, file)
	if err != nil {
		return nil, err
	}
	return doc.node, nil
}

// document is a text that was parsed.
type document struct {
	file  string
	text  []byte
	lines []int // the first byte of each line
	root  *yaml.Node
	node  *basis.Node

	values int
	inside map[*yaml.Node]bool // anchors whose values are being read
	faults []error
}

func parse(text []byte, file string) (*document, error) {
	d := &document{file: file, text: text, inside: map[*yaml.Node]bool{}}
	fail := func(line, column int, err error) (*document, error) {
		return nil, &basis.DataError{File: file, Line: line, Column: column, Err: err}
	}
	if len(text) > MaxBytes {
		return fail(0, 0, basis.Errorf("%w: the file has %d bytes, more than %d", basis.ErrValue, len(text), MaxBytes))
	}
	d.split()
	if !utf8.Valid(text) {
		at := damage(text)
		line, column := d.at(at)
		return fail(line, column, basis.Errorf("%w: byte 0x%02X is not UTF-8", basis.ErrSyntax, text[at]))
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var root, second yaml.Node
	if err := decoder.Decode(&root); errors.Is(err, io.EOF) {
		return fail(0, 0, basis.Errorf("%w: the file has no values", basis.ErrEmpty))
	} else if err != nil {
		return fail(d.syntax(err))
	}
	if err := decoder.Decode(&second); err == nil {
		return fail(second.Line, 1, basis.Errorf("%w: a second document begins here; a file is one", basis.ErrSyntax))
	} else if !errors.Is(err, io.EOF) {
		return fail(d.syntax(err))
	}
	d.root = root.Content[0]
	node := d.convert(d.root, 1)
	d.node = &node
	return d, basis.JoinErrors(d.faults...)
}

// split finds the lines, which end as those of YAML do.
func (d *document) split() {
	d.lines = []int{0}
	for i := 0; i < len(d.text); i++ {
		rest := d.text[i:]
		n := 0
		switch {
		case rest[0] == '\r' && len(rest) > 1 && rest[1] == '\n':
			n = 2
		case rest[0] == '\n', rest[0] == '\r':
			n = 1
		case bytes.HasPrefix(rest, []byte("\u0085")):
			n = 2
		case bytes.HasPrefix(rest, []byte("\u2028")), bytes.HasPrefix(rest, []byte("\u2029")):
			n = 3
		default:
			continue
		}
		i += n - 1
		d.lines = append(d.lines, i+1)
	}
}

// at is the place of a byte.
func (d *document) at(offset int) (line, column int) {
	for line < len(d.lines) && d.lines[line] <= offset {
		line++
	}
	return line, offset - d.lines[line-1] + 1
}

// offset is the byte at which a node stands, whose column YAML counts in characters; a
// byte order mark at the start is none.
func (d *document) offset(n *yaml.Node) int {
	if n.Line < 1 || n.Line > len(d.lines) {
		return len(d.text)
	}
	at := d.lines[n.Line-1]
	if at == 0 && bytes.HasPrefix(d.text, []byte("\ufeff")) {
		at = len("\ufeff")
	}
	for range n.Column - 1 {
		_, size := utf8.DecodeRune(d.text[at:])
		at += size
	}
	return at
}

func (d *document) fail(n *yaml.Node, err error) {
	e := &basis.DataError{File: d.file, Line: n.Line, Err: err}
	if n.Line > 0 {
		e.Column = d.column(n)
	}
	d.faults = append(d.faults, e)
}

// column is that of a node in bytes.
func (d *document) column(n *yaml.Node) int {
	if n.Line < 1 || n.Line > len(d.lines) {
		return n.Column
	}
	return d.offset(n) - d.lines[n.Line-1] + 1
}

var parserLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// syntax is what the parser of YAML says.
func (d *document) syntax(err error) (line, column int, fault error) {
	text := err.Error()
	if m := parserLine.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = text[len(m[0]):]
	}
	if strings.HasPrefix(text, "did not find expected") {
		line++ // the parser, unlike the scanner, counts from 0
	}
	line = min(line, len(d.lines))
	if line > 0 {
		if rest := d.text[d.lines[line-1]:]; bytes.HasPrefix(bytes.TrimLeft(rest, " "), []byte("\t")) {
			return line, 1 + len(rest) - len(bytes.TrimLeft(rest, " ")), basis.Errorf("%w: %w", basis.ErrSyntax, errTab)
		}
	}
	if m := unknownAnchor.FindStringSubmatch(text); m != nil {
		line, column = d.at(max(0, bytes.Index(d.text, []byte("*"+m[1]))))
		return line, column, basis.Errorf("%w: the alias %q stands for nothing above it", basis.ErrSyntax, m[1])
	}
	if line > 0 {
		rest := d.text[d.lines[line-1]:]
		column = 1 + len(rest) - len(bytes.TrimLeft(rest, " "))
	}
	if said, ok := parserSays[text]; ok {
		return line, column, basis.Errorf("%w: %w", basis.ErrSyntax, said)
	}
	return line, column, basis.Errorf("%w: %s", basis.ErrSyntax, text)
}

var unknownAnchor = regexp.MustCompile(`^unknown anchor '(.*)' referenced$`)

const (
	errColon  = basis.Sentinel("a colon with a blank behind it stands in a text, which then needs quotes, or the line is indented too far")
	errIndent = basis.Sentinel("the lines of a record or list are not indented alike, or a colon, comma or bracket is lacking near here")
	errQuote  = basis.Sentinel("a quotation mark is not closed")
	errSign   = basis.Sentinel("a text cannot begin with this sign; put it in quotes")
	errTab    = basis.Sentinel("lines are indented by blanks, not by tabs")
)

// parserSays has for what the parser says most often what a person needs to know.
var parserSays = map[string]basis.Sentinel{
	"mapping values are not allowed in this context":               errColon,
	"did not find expected key":                                    errIndent,
	"did not find expected node content":                           errIndent,
	"did not find expected '-' indicator":                          errIndent,
	"did not find expected ',' or ']'":                             errIndent,
	"did not find expected ',' or '}'":                             errIndent,
	"could not find expected ':'":                                  errIndent,
	"found unexpected end of stream":                               errQuote,
	"found character that cannot start any token":                  errSign,
	"found a tab character that violates indentation":              errTab,
	"found a tab character where an indentation space is expected": errTab,
}

// convert makes a node of a node of YAML, inside so many others.
func (d *document) convert(n *yaml.Node, depth int) basis.Node {
	out := basis.Node{Line: n.Line, Column: d.column(n)}
	if d.values++; d.values > MaxValues {
		if d.values == MaxValues+1 {
			d.fail(n, basis.Errorf("%w: the file has more than %d values, those of aliases counted each time", basis.ErrValue, MaxValues))
		}
		return out
	}
	if depth > MaxDepth {
		d.fail(n, basis.Errorf("%w: more than %d values stand in each other", basis.ErrValue, MaxDepth))
		return out
	}
	switch n.Kind {
	case yaml.AliasNode:
		if d.inside[n.Alias] {
			d.fail(n, basis.Errorf("%w: the alias %q holds itself", basis.ErrValue, n.Value))
			return out
		}
		return d.convert(n.Alias, depth+1)
	case yaml.MappingNode:
		d.tag(n, "!!map")
		out.Kind = basis.NodeRecord
		d.inside[n] = true
		for i := 0; i+1 < len(n.Content); i += 2 {
			out.Members = append(out.Members, d.member(n.Content[i], n.Content[i+1], depth))
		}
		delete(d.inside, n)
	case yaml.SequenceNode:
		d.tag(n, "!!seq")
		out.Kind = basis.NodeList
		d.inside[n] = true
		for _, c := range n.Content {
			if empty(c) {
				d.fail(c, basis.Errorf("%w: nothing stands behind the dash", basis.ErrMissing))
			}
			out.Items = append(out.Items, d.convert(c, depth+1))
		}
		delete(d.inside, n)
	default:
		d.scalar(n, &out)
	}
	return out
}

func (d *document) member(key, value *yaml.Node, depth int) basis.Member {
	m := basis.Member{Key: key.Value, Line: key.Line, Column: d.column(key)}
	switch {
	case key.Kind != yaml.ScalarNode:
		d.fail(key, basis.Errorf("%w: a key is a text", basis.ErrKey))
	case key.Tag == "!!merge":
		d.fail(key, basis.Errorf("%w: keys are not merged (<<); write them out", basis.ErrKey))
	case empty(value):
		d.fail(key, basis.Errorf("%w: nothing stands behind the key %q; leave it out, or write null for a figure that is missing", basis.ErrMissing, key.Value))
	}
	m.Value = d.convert(value, depth+1)
	return m
}

// empty reports whether nothing stands where a value should.
func empty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Tag == "!!null" && n.Value == "" && n.Style == 0
}

// tag refuses tags of one's own.
func (d *document) tag(n *yaml.Node, own ...string) {
	for _, t := range own {
		if n.Tag == t {
			return
		}
	}
	d.fail(n, basis.Errorf("%w: the tag %s is not read", basis.ErrValue, n.Tag))
}

var jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)

func (d *document) scalar(n *yaml.Node, out *basis.Node) {
	out.Kind, out.Text = basis.NodeText, n.Value
	switch n.Tag {
	case "!!null":
		out.Kind, out.Text = basis.NodeNull, "null"
	case "!!bool":
		if n.Value == "true" || n.Value == "false" {
			out.Kind, out.Plain = basis.NodeBool, true
		}
	case "!!int", "!!float":
		if jsonNumber.MatchString(n.Value) {
			out.Kind, out.Plain = basis.NodeNumber, true
		}
	default:
		d.tag(n, "!!str", "!!timestamp")
	}
}

// damage is the first byte of a text that is not UTF-8.
func damage(text []byte) int {
	at := 0
	for at < len(text) {
		r, size := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return at
}

// special reports whether a text is one of those that YAML takes for something else.
func special(text string) bool {
	switch strings.ToLower(text) {
	case "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", "-.inf", "+.inf", ".nan", "<<", "=":
		return true
	}
	return false
}
