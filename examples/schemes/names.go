package main

// schemeNames are the names of the candidates, by key.
func schemeNames(t pick) map[string]string {
	return map[string]string{
		"declared":   t("方案权重", "declared"),
		"equal":      t("等权", "equal"),
		"roc":        t("序位 ROC", "rank order ROC"),
		"ranksum":    t("序位和", "rank sum"),
		"reciprocal": t("序位倒数", "rank reciprocal"),
		"rancom":     t("序位 RANCOM", "RANCOM"),
		"budget":     t("预算分配*", "budget*"),
		"ahp":        t("层次分析*", "AHP*"),
		"groupahp":   t("群组 AHP*", "group AHP*"),
		"bwm":        t("最优最劣*", "best-worst*"),
		"entropy":    t("熵权", "entropy"),
		"entropy20":  t("熵权 20–100", "entropy 20–100"),
		"stddev":     t("标准差", "std deviation"),
		"variance":   t("方差", "variance"),
		"cv":         t("变异系数", "variation CV"),
		"gini":       t("基尼系数", "Gini"),
		"angular":    t("夹角", "angular"),
		"mpsi":       t("MPSI", "MPSI"),
		"critic":     t("CRITIC", "CRITIC"),
		"lopcow":     t("LOPCOW", "LOPCOW"),
		"merec":      t("MEREC", "MEREC"),
		"merec20":    t("MEREC 20–100", "MEREC 20–100"),
		"cilos":      t("CILOS", "CILOS"),
		"cilos20":    t("CILOS 20–100", "CILOS 20–100"),
		"idocriw":    t("IDOCRIW", "IDOCRIW"),
		"idocriw20":  t("IDOCRIW 20–100", "IDOCRIW 20–100"),
		"pca":        t("主成分", "PCA"),
		"factors":    t("因子分析", "factors"),
		"balance":    t("相关平衡", "balance"),
		"nearest":    t("相关近平衡", "near balance"),
		"mix":        t("加法组合", "mix"),
		"product":    t("乘法合成", "product"),
		"mininfo":    t("最小鉴别信息", "min information"),
		"game":       t("博弈论", "game theory"),
		"improved":   t("改进博弈论", "improved game"),
		"clamp":      t("熵权 15–60%", "entropy 15–60%"),
		"pergroup":   t("下级熵权", "entropy below"),
		"perturb":    t("方案 ±25%", "declared ±25%"),
	}
}

// refusals say why a candidate is refused where its error names indicators.
func refusals(t pick) map[string]string {
	return map[string]string{
		"pca":     t("首个主成分的系数为负（与同级走向相反）：%s", "negative in the first component (against their siblings): %s"),
		"balance": t("要做到相关与权重成比例，须给负权重：%s", "correlations in the proportion of the weights would take negative weights of %s"),
		"game":    t("均衡的组合系数为负：%s", "the equilibrium has negative coefficients for %s"),
	}
}

// shortNames are the dimensions and indicators in a few characters.
func shortNames(t pick) map[string]string {
	return map[string]string{
		"overall":                 t("总分", "total"),
		"scale":                   t("规模", "Scale"),
		"structure":               t("结构", "Structure"),
		"efficiency":              t("效益", "Efficiency"),
		"talent":                  t("人才", "Talent"),
		"sec_va":                  t("二产增加值", "secondary VA"),
		"enterprises":             t("规上企业数", "enterprises"),
		"manuf_emp_share":         t("制造业就业占比", "manufacturing jobs"),
		"sec_share":               t("二产占比", "secondary share"),
		"mining_dependence":       t("采矿依赖度", "mining dependence"),
		"sec_va_per_resident":     t("人均二产", "VA per resident"),
		"sec_va_per_km2":          t("地均二产", "VA per km2"),
		"fiscal_self_sufficiency": t("财政自给率", "fiscal autonomy"),
		"loans_to_gdp":            t("贷款/GDP", "loans/GDP"),
		"prof_tech_share":         t("专业技术人员占比", "professionals"),
		"tertiary_edu_share":      t("大专以上占比", "college-educated"),
		"nonlocal_share":          t("外来人口占比", "from elsewhere"),
		"sci_tech_emp":            t("科技服务业就业", "jobs in research"),
	}
}
