package scheme

import (
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Marshal writes a scheme as the file that [Read] reads: methods in the short form
// ([basis.MarshalShort]), sections in the order of [Scheme], each under a comment. What
// was written is read as the same scheme, and written again with the same bytes. A file
// that people keep is not to be written anew, which loses their comments: [Set] changes
// single values in it.
func Marshal(s Scheme, kinds ...basis.Kinds) ([]byte, error) {
	if s.Version == 0 {
		s.Version = Version
	}
	text, err := basis.MarshalShort(s, joinedKinds(kinds))
	if err != nil {
		return nil, err
	}
	n, err := basis.ParseJSON(text)
	if err != nil {
		return nil, err
	}
	var w yamlWriter
	for i := range n.Members {
		m := &n.Members[i]
		if head := heads[m.Key]; head != "" {
			w.WriteString("\n# " + head + "\n")
		}
		w.section(m.Key, &m.Value)
	}
	return []byte(w.String()), nil
}

// MarshalYAML writes any value as [Marshal] does a scheme: rulings and figures of a year.
func MarshalYAML(v any, kinds ...basis.Kinds) ([]byte, error) {
	text, err := basis.MarshalShort(v, joinedKinds(kinds))
	if err != nil {
		return nil, err
	}
	n, err := basis.ParseJSON(text)
	if err != nil {
		return nil, err
	}
	var w yamlWriter
	switch {
	case n.Kind == basis.NodeRecord && len(n.Members) > 0:
		w.record(n, 0, 0)
	case n.Kind == basis.NodeList && len(n.Items) > 0:
		w.list(n, 0)
	default:
		line, _ := flow(n)
		w.WriteString(line + "\n")
	}
	return []byte(w.String()), nil
}

// heads are the comments over the sections of a file.
var heads = map[string]string{
	"title":     "名称 title, 依据 legal basis",
	"framework": "指标体系 indicators: 零分值 zero, 满分值 full",
	"model":     "计分 from figures to scores",
	"decision":  "排名定等 from scores to ranks and grades",
	"rankings":  "其他排名 further rankings",
	"lists":     "名单 lists",
	"rulings":   "个案决定 rulings on single units",
	"plans":     "激励分配 pools and how they are divided",
	"figures":   "年度数据文件 files with the figures of the year",
	"study":     "稳健性 what is uncertain",
}

// With is the file with another scheme, written by [Marshal], and with the same rulings and
// figures.
func (f *File) With(s Scheme) (*File, error) {
	text, err := Marshal(s, f.kinds)
	if err != nil {
		return nil, err
	}
	out := *f
	out.Scheme, out.Text, out.Parts = s, text, slices.Clone(f.Parts)
	for i := range out.Parts {
		if out.Parts[i].Name == f.Name {
			out.Parts[i].Text = text
		}
	}
	return &out, nil
}
