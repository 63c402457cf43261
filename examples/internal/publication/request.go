package publication

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/internal/command"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Request is what the flags of a program ask about files: what to write and for whom, which
// bundle to check, which schemes to compare.
type Request struct {
	out, audience, key, bundle, was, is string
	force                               bool
}

// Flags are the flags of a program that publishes.
func (r *Request) Flags() []command.Flag {
	r.audience = evaluation.AudienceUnsaid.String()
	audiences := []string{evaluation.Internal.String(), evaluation.Public.String(), r.audience}
	return []command.Flag{
		{Name: "out", Help: usageOut, Text: &r.out},
		{Name: "force", Help: usageForce, Bool: &r.force},
		{Name: "audience", Help: usageAudience, Text: &r.audience, Of: audiences},
		{Name: "key", Help: usageKey, Text: &r.key},
		{Name: "verify", Help: usageVerify, Text: &r.bundle},
		{Name: "diff", Help: usageDiff, Text: &r.was, Second: &r.is},
	}
}

// Answer is what -verify or -diff answers; asked is false without either.
func (r *Request) Answer(lang basis.Language) (answer string, asked bool, err error) {
	switch {
	case r.bundle != "":
		answer, err = verify(r.bundle, lang)
	case r.was != "":
		answer, err = differences(r.was, r.is, lang)
	default:
		return "", false, nil
	}
	return answer, true, err
}

// Writes reports whether -out is given.
func (r *Request) Writes() bool { return r.out != "" }

// Write publishes a scheme with its data into the folder of -out, a bundle with what is
// [Attached], signed if there is a key ([ReadKey]), and says how many files there are.
func (r *Request) Write(f *scheme.File, data scheme.Part, rivals []report.Rival, v report.View) (tables.Text, error) {
	p := scheme.Publication{File: f, Data: data, Attach: func(o *scheme.Outcome) ([]scheme.Part, error) {
		return Attached(f.Scheme, o, rivals, r.audience, v)
	}}
	err := p.Audience.UnmarshalText([]byte(r.audience))
	if err == nil && r.key != "" {
		p.Key, err = ReadKey(r.key)
	}
	if err != nil {
		return tables.Text{}, err
	}
	b, err := scheme.Publish(p)
	if err == nil {
		err = b.WriteFolder(r.out, r.force)
	}
	if err != nil {
		return tables.Text{}, err
	}
	return tables.Sentence(wrote, len(b.Files), r.out), nil
}
