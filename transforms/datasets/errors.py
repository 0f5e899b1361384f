"""What of an output cannot be used. Apart, so that a command can catch it without loading Arrow."""


class UnreadableError(OSError):
    """A committed file that is not there or damaged; the message names it and says what to do."""


class CatalogError(Exception):
    """Tables that cannot be found or used; the message says why and what to do."""
