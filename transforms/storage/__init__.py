"""Files, local or on a bucket, and the lease of a store. No Beam."""
