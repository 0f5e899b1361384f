"""What is written: one Arrow schema per dataset, Iceberg tables and their commits. No Beam."""
