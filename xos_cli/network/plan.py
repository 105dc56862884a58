"""The plan of a network: its switches, hosts, segments and cables, as a network file describes them."""

from collections.abc import Mapping
from typing import Any

from xos_cli.record import NamedTuple

Table = Mapping[str, Any]


class SwitchPlan(NamedTuple):
    """A switch: what is plugged in, and what it begins with.  *ports*: where `serve` has its services.

    *place*: its place in the file, counted from 0, which its own MAC addresses and seed follow from.  *policies*: the
    texts of policies, by name.  *ssh_module*: the SSH module is installed.
    """

    name: str
    chassis: str = "bd10808"
    mac: str = ""
    config: str = ""
    script: str = ""
    lines: tuple[str, ...] = ()
    sysname: str = ""
    flash: str = ""
    ports: Mapping[str, int] = {}
    place: int = 0
    policies: Mapping[str, str] = {}
    ssh_module: bool = False


class HostPlan(NamedTuple):
    """A host: its address with the prefix length, its gateway, MAC address ("" for one of its own) and tag.

    *address* 0: it gets its address by DHCP.  *priority*: the 802.1p priority in its tag.
    """

    name: str
    address: int
    length: int
    gateway: int = 0
    mac: str = ""
    vlan: int = 0
    services: Mapping[str, Table] = {}
    place: int = 0
    priority: int = 0


class CablePlan(NamedTuple):
    """A cable, by its place in the file, counted from 1."""

    number: int
    ends: tuple[str, str]
    delay: float | None = None
    loss: float = 0.0


class SegmentPlan(NamedTuple):
    """A hub and what is plugged into it."""

    name: str
    ends: tuple[str, ...]
    delay: float | None = None


class NetworkPlan(NamedTuple):
    """All of a network file.  *file* is its name in errors."""

    file: str
    switches: tuple[SwitchPlan, ...] = ()
    hosts: tuple[HostPlan, ...] = ()
    cables: tuple[CablePlan, ...] = ()
    segments: tuple[SegmentPlan, ...] = ()

    def groups(self) -> list[tuple[str, ...]]:
        """Return the names that are cabled together, group by group, in the order of the file."""
        group = {name: [name] for name in self.names()}
        wires = [cable.ends for cable in self.cables] + [(segment.name, *segment.ends) for segment in self.segments]
        for ends in wires:
            first, *others = [group[end.split()[0]] for end in ends if end.split()[0] in group]
            for other in others:
                if other is not first:
                    first += other
                    group |= dict.fromkeys(other, first)
        order = self.names()
        return list(dict.fromkeys(tuple(sorted(names, key=order.index)) for names in group.values()))

    def only(self, names: tuple[str, ...]) -> "NetworkPlan":
        """Return the part of the plan that consists of these switches, hosts and segments, and their wires."""
        return self._replace(
            switches=tuple([plan for plan in self.switches if plan.name in names]),
            hosts=tuple([plan for plan in self.hosts if plan.name in names]),
            cables=tuple([cable for cable in self.cables if cable.ends[0].split()[0] in names]),
            segments=tuple([plan for plan in self.segments if plan.name in names]),
        )

    def names(self) -> list[str]:
        """Return the names of all switches, hosts and segments."""
        return [plan.name for plans in (self.switches, self.hosts, self.segments) for plan in plans]
