"""What a drill can ask of the switch: each condition is a key of a drill file, answered from the machine itself."""

from collections.abc import Callable, Mapping
from typing import Any

from xos_cli.errors import FlashError
from xos_cli.replay.difference import sections
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node

Kind = type[str] | type[bool] | type[dict[str, Any]] | type[list[Any]] | type[float] | type[int]

#: Condition -> the kind of its value.
CONDITIONS: dict[str, Kind] = {
    "master": str,
    "state": dict,
    "in-sync": bool,
    "unsaved": bool,
    "configured": list,
    "not-configured": list,
    "saved": list,
    "selected": str,
    "booted": str,
    "image": dict,
    "checkpoint": str,
    "channel": bool,
    "stp-root": str,
    "storm": bool,
    "vrrp": dict,
    "ospf": dict,
    "eaps": dict,
    "route": dict,
    "packet": dict,
    "radius-accepts": list,
}


def hold(machine: Machine, conditions: Mapping[str, Any]) -> bool:
    """Return whether all conditions hold."""
    return all(_ANSWERS[key](machine, value) for key, value in conditions.items())


def _master(machine: Machine) -> Node | None:
    """Return the MSM that manages the switch, if its software runs."""
    node = machine.master
    return node if node is not None and node.running else None


def _is_master(machine: Machine, name: str) -> bool:
    node = _master(machine)
    return node is not None and node.name.lower() == name.lower()


def _states(machine: Machine, states: dict[str, str]) -> bool:
    return all(_state(machine, name) == state for name, state in states.items())


def _state(machine: Machine, name: str) -> str:
    """Return the state of an MSM, ``EMPTY`` if it is not in its slot."""
    return str(machine.node(name).state) if machine.plugged(machine.node(name).name) else "EMPTY"


def _unsaved(machine: Machine, wanted: bool) -> bool:
    node = _master(machine)
    return node is not None and node.config.unsaved is wanted


def _configured(machine: Machine, texts: list[str]) -> bool:
    """Return whether each text stands in a line of the running configuration."""
    lines = [line for section in sections(machine).values() for line in section]
    return all(any(text in line for line in lines) for text in texts)


def _not_configured(machine: Machine, texts: list[str]) -> bool:
    return _master(machine) is not None and not any(_configured(machine, [text]) for text in texts)


def _saved(machine: Machine, texts: list[str]) -> bool:
    """Return whether the selected file in the flash of every MSM that is plugged in has these texts."""
    nodes = [node for node in machine.nodes.values() if machine.plugged(node.name)]
    return all(text in _selected_file(node) for node in nodes for text in texts)


def _selected_file(node: Node) -> str:
    """Return the configuration file that an MSM boots with next, "" if it cannot be read."""
    name = node.flash.nvram.config_selected
    try:
        return node.flash.read(name).decode(errors="replace") if name in node.flash.names() else ""
    except FlashError:
        return ""


def _selected(machine: Machine, name: str) -> bool:
    node = _master(machine)
    return node is not None and node.flash.nvram.config_selected == name


def _booted(machine: Machine, name: str) -> bool:
    """Return whether the master booted with this file; "" is the factory defaults."""
    node = _master(machine)
    return node is not None and (node.config.booted or "") == name


def _images(machine: Machine, images: dict[str, str]) -> bool:
    return all(machine.node(name).powered and machine.node(name).version == image for name, image in images.items())


def _checkpoint(machine: Machine, state: str) -> bool:
    """Return whether the bulk checkpoint is ``under way`` or ``over`` (in sync)."""
    node = _master(machine)
    under_way = node is not None and node.checkpoint.active and not node.checkpoint.in_sync
    return machine.in_sync if state == "over" else under_way


def _stp_root(machine: Machine, mac: str) -> bool:
    """Return whether the switch takes the bridge with this MAC address for the root of s0."""
    from xos_cli.processes.stp.rows import StpTopology

    node = _master(machine)
    row = node.store.get(StpTopology, "s0") if node is not None else None
    return row is not None and f"{row.root & (1 << 48) - 1:012x}" == mac.lower().replace(":", "")


def _storm(machine: Machine, wanted: bool) -> bool:
    """Return whether frames circle in a loop somewhere among the switches that are cabled together, or not."""
    fabric = machine.backplane.fabric
    return (fabric is not None and bool(fabric.storms.raging)) is wanted


