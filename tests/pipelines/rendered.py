"""The numbers that an inline document shows in its tables, row by row, as a reader sees them."""

import re
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

_XHTML = "{http://www.w3.org/1999/xhtml}"
_NUMBER = "{http://www.xbrl.org/2013/inlineXBRL}nonFraction"
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_SHOWN = re.compile(r"[\d,]*\.?\d+")  # 1,234.5
_WORD = re.compile(r"[A-Za-z]{2}")  # a cell with words is a caption that quotes a number


@dataclass(frozen=True, slots=True)
class Cell:
    """A number that fills a cell of a table: in units, with the sign as shown, and of what."""

    value: Decimal
    concept: str


Table = list[list[Cell]]


def tables(document: bytes) -> list[Table]:
    """Rows of numbers of each table that has any; a dash is zero."""
    tree = etree.fromstring(document)
    found = []
    for table in tree.iter(f"{_XHTML}table"):
        rows = [_cells(row) for row in table.iter(f"{_XHTML}tr")]
        if any(rows):
            found.append([row for row in rows if row])
    return found


def _cells(row: etree._Element) -> list[Cell]:
    cells = ((cell, "".join(map(str, cell.itertext()))) for cell in row.iter(f"{_XHTML}td"))
    return [
        Cell(_value(text, number), number.get("name", ""))
        for cell, text in cells
        if not _WORD.search(text)
        for number in cell.iter(_NUMBER)
        if number.get(_NIL) != "true"
    ]


def _value(text: str, number: etree._Element) -> Decimal:
    shown = "".join(map(str, number.itertext())).strip()
    match = _SHOWN.search(shown)
    value = Decimal(match[0].replace(",", "")) if match else Decimal(0)
    scaled = value.scaleb(int(number.get("scale", "0")))
    return -scaled if "(" in text else scaled
