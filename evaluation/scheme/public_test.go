package scheme_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/scheme"
)

// yearly is a publication of the small scheme with a file of rulings and one of figures.
func yearly(t *testing.T, rulings, figures string, replace ...string) scheme.Publication {
	t.Helper()
	replace = append([]string{
		"plans:\n", "rulings: {file: rulings.yaml}\nfigures: [year.yaml]\nplans:\n",
		"cap_at: {figure: land, rate: 0.5}", "cap_at: {figure: asked, rate: 0.5}",
	}, replace...)
	f := read(t, map[string]string{"rulings.yaml": rulings, "year.yaml": figures}, replace...)
	return scheme.Publication{File: f, Data: scheme.Part{Name: "zones.csv", Text: []byte(zones)}}
}

const (
	noRuling = "- {unit: \"5\", effect: no award, reason: late, document: No. 3} # clerk: 7.8125\n"
	asked    = "decimals: # seen by the clerk: 7.8125\n  - {name: asked, of: {\"1\": 9, \"2\": 7.8125, \"3\": 4, \"4\": 6, \"5\": 10}CONF}\n"
)

func askedWith(confidential string) string { return strings.Replace(asked, "CONF", confidential, 1) }

// TestPublishFigures: a yearly figure that is marked confidential needs a word too, and no
// file of the public bundle has it, nor the award that would tell of it.
func TestPublishFigures(t *testing.T) {
	p := yearly(t, noRuling, askedWith(`, confidential: ["2"]`))
	_, err := scheme.Publish(p)
	require.ErrorIs(t, err, evaluation.ErrConfidential)
	p.Audience = evaluation.Internal
	b, err := scheme.Publish(p)
	require.NoError(t, err)
	assert.Equal(t, askedWith(`, confidential: ["2"]`), string(part(t, b, "given/year.yaml")))
	assert.Contains(t, string(part(t, b, "recomputed/awards.csv")), "Land,2,3")

	p.Audience = evaluation.Public
	b, err = scheme.Publish(p)
	require.NoError(t, err)
	for _, file := range b.Files {
		assert.NotContains(t, string(file.Text), "7.8125", file.Name)
		assert.NotContains(t, string(file.Text), "clerk", file.Name)
	}
	assert.NotContains(t, string(part(t, b, "recomputed/awards.csv")), "Land")
	assert.Contains(t, string(part(t, b, "recomputed/warnings.csv")), "not given,Land,confidential,,")
	assert.Contains(t, string(part(t, b, "recomputed/scores.csv")), "1,42.6667,26.6667,25,30,66.6667\n", "no cell of the table is confidential")
	v, err := scheme.Verify(folderOf(b.Files))
	require.NoError(t, err)
	assert.Equal(t, []string{"stages", "lists"}, []string{v.From, v.To})
	_, err = scheme.Verify(forged(t, b, "recomputed/ranks.csv", "64", "65"))
	require.ErrorContains(t, err, "recomputed/ranks.csv: ")
	_, err = scheme.Verify(forged(t, b, "given/year.yaml", `confidential: ["2"]`, "confidential: []"))
	require.ErrorContains(t, err, "recomputed/awards.csv: bundle does not verify: nothing of that kind", "awards are believed only if a figure is marked")

	// The attack: what is given still runs, and says nothing of the award.
	given := fstest.MapFS{}
	for _, file := range b.Files {
		if name, ok := strings.CutPrefix(file.Name, "given/"); ok {
			given[name] = &fstest.MapFile{Data: file.Text}
		}
	}
	f, err := scheme.Open(given, "scheme.yaml")
	require.NoError(t, err)
	table, err := f.ReadTable(strings.NewReader(zones), "zones.csv")
	require.NoError(t, err)
	o, err := scheme.Run(f, table)
	require.NoError(t, err)
	require.Nil(t, o.Awards[0].Allocation)
	require.Error(t, o.Awards[0].Err)
}

// TestPublishListOfColumn: a list under the code of a confidential column has the cells that
// are left out of the table, whether it is marked or not.
func TestPublishListOfColumn(t *testing.T) {
	const lists = "decimals:\n  - {name: asked, of: {\"1\": 9, \"2\": 7, \"3\": 4, \"4\": 6, \"5\": 10}}\n  - {name: energy, of: {\"1\": 1, \"2\": 7.8125}}\n" +
		"words:\n  - {name: energy, of: {\"1\": wasteful}}\nflags:\n  - {name: energy, of: {\"3\": true}}\n"
	p := yearly(t, noRuling, lists, "- {code: energy, name: Energy,", "- {code: energy, confidential: true, name: Energy,")
	p.Audience = evaluation.Public
	b, err := scheme.Publish(p)
	require.NoError(t, err)
	year := string(part(t, b, "given/year.yaml"))
	assert.NotContains(t, year, "7.8125")
	assert.NotContains(t, year, "wasteful")
	assert.NotContains(t, year, "true")
	assert.Contains(t, year, "10", "asked stays")
}

// TestPublishQuoted: a ruling that quotes a figure that is left out is refused, one that
// does not is published without the comments of its file.
func TestPublishQuoted(t *testing.T) {
	hide := []string{"- {code: energy, name: Energy,", "- {code: energy, confidential: true, name: Energy,"}
	for reason, refused := range map[string]bool{"energy of 1.5 is too much": true, "late, of 1.50.": true, "late": false} {
		p := yearly(t, "- {unit: \"3\", effect: no award, reason: \""+reason+"\", document: No. 3}\n", askedWith(""), hide...)
		p.Audience = evaluation.Public
		_, err := scheme.Publish(p)
		if refused {
			require.ErrorIs(t, err, evaluation.ErrConfidential)
			require.EqualError(t, err, "unit 3, indicator energy: confidential: a ruling on the unit quotes the figure")
			continue
		}
		require.NoError(t, err)
	}
}
