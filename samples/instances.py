"""Builders of the smallest valid instances, classic and inline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from samples.builders import DECLARATION, Taxonomy, document


@dataclass(frozen=True)
class Context:
    """A context: an instant if it has no `start`; `members` are pairs of axis and member."""

    id: str
    end: str
    start: str | None = None
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Fact:
    """A fact; one with a unit is numeric and has `decimals`."""

    concept: str
    context: str
    value: str
    unit: str | None = None
    decimals: str | None = None


def instance(
    cik: int, taxonomies: Sequence[Taxonomy], contexts: Iterable[Context], facts: Iterable[Fact]
) -> bytes:
    """A classic instance; the last of `taxonomies` is the filing's own and its schema."""
    facts = list(facts)
    lines = [
        DECLARATION,
        (
            f'<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" {_REPORT_NAMESPACES} '
            f"{_prefixes(taxonomies)}>"
        ),
        _schema_reference(taxonomies),
        *(_context(cik, context) for context in contexts),
        *_units(facts),
        *(_fact(number, fact) for number, fact in enumerate(facts, 1)),
        "</xbrli:xbrl>",
    ]
    return document(lines)


def inline_instance(
    cik: int,
    taxonomies: Sequence[Taxonomy],
    contexts: Iterable[Context],
    facts: Iterable[Fact],
    title: str,
) -> bytes:
    """An inline document: dei facts hidden, the others one per line, in thousands with commas."""
    facts = list(facts)
    hidden = [fact for fact in facts if fact.concept.startswith("dei:")]
    shown = [fact for fact in facts if not fact.concept.startswith("dei:")]
    lines = [
        DECLARATION,
        (
            '<html xmlns="http://www.w3.org/1999/xhtml" '
            'xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
            'xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" '
            f'xmlns:xbrli="http://www.xbrl.org/2003/instance" {_REPORT_NAMESPACES} '
            f'{_prefixes(taxonomies)} xml:lang="en-US">'
        ),
        f"<head><title>{escape(title)}</title></head>",
        "<body>",
        '<div style="display:none">',
        "<ix:header>",
        "<ix:hidden>",
        *(_inline_fact(number, fact) for number, fact in enumerate(hidden, 1)),
        "</ix:hidden>",
        f"<ix:references>{_schema_reference(taxonomies)}</ix:references>",
        "<ix:resources>",
        *(_context(cik, context) for context in contexts),
        *_units(facts),
        "</ix:resources>",
        "</ix:header>",
        "</div>",
        f"<h1>{escape(title)}</h1>",
        *(
            f"<p>{escape(fact.concept)}: {_inline_fact(number, fact)}</p>"
            for number, fact in enumerate(shown, len(hidden) + 1)
        ),
        "</body>",
        "</html>",
    ]
    return document(lines)


_REPORT_NAMESPACES: Final = (
    'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:xbrldi="http://xbrl.org/2006/xbrldi" '
    'xmlns:iso4217="http://www.xbrl.org/2003/iso4217"'
)


def _prefixes(taxonomies: Iterable[Taxonomy]) -> str:
    return " ".join(f"xmlns:{t.prefix}={quoteattr(t.namespace)}" for t in taxonomies)


def _schema_reference(taxonomies: Sequence[Taxonomy]) -> str:
    return f'<link:schemaRef xlink:type="simple" xlink:href="{taxonomies[-1].location}"/>'


def _context(cik: int, context: Context) -> str:
    members = "".join(
        f'<xbrldi:explicitMember dimension="{axis}">{member}</xbrldi:explicitMember>'
        for axis, member in context.members
    )
    segment = f"<xbrli:segment>{members}</xbrli:segment>" if members else ""
    period = (
        f"<xbrli:startDate>{context.start}</xbrli:startDate>"
        f"<xbrli:endDate>{context.end}</xbrli:endDate>"
        if context.start
        else f"<xbrli:instant>{context.end}</xbrli:instant>"
    )
    return (
        f'<xbrli:context id="{context.id}"><xbrli:entity>'
        f'<xbrli:identifier scheme="http://www.sec.gov/CIK">{cik:010}</xbrli:identifier>{segment}'
        f"</xbrli:entity><xbrli:period>{period}</xbrli:period></xbrli:context>"
    )


_MEASURES: Final = {
    "USD": "<xbrli:measure>iso4217:USD</xbrli:measure>",
    "shares": "<xbrli:measure>xbrli:shares</xbrli:measure>",
    "USDPerShare": (
        "<xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure>"
        "</xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure>"
        "</xbrli:unitDenominator></xbrli:divide>"
    ),
}


def _units(facts: Iterable[Fact]) -> list[str]:
    used = dict.fromkeys(fact.unit for fact in facts if fact.unit)
    return [f'<xbrli:unit id="{unit}">{_MEASURES[unit]}</xbrli:unit>' for unit in used]


def _fact(number: int, fact: Fact) -> str:
    numeric = f' unitRef="{fact.unit}" decimals="{fact.decimals}"' if fact.unit else ""
    return (
        f'<{fact.concept} contextRef="{fact.context}" id="f{number}"{numeric}>'
        f"{escape(fact.value)}</{fact.concept}>"
    )


def _inline_fact(number: int, fact: Fact) -> str:
    common = f'name="{fact.concept}" contextRef="{fact.context}" id="f{number}"'
    if fact.unit is None:
        return f"<ix:nonNumeric {common}>{escape(fact.value)}</ix:nonNumeric>"
    scale = 3 if fact.decimals == "-3" else 0
    digits = fact.value.removeprefix("-")
    shown = f"{int(digits) // 10**scale:,}" if scale else digits
    sign = ' sign="-"' if fact.value.startswith("-") else ""
    return (
        f'<ix:nonFraction {common} unitRef="{fact.unit}" decimals="{fact.decimals}" '
        f'scale="{scale}" format="ixt:num-dot-decimal"{sign}>{shown}</ix:nonFraction>'
    )
