package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// mu is the measure of the pool.
var mu = incentive.Measure{Name: "mu", NameZH: "亩", Digits: 2}

// ask prints what queries answer.
func (p *program) ask() error {
	final := p.runs[1]
	head := func(texts ...tables.Text) (columns []tables.Column) {
		for i, t := range texts {
			a := tables.Right
			if i < 2 {
				a = tables.Left
			}
			columns = append(columns, tables.Column{Head: t, Align: a})
		}
		return columns
	}
	code, county := tables.Both("code", "代码"), tables.Both("county", "县")
	list := tables.Sheet{
		Title:   tables.Both("Final list, from SQL", "最终结果（由 SQL 查询）"),
		Columns: head(code, county, tables.Both("rank", "位次"), tables.Both("score", "得分"), tables.Both("grade", "等级"), tables.Both("land, mu", "用地指标（亩）")),
	}
	err := p.each(func(rows *sql.Rows) error {
		var unit, zh, grade, tags string
		var rank int
		var score float64
		var amount int64
		if err := rows.Scan(&unit, &zh, &tags, &rank, &score, &grade, &amount); err != nil {
			return err
		}
		list.Rows = append(list.Rows, []tables.Cell{tables.Data(unit), p.name(zh, tags), tables.Integer(rank), tables.Decimal(score, 2), tables.Data(grade), tables.Amount(incentive.Amount(amount), mu)})
		return nil
	}, `SELECT p.unit, u.name, u.tags, p.place, p.score, p.grade, a.amount
		FROM places p JOIN runs r ON r.run = p.run JOIN units u ON u.round = r.round AND u.unit = p.unit
		JOIN awards a ON a.run = p.run AND a.unit = p.unit
		WHERE p.run = ? ORDER BY p.position`, final)
	if err != nil {
		return err
	}
	sums := tables.Sheet{
		Title:   tables.Both("Awards by grade", "各等级奖励合计"),
		Columns: head(tables.Both("grade", "等级"), tables.Both("pool", "奖励"), tables.Both("counties", "县数"), tables.Both("mu", "亩")),
	}
	err = p.each(func(rows *sql.Rows) error {
		var grade, pool string
		var n int
		var amount int64
		if err := rows.Scan(&grade, &pool, &n, &amount); err != nil {
			return err
		}
		sums.Rows = append(sums.Rows, []tables.Cell{tables.Data(grade), tables.Words(pools[pool]), tables.Integer(n), tables.Amount(incentive.Amount(amount), mu)})
		return nil
	}, `SELECT p.grade, a.pool, COUNT(*), CAST(SUM(a.amount) AS BIGINT) FROM places p JOIN awards a ON a.run = p.run AND a.unit = p.unit
		WHERE p.run = ? AND a.amount > 0 GROUP BY p.grade, a.pool ORDER BY p.grade, a.pool`, final)
	if err != nil {
		return err
	}
	ledger, err := p.ledger(final, "D02")
	if err != nil {
		return err
	}
	for _, sheet := range []tables.Sheet{list, sums, ledger} {
		p.page.Print("")
		if err := p.page.Sheet(sheet); err != nil {
			return err
		}
	}
	return nil
}

// ledger is how the award of one county came about.
func (p *program) ledger(run, unit string) (tables.Sheet, error) {
	sheet := tables.Sheet{
		Title:   tables.Both("How the award of County B came about, in mu", "乙县奖励的由来（亩）"),
		Columns: []tables.Column{{Head: tables.Both("entry", "序号"), Align: tables.Right}, {Head: tables.Both("kind", "类型")}, {Head: tables.Both("article", "条款"), Align: tables.Right}, {Head: tables.Both("adds", "增减"), Align: tables.Right}},
	}
	sum := new(big.Rat)
	err := p.each(func(rows *sql.Rows) error {
		var entry int
		var kind, delta string
		var article sql.NullInt64
		if err := rows.Scan(&entry, &kind, &article, &delta); err != nil {
			return err
		}
		exact, ok := new(big.Rat).SetString(delta)
		if !ok {
			return errors.New("a delta that is no number: " + delta)
		}
		sum.Add(sum, exact)
		of := tables.Cell{}
		if article.Valid {
			of = tables.Integer(int(article.Int64))
		}
		sheet.Rows = append(sheet.Rows, []tables.Cell{tables.Integer(entry), tables.Words(kinds[kind]), of, tables.Exact(exact, mu)})
		return nil
	}, "SELECT entry, kind, article, delta FROM ledger WHERE run = ? AND unit = ? ORDER BY entry", run, unit)
	sheet.Foot = [][]tables.Cell{{{}, tables.Words(tables.Both("award", "奖励")), {}, tables.Exact(sum, mu)}}
	return sheet, err
}

// pools and kinds are the words of the page for those of the data base.
var (
	pools = map[string]tables.Text{"land": tables.Both("land", "用地指标")}
	kinds = map[string]tables.Text{
		"weight": tables.Both("weight", "权重"), "share": tables.Both("share", "按权重应得"), "rounding": tables.Both("rounding", "取整"),
	}
)

// name is the name of a county in the language of the page.
func (p *program) name(zh, tags string) tables.Cell {
	var t struct {
		EN string `json:"name_en"`
	}
	if p.page.Language == basis.English && json.Unmarshal([]byte(tags), &t) == nil && t.EN != "" {
		return tables.Data(t.EN)
	}
	return tables.Data(zh)
}

// each calls f for each row of an answer.
func (p *program) each(f func(*sql.Rows) error, query string, args ...any) (err error) {
	rows, err := p.db.Query(p.ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
