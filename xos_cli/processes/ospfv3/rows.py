"""The rows of OSPF for IPv6.  There is none as long as nothing is configured.

evidence: inferred (all of them, and the name of the domain that a command means which names none)
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, table

DOMAIN = "OSPF-Default"
BACKBONE = "0.0.0.0"
INTERFACE = {"vlanName": "vlan", "tunnelName": "tunnel"}


@table("ospfv3", key=("domain",))
class Ospfv3(NamedTuple):
    """The router of a domain; 0 and "" stand for what the switch chooses itself."""

    domain: str = DOMAIN
    enabled: Flag = 0
    routerId: str = ""
    spfHoldTime: int = 0
    cost10M: int = 0
    cost100M: int = 0
    cost1G: int = 0
    cost10G: int = 0
    importPolicy: str = ""


@table("ospfv3Area", key=("domain", "area"))
class Ospfv3Area(NamedTuple):
    """An area, and what holds for its interfaces; *summary* is ``summary`` or ``nosummary``, in a stub area only."""

    domain: str = DOMAIN
    area: str = BACKBONE
    externalFilter: str = ""
    interareaFilter: str = ""
    stub: Flag = 0
    summary: str = ""
    stubCost: int = 0
    cost: int = 0
    priority: int = -1
    retransmit: int = 0
    transit: int = -1
    hello: int = 0
    dead: int = 0


@table("ospfv3Range", key=("domain", "area", "prefix"))
class Ospfv3Range(NamedTuple):
    """A range of networks of an area: ``advertise`` or ``noadvert``."""

    domain: str = DOMAIN
    area: str = BACKBONE
    prefix: str = ""
    advertise: str = ""


@table("ospfv3VirtualLink", key=("domain", "router", "area"))
class Ospfv3VirtualLink(NamedTuple):
    """A virtual link to a router, through an area; timers in seconds, 0 or -1 for what the switch takes itself."""

    domain: str = DOMAIN
    router: str = ""
    area: str = ""
    retransmit: int = 0
    transit: int = -1
    hello: int = 0
    dead: int = 0


@table("ospfv3Member", key=("domain", "vlanName", "tunnelName"), refs=INTERFACE)
class Ospfv3Member(NamedTuple):
    """A VLAN or a tunnel that was added to an area."""

    domain: str = DOMAIN
    vlanName: str = ""
    tunnelName: str = ""
    instance: int = -1
    area: str = ""
    linkType: str = ""
    passive: str = ""


@table("ospfv3Interface", key=("domain", "vlanName", "tunnelName"), refs=INTERFACE)
class Ospfv3Interface(NamedTuple):
    """The cost, priority and timers (seconds) of a VLAN or a tunnel."""

    domain: str = DOMAIN
    vlanName: str = ""
    tunnelName: str = ""
    cost: int = 0
    priority: int = 1
    retransmit: int = 0
    transit: int = -1
    hello: int = 0
    dead: int = 0


@table("ospfv3Export", key=("domain", "origin"))
class Ospfv3Export(NamedTuple):
    """An origin of routes that OSPF exports: with a cost, a type and a tag, or as a policy says."""

    domain: str = DOMAIN
    origin: str = ""
    cost: int = 0
    type: str = ""
    tag: int = -1
    policy: str = ""
