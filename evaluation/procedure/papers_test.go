package procedure_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

// secrets are figures of taxes that no other county may see.
var secrets = []float64{7.0713, 9.1257, 3.0331, 5.0559}

// printed is a sheet in all forms and both languages, with all details.
func printed(t *testing.T, sheets ...tables.Sheet) string {
	t.Helper()
	var out strings.Builder
	for _, s := range sheets {
		for _, lang := range []basis.Language{basis.English, basis.Chinese} {
			require.NoError(t, tables.WriteCSV(&out, s, tables.CSVOptions{Language: lang, Reasons: true}))
			require.NoError(t, tables.WriteText(&out, s, tables.TextOptions{Language: lang, Width: -1, Details: true}))
			require.NoError(t, tables.WriteMarkdown(&out, s, tables.MarkdownOptions{Language: lang, Details: true}))
		}
	}
	require.NotContains(t, out.String(), "%!")
	return out.String()
}

// secret is a whole round in which taxes are confidential, and asked about and objected to.
func secret(t *testing.T) *procedure.Round {
	t.Helper()
	r := open(t, call(t))
	do(t, r, "2025-04-01", column("stats", "va", 100, 80, 60, 40), column("revenue", "tax", secrets...), procedure.Sign{From: "stats"}, procedure.Sign{From: "revenue"},
		own("1", 1), own("2", 2), own("3", 3), own("4", 1.5))
	table, err := r.Table()
	require.NoError(t, err)
	found, err := profile.Run(table, profile.Identity{Left: []profile.Term{{Column: "tax"}}, Right: []profile.Term{{Column: "rd"}}})
	require.NoError(t, err)
	require.NotEmpty(t, found)
	found = append(found, profile.Finding{Rule: "by hand", Unit: "1", Indicator: "tax", Text: basis.Textf("%s", "the others have 9.1257 and 5.0559")},
		profile.Finding{Rule: profile.RuleLastDigit, Indicator: "va", Text: basis.Textf("by hand")})
	do(t, r, "2025-04-14", procedure.Ask{Findings: found, Due: "2025-04-16"})
	for _, q := range r.Queries().All() {
		do(t, r, "2025-04-15", procedure.Answer{Query: q.Number, From: q.To})
	}
	do(t, r, "2025-04-18", procedure.Verify{})
	require.NoError(t, r.Grade(on("2025-04-21"), method))
	do(t, r, "2025-04-22", procedure.Publish{})
	do(t, r, "2025-04-23", procedure.Object{By: "4", Unit: "4", Indicator: "va", Claimed: 70, Reason: "wrong column", Evidence: "return"}, procedure.Object{By: "3", Ruling: 1, Reason: "another year", Evidence: "list"})
	return r
}

// TestConfidential looks for every confidential figure in every paper of others.
func TestConfidential(t *testing.T) {
	r := secret(t)
	for range 2 { // provisional, then final
		list, err := procedure.PublicList(r)
		require.NoError(t, err)
		public := printed(t, list)
		var own []string
		for _, u := range units {
			sheets, err := procedure.Feedback(r, u.Code)
			require.NoError(t, err)
			require.Len(t, sheets, 3)
			own = append(own, printed(t, append(sheets, procedure.Questions(r, u.Code))...))
		}
		sheets, err := procedure.Book(r, r.Date())
		require.NoError(t, err)
		book := printed(t, sheets...)
		for i, x := range secrets {
			text := fmt.Sprint(x)
			assert.NotContains(t, public, text)
			assert.Contains(t, book, text)
			for j := range units {
				if i == j {
					assert.Contains(t, own[j], text, "a county sees its own figure")
				} else {
					assert.NotContains(t, own[j], text, "%s in the sheet of %s", units[i].Name, units[j].Name)
				}
			}
		}
		if r.State() != procedure.Final {
			do(t, r, "2025-04-29", procedure.EndNotice{}, procedure.Decide{Objection: 1, Verdict: procedure.Accepted, Reason: "so it is"}, procedure.Decide{Objection: 2, Reason: "no"})
			require.NoError(t, r.Finalize(on("2025-05-06"), method))
		}
	}
}

