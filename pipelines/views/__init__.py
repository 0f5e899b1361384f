"""What a terminal shows: networks, statements, letters, progress."""
