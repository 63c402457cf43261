package incentive_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// parts are one of each clause, rule and rounding that a plan can hold.
func parts() []any {
	return []any{
		incentive.Top{},
		incentive.MinScore{},
		incentive.Grades{},
		incentive.Only{},
		incentive.Veto{},
		incentive.ByScore{},
		incentive.ByRank{},
		incentive.ByGrade{},
		incentive.Times{},
		incentive.ByFactors{},
		incentive.ByBetter{},
		incentive.CapAt{},
		incentive.FloorAt{},
		incentive.Claim{},
		incentive.Under{},
		incentive.ByPriority{},
		incentive.Counting{},
		incentive.Linkage{},
		incentive.PrizeTable{},
		incentive.Ladder{},
		incentive.FirstOnly{},
		incentive.NeedOnly{},
		incentive.Corridor{},
		incentive.ClauseFunc{},
		fill.Weighted{},
		fill.Dual{},
		fill.EqualLosses{},
		fill.Talmud{},
		fill.AdjustedProportional{},
		fill.MinimalOverlap{},
		fill.RandomArrival{},
		fill.AverageOfAwards{},
		fill.Priority{},
		fill.Down{},
		fill.LargestRemainder{},
		fill.Divisor{},
	}
}

// TestPlanIsOfNoYear: a plan and its parts have no place for the code of a unit, a
// ranking or an allocation. Maps by text could hold codes, so that there is none but
// those by grade; lists of texts are words, names of lists and grades.
func TestPlanIsOfNoYear(t *testing.T) {
	var walk func(t *testing.T, path string, x reflect.Type)
	walk = func(t *testing.T, path string, x reflect.Type) {
		t.Helper()
		switch x {
		case reflect.TypeFor[evaluation.Ranking](), reflect.TypeFor[incentive.Allocation](), reflect.TypeFor[incentive.Figures](), reflect.TypeFor[evaluation.Place]():
			t.Errorf("%s holds %v", path, x)
			return
		}
		switch x.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array:
			walk(t, path, x.Elem())
		case reflect.Map:
			if path != "incentive.ByGrade.Weights" {
				t.Errorf("%s is a map", path)
			}
		case reflect.Struct:
			for i := range x.NumField() {
				f := x.Field(i)
				assert.True(t, f.IsExported(), "%s.%s is no data", path, f.Name)
				walk(t, path+"."+f.Name, f.Type)
			}
		case reflect.Func, reflect.Chan, reflect.UnsafePointer:
			assert.Equal(t, "incentive.ClauseFunc.Func", path, "no data")
		}
	}
	have := map[string]bool{}
	for _, x := range append(parts(), incentive.Plan{}) {
		typ := reflect.TypeOf(x)
		have[typ.Name()] = true
		walk(t, typ.String(), typ)
	}
	// nothing is forgotten in the list
	for _, dir := range []string{".", "fill"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		require.NoError(t, err)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			require.NoError(t, err)
			for _, d := range tree.Decls {
				g, ok := d.(*ast.GenDecl)
				if !ok || g.Tok != token.VAR {
					continue
				}
				for _, s := range g.Specs {
					v, ok := s.(*ast.ValueSpec)
					if !ok || v.Names[0].Name != "_" || len(v.Values) == 0 {
						continue
					}
					if _, of := v.Type.(*ast.SelectorExpr); of { // of package basis: how it is written
						continue
					}
					if name := composite(v.Values[0]); ast.IsExported(name) {
						assert.True(t, have[name], "%s of %s is not in the list", name, file)
					}
				}
			}
		}
	}
}

// composite is the type of an expression like X{} or X(nil).
func composite(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.CompositeLit:
		e2, _ := e.Type.(*ast.Ident)
		if e2 != nil {
			return e2.Name
		}
	case *ast.CallExpr:
		if f, ok := e.Fun.(*ast.Ident); ok {
			return f.Name
		}
	}
	return ""
}
