// Database keeps an evaluation in a data base: readings come from SQL, and results, awards,
// ledgers, the register and the trail go back. The data base is a temporary SQLite file, or
// what -dsn says: a file, or postgres://user:password@host:port/name.
//
// The eight counties, the three departments and all their figures are made up; only the days
// off are those of 2025.
package main

import (
	"context"
	"flag"
	"io"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/database/store"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

func main() {
	lang := tables.Locale()
	flag.TextVar(&lang, "lang", lang, "language of the page 语言: zh, en")
	dsn := flag.String("dsn", "", "data base 数据库: `file` (SQLite), postgres://user:password@host:port/name")
	flag.Parse()
	if err := run(context.Background(), os.Stdout, lang, *dsn); err != nil {
		log.Fatal(basis.Say(err, lang, procedure.Texts()))
	}
}

// run opens the data base and tells what becomes of a round in it.
func run(ctx context.Context, w io.Writer, lang basis.Language, dsn string) (err error) {
	if dsn == "" {
		dir, err := os.MkdirTemp("", "evaluation")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		dsn = filepath.Join(dir, "evaluation.db")
	}
	db, err := store.Open(ctx, dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	p := &program{ctx: ctx, db: db, page: tables.Page{Language: lang}}
	for _, part := range []func() error{p.report, p.evaluate, p.ask, p.again} {
		if err := part(); err != nil {
			return err
		}
	}
	_, err = io.WriteString(w, p.page.String())
	return err
}

// round is the name of the round in the data base.
const round = "made-up-2024"

// program is the work of this program.
type program struct {
	ctx  context.Context
	db   *store.Store
	page tables.Page
	made *procedure.Round
	runs []string // provisional and final
}

// say writes a sentence.
func (p *program) say(en, zh string, values ...any) {
	p.page.Paragraph(0, p.page.Say(tables.Both(en, zh), values...))
}

// report stores the round and its returns, as they arrive.
func (p *program) report() error {
	p.say("An evaluation in a data base: counties, departments and figures are all made up.", "数据库中的评价：县、部门和数据全部为虚构。")
	f, err := framework()
	if err != nil {
		return err
	}
	if err := p.db.AddRound(p.ctx, round, "2024", f, units()); err != nil {
		return err
	}
	n := 0
	all := returns()
	for _, from := range offices(all) {
		n += len(all[from])
		if err := p.db.Report(p.ctx, round, all[from]...); err != nil {
			return err
		}
	}
	p.page.Print("")
	p.say("%d readings in %d returns are stored, each return in a transaction of its own.", "已存入 %d 个数据，来自 %d 份报表，每份报表一个事务。", n, len(all))
	return nil
}

// offices are those who report, in order.
func offices(all map[string][]indicators.Reading) []string {
	var out []string
	for from := range all {
		out = append(out, from)
	}
	slices.Sort(out)
	return out
}

// evaluate takes the readings from the data base, goes through the round, and stores what
// comes of it.
func (p *program) evaluate() error {
	f, err := p.db.Framework(p.ctx, round)
	if err != nil {
		return err
	}
	units, err := p.db.Units(p.ctx, round)
	if err != nil {
		return err
	}
	table, err := indicators.TableFromReadings(f, units, p.db.Readings(p.ctx, round))
	if err != nil {
		return err
	}
	p.say("The readings make a table of %d counties and %d columns.", "这些数据构成 %d 个县、%d 列的数据表。", table.Len(), len(f.Reported())+len(f.Aux()))

	all := map[string][]indicators.Reading{}
	for r, err := range p.db.Readings(p.ctx, round) {
		if err != nil {
			return err
		}
		all[r.Department] = append(all[r.Department], r)
	}
	c, err := call(f, units)
	if err != nil {
		return err
	}
	paper := 0
	step := func(date string) procedure.Step {
		paper++
		return procedure.Step{Office: "evaluation office", Date: date, Document: "No. " + strconv.Itoa(paper)}
	}
	if p.made, err = procedure.Open(step("2025-03-10"), c); err != nil {
		return err
	}
	for _, from := range offices(all) {
		if err := p.made.Do(step("2025-03-24"), procedure.Return{From: from, Readings: all[from]}); err != nil {
			return err
		}
	}
	if err := p.made.Do(step("2025-04-07"), procedure.Verify{}); err != nil {
		return err
	}
	if err := p.made.Grade(step("2025-04-08"), method()); err != nil {
		return err
	}
	if err := p.made.Do(step("2025-04-09"), procedure.Publish{}); err != nil {
		return err
	}
	if err := p.made.Do(step("2025-04-17"), procedure.EndNotice{}); err != nil {
		return err
	}
	if err := p.made.Finalize(step("2025-04-18"), method()); err != nil {
		return err
	}
	return p.save()
}

// save stores results, trail and register. All of it may be done again: what is there stays.
func (p *program) save() error {
	provisional, _ := p.made.Provisional()
	final, _ := p.made.Final()
	for range 2 {
		p.runs = nil
		for _, x := range []struct {
			stage string
			procedure.Outcome
		}{{"provisional", provisional}, {"final", final}} {
			run, stored, err := p.db.SaveRun(p.ctx, round, x.stage, method(), x.Outcome)
			if err != nil {
				return err
			}
			p.runs = append(p.runs, run)
			if stored {
				p.say("The %s result is stored.", "%s结果已存入。", p.page.Say(stages[x.stage]))
			} else {
				p.say("The %s result is there already, and nothing was stored.", "%s结果已在库中，未重复存入。", p.page.Say(stages[x.stage]))
			}
		}
		if err := p.db.SaveTrail(p.ctx, round, p.made); err != nil {
			return err
		}
		items, err := p.made.Register(p.made.Date())
		if err != nil {
			return err
		}
		if err := p.db.SaveRegister(p.ctx, round, p.made.Date(), items, p.page.Language); err != nil {
			return err
		}
	}
	return nil
}

// stages are those of a run in words.
var stages = map[string]tables.Text{"provisional": tables.Both("provisional", "初步"), "final": tables.Both("final", "最终")}

// again makes the round again of the trail in the data base.
func (p *program) again() error {
	read, err := p.db.Trail(p.ctx, round, p.made.Head())
	if err != nil {
		return err
	}
	if err := read.Recompute(method()); err != nil {
		return err
	}
	p.page.Print("")
	p.say("Made again from the %d entries of the trail in the data base, both results come out the same.", "由库中留痕记录（%d 条）重算，初步结果和最终结果完全一致。", read.Head().Entries)
	return nil
}
