// Package returns holds what happens to figures between offices before there is a table: the
// forms that go out and come back ([Form], [Read]), the reference period of each figure
// ([Span]), cumulative figures and those of a period alone ([Rest], [Through]), and figures
// that are restated ([Vintages]).
//
// A form is made from the framework for a department ([ForDepartment]) or a county
// ([ForUnit]), written blank or filled ([Form.WriteCSV])
// in English or Chinese, and read back without loss:
//
//	forms := []returns.Form{returns.ForDepartment(f, units, "statistics", year)}
//	err := forms[0].WriteCSV(w, basis.Chinese)
//	file, err := returns.ReadCSV(r, "statistics.csv", "statistics")
//	readings, err := returns.Read(forms, file)
//
// [Collect] takes readings of many periods and reports, and keeps all of them:
// [Vintages.AsOf] gives the panel of what was known on a day, and [Vintages.Restated] what a
// later vintage changed. [Follow] brings readings of units that merged, were split or got
// another code ([Succession], [ReadSuccessions]) under the codes of a day.
package returns
