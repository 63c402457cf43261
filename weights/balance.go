package weights

// Correlation-balanced weights (taken).
