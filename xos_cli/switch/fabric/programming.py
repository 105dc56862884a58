"""Program the I/O modules for the master: VLANs with members and port states, load-sharing groups, mirroring."""

from collections.abc import Iterable, Mapping

from xos_cli.record import NamedTuple
from xos_cli.switch.fabric.fabric import Fabric
from xos_cli.switch.fabric.ports import FORWARDING, L2, FabricPort, FabricVlan
from xos_cli.switch.hardware.chassis import Port


class VlanSetting(NamedTuple):
    """A VLAN as it is to be programmed.

    *quiet*: members that get no broadcasts.  *filters*: the protocols of its untagged frames, none for all.  *vman*: it
    carries the frames of others whole.  *profile*: the QoS profile of its untagged frames, 0 for none.
    """

    vid: int
    name: str
    untagged: tuple[Port, ...] = ()
    tagged: tuple[Port, ...] = ()
    quiet: tuple[Port, ...] = ()
    filters: tuple[str, ...] = ()
    vman: bool = False
    profile: int = 0


class VirtualAddress(NamedTuple):
    """Addresses that several routers of the VLAN *name* share: here *mac* answers for them.

    *mac* 0: another router does, and this one keeps silent.
    """

    name: str
    mac: int
    addresses: tuple[int, ...]


def set_virtual(fabric: Fabric, found: Iterable[VirtualAddress]) -> None:
    """Program the virtual MAC addresses of all VLANs, and take out all others."""
    by_name: dict[str, list[VirtualAddress]] = {}
    for item in found:
        by_name.setdefault(item.name.lower(), []).append(item)
    for vlan in fabric.vlans.values():
        items = by_name.get(vlan.name.lower(), [])
        vlan.macs = frozenset([item.mac for item in items if item.mac])
        vlan.answers = {address: item.mac for item in items for address in item.addresses}


def set_vlan(fabric: Fabric, setting: VlanSetting) -> None:
    """Program a VLAN; flush the addresses behind ports that left it."""
    old = next((vlan for vlan in fabric.vlans.values() if vlan.name == setting.name), None)
    if old is not None and old.vid != setting.vid:
        remove_vlan(fabric, old.vid)
        old = None
    there = fabric.vlans.get(setting.vid)
    if there is not None and there.name != setting.name:
        remove_vlan(fabric, setting.vid)  # another has had this number until now
    vlan = fabric.vlans.get(setting.vid) or FabricVlan(setting.vid, setting.name)
    fabric.vlans[vlan.vid] = vlan
    before = vlan.untagged | vlan.tagged
    _leave(vlan, before)
    vlan.vman, vlan.profile = setting.vman, setting.profile
    vlan.untagged, vlan.tagged, vlan.quiet = (
        frozenset([fabric.ports[port] for port in ports if port in fabric.ports])
        for ports in (setting.untagged, setting.tagged, setting.quiet)
    )
    _enter(vlan, setting.filters)
    for port in before - vlan.untagged - vlan.tagged:
        fabric.fdb.flush([vlan.vid], port)
        vlan.states.pop(port, None)
    _changed(fabric, vlan)


def remove_vlan(fabric: Fabric, vid: int) -> None:
    """Remove a VLAN, and flush its addresses."""
    vlan = fabric.vlans.pop(vid, None)
    if vlan is not None:
        for port in vlan.visitors:
            port.mac_vlans = {mac: other for mac, other in port.mac_vlans.items() if other is not vlan}
            port.classified()
        _leave(vlan, vlan.untagged | vlan.tagged)
        fabric.fdb.flush([vid], locked=True)
        fabric.storms.probe()


def _leave(vlan: FabricVlan, ports: Iterable[FabricPort]) -> None:
    for port in ports:
        port.vlans = {tag: other for tag, other in port.vlans.items() if other is not vlan}
        port.filters = {name: other for name, other in port.filters.items() if other is not vlan}
        port.tunnels = {tag: other for tag, other in port.tunnels.items() if other is not vlan}
        port.tunnel = None if port.tunnel is vlan else port.tunnel
        port.classified()


