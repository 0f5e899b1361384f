"""The authorities that a comment cites. No Beam."""
