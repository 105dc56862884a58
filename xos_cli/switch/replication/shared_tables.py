"""Find the rows of one module in the tables that all modules share: recorded lines, and unknown elements.

The key of such a row begins with the name of its module.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from xos_cli.switch.tables import Change, RowKey

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import NodeParts

#: The rows of modules that this switch does not have belong to the configuration manager.
OTHERWISE = "cfgmgr"

#: The keys of each shared table in their order.
Order = tuple[tuple[type, tuple[RowKey, ...]], ...]


def process_of(node: "NodeParts", table: type, key: RowKey) -> str:
    """Return the process whose row this is: it relays the row, and counts it in `show checkpoint-data`."""
    if table not in node.software.shared:
        return node.software.owners[table]
    return _spelled(node.chassis.modules).get(str(key[0]).lower(), OTHERWISE)


@cache
def _spelled(modules: tuple[str, ...]) -> Mapping[str, str]:
    """Return the names of modules by their lower-case spelling, as keys have them."""
    return {name.lower(): name for name in modules}


def rows_of(node: "NodeParts", process: str) -> Iterator[Change]:
    """Return the rows of one process in the shared tables, as the changes that would make them."""
    for table in node.software.shared:
        rows: Mapping[RowKey, tuple[Any, ...]] = node.store.keyed(table)
        for key, row in rows.items():
            if process_of(node, table, key) == process:
                yield Change(table, key, row)


def order_of(node: "NodeParts") -> Order:
    """Return the order of the rows in the shared tables, in which modules are mixed."""
    return tuple([(table, tuple(node.store.keyed(table))) for table in node.software.shared])


def drop_rows(node: "NodeParts", process: str) -> None:
    """Drop the rows of one process from the shared tables."""
    node.store.apply([change._replace(row=None) for change in list(rows_of(node, process))])


def arrange(node: "NodeParts", order: Order) -> None:
    """Put the rows of the shared tables in this order."""
    for table, keys in order:
        node.store.arrange(table, keys)
