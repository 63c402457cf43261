package main

import (
	"cmp"
	"strconv"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// sight is the page as the template is given it.
type sight struct {
	Lang, Query, Title, Lead, Skip, Back, BackURL, Save, SaveURL string
	Other, OtherLang, OtherURL, Compute, Gone, Results           string
	Digits                                                       int
	Nested                                                       bool
	Groups                                                       []group
	PoolsName                                                    string
	Answer                                                       *shown
	Trouble                                                      *trouble
}

type (
	group struct {
		Name, Hint string
		Switches   []selector
		Parts      []part
		Pools      []choice
	}
	part struct {
		Name    string
		Sliders []slider
	}
	selector struct {
		Key, Name, Published string
		Options              []choice
	}
	choice struct {
		Key, Name string
		Chosen    bool
	}
	slider struct {
		ID, Key, Name, Unit, Value, Published, Most, Step, Arrow, Slide, Was string
		Code, Parent, Hold                                                   string
		Depth                                                                int
		Pinned, Top                                                          bool
	}
	trouble struct {
		Title string
		Lines []string
	}
)

// codes are the languages as HTML has them.
var codes = map[basis.Language]string{basis.English: "en", basis.Chinese: "zh-CN"}

// sight lays a page out: the panel at a view, and the answer or what is wrong.
func (e *explorer) sight(r reader, v state, a *answer, err error) (*sight, error) {
	other := basis.English + basis.Chinese - r.lang()
	s := &sight{
		Lang: codes[r.lang()], OtherLang: codes[other], Query: r.lang().String(),
		Lead: r.say(pageLead), Skip: r.say(pageSkip), Other: r.say(pageOther), Back: r.say(pageBack), Save: r.say(pageSave),
		Compute: r.say(pageCompute), Gone: r.say(pageGone), PoolsName: r.say(pageShown),
		Digits: e.digits(), Nested: e.nested, Results: r.say(pageResults),
		Title:   tables.Printable(cmp.Or(e.in.Scheme.Scheme.Title.In(r.lang()), r.say(pageExplorer))),
		BackURL: "?" + (state{}).encode(r.lang()), SaveURL: "scheme.yaml?" + v.encode(r.lang()), OtherURL: "?" + v.encode(other),
	}
	s.Groups = e.groups(r, v)
	if err != nil {
		s.Trouble = r.trouble(err)
		return s, nil
	}
	s.Answer, err = r.show(a)
	return s, err
}

func (r reader) trouble(err error) *trouble {
	return &trouble{r.say(troubleTitle), r.complain(err)}
}

// groups are the weights, the method and the awards.
func (e *explorer) groups(r reader, v state) []group {
	weights, method, awards := group{Name: r.say(pageWeights)}, group{Name: r.say(pageMethod)}, group{Name: r.say(pageAwards)}
	at := func(d dial) float64 {
		if x, ok := v.dials[d.Key]; ok {
			return x
		}
		return d.Value
	}
	sums := map[string]float64{}
	for _, d := range e.dials {
		if d.Code != "" {
			sums[d.Parent] += at(d)
		}
	}
	unit := 1.0
	for range e.digits() {
		unit /= 10
	}
	held := map[string]bool{}
	for _, code := range v.pinned {
		held[code] = true
	}
	top := 0.0
	for i, d := range e.dials {
		s := slider{ID: "d" + strconv.Itoa(i), Key: d.Key, Name: r.say(d.Name), Unit: r.say(d.Unit), Value: number(at(d)), Published: number(d.Value)}
		s.Slide, s.Was = r.say(pageSlider, d.Name), r.say(pageChanged, tables.Same(s.Published))
		if d.Code == "" {
			s.Most, s.Step, s.Arrow = number(max(d.Most, at(d))), number(d.Step), number(d.Step)
			if d.FirstPool {
				awards.Parts = append(awards.Parts, part{Name: r.say(e.pools[d.Pool])})
			}
			p := &awards.Parts[len(awards.Parts)-1]
			p.Sliders = append(p.Sliders, s)
			continue
		}
		if d.Depth == 0 {
			top = d.Most
		}
		s.Most, s.Step, s.Arrow = strconv.FormatFloat(max(sums[d.Parent], d.Most), 'f', e.digits(), 64), strconv.FormatFloat(unit, 'f', e.digits(), 64), number(nice(cmp.Or(top, d.Most)/100)/2)
		s.Code, s.Parent, s.Depth, s.Hold, s.Pinned, s.Top = d.Code, d.Parent, min(d.Depth, 3), r.say(pagePin, d.Name), held[d.Code], d.Group
		if d.Depth == 0 || len(weights.Parts) == 0 {
			weights.Parts = append(weights.Parts, part{})
		}
		p := &weights.Parts[len(weights.Parts)-1]
		p.Sliders = append(p.Sliders, s)
	}
	for _, l := range e.switches {
		sel := selector{Key: l.Key, Name: r.say(l.Name), Published: l.Published}
		now := cmp.Or(v.switches[l.Key], l.Published)
		for _, o := range l.Options {
			sel.Options = append(sel.Options, choice{o.Key, r.say(o.Name), o.Key == now})
		}
		method.Switches = append(method.Switches, sel)
	}
	for i, name := range e.pools {
		awards.Pools = append(awards.Pools, choice{strconv.Itoa(i + 1), r.say(name), i == v.pool})
	}
	if weights.Hint = r.say(pageHint); e.computed {
		weights.Hint = r.say(pageComputed)
	}
	out := []group{weights, method}
	if len(weights.Parts) == 0 {
		out = out[1:]
	}
	if len(awards.Parts) > 0 {
		out = append(out, awards)
	}
	return out
}
