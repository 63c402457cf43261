package xlsx

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/xlsx"
)

// Options say how a workbook is written. The zero value writes English.
type Options struct {
	Language basis.Language
	Texts    basis.Texts // the Chinese of texts that have none of their own, or another than theirs
	Font     string      // of all cells; "": Calibri, and 宋体 in Chinese
	HeadFont string      // of titles and headings; "": Font, and 黑体 in Chinese
}

// Write writes pages as a workbook, a sheet each. The same pages give the same bytes.
func Write(w io.Writer, pages []Page, o Options) error {
	if len(pages) == 0 {
		return basis.Errorf("%w: the workbook has no pages", basis.ErrEmpty)
	}
	if o.Language != basis.English && o.Language != basis.Chinese {
		return basis.Errorf("%w: there is no language %d", basis.ErrUnknown, int(o.Language))
	}
	b := &book{options: o.complete(), file: excelize.NewFile(), styles: map[style]int{}, pages: map[string]*Page{}, tabs: map[string]string{}}
	defer func() { _ = b.file.Close() }() // removes what a large workbook keeps aside
	if err := b.list(pages); err != nil {
		return err
	}
	for i := range pages {
		if err := b.write(&pages[i], b.tabs[pages[i].Name.English]); err != nil {
			return basis.Errorf("page %q: %w", b.text(pages[i].Name), err)
		}
	}
	if err := b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: new(true)}); err != nil {
		return err
	}
	return xlsx.Save(w, b.file)
}

// complete fills in the fonts.
func (o Options) complete() Options {
	body, head := "Calibri", "Calibri"
	if o.Language == basis.Chinese {
		body, head = "宋体", "黑体"
	}
	if o.Font != "" {
		body, head = o.Font, o.Font
	}
	if o.HeadFont != "" {
		head = o.HeadFont
	}
	o.Font, o.HeadFont = body, head
	o.Texts = basis.JoinTexts(tables.OwnTexts(), o.Texts)
	return o
}

// book is a workbook that is being written.
type book struct {
	options Options
	file    *excelize.File
	styles  map[style]int
	pages   map[string]*Page  // by English name
	tabs    map[string]string // name of the tab, by English name
}

// list names the tabs and checks the pages.
func (b *book) list(pages []Page) error {
	used := map[string]bool{}
	for i := range pages {
		p := &pages[i]
		if _, twice := b.pages[p.Name.English]; twice {
			return basis.Errorf("%w: two pages have the name %q", basis.ErrValue, p.Name.English)
		}
		b.pages[p.Name.English] = p
		tab := tabName(b.text(p.Name), used)
		b.tabs[p.Name.English] = tab
		var err error
		if i == 0 {
			err = b.file.SetSheetName("Sheet1", tab)
		} else {
			_, err = b.file.NewSheet(tab)
		}
		if err != nil {
			return err
		}
	}
	for i := range pages {
		if err := pages[i].check(b.pages); err != nil {
			return basis.Errorf("page %q: %w", b.text(pages[i].Name), err)
		}
	}
	return nil
}

// tabName makes the name of a tab of a text: up to 31 characters, none of them of those
// that formulas use, and no other tab's.
func tabName(text string, used map[string]bool) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return '-'
		}
		return r
	}, tables.Printable(text))
	name := cut(strings.TrimSpace(clean), 31)
	if name == "" || strings.EqualFold(name, "history") { // which Excel keeps for itself
		name = cut("_"+name, 31)
	}
	for n := 2; used[strings.ToLower(name)]; n++ {
		end := fmt.Sprintf(" (%d)", n)
		name = cut(strings.TrimSpace(clean), 31-len(end)) + end
	}
	used[strings.ToLower(name)] = true
	return name
}

// cut cuts a text to so many units of UTF-16.
func cut(text string, most int) string {
	n := 0
	for i, r := range text {
		if n += utf16.RuneLen(r); n > most {
			return text[:i]
		}
	}
	return text
}

// text is a text in the language of the workbook.
func (b *book) text(t tables.Text) string { return t.In(b.options.Language, b.options.Texts) }
