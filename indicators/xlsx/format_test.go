package xlsx_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/countyeval/countyeval/indicators/xlsx"
)

// TestFormats: what formats that offices use tell of a figure.
func TestFormats(t *testing.T) {
	const percent, date, scaled = 1, 2, 4
	for code, want := range map[string]int{
		"General": 0, "G/通用格式": 0, "@": 0, "0.00": 0, "#,##0.00_);(#,##0.00)": 0, `0.0"%"`: 0, `0\%`: 0, "0.00E+00": 0, "[Red]0.0;[Blue]-0.0": 0,
		`#,##0"亩"`: 0, `_-* #,##0.00_-;-* #,##0.00_-`: 0, "0;0%": 0, `0"unclosed %`: 0, "[unclosed %": 0, "": 0,
		"0%": percent, "0.00%": percent, "[Red]0.0%": percent, "#,##0.0 %": percent,
		"yyyy-mm-dd": date, "m/d/yy h:mm": date, `yyyy"年"m"月"`: date, "[$-804]aaaa;@": date, "[h]:mm": date, "[ss].0": date, "[DBNum1]yyyy年": date, "mmm-yy": date,
		"#,##0,": scaled, "0.0,,": scaled, `0.0,"千"`: scaled,
	} {
		p, d, s, _ := xlsx.FormatOf(code)
		got := 0
		for bit, has := range map[int]bool{percent: p, date: d, scaled: s} {
			if has {
				got |= bit
			}
		}
		assert.Equal(t, want, got, code)
	}
	for code, want := range map[string]int{"000000": 6, "0": 1, "000;-000": 3, "00.0": 0, "#00": 0, `"0"00`: 2, "General": 0} {
		_, _, _, zeros := xlsx.FormatOf(code)
		assert.Equal(t, want, zeros, code)
	}
}
