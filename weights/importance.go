package weights

// Importance and similarity read-outs (taken).
