"""Tables of the TFTP server.  Nothing about it can be configured.

evidence: capture 11.2 (the row; that it prints no line)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Store, table

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


@table("tftpd")
class Tftpd(NamedTuple):
    """The TFTP server: its port, and whether it is enabled."""

    port: int = 69
    read_write: int = 0
    enable: int = 1
    debug: int = 0


TABLES = (Tftpd,)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [Tftpd()]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return no line: nothing can be configured."""
    return iter(())
