package tables

import (
	"os"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Width is the number of columns for what a program prints to a file, such as
// [os.Stdout]: that of the environment variable COLUMNS, else that of the terminal if the
// file is one and the system tells, else 80. The writers never look at either by
// themselves.
func Width(f *os.File) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if f != nil {
		if n := terminalWidth(f); n > 0 {
			return n
		}
	}
	return usual
}

// Locale is the language that the environment asks for, as programs follow it: Chinese if
// the first of LC_ALL, LC_MESSAGES and LANG that is set begins with zh, otherwise English.
func Locale() basis.Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := os.Getenv(name); locale != "" {
			if strings.HasPrefix(locale, "zh") {
				return basis.Chinese
			}
			return basis.English
		}
	}
	return basis.English
}
