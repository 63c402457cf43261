package henan

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (o Overlap) MarshalJSON() ([]byte, error) { return basis.Marshal(o, indicators.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (o *Overlap) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, o, indicators.Kinds())
}
