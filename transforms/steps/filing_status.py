"""Codes of `filings.status`: how much of a filing could be read."""

from typing import Final, Literal

from transforms.codes import Code

FilingStatus = Literal["complete", "partial", "failed", "empty"]

FILING_STATUSES: Final[dict[FilingStatus, Code]] = {
    "complete": Code("Rows were found and nothing was rejected"),
    "partial": Code("Something was rejected, and other documents or rows are there"),
    "failed": Code("Something was rejected, and no document and no row is there"),
    "empty": Code("Nothing was rejected, and no row was found"),
}