def _enter(vlan: FabricVlan, filters: tuple[str, ...]) -> None:
    for port in vlan.tagged:
        (port.tunnels if vlan.vman else port.vlans)[vlan.vid] = vlan
        port.classified()
    for port in vlan.untagged:
        if vlan.vman:
            port.tunnel = vlan
        elif filters:
            port.filters |= dict.fromkeys(filters, vlan)
        else:
            port.vlans[0] = vlan
        port.classified()


def set_clients(fabric: Fabric, port: FabricPort, clients: set[int] | None, apart: Mapping[int, str]) -> None:
    """Program which stations may use a port (None: all), and those of them that have an untagged VLAN of their own."""
    gone = (port.clients or set()) - (clients or set())
    if clients is not None and (port.clients is None or gone):
        fabric.fdb.flush(port=port)
    by_name = {vlan.name: vlan for vlan in fabric.vlans.values()}
    mac_vlans = {mac: by_name[name] for mac, name in apart.items() if name in by_name}
    for vlan in {*port.mac_vlans.values(), *mac_vlans.values()}:
        others = vlan.visitors - {port}
        vlan.visitors = others | {port} if vlan in mac_vlans.values() else others
        vlan.changed()
    port.clients, port.mac_vlans = clients, mac_vlans
    port.classified()


def _changed(fabric: Fabric, vlan: FabricVlan) -> None:
    vlan.changed()
    fabric.storms.probe()


def set_states(fabric: Fabric, vid: int, states: Mapping[Port, int]) -> None:
    """Program the states of a VLAN's ports; a port that is not named forwards."""
    vlan = fabric.vlans.get(vid)
    wanted = {fabric.ports[port].master: state for port, state in states.items() if state != FORWARDING}
    if vlan is not None and vlan.states != wanted:
        vlan.states = wanted
        _changed(fabric, vlan)


class GroupSetting(NamedTuple):
    """A load-sharing group as it is to be programmed: all its *ports*, those that *carry* frames, and the algorithm."""

    ports: tuple[Port, ...] = ()
    carrying: tuple[Port, ...] = ()
    algorithm: str = L2


def set_group(fabric: Fabric, master: Port, setting: GroupSetting) -> None:
    """Program a load-sharing group; without ports the master is a port like others again."""
    head = fabric.ports[master]
    wanted = tuple([fabric.ports[port] for port in setting.ports])
    carrying = frozenset([fabric.ports[port] for port in setting.carrying])
    if (wanted, carrying, setting.algorithm) == (head.members, frozenset(_carrying(head)), head.algorithm):
        return
    for port in head.members:
        port.master, port.carries = port, True
    for port in wanted:
        port.master, port.carries = head, port in carrying
        if port not in head.members and port is not head:
            fabric.fdb.flush(port=port)
    head.members, head.master, head.algorithm = wanted, head, setting.algorithm
    if wanted and not carrying:
        fabric.fdb.flush(port=head)
    for vlan in fabric.vlans.values():
        vlan.changed()
    fabric.storms.probe()


def _carrying(head: FabricPort) -> list[FabricPort]:
    return [port for port in head.members if port.carries]


def set_mirror(
    fabric: Fabric, monitor: Port | None, tagged: bool, ports: Iterable[Port], vlans: Mapping[Port, Iterable[str]] = {}
) -> None:
    """Program mirroring: the monitor port, and what is copied to it: all of some ports, of others certain VLANs."""
    fabric.mirror_to = fabric.ports[monitor] if monitor else None
    fabric.mirror_tagged = tagged
    whole = frozenset(ports)
    for id, port in fabric.ports.items():
        port.mirrored = monitor is not None and (id in whole or id in vlans)
        port.mirrored_vlans = frozenset() if id in whole else frozenset(vlans.get(id, ()))
