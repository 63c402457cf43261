package basis

import (
	"math/big"
	"reflect"
)

// A Unit is what amounts are counted in. Amounts are held as whole numbers of smallest
// units, and exact figures as fractions of them; written they are decimals and fractions
// in the unit, so that who reads a document needs nothing else.
//
// A record has its unit in a field with the tag unit:"of", which is a Unit, or a record
// with such a field. All that stands inside the record is counted in it: amounts
// ([UnitMarshaler]), and the rationals of fields with the tag unit:"in". Where no unit
// is known both are refused.
type Unit interface {
	Check() error                     // what is wrong with the unit
	Value(smallest *big.Rat) *big.Rat // so many smallest units, in the unit
	Units(of *big.Rat) (all *big.Rat) // and back
}

// A UnitMarshaler is written as another value that depends on the unit. Its pointer is a
// [UnitUnmarshaler].
type UnitMarshaler interface {
	MarshalIn(u Unit) (any, error)
}

// A UnitUnmarshaler is read from such a value, as a [DataUnmarshaler] is.
type UnitUnmarshaler interface {
	UnmarshalIn(u Unit, read func(into any) error) error
}

var (
	unitOut  = reflect.TypeFor[UnitMarshaler]()
	unitIn   = reflect.TypeFor[UnitUnmarshaler]()
	unitType = reflect.TypeFor[Unit]()
)

// counted is in which unit a codec is.
type counted struct {
	unit    Unit
	exact   bool // the rationals that come are counted in it
	unknown bool // the unit could not be read, which is noted
}

// unitField is the field with the unit of a record, or nil.
func (f *form) unitField() *field {
	for i := range f.fields {
		if f.fields[i].unit == "of" {
			return &f.fields[i]
		}
	}
	return nil
}

// unitOf is the unit that a value is or has; nil if it has none.
func (c *codec) unitOf(v reflect.Value) Unit {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	if v.Type().Implements(unitType) {
		return v.Interface().(Unit) //nolint:errcheck // is one
	}
	if f := c.forms.of(v.Type()); f.shape == byFields {
		if x := f.unitField(); x != nil {
			return c.unitOf(v.FieldByIndex(x.index))
		}
	}
	return nil
}

// within makes the unit of a record that of all inside it, and
// returns what held before. ok is false if the unit is none; the fault is noted.
func (c *codec) within(f *form, v reflect.Value, n *Node) (before counted) {
	before = c.counted
	x := f.unitField()
	if x == nil {
		return before
	}
	u := c.unitOf(v.FieldByIndex(x.index))
	if u == nil {
		return before
	}
	c.counted = counted{unit: u}
	if err := u.Check(); err != nil {
		if c.unknown = true; before.unknown && n == nil {
			return before // written in what has no unit either, which is noted
		}
		c.push(x.key, -1)
		c.fail(n, err)
		c.pop()
	}
	return before
}

// unitFirst reads the field with the unit of a record before the others.
func (r *reader) unitFirst(f *form, n *Node, v reflect.Value) (before counted) {
	x := f.unitField()
	if x == nil {
		return r.counted
	}
	at, faults := n, len(r.faults)
	if m := n.Find(x.key); m != nil {
		at = &m.Value
		r.push(x.key, -1)
		r.exact = false
		r.value(at, v.FieldByIndex(x.index))
		r.pop()
	}
	before = r.counted
	if len(r.faults) > faults {
		r.counted = counted{unknown: true}
		return before
	}
	return r.within(f, v, at)
}

// counts reports whether there is a unit for a value, and notes a fault if not.
func (c *codec) counts(n *Node, t reflect.Type) bool {
	if c.unit == nil && !c.unknown {
		c.fail(n, Errorf("%w: %s does not know the unit that it is counted in; it is written in what does", ErrValue, t.String()))
	}
	return c.unit != nil && !c.unknown
}

// inUnit returns what an amount is written as.
func (w *writer) inUnit(v reflect.Value) (reflect.Value, bool) {
	if !w.counts(nil, v.Type()) {
		return v, false
	}
	data, err := method(v, unitOut).(UnitMarshaler).MarshalIn(w.unit) //nolint:errcheck // has it
	if err != nil {
		w.fail(nil, err)
		return v, false
	}
	return reflect.ValueOf(data), true
}

// inUnit reads an amount.
func (r *reader) inUnit(n *Node, v reflect.Value) {
	if !r.counts(n, v.Type()) {
		return
	}
	in := v.Addr().Interface().(UnitUnmarshaler) //nolint:errcheck // has it
	r.by(n, func(read func(into any) error) error { return in.UnmarshalIn(r.unit, read) }, r.value)
}

// rational writes an exact number.
func (w *writer) rational(x *big.Rat) {
	if w.exact {
		if !w.counts(nil, reflect.TypeFor[*big.Rat]()) {
			w.raw(`""`)
			return
		}
		x = w.unit.Value(x)
	}
	w.text(decimal(x))
}
