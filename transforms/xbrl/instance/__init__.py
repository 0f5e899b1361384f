"""What instances report: contexts, units, amounts and facts, from XML and from inline XBRL."""
