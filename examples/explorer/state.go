package main

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/indicators/basis"
)

// The names in an address beside those of dials and switches.
const (
	keyLang = "lang"
	keyPin  = "pin"
	keyPool = "pool"
)

// state is a view: what differs from the published scheme, what is pinned, and whose gains
// and losses are shown. It is the query of an address, and nothing else is kept of a visitor.
type state struct {
	dials    map[string]float64 // by key
	switches map[string]string  // by key
	pinned   []string           // codes, in the order of the scheme
	pool     int
}

// decimal is a number as people write it; a sign is for the library to refuse.
var decimal = regexp.MustCompile(`^-?\d{1,12}(\.\d{1,12})?$`)

// decode reads the query of an address. All that is wrong is said at once.
func (p panel) decode(q url.Values) (state, error) {
	v := state{dials: map[string]float64{}, switches: map[string]string{}}
	known, left := p.keys(), map[string]bool{}
	var errs []error
	for key := range q {
		left[key] = true
	}
	one := func(key string) (string, bool) {
		all, ok := q[key]
		delete(left, key)
		if ok && len(all) != 1 {
			errs = append(errs, basis.Errorf("%w: %s is given twice", basis.ErrValue, key))
		}
		return q.Get(key), ok && len(all) == 1
	}
	for _, d := range p.dials {
		text, ok := one(d.Key)
		if !ok {
			continue
		}
		x, err := strconv.ParseFloat(text, 64)
		if !decimal.MatchString(text) || err != nil {
			errs = append(errs, basis.Errorf("%w: %s is %q", basis.ErrNumber, d.Key, text))
		} else if x != d.Value {
			v.dials[d.Key] = x
		}
	}
	for _, l := range p.switches {
		text, ok := one(l.Key)
		if !ok {
			continue
		}
		if !slices.ContainsFunc(l.Options, func(o option) bool { return o.Key == text }) {
			errs = append(errs, basis.Errorf("%w: %s is %q", basis.ErrUnknown, l.Key, text))
		} else if text != l.Published {
			v.switches[l.Key] = text
		}
	}
	if text, ok := one(keyPool); ok {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > len(p.pools) {
			errs = append(errs, basis.Errorf("%w: %s is %q", basis.ErrUnknown, keyPool, text))
		} else {
			v.pool = n - 1
		}
	}
	delete(left, keyPin)
	delete(left, keyLang)
	for _, code := range q[keyPin] {
		if !slices.ContainsFunc(p.dials, func(d dial) bool { return d.Code == code && code != "" }) {
			errs = append(errs, basis.Errorf("%w: %s is %q", basis.ErrUnknown, keyPin, code))
		}
	}
	for _, d := range p.dials {
		if d.Code != "" && slices.Contains(q[keyPin], d.Code) {
			v.pinned = append(v.pinned, d.Code)
		}
	}
	for _, key := range sorted(left) {
		if near := basis.Nearest(key, known); near != "" {
			errs = append(errs, basis.Errorf("%w: nothing is called %q; do you mean %q?", basis.ErrUnknown, key, near))
		} else {
			errs = append(errs, basis.Errorf("%w: nothing is called %q", basis.ErrUnknown, key))
		}
	}
	return v, basis.JoinErrors(errs...)
}

// encode is the query of a view, without what is as published.
func (v state) encode(lang basis.Language) string {
	q := url.Values{keyLang: {lang.String()}, keyPin: v.pinned}
	for key, x := range v.dials {
		q.Set(key, number(x))
	}
	for key, at := range v.switches {
		q.Set(key, at)
	}
	if v.pool > 0 {
		q.Set(keyPool, strconv.Itoa(v.pool+1))
	}
	return q.Encode()
}
