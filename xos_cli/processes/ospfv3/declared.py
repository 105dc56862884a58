"""The settings of OSPF for IPv6, each by its line of `show configuration`."""

from collections.abc import Mapping
from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.objects import missing
from xos_cli.command.settings import Entry, Setting, Subject
from xos_cli.errors import Refusal
from xos_cli.processes.ospfv3.rows import (
    BACKBONE,
    Ospfv3,
    Ospfv3Area,
    Ospfv3Export,
    Ospfv3Interface,
    Ospfv3Member,
    Ospfv3Range,
    Ospfv3VirtualLink,
)

AREA = "ospfv3-area"


class InArea(Entry):
    """An entry that names an area, which must exist."""

    def turn_on(self, call: Call, rows: list[Any], given: Mapping[str, Any]) -> None:
        """Put the row; an area that does not exist is refused."""
        for row in rows:
            area = given.get("area") or row.area
            if area != BACKBONE and call.get(Ospfv3Area, row.domain, area) is None:
                raise missing(AREA, area)
        super().turn_on(call, rows, given)


class Area(Entry):
    """The command that creates an area, and the one that deletes it with all that is in it."""

    def turn_off(self, call: Call, rows: list[Any], given: Mapping[str, Any]) -> None:
        """Delete areas but the backbone, with their ranges, their virtual links, and what was added to them."""
        rows = [row for row in rows if row.area != BACKBONE or len(rows) == 1]
        super().turn_off(call, rows, given)
        gone = {(row.domain, row.area) for row in rows}
        tables: tuple[type[Any], ...] = (Ospfv3Range, Ospfv3VirtualLink, Ospfv3Member)
        for other in [row for table in tables for row in call.rows(table)]:
            if (other.domain, other.area) in gone:
                call.drop(other)


class OfVirtualLink(Setting):
    """A setting of a virtual link, which must exist."""

    def turn_on(self, call: Call, rows: list[Any], given: Mapping[str, Any]) -> None:
        """Set the fields of the link; one that does not exist is refused.  evidence: inferred (the words)"""
        for row in rows:
            if call.get(Ospfv3VirtualLink, *self.subject.key_of(row)) is None:
                raise Refusal(f"Error: Virtual link {row.router} {row.area} does not exist.")
            call.put(row._replace(**self.values(given)))


class Moved(Setting):
    """The command that moves a VLAN or a tunnel into another area; the line that added it says the area."""

    def turn_on(self, call: Call, rows: list[Any], given: Mapping[str, Any]) -> None:
        """Move rows; an area that does not exist, and an interface that is in none, are refused."""
        for row in rows:
            area = given["area"]
            if area != BACKBONE and call.get(Ospfv3Area, row.domain, area) is None:
                raise missing(AREA, area)
            if call.get(Ospfv3Member, *self.subject.key_of(row)) is None:
                name = f"VLAN {row.vlanName}" if row.vlanName else f"Tunnel {row.tunnelName}"
                raise Refusal(f"Error: {name} is not under OSPFv3.")
            call.put(row._replace(area=area))

    def text(self, row: Any) -> str:
        """Return nothing."""
        return ""


_START = "ospfv3 {domain <domain=domain_name>}"
_IN = f"configure {_START} area <area=area_identifier>"
_INTERFACE = "{vlan <vlanName=vlan_name>} {tunnel <tunnelName=tunnel_name>}"
_ON = f"configure {_START} {_INTERFACE}"
_TIMER = "timer <retransmit> <transit> <hello> <dead>"
_ORIGIN = "<origin=direct|ripng|static>"
_ROUTER, _AREA = Subject(Ospfv3), Subject(Ospfv3Area, AREA, innate=(BACKBONE,))
_PORT = Subject(Ospfv3Interface)
SETTINGS = (
    Setting(_ROUTER, f"configure {_START} routerid <routerId=routerid>"),
    Setting(_ROUTER, f"configure {_START} spf-hold-time <spfHoldTime=seconds>"),
    Setting(
        _ROUTER,
        f"configure {_START} metric-table 10M <cost10M=cost_10m> 100M <cost100M=cost_100m> 1G <cost1G=cost_1g>"
        " {10G <cost10G=cost_10g>}",
    ),
    Setting(_ROUTER, f"configure {_START} import-policy <importPolicy=policy_name>"),
    Area(_AREA, f"create {_START} area <area=area_identifier>", f"delete {_START} area <area=area_identifier>"),
    Setting(_AREA, f"{_IN} external-filter <externalFilter=policy_name>"),
    Setting(_AREA, f"{_IN} interarea-filter <interareaFilter=policy_name>"),
    Setting(
        _AREA,
        f"{_IN} stub {{<summary=summary|nosummary>}} stub-default-cost <stubCost=cost>",
        f"{_IN} normal",
        "stub",
    ),
    Setting(_AREA, f"{_IN} cost <cost>"),
    Setting(_AREA, f"{_IN} priority <priority>"),
    Setting(_AREA, f"{_IN} {_TIMER}"),
    InArea(
        Subject(Ospfv3Range),
        f"{_IN} add range <prefix=ipv6_prefix> {{<advertise=advertise|noadvert>}} inter-prefix",
        f"{_IN} delete range <prefix=ipv6_prefix>",
    ),
    InArea(
        Subject(Ospfv3Member),
        f"configure {_START} add {_INTERFACE} {{instance-id <instance=instance_id>}} area <area=area_identifier>"
        " {link-type <linkType=auto|broadcast|point-to-point>} {<passive>}",
        f"configure {_START} delete {_INTERFACE}",
    ),
    Moved(Subject(Ospfv3Member), f"{_ON} area <area=area_identifier>"),
    Setting(_PORT, f"{_ON} cost <cost>"),
    Setting(_PORT, f"{_ON} priority <priority>"),
    Setting(_PORT, f"{_ON} {_TIMER}"),
    InArea(
        Subject(Ospfv3VirtualLink),
        f"configure {_START} add virtual-link <router=router_identifier> <area>",
        f"configure {_START} delete virtual-link <router=router_identifier> <area>",
    ),
    OfVirtualLink(
        Subject(Ospfv3VirtualLink), f"configure {_START} virtual-link <router=router_identifier> <area> {_TIMER}"
    ),
    Entry(
        Subject(Ospfv3Export),
        f"enable {_START} export {_ORIGIN} {{cost <cost> type <type=ase-type-1|ase-type-2>}}"
        " {tag <tag=tag_number>} {<policy=policy_name>}",
        f"disable {_START} export {_ORIGIN}",
    ),
    Setting(_ROUTER, f"enable {_START}", f"disable {_START}", "enabled"),
)
