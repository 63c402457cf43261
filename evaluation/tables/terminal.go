package tables

import (
	"os"
	"strconv"
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
