package scheme

import (
	"bytes"
	"crypto/ed25519"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
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
// A table or a file of the year with confidential figures is refused, wrapping
// [evaluation.ErrConfidential], unless the audience is said. In a public bundle that leaves
// figures out the data are what may be seen of them, and awards that tell of a figure are
// missing. Its scores are attached, and what follows from the published totals is recomputed
// if all are there and suffice: ranks, lists, and awards by figures that may be seen. If no
// cell of the table is confidential but yearly figures are, all up to the lists is
// recomputed, and what follows is attached. Its rulings and yearly
// figures are written anew, without the comments of their files: a yearly figure that is
// marked confidential is missing, and so is a list under the code of a column with
// confidential cells; a list with the figures of such a column under another name is refused,
// and so is a ruling that quotes a figure of its unit that is left out. The
// scheme is published as it stands, comments and all.
func Publish(p Publication) (*Bundle, error) {
	table, err := p.File.ReadTable(bytes.NewReader(p.Data.Text), p.Data.Name)
	if err != nil {
		return nil, err
	}
	o, err := Run(p.File, table)
	if err != nil {
		return nil, err
	}
	data := p.Data
	kind := func(string) EntryKind { return Recomputed }
	given, figures := slices.Clone(p.File.Parts), p.File.confidential()
	if public, cut, err := o.Public(p.Withholding); !cut.Empty() || figures > 0 {
		switch {
		case p.Audience == evaluation.AudienceUnsaid:
			return nil, basis.Errorf("%w: %d figures are, and it is not said whether the bundle is internal or public", evaluation.ErrConfidential, len(cut.Cells)+figures)
		case p.Audience == evaluation.Public && err != nil:
			return nil, err
		case p.Audience == evaluation.Public:
			kind = func(name string) EntryKind {
				if cut.Empty() && !awarded(name) {
					return Recomputed
				}
				return Attached
			}
			if given, err = p.File.public(o, cut); err != nil {
				return nil, err
			}
			o = public
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
		b.add(kind(part.Name), recomputedFolder+part.Name, part.Text)
	}
	if kind("stages.csv") == Attached {
		follow := b.believed([]basis.Kinds{p.File.kinds})
		for i, e := range b.Manifest.Files {
			if follow[e.Name] {
				b.Manifest.Files[i].Kind = Recomputed
			}
		}
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

// awarded reports whether a file tells of awards, which hang on the figures of the year.
func awarded(name string) bool {
	return slices.Contains([]string{"pools.csv", "awards.csv", "ledger.csv", "warnings.csv"}, name)
}

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

// digits are the significant digits of what is recomputed.
func (s Scheme) digits() int {
	if s.Digits == 0 {
		return 6
	}
	return s.Digits
}
