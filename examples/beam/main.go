// Beam grades enterprises and rolls them up to counties on Apache Beam: the same figures, to
// the last bit, that the library has in the memory of one machine. Then it shares the draws
// of a study of robustness out and merges them. README.md says from how many enterprises on
// that is worth it.
//
//	go -C examples/beam run .                      # 20,000 enterprises, made up, in this process
//	go -C examples/beam run . -alone               # the same by the library alone
//	go -C examples/beam run . -in 'DIR/part-*.csv' -counties C001,C002 -out DIR
//	go -C examples/beam run . -runner flink -endpoint HOST:8099 ...
//
// Counties, enterprises, weights and limits are made up.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	beamlog "github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// job is what the program is asked for.
type job struct {
	lang     basis.Language
	in, out  string
	counties []string
	n, parts int
	shards   int
	draws    int
	spans    int
	alone    bool
}

// small is the job without any flag.
func small() job {
	return job{lang: tables.Locale(), counties: made(13), n: 20_000, parts: 7, shards: 64, draws: 2_000, spans: 8}
}

func main() {
	j := small()
	list := flag.String("counties", "", "codes of the counties, with commas 县代码，以逗号分隔; made up without it")
	many := flag.Int("made", len(j.counties), "how many counties to make up 虚构县数")
	flag.TextVar(&j.lang, "lang", j.lang, "language of the page 语言: zh, en")
	flag.StringVar(&j.in, "in", "", "parts 分片文件: `pattern`, such as 'gs://bucket/part-*.csv'; made up without it")
	flag.StringVar(&j.out, "out", "", "`folder` or address for what is made 输出位置; a temporary one without it")
	flag.IntVar(&j.n, "n", j.n, "how many enterprises to make up 虚构企业数")
	flag.IntVar(&j.parts, "parts", j.parts, "in how many parts 分片数")
	flag.IntVar(&j.shards, "shards", j.shards, "in how many shards codes are compared 查重分区数")
	flag.IntVar(&j.draws, "draws", j.draws, "draws of the study of robustness 稳健性抽样次数; 0: none")
	flag.IntVar(&j.spans, "spans", j.spans, "in how many ranges 抽样分段数")
	flag.BoolVar(&j.alone, "alone", false, "by the library alone, without Beam 只用本库，不用 Beam")
	flag.Parse()
	registerAll()
	quiet()
	beam.Init() // on a worker this does not return
	j.counties = made(*many)
	if *list != "" {
		j.counties = strings.Split(*list, ",")
	}
	if err := j.run(context.Background(), os.Stdout); err != nil {
		log.Fatal(tables.Said(err).In(j.lang, nil))
	}
}

// quiet leaves the warnings and errors of Beam's log.
func quiet() { beamlog.LogLevel = "warn" }

// run makes the parts if there are none, runs both pipelines, and tells what came out.
func (j job) run(ctx context.Context, w io.Writer) error {
	if j.in == "" || j.out == "" {
		dir, err := os.MkdirTemp("", "enterprises")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		if j.out == "" {
			j.out = dir
		}
		if j.in == "" {
			if j.in, err = j.makeUp(dir); err != nil {
				return err
			}
		}
	}
	files, err := listed(ctx, j.in)
	if err != nil {
		return err
	}
	if j.alone {
		return j.byLibrary(ctx, w, files)
	}
	got, err := j.piped(ctx, files)
	if err != nil {
		return err
	}
	return j.page(w, got)
}

// makeUp writes made-up parts, one of them bad, and returns their pattern.
func (j job) makeUp(dir string) (string, error) {
	files, err := generate(dir, j.n, j.parts, j.counties)
	if err != nil {
		return "", err
	}
	if _, err := spoil(files[len(files)/2], "E00000001"); err != nil {
		return "", err
	}
	return filepath.Join(dir, "part-*.csv"), nil
}

func listed(ctx context.Context, pattern string) ([]string, error) {
	fs, err := filesystem.New(ctx, pattern)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	files, err := fs.List(ctx, pattern)
	if err == nil && len(files) == 0 {
		err = basis.Errorf("%w: there is no file %s", basis.ErrEmpty, pattern)
	}
	return files, err
}

// madeFiles are what the pipelines wrote.
type madeFiles struct {
	summary  summary
	counties *indicators.Table
	report   *robustness.Report // nil: no draws
}

// piped runs both pipelines: the second begins with the county table of the first.
func (j job) piped(ctx context.Context, files []string) (madeFiles, error) {
	var got madeFiles
	if !strings.Contains(j.out, "://") {
		if err := os.MkdirAll(filepath.Join(j.out, "grades"), 0o750); err != nil {
			return got, err
		}
	}
	p, s := beam.NewPipelineWithRoot()
	enterprises(s, files, j.counties, j.out, j.shards)
	if err := beamx.Run(ctx, p); err != nil {
		return got, err
	}
	text, err := readFile(ctx, join(j.out, "summary.json"))
	if err != nil {
		return got, err
	}
	if err := json.Unmarshal(text, &got.summary); err != nil {
		return got, err
	}
	if text, err = readFile(ctx, join(j.out, "counties.json")); err != nil {
		return got, err
	}
	if got.counties, err = indicators.ReadTable(bytes.NewReader(text), "counties.json"); err != nil {
		return got, err
	}
	if j.draws == 0 {
		return got, nil
	}
	st, err := study(got.counties)
	if err != nil {
		return got, err
	}
	if text, err = json.Marshal(st); err != nil {
		return got, err
	}
	p, s = beam.NewPipelineWithRoot()
	robust(s, text, j.draws, j.spans, j.out)
	if err := beamx.Run(ctx, p); err != nil {
		return got, err
	}
	if text, err = readFile(ctx, join(j.out, "report.json")); err != nil {
		return got, err
	}
	got.report, err = robustness.ReadReport(bytes.NewReader(text), "report.json")
	return got, err
}

// byLibrary does the same without Beam.
func (j job) byLibrary(ctx context.Context, w io.Writer, files []string) error {
	is, err := alone(ctx, files, j.counties)
	if err != nil {
		return err
	}
	got := madeFiles{counties: is.counties, summary: is.summary()}
	if j.draws > 0 {
		st, err := study(is.counties)
		if err != nil {
			return err
		}
		if got.report, err = robustness.Run(ctx, st, options(j.draws)); err != nil {
			return err
		}
	}
	return j.page(w, got)
}
