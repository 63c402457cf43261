// Package basis is what all other packages rest on: the reasons for which things
// are refused, errors that keep their parts, where in the input something is
// wrong, the words of enumerations, and work on all cores. It imports the standard
// library alone.
//
// A reason is a [Sentinel]; callers tell reasons apart with [errors.Is]. Those that
// packages share, such as [ErrMissing], [ErrUnknown] and [ErrDomain], stand here once.
//
// [Errorf] makes an error that keeps its sentence and the names and figures in it
// as values, so that it can be written as data and said in another language. A [Text]
// does the same for words that are no error: the name of a step, why a figure was
// changed. [Say] says an error in English or Chinese, by the [Texts] of the room that
// it comes from. An error that is [Placed] says where it belongs; [All] ranges over
// joined errors.
//
// [Marshal] and [Unmarshal] write and read all values of the library as data, with
// [Kinds] for what stands behind interfaces: the one codec. A [View] shows a sequence
// that others may read and not change, without a copy.
package basis
