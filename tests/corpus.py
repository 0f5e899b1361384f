"""Where the real filings lie that tests may read."""

import os
from pathlib import Path

import pytest

CORPUS = Path(
    os.environ.get("EDGAR_ARCS_CORPUS", Path(__file__).resolve().parents[2] / "shared" / "corpus")
)

requires_corpus = pytest.mark.skipif(
    not (CORPUS / "mirror").is_dir(),
    reason=f"no corpus of real filings at {CORPUS}; set EDGAR_ARCS_CORPUS to its path",
)
