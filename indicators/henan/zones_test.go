package henan_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/henan"
)

// TestZones: each zone names prefectures that there are, once, and what it says names each.
func TestZones(t *testing.T) {
	english := map[string]string{
		"410100": "Zhengzhou", "410200": "Kaifeng", "410300": "Luoyang", "410400": "Pingdingshan", "410500": "Anyang", "410600": "Hebi",
		"410700": "Xinxiang", "410800": "Jiaozuo", "410900": "Puyang", "411000": "Xuchang", "411100": "Luohe", "411200": "Sanmenxia", "411300": "Nanyang",
		"411400": "Shangqiu", "411500": "Xinyang", "411600": "Zhoukou", "411700": "Zhumadian", "419000": "Jiyuan",
	}
	for _, p := range henan.Prefectures() {
		require.Contains(t, english, p.Code)
	}
	var keys []string
	for _, z := range henan.Zones() {
		keys = append(keys, z.Key)
		assert.Equal(t, z.Key == "core", z.Named)
		assert.NotEmpty(t, z.Name)
		assert.NotEmpty(t, z.NameZH)
		for _, code := range z.Prefectures {
			assert.Contains(t, z.Says, english[code], z.Key)
			assert.Equal(t, "yes", henan.ZoneTags(code).Get(z.Key))
		}
		for code, name := range english {
			assert.Equal(t, strings.Contains(z.Says, name), slices.Contains(z.Prefectures, code), "%s %s", z.Key, name)
		}
		assert.Len(t, slices.Compact(slices.Sorted(slices.Values(z.Prefectures))), len(z.Prefectures), z.Key)
	}
	assert.Equal(t, []string{"core", "axis_jingguang", "axis_longhai", "belt_yellow_river", "belt_huai_river", "belt_han_river"}, keys)
	assert.Equal(t, map[string]string{"core": "yes", "axis_jingguang": "yes", "axis_longhai": "yes", "belt_yellow_river": "yes", "belt_huai_river": "yes"},
		maps.Collect(henan.ZoneTags("410100").All()))
	assert.True(t, henan.ZoneTags("420100").IsZero())
}
