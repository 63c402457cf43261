package procedure_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/procedure"
)

// small is a trail of five entries.
func small(t *testing.T) (procedure.Head, []byte) {
	t.Helper()
	r := open(t, call(t))
	do(t, r, "2025-04-01", column("stats", "va", 100, 80), procedure.Sign{From: "stats"}, own("1", 1), own("2", 2))
	return r.Head(), trail(t, r)
}

// TestEveryByte: whatever byte of a trail is changed, and to whatever, it is found.
func TestEveryByte(t *testing.T) {
	head, text := small(t)
	require.NoError(t, procedure.VerifyTrail(bytes.NewReader(text), head))
	require.NoError(t, procedure.VerifyTrail(bytes.NewReader(text), procedure.Head{}))
	changed := bytes.Clone(text)
	line := 1
	for i, was := range text {
		for _, by := range []byte{was ^ 1, was ^ 0x80, 0, '\n', ' ', '"'} {
			if by == was {
				continue
			}
			changed[i] = by
			err := procedure.VerifyTrail(bytes.NewReader(changed), procedure.Head{})
			require.ErrorIs(t, err, procedure.ErrTrail, "byte %d to %q", i, by)
			if was != '\n' && by != '\n' {
				text := err.Error()
				assert.True(t, strings.Contains(text, fmt.Sprintf("entry %d ", line)) || strings.Contains(text, fmt.Sprintf("line %d ", line)), "byte %d of line %d to %q: %s", i, line, by, text)
			}
		}
		changed[i] = was
		if was == '\n' {
			line++
		}
	}
}

// TestBrokenTrails: what is wrong is found and named.
func TestBrokenTrails(t *testing.T) {
	head, text := small(t)
	lines := strings.SplitAfter(strings.TrimSuffix(string(text), "\n"), "\n")
	lines[4] += "\n"
	is := func(order ...int) string {
		out := ""
		for _, i := range order {
			out += lines[i-1]
		}
		return out
	}
	anew := func(line, was, by string) string { // with a digest that is right
		line = strings.Replace(line, was, by, 1)
		body := line[:strings.LastIndex(line, `,"digest"`)]
		sum := sha256.Sum256([]byte(body))
		return body + `,"digest":"` + hex.EncodeToString(sum[:]) + "\"}\n"
	}
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"missing":     {is(1, 2, 4, 5), []string{"broken trail: entry 3 is missing"}},
		"two missing": {is(1, 4, 5), []string{"broken trail: entry 2 is missing", "broken trail: entry 3 is missing"}},
		"first":       {is(2, 3, 4, 5), []string{"broken trail: entry 1 is missing"}},
		"cut off":     {is(1, 2, 3), []string{"broken trail: entries 4 to 5 are missing at the end"}},
		"moved":       {is(1, 3, 2, 4, 5), []string{"broken trail: entry 2 stands in line 3, behind entry 3"}},
		"twice":       {is(1, 2, 2, 3, 4, 5), []string{"broken trail: entry 2 is there twice, in line 3 again"}},
		"changed":     {strings.Replace(string(text), `"value":80`, `"value":81`, 1), []string{"broken trail: entry 2 was changed"}},
		"anew":        {lines[0] + anew(lines[1], `"value":80`, `"value":81`) + is(3, 4, 5), []string{"broken trail: entry 3 does not follow from the one before it, which was written anew"}},
		"last anew":   {is(1, 2, 3, 4) + anew(lines[4], `"value":2`, `"value":3`), []string{"broken trail: the trail ends with another entry than it should"}},
		"no entry":    {is(1, 2) + "x\n" + is(4, 5), []string{"broken trail: line 3 is no entry"}},
		"more":        {string(text) + anew(lines[4], `"number":5`, `"number":6`), []string{"broken trail: entry 6 does not follow from the one before it, which was written anew", "broken trail: there are entries behind the last one, 5"}},
		"half a line": {strings.TrimSuffix(string(text), "\n"), []string{"broken trail: the last line does not end"}},
		"large":       {anew(lines[0], `"number":1`, `"number":999999999`), []string{"broken trail: entry 1 is missing", "broken trail: entry 2 is missing", "broken trail: entry 3 is missing", "broken trail: there are entries behind the last one, 5"}},
		"empty":       {"", []string{"broken trail: entries 1 to 5 are missing at the end"}},
	} {
		assert.Equal(t, c.want, said(t, procedure.VerifyTrail(strings.NewReader(c.text), head)), name)
		_, err := procedure.Read(strings.NewReader(c.text), "trail", head)
		require.ErrorIs(t, err, procedure.ErrTrail, name)
	}
	require.Error(t, procedure.VerifyTrail(failing{}, head))
}

// TestForgedTrail: a trail that is written anew from one entry on has another head, and
// cannot tell what the rules do not allow.
func TestForgedTrail(t *testing.T) {
	r := noticed(t, call(t))
	lines := bytes.SplitAfter(trail(t, r), []byte("\n"))
	before := strings.Repeat("0", 64)
	out := ""
	for i, line := range lines[:len(lines)-1] {
		var e map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(line, &e))
		text := strings.Replace(string(line), strings.Trim(string(e["before"]), `"`), before, 1)
		if i == 1 {
			text = strings.Replace(text, `"value":80`, `"value":85`, 1)
		}
		body := text[:strings.LastIndex(text, `,"digest"`)]
		sum := sha256.Sum256([]byte(body))
		before = hex.EncodeToString(sum[:])
		out += body + `,"digest":"` + before + "\"}\n"
	}
	require.NoError(t, procedure.VerifyTrail(strings.NewReader(out), procedure.Head{}))
	require.ErrorContains(t, procedure.VerifyTrail(strings.NewReader(out), r.Head()), "ends with another entry")
	_, err := procedure.Read(strings.NewReader(out), "trail", procedure.Head{})
	require.ErrorContains(t, err, "unit 2, indicator va: value: the result is of the figure 80, and the round has 85")
}

// long is a trail of n entries, without what they mean.
func long(n int) []byte {
	var out bytes.Buffer
	before := strings.Repeat("0", 64)
	for i := range n {
		body := fmt.Sprintf(`{"number":%d,"before":"%s","step":{"office":"评价办","date":"2025-04-01","document":"表一"},"action":{"kind":"return","from":"stats","readings":[{"unit":"%d","indicator":"va","value":%d}]}`, i+1, before, i, i)
		sum := sha256.Sum256([]byte(body))
		before = hex.EncodeToString(sum[:])
		fmt.Fprintf(&out, "%s,\"digest\":\"%s\"}\n", body, before)
	}
	return out.Bytes()
}

func BenchmarkVerifyTrail(b *testing.B) {
	text := long(100_000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		require.NoError(b, procedure.VerifyTrail(bytes.NewReader(text), procedure.Head{}))
	}
}

// BenchmarkSHA256 is the floor: the digest of the same bytes at once.
func BenchmarkSHA256(b *testing.B) {
	text := long(100_000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		sha256.Sum256(text)
	}
}
