package normalize

// Ended is a scale whose scores have two ends: those of the goalposts, or 0 and the points
// of the base. ok is false if they differ between classes. Scores may lie beyond them.
type Ended interface {
	Scale
	Ends() (lo, hi float64, ok bool)
}

// scoreEnds are the ends of a scale's scores; 0 to 100 where it has none of its own.
func scoreEnds(s Scale) (lo, hi float64) {
	if e, is := s.(Ended); is {
		if lo, hi, ok := e.Ends(); ok && lo < hi {
			return lo, hi
		}
	}
	return 0, 100
}

func endsOf(s Scale) (lo, hi float64, ok bool) {
	e, is := s.(Ended)
	if !is {
		return 0, 0, false
	}
	return e.Ends()
}

var (
	_ Ended = LinearScale{}
	_ Ended = TargetScale{}
	_ Ended = ExponentialScale{}
	_ Ended = RatioScale{}
	_ Ended = PercentileScale{}
	_ Ended = ClassScale{}
	_ Ended = LogScale{}
	_ Ended = PeerScale{}
	_ Ended = PointsScale{}
)

// Ends implements [Ended].
func (s LinearScale) Ends() (lo, hi float64, ok bool) { return s.Lo, s.Hi, true }

// Ends implements [Ended].
func (s TargetScale) Ends() (lo, hi float64, ok bool) { return s.Lo, s.Hi, true }

// Ends implements [Ended].
func (s ExponentialScale) Ends() (lo, hi float64, ok bool) { return s.Lo, s.Hi, true }

// Ends implements [Ended]: from 0 to the points of the base.
func (s RatioScale) Ends() (lo, hi float64, ok bool) { return 0, s.Points, true }

// Ends implements [Ended]: from 0 to Points.
func (s PercentileScale) Ends() (lo, hi float64, ok bool) { return 0, s.Points, true }

// Ends implements [Ended].
func (s LogScale) Ends() (lo, hi float64, ok bool) { return endsOf(s.Of) }

// Ends implements [Ended]: those of the scale for values that are there.
func (s PeerScale) Ends() (lo, hi float64, ok bool) { return endsOf(s.Of) }

// Ends implements [Ended]: those of the scale for values that are there.
func (s PointsScale) Ends() (lo, hi float64, ok bool) { return endsOf(s.Of) }

// Ends implements [Ended]: those that all classes have.
func (s ClassScale) Ends() (lo, hi float64, ok bool) {
	first := true
	for _, of := range s.By {
		l, h, has := endsOf(of)
		if !has || !first && (l != lo || h != hi) {
			return 0, 0, false
		}
		lo, hi, first = l, h, false
	}
	return lo, hi, !first
}
