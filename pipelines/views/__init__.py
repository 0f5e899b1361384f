"""What a terminal or a browser shows: networks, statements, letters, progress, reports."""
