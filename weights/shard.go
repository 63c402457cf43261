package weights

// shards is the number of parts into which units are divided where a sum over
// units is shared between cores. It is fixed, and the parts' sums are added in
// order, so that the result does not depend on the number of cores.
const shards = 16

// shard returns the units [from, to) of a part.
func shard(part, n int) (from, to int) { return part * n / shards, (part + 1) * n / shards }
