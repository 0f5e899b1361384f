"""The rules that XBRL can break, and findings on what stands in the columns of datasets."""
