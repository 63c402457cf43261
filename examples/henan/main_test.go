package main

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/examples/henan/data"
)

var update = flag.Bool("update", false, "write the golden files anew")

// printed runs the program as a user would and returns what it prints; it must
// not fail.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	status, out, complaint := started(t, "", args...)
	require.Equal(t, 0, status, complaint)
	require.Empty(t, complaint)
	return out
}

// started runs the program with LANG.
func started(t *testing.T, lang string, args ...string) (status int, out, complaint string) {
	t.Helper()
	var stdout, stderr strings.Builder
	env := func(name string) string {
		if name == "LANG" {
			return lang
		}
		return ""
	}
	status = run(args, env, &stdout, &stderr)
	return status, stdout.String(), stderr.String()
}

func TestGolden(t *testing.T) {
	for file, args := range map[string][]string{
		"zh.txt":         {"-lang", "zh"},
		"en.txt":         {"-lang", "en"},
		"all-zh.txt":     {"-lang", "zh", "-all"},
		"all-en.txt":     {"-lang", "en", "-all"},
		"explain-zh.txt": {"-lang", "zh", "-explain", "巩义市"},
		"explain-en.txt": {"-lang", "en", "-explain", "Gongyi"},
	} {
		t.Run(file, func(t *testing.T) {
			golden := filepath.Join("testdata", "golden", file)
			out := printed(t, args...)
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(out), 0o600))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			if at, line, golden := difference(out, string(want)); at > 0 {
				t.Errorf("line %d\n is  %s\n not %s\n(go test -update writes the file anew)", at, line, golden)
			}
		})
	}
}

// difference finds the first line, from 1, in which two pages differ; 0: none.
func difference(a, b string) (at int, lineOfA, lineOfB string) {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range max(len(x), len(y)) {
		lineOfA, lineOfB = "(the end)", "(the end)"
		if i < len(x) {
			lineOfA = x[i]
		}
		if i < len(y) {
			lineOfB = y[i]
		}
		if lineOfA != lineOfB {
			return i + 1, lineOfA, lineOfB
		}
	}
	return 0, "", ""
}

func TestLanguage(t *testing.T) {
	chinesePage, englishPage := printed(t, "-lang", "zh"), printed(t, "-lang", "en")
	require.NotEqual(t, chinesePage, englishPage)
	for lang, want := range map[string]string{
		"zh_CN.UTF-8": chinesePage,
		"zh":          chinesePage,
		"en_US.UTF-8": englishPage,
		"C":           englishPage,
		"de_DE":       englishPage,
		"":            englishPage,
	} {
		status, out, complaint := started(t, lang)
		assert.Equal(t, 0, status)
		assert.Empty(t, complaint)
		assert.Equal(t, want, out, lang)
	}
	_, out, _ := started(t, "zh_CN.UTF-8", "-lang", "en")
	assert.Equal(t, englishPage, out, "the flag goes before LANG")
}

// Two runs print the same, whatever the order of maps and goroutines.
func TestSameTwice(t *testing.T) {
	for _, args := range [][]string{{"-all", "-lang", "zh"}, {"-weights", "mix"}, {"-explain", "410183"}} {
		first := printed(t, args...)
		assert.Equal(t, first, printed(t, args...))
	}
}

func TestStatus(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		return file
	}
	notYAML := write("not.yaml", "{")
	unknownKey := write("key.yaml", "scheme: 1\ntitle: {en: x}\nframework:\n  indicators: [{code: a, wieght: 1}]\n")
	one := write("one.yaml", "scheme: 1\ntitle: {en: x}\nframework: {indicators: [{code: a, zero: 0, full: 9}]}\n")
	badCell := write("bad.csv", "code,a\n1,12%\n2,\n")
	good := write("good.csv", "code,name,a\n1,x,1\n2,y,2\n3,z,3\n")
	silent := write("silent.csv", "code,a\n1,\n2,\n")
	zero := write("zero.csv", strings.Replace(data.TableText(), ",953,55.6666,", ",0,55.6666,", 1))
	file := write("file", "")

	for name, c := range map[string]struct {
		status int
		says   []string
		args   []string
	}{
		"help":                  {0, nil, []string{"-h"}},
		"unknown flag":          {2, []string{"-nonsense", "-explain", "-weights"}, []string{"-nonsense"}},
		"argument":              {2, []string{`"巩义市" is no flag`}, []string{"巩义市"}},
		"flag without value":    {2, []string{"-out"}, []string{"-out"}},
		"empty value":           {2, []string{"-data without a value"}, []string{"-data", ""}},
		"weights":               {2, []string{`"pca"`, "declared, equal, entropy, mix"}, []string{"-weights", "pca"}},
		"language":              {2, []string{`"fr"`}, []string{"-lang", "fr"}},
		"unknown county":        {2, []string{`no "大同县"`}, []string{"-explain", "大同县"}},
		"part of several names": {2, []string{`no "yuan"`, "do you mean Jiyuan"}, []string{"-explain", "yuan"}},
		"part of Chinese names": {2, []string{"没有“宁”", "宁陵县"}, []string{"-lang", "zh", "-explain", "宁"}},
		"no file":               {1, []string{"file does not exist", "nowhere.csv"}, []string{"-data", filepath.Join(folder, "nowhere.csv")}},
		"no file in Chinese":    {1, []string{"文件不存在", "nowhere.csv"}, []string{"-lang", "zh", "-data", filepath.Join(folder, "nowhere.csv")}},
		"folder with files":     {1, []string{"is not empty"}, []string{"-out", folder}},
		"folder in Chinese":     {1, []string{"不是空的"}, []string{"-lang", "zh", "-out", folder}},
		"a folder":              {1, []string{filepath.Base(folder)}, []string{"-scheme", folder}},
		"not YAML":              {1, []string{"not.yaml:1:"}, []string{"-scheme", notYAML}},
		"unknown key":           {1, []string{"key.yaml:4:26", "wieght", "weight"}, []string{"-scheme", unknownKey}},
		"bad cell":              {1, []string{"bad.csv:2:3", "12%"}, []string{"-scheme", one, "-data", badCell}},
		"table of another sort": {1, []string{"good.csv:1", "sec_va", "nonlocal"}, []string{"-data", good}},
		"scheme of another":     {1, []string{"counties.csv:1", `"a"`}, []string{"-scheme", one}},
		"no value at all":       {1, []string{"indicator a"}, []string{"-scheme", one, "-data", silent}},
		"division by zero":      {1, []string{"410122", "area"}, []string{"-data", zero}},
		"folder that is a file": {1, []string{"cannot make the folder"}, []string{"-out", file}},
	} {
		t.Run(name, func(t *testing.T) {
			status, out, complaint := started(t, "", c.args...)
			assert.Equal(t, c.status, status, complaint)
			assert.NotContains(t, complaint, "goroutine")
			if status == 0 {
				assert.Contains(t, out, "-explain")
				assert.Empty(t, complaint)
				return
			}
			assert.Empty(t, out)
			assert.True(t, strings.HasPrefix(complaint, "henan: "), complaint)
			assert.NotContains(t, complaint, "flag provided but not defined: -nonsense\nUsage of", "help is printed once")
			for _, s := range c.says {
				assert.Contains(t, complaint, s)
			}
		})
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestCannotPrint(t *testing.T) {
	var stderr strings.Builder
	assert.Equal(t, 1, run(nil, func(string) string { return "" }, full{}, &stderr))
	assert.Contains(t, stderr.String(), "no space left")
}
