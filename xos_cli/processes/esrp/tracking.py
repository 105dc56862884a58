"""Configure what an ESRP domain tracks, and how ELRP looks for loops for it.

evidence: guide 11.3 p.469-471 (commands, limits), reference 11.5 p.1263-1264 (ELRP), inferred (the other refusals)
"""

from ipaddress import IPv4Address, IPv4Interface

from xos_cli.command.address_and_mask import network_of
from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.esrp.domains import domain_of, follow
from xos_cli.processes.esrp.facts import tracks_of
from xos_cli.processes.esrp.rows import ENVIRONMENT, HOST, ROUTE, VLAN, EsrpTrack, EsrpVlan
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.switch.hardware import portset as sets

#: How many of each kind a domain can track.
LIMITS = {VLAN: 1, ROUTE: 8, HOST: 8, ENVIRONMENT: 1}
WORDS = {VLAN: "VLAN", ROUTE: "routes", HOST: "hosts"}
#: Packets that ELRP sends before a domain is master, and seconds between two.  evidence: reference 11.5 p.1264
COUNT, INTERVAL = 3, 1
#: evidence: reference 11.5 p.1264
ORDER = "ERROR: Premaster-poll should be enabled before enabling master-poll!"


def _track(call: Call, row: EsrpTrack) -> None:
    call.put(row)
    if sum(track.kind == row.kind for track in tracks_of(call.store, row.domain)) > LIMITS[row.kind]:
        raise Refusal(f"Error: At most {LIMITS[row.kind]} {WORDS[row.kind]} can be tracked.")
    follow(call)


def _ignore(call: Call, esrp_name: str, kind: str, what: str = "") -> None:
    domain = domain_of(call, esrp_name)
    row = call.get(EsrpTrack, domain.name, kind, what)
    if row is None:
        raise Refusal(f"Error: ESRP domain {domain.name} does not track {what or 'the environment'}.")
    call.drop(row)
    follow(call)


def configure_esrp_add_track_vlan(call: Call, esrp_name: str, vlan_name: str) -> None:
    """Track a VLAN, without whose ports a domain is no master; it is in no domain itself."""
    domain, vlan = domain_of(call, esrp_name), the_vlan(call.store, vlan_name)
    if any(row.vlanName == vlan and row.domain != domain.name for row in call.rows(EsrpVlan)):
        raise Refusal(f"Error: VLAN {vlan} is in another ESRP domain.")
    _track(call, EsrpTrack(domain.name, VLAN, vlan))


def configure_esrp_delete_track_vlan(call: Call, esrp_name: str, vlan_name: str) -> None:
    """Stop tracking a VLAN."""
    _ignore(call, esrp_name, VLAN, vlan_name)


def configure_esrp_add_track_iproute(
    call: Call,
    esrp_name: str,
    ipnetmask: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
) -> None:
    """Track a route; without any of the routes that it tracks a domain is no master."""
    _track(call, EsrpTrack(domain_of(call, esrp_name).name, ROUTE, str(network_of(ipnetmask, ipaddress, netmask))))


def configure_esrp_delete_track_iproute(
    call: Call,
    esrp_name: str,
    ipnetmask: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
) -> None:
    """Stop tracking a route."""
    _ignore(call, esrp_name, ROUTE, str(network_of(ipnetmask, ipaddress, netmask)))


def configure_esrp_add_track_ping_frequency_miss(
    call: Call, esrp_name: str, ipaddress: IPv4Address, seconds: int, misses: int
) -> None:
    """Track a host by pings, without whose answers a domain is no master."""
    _track(call, EsrpTrack(domain_of(call, esrp_name).name, HOST, str(ipaddress), seconds, misses))


def configure_esrp_delete_track_ping(call: Call, esrp_name: str, ipaddress: IPv4Address) -> None:
    """Stop tracking a host by pings."""
    _ignore(call, esrp_name, HOST, str(ipaddress))


def configure_esrp_add_track_environment_failover(call: Call, esrp_name: str, priority: int) -> None:
    """Give a domain another priority while power supplies or modules of the switch have failed."""
    _track(call, EsrpTrack(domain_of(call, esrp_name).name, ENVIRONMENT, failover=priority))


def configure_esrp_delete_track_environment(call: Call, esrp_name: str) -> None:
    """Stop tracking the environment."""
    _ignore(call, esrp_name, ENVIRONMENT)


# -- ELRP ------------------------------------------------------------------------------------------------------------


def configure_esrp_elrp_premaster_poll(
    call: Call,
    esrp_name: str,
    enable: bool = False,
    ports: bool = False,
    port_list: PortList | None = None,
    count: int = COUNT,
    seconds: int = INTERVAL,
    **_: bool,
) -> None:
    """Look for loops before a domain becomes master; only then can a master look for loops, too."""
    row = domain_of(call, esrp_name)
    if not enable:
        call.put(row._replace(premasterPolls=0, premasterInterval=INTERVAL, masterPoll=0, pollPorts=""))
    else:
        chosen = _ports(call, port_list) if ports else row.pollPorts
        call.put(row._replace(premasterPolls=count, premasterInterval=seconds, pollPorts=chosen))
    follow(call)


def _poll(call: Call, esrp_name: str, added: int, deleted: int) -> None:
    """Change the ports that ELRP polls; 0 of them stands for all ports of the master VLAN."""
    row = domain_of(call, esrp_name)
    ports = (sets.read(row.pollPorts) | added) & ~deleted
    call.put(row._replace(pollPorts=sets.text(ports, call.chassis.modular)))
    follow(call)


def configure_esrp_add_elrp_poll_ports(
    call: Call, esrp_name: str, port_list: PortList | None = None, all: bool = False
) -> None:
    """Look for loops at these ports too."""
    _poll(call, esrp_name, sets.given(call.chassis, port_list), 0)


def configure_esrp_delete_elrp_poll_ports(
    call: Call, esrp_name: str, port_list: PortList | None = None, all: bool = False
) -> None:
    """Stop looking for loops at these ports; a domain without such ports looks at all of its master VLAN.

    evidence: inferred (what no port means)
    """
    _poll(call, esrp_name, 0, sets.given(call.chassis, port_list))


def configure_esrp_elrp_master_poll(
    call: Call,
    esrp_name: str,
    enable: bool = False,
    ports: bool = False,
    port_list: PortList | None = None,
    seconds: int = INTERVAL,
    **_: bool,
) -> None:
    """Look for loops while a domain is master."""
    row = domain_of(call, esrp_name)
    if enable and not row.premasterPolls:
        raise Refusal(ORDER)
    chosen = _ports(call, port_list) if ports else row.pollPorts
    call.put(row._replace(masterPoll=seconds, pollPorts=chosen) if enable else row._replace(masterPoll=0))
    follow(call)


def _ports(call: Call, port_list: PortList | None) -> str:
    """Return the ports that were named as text; "" for all."""
    return "" if port_list is None else sets.text(sets.given(call.chassis, port_list), call.chassis.modular)
