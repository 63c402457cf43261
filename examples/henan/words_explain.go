package main

// Words of the explanation of one county.
var (
	whyTitle      = both("%s: why this rank, why these awards", "%s：位次与奖励的由来")                                                                // name
	whyTitleApart = both("%s: why this score", "%s：得分的由来")                                                                                    // name
	whyRank       = both("Score %[1]s, rank %[3]d of %[2]d, grade %[4]s. ", "得分 %[1]s，在 %[2]d 个参评单位中列第 %[3]d 位，%[4]s 等。")                     // score, ranked, rank, grade
	whyTied       = both("Score %[1]s, tied at rank %[3]d of %[2]d, grade %[4]s. ", "得分 %[1]s，在 %[2]d 个参评单位中并列第 %[3]d 位，%[4]s 等。")            // the same
	whyApart      = both("Score %s; scored like the others, but not ranked, not graded and without awards. ", "得分 %s，按同一标准计分，不排名、不定等，不参加奖励。") // score
	whyAbove      = both("Just above: %[1]s, %[2]s, by %[3]s. ", "上一位%[1]s %[2]s，高 %[3]s 分。")                                                 // name, score, gap
	whyBelow      = both("Just below: %[1]s, %[2]s, by %[3]s. ", "下一位%[1]s %[2]s，低 %[3]s 分。")                                                 // name, score, gap
	whyLevel      = both("Tied with %[1]s. ", "与%[1]s并列。")                                                                                    // name
	whyFirst      = both("Nobody is above. ", "没有更靠前的。")
	whyLast       = both("Nobody is below. ", "没有更靠后的。")
	whyRivals     = both("Rank %[2]d under %[1]s weights. ", "按%[1]s列第 %[2]d 位。")                                               // weighting, rank
	whyDoubt      = both("Rank %[1]d by value added, but %[2]d by enterprises: in doubt. ", "二产增加值第 %[1]d 而规上企业数第 %[2]d，口径待核。") // two ranks
	whyParts      = both("Where the score comes from (points = score x weight / 100; median: of the scores of all that are ranked)", "得分由来（计分=得分×权重÷100；中位为参加排名各单位该项得分的中位数）")
	whyDimension  = both("%[1]s (weight %[2]s): score %[3]s, %[4]s points", "%[1]s（权重 %[2]s）：得 %[3]s 分，计 %[4]s 分")                                                // name, weight, score, points
	whyLeaf       = both("%[1]s (weight %[2]s): ", "%[1]s（权重 %[2]s）：")                                                                                            // name, weight
	whyMade       = both("%[1]s / %[2]s x %[3]s = %[4]s", "%[1]s ÷ %[2]s × %[3]s = %[4]s")                                                                        // of, by, factor, value
	whyMadePlain  = both("%[1]s / %[2]s = %[3]s", "%[1]s ÷ %[2]s = %[3]s")                                                                                        // of, by, value
	whyFilled     = both("no figure; the median of the %[1]d that have one, %[2]s, stands in", "无数据，以 %[1]d 个有数单位的中位数 %[2]s 插补")                                  // n, value
	whyBetween    = both(", between %[1]s (0) and %[2]s (100)", "，零分值 %[1]s、满分值 %[2]s")                                                                           // worst and best
	whyBetter     = both(", better than %s, which is enough for 100", "，优于满分值 %s")                                                                                // the best
	whyWorse      = both(", worse than %s, where 0 begins", "，劣于零分值 %s")                                                                                          // the worst
	whyScale      = both(", %s", "，%s")                                                                                                                           // formula
	whyPoints     = both(": score %[1]s, %[2]s points", "，得 %[1]s 分，计 %[2]s 分")                                                                                   // score, points
	whyOver       = both("; median %[1]s, %[2]s points more.", "；中位 %[1]s 分，多计 %[2]s 分。")                                                                         // median score, points
	whyUnder      = both("; median %[1]s, %[2]s points less.", "；中位 %[1]s 分，少计 %[2]s 分。")                                                                         // median score, points
	whyEven       = both("; median %[1]s, the same.", "；中位 %[1]s 分，持平。")                                                                                          // median score
	whySum        = both("Sum of the %[2]d: %[1]s points (each is rounded, so they may add up to a little more or less)", "%[2]d 项合计 %[1]s 分（各项四舍五入，相加尾数可能略有出入）") // points, n
	whyMost       = both("Most is lost on: ", "失分最多：")
	whyMostItem   = both("%[1]s (score %[2]s, another %[3]s points to be had)", "%[1]s（得 %[2]s 分，距满分可再计 %[3]s 分）") // name, score, points
	whyMonitored  = both("Only monitored, not scored: %s", "仅监测、不计分：%s")                                           // names and values
	whyAwards     = both("Where the awards come from", "奖励由来")
)
