"""Rings of switches with EAPS, and what a plain calculation says of them."""

from collections.abc import Iterable, Sequence

from xos_cli import Network

X450, BD10808 = "summit-x450-24t", "bd10808"
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
