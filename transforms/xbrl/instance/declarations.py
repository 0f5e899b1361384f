"""Contexts and units of an instance by id, and what is wrong with them."""

from collections.abc import Hashable, Iterable

from lxml import etree

from transforms.errors import Reject
from transforms.xbrl.document import line_of
from transforms.xbrl.errors import XbrlError
from transforms.xbrl.instance.contexts import Context, ContextReader, context_faults
from transforms.xbrl.instance.faults import Fault
from transforms.xbrl.instance.read_item import fact_reject
from transforms.xbrl.instance.units import Unit, read_unit
from transforms.xbrl.lexical import collapsed
from transforms.xbrl.qnames import QNames


class Declarations:
    """Contexts and units by id; those that cannot be read, by id, with what is wrong.

    Attributes:
        contexts: The first context of each id.
        units: The first unit of each id.
        rejects: Ids that are declared twice, and elements that no instance may hold.
        faults: What contexts break without being unreadable.
        ambiguous: Ids of contexts or units that may be others than they seem: declared twice and
            differently, or alike but for a prefix that nothing declares.
        is_lossy: Whether something was passed over that may hold facts.
    """

    def __init__(self) -> None:
        self.contexts: dict[str | None, Context] = {}
        self.units: dict[str | None, Unit] = {}
        self.rejects: list[Reject] = []
        self.faults: list[Fault] = []
        self.is_lossy = False
        self.ambiguous: set[str | None] = set()
        self._broken_contexts: dict[str | None, XbrlError] = {}
        self._broken_units: dict[str | None, XbrlError] = {}

    def copy(self) -> "Declarations":
        """The same declarations, to which others can be added apart."""
        other = Declarations()
        other.contexts |= self.contexts
        other.units |= self.units
        other.rejects += self.rejects
        other.faults += self.faults
        other.ambiguous |= self.ambiguous
        other.is_lossy = self.is_lossy
        other._broken_contexts |= self._broken_contexts
        other._broken_units |= self._broken_units
        return other

    def add_context(self, element: etree._Element, reader: ContextReader, file: str) -> None:
        """Read a `xbrli:context`."""
        try:
            context = reader.read(element)
        except XbrlError as error:
            identifier = collapsed(element.get("id", ""))
            self._broken_contexts[identifier] = error.kept()
            if identifier in self.contexts:
                self._reject_twin("context", identifier, file, element)
            return
        self.faults += context_faults(context, file, line_of(element))
        is_first = self.contexts.setdefault(context.id, context).key == context.key
        if not is_first or context.id in self._broken_contexts:
            self._reject_twin("context", context.id, file, element)

    def pass_over(self, element: etree._Element, file: str) -> None:
        """Reject an element that is neither an item nor a tuple nor part of an instance."""
        self.is_lossy = True
        message = f"{element.tag} has no place in an instance; facts in it are not read"
        reject = Reject("instance", "unexpected-element", message, file, line_of(element))
        self.rejects.append(reject)

    def lose(self, error: XbrlError, concept: str, file: str, line: int | None) -> None:
        """Reject a tuple of which the facts cannot be relied on."""
        self.is_lossy = True
        self.rejects.append(fact_reject(error, concept, file, line))

    def add_unit(self, element: etree._Element, names: QNames, file: str) -> None:
        """Take in a `xbrli:unit`."""
        identifier = collapsed(element.get("id", ""))
        try:
            unit = read_unit(element, names)
        except XbrlError as error:
            self._broken_units[identifier] = error.kept()
            if identifier in self.units:
                self._reject_twin("unit", identifier, file, element)
            return
        is_first = self.units.setdefault(identifier, unit).key == unit.key
        if not is_first or identifier in self._broken_units:
            self._reject_twin("unit", identifier, file, element)

    def _reject_twin(
        self, what: str, identifier: str | None, file: str, element: etree._Element
    ) -> None:
        self.ambiguous.add(identifier)
        message = f"{what} id {identifier!r} is declared twice and differently; the first counts"
        self.rejects.append(Reject("instance", "duplicate-id", message, file, line_of(element)))

    def reject_undeclared(self, names: QNames, file: str) -> None:
        """Say which prefixes of contexts and units nothing in `file` declares."""
        for prefix in sorted(names.undeclared):
            message = f"prefix {prefix!r} is not declared; names with it stay as filed"
            self.rejects.append(Reject("instance", "undeclared-prefix", message, file))
        if names.undeclared:
            self.ambiguous |= _alike(
                (each.alike, key, each.key) for key, each in self.contexts.items()
            )
            self.ambiguous |= _alike((each.text, key, each.key) for key, each in self.units.items())

    @property
    def has_no_context(self) -> bool:
        """Whether no context is declared, not even one that cannot be read."""
        return not self.contexts and not self._broken_contexts

    def no_context(self, reference: str) -> XbrlError:
        """Why a fact's context cannot be had."""
        broken = self._broken_contexts.get(reference)
        return broken or XbrlError("unresolved-context", f"there is no context {reference!r}")

    def no_unit(self, reference: str) -> XbrlError:
        """Why a fact's unit cannot be had."""
        broken = self._broken_units.get(reference)
        return broken or XbrlError("unresolved-unit", f"there is no unit {reference!r}")


def _alike(
    declared: Iterable[tuple[Hashable, str | None, Hashable]],
) -> set[str | None]:
    """Ids of contexts, or of units, that differ in the namespaces of names alone.

    Args:
        declared: Of each what it is without them, its id, and what equality goes by.
    """
    groups: dict[Hashable, dict[str | None, Hashable]] = {}
    for alike, identifier, key in declared:
        groups.setdefault(alike, {})[identifier] = key
    return {key for group in groups.values() if len(set(group.values())) > 1 for key in group}
