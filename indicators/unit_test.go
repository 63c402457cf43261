package indicators_test

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestAttribute(t *testing.T) {
	u := indicators.Unit{Code: "410122", Name: "中牟县", Class: "county", Region: "郑州", Level: "县", Tags: indicators.NewTags(map[string]string{"basin": "黄河", "a b": "x"})}
	for name, want := range map[string]string{
		"code": "410122", "name": "中牟县", "class": "county", "region": "郑州", "level": "县",
		"tag:basin": "黄河", "tag:a b": "x", "tag:zone": "",
	} {
		got, ok := u.Attribute(name)
		assert.True(t, ok, name)
		assert.Equal(t, want, got, name)
		assert.True(t, indicators.Reserved(name), "a heading about the unit itself")
	}
	for _, name := range []string{"", "Code", "basin", "tag", "tag:", "tags:basin", "va"} {
		got, ok := u.Attribute(name)
		assert.False(t, ok, name)
		assert.Empty(t, got, name)
	}
	got, ok := indicators.Unit{}.Attribute("region")
	assert.True(t, ok)
	assert.Empty(t, got)
}

func TestTags(t *testing.T) {
	by := map[string]string{"zone": "core", "basin": "黄河", "none": ""}
	tags := indicators.NewTags(by)
	by["basin"] = "spoilt"
	assert.Equal(t, "黄河", tags.Get("basin"))
	assert.Empty(t, tags.Get("none"))
	assert.Empty(t, tags.Get("axis"))
	assert.Equal(t, map[string]string{"basin": "黄河", "zone": "core"}, maps.Collect(tags.All()))
	var keys []string
	for key := range tags.All() {
		keys = append(keys, key)
	}
	assert.Equal(t, []string{"basin", "zone"}, keys)
	for range tags.All() {
		break
	}
	assert.False(t, tags.IsZero())
	assert.Equal(t, indicators.Tags{}, indicators.NewTags(map[string]string{"none": ""}))

	for text, u := range map[string]indicators.Unit{
		`{"code":"a"}`: {Code: "a"},
		`{"code":"a","tags":{"basin":"黄河","zone":"core"}}`: {Code: "a", Tags: tags},
	} {
		b, err := json.Marshal(u)
		require.NoError(t, err)
		assert.JSONEq(t, text, string(b))
		assert.Len(t, b, len(text), "no empty tags are written")
		var back indicators.Unit
		require.NoError(t, json.Unmarshal(b, &back))
		assert.Equal(t, u, back)
		again := indicators.Unit{Code: "other"}
		b, err = basis.Marshal(u, basis.Kinds{})
		require.NoError(t, err)
		assert.JSONEq(t, text, string(b))
		require.NoError(t, basis.Unmarshal(b, &again, basis.Kinds{}))
		assert.Equal(t, u, again)
	}
	var back indicators.Unit
	require.NoError(t, json.Unmarshal([]byte(`{"tags":null}`), &back))
	assert.True(t, back.Tags.IsZero())
	require.Error(t, json.Unmarshal([]byte(`{"tags":{"basin":3}}`), &back))
}
