package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// registerAll tells Beam what stands in pipelines. A worker on another machine runs the
// same program, and finds types and functions by their names.
func registerAll() {
	for _, v := range []any{Row{}, Bad{}, Part{}, Block{}, Tally{}, Search{}, Border{}, County{}, Span{}} {
		beam.RegisterType(reflect.TypeOf(v))
	}
	register.DoFn5x1[context.Context, string, func(int, Row), func(Bad), func(Part), error](&readFn{})
	register.DoFn4x0[int, func(*Row) bool, func(Row), func(Bad)](&distinctFn{})
	register.DoFn2x0[Row, func(Block)](&packFn{})
	register.DoFn3x0[Block, func(*Search) bool, func(string, Tally)](&tallyFn{})
	register.DoFn4x0[string, func(*Tally) bool, func(*Search) bool, func(Search)](&nextFn{})
	register.DoFn6x1[context.Context, string, func(*Row) bool, func(*Border) bool, func(County), func(string, []byte), error](&gradeFn{})
	register.DoFn6x1[int, func(*County) bool, func(*Bad) bool, func(*Part) bool, func(*Border) bool, func(string, []byte), error](&gatherFn{})
	register.DoFn3x1[context.Context, string, []byte, error](&writeFn{})
	register.DoFn3x1[context.Context, Span, func(int, []byte), error](&drawFn{})
	register.DoFn3x1[int, func(*[]byte) bool, func(string, []byte), error](&mergeFn{})
	register.Function1x2(byCounty)
	register.Function1x1(borderOf)
	register.Emitter2[int, Row]()
	register.Emitter2[int, []byte]()
	register.Emitter2[string, Tally]()
	register.Emitter2[string, []byte]()
	register.Emitter1[Row]()
	register.Emitter1[Bad]()
	register.Emitter1[Part]()
	register.Emitter1[Block]()
	register.Emitter1[Search]()
	register.Emitter1[County]()
	register.Iter1[Row]()
	register.Iter1[Bad]()
	register.Iter1[Part]()
	register.Iter1[Tally]()
	register.Iter1[Search]()
	register.Iter1[Border]()
	register.Iter1[County]()
	register.Iter1[[]byte]()
}

// enterprises builds the pipeline: parts are read, codes compared, quantiles searched,
// counties graded and rolled up, and the outcome is written to files in dir.
func enterprises(s beam.Scope, files, counties []string, dir string, shards int) {
	names := beam.Reshuffle(s, beam.CreateList(s, files))
	sharded, unread, parts := beam.ParDo3(s.Scope("read"), &readFn{Counties: counties, Shards: shards}, names)
	rows, twice := beam.ParDo2(s.Scope("distinct"), &distinctFn{}, beam.GroupByKey(s, sharded))
	bad := beam.Flatten(s, unread, twice)

	blocks := beam.ParDo(s.Scope("pack"), &packFn{}, rows)
	searches := beam.CreateList(s, []Search{{}}) // nothing is known yet
	for round := range rounds {
		s := s.Scope(fmt.Sprintf("round %d", round+1))
		known := beam.SideInput{Input: searches}
		tallies := beam.GroupByKey(s, beam.ParDo(s, &tallyFn{Round: round}, blocks, known))
		searches = beam.ParDo(s, &nextFn{Round: round}, tallies, known)
	}
	borders := beam.ParDo(s, borderOf, searches)

	members := beam.GroupByKey(s, beam.ParDo(s, byCounty, rows))
	figures, grades := beam.ParDo2(s.Scope("grade"), &gradeFn{}, members, beam.SideInput{Input: borders})
	all := beam.CoGroupByKey(s, beam.AddFixedKey(s, figures), beam.AddFixedKey(s, bad), beam.AddFixedKey(s, parts), beam.AddFixedKey(s, borders))
	gathered := beam.ParDo(s.Scope("gather"), &gatherFn{Counties: counties}, all)
	beam.ParDo0(s.Scope("write"), &writeFn{Dir: dir}, beam.Flatten(s, grades, gathered))
}

// readFn reads a part, wherever its file system is. Rows go to the shard of their code.
type readFn struct {
	Counties []string
	Shards   int
}

// ProcessElement reads one file.
func (f *readFn) ProcessElement(ctx context.Context, file string, good func(int, Row), bad func(Bad), part func(Part)) error {
	fs, err := filesystem.New(ctx, file)
	if err != nil {
		return err
	}
	defer fs.Close()
	from, err := fs.OpenRead(ctx, file)
	if err != nil {
		return err
	}
	defer from.Close()
	p, err := reader{f.Counties}.read(file, from, func(r Row) {
		h := fnv.New32a()
		h.Write([]byte(r.Code))
		good(int(h.Sum32()%uint32(f.Shards)), r) //nolint:gosec // a small number
	}, bad)
	if err == nil {
		part(p)
	}
	return err
}

// distinctFn takes out codes that are used twice, in whatever parts.
type distinctFn struct{}

// ProcessElement sees all rows whose codes are in one shard.
func (*distinctFn) ProcessElement(_ int, in func(*Row) bool, good func(Row), bad func(Bad)) {
	rows, twice := distinct(collect(in))
	for _, r := range rows {
		good(r)
	}
	for _, b := range twice {
		bad(b)
	}
}

// collect takes all that an iterator has.
func collect[T any](next func(*T) bool) (out []T) {
	for {
		var v T
		if !next(&v) {
			return out
		}
		out = append(out, v)
	}
}

// Block are the indicators of many enterprises of a pool, row after row.
type Block struct {
	Pool string
	X    []float64
}

