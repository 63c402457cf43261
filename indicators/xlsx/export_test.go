package xlsx

// FormatOf is what a number format tells of a figure.
func FormatOf(code string) (percent, date, scaled bool, zeros int) {
	f := formatOf(code)
	return f.percent, f.date, f.scaled, f.zeros
}
