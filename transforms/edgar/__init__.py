"""What EDGAR is: accession numbers, indexes, submissions, archives. No Beam."""