// packFn makes blocks of rows, which the rounds look through.
type packFn struct {
	blocks map[string][]float64
}

const blockRows = 4096

// StartBundle begins without rows.
func (f *packFn) StartBundle(func(Block)) { f.blocks = map[string][]float64{} }

// ProcessElement adds a row to the block of its pool.
func (f *packFn) ProcessElement(r Row, emit func(Block)) {
	x := f.blocks[r.Pool]
	x = append(x, quotients(r)...)
	if len(x) >= blockRows*len(own(r.Pool)) {
		emit(Block{r.Pool, x})
		x = nil
	}
	f.blocks[r.Pool] = x
}

// FinishBundle gives the blocks that are not full.
func (f *packFn) FinishBundle(emit func(Block)) {
	for pool, x := range f.blocks {
		if len(x) > 0 {
			emit(Block{pool, x})
		}
	}
}

// Tally are counts of figures by their first digits.
type Tally struct {
	Begins, N []int64
}

// tallyFn counts in a round of the search, and gives one tally a bundle.
type tallyFn struct {
	Round  int
	counts map[string]map[uint64]int64
}

// StartBundle begins without counts.
func (f *tallyFn) StartBundle(func(*Search) bool, func(string, Tally)) {
	f.counts = map[string]map[uint64]int64{}
}

// ProcessElement counts the figures of a block.
func (f *tallyFn) ProcessElement(b Block, known func(*Search) bool, _ func(string, Tally)) {
	indicators := own(b.Pool)
	all := collect(known)
	for k, in := range indicators {
		key := b.Pool + "|" + in.code
		s := find(all, b.Pool, in.code)
		if f.counts[key] == nil {
			f.counts[key] = map[uint64]int64{}
		}
		for i := k; i < len(b.X); i += len(indicators) {
			s.digits(f.Round, b.X[i], f.counts[key])
		}
	}
}

// FinishBundle gives the tallies.
func (f *tallyFn) FinishBundle(_ func(*Search) bool, emit func(string, Tally)) {
	for key, counts := range f.counts {
		var t Tally
		for _, b := range slices.Sorted(maps.Keys(counts)) {
			t.Begins, t.N = append(t.Begins, int64(b)), append(t.N, counts[b]) //nolint:gosec // bits
		}
		emit(key, t)
	}
}

// find is what is known of an indicator in a pool.
func find(all []Search, pool, code string) Search {
	for _, s := range all {
		if s.Pool == pool && s.Code == code {
			return s
		}
	}
	return Search{Pool: pool, Code: code}
}

// nextFn sums the tallies of a round.
type nextFn struct {
	Round int
}

// ProcessElement sees all tallies of an indicator in a pool.
func (f *nextFn) ProcessElement(key string, tallies func(*Tally) bool, known func(*Search) bool, emit func(Search)) {
	counts := map[uint64]int64{}
	for _, t := range collect(tallies) {
		for i, b := range t.Begins {
			counts[uint64(b)] += t.N[i] //nolint:gosec // bits
		}
	}
	pool, code, _ := strings.Cut(key, "|")
	s := find(collect(known), pool, code)
	s.next(f.Round, counts)
	emit(s)
}

func borderOf(s Search) Border { return s.border() }

func byCounty(r Row) (string, Row) { return r.County, r }

// gradeFn grades the enterprises of a county, pool by pool, and rolls them up.
type gradeFn struct{}

// ProcessElement sees all enterprises of a county. The row without a code is what a county
// has that has none.
func (*gradeFn) ProcessElement(_ context.Context, county string, members func(*Row) bool, ends func(*Border) bool, figures func(County), file func(string, []byte)) error {
	rows, borders := collect(members), collect(ends)
	grades := map[string]string{}
	var text bytes.Buffer
	lines := csv.NewWriter(&text)
	_ = lines.Write([]string{"code", "pool", "rank", "score", "grade"})
	for _, pool := range pools() {
		var own []Row
		for _, r := range rows {
			if r.Pool == pool {
				own = append(own, r)
			}
		}
		if len(own) == 0 {
			continue
		}
		got, err := grade(pool, part(pool), borders, own)
		if err != nil {
			return fmt.Errorf("county %s, pool %s: %w", county, pool, err)
		}
		for _, g := range got {
			grades[g.Code] = g.Grade
			_ = lines.Write([]string{g.Code, pool, strconv.Itoa(g.Rank), strconv.FormatFloat(g.Score, 'g', -1, 64), g.Grade})
		}
	}
	t, err := rollUp([]string{county, nobody}, rows, grades)
	if err != nil {
		return fmt.Errorf("county %s: %w", county, err)
	}
	figures(countyOf(t, 0))
	figures(countyOf(t, 1))
	lines.Flush()
	file("grades/"+county+".csv", text.Bytes())
	return nil
}

// nobody is a county without enterprises that every roll-up has beside its own, for those
// counties of the list that no part mentions.
const nobody = "(none)"

// writeFn writes files, again if a worker is tried again.
type writeFn struct {
	Dir string
}

// ProcessElement writes one file.
func (f *writeFn) ProcessElement(ctx context.Context, name string, text []byte) error {
	return writeFile(ctx, join(f.Dir, name), text)
}

// join is for local folders and addresses alike.
func join(dir, name string) string { return strings.TrimSuffix(dir, "/") + "/" + name }

func writeFile(ctx context.Context, name string, text []byte) error {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer fs.Close()
	return filesystem.Write(ctx, fs, name, text)
}

func readFile(ctx context.Context, name string) ([]byte, error) {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	return filesystem.Read(ctx, fs, name)
}
