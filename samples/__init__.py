"""A small mirror of EDGAR with invented filings, for the first run and for tests."""
