"""Facts in the form in which the corpus's oracle has them, and its checksum of them."""

import hashlib
import json
from decimal import Decimal

from transforms.xbrl.instance.facts import Facts

OracleRow = list[str | None]
_LONGEST_TEXT = 255


def oracle_rows(facts: Facts) -> list[OracleRow]:
    """[concept, start, end, dims, unit, value, decimals] of each fact."""
    columns = facts.columns
    return [
        [
            columns["concept"][place],
            _iso(columns["start_date"][place]),
            _iso(columns["end_date"][place]),
            _dimensions(columns["dimensions"][place]),
            columns["unit"][place] or "",
            _value(facts, place),
            _decimals(facts, place),
        ]
        for place in range(len(facts.concepts))
    ]


def checksum(rows: list[OracleRow]) -> str:
    ordered = sorted(rows, key=lambda row: json.dumps(row, ensure_ascii=False))
    text = json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _iso(day):
    return day.isoformat() if day else ""


def _dimensions(dimensions):
    return "|".join(
        sorted(f"{each['axis']}={each['member'] or each['typed_value']}" for each in dimensions)
    )


def _value(facts, place):
    value, number = facts.columns["value"][place], facts.values[place]
    if value is None:
        return None
    if number is not None:
        return plain(number)
    if facts.units[place] is not None:
        return value
    text = " ".join(value.split())
    return "" if len(text) > _LONGEST_TEXT or "<" in text else text


def plain(number: Decimal) -> str:
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _decimals(facts, place):
    if facts.columns["is_exact"][place]:
        return "INF"
    decimals = facts.columns["decimals"][place]
    return "" if decimals is None else str(decimals)
