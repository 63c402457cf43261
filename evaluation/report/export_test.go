package report

// Figures are the figures of a part of a report.
func Figures(d Document, v View, p Part) ([]Figure, error) {
	v, err := v.check()
	if err != nil {
		return nil, err
	}
	d.Parts = []Part{p}
	s, err := prepared(d, v)
	if err != nil {
		return nil, err
	}
	sections, err := s.sections()
	if err != nil {
		return nil, err
	}
	var out []Figure
	for _, sec := range sections {
		for _, b := range sec.Blocks {
			if b.Figure != nil {
				out = append(out, b.Figure)
			}
		}
	}
	return out, nil
}
