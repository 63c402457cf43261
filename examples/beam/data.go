package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// made are the codes of n made-up counties.
func made(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("C%03d", i+1)
	}
	return out
}

// generate writes n made-up enterprises of made-up counties in parts, and returns the
// files. The last county has no enterprise. Every figure is whole hundredths, from a
// generator with a fixed seed.
func generate(dir string, n, parts int, counties []string) ([]string, error) {
	r := rand.New(rand.NewPCG(18, 4)) //nolint:gosec // figures of an example
	var files []string
	for k := range parts {
		var b strings.Builder
		b.WriteString(heading + "\n")
		for i := n * k / parts; i < n*(k+1)/parts; i++ {
			b.WriteString(enterprise(r, i, counties[:len(counties)-1]))
		}
		file := filepath.Join(dir, fmt.Sprintf("part-%d.csv", k+1))
		if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// enterprise is the line of one enterprise.
func enterprise(r *rand.Rand, i int, counties []string) string {
	c := r.IntN(len(counties))
	pool, size := "below", 30+r.IntN(400)
	switch x := r.IntN(100); {
	case x < 10:
		pool, size = "polluter", 500+r.IntN(9000)
	case x < 35:
		pool, size = "above", 200+r.IntN(5000)
	}
	luck := func() int { return 40 + r.IntN(90) + r.IntN(90) }
	land := size * 10
	va := land * (60 + 10*(c%9)) / 100 * luck() / 100
	tax := va * 18 / 100 * luck() / 100
	revenue := va*(250+r.IntN(200))/100 + 1
	energy := va*luck()/300 + 1
	jobs := 2 + va/2000*luck()/100
	rd := revenue * r.IntN(60) / 1000
	line := fmt.Sprintf("E%08d,%s,%s", i+1, counties[c], pool)
	for _, x := range []int{land, tax, va, revenue, energy, jobs * 100, rd} {
		line += "," + strconv.FormatFloat(float64(x)/100, 'f', -1, 64)
	}
	return line + "\n"
}

// spoil makes a part bad, as parts are: among others a word for a figure, a cell too few, a
// quote that is not closed, a code that another part has. It returns how many rows are not
// counted for it, among them one of the other part.
func spoil(file, twice string) (lost int, err error) {
	text, err := os.ReadFile(file) //nolint:gosec // a file of the example's own
	if err != nil {
		return 0, err
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	cell := func(line, column int, is string) {
		cells := strings.Split(lines[line-1], ",")
		cells[column] = is
		lines[line-1] = strings.Join(cells, ",")
	}
	cell(3, 4, "n/a")
	cell(5, 1, "C999")
	cell(8, 2, "huge")
	cell(13, 3, "0")
	cell(21, 5, "-4")
	lines[33] = lines[33][:strings.LastIndex(lines[33], ",")]
	cell(55, 1, `"C002`)
	cell(89, 0, "")
	cell(144, 6, "NaN")
	cell(233, 0, twice)
	return 11, os.WriteFile(file, []byte(strings.Join(lines, "\r\n")), 0o600)
}
