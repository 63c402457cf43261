package xlsx

// Limits of what is read. A file beyond one of them is refused before its content is
// laid out in memory, with an error that wraps [ErrLimit] and names the limit.
const (
	MaxFile     = 32 << 20  // bytes of the file
	MaxUnpacked = 128 << 20 // bytes of all parts of it that are read, unpacked
	MaxParts    = 10_000    // parts of the file
	MaxRows     = 100_000   // rows of a sheet that hold something
	MaxColumns  = 2_000     // the last column of a sheet that holds something
	MaxCells    = 4_000_000 // cells of a sheet, those between its first and last column counted
	MaxMerged   = 100_000   // merged areas of a sheet
	MaxHead     = 20        // rows among which the headings are looked for
)
