"""`:network`: a picture of all switches, hosts and cables as they are now."""

from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from xos_cli.lab.look import Look
from xos_cli.network.cable import Cable, Segment
from xos_cli.network.network import Network
from xos_cli.packets.addresses import ip_text
from xos_cli.processes.esrp.rows import EsrpState
from xos_cli.processes.stp.rows import StpTopology
from xos_cli.processes.vrrp.rows import VrrpState
from xos_cli.switch.fabric.ports import BLOCKING, FORWARDING, LEARNING, FabricPort

if TYPE_CHECKING:
    from xos_cli.lab.probes import ProbeStream

WIDTH = 78
WORDS = {BLOCKING: "blocking", LEARNING: "learning"}


def draw(network: Network, probes: "list[ProbeStream]", look: Look) -> str:
    """Return the picture as lines of text."""
    out = StringIO()
    console = Console(
        file=out,
        width=WIDTH,
        force_terminal=look.colour,
        color_system="standard" if look.colour else None,
        highlight=False,
    )
    console.print(_switches(network))
    console.print(_cables(network, look))
    if network.hosts:
        console.print(_hosts(network))
    for line in (*_storms(network), *_probes(probes)):
        console.print(line)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _switches(network: Network) -> Table:
    table = Table("Switch", "Chassis", "State", "MAC", box=None, padding=(0, 2, 0, 0))
    for name, machine in network.machines.items():
        master = machine.master
        state = f"{master.name} manages it" if master else machine.describe()
        roots = _roots(network, name)
        text = state + (f"; root of {', '.join(roots)}" if roots else "")
        masters = _masters(network, name)
        text += f"; master of {', '.join(masters)}" if masters else ""
        designated = _designated(network, name)
        text += f"; DR of {', '.join(designated)}" if designated else ""
        table.add_row(name, machine.chassis.product, text, machine.chassis.mac.lower())
    return table


def _roots(network: Network, name: str) -> list[str]:
    """Return the spanning-tree domains of which this switch is the root: no port of it leads to another one."""
    master = network.machines[name].master
    if master is None:
        return []
    return [row.stpd_name for row in master.store.rows(StpTopology) if not (row.root_slot or row.root_port)]


def _masters(network: Network, name: str) -> list[str]:
    """Return the VRRP routers and ESRP domains of which this switch is the master."""
    master = network.machines[name].master
    if master is None:
        return []
    routers = [f"VRID {row.vrid} on {row.vlanName}" for row in master.store.rows(VrrpState) if row.state == "MASTER"]
    return routers + [row.domain for row in master.store.rows(EsrpState) if row.state == "Master"]


def _designated(network: Network, name: str) -> list[str]:
    """Return the VLANs with other OSPF routers on which this switch is the designated router."""
    master = network.machines[name].master
    if master is None or "ospf" not in master.memory:
        return []
    from xos_cli.processes.ospf.facts import routers
    from xos_cli.processes.ospf.machine import running_router

    found = [running_router(master, router) for router in routers(master.store)]
    return [i.name for r in found if r for i in r.interfaces.values() if i.state == "DR" and i.neighbors]


def _cables(network: Network, look: Look) -> Table:
    table = Table("From", "", "To", "Link", "Ports", box=None, padding=(0, 2, 0, 0))
    up, down = ("───", "─ ─") if look.drawing else ("---", "- -")
    for cable in network.cables:
        line = Text(up if cable.up else down, "green" if cable.up else "red")
        one, other = (end.endpoint.name for end in cable.ends)
        table.add_row(one, line, other, _link(cable), ", ".join(_states(cable)))
    for segment in network.segments.values():
        for socket in segment.sockets:
            line = Text(up if socket.agreed else down, "green" if socket.agreed else "red")
            table.add_row(socket.endpoint.name, line, f"({segment.name})", _socket(segment, socket.cut), "")
    return table


def _link(cable: Cable) -> str:
    """Return the remarks on a cable: its speed, or why it has no link; its loss."""
    if cable.up:
        one = cable.agreed[0]
        words = f"{one.speed} Mbps {one.duplex}" if one else ""
    else:
        cuts = sum(end.cut for end in cable.ends)
        words = {0: "down", 1: "cut one way", 2: "cut"}[cuts]
    return words + (f", loses {cable.loss:g}" if cable.loss else "")


def _socket(segment: Segment, cut: bool) -> str:
    return "cut" if cut else "segment"


def _states(cable: Cable) -> Iterator[str]:
    """Return the ports at the ends that do not forward in some VLAN."""
    for end in cable.ends:
        port = end.endpoint
        if not isinstance(port, FabricPort) or not cable.up:
            continue
        held: dict[int, list[str]] = {}
        for vlan in port.fabric.vlans.values():
            state = vlan.state(port.master)
            if state != FORWARDING and port.master in vlan.untagged | vlan.tagged:
                held.setdefault(state, []).append(vlan.name)
        for state, vlans in sorted(held.items()):
            yield f"{port.name} {WORDS[state]} in {', '.join(vlans)}"


def _hosts(network: Network) -> Table:
    table = Table("Host", "Address", "Gateway", box=None, padding=(0, 2, 0, 0))
    for host in network.hosts.values():
        gateway = ip_text(host.gateway) if host.gateway else ""
        table.add_row(host.name, f"{ip_text(host.address)}/{host.length}" if host.address else "by DHCP", gateway)
    return table


def _storms(network: Network) -> Iterator[str]:
    for island in network.islands:
        if island.storms.raging:
            yield f"Storm: {island.storms.describe()}, until the loop is cut"


def _probes(probes: "list[ProbeStream]") -> Iterator[str]:
    for probe in probes:
        yield f"Probes: {probe.describe()}"
