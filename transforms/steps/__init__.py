"""The steps on one filing, as pure functions. No Beam."""
