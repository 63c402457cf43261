package report_test

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// square is the outline of a square of degrees.
func square(west, south, side float64) string {
	return fmt.Sprintf("[[%v,%v],[%v,%v],[%v,%v],[%v,%v],[%v,%v]]", west, south, west+side, south, west+side, south+side, west, south+side, west, south)
}

func feature(code, kind, coordinates string) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{"code":%s},"geometry":{"type":%q,"coordinates":%s}}`, code, kind, coordinates)
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

// land is made up.
var land = collection(
	feature(`"101"`, "Polygon", "["+square(112, 33, 1)+"]"),
	feature(`102`, "MultiPolygon", "[["+square(113, 33, 1)+"],["+square(114, 33, 1)+"]]"),
	feature(`"999"`, "Polygon", "["+square(112, 34, 1)+"]"))

func TestMap(t *testing.T) {
	areas, err := report.ReadAreas(strings.NewReader(land), "code")
	require.NoError(t, err)
	require.Len(t, areas, 3)
	assert.Equal(t, "102", areas[1].Code)
	assert.Len(t, areas[1].Rings, 2)

	d := small(t, evaluation.Model{}, counties)
	d.Areas = areas
	groups := parsed(t, written(t, d, basis.English)).byID(t, "groups")
	assert.Contains(t, groups.text(), "Without an area on the map: 丁县, 丙县, 戊县.")
	assert.Contains(t, groups.text(), "Areas without a unit: 999.")
	svg := groups.named("figure")[0].named("svg")[0]
	require.Len(t, svg.named("path"), 3+5, "areas, and five shades of five units in the legend")
	assert.Contains(t, svg.named("path")[0].attrs["class"], "h6", "the best has the full color")
	assert.Contains(t, svg.text(), "甲县 74.3")
	assert.Contains(t, svg.attrs["aria-label"], "3 areas")
}

func TestRefusedAreas(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"no JSON":       {"{", basis.ErrValue},
		"no collection": {`{"type":"Feature"}`, basis.ErrValue},
		"no code":       {collection(`{"geometry":null}`), basis.ErrMissing},
		"half a code":   {collection(feature("1.5", "Polygon", "[]")), basis.ErrMissing},
		"twice":         {collection(feature("1", "Polygon", "["+square(1, 1, 1)+"]"), feature(`"1"`, "Polygon", "["+square(1, 1, 1)+"]")), basis.ErrValue},
		"no outline":    {collection(`{"properties":{"code":"1"}}`), basis.ErrMissing},
		"a point":       {collection(feature("1", "Point", "[1,2]")), basis.ErrValue},
		"no numbers":    {collection(feature("1", "Polygon", `"x"`)), basis.ErrValue},
		"empty":         {collection(feature("1", "Polygon", "[]")), basis.ErrEmpty},
		"open":          {collection(feature("1", "Polygon", "[[[1,1],[2,1],[2,2],[3,3]]]")), basis.ErrValue},
		"off the globe": {collection(feature("1", "Polygon", "["+square(1, 89, 2)+"]")), basis.ErrDomain},
	} {
		_, err := report.ReadAreas(strings.NewReader(c.text), "code")
		require.ErrorIs(t, err, c.want, name)
	}
}

var corners = regexp.MustCompile(`[ML]([\d.]+) ([\d.]+)`)

// TestEqualArea: areas of one size on the globe have one size on the map, wherever they
// lie, but for the grid of half pixels.
func TestEqualArea(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		south := rapid.Float64Range(-60, 50).Draw(t, "south")
		band := func(from float64) float64 { // the degrees of latitude with as much area as the first
			const degree = math.Pi / 180
			return math.Asin(math.Sin(from*degree)+0.1)/degree - from
		}
		box := func(west, south, high float64) [][2]float64 {
			return [][2]float64{{west, south}, {west + 5, south}, {west + 5, south + high}, {west, south + high}, {west, south}}
		}
		f := report.Map{
			Areas: []report.Area{{Code: "1", Rings: [][][2]float64{box(10, south, band(south))}}, {Code: "2", Rings: [][][2]float64{box(20, south+4, band(south+4))}}},
			Units: []report.MapUnit{{Code: "1", Label: tables.Same("1"), Value: 1, Cell: tables.Integer(1)}},
		}
		p, err := f.Draw(report.View{})
		require.NoError(t, err)
		size := func(path string) float64 {
			var sum float64
			m := corners.FindAllStringSubmatch(path, -1)
			at := func(k int) (x, y float64) {
				x, _ = strconv.ParseFloat(m[k%len(m)][1], 64)
				y, _ = strconv.ParseFloat(m[k%len(m)][2], 64)
				return x, y
			}
			for k := range m {
				x1, y1 := at(k)
				x2, y2 := at(k + 1)
				sum += x1*y2 - x2*y1
			}
			return math.Abs(sum) / 2
		}
		assert.InEpsilon(t, size(p.Shapes[0].Path), size(p.Shapes[1].Path), 0.03)
	})
}

// TestShape: at the middle latitude a degree of longitude is as much shorter than one of
// latitude as on the globe, half at 60 degrees.
func TestShape(t *testing.T) {
	areas, err := report.ReadAreas(strings.NewReader(collection(feature("1", "Polygon", "["+square(10, 59.5, 1)+"]"))), "code")
	require.NoError(t, err)
	p, err := report.Map{Areas: areas}.Draw(report.View{})
	require.NoError(t, err)
	m := corners.FindAllStringSubmatch(p.Shapes[0].Path, -1)
	east, _ := strconv.ParseFloat(m[1][1], 64)
	south, _ := strconv.ParseFloat(m[0][2], 64)
	assert.InDelta(t, 0.5, (east-2)/(south-2), 0.01)
}

// FuzzReadAreas: what is read is drawn without a fault.
func FuzzReadAreas(f *testing.F) {
	f.Add(land)
	f.Add(collection())
	f.Fuzz(func(t *testing.T, text string) {
		areas, err := report.ReadAreas(strings.NewReader(text), "code")
		if err != nil {
			return
		}
		assert.NotContains(t, alone(t, report.Map{Areas: areas}, basis.Chinese), "NaN")
	})
}

// TestMapColorings: each coloring that is asked for has its map, grades in the order of the
// ranking, and a legend of what each shade holds.
func TestMapColorings(t *testing.T) {
	areas, err := report.ReadAreas(strings.NewReader(collection(
		feature(`"101"`, "Polygon", "["+square(112, 33, 1)+"]"), feature(`"102"`, "Polygon", "["+square(113, 33, 1)+"]"), feature(`"105"`, "Polygon", "["+square(112, 34, 1)+"]"))), "code")
	require.NoError(t, err)
	d := small(t, evaluation.Model{}, counties)
	d.Areas = areas
	figures := func() []*element {
		return parsed(t, written(t, d, basis.English)).byID(t, "groups").all(func(e *element) bool {
			return e.name == "svg" && strings.Contains(e.attrs["aria-label"], "Map of")
		})
	}
	titles := func() (out []string) {
		for _, f := range figures() {
			out = append(out, strings.SplitN(f.attrs["aria-label"], ".", 2)[0])
		}
		return out
	}
	assert.Equal(t, []string{"Where scores are high", "Which grade is where", "Where awards go: Land"}, titles())
	d.Maps = []report.Coloring{report.ByRank, report.ByGrade}
	require.Equal(t, []string{"Where ranks are high", "Which grade is where"}, titles())
	byRank, byGrade := figures()[0], figures()[1]
	assert.Contains(t, byRank.named("path")[0].attrs["class"], "h6", "rank 1")
	assert.Contains(t, byRank.named("path")[2].attrs["class"], "h2", "the last of five")
	paths := byGrade.named("path")
	assert.Equal(t, []string{"ar h6", "ar h6", "ar h1"}, []string{paths[0].attrs["class"], paths[1].attrs["class"], paths[2].attrs["class"]}, "A, A, B")
	var legend []string
	for _, x := range byGrade.named("text") {
		legend = append(legend, x.text())
	}
	assert.Equal(t, []string{"A", "B"}, legend)
	require.Len(t, paths, 5, "three areas and two boxes")

	d.Maps = []report.Coloring{7}
	require.ErrorIs(t, d.WriteHTML(&strings.Builder{}, report.View{}), basis.ErrUnknown)
	var c report.Coloring
	require.NoError(t, c.UnmarshalText([]byte("grade")))
	assert.Equal(t, report.ByGrade, c)
}
