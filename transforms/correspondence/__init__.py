"""What a staff letter or a company's response says: text, letter, comments, citations. No Beam."""
