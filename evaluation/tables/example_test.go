package tables_test

import (
	"fmt"
	"os"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// A ranking of made-up counties, in both languages.
func ExampleRanking() {
	county := func(zh, en string) indicators.Unit {
		return indicators.Unit{Code: en, Name: zh, Tags: indicators.NewTags(map[string]string{"name_en": en})}
	}
	ranking := evaluation.Ranking{
		Ties: evaluation.Ties{Digits: new(1)}, Grades: []string{"A", "B"},
		Places: []evaluation.Place{
			{Rank: 1, Unit: county("甲县", "Alpha"), Score: 92.4, Grade: "A"},
			{Rank: 2, Unit: county("乙县", "Beta"), Score: 8.3, Grade: "B", Tied: true},
			{Rank: 2, Unit: county("丙县", "Gamma"), Score: 8.3, Grade: "B", Tied: true},
		},
	}
	sheet := tables.Ranking(ranking)
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		if err := tables.WriteText(os.Stdout, sheet, tables.TextOptions{Language: lang}); err != nil {
			fmt.Println(err)
		}
	}
	if err := tables.WriteCSV(os.Stdout, sheet, tables.CSVOptions{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Ranking
	// rank name  score grade remarks
	//    1 Alpha  92.4 A
	//    2 Beta    8.3 B     tied
	//    2 Gamma   8.3 B     tied
	// 排名
	// 位次 名称 得分 等次 备注
	//    1 甲县 92.4 A
	//    2 乙县  8.3 B    并列
	//    2 丙县  8.3 B    并列
	// rank,code,name,score,grade,remarks
	// 1,Alpha,Alpha,92.4,A,
	// 2,Beta,Beta,8.3,B,tied
	// 2,Gamma,Gamma,8.3,B,tied
}

// A sheet of one's own, as Markdown.
func ExampleWriteMarkdown() {
	sheet := tables.Sheet{Title: tables.Both("Pools", "奖励总量")}
	sheet.Head(tables.Left, tables.Both("pool", "名称"))
	sheet.Head(tables.Point, tables.Both("land (mu)", "土地（亩）"))
	sheet.Add(tables.Words(tables.Both("new land", "新增")), tables.Decimal(6650, 2))
	sheet.Note(tables.Both("All figures are made up.", "数字均为虚构。"))
	if err := tables.WriteMarkdown(os.Stdout, sheet, tables.MarkdownOptions{Language: basis.Chinese}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// ## 奖励总量
	//
	// | 名称 | 土地（亩） |
	// | :-- | --: |
	// | 新增 | 6650.00 |
	//
	// 数字均为虚构。
}
