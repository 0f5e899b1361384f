"""What XBRL says: names, schemas, linkbases, networks, instances, calculations. No Beam."""
