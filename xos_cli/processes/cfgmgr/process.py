"""Tables and factory settings of the configuration manager."""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.cfgmgr.rows import CliSession, IdleTimeout, SystemDebug

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


TABLES = (CliSession, IdleTimeout, SystemDebug)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [CliSession(), IdleTimeout(), SystemDebug()]
