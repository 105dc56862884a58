"""Answer where the web server listens."""

from typing import TYPE_CHECKING

from xos_cli.processes.thttpd.rows import Thttpd

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import NodeParts


def web_port(node: "NodeParts", vr: str) -> int:
    """Return the TCP port on which this MSM answers browsers in a virtual router, 0 where it does not."""
    row = node.store.one(Thttpd)
    return row.port if row.enable and row.vrid in ("all", vr) and node.works("thttpd") else 0
