"""The rows of the network tools.

evidence: capture 11.2 (``dns_search_pref``, ``sntp``, ``sntp_service``), inferred (the others)
"""

from typing import Any

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, Plain, Scope, table

#: The servers of the time, by their number in the file.
SERVERS = ("primary", "secondary")


@table("dns_search_pref")
class DnsSearch(NamedTuple):
    """evidence: capture 11.2; what it means is unknown"""

    search_pref: int = 4


@table("dns_default_domain")
class DnsDomain(NamedTuple):
    """The DNS domain of the switch itself."""

    domain: str = ""


@table("dns_domain_suffix", key=("suffix",))
class DnsSuffix(NamedTuple):
    """A DNS suffix that is appended to a name that is not found."""

    suffix: str


@table("dns_name_server", key=("server_addr", "vr"), refs={"vr": "vr"})
class NameServer(NamedTuple):
    """A DNS server."""

    server_addr: Plain
    vr: str


@table("dns_query", key=("name",), scope=Scope.LOCAL)
class DnsQuery(NamedTuple):
    """A name that was asked for: *names* are the name itself and with each suffix, *place* the one whose turn it is.

    *number* is that of the messages, *tries* how many servers were asked for the present one, *asked* all questions.
    *done*: *address* ("" for an unknown name) holds until *until*.  *then*: who is called when it is over.
    """

    name: str
    number: int
    names: tuple[str, ...]
    place: int = 0
    tries: int = 0
    asked: int = 0
    done: bool = False
    address: str = ""
    until: float = 0.0
    then: tuple[tuple[Any, ...], ...] = ()


@table("sntp", key=("server_no",), refs={"vr": "vr"})
class Sntp(NamedTuple):
    """An SNTP server: 0 is the primary one, 1 the secondary."""

    server_no: Flag
    vr: str = ""
    server_addr: str = ""


@table("sntp_service")
class SntpService(NamedTuple):
    """The SNTP client: whether it is enabled, and the seconds between two requests."""

    poll_intvl: int = 64
    enable: int = 0


@table("probe", key=("identifier", "sequence"), scope=Scope.LOCAL)
class SentProbe(NamedTuple):
    """A packet that a `ping` or `traceroute` on this MSM sent, and waits for an answer to."""

    identifier: int
    sequence: int
    at: float


@table("sntp_counts", scope=Scope.LOCAL)
class SntpCounts(NamedTuple):
    """Requests to the primary and the secondary server, their answers, answers without valid time, and when the time
    was set last.  *poll* counts how often asking began anew."""

    sent: tuple[int, ...] = (0, 0)
    received: tuple[int, ...] = (0, 0)
    invalid: int = 0
    last: float = 0.0
    poll: int = 0


@table("transfer", key=("port",), scope=Scope.LOCAL)
class Transfer(NamedTuple):
    """A file on its way by TFTP: *data* to be put (None: it is got), the blocks so far, and the last message sent."""

    port: int
    router: str
    host: str
    name: str
    data: bytes | None
    blocks: tuple[bytes, ...] = ()
    number: int = 0
    last: bytes = b""
    messages: int = 0
    done: bool = False
    error: str = ""


@table("answer", key=("identifier", "sequence"), scope=Scope.LOCAL)
class ProbeAnswer(NamedTuple):
    """The answer to a probe: who sent it, which ICMP message, its time to live, octets, and when it came."""

    identifier: int
    sequence: int
    source: int
    kind: int
    code: int
    ttl: int
    size: int
    at: float


class WatchedHost(NamedTuple):
    """A host that a process watches: it is pinged every *frequency* seconds, and fails after *miss* pings in a row."""

    vrName: str
    address: str
    frequency: int
    miss: int


@table("missed_host", key=("vrName", "address", "frequency", "miss"), scope=Scope.LOCAL, refs={"vrName": "vr"})
class MissedHost(NamedTuple):
    """A watched host that does not answer; a new master begins to ask anew."""

    vrName: str
    address: Plain
    frequency: int
    miss: int


@table("sntp_begun", scope=Scope.STATE, hitless=False)
class SntpBegun(NamedTuple):
    """When the first request was sent, in virtual seconds."""

    at: float


@table("bootp_relay", key=("vrName",), refs={"vrName": "vr"})
class BootpRelay(NamedTuple):
    """A virtual router in which the BOOTP relay is enabled."""

    vrName: str
    enable: int = 0


@table("bootp_relay_server", key=("vrName", "server_addr"), refs={"vrName": "vr"})
class BootpServer(NamedTuple):
    """A server that BOOTP requests are relayed to."""

    vrName: str
    server_addr: Plain


@table("dhcp_client_state", key=("vlanName",), scope=Scope.LOCAL, refs={"vlanName": "vlan"})
class DhcpClientState(NamedTuple):
    """How far a VLAN is that asks for its address: *state* in the words of RFC 2131, until when it has the address."""

    vlanName: str
    xid: int
    state: str = "Selecting"
    server: int = 0
    address: int = 0
    gateway: int = 0
    until: float = 0.0


@table("udp_profile", key=("vlanName",), refs={"vlanName": "vlan"})
class UdpProfile(NamedTuple):
    """The policy by which broadcast UDP packets of a VLAN are passed on."""

    vlanName: str
    policy: str


@table("relay_counts", key=("vrName",), scope=Scope.LOCAL, refs={"vrName": "vr"})
class RelayCounts(NamedTuple):
    """What the relay of a virtual router counts: messages, those that came by their type (index 1 is DISCOVER)."""

    vrName: str
    from_client: int = 0
    from_server: int = 0
    requests: int = 0
    replies: int = 0
    kinds: tuple[int, ...] = (0,) * 9


@table("bootp_client", key=("vlanName",), refs={"vlanName": "vlan"})
class BootpClient(NamedTuple):
    """A VLAN that asks for its address by ``DHCP`` or ``BOOTP``."""

    vlanName: str
    protocol: Plain


#: The tests of the CNA agent, as its server calls them.  evidence: guide 11.3 p.636
CNA_TESTS = ("traceroute", "rtp", "ping", "tcpconnect")


@table("cnaTestplug")
class CnaTestplug(NamedTuple):
    """The CNA agent: its server, and the VLAN whose address it uses; kept once anything is set.  evidence: inferred"""

    enable: Flag = 0
    scheduler: Plain = ""
    vlanName: str = "Default"


@table("cna_registration", scope=Scope.LOCAL)
class CnaRegistration(NamedTuple):
    """The registration of the agent: *number* of the attempt, and when it asked and was answered last."""

    number: int = 0
    registered: int = 0
    asked: float = 0.0
    answered: float = 0.0


@table("cna_count", key=("test",), scope=Scope.LOCAL)
class CnaCount(NamedTuple):
    """How often a test was asked for, reported, and found nothing."""

    test: str
    requests: int = 0
    results: int = 0
    failed: int = 0
