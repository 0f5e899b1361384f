"""Types that the schemas of a filing derive from those of others (XML Schema 1.0 part 1 §2.2.1.1)."""

from collections.abc import Iterable

from transforms.xbrl.item_type import NumericKind, ValueType, numeric_kind, value_type
from transforms.xbrl.names import XBRLI, XSD, split_clark
from transforms.xbrl.schema import ConceptRow, Schema


class Types:
    """The types that the schemas of a filing define, whichever of them that is.

    Args:
        schemas: The schemas.
    """

    def __init__(self, schemas: Iterable[Schema]) -> None:
        self._bases: dict[str, str] = {}
        self._namespaces: set[str] = set()
        self._attributes: dict[str, str] = {}
        for schema in schemas:
            self._attributes.update(schema.attribute_types)
            self._bases.update(schema.type_bases)
            self._namespaces.add(schema.namespace or "")
        self._namespaces.discard(XBRLI)  # the item types are known, even if their schema is here
        self._foreign: dict[str, str | None] = {}
        self._of_items: dict[str, tuple[NumericKind | None, ValueType | None]] = {}

    def foreign_base(self, name: str) -> str | None:
        """The first type of another's schema that a type is, or derives from; both Clark names.

        None where a definition is absent or has no base, as that of a list or a union.
        """
        passed = set()
        base: str | None = name
        while base is not None and split_clark(base)[0] in self._namespaces:
            if base in self._foreign or base in passed:
                base = self._foreign.get(base)
                break
            passed.add(base)
            base = self._bases.get(base)
        # Kept for all of them: types may derive from one another in a chain as long as a schema.
        self._foreign.update(dict.fromkeys(passed, base))
        return base

    def of_item(
        self, schema: Schema, concept: ConceptRow
    ) -> tuple[NumericKind | None, ValueType | None]:
        """How a concept that a schema declares is numeric, and which values it has, if known."""
        name = schema.type_of(concept)
        if name is None:
            return None, None
        if name not in self._of_items:
            base = split_clark(self.foreign_base(name) or "")[1]
            self._of_items[name] = numeric_kind(base), value_type(base)
        return self._of_items[name]

    def attribute_types(self) -> dict[str, str]:
        """Clark name of a declared attribute to the built-in type that its own derives from."""
        types = {name: self.foreign_base(kind) or "" for name, kind in self._attributes.items()}
        built_in = {name: split_clark(base) for name, base in types.items()}
        return {name: base[1] for name, base in built_in.items() if base[0] == XSD}
