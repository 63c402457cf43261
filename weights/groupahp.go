package weights

// Group AHP (taken).
