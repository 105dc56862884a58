"""Who the neighbours of RIP are; the origins that a command of RIP or RIPng means, and two configuration lines."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def neighbors_of(node: "Node") -> list[tuple[str, int]]:
    """Return the VLAN and address of each neighbour that sent a response within the route timeout."""
    found: Any = node.memory.get("rip")
    return list(found.machine.neighbors) if found is not None else []


def origins_of(words: Iterable[str], names: Mapping[str, str], by_end: bool = False) -> Iterator[str]:
    """Return the names of the origins that a command means.

    ``ospf`` means all that begin so; *by_end*: a word also means those that end so, as ``intra`` does.
    """
    for word in words:
        spelled = word.replace("_", "-")
        for origin, name in names.items():
            start, _, end = origin.partition("-")
            if spelled in (origin, start) or (by_end and spelled == end):
                yield name


def originate_line(protocol: str, always: bool, metric: int, tag: int) -> str:
    """Return the line that makes a protocol advertise a default route."""
    return f"enable {protocol} originate-default {'always ' * always}cost {metric} tag {tag}"


def export_line(protocol: str, origin: str, policy: str, metric: int, tag: int) -> str:
    """Return the line that makes a protocol export the routes of an origin, as a policy says or at a cost."""
    how = f"policy {policy}" if policy else f"cost {metric} tag {tag}"
    return f"enable {protocol} export {origin} {how}"
