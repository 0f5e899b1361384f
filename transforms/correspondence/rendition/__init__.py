"""From a rendition, in plain text, HTML or PDF, to the lines of a letter. No Beam."""
