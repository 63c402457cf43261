package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators/basis"
)

// options are what the flags say.
type options struct {
	explain, data, framework, weights, lang, out string
	all                                          bool
	language                                     basis.Language // of lang
}

// parse reads the flags. The language is that of the flags, or else of LANG, even if
// another flag is wrong.
func parse(args []string, env func(string) string) (options, error) {
	var o options
	if strings.HasPrefix(env("LANG"), basis.Chinese.String()) {
		o.language = basis.Chinese
	}
	f := o.flags()
	err := f.Parse(args)
	unknown := o.language.UnmarshalText([]byte(o.lang))
	switch {
	case err != nil:
		return o, err
	case f.NArg() > 0:
		return o, fmt.Errorf("%q is no flag", f.Arg(0))
	case unknown != nil:
		return o, fmt.Errorf("-lang %q is neither zh nor en", o.lang)
	case !slices.Contains(data.SchemeNames(), o.weights):
		return o, fmt.Errorf("-weights %q is not one of %s", o.weights, strings.Join(data.SchemeNames(), ", "))
	}
	var empty []string
	f.Visit(func(x *flag.Flag) {
		if x.Value.String() == "" {
			empty = append(empty, "-"+x.Name)
		}
	})
	if len(empty) > 0 {
		return o, fmt.Errorf("%s without a value", strings.Join(empty, ", "))
	}
	return o, nil
}

// flags declares the flags.
func (o *options) flags() *flag.FlagSet {
	f := flag.NewFlagSet("henan", flag.ContinueOnError)
	f.SetOutput(io.Discard) // run prints errors and help itself
	f.Usage = func() {}
	in := func(t tables.Text) string { return t.In(o.language, nil) }
	f.StringVar(&o.explain, "explain", "", in(usageExplain))
	f.BoolVar(&o.all, "all", false, in(usageAll))
	f.StringVar(&o.weights, "weights", data.ByDeclared, in(usageWeights))
	f.StringVar(&o.lang, "lang", o.language.String(), in(usageLang))
	f.StringVar(&o.out, "out", "", in(usageOut))
	f.StringVar(&o.data, "data", "", in(usageData))
	f.StringVar(&o.framework, "framework", "", in(usageFramework))
	return f
}

// help is the help text in a language.
func help(lang basis.Language) string {
	o := options{language: lang}
	text := usageTitle.In(lang, nil)
	o.flags().VisitAll(func(x *flag.Flag) {
		name, does := flag.UnquoteUsage(x)
		text += "  " + tables.Pad(strings.TrimSpace("-"+x.Name+" "+name), 20, tables.Left) + " " + does + "\n"
	})
	return text
}
