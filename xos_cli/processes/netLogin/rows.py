"""The rows of network login and of the DHCP server.  evidence: capture 11.2 (timers, web page), inferred (the rest)"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Plain, Scope, table

#: The ways to log in, as they are typed.
WEB, DOT1X, MAC = "web-based", "dot1x", "mac"
WAYS = (DOT1X, MAC, WEB)
#: What the log calls them.  evidence: recalled
TITLES = {WEB: "Web", DOT1X: "802.1x", MAC: "MAC"}
#: The MAC address of the entry for all addresses that no other entry matches.
DEFAULT_MAC = "default"


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


@table("netlogin_method", key=("method",))
class NetloginMethod(NamedTuple):
    """A way to log in that is enabled for the switch: one of ``WAYS``."""

    method: Plain


@table("netlogin_vlan", refs={"vlanName": "vlan"})
class NetloginVlan(NamedTuple):
    """The VLAN of the ports at which nobody has logged in; no row: none is configured."""

    vlanName: str


@table("netlogin_port", key=("port",))
class NetloginPort(NamedTuple):
    """A port with network login: the ways to log in there, and whether each MAC address has a VLAN of its own."""

    port: Plain
    dot1x: int = 0
    mac: int = 0
    web: int = 0
    macBasedVlans: int = 0

    @property
    def ways(self) -> list[str]:
        """Return the ways to log in at the port."""
        on = self.dot1x, self.mac, self.web
        return [way for way, enabled in zip(WAYS, on, strict=True) if enabled]


@table("netlogin_guest_vlan", key=("vlanName",), refs={"vlanName": "vlan"})
class GuestVlan(NamedTuple):
    """A VLAN for clients without 802.1X; *portList* "" is every port with network login."""

    vlanName: str
    portList: Plain = ""


@table("netlogin_guest_ports")
class GuestPorts(NamedTuple):
    """The ports at which guest VLANs are enabled; no row: none."""

    portList: Plain


@table("netlogin_mac", key=("mac", "mask"))
class MacEntry(NamedTuple):
    """An entry of the MAC list: an address or ``default``, and how many of its bits count.

    *password* is encrypted, "" for the address itself; *portList* "" is every port.
    """

    mac: Plain
    mask: int = 48
    password: str = ""
    portList: Plain = ""


@table("netlogin_local_user", key=("name",))
class LocalUser(NamedTuple):
    """A local user of network login, with the encrypted password."""

    name: str
    password: str = ""


#: How a port gets into the VLAN of a user: with the tag, without, or as the client's frames come in.
TAGGED, UNTAGGED, AS_IT_COMES = "tagged", "untagged", ""


@table("netlogin_local_user_vlan", key=("name",), refs={"name": "local-user", "vlanName": "vlan"})
class LocalUserVlan(NamedTuple):
    """The VLAN into which a local user gets."""

    name: str
    vlanName: str
    way: Plain = AS_IT_COMES


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


#: The states of a client.
PENDING, REFUSED, AUTHENTICATED = "Pending", "Refused", "Authenticated"


@table("netlogin_client", key=("port", "mac"), scope=Scope.STATE)
class NetloginClient(NamedTuple):
    """A station at a port with network login: *state* ``Pending``, ``Refused`` or ``Authenticated``.

    *way*: how it logs in.  *home* is the VLAN in which the port was, *vlan* the one into which its user brought it, ""
    for none; *tagged*: with the tag.  *address*: its IPv4 address, as far as it is known.  *since*: virtual time.
    """

    port: Plain
    mac: int
    user: str
    state: Plain
    home: str
    vlan: str = ""
    way: Plain = MAC
    tagged: int = 0
    address: int = 0
    since: float = 0.0

    @property
    def session(self) -> str:
        """Return the identifier of this session in accounting."""
        return f"{self.mac:012X}{int(self.since):08X}"


@table("netlogin_web_session", key=("port", "mac"), scope=Scope.LOCAL)
class WebSession(NamedTuple):
    """A session by web page: when it began and was refreshed, the frames of its port, and when they last grew."""

    port: Plain
    mac: int
    begun: float
    refreshed: float
    frames: int = 0
    active: float = 0.0


@table("dhcp_binding", key=("vlanName", "address"), scope=Scope.STATE, hitless=False, refs={"vlanName": "vlan"})
class DhcpBinding(NamedTuple):
    """An address that a client has until a moment of virtual time; *bound* 0: it was only offered."""

    vlanName: str
    address: Plain
    mac: int
    until: float
    bound: int
