"""The hardware of a switch as plain facts: slots and modules, MSMs, power, fans, links, and its release.

A ``Chassis`` is read from a chassis file (``chassisfile``) and never changes: what is pulled out, fails or is linked
later is kept elsewhere.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from xos_cli.errors import ChassisError
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware.licence import CORE, EDGE, allows

#: A port: the number of its slot (1 on a stand-alone switch), its number there, both from 1.
Port = tuple[int, int]


class PortType(NamedTuple):
    """What a port can do: its highest speed in Mbps, its media (UTP, MGBIC, XENPAK, NONE), the preferred one first."""

    speed: int
    media: tuple[str, ...]

    @property
    def copper(self) -> bool:
        """Return whether a twisted pair can be plugged into it."""
        return "UTP" in self.media


class ModuleType(NamedTuple):
    """A type of module: its ports as ``48x1000:UTP``, whether they give power, the watts that it takes, part number."""

    name: str
    layout: str = ""
    poe: bool = False
    watts: int = 0
    part: str = ""

    @property
    def ports(self) -> tuple[PortType, ...]:
        """Return its ports, from number 1."""
        return layout_of(self.layout)


class Slot(NamedTuple):
    """An I/O slot and the type of module in it, "" for none; *celsius* is what its sensor says."""

    number: int
    module: str = ""
    part: str = ""
    serial: str = ""
    revision: str = "1.0"
    celsius: float = 26.5  # evidence: later 16.x (a BD-8806)


class Msm(NamedTuple):
    """A node: an MSM (``MSM-A``, letter ``A``), or all of a stand-alone switch (``Switch``, no letter, no module).

    *index* counts from 0 in the order of the letters; *mac* is that of its management port; *slot* is an I/O slot where
    the MSM has ports there, else a number that no I/O slot has.
    """

    name: str
    letter: str
    index: int  # type: ignore[assignment]  # hides the tuple's method, which nobody needs here
    module: str = ""
    slot: int = 0
    mac: str = ""
    part: str = ""
    serial: str = ""
    revision: str = "1.0"
    celsius: float = 37.5  # evidence: later 16.x (a BD-8806)


class Psu(NamedTuple):
    """A power supply bay; *info* is what `show power` calls it, "" for an empty one."""

    number: int
    info: str = ""
    watts: int = 0


class Controller(NamedTuple):
    """A power supply controller (``PSUCTRL-1``); no *part*: an empty bay."""

    number: int
    part: str = ""
    serial: str = ""
    revision: str = ""
    bootrom: str = ""
    celsius: float = 33.25  # evidence: later 16.x (a BD-8806)


class FanTray(NamedTuple):
    """A fan tray; no *fans*: an empty bay."""

    number: int
    fans: int = 0
    rpm: int = 0


class Link(NamedTuple):
    """The partner at the other end of a port: its speed in Mbps, its duplex (``full`` or ``half``)."""

    speed: int = 1000
    duplex: str = "full"


class Image(NamedTuple):
    """The software in a partition (``primary`` or ``secondary``)."""

    partition: str
    version: str = ""
    branch: str = ""
    builder: str = ""
    built: str = ""
    installed: str = ""


class Process(NamedTuple):
    """A process of the release: kB of memory, seconds from power-on to its start, word of `show checkpoint-data`.

    *after*: the processes that must have transferred their state before this one may.  *licence*: the level that it
    needs (``licence``); *licensed*: that of the chassis allows it.
    """

    name: str
    version: str = ""
    memory: int = 0
    wave: float = 0.0
    flags: int = 0
    after: tuple[str, ...] = ()
    kernel: bool = False
    licensed: bool = True
    licence: str = EDGE


class Features(NamedTuple):
    """What the hardware can do that not every chassis can; the defaults are those of an 8800 or a Summit X450.

    *user_routers*: virtual routers that users can create.  *jumbo_by_port*: jumbo frames are set port by port, not for
    all ports.  *queues*: all eight QoS profiles exist, with bandwidth and priority, and there are ingress queues.
    *sampling_by_slot*: sFlow samples all ports of a slot alike.
    *sharing_groups*: load sharing groups; *sharing_static* and *sharing_lacp*: ports of one; *sharing_algorithm*: what
    a new group uses; *sharing_global*: `configure sharing address-based` exists.  *first_match*: the
    first entry of an access list that matches a packet decides, and entries that look at the Ethernet header alone come
    last; elsewhere every entry that matches acts.  *mac_vlans*: network login can give each MAC address at a port a
    VLAN of its own.
    """

    user_routers: int = 0
    jumbo_by_port: bool = False
    queues: bool = False
    sampling_by_slot: bool = False
    sharing_groups: int = 32
    sharing_static: int = 8
    sharing_lacp: int = 16
    sharing_algorithm: str = "L2"
    sharing_global: bool = False
    first_match: bool = False
    mac_vlans: bool = True


class Timing(NamedTuple):
    """Seconds.  *init* to *running* are counted from power-on; see ``configs/releases`` for what each of them is."""

    init: float = 0.0
    standby: float = 0.0
    election: float = 0.0
    config: float = 0.0
    running: float = 0.0
    drain: float = 0.0
    saving: float = 0.0
    byte: float = 0.0
    module: float = 0.0
    process: float = 0.0
    row: float = 0.0
    card: float = 0.0
    switchover: float = 0.0
    synchronize: float = 0.0
    down: float = 0.0


class ChannelSpec(NamedTuple):
    """The control channel between the MSMs: seconds that a message is under way, and bytes per second."""

    delay: float = 0.0005
    rate: float = 12_500_000.0


class Chassis(NamedTuple):
    """A switch as delivered.  *processes* are in the order of `show checkpoint-data`, *modules* in that of `show
    configuration`; *dram*, *system* (the kernel's) and *user* are kB; *options* are option slots with nothing in them;
    *fits* names the types of module that its slots take.  *licence* is the level of its software; *every_module* are
    the modules of the release, *modules* those that it allows.
    """

    product: str = ""
    platform: str = ""
    prefix: str = ""
    mac: str = ""
    bootrom: str = ""
    part: str = ""
    serial: str = ""
    revision: str = "1.0"
    options: tuple[str, ...] = ()
    dram: int = 0
    system: int = 0
    user: int = 0
    fits: tuple[str, ...] = ()
    licence: str = CORE
    release: str = ""
    software: str = ""
    images: Mapping[str, Image] = {}
    types: Mapping[str, ModuleType] = {}
    slots: Mapping[int, Slot] = {}
    msms: tuple[Msm, ...] = ()
    ports: tuple[Port, ...] = ()
    links: Mapping[Port, Link] = {}
    management: Link | None = None
    psus: tuple[Psu, ...] = ()
    controllers: tuple[Controller, ...] = ()
    fans: tuple[FanTray, ...] = ()
    processes: Mapping[str, Process] = {}
    every_module: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    features: Features = Features()
    timing: Timing = Timing()
    channel: ChannelSpec = ChannelSpec()

    def __deepcopy__(self, memo: dict[int, Any]) -> "Chassis":
        return self

    def with_licence(self, level: str) -> "Chassis":
        """Return the chassis with the processes and modules that a licence allows."""
        processes = {name: one._replace(licensed=allows(level, one.licence)) for name, one in self.processes.items()}
        modules = tuple([name for name in self.every_module if processes[name].licensed])
        return self._replace(licence=level, processes=processes, modules=modules)

    @property
    def modular(self) -> bool:
        """Return whether it has MSMs, and ports are named by slot and number."""
        return bool(self.msms[0].letter)

    def port_name(self, port: Port) -> str:
        """Return the name of a port: ``1:1``, or ``1`` on a stand-alone switch."""
        return f"{port[0]}:{port[1]}" if self.modular else str(port[1])

    def port_type(self, port: Port) -> PortType:
        """Return what one of ``ports`` can do."""
        return self.types[self.slots[port[0]].module].ports[port[1] - 1]

    def fitting(self, ports: bool = True) -> list[str]:
        """Return the names of the types of module that fit this chassis: those with ports, or the MSMs without."""
        return sorted(name for name in self.fits if bool(self.types[name].layout) is ports)

    def checkpoint_order(self) -> tuple[str, ...]:
        """Return the processes in the order of bulk checkpointing: dependencies first, else the order of the rows."""
        waiting = {name: process for name, process in self.processes.items() if process.licensed and not process.kernel}
        order: list[str] = []
        while waiting:
            name = next((name for name, process in waiting.items() if waiting.keys().isdisjoint(process.after)), "")
            if not name:
                raise ChassisError(f"process {_circle(waiting)}: each waits for the next")
            order.append(name)
            del waiting[name]
        return tuple(order)


@cache
def layout_of(text: str) -> tuple[PortType, ...]:
    """Return ``4x1000:MGBIC+UTP,20x1000:UTP`` as 24 ports."""
    ports: list[PortType] = []
    for group in text.split(",") if text else ():
        count, _, rest = group.partition("x")
        speed, _, media = rest.partition(":")
        if not (_few_digits(count) and _few_digits(speed) and media and len(ports) + int(count) < 256):
            raise ChassisError(f'"{text[:60]}" is no layout of at most 255 ports, such as 48x1000:UTP')
        ports += [PortType(int(speed), tuple(media.split("+")))] * int(count)
    return tuple(ports)


def _few_digits(text: str) -> bool:
    """Return whether a text is a number of at most six digits."""
    return text.isdecimal() and len(text) <= 6


def _circle(waiting: Mapping[str, Process]) -> str:
    """Return processes that wait for each other in a circle; none if there is no circle."""
    way = [next(iter(waiting))]
    while way.count(way[-1]) < 2:
        way.append(next(name for name in waiting[way[-1]].after if name in waiting))
    return " -> ".join(way[way.index(way[-1]) :])
