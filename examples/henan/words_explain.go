package main

// Words of the explanation of one county.
var (
	whyTitle      = both("%s: why this rank, why these awards", "%s：位次与奖励的由来")                                                             // name
	whyTitleApart = both("%s: why this score", "%s：得分的由来")                                                                                 // name
	whyRivals     = both("Rank %[2]d under %[1]s weights. ", "按%[1]s列第 %[2]d 位。")                                                          // weighting, rank
	whyDoubt      = both("Rank %[1]d by value added, but %[2]d by enterprises: in doubt. ", "二产增加值第 %[1]d 而规上企业数第 %[2]d，口径待核。")            // two ranks
	whyMade       = both("%[1]s / %[2]s x %[3]s = %[4]s", "%[1]s ÷ %[2]s × %[3]s = %[4]s")                                                 // of, by, factor, value
	whyMadePlain  = both("%[1]s / %[2]s = %[3]s", "%[1]s ÷ %[2]s = %[3]s")                                                                 // of, by, value
	whyFilled     = both("no figure; the median of the %[1]d that have one, %[2]s, stands in%[3]s", "无数据，以 %[1]d 个有数单位的中位数 %[2]s 插补%[3]s") // n, value, ranks
	whyMonitored  = both("Only monitored, not scored: %s.", "仅监测、不计分：%s。")                                                                 // names and values
	whyAwards     = both("Where the awards come from", "奖励由来")
)
