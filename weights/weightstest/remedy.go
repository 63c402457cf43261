package weightstest

// remedy is what makes a scheme keep a rule.
func remedy(rule string) string {
	switch rule {
	case "ordinary data":
		return "say in the Options what the scheme can take (Codes, K, Lo, Hi), or return weights"
	case "no panic":
		return "return an error instead, such as basis.ErrMissing, basis.ErrConstant or basis.ErrFew"
	case "finite":
		return "return basis.ErrMissing, basis.ErrConstant or basis.ErrDomain where there is no weight"
	case "not negative":
		return "return basis.ErrWeights where a weight would be below 0, or set it to 0"
	case "not all zero", "constant columns":
		return "return basis.ErrConstant where nothing tells the siblings apart"
	case "old dst":
		return "set every dst[j], and read none before"
	case "input unchanged":
		return "change copies alone (slices.Clone)"
	case "same answer twice":
		return "take random numbers from a seed that is a field of the scheme, and range over no map"
	case "concurrent use":
		return "keep no state: what Weigh computes with is made in Weigh"
	case "nothing is kept":
		return "keep neither dst nor the group after Weigh, and copy what has to stay"
	case "order of siblings":
		return "go by codes and scores, not by the place of a sibling"
	case "order of units":
		return "go by all scores of a column alike, not by the place of a unit"
	case "names within":
		return "give it the method Names() iter.Seq[basis.Mention], with basis.NamesOf of what it holds"
	case "ignores scores", "scale of a column", "shift of a column":
		return "take the promise out of the Options, or keep it"
	case "nothing declared":
		return "return basis.ErrWeights, or count all alike"
	case "one unit":
		return "return basis.ErrFew"
	case "constant column", "zero column":
		return "return &weights.CellError{Row: -1, Code: g.Codes[j], Err: basis.ErrConstant}, or weigh the sibling 0 beside others"
	case "tied column":
		return "return basis.ErrConstant or basis.ErrFew where two different scores are too few"
	case "equal columns":
		return "return basis.ErrWeights where siblings that say the same have no weights"
	case "missing value":
		return "return &weights.CellError{Row: i, Code: g.Codes[j], Err: basis.ErrMissing}"
	case "infinite value":
		return "return &weights.CellError{Row: i, Code: g.Codes[j], Err: basis.ErrDomain}"
	}
	return ""
}
