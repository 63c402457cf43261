package weights

// Best-Worst Method (taken).
