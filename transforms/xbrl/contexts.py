"""Contexts: entity, period, dimensions, and c-equality (XBRL 2.1 §4.7, §4.10; Dimensions 1.0)."""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from lxml import etree

from transforms.xbrl.errors import XbrlError
from transforms.xbrl.names import XBRLDI, XBRLI, XSI
from transforms.xbrl.qnames import QNames

_ENTITY: Final = f"{{{XBRLI}}}entity"
_IDENTIFIER: Final = f"{{{XBRLI}}}identifier"
_SEGMENT: Final = f"{{{XBRLI}}}segment"
_SCENARIO: Final = f"{{{XBRLI}}}scenario"
_PERIOD: Final = f"{{{XBRLI}}}period"
_INSTANT: Final = f"{{{XBRLI}}}instant"
_START: Final = f"{{{XBRLI}}}startDate"
_END: Final = f"{{{XBRLI}}}endDate"
_FOREVER: Final = f"{{{XBRLI}}}forever"
_EXPLICIT: Final = f"{{{XBRLDI}}}explicitMember"
_TYPED: Final = f"{{{XBRLDI}}}typedMember"
_NIL: Final = f"{{{XSI}}}nil"

_DATE_TIME = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)"
    r"(?:T(?P<time>\d\d:\d\d:\d\d)(?:\.(?P<fraction>\d{1,6})\d*)?)?"
    r"(?P<zone>Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)

Dimension = dict[str, str | None]
Moment = datetime | None


@dataclass(frozen=True, slots=True)
class Context:
    """A context.

    Attributes:
        id: Its id in the instance.
        entity: Entity identifier.
        period_type: `instant`, `duration` or `forever`.
        start_date: First day of a duration.
        end_date: Last day of a duration, or the day at whose end an instant lies.
        dimensions: `axis`, `member`, `typed_value` as shown in datasets, sorted by axis.
        dimensions_key: `axis=member` joined by `|`, '' without dimensions.
        other_segment: Segment or scenario content that is not a dimension, as XML.
        key: Equal exactly for c-equal contexts.
    """

    id: str
    entity: str
    period_type: str
    start_date: date | None
    end_date: date | None
    dimensions: list[Dimension]
    dimensions_key: str
    other_segment: str | None
    key: Hashable


def read_context(element: etree._Element, names: QNames) -> Context:
    """The context that a `xbrli:context` declares.

    Raises:
        XbrlError: `invalid-context` (a part is missing, a date is none), `unresolved-prefix`.
    """
    entity = element.find(_ENTITY)
    identifier = entity.find(_IDENTIFIER) if entity is not None else None
    period = element.find(_PERIOD)
    if entity is None or identifier is None or period is None:
        raise _invalid(element, "lacks an entity identifier or a period")
    text = (identifier.text or "").strip()
    period_type, start_date, end_date, moments = _period(element, period)
    members = _Members(names)
    segment = members.read(entity.find(_SEGMENT))
    scenario = members.read(element.find(_SCENARIO))
    dimensions = sorted(members.dimensions, key=_sort_key)
    return Context(
        id=element.get("id", ""),
        entity=text,
        period_type=period_type,
        start_date=start_date,
        end_date=end_date,
        dimensions=dimensions,
        dimensions_key="|".join(map(_dimension_key, dimensions)),
        other_segment="".join(members.other) or None,
        key=(identifier.get("scheme"), text, moments, segment, scenario),
    )


def _invalid(element: etree._Element, reason: str) -> XbrlError:
    return XbrlError("invalid-context", f"context {element.get('id')!r} {reason}")


def _period(
    context: etree._Element, period: etree._Element
) -> tuple[str, date | None, date | None, tuple[Moment, Moment]]:
    """Type, first and last day, and the moments of start and end that c-equality compares."""
    texts = {child.tag: (child.text or "").strip() for child in period}
    try:
        if _INSTANT in texts:
            day, moment = read_end(texts[_INSTANT])
            return "instant", None, day, (moment, moment)
        if _START in texts and _END in texts:
            start, start_moment = read_start(texts[_START])
            end, end_moment = read_end(texts[_END])
            return "duration", start, end, (start_moment, end_moment)
    except (ValueError, OverflowError) as error:
        raise _invalid(context, f"has a period that is none: {error}") from error
    if _FOREVER in texts:
        return "forever", None, None, (None, None)
    raise _invalid(context, "has a period without instant, dates or forever")


