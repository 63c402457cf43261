//go:build !linux && !darwin

package tables

import "os"

// terminalWidth does not know how to ask the terminal.
func terminalWidth(*os.File) int { return 0 }
