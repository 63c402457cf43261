package scheme

import (
	"bytes"
	"crypto/ed25519"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Publication is what is published, and how.
type Publication struct {
	File *File
	Data Part // the table of the year as CSV; the bundle has it byte for byte

	Audience evaluation.Audience
	// Withholding says how well a public bundle hides what it leaves out.
	Withholding evaluation.Withholding
	// Attach makes further files, such as a workbook, which the bundle has with their digests
	// alone, from the outcome that is published: in a public bundle that of [Outcome.Public].
	Attach func(*Outcome) ([]Part, error)
	// Key signs the manifest; nil: it is not signed.
	Key ed25519.PrivateKey
}

// Bundle is a published evaluation: what it was made of, all that follows from it, and a
// manifest with the digest of each file.
type Bundle struct {
	Manifest Manifest
	Files    []Part // by name, the manifest and its signature among them
	Outcome  *Outcome

	// Warnings are figures so near to a border of rounding that another machine may publish
	// another digit.
	Warnings []error
}

// Publish makes a bundle of a scheme and the figures of a year. It has
//
//	given/        scheme, rulings and figures, and the data, byte for byte
//	recomputed/   stages, weights, scores, ranks with grades, lists, pools, awards, ledger and
//	              warnings, as CSV: codes, numbers and kinds of reason, no sentences
//	manifest.json name, kind and SHA-256 of each, and at the end its own
//	manifest.sig  the signature, if there is a key
//
// and beside these what is attached. What is recomputed has the same bytes on every machine
// and at any time: cells and weights have the significant digits that the scheme states.
// [Verify] checks a bundle, [Bundle.WriteFolder] and [Bundle.Zip] write it.
//
// A table with confidential figures is refused, wrapping [evaluation.ErrConfidential],
// unless the audience is said. In a public bundle that leaves figures out the data are
// what may be seen of them, lists of figures under the name of a confidential column and
// awards that tell of a figure are missing, and nothing can be recomputed: its entries are
// attached. A list that has the figures of a confidential column under another name is
// refused. What the texts of scheme and rulings say is for those who publish them.
func Publish(p Publication) (*Bundle, error) {
	table, err := p.File.ReadTable(bytes.NewReader(p.Data.Text), p.Data.Name)
	if err != nil {
		return nil, err
	}
	o, err := Run(p.File, table)
	if err != nil {
		return nil, err
	}
	data, given, kind := p.Data, slices.Clone(p.File.Parts), Recomputed
	if _, cut, err := o.Public(p.Withholding); !cut.Empty() {
		switch {
		case p.Audience == evaluation.AudienceUnsaid:
			return nil, basis.Errorf("%w: %d figures are, and it is not said whether the bundle is internal or public", evaluation.ErrConfidential, len(cut.Cells))
		case p.Audience == evaluation.Public && err != nil:
			return nil, err
		case p.Audience == evaluation.Public:
			kind = Attached
			if given, err = p.File.publicParts(o, cut); err != nil {
				return nil, err
			}
			if o, _, err = o.Public(p.Withholding); err != nil {
				return nil, err
			}
			var b bytes.Buffer
			if err := (indicators.CSV{File: data.Name}).WriteTable(&b, o.Result.Raw); err != nil {
				return nil, err
			}
			data.Text = b.Bytes()
		}
	}
	b := &Bundle{Outcome: o, Manifest: Manifest{Audience: p.Audience, Scheme: p.File.Name, Data: data.Name, Digits: p.File.Scheme.digits()}}
	for _, part := range append(given, data) {
		b.add(Given, givenFolder+part.Name, part.Text)
	}
	files, warnings := o.files(b.Manifest.Digits)
	b.Warnings = warnings
	for _, part := range files {
		b.add(kind, recomputedFolder+part.Name, part.Text)
	}
	var attached []Part
	if p.Attach != nil {
		if attached, err = p.Attach(o); err != nil {
			return nil, err
		}
	}
	for _, part := range attached {
		if strings.HasPrefix(part.Name, givenFolder) || strings.HasPrefix(part.Name, recomputedFolder) {
			return nil, basis.Errorf("%w: %q is in a folder of the bundle's own", ErrName, part.Name)
		}
		b.add(Attached, part.Name, part.Text)
	}
	if err := b.seal(p.Key); err != nil {
		return nil, err
	}
	return b, nil
}

// The folders of a bundle.
const (
	givenFolder      = "given/"
	recomputedFolder = "recomputed/"
)

// add adds a file.
func (b *Bundle) add(kind EntryKind, name string, text []byte) {
	b.Files = append(b.Files, Part{name, text})
	b.Manifest.Files = append(b.Manifest.Files, entryOf(kind, name, text))
}

// seal adds the manifest and its signature.
func (b *Bundle) seal(key ed25519.PrivateKey) error {
	b.Manifest.Format, b.Manifest.Version = bundleVersion, basis.Version
	if key != nil {
		public, ok := key.Public().(ed25519.PublicKey)
		if !ok || len(key) != ed25519.PrivateKeySize {
			return basis.Errorf("%w: the key is no private key of Ed25519", basis.ErrValue)
		}
		b.Manifest.Key = hexOf(public)
	}
	slices.SortFunc(b.Manifest.Files, func(x, y Entry) int { return strings.Compare(x.Name, y.Name) })
	if err := b.Manifest.check(); err != nil {
		return err
	}
	text, err := b.Manifest.text()
	if err != nil {
		return err
	}
	b.Files = append(b.Files, Part{manifestName, text})
	if key != nil {
		b.Files = append(b.Files, Part{signatureName, []byte(hexOf(ed25519.Sign(key, text)) + "\n")})
	}
	slices.SortFunc(b.Files, func(x, y Part) int { return strings.Compare(x.Name, y.Name) })
	return nil
}

// Public is the outcome without confidential figures and what gives them away, by the rule
// of [evaluation.Withholding]. An award is left out, its Err wrapping
// [evaluation.ErrConfidential], if it is by totals that are left out or takes from a column
// with confidential figures; so is a list or a policy for enterprises.
func (o *Outcome) Public(w evaluation.Withholding) (*Outcome, evaluation.Cut, error) {
	result, cut, err := w.Public(o.Result)
	if err != nil || cut.Empty() {
		return o, cut, err
	}
	out := *o
	out.Result, out.Ranking = result, cut.Ranking(o.Ranking)
	out.Rankings = map[string]evaluation.Ranking{}
	for name, r := range o.Rankings {
		out.Rankings[name] = cut.Ranking(r)
	}
	out.Awards = slices.Clone(o.Awards)
	for i := range out.Awards {
		a := &out.Awards[i]
		from := slices.ContainsFunc(a.Figures.Decimals, func(l incentive.Decimals) bool {
			return slices.ContainsFunc(cut.Cells, func(c evaluation.CutCell) bool { return c.Code == l.Name })
		})
		if len(cut.Totals) > 0 || from {
			a.Allocation, a.Figures = nil, incentive.Figures{}
			a.Err = basis.JoinErrors(a.Err, basis.Errorf("%w: the award tells of figures that are left out", evaluation.ErrConfidential))
		}
	}
	out.publicEnterprises(cut)
	return &out, cut, nil
}

// digits are the significant digits of what is recomputed.
func (s Scheme) digits() int {
	if s.Digits == 0 {
		return 6
	}
	return s.Digits
}
