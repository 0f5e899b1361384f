"""The report: one page of HTML that holds all it needs, of an output or of one filing."""
