package indicators

import (
	"encoding/json"
	"io"

	"github.com/countyeval/countyeval/indicators/basis"
)

// indicatorJSON is an indicator as a file has it: all weights of a group are
// written, also those of 0, if one of them is not 0.
type indicatorJSON struct {
	Indicator
	Weight   *float64        `json:"weight,omitempty"`
	Children []indicatorJSON `json:"children,omitempty"`
	Aux      []indicatorJSON `json:"aux,omitempty"`
}

// WriteJSON writes the framework as [ReadFramework] reads it, indented, with a
// line end at the end. Reading it gives an equal framework.
func (f *Framework) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(f.toJSON())
}

// MarshalJSON gives what WriteJSON writes, on one line.
func (f *Framework) MarshalJSON() ([]byte, error) {
	if len(f.nodes) == 0 {
		return nil, &InputError{Err: basis.Errorf("%w: the framework has no indicators", basis.ErrEmpty)}
	}
	return json.Marshal(f.toJSON())
}

// MarshalData gives the same document, for [basis.Marshal].
func (f *Framework) MarshalData() (any, error) {
	text, err := f.MarshalJSON()
	if err != nil {
		return nil, err
	}
	return basis.ParseJSON(text)
}

// UnmarshalData reads a framework that stands inside another document, by the rules
// of [ReadFramework], for [basis.Unmarshal].
func (f *Framework) UnmarshalData(read func(into any) error) error {
	var doc basis.Node
	if err := read(&doc); err != nil {
		return err
	}
	own, err := FrameworkFrom(&doc, "")
	if err != nil {
		return err
	}
	*f = *own
	return nil
}

var (
	_ basis.DataMarshaler   = (*Framework)(nil)
	_ basis.DataUnmarshaler = (*Framework)(nil)
)

func (f *Framework) toJSON() indicatorJSON {
	out := toJSON(&f.root, f.root.Weight != 0)
	for i := range f.aux {
		out.Aux = append(out.Aux, toJSON(&f.aux[i], false))
	}
	return out
}

// toJSON converts an indicator and all below it.
func toJSON(in *Indicator, weighted bool) indicatorJSON {
	out := indicatorJSON{Indicator: *in}
	if weighted {
		out.Weight = &in.Weight
	}
	some := false
	for _, c := range in.Children {
		some = some || c.Weight != 0
	}
	for i := range in.Children {
		out.Children = append(out.Children, toJSON(&in.Children[i], some))
	}
	return out
}
