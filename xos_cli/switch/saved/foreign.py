"""Describe the parts of a saved file that do not apply to the switch that loads it; they are kept in the file.

evidence: capture 12.5 (that a release notes what it does not know), inferred (the words)
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xos_cli.switch.saved.reader import Header
from xos_cli.switch.saved.savedfile import Unknown

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import NodeParts

#: How many ports or faults a sentence names.
MOST = 8


def remarks(node: "NodeParts", name: str, header: Header, rows: Sequence[tuple[Any, ...]]) -> list[str]:
    """Return a sentence for each reason why parts of the file *name* do not apply here."""
    said = [*_platform(node, header), *_ports(node, rows), *_elements(rows)]
    if said and header.version != node.version:
        said.append(f"it was saved by version {header.version}, this is {node.version}")
    return [_whole(name, sentence) for sentence in said]


def not_applied(name: str, faults: list[str]) -> str:
    """Return the sentence about the faults of what the file *name* has."""
    return _whole(name, _first(faults))


def _whole(name: str, sentence: str) -> str:
    return f"Configuration file {name}: {sentence}; what does not apply is kept."


def _first(faults: list[str]) -> str:
    return "; ".join(faults[:MOST]) + " and others" * (len(faults) > MOST)


def _platform(node: "NodeParts", header: Header) -> Iterator[str]:
    if header.platform != node.chassis.platform:
        yield f"it was saved on platform {header.platform}, this is {node.chassis.platform}"


def _ports(node: "NodeParts", rows: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    """Return the ports that the chassis does not have, the first of them by name."""
    absent = sorted({port for row in rows for port in _port(row)} - set(node.chassis.ports))
    if absent:
        listed = ", ".join(node.chassis.port_name(port) for port in absent[:MOST])
        yield f"this chassis does not have ports {listed}{' and others' * (len(absent) > MOST)}"


def _elements(rows: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    unknown = [row for row in rows if isinstance(row, Unknown) and not row.of]
    faults = [row.fault for row in unknown if row.fault]
    if len(unknown) > len(faults):
        yield f"{len(unknown) - len(faults)} of its elements are not known to this release"
    if faults:
        yield _first(faults)


def _port(row: tuple[Any, ...]) -> Iterator[tuple[int, int]]:
    """Return the port that a row is about, if it is about one."""
    slot, port = getattr(row, "slot", None), getattr(row, "port", None)
    if isinstance(slot, int) and isinstance(port, int) and slot > 0 and port > 0:
        yield slot, port
