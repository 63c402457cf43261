package procedure

import (
	"bytes"
	"io"
	"strconv"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrTrail is a trail that is not as it was written.
const ErrTrail = basis.Sentinel("broken trail")

// Entry is one action on the trail. Its digest is the SHA-256 of all before it in its line,
// and Before is the digest of the entry before, so that none can be changed, taken out or
// moved without all behind it being written anew. What the last digest was must be known
// from elsewhere ([Head]): the papers of a round print it.
type Entry struct {
	Number int    `json:"number"` // from 1
	Before string `json:"before"` // digest of the entry before; of the first 64 zeros
	Step   Step   `json:"step"`
	Action Action `json:"action"`
	Digest string `json:"digest"`
}

// Head says where a trail ends: how many entries it has, and the digest of the last one.
type Head struct {
	Entries int    `json:"entries"`
	Digest  string `json:"digest"`
}

const origin = "0000000000000000000000000000000000000000000000000000000000000000"

// Entries returns the trail.
func (r *Round) Entries() basis.View[Entry] { return basis.ViewOf(r.entries) }

// Head returns where the trail ends.
func (r *Round) Head() Head {
	h := Head{Entries: len(r.entries), Digest: origin}
	if h.Entries > 0 {
		h.Digest = r.entries[h.Entries-1].Digest
	}
	return h
}

// entry makes the next entry, and its line.
func (r *Round) entry(s Step, a Action) (Entry, []byte, error) {
	e := Entry{Number: len(r.entries) + 1, Before: r.Head().Digest, Step: s, Action: a}
	line, digest, err := e.line(r.kinds)
	e.Digest = digest
	return e, line, err
}

const digestKey = `,"digest":"`

// line writes an entry with the digest that it should have.
func (e Entry) line(kinds basis.Kinds) (line []byte, digest string, err error) {
	e.Digest = ""
	text, err := basis.Marshal(e, kinds)
	if err != nil {
		return nil, "", err
	}
	text = text[:len(text)-len(digestKey)-len(`"}`)]
	digest = digestOf(text)
	return append(append(append(text, digestKey...), digest...), `"}`...), digest, nil
}

// WriteTo writes the trail, an entry a line. What is written later begins with what was
// written before, so that a file grows and never changes.
func (r *Round) WriteTo(w io.Writer) (int64, error) {
	var n int64
	for _, line := range r.lines {
		k, err := w.Write(append(line[:len(line):len(line)], '\n'))
		n += int64(k)
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

var _ io.WriterTo = (*Round)(nil)

// Read makes a round of its trail: the trail is verified ([VerifyTrail]), and every action
// is taken once more by the rules. file is its name for messages, head where the trail
// should end, if that is known, and kinds are those of methods of one's own.
func Read(in io.Reader, file string, head Head, kinds ...basis.Kinds) (*Round, error) {
	text, err := io.ReadAll(in)
	if err != nil {
		return nil, basis.Errorf("%s: %w", file, err)
	}
	if err := VerifyTrail(bytes.NewReader(text), head); err != nil {
		return nil, basis.Errorf("%s: %w", file, err)
	}
	r := &Round{kinds: Kinds().With(kinds...)}
	n := 0
	for line := range bytes.Lines(text) {
		n++
		var e Entry
		if err := basis.Unmarshal(bytes.TrimSuffix(line, []byte("\n")), &e, r.kinds); err != nil {
			return nil, basis.Errorf("%s: entry %d: %w", file, n, err)
		}
		if err := r.again(e); err != nil {
			return nil, basis.Errorf("%s: entry %d: %w", file, n, err)
		}
	}
	if n == 0 {
		return nil, basis.Errorf("%s: %w: the trail has no entries", file, basis.ErrEmpty)
	}
	return r, nil
}

// again takes an action of a trail once more, which must give the same entry.
func (r *Round) again(e Entry) error {
	if err := r.take(e.Step, e.Action); err != nil {
		return err
	}
	if made := r.entries[len(r.entries)-1]; made.Digest != e.Digest || made.Before != e.Before || made.Number != e.Number {
		return basis.Errorf("%w: the entry is not written as it should be", ErrTrail)
	}
	return nil
}

// roundData is a round as one document.
type roundData struct {
	Entries []Entry `json:"entries"`
}

var (
	_ basis.DataMarshaler   = (*Round)(nil)
	_ basis.DataUnmarshaler = (*Round)(nil)
)

// MarshalJSON writes the round as one document, its trail.
func (r *Round) MarshalJSON() ([]byte, error) { return basis.Marshal(r, r.kinds.With(Kinds())) }

// UnmarshalJSON reads what MarshalJSON writes, as [Read] does a trail in lines; a round
// whose results hold methods of one's own is for Read, which takes their kinds.
func (r *Round) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, Kinds()) }

// MarshalData gives what MarshalJSON writes, for [basis.Marshal].
func (r *Round) MarshalData() (any, error) { return roundData{r.entries}, nil }

// UnmarshalData reads it, for [basis.Unmarshal].
func (r *Round) UnmarshalData(read func(into any) error) error {
	var d roundData
	if err := read(&d); err != nil {
		return err
	}
	own := &Round{kinds: Kinds().With(r.kinds)}
	for i, e := range d.Entries {
		if err := own.again(e); err != nil {
			return basis.Errorf("entry %d: %w", i+1, err)
		}
	}
	if len(d.Entries) == 0 {
		return basis.Errorf("%w: the trail has no entries", basis.ErrEmpty)
	}
	*r = *own
	return nil
}

// VerifyTrail verifies a trail as [Round.WriteTo] writes it, without reading what is in
// it, and names all that is wrong, joined, each wrapping [ErrTrail]: entries that were
// changed, that are missing, that stand elsewhere or twice, and lines that are none. With a
// head the trail must end there; the zero Head is not known, and then entries that were cut
// off at the end, or a whole trail written anew, cannot be found.
func VerifyTrail(in io.Reader, head Head) error {
	text, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	v := verifier{last: origin, seen: map[int]bool{}}
	if len(text) > 0 && text[len(text)-1] != '\n' {
		v.fail("%w: the last line does not end", ErrTrail)
	}
	for line := range bytes.Lines(text) {
		v.line(bytes.TrimSuffix(line, []byte("\n")))
	}
	v.end(head)
	return basis.JoinErrors(v.errs...)
}

// verifier goes through the lines of a trail.
type verifier struct {
	errs  []error
	at    int          // lines so far
	most  int          // largest number so far
	last  string       // digest of the line before; "": not known, since the line is none
	seen  map[int]bool // numbers
	moved bool         // an entry stands elsewhere, so that what follows it does not fit
}

func (v *verifier) fail(text string, args ...any) {
	v.errs = append(v.errs, basis.Errorf(text, args...))
}

// line looks at one line.
func (v *verifier) line(line []byte) {
	v.at++
	number, before, digest, body, ok := parseLine(line)
	if !ok {
		v.fail("%w: line %d is no entry", ErrTrail, v.at)
		v.last = ""
		if v.at > v.most { // it is where it should be
			v.most++
			v.seen[v.most] = true
		}
		return
	}
	switch {
	case digestOf(body) != digest && number == v.most+1:
		v.fail("%w: entry %d was changed", ErrTrail, number)
	case digestOf(body) != digest: // perhaps its number was
		v.fail("%w: line %d was changed", ErrTrail, v.at)
		number = v.most + 1
	case v.seen[number]:
		v.fail("%w: entry %d is there twice, in line %d again", ErrTrail, number, v.at)
	case number < v.most:
		v.fail("%w: entry %d stands in line %d, behind entry %d", ErrTrail, number, v.at, v.most)
	case number == v.most+1 && v.last != "" && before != v.last && !v.moved:
		v.fail("%w: entry %d does not follow from the one before it, which was written anew", ErrTrail, number)
	}
	v.moved = number != v.most+1
	v.seen[number] = true
	v.most, v.last = max(v.most, number), digest
}

// end looks for what is not there.
func (v *verifier) end(head Head) {
	for n := 1; n <= v.most && n <= v.at+len(v.seen)+1; n++ {
		if !v.seen[n] {
			v.fail("%w: entry %d is missing", ErrTrail, n)
		}
	}
	switch {
	case head == (Head{}):
	case v.most < head.Entries:
		v.fail("%w: entries %d to %d are missing at the end", ErrTrail, v.most+1, head.Entries)
	case v.most > head.Entries:
		v.fail("%w: there are entries behind the last one, %d", ErrTrail, head.Entries)
	case v.last != head.Digest && len(v.errs) == 0:
		v.fail("%w: the trail ends with another entry than it should", ErrTrail)
	}
}

// parseLine takes a line of a trail apart: its number, the digest before, its own digest,
// and what that is of.
func parseLine(line []byte) (number int, before, digest string, body []byte, ok bool) {
	const numberKey, beforeKey, size = `{"number":`, `,"before":"`, len(origin)
	rest, ok := bytes.CutPrefix(line, []byte(numberKey))
	if !ok {
		return 0, "", "", nil, false
	}
	digits, rest, ok := bytes.Cut(rest, []byte(beforeKey))
	number, err := strconv.Atoi(string(digits))
	tail := len(line) - len(digestKey) - size - len(`"}`)
	if !ok || err != nil || number < 1 || strconv.Itoa(number) != string(digits) || len(rest) < size+1 || rest[size] != '"' || tail < 0 {
		return 0, "", "", nil, false
	}
	body, end := line[:tail], line[tail:]
	if !bytes.HasPrefix(end, []byte(digestKey)) || !bytes.HasSuffix(end, []byte(`"}`)) {
		return 0, "", "", nil, false
	}
	return number, string(rest[:size]), string(end[len(digestKey) : len(digestKey)+size]), body, true
}
