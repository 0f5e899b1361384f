"""The numbered comments of a letter, their headings and answers, and where they end. No Beam."""
