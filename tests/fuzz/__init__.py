"""Hostile input: every reader against mutated documents.

`make test` runs a few hundred executions of each reader with a fixed seed, `make fuzz` runs
each for FUZZ_SECONDS, with another seed each time. A reader may give rows or an `InputError`; any other exception, more
than the time or more than the memory is a failure.
"""
