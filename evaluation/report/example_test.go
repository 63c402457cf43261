package report_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

func ExampleWriteSVG() {
	figure := report.Lorenz{
		Caption: report.Caption{Title: tables.Both("How equal the awards are", "分配均衡程度")},
		Amounts: []float64{1, 3, 4, 0},
		Gini:    tables.Decimal(0.4375, 3),
	}
	var svg bytes.Buffer
	if err := report.WriteSVG(&svg, figure, report.View{Language: basis.Chinese}); err != nil {
		fmt.Println(err)
		return
	}
	_, label, _ := strings.Cut(svg.String(), `aria-label="`)
	label, _, _ = strings.Cut(label, `"`)
	fmt.Println(label)
	// Output: 分配均衡程度。4 个数额的洛伦兹曲线，基尼系数 0.438。
}