// TestPapers reads the papers for what has to stand in them.
func TestPapers(t *testing.T) {
	r := secret(t)
	list, err := procedure.PublicList(r)
	require.NoError(t, err)
	text := printed(t, list)
	for _, want := range []string{"Evaluation of 2024 (made up): provisional result", "2024年度评价（虚构）：初步结果", "2,1,甲县,69.88,A,355", "公示期：2025-04-23 至 2025-04-28", r.Head().Digest, r.Call().Scheme.Digest, "土地（亩）"} {
		assert.Contains(t, text, want)
	}
	_, err = procedure.Changed(r)
	require.ErrorIs(t, err, procedure.ErrState)
	do(t, r, "2025-04-29", procedure.EndNotice{}, procedure.Decide{Objection: 1, Verdict: procedure.Accepted, Reason: "so it is"})
	c, err := r.Replacement(1, nil)
	require.NoError(t, err)
	v, _, err := r.Revise(method, c)
	require.NoError(t, err)
	revised, err := procedure.Revised(r, v)
	require.NoError(t, err)
	assert.Contains(t, printed(t, revised), "scores of indicators and dimensions differ")
	do(t, r, "2025-04-30", procedure.Decide{Objection: 2, Verdict: procedure.Accepted, Reason: "another year's prize"})
	require.NoError(t, r.Finalize(on("2025-05-06"), method))
	changed, err := procedure.Changed(r)
	require.NoError(t, err)
	text = printed(t, changed)
	assert.Contains(t, text, "第 1 号异议（丁县）、第 2 号异议（丙县）")
	list, err = procedure.PublicList(r)
	require.NoError(t, err)
	assert.Contains(t, printed(t, list), "最终结果")
	sheets, err := procedure.Feedback(r, "4")
	require.NoError(t, err)
	text = printed(t, sheets...)
	for _, want := range []string{"Result of 丁县", "反馈单：丁县", "confidential", "保密", "质疑清单：丁县", "与居中者相比失分最多"} {
		assert.Contains(t, text, want)
	}
	for _, row := range sheets[1].Rows {
		confidential := row[0].Text.English == "tax"
		assert.Equal(t, confidential, row[7].Kind == tables.MissingCell, "the median of %s", row[0].Text.English)
		assert.Equal(t, confidential, row[8].Kind == tables.MissingCell, "the distance from the median of %s", row[0].Text.English)
	}
	_, err = procedure.Feedback(r, "9")
	require.ErrorIs(t, err, basis.ErrUnknown)
	sheets, err = procedure.Book(r, "2025-05-06")
	require.NoError(t, err)
	text = printed(t, sheets...)
	for _, want := range []string{"工作台账", "留痕记录", "质疑与答复", "异议与决定", "数据报送进度", "签认率", "丁县对其va提出异议，主张为 70：wrong column", "final result: 4 units ranked, decisions carried out: 2"} {
		assert.Contains(t, text, want)
	}
	_, err = procedure.Book(r, "2024-01-01")
	require.ErrorIs(t, err, procedure.ErrDate)
}

// TestPapersBeforeAResult: there are none, and the book has what there is.
func TestPapersBeforeAResult(t *testing.T) {
	r := reported(t, call(t))
	_, err := procedure.PublicList(r)
	require.ErrorIs(t, err, procedure.ErrState)
	_, err = procedure.Feedback(r, "1")
	require.ErrorIs(t, err, procedure.ErrState)
	_, err = procedure.Revised(r, procedure.Revision{})
	require.ErrorIs(t, err, procedure.ErrState)
	sheets, err := procedure.Book(r, "2025-04-14")
	require.NoError(t, err)
	assert.Len(t, sheets, 6)
	printed(t, sheets...)
}