def _vrrp(machine: Machine, states: dict[str, str]) -> bool:
    """Return whether the VRRP routers of each of these VLANs are in this state."""
    from xos_cli.processes.vrrp.facts import state_of
    from xos_cli.processes.vrrp.rows import VrrpRouter

    node = _master(machine)
    if node is None:
        return False
    found: dict[str, set[str]] = {}
    for row in node.store.rows(VrrpRouter):
        found.setdefault(row.vlanName.lower(), set()).add(state_of(node.store, row).lower())
    return all(found.get(vlan.lower()) == {state} for vlan, state in states.items())


def _ospf(machine: Machine, states: dict[str, str]) -> bool:
    """Return whether OSPF has neighbours on each of these VLANs, and all of them are in this state."""
    from xos_cli.processes.ospf.machine import running_router
    from xos_cli.processes.ospf.protocol.adjacency import word
    from xos_cli.processes.vlan.rows import VR_DEFAULT

    node = _master(machine)
    running = running_router(node, VR_DEFAULT) if node is not None else None
    found = {name.lower(): interface for name, interface in running.interfaces.items()} if running else {}
    return all(
        vlan.lower() in found
        and {word(neighbor.state).lower() for neighbor in found[vlan.lower()].neighbors.values()} == {state}
        for vlan, state in states.items()
    )


def _eaps(machine: Machine, states: dict[str, str]) -> bool:
    """Return whether each of these EAPS domains is in this state."""
    from xos_cli.processes.eaps.facts import state_of
    from xos_cli.processes.eaps.rows import EapsDomain

    node = _master(machine)
    if node is None:
        return False
    found = {row.name: state_of(node.store, row) for row in node.store.rows(EapsDomain)}
    return all(found.get(name) == state for name, state in states.items())


def _route(machine: Machine, wanted: dict[str, str]) -> bool:
    """Return whether packets to each of these networks in VR-Default take the route by this gateway, and no other."""
    from ipaddress import IPv4Network

    from xos_cli.processes.rtmgr.facts import routes_to
    from xos_cli.processes.vlan.rows import VR_DEFAULT

    node = _master(machine)
    return node is not None and all(
        [item.route.gateway for item in routes_to(node.store, VR_DEFAULT, IPv4Network(network)) if item.unicast]
        == [gateway]
        for network, gateway in wanted.items()
    )


def _packets(machine: Machine, wanted: dict[str, str]) -> bool:
    """Return whether packets that come in by a port pass, or are dropped; the words are those of `:packet`."""
    from xos_cli.lab.packet import attributes, packet_verdict
    from xos_cli.packets.addresses import ip_number

    for text, end in wanted.items():
        port, source, destination, *rest = text.split()
        given = attributes(rest, f"packet: {text}")
        verdict = packet_verdict(machine, port, (ip_number(source), ip_number(destination)), given)
        if (verdict.action == "drop") is not (end == "drop"):
            return False
    return True


def _radius_accepts(machine: Machine, addresses: list[str]) -> bool:
    """Return whether the RADIUS server at each of these addresses has accepted a login at the master."""
    from xos_cli.processes.aaa.rows import RadiusCounts, RadiusServer

    node = _master(machine)
    if node is None:
        return False
    counts = {row[:3]: row.accepts for row in node.store.rows(RadiusCounts)}
    servers = node.store.rows(RadiusServer)
    found = {row.host_ipaddr for row in servers if counts.get((row.server_set, row.type, row.server_no))}
    return found.issuperset(addresses)


_ANSWERS: dict[str, Callable[[Machine, Any], bool]] = {
    "master": _is_master,
    "state": _states,
    "in-sync": lambda machine, wanted: machine.in_sync is wanted,
    "unsaved": _unsaved,
    "configured": _configured,
    "not-configured": _not_configured,
    "saved": _saved,
    "selected": _selected,
    "booted": _booted,
    "image": _images,
    "checkpoint": _checkpoint,
    "channel": lambda machine, whole: machine.backplane.channel_up is whole,
    "stp-root": _stp_root,
    "storm": _storm,
    "vrrp": _vrrp,
    "ospf": _ospf,
    "eaps": _eaps,
    "route": _route,
    "packet": _packets,
    "radius-accepts": _radius_accepts,
}
