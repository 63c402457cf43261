package indicators

import "github.com/countyeval/countyeval/indicators/basis"

// didYouMean is the end of a message about a word that is not known: " (did you
// mean "weight"?)", or nothing.
func didYouMean(word string, known []string) string {
	if n := basis.Nearest(word, known); n != "" {
		return " (did you mean " + quote(n) + "?)"
	}
	return ""
}