// TestLeftAndApart: who is not ranked has a paper too, with the reason.
func TestLeftAndApart(t *testing.T) {
	c := call(t)
	c.Rulings = append(c.Rulings, evaluation.Ruling{Unit: "1", Effect: evaluation.NotEvaluated, Reason: "made up", Document: "No. 2"},
		evaluation.Ruling{Unit: "2", Effect: evaluation.NoAward, Reason: "made up as well", Document: "No. 3"})
	c.Units = append([]indicators.Unit(nil), c.Units...)
	c.Units[3].Class, c.Units[3].Region = "区", "东"
	m := method
	m.Decision.Apart = evaluation.Members{By: "class", In: []string{"区"}}
	m.Plans = nil
	r := reported(t, c)
	do(t, r, "2025-04-18", procedure.Verify{})
	require.NoError(t, r.Grade(on("2025-04-21"), m))
	list, err := procedure.PublicList(r)
	require.NoError(t, err)
	text := printed(t, list)
	for _, want := range []string{"不参评：made up（No. 2）", "不予奖励：made up as well", "单列", "区,东"} {
		assert.Contains(t, text, want)
	}
	for _, unit := range []string{"1", "4"} {
		sheets, err := procedure.Feedback(r, unit)
		require.NoError(t, err)
		assert.Len(t, sheets, 2)
	}
}

// TestRegister: who has to do what until when, and how late it is.
func TestRegister(t *testing.T) {
	r := open(t, call(t))
	do(t, r, "2025-04-01", column("stats", "va", 100, 80, 60, 40), own("1", 1))
	do(t, r, "2025-04-14", ask("2025-04-16"))
	behind := procedure.Item{Kind: procedure.BehindTarget, Office: "stats", Due: "2025-04-30", Text: basis.Textf("by hand")}
	items, err := r.Register("2025-04-21", behind)
	require.NoError(t, err)
	var got []string
	for _, x := range items {
		got = append(got, fmt.Sprint(x.Kind, " ", x.Office, " ", x.Indicator, " ", x.Units, " ", x.Due, " ", x.Late))
	}
	assert.Equal(t, []string{
		"to sign stats va [1 2 3 4] 2025-04-11 10",
		"to report 2 rd [2] 2025-04-11 10", "to report 3 rd [3] 2025-04-11 10", "to report 4 rd [4] 2025-04-11 10",
		"to answer stats va [1] 2025-04-16 5",
		"behind target stats  [] 2025-04-30 0",
	}, got, "taxes may be missing once the returns are due")
	text := printed(t, procedure.Reminder(r, items, "stats"))
	for _, want := range []string{"催报单：统计局", "Reminder to Statistics", "待签认,,统计局,va,全部,2025-04-11,未办结,10", "待答复,1,统计局,va,甲县,2025-04-16,未办结,5"} {
		assert.Contains(t, text, want)
	}
	assert.NotContains(t, text, "丙县")
	assert.Contains(t, printed(t, procedure.Reminder(r, items, "1")), "无未办结事项")
	do(t, r, "2025-04-21", procedure.Answer{Query: 1, From: "stats", Kind: procedure.Correct, Value: 91, Note: "一个数"})
	items, err = r.Register("2025-05-30")
	require.NoError(t, err)
	last := items[len(items)-1]
	assert.Equal(t, "2025-04-21 5", fmt.Sprint(last.Done, " ", last.Late), "it was answered late")
	assert.Contains(t, printed(t, procedure.Questions(r, "1")), "更正；一个数,100,91,2025-04-21")
	_, err = r.Register("2026-01-05")
	require.ErrorIs(t, err, procedure.ErrDate)
	none, err := r.Register("2025-05-30")
	require.NoError(t, err)
	assert.Contains(t, printed(t, procedure.WorkRegister(r, none)), "工作台账")
	decide := procedure.Item{Kind: procedure.ToDecide, Number: 3}
	assert.Contains(t, printed(t, procedure.WorkRegister(r, []procedure.Item{decide})), "评价办理机构")
}
