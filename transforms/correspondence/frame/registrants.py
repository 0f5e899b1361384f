"""Whose filings a `Re:` block names, where it names those of several registrants.

Registrants that file together stand below one another above their filings, and their file
numbers in the same order; others stand each above its own filings.
"""

from collections.abc import Sequence
from itertools import pairwise

from transforms.correspondence.wording.legal_form import ends_as_company


def registrants_above(block: str, text: str, starts: Sequence[int]) -> list[list[str]]:
    """For each filing the registrants that stand above it: those next above, with no filing between.

    Where the block names one only, it needs not be told from others, and there is none.

    Args:
        block: The block, its lines parted by ` | `.
        text: The block as it was read.
        starts: Where in `text` the filings begin, ascending.
    """
    names = [line.strip(" ,;") for line in block.split(" | ") if _is_name(line)]
    if len(names) < 2:
        return [[] for _ in starts]
    places = _places(names, text)
    above: list[list[str]] = []
    for last, start in pairwise((-1, *starts)):
        between = [
            name for name, at in zip(names, places, strict=True) if at >= 0 and last < at < start
        ]
        above.append(between or (above[-1] if above else []))
    return above


def _is_name(line: str) -> bool:
    """Whether a line is the name of a company, with its legal form at the end and no colon before."""
    return ends_as_company(line.rstrip(" ,;")) and ":" not in line and not line[0].islower()


def _places(names: Sequence[str], text: str) -> list[int]:
    """Where in `text` each name stands, one after the other; -1 where it does not."""
    places: list[int] = []
    end = 0
    for name in names:
        at = text.find(name, end)
        places.append(at)
        end = at + len(name) if at >= 0 else end
    return places
