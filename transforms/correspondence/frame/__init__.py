"""The frame of a letter: who writes whom, when, and about which filings. No Beam."""
