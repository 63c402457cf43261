package indicators

import "io"

// ReadTableInBlocks is [CSV.ReadTable] with blocks of another size.
func ReadTableInBlocks(c CSV, r io.Reader, f *Framework, size int) (*Table, error) {
	return c.readTable(r, f, size)
}

// PlainDecimal is the short cut for figures.
func PlainDecimal(text string) (float64, bool) { return plainDecimal(text) }

// ReadPanelInBlocks is [CSV.ReadPanel] with blocks of another size.
func ReadPanelInBlocks(c CSV, r io.Reader, f *Framework, period string, size int) (*Panel, error) {
	return c.readPanel(r, f, period, size)
}
