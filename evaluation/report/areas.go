package report

import (
	"encoding/json"
	"io"
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Area is the outline of a unit on a map.
type Area struct {
	Code  string
	Rings [][][2]float64 // closed lines of longitude and latitude in degrees; those within others are holes
}

// geoJSON is what is read of a file; RFC 7946.
type geoJSON struct {
	Type     string
	Features []struct {
		Properties map[string]any
		Geometry   *struct {
			Type        string
			Coordinates json.RawMessage
		}
	}
}

// ReadAreas reads the outlines of units from GeoJSON: a collection of features that are
// polygons or multipolygons and have the code of the unit, a text or a whole number, as
// the property of that name. Coordinates are longitude and latitude. Everything else is
// refused, with the number of the feature; RFC 7946.
func ReadAreas(r io.Reader, property string) ([]Area, error) {
	var g geoJSON
	if err := json.NewDecoder(r).Decode(&g); err != nil {
		return nil, basis.Errorf("%w: it cannot be read as GeoJSON: %w", basis.ErrValue, err)
	}
	if g.Type != "FeatureCollection" {
		return nil, basis.Errorf("%w: GeoJSON of type %q is no collection of features", basis.ErrValue, g.Type)
	}
	var out []Area
	seen := map[string]int{}
	for i, f := range g.Features {
		code := ""
		switch x := f.Properties[property].(type) {
		case string:
			code = x
		case float64:
			if x == math.Trunc(x) {
				code = tick(x, 0)
			}
		}
		if code == "" {
			return nil, basis.Errorf("%w: feature %d has no code under %q", basis.ErrMissing, i+1, property)
		}
		if first := seen[code]; first > 0 {
			return nil, basis.Errorf("%w: features %d and %d have the code %q", basis.ErrValue, first, i+1, code)
		}
		seen[code] = i + 1
		if f.Geometry == nil {
			return nil, basis.Errorf("%w: feature %d has no outline", basis.ErrMissing, i+1)
		}
		var polygons [][][][2]float64
		var err error
		switch f.Geometry.Type {
		case "Polygon":
			polygons = make([][][][2]float64, 1)
			err = json.Unmarshal(f.Geometry.Coordinates, &polygons[0])
		case "MultiPolygon":
			err = json.Unmarshal(f.Geometry.Coordinates, &polygons)
		default:
			return nil, basis.Errorf("%w: feature %d is a %q and no area", basis.ErrValue, i+1, f.Geometry.Type)
		}
		if err != nil {
			return nil, basis.Errorf("%w: the outline of feature %d: %w", basis.ErrValue, i+1, err)
		}
		a := Area{Code: code}
		for _, p := range polygons {
			a.Rings = append(a.Rings, p...)
		}
		if err := a.check(); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

// check refuses lines that enclose nothing, and what is on no globe.
func (a Area) check() error {
	if len(a.Rings) == 0 {
		return basis.Errorf("%w: the area %q has no outline", basis.ErrEmpty, a.Code)
	}
	for _, ring := range a.Rings {
		if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
			return basis.Errorf("%w: the area %q has a line that is not closed", basis.ErrValue, a.Code)
		}
		for _, p := range ring {
			if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) < 90) {
				return basis.Errorf("%w: the area %q has no place at longitude %v, latitude %v", basis.ErrDomain, a.Code, p[0], p[1])
			}
		}
	}
	return nil
}
