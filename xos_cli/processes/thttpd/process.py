"""Tables and hooks of the web server.

evidence: capture 11.2 (the rows; the line, with its word ``hidden``)
"""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.thttpd.rows import Thttpd, ThttpdSsl

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


TABLES = (Thttpd, ThttpdSsl)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [Thttpd(), ThttpdSsl()]


def forgotten(call: Call, kind: str, name: str) -> None:
    """Let the web server listen on all virtual routers when its own was deleted.  evidence: inferred"""
    row = call.one(Thttpd)
    if kind == "vr" and row.vrid == name:
        call.put(row._replace(vrid="all"))
