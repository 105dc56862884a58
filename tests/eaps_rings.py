"""Rings of switches with EAPS, and what a plain calculation says of them."""

from collections.abc import Iterable, Sequence

from xos_cli import Network
from xos_cli.program.resources import read_chassis
from xos_cli.switch.hardware.licence import CORE, key_for

X450, BD10808 = "summit-x450-24t", "bd10808"
#: The line that lets a Summit have shared ports.
CORE_LICENCE = f"enable license {key_for(read_chassis(X450).serial, CORE)}"
#: Of 100 probes a second, those that are lost while the I/O modules are reprogrammed (0.4 s).
FABRIC = 41
#: The ring ports and the port of a host, by chassis.
PORTS = {X450: ("1", "2", "20"), BD10808: ("1:1", "1:2", "1:20")}


def ring_lines(mode: str, chassis: str = X450, more: Iterable[str] = ()) -> list[str]:
    """Return the lines of a switch in ring ``r``: control VLAN ``ctl``, protected VLAN Default."""
    primary, secondary, _ = PORTS[chassis]
    return [
        "create vlan ctl",
        "configure vlan ctl tag 100",
        f"configure vlan ctl add ports {primary},{secondary} tagged",
        "create eaps r",
        f"configure eaps r mode {mode}",
        f"configure eaps r primary port {primary}",
        f"configure eaps r secondary port {secondary}",
        "configure eaps r add control vlan ctl",
        "configure eaps r add protected vlan Default",
        *more,
        "enable eaps r",
        "enable eaps",
    ]


def ring(names: Sequence[str], chassis: str = X450, more: Iterable[str] = (), hosts: str = "") -> Network:
    """Return switches in a ring, the first one the master; *hosts*: the switches with a host, ``pc1`` and on."""
    primary, secondary, access = PORTS[chassis]
    switches = {
        name: {
            "chassis": chassis,
            "lines": ring_lines("transit" if place else "master", chassis, () if place else more),
        }
        for place, name in enumerate(names)
    }
    around = zip(names, [*names[1:], names[0]], strict=True)
    cables = [(f"{one} {primary}", f"{other} {secondary}") for one, other in around]
    addresses = {f"pc{number}": {"address": f"10.1.1.{number}/24"} for number, _ in enumerate(hosts, 1)}
    cables += [(f"pc{number}", f"{name} {access}") for number, name in enumerate(hosts, 1)]
    return Network.build(switches=switches, hosts=addresses, cables=cables)


def state(network: Network, name: str, domain: str = "r") -> str:
    """Return the state of a domain as `show eaps` prints it."""
    switch = network.switches[name]
    assert switch.master is not None
    screen = switch.console(switch.master.name).run("show eaps")
    return next(line for line in screen.splitlines() if line.startswith(f"{domain} ")).split()[1]


def told(network: Network) -> list[str]:
    """Return what the switches logged of EAPS, each with the switch's name."""
    return [f"{event.node.split()[0]}: {event.text}" for event in network.events if event.name.startswith("EAPS.")]


class Builder:
    """Collects the lines of switches whose ports are taken in the order of their cables."""

    def __init__(self, chassis: str = X450) -> None:
        self.chassis, self.slot = chassis, "" if chassis == X450 else "1:"
        self.lines: dict[str, list[str]] = {}
        self.free: dict[str, int] = {}
        self.cables: dict[tuple[str, str], tuple[int, int]] = {}

    def cable(self, one: str, other: str) -> None:
        """Connect the next free port of two switches."""
        for name in (one, other):
            self.lines.setdefault(name, [])
            self.free[name] = self.free.get(name, 0) + 1
        self.cables[one, other] = self.free[one], self.free[other]

    def port(self, at: str, to: str) -> str:
        """Return the port of a switch whose cable leads to another."""
        number = self.cables[at, to][0] if (at, to) in self.cables else self.cables[to, at][1]
        return f"{self.slot}{number}"

    def ring(self, name: str, tag: int, *around: str) -> None:
        """Have switches form a domain that protects VLAN Default; the first is its master."""
        ends = [(around[-1], around[0], around[1]), *zip(around, around[1:], [*around[2:], around[0]], strict=False)]
        for before, at, after in ends:
            first, second = self.port(at, after), self.port(at, before)
            self.lines[at] += [
                f"create vlan c{name}",
                f"configure vlan c{name} tag {tag}",
                f"configure vlan c{name} add ports {first},{second} tagged",
                f"create eaps {name}",
                f"configure eaps {name} mode {'master' if at == around[0] else 'transit'}",
                f"configure eaps {name} primary port {first}",
                f"configure eaps {name} secondary port {second}",
                f"configure eaps {name} add control vlan c{name}",
                f"configure eaps {name} add protected vlan Default",
                f"enable eaps {name}",
            ]

    def shared(self, link: int, controller: str, partner: str) -> None:
        """Make the cable of two switches a common link."""
        for mode, at, to in (("controller", controller, partner), ("partner", partner, controller)):
            port = self.port(at, to)
            self.lines[at] += [
                *([CORE_LICENCE] if self.chassis == X450 else []),
                f"create eaps shared-port {port}",
                f"configure eaps shared-port {port} mode {mode}",
                f"configure eaps shared-port {port} link-id {link}",
            ]

    def build(self, *hosts: str) -> Network:
        """Return the network, with a host at each of these switches, settled."""
        switches = {
            name: {"chassis": self.chassis, "lines": [*lines, "enable eaps"]} for name, lines in self.lines.items()
        }
        addresses = {f"pc{number}": {"address": f"10.1.1.{number}/24"} for number, _ in enumerate(hosts, 1)}
        cables = [(f"{one} {self.slot}{a}", f"{other} {self.slot}{b}") for (one, other), (a, b) in self.cables.items()]
        cables += [(f"pc{number}", f"{name} {self.slot}20") for number, name in enumerate(hosts, 1)]
        network = Network.build(switches=switches, hosts=addresses, cables=cables)
        network.advance(10.0)
        return network


def two_rings(chassis: str = X450, hosts: Sequence[str] = ("m1", "m2", "con", "par")) -> Network:
    """Return ring one (m1, con, par) and ring two (m2, con, par); *hosts*: the switches with a host, pc1 and on."""
    builder = Builder(chassis)
    for one, other in (("con", "par"), ("con", "m1"), ("con", "m2"), ("par", "m1"), ("par", "m2")):
        builder.cable(one, other)
    builder.ring("one", 101, "m1", "con", "par")
    builder.ring("two", 102, "m2", "con", "par")
    builder.shared(10, "con", "par")
    return builder.build(*hosts)
