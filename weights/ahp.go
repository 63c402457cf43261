package weights

// The analytic hierarchy process (taken by the pairwise helper).
