"""The spanning tree: what a switch has of it when it is new, and its lines.

The commands are in the modules of ``PARTS``; who belongs to what is in ``_stp_domains``, a domain at work in
``_stp_run``.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.stp.domains import vlan_flags as vlan_flags
from xos_cli.processes.stp.rows import (
    S0,
    StpAutoBind,
    StpCompatibility,
    StpDomain,
    StpEnable,
    StpPort,
    StpPortState,
    StpTopology,
    StpVlanPort,
)
from xos_cli.processes.stp.run import running as running
from xos_cli.processes.vlan.rows import DEFAULT
from xos_cli.switch import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.chassis import Chassis


TABLES = (
    StpCompatibility,
    StpDomain,
    StpVlanPort,
    StpPort,
    StpAutoBind,
    StpEnable,
    StpPortState,
    StpTopology,
)
NAMES = {"stpd": StpDomain}


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """One domain, which does not work, with the ports of VLAN Default.  evidence: capture 11.2"""
    return [StpCompatibility(), StpDomain(S0), StpAutoBind(DEFAULT, 1, S0), StpEnable(S0)]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2"""
    from xos_cli.processes.stp.config import lines

    return lines(store, chassis.modular)


def ports_left(call: "Call", vlan_name: str, ports: int) -> None:
    """Ports that left a VLAN leave its domains, too."""
    from xos_cli.processes.stp.vlans import leave

    for domain in call.rows(StpDomain):
        leave(call, domain, vlan_name, ports)


def slot_cleared(call: "Call", slot: int) -> None:
    """Of VLANs that bind themselves, none of its ports stays out of the domain."""
    for row in call.rows(StpVlanPort):
        left = sets.read(row.ports) & ~sets.slot_mask(slot)
        if left:
            call.put(row._replace(ports=sets.text(left, call.chassis.modular)))
        else:
            call.drop(row)
