"""Faults of an instance that leave its facts readable: each is a row of `findings`."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

FaultRule = Literal[
    "decimals-and-precision",
    "accuracy-missing",
    "period-order",
    "repeated-dimension",
    "repeated-id",
    "scheme-missing",
    "several-entities",
]


class Fault(NamedTuple):
    """What of an instance breaks a rule, and where.

    Attributes:
        rule: The rule, as in `findings.rule`.
        message: What is wrong.
        file: Document of the element.
        line: Its line.
        concept: The concept of the facts, as datasets show it.
    """

    rule: FaultRule
    message: str
    file: str
    line: int | None
    concept: str | None = None


def by_concept(
    rule: FaultRule, facts: Iterable[tuple[str, str, int | None]], message: str
) -> Iterator[Fault]:
    """A fault per concept, at its first fact.

    Args:
        rule: What they break.
        facts: Concept, file and line of each fact that breaks it, in document order.
        message: What is wrong with such a fact, after the name of the concept.
    """
    counts: dict[str, int] = {}
    first: dict[str, tuple[str, int | None]] = {}
    for concept, file, line in facts:
        counts[concept] = counts.get(concept, 0) + 1
        first.setdefault(concept, (file, line))
    for concept, (file, line) in first.items():
        number = "one fact" if counts[concept] == 1 else f"{counts[concept]} facts"
        yield Fault(rule, f"{concept} {message} on {number}", file, line, concept)
