"""Rows of ports by their names, of which only those are kept that differ from a new switch's."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.hardware.chassis import Port

R = TypeVar("R", bound=tuple[Any, ...])


def rows_of_ports(call: Call, table: type[R], ports: Iterable[Port]) -> Iterator[R]:
    """Yield the row of each port; a port without one has the row of a new switch."""
    new: Any = table
    for port in ports:
        name = call.chassis.port_name(port)
        yield call.get(table, name) or new(name)


def rows_given(call: Call, table: type[R], ports: PortList | None) -> Iterator[R]:
    """Yield the rows of the ports that a command names (None: all ports); refuse a port that does not exist."""
    yield from rows_of_ports(call, table, sets.each(sets.given(call.chassis, ports)))


def keep(call: Call, row: tuple[Any, ...]) -> None:
    """Put the row of a port, or delete it if it is that of a new switch."""
    table: Any = type(row)
    if row == table(row[0]):
        call.delete(table, row[0])
    else:
        call.put(row)
