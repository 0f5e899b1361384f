"""Contexts: entity, period, dimensions, and c-equality (XBRL 2.1 §4.7, §4.10; Dimensions 1.0)."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from lxml import etree

from transforms.xbrl.document import text_of
from transforms.xbrl.element_types import NO_TYPES, DeclaredTypes
from transforms.xbrl.errors import XbrlError
from transforms.xbrl.instance.faults import Fault
from transforms.xbrl.instance.node_equality import s_equality_key, typed_member_key
from transforms.xbrl.lexical import collapsed, is_true, stripped
from transforms.xbrl.moments import read_moment
from transforms.xbrl.names import XBRLDI, XBRLI, XSI, clark
from transforms.xbrl.qnames import QNames

_ENTITY: Final = clark(XBRLI, "entity")
_IDENTIFIER: Final = clark(XBRLI, "identifier")
_SEGMENT: Final = clark(XBRLI, "segment")
_SCENARIO: Final = clark(XBRLI, "scenario")
_PERIOD: Final = clark(XBRLI, "period")
_INSTANT: Final = clark(XBRLI, "instant")
_START: Final = clark(XBRLI, "startDate")
_END: Final = clark(XBRLI, "endDate")
_FOREVER: Final = clark(XBRLI, "forever")
_EXPLICIT: Final = clark(XBRLDI, "explicitMember")
_TYPED: Final = clark(XBRLDI, "typedMember")
_NIL: Final = clark(XSI, "nil")

Dimension = dict[str, str | None]
Moment = datetime | None


@dataclass(slots=True)
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
        containers: Where its dimensions stand: 1 in the segment, 2 in the scenario, 3 in both.
        is_reversed: Whether its end is not after its start (XBRL 2.1 §4.7.2).
        has_scheme: Whether its entity identifier has a scheme (§4.7.3.1).
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
    containers: int = 0
    is_reversed: bool = False
    has_scheme: bool = True

    @property
    def alike(self) -> Hashable:
        """Equal for contexts that are c-equal but for the namespaces of axes and members."""
        names = [
            (_local(each["axis"]), _local(each["member"]), each["typed_value"])
            for each in self.dimensions
        ]
        period = self.period_type, self.start_date, self.end_date
        return self.entity, *period, self.other_segment, frozenset(names)


NO_CONTEXT: Final = Context("", "", "", None, None, [], "", None, None)
"""What stands for the context of a fact that has none: a tuple."""


class ContextReader:
    """Reads the contexts of one document.

    Args:
        names: Names of the document.
        types: Types of what stands in segments and scenarios.
    """

    def __init__(self, names: QNames, types: DeclaredTypes = NO_TYPES) -> None:
        self._names = names
        self._types = types
        self._explicit_members: dict[tuple[str | None, str | None], _Member] = {}

    def read(self, element: etree._Element) -> Context:
        """The context that a `xbrli:context` declares.

        Raises:
            XbrlError: `invalid-context` (a part is missing, a date is none).
        """
        parts = _parts(element, element)
        entity, period = parts.get(_ENTITY), parts.get(_PERIOD)
        if entity is None or period is None:
            raise _invalid(element, "lacks an entity or a period")
        parts_of_entity = _parts(element, entity)
        identifier = parts_of_entity.get(_IDENTIFIER)
        if identifier is None:
            raise _invalid(element, "lacks an entity identifier")
        if len(identifier):
            raise _invalid(element, "has elements in its entity identifier")
        text = collapsed(identifier.text or "")  # of type xs:token
        scheme = stripped(identifier.get("scheme"))
        period_type, start_date, end_date, moments = _period(element, period)
        members: list[_Member] = []
        segment = self._content(parts_of_entity.get(_SEGMENT), members)
        scenario = self._content(parts.get(_SCENARIO), members)
        members.sort(key=_by_axis)
        return Context(
            collapsed(element.get("id", "")),
            text,
            period_type,
            start_date,
            end_date,
            [member.dimension for member in members if member.dimension],
            "|".join([member.text for member in members if member.dimension]),
            "".join([member.text for member in members if not member.dimension]) or None,
            (scheme, text, moments, segment, scenario),
            _has_dimensions(segment) + 2 * _has_dimensions(scenario),
            period_type == "duration" and _is_reversed(*moments),
            bool(scheme),
        )

    def _content(
        self, container: etree._Element | None, members: list["_Member"]
    ) -> "_Content | None":
        """Read a segment or scenario into `members`; what c-equality compares of it.

        Dimensions are a set (Dimensions 1.0), other content is a sequence.
        """
        if container is None:
            return None
        found = [self._member(child) for child in container.iterchildren("*")]
        if not found:
            return None
        members += found
        dimensions = frozenset([member.key for member in found if member.dimension])
        return dimensions, tuple([member.key for member in found if not member.dimension])

    def _member(self, element: etree._Element) -> "_Member":
        tag = element.tag
        if tag == _EXPLICIT:
            return self._explicit_member(element)
        if tag == _TYPED:
            return self._typed_member(element)
        text = etree.tostring(element, encoding="unicode", with_tail=False)
        return _Member(None, str(text), s_equality_key(element, self._types))

    def _explicit_member(self, element: etree._Element) -> "_Member":
        if len(element):
            raise XbrlError("invalid-context", "an explicit member holds elements")
        texts = (element.get("dimension"), element.text)
        known = self._explicit_members.get(texts)
        if known is not None:
            return known
        axis, member = (self._names.resolve_value(element, text) for text in texts)
        shown_axis, shown = self._names.show(axis), self._names.show(member)
        dimension = {"axis": shown_axis, "member": shown, "typed_value": None}
        read = _Member(dimension, f"{shown_axis}={shown}", (axis, member))
        if self._names.uniform:
            self._explicit_members[texts] = read
        return read

    def _typed_member(self, element: etree._Element) -> "_Member":
        axis = self._names.resolve_value(element, element.get("dimension"))
        value = next(element.iterchildren("*"), None)
        if value is None:
            raise XbrlError("invalid-context", f"typed member of {axis} has no value")
        shown = self._names.show(axis)
        text = None if is_true(value.get(_NIL)) else " ".join(text_of(value).split())
        dimension = {"axis": shown, "member": None, "typed_value": text}
        escaped = (text or "").replace("\\", "\\\\").replace("|", "\\|")
        key = axis, typed_member_key(value, self._types, self._names)
        return _Member(dimension, f"{shown}={escaped}", key)


_Content = tuple[frozenset[Hashable], tuple[Hashable, ...]]


class _Member(NamedTuple):
    """A child of a segment or scenario.

    Attributes:
        dimension: As datasets show it; None for other content.
        text: `axis=member`, or the XML of other content.
        key: What c-equality compares.
    """

    dimension: Dimension | None
    text: str
    key: Hashable


def context_faults(context: Context, file: str, line: int | None) -> Iterator[Fault]:
    """What a context that can be read breaks."""
    if context.is_reversed:
        period = f"from {context.start_date} to {context.end_date}"
        message = f"context {context.id!r} is {period}, which is no time"
        yield Fault("period-order", message, file, line)
    if not context.has_scheme:
        message = f"context {context.id!r} has an identifier without scheme: {context.entity!r}"
        yield Fault("scheme-missing", message, file, line)
    axes = [each["axis"] for each in context.dimensions]
    if len(set(axes)) < len(axes):
        message = f"context {context.id!r} has a dimension twice: {context.dimensions_key}"
        yield Fault("repeated-dimension", message, file, line)


def are_of_oim(contexts: Iterable[Context]) -> bool:
    """Whether contexts are those of a report of the Open Information Model.

    Their segments and scenarios hold dimensions alone, all in the one or all in the other
    (xBRL-XML 1.0: `xbrlxe:nonDimensionalSegmentScenarioContent`,
    `xbrlxe:inconsistentDimensionsContainer`).
    """
    containers = 0
    for context in contexts:
        if context.other_segment is not None:
            return False
        containers |= context.containers
    return containers < 3


def _has_dimensions(content: _Content | None) -> bool:
    return content is not None and bool(content[0])


def _local(name: str | None) -> str | None:
    return None if name is None else name.rpartition(":")[2]


def _is_reversed(start: Moment, end: Moment) -> bool:
    """Whether an end is not after a start; unknown where one of them alone has a time zone."""
    if start is None or end is None or (start.tzinfo is None) != (end.tzinfo is None):
        return False
    return end <= start


def _by_axis(member: _Member) -> tuple[str, str]:
    """Sorts dimensions by axis, then member; leaves other content in its order."""
    return (member.dimension["axis"] or "", member.text) if member.dimension else ("", "")


def _parts(context: etree._Element, element: etree._Element) -> dict[str, etree._Element]:
    """Children of a context, or of a part of it, by tag: of each there may be one."""
    parts = {child.tag: child for child in element}
    if len(parts) != len(element):
        raise _invalid(context, "has a part twice")
    return parts


def _invalid(element: etree._Element, reason: str) -> XbrlError:
    return XbrlError("invalid-context", f"context {element.get('id')!r} {reason}")


def _period(
    context: etree._Element, period: etree._Element
) -> tuple[str, date | None, date | None, tuple[Moment, Moment]]:
    """Type, first and last day, and the moments of start and end that c-equality compares."""
    texts = {tag: (child.text or "").strip() for tag, child in _parts(context, period).items()}
    if len(texts) != (2 if _START in texts else 1) or any(map(len, period)):
        raise _invalid(context, "has a period that is not one of instant, dates and forever")
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
    day, moment, _ = read_moment(text)
    return day, moment


@lru_cache(maxsize=4096)
def read_end(text: str) -> tuple[date, datetime]:
    """Day and moment of an end date or instant: a date means the midnight at its end (§4.7.2).

    A dateTime at midnight ends the day before.

    Raises:
        ValueError: Not a date or dateTime of XML Schema, or outside the years 1 to 9999.
        OverflowError: The last day there is.
    """
    day, moment, has_time = read_moment(text)
    if not has_time:
        return day, moment + timedelta(days=1)
    return (day - timedelta(days=1) if moment.time() == time() else day), moment
