"""What is written: one Arrow schema per dataset, tables, layout and manifest. No Beam."""
