package terminal_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/countyeval/countyeval/examples/internal/terminal"
)

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "巩义市": 6, "新郑市†": 7, "\uff08示例\uff0c非官方\uff09": 16, "▲592": 4, "e\u0301": 1, "한국": 4, "𠮷": 2, "·°τ": 3,
	} {
		assert.Equal(t, want, terminal.Width(text), text)
	}
	assert.Equal(t, "市   ", terminal.Pad("市", 5, terminal.Left))
	assert.Equal(t, "   市", terminal.Pad("市", 5, terminal.Right))
	assert.Equal(t, " 市  ", terminal.Pad("市", 5, terminal.Center))
	assert.Equal(t, "longer", terminal.Pad("longer", 3, terminal.Left))
	assert.Equal(t, "环境质…", terminal.Cut("环境质量指数", 8))
	assert.Equal(t, "环境质量", terminal.Cut("环境质量", 8))
	assert.Equal(t, "a\ufffdb", terminal.Printable("a\x1bb"))
}

func TestGrid(t *testing.T) {
	g := terminal.Grid{Columns: []terminal.Column{{Head: "县", Align: terminal.Left}, {Head: "score", Align: terminal.Right}}}
	g.Add("巩义市", "89.77")
	g.Add("甲县")
	assert.Equal(t, []string{"县     score", "巩义市 89.77", "甲县"}, g.Lines())
}
