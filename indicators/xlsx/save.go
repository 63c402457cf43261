package xlsx

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"
)

// Save writes a workbook of excelize so that the same content gives the same bytes: its
// parts in order, that which lists them first.
func Save(w io.Writer, f *excelize.File) error {
	data, err := f.WriteToBuffer()
	if err != nil {
		return err
	}
	z, err := zip.NewReader(bytes.NewReader(data.Bytes()), int64(data.Len()))
	if err != nil {
		return err
	}
	first := func(f *zip.File) int {
		if f.Name == "[Content_Types].xml" {
			return 0
		}
		return 1
	}
	slices.SortFunc(z.File, func(a, b *zip.File) int { return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(a.Name, b.Name)) })
	out := zip.NewWriter(w)
	for _, part := range z.File {
		if err := out.Copy(part); err != nil {
			return err
		}
	}
	return out.Close()
}
