package basis

// A Sentinel is a reason for which something is refused, as a constant: two of the
// same text are the same reason, also after one was written and read back.
type Sentinel string

// Error gives the text.
func (s Sentinel) Error() string { return string(s) }

// The reasons that all packages share. Each wraps them and has none of its own for
// the same thing.
const (
	ErrMissing  Sentinel = "missing value"                          // a figure, word or part is needed and not there
	ErrConstant Sentinel = "all values are equal"                   // nothing can be taken from their spread
	ErrFew      Sentinel = "too few values"                         // a statistic rests on more
	ErrUnknown  Sentinel = "unknown"                                // a code, name or word that stands for nothing here
	ErrDomain   Sentinel = "value outside the domain of the method" // infinite, or negative where it must not be
	ErrEmpty    Sentinel = "empty"                                  // no values, rows, bytes or indicators
	ErrNumber   Sentinel = "not a finite number"                    // no number, not finite, or out of range
	ErrValue    Sentinel = "value"                                  // of a wrong type or out of its range
	ErrSyntax   Sentinel = "not well formed"                        // the document cannot be parsed from here on
	ErrKey      Sentinel = "key"                                    // of a record: unknown, lacking or there twice
	ErrWeights  Sentinel = "weights"                                // negative, not finite, all zero, or not fitting what they weigh
)
