package main

import (
	"bytes"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/returns"
)

// counties are the forms that counties send, at first with what clerks get wrong in them.
func (s *story) counties(c procedure.Call) {
	year := returns.Span{Year: 2024, First: 1, Last: 12}
	var forms []returns.Form
	for _, u := range s.units(c) {
		forms = append(forms, returns.ForUnit(c.Framework, u, year))
	}
	s.form(forms[0])
	var sent []returns.File
	for i, f := range forms {
		switch f.From {
		case "R01": // in the form of B
			sent = append(sent, s.sent(forms[1], "R01"))
		case "R03": // last year's form
			f.Period.Year--
			sent = append(sent, s.sent(f, f.From))
		case "R05": // a word in a figure
			sent = append(sent, s.sent(f, f.From, ",8,", ",8?,"))
		case "R07": // a column was shifted
			sent = append(sent, s.sent(f, f.From, ",7,", ",,7"))
		case "R10": // has sent none yet
		case "R12": // twice
			sent = append(sent, s.sent(f, f.From), s.sent(f, f.From))
			sent[len(sent)-1].Name = f.From + "-2.csv"
		default:
			sent = append(sent, s.sent(forms[i], f.From))
		}
	}
	if s.err != nil {
		return
	}
	_, err := returns.Read(forms, sent...)
	s.refused(err)
	s.paper++ // nothing was put into the round

	s.page.Paragraph(2, s.in("sent once more:", "重新报送："))
	for _, f := range forms {
		if f.From == "R10" {
			continue
		}
		file := s.sent(f, f.From)
		if s.err != nil {
			return
		}
		readings, err := returns.Read(forms, file)
		if err != nil {
			s.err = err
			return
		}
		s.do(procedure.Return{From: f.From, Readings: readings})
	}
}

// units are those of the round with their names in the language of the page.
func (s *story) units(c procedure.Call) []indicators.Unit {
	out := slices.Clone(c.Units)
	for i := range out {
		out[i].Name = s.in(reported[i].en, reported[i].zh)
	}
	return out
}

// department is the form that a department sends and signs; that of science is at first the
// one of last year, and that of energy has a unit in a figure.
func (s *story) department(c procedure.Call, from string) {
	form := returns.ForDepartment(c.Framework, s.units(c), from, returns.Span{Year: 2024, First: 1, Last: 12})
	bad := returns.File{}
	switch from {
	case "science":
		last := form
		last.Period.Year--
		bad = s.sent(last, from)
	case "energy":
		bad = s.sent(form, from, ",0.51,", ",0.51 tce,")
	}
	if bad.Name != "" && s.err == nil {
		_, err := returns.Read([]returns.Form{form}, bad)
		s.refused(err)
		s.paper++ // nothing was put into the round
	}
	file := s.sent(form, from)
	if s.err != nil {
		return
	}
	readings, err := returns.Read([]returns.Form{form}, file)
	if err != nil {
		s.err = err
		return
	}
	s.do(procedure.Return{From: from, Readings: readings}, procedure.Sign{From: from})
}

// sent is the form of an office as it comes back, with pairs of texts in it replaced: filled
// with its figures.
func (s *story) sent(f returns.Form, from string, replace ...string) returns.File {
	back := figures(f.From, f.Columns...).Readings
	for i := range back {
		back[i].Period, back[i].Source = f.Period.String(), f.From
		if f.From != back[i].Unit {
			back[i].Department = f.From
		}
		if in, _ := f.Framework.Find(back[i].Indicator); in.Period != "" {
			back[i].Period = in.Period
		}
	}
	text := s.csv(f, back...)
	if len(replace) > 0 {
		text = strings.NewReplacer(replace...).Replace(text)
	}
	file, err := returns.ReadCSV(strings.NewReader(text), from+".csv", from)
	if err != nil && s.err == nil {
		s.err = err
	}
	return file
}

func (s *story) csv(f returns.Form, filled ...indicators.Reading) string {
	var b bytes.Buffer
	if err := f.WriteCSV(&b, s.page.Language, filled...); err != nil && s.err == nil {
		s.err = err
	}
	return b.String()
}

// form shows a blank form.
func (s *story) form(f returns.Form) {
	s.page.Paragraph(2, s.in("A blank form of a county, as it went out:", "发出的县级空白报送表："))
	text := strings.TrimPrefix(s.csv(f), "\uFEFF")
	for line := range strings.Lines(text) {
		s.page.Print("    " + strings.TrimSuffix(line, "\n"))
	}
}
