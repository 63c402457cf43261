// Package enterprise has what follows from the grades of enterprises or projects: lists
// of those that meet conditions, and terms that differ by grade.
//
// The evaluation itself is that of package evaluation: a table of enterprises, a Model
// whose classes are pools (of a county and a size), a Decision that grades each class
// alone. Roll-ups to counties are those of indicators/rollup. Here are
//
//   - [Condition]: what an enterprise must be or have, as data: [Among] (grade, size,
//     industry, tax credit), [Figure], [Reached] (growth over last year's column, or
//     what an agreement on standard land, 标准地, promised), [All], [Any], [Not]. Each says
//     of each enterprise whether it holds, fails, or cannot be known, and why;
//   - [Rule]: a white list (白名单) or a project library (项目库): conditions, order, and
//     places by county and industry. [Rule.Make] gives everybody on it and off it with
//     reasons, [Update] what changed since last year and why;
//   - [Policy]: terms that differ (差别化政策): prices of power, water and emission,
//     land-use tax, control in heavy pollution weather, how often supervision comes
//     (正面清单), priority of projects for land and finance. The first case whose
//     conditions hold gives rate and words;
//   - [Counts]: whether the numbers of a printed table of grades add up.
//
// All rates, limits and places are the caller's. None has a default, for none is
// published for Henan.
//
// Projects are units of a table of their own: their state, county and industry are tags,
// investment and need of land are columns, and the same rules list them.
package enterprise
