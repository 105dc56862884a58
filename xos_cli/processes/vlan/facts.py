"""Questions about VLANs and VMANs that the tables answer."""

from typing import NamedTuple

from xos_cli.language.ports import PortList
from xos_cli.processes.vlan.rows import VR_DEFAULT
from xos_cli.switch import portset as sets
from xos_cli.switch.chassis import Chassis
from xos_cli.switch.recorded import told
from xos_cli.switch.tables import Store


class Vman(NamedTuple):
    """A VMAN as its lines made it: the *ports* it has untagged and tagged, as sets."""

    name: str
    vr: str
    tag: str
    untagged: int
    tagged: int


def vmans(store: Store, chassis: Chassis) -> list[Vman]:
    """Return the VMANs there are."""
    return [_vman(store, chassis, *words) for words in told(store, "create vman")]


def _vman(store: Store, chassis: Chassis, name: str, *where: str) -> Vman:
    tag = next(told(store, f"configure vman {name} tag"), [""])[0]
    ports = {"untagged": 0, "tagged": 0}
    for words in told(store, f"configure vman {name} add ports"):
        form = "tagged" if words[-1] == "tagged" else "untagged"
        ports[form] |= _ports(chassis, "".join(word for word in words if word not in ports))
    return Vman(name, where[-1] if where else VR_DEFAULT, tag, ports["untagged"], ports["tagged"])


def _ports(chassis: Chassis, text: str) -> int:
    every = sets.every(chassis)
    return every if text == "all" else sets.of_list(PortList.read(text), every)
