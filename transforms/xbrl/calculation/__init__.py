"""What must add up: summations, the facts they bind, the two verdicts, and the cause."""