@lru_cache(maxsize=4096)
def read_start(text: str) -> tuple[date, datetime]:
    """Day and moment of a start date: a date means its first midnight (XBRL 2.1 §4.7.2).

    Raises:
        ValueError: Not a date or dateTime of XML Schema, or outside the years 1 to 9999.
    """
    day, moment, _ = _moment(text)
    return day, moment


@lru_cache(maxsize=4096)
def read_end(text: str) -> tuple[date, datetime]:
    """Day and moment of an end date or instant: a date means the midnight at its end (§4.7.2).

    A dateTime at midnight ends the day before.

    Raises:
        ValueError: Not a date or dateTime of XML Schema, or outside the years 1 to 9999.
        OverflowError: The last day there is.
    """
    day, moment, has_time = _moment(text)
    if not has_time:
        return day, moment + timedelta(days=1)
    return (day - timedelta(days=1) if moment.time() == time() else day), moment


def _moment(text: str) -> tuple[date, datetime, bool]:
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"{text[:40]!r} is not a date")
    day = date.fromisoformat(match["date"])
    clock = match["time"] or "00:00:00"
    if clock == "24:00:00":
        day, clock = day + timedelta(days=1), "00:00:00"
    moment = datetime.combine(day, time.fromisoformat(clock))
    if match["fraction"]:
        moment += timedelta(microseconds=int(match["fraction"].ljust(6, "0")))
    if match["zone"]:
        zone = datetime.fromisoformat(f"2000-01-01T00:00:00{match['zone']}").tzinfo
        moment = moment.replace(tzinfo=zone).astimezone(UTC)
    return day, moment, match["time"] is not None


class _Members:
    """Collects the dimensions and other content of a context's segment and scenario."""

    def __init__(self, names: QNames) -> None:
        self._names = names
        self.dimensions: list[Dimension] = []
        self.other: list[str] = []

    def read(self, container: etree._Element | None) -> Hashable:
        """Take in a segment or scenario; what c-equality compares of it.

        Dimensions are a set (Dimensions 1.0 §2.7.1), other content is a sequence.
        """
        if container is None:
            return None
        dimensions: list[Hashable] = []
        other: list[Hashable] = []
        for child in container.iterchildren("*"):
            if child.tag == _EXPLICIT:
                dimensions.append(self._explicit(child))
            elif child.tag == _TYPED:
                dimensions.append(self._typed(child))
            else:
                other.append(_structure(child))
                self.other.append(etree.tostring(child, encoding="unicode", with_tail=False))
        return (frozenset(dimensions), tuple(other)) if dimensions or other else None

    def _explicit(self, element: etree._Element) -> Hashable:
        axis = self._names.resolve_value(element, element.get("dimension"))
        member = self._names.resolve_value(element, element.text)
        self.dimensions.append(
            {
                "axis": self._names.show(axis),
                "member": self._names.show(member),
                "typed_value": None,
            }
        )
        return axis, member

    def _typed(self, element: etree._Element) -> Hashable:
        axis = self._names.resolve_value(element, element.get("dimension"))
        value = next(element.iterchildren("*"), None)
        if value is None:
            raise XbrlError("invalid-context", f"typed member of {axis} has no value")
        nil = value.get(_NIL) in {"true", "1"}
        text = None if nil else " ".join(_text(value).split())
        self.dimensions.append(
            {"axis": self._names.show(axis), "member": None, "typed_value": text}
        )
        return axis, _structure(value)


def _text(element: etree._Element) -> str:
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def _structure(element: etree._Element) -> Hashable:
    """What s-equality compares of an element: name, attributes, content (XBRL 2.1 §4.10)."""
    children = tuple(_structure(child) for child in element.iterchildren("*"))
    texts = [element.text, *(child.tail for child in element)]
    text = " ".join(" ".join(part.split()) for part in texts if part)
    return element.tag, frozenset(element.items()), text.strip(), children


def _sort_key(dimension: Dimension) -> tuple[str, ...]:
    return tuple(dimension[part] or "" for part in ("axis", "member", "typed_value"))


def _dimension_key(dimension: Dimension) -> str:
    member = dimension["member"]
    if member is None:
        typed = dimension["typed_value"] or ""
        member = typed.replace("\\", "\\\\").replace("|", "\\|")
    return f"{dimension['axis']}={member}"
