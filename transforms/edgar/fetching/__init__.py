"""How filings are fetched: requests to EDGAR's server, what its answers mean, and the store."""
