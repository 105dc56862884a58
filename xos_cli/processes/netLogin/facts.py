"""Answer questions about network login and the DHCP server from the rows."""

from typing import TYPE_CHECKING

from xos_cli.processes.netLogin.rows import DhcpServer

if TYPE_CHECKING:
    from xos_cli.switch.tables import Store

#: Seconds of a lease where none are configured, and before a client has logged in.  evidence: recalled
LEASE, NETLOGIN_LEASE = 7200, 10


def dhcp_server(store: "Store", vlan_name: str) -> DhcpServer:
    """Return the DHCP server of a VLAN, one without settings where nothing is configured."""
    return store.get(DhcpServer, vlan_name) or DhcpServer(vlan_name)
