"""Coders of whole filings and of their rows, which go from step to step without being encoded.

Beam measures some elements of every collection by asking its coder how large they are, of each
bundle the first ten and then fewer. By default that means pickling them: of 500 filings in one
bundle 4 % of the time, of small bundles more.
"""

import pickle

import apache_beam as beam

from transforms.elements import FilingRows, FilingWork


class FlowingCoder(beam.coders.Coder):
    """Pickles, if a runner does encode them; their size is that of their documents or tables alone."""

    def encode(self, value: FilingWork | FilingRows) -> bytes:
        """The element, pickled."""
        return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)

    def decode(self, encoded: bytes) -> FilingWork | FilingRows:
        """The element as it was."""
        element: FilingWork | FilingRows = pickle.loads(encoded)  # noqa: S301 # of this run
        return element

    def estimate_size(self, value: FilingWork | FilingRows) -> int:
        """Bytes of its documents, or of its columns."""
        return value.n_bytes


for _kind in (FilingWork, FilingRows):
    beam.coders.registry.register_coder(_kind, FlowingCoder)
