package weights

// PCA and factor weights (taken).
