package textstest_test

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/countyeval/countyeval/"

// source is the English of a room, as it stands in its source.
type source struct {
	texts      map[string]string // every text, and where it stands first
	names      map[string]bool   // of its exported interfaces, which a text may call by a word
	unresolved []string          // where a text is none that can be read off the source
}

// format says which argument of a function is a text, and what stands before and after it.
type format struct {
	arg           int
	before, after string
}

// parameter is one of a function, by its number.
type parameter struct {
	of types.Object
	at int
}

// reader collects the texts of a room.
type reader struct {
	fset    *token.FileSet
	info    *types.Info
	params  map[types.Object]parameter
	helpers map[types.Object][]format
	out     source
}

// read parses and checks a room and collects its texts: the first argument of Errorf and
// Textf, also through functions that put something before it; sentinels; words.
func read(t *testing.T, fset *token.FileSet, from types.Importer, room string) source {
	t.Helper()
	dir := filepath.Join("..", "..", "..", filepath.FromSlash(room))
	pkg, err := build.ImportDir(dir, 0)
	require.NoError(t, err)
	var files []*ast.File
	for _, name := range pkg.GoFiles {
		f, err := parser.ParseFile(fset, filepath.Join(dir, name), nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		files = append(files, f)
	}
	r := reader{
		fset: fset,
		info: &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		},
		params: map[types.Object]parameter{}, helpers: map[types.Object][]format{},
		out: source{texts: map[string]string{}, names: map[string]bool{}},
	}
	config := types.Config{Importer: from}
	checked, err := config.Check(module+room, fset, files, r.info)
	require.NoError(t, err)
	for _, name := range checked.Scope().Names() {
		o := checked.Scope().Lookup(name)
		if _, is := o.(*types.TypeName); is && types.IsInterface(o.Type()) && o.Exported() {
			r.out.names[checked.Name()+"."+name] = true
		}
	}
	each := func(do func(n ast.Node)) {
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool { do(n); return true })
		}
	}
	each(r.functions)
	for before := -1; before < len(r.helpers); { // a helper may call another
		before = len(r.helpers)
		each(func(n ast.Node) { r.call(n, false) })
	}
	each(func(n ast.Node) { r.call(n, true) })
	each(r.words)
	return r.out
}

// functions notes which parameter of which function a name is.
func (r *reader) functions(n ast.Node) {
	note := func(of types.Object, f *ast.FuncType) {
		at := 0
		for _, field := range f.Params.List {
			for _, name := range field.Names {
				r.params[r.info.Defs[name]] = parameter{of, at}
				at++
			}
		}
	}
	switch n := n.(type) {
	case *ast.FuncDecl:
		note(r.info.Defs[n.Name], n.Type)
	case *ast.AssignStmt:
		for i, x := range n.Rhs {
			if f, ok := x.(*ast.FuncLit); ok && i < len(n.Lhs) {
				if name, ok := n.Lhs[i].(*ast.Ident); ok {
					note(r.object(name), f.Type)
				}
			}
		}
	}
}

func (r *reader) object(name *ast.Ident) types.Object {
	if o := r.info.Defs[name]; o != nil {
		return o
	}
	return r.info.Uses[name]
}

// formats tells which arguments of a function are texts.
func (r *reader) formats(fun ast.Expr) []format {
	var o types.Object
	switch f := ast.Unparen(fun).(type) {
	case *ast.Ident:
		o = r.object(f)
	case *ast.SelectorExpr:
		o = r.object(f.Sel)
	}
	if o == nil {
		return nil
	}
	if p := o.Pkg(); p != nil && p.Path() == module+"indicators/basis" {
		switch o.Name() {
		case "Errorf", "Textf":
			return []format{{}}
		case "MarshalWord", "UnmarshalWord": // what the words are for
			return []format{{arg: 1}}
		}
	}
	return r.helpers[o]
}

// call looks at a call: a text is noted, a parameter makes a helper of its function.
func (r *reader) call(n ast.Node, final bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return
	}
	if name, ok := call.Fun.(*ast.Ident); ok && final {
		if f, ok := r.info.Types[name].Type.(*types.Signature); ok && f.Variadic() && r.params[r.object(name)].of != nil {
			r.out.unresolved = append(r.out.unresolved, r.where(call)) // a function handed over, perhaps to take texts
		}
	}
	for _, f := range r.formats(call.Fun) {
		if f.arg >= len(call.Args) {
			continue
		}
		arg := ast.Unparen(call.Args[f.arg])
		if text, ok := r.text(arg); ok {
			r.note(f.before+text+f.after, arg)
			continue
		}
		if sum, ok := arg.(*ast.BinaryExpr); ok {
			if text, ok := r.text(sum.X); ok {
				f.before, arg = f.before+text, sum.Y
			} else if text, ok := r.text(sum.Y); ok {
				f.after, arg = text+f.after, sum.X
			}
		}
		if name, ok := arg.(*ast.Ident); ok {
			if p, ok := r.params[r.object(name)]; ok {
				f.arg = p.at
				if !slices.Contains(r.helpers[p.of], f) {
					r.helpers[p.of] = append(r.helpers[p.of], f)
				}
				continue
			}
		}
		if final {
			r.out.unresolved = append(r.out.unresolved, r.where(arg))
		}
	}
}

// words notes sentinels and the words of enumerations.
func (r *reader) words(n ast.Node) {
	x, ok := n.(ast.Expr)
	if !ok {
		return
	}
	named := func(name string) bool {
		t, ok := types.Unalias(r.info.Types[x].Type).(*types.Named)
		return ok && t.Obj().Name() == name && t.Obj().Pkg() != nil && t.Obj().Pkg().Path() == module+"indicators/basis"
	}
	if list, ok := x.(*ast.CompositeLit); ok && named("Words") {
		for _, e := range list.Elts {
			if text, ok := r.text(e); ok {
				r.note(text, e)
			}
		}
	}
	if text, ok := r.text(x); ok && text != "" && named("Sentinel") {
		if _, isName := x.(*ast.Ident); !isName {
			if _, isName := x.(*ast.SelectorExpr); !isName {
				r.note(text, x)
			}
		}
	}
}

func (r *reader) text(x ast.Expr) (string, bool) {
	v := r.info.Types[x].Value
	if v == nil || v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v), true
}

func (r *reader) note(text string, at ast.Node) {
	if _, ok := r.out.texts[text]; !ok {
		r.out.texts[text] = r.where(at)
	}
}

func (r *reader) where(at ast.Node) string {
	p := r.fset.Position(at.Pos())
	return fmt.Sprintf("%s:%d", filepath.Base(p.Filename), p.Line)
}

// load reads all rooms.
func load(t *testing.T) map[string]source {
	t.Helper()
	fset := token.NewFileSet()
	from := importer.ForCompiler(fset, "source", nil)
	out := map[string]source{}
	for _, r := range rooms {
		out[r.path] = read(t, fset, from, r.path)
	}
	return out
}
