"""What is done with one filing, step by step: pure functions of it. No Beam."""
