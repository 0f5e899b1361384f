"""What is printed on pages around a letter, and is no part of it. No Beam."""
