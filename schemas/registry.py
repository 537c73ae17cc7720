"""Every table and view by name: what checks, DDL, dictionary and pipeline look them up in."""

from collections.abc import Mapping
from types import MappingProxyType

from schemas import corrections, documents, readings, views
from schemas.model import Table, View
from schemas.star import bridges, dimensions, facts, identities

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        declared.name: declared
        for module in (documents, corrections, readings, identities, dimensions, facts, bridges)
        for declared in vars(module).values()
        if isinstance(declared, Table)
    }
)
"""Tables of all stages, in the order of their declaration."""

PUBLISHED: Mapping[str, Table] = MappingProxyType({n: table for n, table in TABLES.items() if table.is_published})
"""Tables that the warehouse stores."""

VIEWS: Mapping[str, View] = MappingProxyType(
    {declared.name: declared for declared in vars(views).values() if isinstance(declared, View)}
)
"""Reader views, in the order of their declaration."""
