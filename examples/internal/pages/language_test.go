package pages_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	han = regexp.MustCompile(`\p{Han}`)
	// quoted is what may be Chinese in an English page: names in quotes and brackets.
	quoted = regexp.MustCompile(`"[^"]*"|“[^”]*”|\([^()]*\)|\[[^\]]*\]`)
	// sentence is three or more words in a row.
	sentence = regexp.MustCompile(`[A-Za-z][A-Za-z'’-]+(?:[ ,;:()]+[A-Za-z][A-Za-z'’-]+){2,}`)
	// names are words that a Chinese page has in Latin letters: methods, and codes of columns.
	names = regexp.MustCompile(`^(AHP|CILOS|CRITIC|IDOCRIW|LOPCOW|MEREC|MPSI|PCA|RANCOM|ROC|KMO|COD|NOx|GDP|va|energy|exports|workers|rd)$`)
)

// TestLanguages: a page in Chinese has no English sentence, and a page in English no
// Chinese characters but in quotes and brackets. Every example is run as a user runs it, on a
// terminal so wide that no text is broken into lines.
func TestLanguages(t *testing.T) {
	root := filepath.Join("..", "..")
	dirs, err := os.ReadDir(root)
	require.NoError(t, err)
	var run []string
	for _, dir := range dirs {
		if _, err := os.Stat(filepath.Join(root, dir.Name(), "testdata", "golden", "zh.txt")); err != nil {
			continue // internal, and quickstart, which has one page
		}
		if _, err := os.Stat(filepath.Join(root, dir.Name(), "go.mod")); err == nil {
			continue // a module of its own, with its own tests
		}
		run = append(run, dir.Name())
		program := filepath.Join(t.TempDir(), dir.Name())
		out, err := exec.Command("go", "build", "-o", program, "./"+filepath.ToSlash(filepath.Join(root, dir.Name()))).CombinedOutput() //nolint:gosec // of this module
		require.NoError(t, err, string(out))
		var first []string                                                                             // of a program that would otherwise wait for somebody
		if text, err := os.ReadFile(filepath.Join(root, dir.Name(), "testdata", "args")); err == nil { //nolint:gosec // of this module
			first = strings.Fields(string(text))
		}
		for _, args := range [][]string{{"-lang", "zh"}, {"-lang", "en"}, {"-lang", "zh", "-all"}, {"-lang", "en", "-all"}} {
			if len(args) == 3 && !flags(program)["all"] {
				continue
			}
			cmd := exec.Command(program, slices.Concat(first, args)...) //nolint:gosec // built above
			cmd.Env = append(os.Environ(), "COLUMNS=100000")
			page, err := cmd.Output()
			require.NoError(t, err, "%s %v", dir.Name(), args)
			for line := range strings.Lines(string(page)) {
				if args[1] == "en" {
					assert.NotRegexp(t, han, quoted.ReplaceAllString(line, ""), "%s %v", dir.Name(), args)
					continue
				}
				assert.Empty(t, english(line), "%s %v: %s", dir.Name(), args, line)
			}
		}
	}
	assert.Equal(t, []string{"audit", "enterprise", "explorer", "forms", "henan", "incentive", "panel", "prepare", "programme", "robustness", "round", "schemes", "weigh"}, run)
}

// flags are those of a program, by its help.
func flags(program string) map[string]bool {
	out := map[string]bool{}
	help, _ := exec.Command(program, "-h").CombinedOutput() //nolint:gosec // the status of help is not asked for
	for _, m := range regexp.MustCompile(`(?m)^ +-(\w+)`).FindAllStringSubmatch(string(help), -1) {
		out[m[1]] = true
	}
	return out
}

// english are the sentences of a line: three or more words in a row that are no names.
func english(line string) []string {
	var out []string
	for _, s := range sentence.FindAllString(line, -1) {
		words := regexp.MustCompile(`[A-Za-z][A-Za-z'’-]+`).FindAllString(s, -1)
		words = slices.DeleteFunc(words, names.MatchString)
		if len(words) > 2 {
			out = append(out, s)
		}
	}
	return out
}

// TestEnglish: what is a sentence, and what is not.
func TestEnglish(t *testing.T) {
	assert.NotEmpty(t, english("序号 median imputation of all"))
	assert.NotEmpty(t, english("提示：the whole column"))
	assert.Empty(t, english("CRITIC MPSI LOPCOW MEREC"))
	assert.Empty(t, english("方法 AHP，GDP 100 亿元，loans/GDP"))
	assert.Empty(t, english("两项 far out 远离"))
}
