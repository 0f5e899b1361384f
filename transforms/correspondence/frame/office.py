"""The office of the Division of Corporation Finance that a letter comes from.

An office stands below the signature, often over two lines or three: `Office of Real Estate &`
and `Construction`. Where a line is broken, known names show that a name goes on;
for others a joining word at the break does.
"""

import re
from collections.abc import Sequence
from typing import Final

OFFICES: Final = (
    "Beverages, Apparel and Mining",
    "Chief Accountant",
    "Chief Counsel",
    "Computers and Online Services",
    "Consumer Products",
    "Crypto Assets",
    "Electronics and Machinery",
    "Emerging Growth Companies",
    "Energy and Transportation",
    "Enforcement Liaison",
    "Finance",
    "Financial Services",
    "Global Security Risk",
    "Healthcare and Insurance",
    "Industrial Applications and Services",
    "Information Technologies and Services",
    "International Corporate Finance",
    "Life Sciences",
    "Manufacturing",
    "Manufacturing and Construction",
    "Mergers and Acquisitions",
    "Natural Resources",
    "Real Estate and Business Services",
    "Real Estate and Commodities",
    "Real Estate and Construction",
    "Rulemaking",
    "Small Business Policy",
    "Structured Finance",
    "Technology",
    "Telecommunications",
    "Trade and Services",
    "Transportation and Leisure",
)
"""Offices of the Division through the years, as far as letters name them; without ampersands."""

_OFFICE: Final = re.compile(r"\bOffice\s+of(?:\s+the\b)?\s*")  # `Office of Technology`
_OFFICE_CUT: Final = re.compile(r"\bOffice$")  # `Office`, the rest in the next line
# `Disclosure Review Program`
_PROGRAM: Final = re.compile(r"disclosure\s+review(?:\s+program)?$", re.IGNORECASE)
_JOINING: Final = re.compile(r"(?:\band|&|-|,|\bof)$|^$", re.IGNORECASE)  # `Real Estate &`
_JOINED: Final = re.compile(r"(?:and|&)\s", re.IGNORECASE)  # `& Construction`
# `Real Estate & - Commodities`
_BREAK: Final = re.compile(
    r"(?<=&|,)\s*-(?=\s)|\s+(?=,)|(?<=\sand)\s+-(?=\s)"
)  # `Real Estate & - Commodities`
# `real`
_KEY: Final = re.compile(r"[a-z]+")
_LONGEST = 90  # characters of a line that names an office
_LINES: Final = 3  # lines below it that may go on with the name


def read_office(below: Sequence[str], above: Sequence[str]) -> str | None:
    """The office, without `Office of`; None where the letter names none.

    Args:
        below: Lines from the signature on.
        above: Lines of the closing before the signature.
    """
    return _last_office(below) or _last_office(above)


def _last_office(lines: Sequence[str]) -> str | None:
    for i in range(len(lines) - 1, -1, -1):
        text = lines[i]
        if len(text) >= _LONGEST or text.endswith("."):
            continue
        if _PROGRAM.search(text):
            return "Disclosure Review Program"
        name = _named(text, lines[i + 1 : i + 1 + _LINES])
        if name:
            return name
    return None


def _named(text: str, following: Sequence[str]) -> str | None:
    """The office in a line, with what of its name stands in the lines below."""
    if _OFFICE_CUT.search(text) and following:
        text, following = f"{text} {following[0]}", following[1:]
    match = _OFFICE.search(text)
    if match is None:
        return None
    name = text[match.end() :].strip()
    for line in following:
        if not _goes_on(name, line.strip()):
            break
        name = f"{name} {line.strip()}"
    return " ".join(_BREAK.sub("", name).strip(" ,-").split()) or None


def _goes_on(name: str, line: str) -> bool:
    """Whether an office that is cut after `name` goes on with `line`."""
    if _JOINING.search(name) or _JOINED.match(line):
        return True
    joined = _key(f"{name} {line}")
    return bool(joined) and any(joined == known[: len(joined)] for known in _KNOWN)


def _key(name: str) -> tuple[str, ...]:
    """The words of a name, less `and`, ampersands and commas."""
    return tuple(word for word in _KEY.findall(name.lower()) if word != "and")


_KNOWN: Final = frozenset(map(_key, OFFICES))
