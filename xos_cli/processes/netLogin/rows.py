"""The rows of network login and of the DHCP server.  evidence: capture 11.2 (network login), inferred (DHCP)"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Plain, Scope, table


@table("netloginDot1xConfigTimers")
class Dot1xTimers(NamedTuple):
    """802.1x: seconds, and the version of the protocol."""

    suppRespTimeout: int = 30
    reAuthPeriod: int = 3600
    quietPeriod: int = 60
    eapolTxVersion: int = 1
    serverTimeout: int = 30


@table("netLoginWebCfg")
class WebLogin(NamedTuple):
    """The web page: *session_refresh* in minutes, 0 for none."""

    banner: str = ""
    redirect_page: str = "http://www.extremenetworks.com"
    session_refresh: int = 3
    base_url: str = "network-access.com"
    logout_popup: int = 1


@table("dhcp_server", key=("vlanName",), refs={"vlanName": "vlan"})
class DhcpServer(NamedTuple):
    """The DHCP server of a VLAN: the range of addresses, and the leases in seconds (0: the default).

    *portList*: the ports whose clients are given addresses.
    """

    vlanName: str
    first: Plain = ""
    last: Plain = ""
    lease: int = 0
    netloginLease: int = 0
    portList: Plain = ""


@table("dhcp_server_option", key=("vlanName", "option"), refs={"vlanName": "vlan"})
class DhcpOption(NamedTuple):
    """An option that clients are told: ``default-gateway``, ``dns-server`` or ``wins-server``."""

    vlanName: str
    option: Plain
    address: Plain


@table("netlogin_client", key=("port", "mac"), scope=Scope.STATE)
class NetloginClient(NamedTuple):
    """A station at a port with network login: *state* ``Pending``, ``Refused`` or ``Authenticated``.

    *home* is the VLAN in which the port was, *vlan* the one into which its user brought it, "" for none.
    """

    port: Plain
    mac: int
    user: str
    state: Plain
    home: str
    vlan: str = ""


@table("dhcp_binding", key=("vlanName", "address"), scope=Scope.STATE, hitless=False, refs={"vlanName": "vlan"})
class DhcpBinding(NamedTuple):
    """An address that a client has until a moment of virtual time; *bound* 0: it was only offered."""

    vlanName: str
    address: Plain
    mac: int
    until: float
    bound: int
